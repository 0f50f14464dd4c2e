"""Claims of whole reports: once each, with scope, group, day and place; sound and quick on any text."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import extracting, reading, tables
from helpers.extracting.statements import without_points

WORDS = st.sampled_from(
    [
        "killed",
        "wounded",
        "and",
        ",",
        ".",
        "\n\n",
        "12",
        "three",
        "soldiers",
        "the",
        "of",
        "in",
        "on",
        "Monday",
        "Osthavn",
        "said",
        "police",
        "“",
        "”",
        "(",
        ")",
        "including",
        "at",
        "least",
        "them",
        "toll",
        "to",
        "rose",
        "dead",
        "were",
        "was",
        "bodies",
        "freed",
        "since",
        "another",
        "who",
        "2019",
        "—",
        "•",
        ";",
        "correction",
        "not",
    ]
)


def claims(text: str, published: str | None = "2024-06-10") -> pd.DataFrame:
    reports = tables.conform("reports", [{"report_id": "r", "text": text, "published": published}])
    return extracting.extract_claims(reports)


def row(text: str, low: int, **more) -> pd.Series:
    found = claims(text, **more)
    return found[found["low"] == low].iloc[0]


def test_an_empty_table_gives_an_empty_table() -> None:
    found = extracting.extract_claims(tables.empty("reports"))
    assert list(found.columns) == tables.columns("claims") and found.empty


def test_the_reports_are_not_changed() -> None:
    reports = tables.conform(
        "reports", [{"report_id": "r", "text": "Nine miners were killed.", "published": "2024-06-10"}]
    )
    before = reports.copy(deep=True)
    extracting.extract_claims(reports)
    pd.testing.assert_frame_equal(reports, before)


def test_a_report_without_its_columns_is_named() -> None:
    with pytest.raises(tables.TableError, match="text"):
        extracting.extract_claims(pd.DataFrame({"report_id": ["r"]}))


def test_the_same_number_again_is_no_second_claim() -> None:
    assert len(claims("Nine miners were killed in Osthavn on Friday. The nine miners were shot dead at dawn.")) == 1


def test_the_same_number_from_another_mouth_is_one() -> None:
    text = "Nine people were killed in Osthavn on Friday, police said. A doctor said nine people were killed."
    assert list(claims(text)["claimant_type"]) == ["security_forces", "medical"]


@pytest.mark.parametrize(
    ("text", "low", "scope"),
    [
        ("Nine miners were killed on Friday.", 9, "incident"),
        ("Nine miners, including two women, were killed on Friday.", 2, "part_of_total"),
        ("Another nine miners were killed on Friday, raising the toll to 31.", 9, "increment"),
        ("Another nine miners were killed on Friday, raising the toll to 31.", 31, "cumulative"),
        ("At least 31 people have been killed since Wednesday.", 31, "cumulative"),
        ("Nine miners were killed on Friday. In March, gunmen killed 31 people there.", 31, "background"),
        ("Nine miners were hurt on Friday. Two of the wounded have died.", 2, "increment"),
    ],
)
def test_a_number_has_its_scope(text: str, low: int, scope: str) -> None:
    assert row(text, low)["scope"] == scope


def test_parts_of_several_groups_make_a_total_mixed() -> None:
    found = claims("The blast killed 50 people on Friday. The dead were 33 villagers and 17 soldiers.")
    assert dict(zip(found["low"], found["group"], strict=True)) == {50: "mixed", 33: "civilians", 17: "security_forces"}


def test_a_number_without_day_or_place_gets_those_of_its_incident() -> None:
    text = (
        "Gunmen killed nine miners in Osthavn on Friday, police said.\n\nEleven others were wounded.\n\n"
        "On Saturday a bomb blew up a bus in Lindvik. Three people died."
    )
    assert (row(text, 11)["place"], row(text, 11)["date_start"].isoformat()[:10]) == ("Osthavn", "2024-06-07")
    assert (row(text, 3)["place"], row(text, 3)["date_start"].isoformat()[:10]) == ("Lindvik", "2024-06-08")


def test_what_came_after_something_happened_before_it() -> None:
    text = "Nine hostages walked free on Sunday, mediators said, a day after their captors shot dead two guards."
    assert row(text, 2)["date_start"].isoformat()[:10] == "2024-06-08"


def test_a_correction_takes_the_place_of_the_wrong_number() -> None:
    text = (
        "Police said 31 miners were killed on Friday.\n\nCORRECTION: This report misstated the count. It is 28, not 31."
    )
    assert list(claims(text)["low"]) == [28]


def test_a_number_taken_back_is_no_claim() -> None:
    text = "Six people died on Friday.\n\nThe paper said seven people had died.\n\nThe paper has withdrawn its report of a seventh death."
    assert list(claims(text)["low"]) == [6]


def test_troops_that_withdraw_take_no_number_back() -> None:
    assert list(claims("Eight miners were killed on Friday. The gunmen withdrew after eight hours.")["low"]) == [8]


def test_nothing_is_history_for_want_of_a_publication_date() -> None:
    assert row("Nine miners were killed on 24 June.", 9, published=None)["scope"] == "incident"


def test_history_in_a_portrait_is_background() -> None:
    text = "ANALYSIS\n\nWhy the truce may hold. In January 2018 raiders killed 63 soldiers at Osthavn."
    assert row(text, 63)["scope"] == "background"


@given(st.lists(WORDS, max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_sound_claims(words: list[str]) -> None:
    text = " ".join(words)
    found = claims(text)
    tables.validate("claims", found)
    for claim in found.to_dict("records"):
        assert text[claim["start"] : claim["end"]] == claim["quote"]
        assert pd.isna(claim["high"]) or claim["low"] <= claim["high"]
        assert pd.isna(claim["date_start"]) or claim["date_start"] <= claim["date_end"]


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_characters_do_no_harm(text: str) -> None:
    tables.validate("claims", claims(text))


@pytest.mark.parametrize(
    "piece",
    [
        "12 miners in Osthavn were killed on Monday and ",
        "Osthavn " * 8,
        "killed " * 8,
        "12 killed, ",
        "(" * 20,
        "and " * 12,
        "Monday in March, ",
        "a of the ",
        "Osthavn of ",
        "1,000,000 - ",
        "““",
        "was " * 9,
    ],
)
def test_time_grows_with_the_length_only(piece: str) -> None:
    def seconds(times: int) -> float:
        text, start = piece * times, time.process_time()
        claims(text)
        return time.process_time() - start

    seconds(10)
    short, long = max(seconds(250), 0.02), seconds(1000)
    assert long / short < 9, f"four times the text took {long / short:.0f} times the time"


@pytest.mark.skipif(
    "CASEBOOK_EXAMPLES" not in os.environ, reason="CASEBOOK_EXAMPLES is not set: the worked examples are not here"
)
def test_every_number_of_the_worked_examples_is_found() -> None:
    folder = Path(os.environ["CASEBOOK_EXAMPLES"])
    for line in (folder / "keys.jsonl").read_text(encoding="utf-8").splitlines():
        key = json.loads(line)
        text = (folder / f"{key['article']}.txt").read_text(encoding="utf-8")
        found = extracting.extract_claims(reading.parse_report(text, report_id="r", published=key["published"]))
        wanted = sorted((c["measure"], c["low"]) for c in key["claims"])
        assert sorted(zip(found["measure"], found["low"], strict=True)) == wanted


def _rows(text: str) -> list[tuple[str, str, int, str]]:
    claims = extracting.extract_claims(tables.conform("reports", [{"report_id": "r", "text": text}]))
    return [(r["measure"], r["group"], int(r["low"]), r["scope"]) for r in claims.to_dict("records")]


def test_the_shot_of_whom_only_wounds_are_told_are_injured() -> None:
    text = "Two weavers were shot in Osken on May 3. They were taken to hospital with bullets in their legs."
    assert _rows(text)[0] == ("injured", "civilians", 2, "incident")


def test_one_told_again_by_name_or_noun_is_counted_once() -> None:
    by_noun = (
        "Five people, including a bank clerk, were killed in Osken. The clerk, Ivo Lanz, was shot dead at a bus stop."
    )
    assert sorted(r[2] for r in _rows(by_noun)) == [1, 5]
    by_name = "Ivo Lanz, a weaver, was killed in Osken on May 3. He was a quiet man. Days later Lanz had been shot in the head, doctors said."
    assert [r[2] for r in _rows(by_name) if r[0] == "killed"] == [1]


def test_each_of_those_just_counted_is_a_part() -> None:
    text = "Three border guards were shot dead in Osken on May 3. Two men died at once and the third succumbed in hospital."
    assert _rows(text) == [
        ("killed", "security_forces", 3, "incident"),
        ("killed", "security_forces", 2, "part_of_total"),
        ("killed", "security_forces", 1, "part_of_total"),
    ]


def test_wounds_of_one_who_died_of_them_are_no_second_harm() -> None:
    text = "A woman succumbed to her injuries in Osken on May 4. The woman sustained injuries when gunmen fired at her house."
    assert [r[0] for r in _rows(text)] == ["killed"]


def test_who_the_dead_were_may_follow() -> None:
    text = "Nine people were killed in Osken on May 3. Two of the dead, she said, were gang members."
    assert ("killed", "militants", 2, "part_of_total") in _rows(text)


def test_members_of_a_band_that_the_report_calls_armed_are_militants() -> None:
    text = "Gunmen of the Black Falcons, a lowland militia, attacked Osken on May 3. Six Falcons were killed."
    assert ("killed", "militants", 6, "incident") in _rows(text)


@pytest.mark.parametrize(
    ("text", "low", "place"),
    [
        ("In the capital, Osthavn, a hawker was killed on Friday in the Old Mint quarter.", 1, "Old Mint quarter"),
        ("Nine clerks were abducted by masked men from Tarvik in Dorwan district on Friday.", 9, "Tarvik"),
        ("A ferry sank off Cape Morra in July 2021. The judge said 27 passengers were killed.", 27, "Cape Morra"),
        ("A bomb thrown into a shop in Osthavn Alta wounded five clerks.", 5, "Osthavn Alta"),
        ("Rebels occupied Osthavn for a month in 2017, leaving 300 people dead. Osthavn, a town, is calm.", 300, "Osthavn"),
        ("On Friday rebels attacked the police post of Santa Orra. Four constables were killed.", 4, "Santa Orra"),
        ("A grave outside Tell Hamra held nine dead. Nine bodies were found there.", 9, "Tell Hamra"),
        ("Forty people had been registered in Koro on Friday after abandoning Sirba. Sirba, a village, is empty.", 40, "Sirba"),
    ],
)  # fmt: skip
def test_the_place_is_where_it_was_done(text: str, low: int, place: str) -> None:
    assert row(text, low)["place"] == place


def test_a_number_with_a_day_of_its_own_stays_with_its_paragraph() -> None:
    text = (
        "On Saturday rebels stormed Lindvik and killed twelve guards.\n\n"
        "Gunmen fired on a wedding in Osthavn on Friday night, killing seven guests. Two more guests died on Saturday."
    )
    assert row(text, 2)["place"] == "Osthavn"


def test_an_operation_is_no_place() -> None:
    assert pd.isna(row("Nine rebels were killed in Operation Iron Gate on Friday.", 9)["place"])


def test_last_year_s_count_keeps_its_year() -> None:
    text = "Two guards were shot dead in Osthavn on 31 December.\n\nGangs killed more than 5,000 people last year."
    assert row(text, 5000, published="2025-01-02")["date_start"].year == 2024


def test_a_text_that_lost_its_points_is_cut_where_only_a_sentence_can_open() -> None:
    text = (
        "Two guards of the Tarn mill were hurt in a blast near the gate of the mill in Belun on May 2 reports Oru Post Police said "
        "the bomb lay in a cart The wounded were moved to a clinic by the Border Corps he said No group has spoken of it"
    )
    pieces = [text[a:b] for a, b in without_points(text, [(0, len(text))])]
    assert [piece.split()[0] for piece in pieces] == ["Two", "Police", "The", "No"]
    stopped = text.replace(" The", ". The")
    assert list(without_points(stopped, [(0, len(stopped))])) == [(0, len(stopped))]
