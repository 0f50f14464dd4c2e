"""The history of a toll: who said what when, what revises, contradicts or corrects what, and what stood after it."""

from __future__ import annotations

import pandas as pd
import pytest
from test_linking_tolls import claims

from helpers import estimating, extracting, paths, reading, tables
from helpers.linking.corrections import read_corrections
from helpers.linking.history import COURSE, HISTORY, KINDS, disagreements, toll_course, toll_history
from helpers.linking.rivals import with_toll_rule

ARMY = {"claimant": "an army spokesman", "claimant_type": "security_forces"}
NURSE = {"claimant": "a nurse", "claimant_type": "medical"}
REBELS = {"claimant": "the Front", "claimant_type": "armed_group"}


def told(*rows: dict) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Make one incident of claims, each in a report of its own a day after the last, unless the row says otherwise."""
    made = claims(*[{"report_id": f"r{n}", **row} for n, row in enumerate(rows)]).assign(
        claim_id=[f"c{n}" for n in range(len(rows))]
    )
    ids = list(dict.fromkeys(made["report_id"]))
    outlets = {row.get("report_id", f"r{n}"): row.get("outlet", f"outlet {n}") for n, row in enumerate(rows)}
    reports = tables.conform("reports", pd.DataFrame({
        "report_id": ids, "published": pd.date_range("2024-05-03", periods=len(ids)), "text": "",
        "outlet": [outlets[i] for i in ids],
    }))  # fmt: skip
    incident = {"incident_id": "i1", "background": False, "claim_ids": " ".join(made["claim_id"])}
    return tables.conform("incidents", [incident]), made.drop(columns="outlet", errors="ignore"), reports


def kinds(*rows: dict) -> list[str]:
    return toll_history(*told(*rows))["kind"].tolist()


def test_a_sources_own_later_number_is_a_revision_and_anothers_a_contradiction() -> None:
    history = toll_history(*told({"low": 7, **ARMY}, {"low": 9, **NURSE}, {"low": 8, **ARMY}, {"low": 9, **REBELS}))
    assert history["kind"].tolist() == ["first", "contradiction", "revision", "repeat"]
    assert history["compared_with"].fillna("").tolist() == ["", "c0", "c0", "c1"]


def test_one_mouth_is_known_by_its_name_in_other_words() -> None:
    later = {"claimant": "the army spokesman Colonel Varrow", "claimant_type": "security_forces"}
    assert kinds({"low": 7, **ARMY}, {"low": 8, **later}) == ["first", "revision"]
    assert kinds({"low": 7, **ARMY}, {"low": 8, **later, "claimant_type": "media"}) == ["first", "contradiction"]


def test_eyewitnesses_are_one_source_in_one_outlet_only() -> None:
    seen = {"claimant": "residents", "claimant_type": "witness"}
    assert kinds({"low": 7, **seen}, {"low": 8, **seen}) == ["first", "contradiction"]
    assert kinds({"low": 7, **seen, "outlet": "TNS"}, {"low": 8, **seen, "outlet": "TNS"}) == ["first", "revision"]


def test_an_outlet_that_changes_its_own_account_revises() -> None:
    assert kinds({"low": 7, "outlet": "TNS"}, {"low": 8, "outlet": "TNS", **NURSE}) == ["first", "revision"]
    assert kinds({"low": 7, "outlet": "TNS"}, {"low": 8, "outlet": "Radio"}) == ["first", "contradiction"]


def test_he_of_two_reports_is_nobody_in_particular() -> None:
    he = {"claimant": "he", "claimant_type": "unattributed"}
    assert kinds({"low": 7, **he}, {"low": 8, **he}) == ["first", "contradiction"]


def test_numbers_that_may_be_the_same_do_not_contradict() -> None:
    at_least = {"low": 5, "high": None, "modifier": "at_least", **NURSE}
    assert kinds({"low": 7, **ARMY}, at_least) == ["first", "repeat"]
    assert kinds({"low": 4, **ARMY}, at_least) == ["first", "contradiction"]


def test_parts_and_additions_are_compared_with_nobody() -> None:
    rows = [
        {"low": 50, "group": "mixed", **ARMY},
        {"low": 33, "group": "civilians", "scope": "part_of_total", **ARMY},
        {"low": 2, "scope": "increment", **NURSE},
        {"low": 52, "scope": "cumulative", **NURSE},
        {"low": 52, **REBELS},
    ]
    assert kinds(*rows) == ["first", "part", "addition", "addition", "repeat"]


def test_different_people_are_not_compared() -> None:
    soldiers, villagers = {"low": 3, "group": "security_forces", **ARMY}, {"low": 9, "group": "civilians", **NURSE}
    assert kinds(soldiers, villagers, {"low": 12, **REBELS}) == ["first", "first", "first"]
    assert kinds({"low": 3, **ARMY}, {"low": 9, "measure": "injured", **NURSE}) == ["first", "first"]


def test_bare_people_are_the_one_group_that_is_named() -> None:
    railwaymen = {"low": 5, "group": "civilians", **ARMY}
    assert kinds(railwaymen, {"low": 6, **NURSE}) == ["first", "contradiction"]


def test_one_person_told_without_a_number_contradicts_no_count() -> None:
    driver = {"low": 1, "quote": "a driver was killed", **ARMY}
    assert kinds({"low": 4, **NURSE}, driver) == ["first", "part"]
    assert kinds({"low": 4, **NURSE}, {**driver, "quote": "one driver was killed"}) == ["first", "contradiction"]
    assert kinds(driver, {"low": 4, **NURSE}, {**driver, **REBELS}) == ["first", "first", "repeat"]


def test_one_breath_tells_of_different_people() -> None:
    one = {"report_id": "r", "sentence_id": 0, "group": "civilians", **ARMY}
    assert kinds({**one, "low": 2}, {**one, "low": 5}) == ["first", "addition"]
    assert kinds({**one, "low": 5}, {**one, "low": 2, "sentence_id": 4}) == ["first", "part"]


def test_a_claim_without_a_number_or_below_0_is_kept() -> None:
    incidents, made, reports = told({"low": 3, **ARMY}, {"low": 4, **NURSE}, {"low": 5, **REBELS})
    made["low"] = pd.array([None, -4, 5], "Int64")
    made["high"] = made["low"]
    history = toll_history(incidents, made, reports)
    assert history["kind"].tolist() == ["unnumbered", "unnumbered", "first"]
    assert toll_course(history)["toll_best"].tolist() == [5]


def test_the_order_is_that_of_publication_whatever_the_order_of_the_tables() -> None:
    incidents, made, reports = told({"low": 7, **ARMY}, {"low": 9, **NURSE}, {"low": 8, **ARMY})
    turned = toll_history(incidents, made[::-1], reports[::-1])
    pd.testing.assert_frame_equal(turned, toll_history(incidents, made, reports))
    undated = reports.assign(published=reports["published"].where(reports["report_id"] != "r0"))
    assert toll_history(incidents, made, undated)["claim_id"].tolist() == ["c1", "c2", "c0"]


def test_no_incidents_give_every_column() -> None:
    empty = [tables.empty(name) for name in ("incidents", "claims", "reports")]
    assert list(toll_history(*empty).columns) == list(HISTORY)
    assert list(toll_course(toll_history(*empty)).columns) == list(COURSE)
    assert {"earlier_quote", "later_quote", "difference"} <= set(disagreements(*empty).columns)


def test_inputs_stay_as_they_were() -> None:
    given = told({"low": 7, **ARMY}, {"low": 9, **NURSE})
    before = [t.copy(deep=True) for t in given]
    disagreements(*given)
    for one, other in zip(given, before, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_a_disagreement_has_the_words_of_both() -> None:
    rows = [{"low": 7, "quote": "seven died", **ARMY}, {"low": 9, "quote": "nine dead", **NURSE}, {"low": 7, **REBELS}]
    row = disagreements(*told(*rows)).iloc[0]
    assert (row["kind"], row["difference"], row["days_apart"]) == ("contradiction", 2, 1)
    assert (row["earlier_quote"], row["later_quote"]) == ("seven died", "nine dead")
    assert (row["earlier_claimant"], row["later_claimant"]) == ("an army spokesman", "a nurse")
    assert len(disagreements(*told(*rows))) == 1


# The course of a toll


def test_the_course_tells_what_stood_after_each_source() -> None:
    rows = [{"low": 7, **ARMY}, {"low": 9, **NURSE}, {"low": 12, **REBELS}]
    course = toll_course(toll_history(*told(*rows)))
    stood = course[["toll_low", "toll_best", "toll_high"]].to_numpy().tolist()
    assert stood == [[7, 7, 7], [7, 9, 9], [7, 9, 12]]
    with with_toll_rule("recency"):
        assert toll_course(toll_history(*told(*rows)))["toll_best"].tolist() == [7, 9, 12]


def test_a_source_that_counts_one_group_is_no_whole() -> None:
    rows = [{"low": 9, **ARMY}, {"low": 4, "group": "civilians", **NURSE}, {"low": 5, "group": "militants", **REBELS}]
    assert toll_course(toll_history(*told(*rows)))["whole"].tolist() == [True, False, False]
    assert toll_course(toll_history(*told(*rows[1:])))["whole"].all()


def test_there_is_no_course_of_attackers() -> None:
    with pytest.raises(ValueError, match="no toll of 'attackers'; give one of killed"):
        toll_course(toll_history(*told({"low": 7})), "attackers")


# Corrections


FIRST = "Four millers were killed at Osken on Monday, the town's police said."


def corrected(text: str, title: str = "", outlet: str = "TNS") -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    reports = tables.conform("reports", pd.DataFrame({
        "report_id": ["a", "b"], "published": pd.to_datetime(["2024-05-06", "2024-05-08"]), "outlet": ["TNS", outlet],
        "title": ["Osken", title], "text": [FIRST, text],
    }))  # fmt: skip
    found = extracting.extract_claims(reports)
    incident = {"incident_id": "i1", "background": False, "claim_ids": " ".join(found["claim_id"])}
    return tables.conform("incidents", [incident]), found, reports


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Three millers were killed at Osken on Monday, not four, as we reported on Monday.", "Correction"),
        ("Three millers were killed at Osken on Monday, police said. Our earlier report, which said four, was wrong.", ""),
        ("We reported that four millers had been killed at Osken. That was wrong. Three millers were killed, police said.", ""),
    ],
)  # fmt: skip
def test_a_correction_strikes_out_the_number_it_corrects(text: str, title: str) -> None:
    history = toll_history(*corrected(text, title)).set_index("claim_id")
    last = history[history["low"] == 3].iloc[-1]
    assert (last["kind"], last["compared_with"]) == ("correction", "a-c00")
    assert pd.notna(history.loc["a-c00", "taken_back_by"])
    course = toll_course(history.reset_index())
    assert course["toll_best"].tolist() == [4, 3]
    assert course["toll_high"].tolist() == [4, 3]
    assert course["corrects"].fillna("").tolist() == ["", "a-c00"]


def test_the_wrong_number_that_a_correction_quotes_counts_nowhere() -> None:
    text = "We reported that four millers had been killed at Osken. That was wrong. Three millers were killed, police said."
    incidents, found, reports = corrected(text)
    roles = read_corrections(found, reports).merge(found[["claim_id", "low"]], on="claim_id")
    assert dict(zip(roles["low"], roles["role"], strict=True)) == {4: "taken_back", 3: "corrects"}
    assert set(roles["wrong_numbers"]) == {(4,)}
    assert "taken_back" in set(toll_history(incidents, found, reports)["kind"])


@pytest.mark.parametrize(
    "text",
    [
        "Three millers were killed at Osken on Monday, the doctor said. The police figure was wrong, he said.",
        "Three millers were killed at Osken on Monday, police said, not four.",
        "Three millers were killed at Osken on Monday. What is wrong with the province, asked the priest.",
    ],
)
def test_a_speaker_who_calls_anothers_number_wrong_corrects_nothing(text: str) -> None:
    assert "correction" not in set(toll_history(*corrected(text, outlet="Radio"))["kind"])


def test_an_account_named_far_from_what_is_called_wrong_is_another_matter() -> None:
    between = "The road is open. The school is closed. The harvest is in. "
    text = (
        f"Three millers were killed at Osken on Monday. The mayor was wrong. {between}We reported on the mill in March."
    )
    assert read_corrections(*corrected(text)[1:]).empty


def test_a_note_that_keeps_a_number_does_not_correct_it() -> None:
    text = (
        "Four millers were killed at Osken on Monday, police said. Our report gave a wrong street, which was an error."
    )
    assert "correction" not in set(toll_history(*corrected(text, "Correction"))["kind"])


@pytest.fixture(scope="module")
def ostrevane() -> tuple[pd.DataFrame, pd.DataFrame, estimating.World]:
    world = estimating.read_world()
    reports = reading.read_reports(paths.REPORTS / "ostrevane")
    corrections = world.statements[world.statements["withdrawn"].notna()]
    told_of = world.statements[world.statements["incident_id"].isin(corrections["incident_id"])]
    notes = set(world.reports.query("kind == 'correction'")["report_id"])
    other = world.reports.query("kind in ('roundup', 'follow_up')")["report_id"].head(40)
    mine = reports[reports["report_id"].isin({*told_of["report_id"], *notes, *other})].reset_index(drop=True)
    return mine, extracting.extract_claims(mine), world


def test_all_corrections_of_the_teaching_corpus_are_read_and_none_is_invented(ostrevane) -> None:
    reports, found, world = ostrevane
    truth = world.statements[world.statements["withdrawn"].notna()]
    read = read_corrections(found, reports).merge(found[["claim_id", "measure", "low"]], on="claim_id")
    assert (
        set(read["report_id"])
        == set(truth["report_id"])
        == set(world.reports.query("kind == 'correction'")["report_id"])
    )
    for row in truth.to_dict("records"):
        mine = read[(read["report_id"] == row["report_id"]) & (read["measure"] == row["measure"])]
        right = mine[mine["role"] == "corrects"]
        assert all(row["withdrawn"] in wrong for wrong in mine["wrong_numbers"])
        assert set(right["low"]) <= {row["low"]}
        assert set(mine.loc[mine["role"] == "taken_back", "low"]) <= {row["withdrawn"]}


def test_corrections_of_the_teaching_corpus_find_the_number_they_take_back(ostrevane) -> None:
    reports, found, world = ostrevane
    truth = world.statements[world.statements["withdrawn"].notna()]
    matched = 0
    for row in truth.to_dict("records"):
        told_of = set(world.mentions.loc[world.mentions["incident_id"] == row["incident_id"], "report_id"])
        mine = found[found["report_id"].isin(told_of) & (found["scope"] != "background")]
        incident = {"incident_id": "i", "background": False, "claim_ids": " ".join(mine["claim_id"])}
        history = toll_history(tables.conform("incidents", [incident]), found, reports)
        struck = history[history["taken_back_by"].notna() & (history["measure"] == row["measure"])]
        assert set(struck["low"]) <= {row["withdrawn"]}
        matched += len(struck) > 0
    assert matched == len(truth)


def test_every_kind_is_one_that_is_explained() -> None:
    assert all(f"{kind}:" in (toll_history.__doc__ or "") for kind in KINDS)
