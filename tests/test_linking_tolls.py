"""Tolls count nobody twice: parts, increments, running totals, rivals, attackers, open ends, groups that add up."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import extracting, linking, reading, tables
from helpers.linking.tolls import meaning


def claims(*rows: dict) -> pd.DataFrame:
    """Make claims about one incident: each row gives low, and what differs from a plain number of killed people."""
    made = []
    for n, row in enumerate(rows):
        plain = {
            "claim_id": f"r-c{n}", "report_id": "r", "sentence_id": n, "start": 200 * n, "end": 200 * n + 10, "quote": "x",
            "measure": "killed", "group": "unspecified", "scope": "incident", "modifier": "exact", "claimant_type": "unattributed",
            "date_start": "2024-05-03", "date_end": "2024-05-03", "place": "Osken", "place_precision": "unknown",
        }  # fmt: skip
        made.append({**plain, "high": row["low"], **row})
    return tables.conform("claims", made)


def toll(*rows: dict) -> pd.Series:
    return linking.report_tolls(claims(*rows)).iloc[0]


def bounds(row: pd.Series, name: str) -> tuple:
    return tuple(None if pd.isna(row[f"{name}_{x}"]) else int(row[f"{name}_{x}"]) for x in ("low", "best", "high"))


def test_people_of_whom_no_more_is_said_are_civilians_unless_the_caller_leaves_them_open() -> None:
    rows = claims({"low": 4, "quote": "Four persons were killed"})
    assert int(linking.report_tolls(rows).iloc[0]["killed_civilians_best"]) == 4
    assert int(linking.report_tolls(rows, people="unspecified").iloc[0]["killed_unspecified_best"]) == 4
    with pytest.raises(ValueError, match="civilians, security_forces"):
        linking.report_tolls(rows, people="rebels")
    assert int(toll({"low": 4, "quote": "four dead"})["killed_unspecified_best"]) == 4
    assert int(toll({"low": 4, "quote": "four bodies"})["killed_civilians_best"]) == 4  # as both coders count them


def test_a_part_of_another_group_lies_within_the_number_of_its_sentence() -> None:
    whole = {"low": 5, "group": "militants", "sentence_id": 0, "start": 0, "end": 20}
    spy = {"low": 1, "group": "civilians", "scope": "part_of_total", "sentence_id": 0, "start": 30, "end": 40}
    assert bounds(toll(whole, spy), "killed") == (5, 5, 5)


def test_a_text_without_full_stops_may_tell_a_number_twice() -> None:
    rows = [{"low": 4, "group": "militants", "sentence_id": 0, "start": at, "end": at + 20} for at in (0, 260)]
    assert bounds(toll(*rows), "killed") == (4, 4, 4)


def test_increments_lie_inside_their_running_total() -> None:
    row = toll(
        {"low": 24, "group": "militants", "scope": "increment", "modifier": "about"},
        {"low": 177, "group": "militants", "scope": "cumulative"},
        {
            "low": 22,
            "group": "militants",
            "scope": "increment",
            "claimant": "the minister",
            "claimant_type": "government",
        },
    )
    assert bounds(row, "killed") == bounds(row, "killed_militants") == (177, 177, 177)


def test_an_increment_without_a_running_total_adds() -> None:
    assert bounds(toll({"low": 4}, {"low": 1, "scope": "increment"}), "killed") == (5, 5, 5)


def test_parts_give_way_to_their_total_and_fill_the_groups() -> None:
    row = toll(
        {"low": 50, "group": "mixed"},
        {"low": 33, "group": "civilians", "scope": "part_of_total"},
        {"low": 17, "group": "security_forces", "scope": "part_of_total"},
    )
    assert bounds(row, "killed") == (50, 50, 50)
    assert [int(row[f"killed_{g}_best"]) for g in tables.GROUPS] == [33, 17, 0, 0]


def test_groups_without_a_total_add_up() -> None:
    assert bounds(toll({"low": 12, "group": "security_forces"}, {"low": 4, "group": "civilians"}), "killed") == (
        16,
        16,
        16,
    )


def test_rivals_stay_rivals_and_the_most_independent_source_is_best() -> None:
    row = toll(
        {"low": 26, "claimant": "the ministry", "claimant_type": "government"},
        {"low": 40, "claimant": "the group", "claimant_type": "armed_group"},
        {"low": 31, "claimant": "the morgue", "claimant_type": "medical"},
    )
    assert bounds(row, "killed") == (26, 31, 40)


def test_an_enemys_figure_comes_last() -> None:
    row = toll(
        {"low": 30, "group": "militants", "claimant": "the army", "claimant_type": "security_forces"},
        {"low": 9, "group": "militants", "claimant": "villagers", "claimant_type": "witness"},
    )
    assert bounds(row, "killed") == (9, 9, 30)


def test_a_group_boasting_of_soldiers_does_not_lower_the_total() -> None:
    row = toll(
        {"low": 63, "group": "mixed", "scope": "cumulative", "claimant": "the agency", "claimant_type": "government"},
        {
            "low": 48,
            "group": "civilians",
            "scope": "part_of_total",
            "claimant": "the agency",
            "claimant_type": "government",
        },
        {
            "low": 15,
            "group": "security_forces",
            "scope": "part_of_total",
            "claimant": "the agency",
            "claimant_type": "government",
        },
        {"low": 27, "group": "security_forces", "claimant": "the group", "claimant_type": "armed_group"},
        {"low": 81, "claimant": "residents", "claimant_type": "witness"},
    )
    assert bounds(row, "killed") == (63, 63, 81)


def test_dead_attackers_add_to_their_victims() -> None:
    row = toll({"low": 31, "high": None, "modifier": "at_least"}, {"low": 33, "group": "militants"})
    assert bounds(row, "killed") == (64, 64, None)


def test_bodies_of_the_fighters_just_counted_are_not_more_dead() -> None:
    row = toll({"low": 7, "group": "militants"}, {"low": 7, "quote": "seven bodies"})
    assert bounds(row, "killed") == bounds(row, "killed_militants") == (7, 7, 7)


def test_background_is_no_news() -> None:
    assert bounds(toll({"low": 11, "scope": "background"}), "killed") == (0, 0, 0)


def test_reports_without_claims_have_a_row_of_zeros() -> None:
    tolls = linking.report_tolls(tables.empty("claims"), ["a", "b"])
    assert list(tolls["report_id"]) == ["a", "b"]
    assert tolls.drop(columns="report_id").eq(0).all(axis=None)
    assert list(linking.report_tolls(tables.empty("claims")).columns) == tables.columns("tolls")


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ((200, 200, "nearly"), (180, 199, 199)),
        ((24, 24, "about"), (24, 24, 24)),
        ((0, 40, "up_to"), (0, 40, 40)),
        ((8, 10, "range"), (8, 9, 10)),
        ((24, None, "dozens"), (24, 24, None)),
        ((1, 1, "nearly"), (1, 1, 1)),
    ],
)
def test_what_words_mean(printed: tuple, meant: tuple) -> None:
    assert meaning(*printed) == meant


NUMBERS = st.builds(
    dict,
    low=st.integers(0, 500),
    group=st.sampled_from(["civilians", "security_forces", "militants", "mixed", "unspecified"]),
    scope=st.sampled_from(list(tables.SCOPES)),
    measure=st.sampled_from(["killed", "injured"]),
    claimant=st.sampled_from(["a", "b", None]),
    claimant_type=st.sampled_from(list(tables.CLAIMANT_TYPES)),
    sentence_id=st.integers(0, 4),
    modifier=st.sampled_from(["exact", "about", "nearly"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(NUMBERS, max_size=7))
def test_any_claims_give_an_ordered_toll_whose_groups_add_up(rows: list[dict]) -> None:
    row = linking.report_tolls(claims(*rows), ["r"]).iloc[0]
    for measure in ("killed", "injured"):
        low, best, high = bounds(row, measure)
        assert 0 <= low <= best and (high is None or best <= high)
        for which in ("low", "best"):
            assert sum(int(row[f"{measure}_{g}_{which}"]) for g in tables.GROUPS) == int(row[f"{measure}_{which}"])


def test_the_order_of_claims_that_say_the_same_does_not_matter() -> None:
    rows = [{"low": 7, "sentence_id": 0}, {"low": 3, "group": "civilians", "scope": "part_of_total", "sentence_id": 0}]
    assert len({bounds(toll(*p), "killed") for p in itertools.permutations(rows)}) == 1


def test_a_number_goes_before_a_bare_dozens() -> None:
    vague = {"low": 24, "high": pd.NA, "modifier": "dozens", "claimant_type": "government", "claimant": "the mayor"}
    assert toll({"low": 102, "claimant": "a paper", "claimant_type": "media"}, vague)["killed_best"] == 102


def test_two_others_of_a_later_sentence_are_among_those_told_before() -> None:
    lead = [{"low": 1, "group": "civilians", "sentence_id": 0}, {"low": 4, "group": "militants", "sentence_id": 0}]
    rest = {"low": 2, "quote": "two others were killed", "sentence_id": 3}
    assert bounds(toll(*lead, rest), "killed") == (5, 5, 5)


def test_several_told_again_by_another_mouth_with_another_place_are_the_same_people() -> None:
    lead = {"low": 3, "group": "militants", "claimant": "The Courier", "claimant_type": "media"}
    again = {"low": 3, "group": "militants", "claimant": "Sources", "claimant_type": "other", "place": "Eagle Post"}
    assert toll(lead, again)["killed_best"] == 3
    assert toll(lead, {**again, "low": 4})["killed_best"] == 7


def test_what_a_vague_word_means_can_be_changed_for_a_while():
    words = linking.approximations()
    own = words.assign(low=words["low"].where(words["modifier"] != "nearly", 0.5))
    report = reading.parse_report("Nearly 200 people were killed on Monday, police said.", "r", published="2024-05-09")
    claims = extracting.extract_claims(report)
    before = linking.report_tolls(claims).iloc[0]["killed_low"]
    with linking.with_approximations(own):
        assert linking.report_tolls(claims).iloc[0]["killed_low"] == 100
    assert linking.report_tolls(claims).iloc[0]["killed_low"] == before == 180


def test_meanings_that_cannot_be_are_refused():
    words = linking.approximations()
    with (
        pytest.raises(ValueError, match="must be shares that rise"),
        linking.with_approximations(words.assign(low=3.0)),
    ):
        pass


def test_an_earlier_count_is_overtaken() -> None:
    text = "Five herders were killed near Dalbo. Earlier, the radio reported that two people were killed."
    found = extracting.extract_claims(tables.conform("reports", [{"report_id": "r", "text": text}]))
    assert linking.report_tolls(found).iloc[0]["killed_best"] == 5


# Claims that are odd


def test_a_number_below_0_counts_nowhere_and_hides_nothing() -> None:
    row = toll({"low": 4}, {"low": -3, "claimant": "a", "claimant_type": "medical"}, {"low": 0, "high": -2})
    assert bounds(row, "killed") == (4, 4, 4)
    assert bounds(toll({"low": -3}), "killed") == (0, 0, 0)
    assert bounds(toll({"low": -3, "high": 5, "modifier": "range"}), "killed") == (0, 0, 0)
    assert bounds(toll({"low": -3, "high": None, "modifier": "at_least"}), "killed") == (0, 0, 0)


def test_a_claim_without_a_number_adds_nobody() -> None:
    rows = claims({"low": 4}, {"low": 1}).assign(low=pd.array([4, None], "Int64"))
    assert bounds(linking.report_tolls(rows).iloc[0], "killed") == (4, 4, 4)


def test_nobody_hurt_is_0_and_not_perhaps_one() -> None:
    assert meaning(0, 0, "exact") == (0, 0, 0)
    assert bounds(toll({"low": 0}), "killed") == (0, 0, 0)


def test_a_range_with_its_ends_exchanged_is_a_range() -> None:
    assert meaning(10, 8, "range") == (8, 9, 10)
    assert bounds(toll({"low": 10, "high": 8, "modifier": "range"}), "killed") == (8, 9, 10)


def test_an_absurd_number_and_an_open_high_count_as_they_stand() -> None:
    row = toll({"low": 5_000_000_000, "high": None, "modifier": "at_least"})
    assert bounds(row, "killed") == (5_000_000_000, 5_000_000_000, None)


def test_odd_claims_stay_in_their_incident() -> None:
    odd = {"date_start": None, "date_end": None, "place": None}
    rows = claims({"low": -3, **odd}, {"low": 4, **odd}, {"low": 9, "high": None, "modifier": "more_than", **odd})
    linked = " ".join(linking.link_incidents(rows)["claim_ids"]).split()
    assert sorted(linked) == sorted(rows["claim_id"])
    assert set(linking.report_tolls(rows)["report_id"]) == {"r"}


# Short reports as a monitor of South Asia writes them: (text, killed, civilians, security forces, militants, injured).
SHORT_REPORTS = [
    ("A woman Hill Army of OruMaoist (HAOMaoist) cadre was killed near Tarnu.", 1, 0, 0, 1, 0),
    ("Two CRPFpersonnel were killed and one jawan was hurt near Tarnu.", 2, 0, 2, 0, 1),
    ("Four policemen werekilled and six troopers wereinjured in Belun.", 4, 0, 4, 0, 6),
    ("Rafiq Oru, an officer known for raids on gangs, and his driver were killed in Belun.", 2, 1, 1, 0, 0),
    ("Superintendent of Police (SP), Arvin Oru of Belun Police Station and his guard were killed.", 2, 0, 2, 0, 0),
    ("Three soldiers were killed and another sustain injuries in Belun.", 3, 0, 3, 0, 1),
    ("A baker was shot dead in Belun. The guild's speaker said that nine bakers had so far been killed in 2013.", 1, 1, 0, 0, 0),
    ("Nine Police and Border Corps (BC) men were wounded near Belun.", 0, 0, 0, 0, 9),
    ("The blast left three soldiers and seven others wounded.", 0, 0, 0, 0, 10),
    ("The riot left one person dead and two others injured. Of the three persons injured, one died later.", 1, 1, 0, 0, 2),
    ("Gunmen shot dead a couple in Oru.", 2, 2, 0, 0, 0),
    ("Five soldiers including a captain and four militants were killed in Oru.", 9, 0, 5, 4, 0),
    ("Gunmen shot dead a sexton and wounded his 24yearold son.", 1, 1, 0, 0, 1),
    ("Gunmen attacked a former speaker, Junat Oru, injuring him and three others.", 0, 0, 0, 0, 4),
    ("Three guards were hurt in Oru on May 4. The attack came days after gunmen killed nine weavers in Belun.", 0, 0, 0, 0, 3),
    ("Ten soldiers were killed in Oru. An ambush in the same hills had killed 27 people last year.", 10, 0, 10, 0, 0),
    ("A spokesman of the outfit said on Friday that three members of the organisation were killed.", 3, 0, 0, 3, 0),
    ("Six people, including a worker of the Tarn National Party (TNP) and two policemen, were killed.", 6, 4, 2, 0, 0),
    ("Troops shot dead district commander of the Tarn Front in Oru.", 1, 0, 0, 1, 0),
    ("Maoists killed village head Budram Oru in Belun.", 1, 1, 0, 0, 0),
    ("Two people were gunned down while bodies of two others were found in Oru.", 4, 4, 0, 0, 0),
    ("Two Maoists are feared to have been killed in Oru.", 2, 0, 0, 2, 0),
    ("Six herders were hurt by a shell. It was left over from the encounter of May 2 in which four militants were killed.", 0, 0, 0, 0, 6),
    ("Two drivers of NATO oil tankers were shot dead in Oru.", 2, 2, 0, 0, 0),
    ("Two persons were killed in an encounter with the Police in Oru.", 2, 0, 0, 2, 0),
    ("A Border Corps (BC) Subedar, Mujib Oru, a resident of Belun, was shot dead.", 1, 0, 1, 0, 0),
    ("Gunmen stormed the house of Hasrat Oru in which he and his daughter sustained injuries.", 0, 0, 0, 0, 2),
    ("Gunmen fired at candidate Alam Oru. He sustained bullet injuries.", 0, 0, 0, 0, 1),
    ("Three militants and one Border Corps (BC) were killed in Oru.", 4, 0, 1, 3, 0),
    ("Cadres killed one Navran Oru 70 and injured five others in Belun.", 1, 1, 0, 0, 5),
    ("A carter who suffered burn injuries in an attack on May 2, died in a hospital in Oru.", 1, 1, 0, 0, 0),
    ("Arsad Belun who was injured in a blast in Oru, succumbed. The blast had left four pupils dead.", 1, 1, 0, 0, 0),
    ("A commander and another Left Wing Extremist (LWE) were killed in Oru.", 2, 0, 0, 2, 0),
    ("A suicide bomber detonated an explosive laden vehicle near the gate of a house in Oru, killing nine persons.", 10, 9, 0, 1, 0),
    ("Seven clerks were injured in Oru. One of the injured, Rafi Oru (26), later succumbed to his injuries.", 1, 1, 0, 0, 6),
    ("One person was killed and 13 others were hurt. The grenade injured 14 persons. One of the injured died later.", 1, 1, 0, 0, 13),
    ("Abdul Oru was shot and injured in his car. He died on the way to hospital.", 1, 1, 0, 0, 0),
    ("Militants blew up two more girls schools in Oru.", 0, 0, 0, 0, 0),
    ("Altogether 14 persons were hit by pellets out of which nine are critically injured.", 0, 0, 0, 0, 14),
    ("Two constables guarding health workers were shot dead.", 2, 0, 2, 0, 0),
    ("Four cadres were killed at Oru in Belun District. Earlier it was reported that three cadres were killed in Tarnu District.", 4, 0, 0, 4, 0),
    ("Amin Oru, helper of a truck was injured in Belun.", 0, 0, 0, 0, 1),
    ("A policeman and a child were killed in Oru.", 2, 1, 1, 0, 0),
    ("A bullet riddled body was recovered from Oru.", 1, 1, 0, 0, 0),
    ("The clash left three militants killed and seven others injured.", 3, 0, 0, 3, 7),
]  # fmt: skip


@pytest.mark.parametrize(("text", "killed", "civilians", "forces", "militants", "injured"), SHORT_REPORTS)
def test_a_short_report_comes_to_its_toll(text, killed, civilians, forces, militants, injured) -> None:
    reports = tables.conform("reports", [{"report_id": "r", "text": text}])
    toll = linking.report_tolls(extracting.extract_claims(reports), ["r"]).iloc[0]
    groups = (toll.killed_civilians_best, toll.killed_security_forces_best, toll.killed_militants_best)
    assert (toll.killed_best, *groups, toll.injured_best) == (killed, civilians, forces, militants, injured)


def test_the_attackers_who_died_are_beside_the_people_they_killed_whoever_tells_of_them() -> None:
    people = {"low": 19, "group": "mixed", "claimant_type": "government", "claimant": "the governor"}
    dead = {"low": 3, "group": "militants", "claimant_type": "security_forces", "claimant": "the army"}
    assert bounds(toll(people, {**dead, "quote": "All three attackers died"}), "killed")[0] == 22


def test_a_share_of_the_dead_that_another_mouth_calls_civilians_is_no_rival_count() -> None:
    army = {"low": 13, "group": "militants", "claimant_type": "security_forces", "claimant": "the army"}
    share = {
        "low": 2,
        "group": "civilians",
        "scope": "part_of_total",
        "claimant_type": "witness",
        "claimant": "an elder",
    }
    assert bounds(toll(army, {**share, "quote": "among the dead were two herdsmen"}), "killed") == (13, 13, 13)


def test_three_among_them_a_girl_are_the_whole() -> None:
    three = {"low": 3, "group": "civilians", "quote": "three farmers, among them a girl of 16, were shot"}
    girl = {"low": 1, "group": "civilians", "scope": "part_of_total", "quote": "among them a girl of 16"}
    assert bounds(toll(three, {**girl, "sentence_id": 0}), "killed") == (3, 3, 3)


def test_the_villagers_and_the_attackers_left_dead_were_different_people() -> None:
    driver = {"low": 9, "group": "civilians", "claimant_type": "medical"}
    raiders = {"low": 17, "group": "militants", "claimant_type": "security_forces", "quote": "left 17 raiders dead"}
    assert bounds(toll(driver, raiders), "killed") == (26, 26, 26)


def test_a_victim_who_died_since_is_added_to_the_bare_count_before_him() -> None:
    union = {"low": 4, "group": "civilians", "claimant_type": "other", "claimant": "the union"}
    office = {"low": 3, "claimant_type": "government", "claimant": "the mayor"}
    since = {"low": 1, "group": "civilians", "scope": "increment", "claimant_type": "witness", "claimant": "a sister"}
    assert bounds(toll(union, office, since), "killed")[0] == 4
