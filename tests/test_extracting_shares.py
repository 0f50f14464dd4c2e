"""Shares of a number just told, and the sums that a sentence makes of them."""

import pandas as pd
import pytest

from helpers import extracting


def shares(text: str) -> list[tuple]:
    """Give (measure, low, scope, group) of each claim of a text of 3 May 2024."""
    reports = pd.DataFrame([{"report_id": "r", "text": text, "published": "2024-05-03", "dateline": None}])
    return extracting.extract_claims(reports)[["measure", "low", "scope", "group"]].apply(tuple, axis=1).tolist()


@pytest.mark.parametrize(
    ("sentence", "low", "group"),
    [
        ("Twelve of the victims were nurses.", 12, "civilians"),
        ("Nine of the 20 were found in a cellar.", 9, "unspecified"),
        ("The remaining eight belonged to the army.", 8, "security_forces"),
        ("The other eight had been waiting outside.", 8, "unspecified"),
    ],
)
def test_a_share_is_part_of_the_number_before_it(sentence, low, group):
    found = shares(f"Gunmen killed 20 people in Lomani on Thursday. {sentence}")
    assert found[0][:3] == ("killed", 20, "incident")
    assert found[1] == ("killed", low, "part_of_total", group)


@pytest.mark.parametrize(
    "sentence",
    [
        "Twelve of the 31 buses burned.",  # no number that was told
        "The remaining eight survived.",
        "The other eight are unhurt.",
        "The remaining 28 belonged to the army.",  # more than the whole
        "That makes 16 villages.",
    ],
)
def test_what_shares_no_harm_is_no_claim(sentence):
    assert len(shares(f"Gunmen killed 20 people in Lomani on Thursday. {sentence}")) == 1


def test_a_sum_is_a_running_total():
    found = shares("Gunmen killed 20 people in Lomani on Thursday. A nurse has died since. That makes 21.")
    assert ("killed", 21, "cumulative", "unspecified") in found


def place_and_day(text: str) -> list[tuple]:
    """Give (low, place, first day) of each claim of a text of 9 July 2024."""
    reports = pd.DataFrame([{"report_id": "r", "text": text, "published": "2024-07-09", "dateline": None}])
    claims = extracting.extract_claims(reports)
    return [(row.low, row.place, str(row.date_start)[:10]) for row in claims.itertuples()]


def test_the_numbers_of_an_enumeration_take_the_places_behind_them():
    found = place_and_day("Ten of the protesters died in Sharqat, five in Wadi Hamra and three in Umm Jisr on Monday.")
    assert [f[:2] for f in found] == [(10, "Sharqat"), (5, "Wadi Hamra"), (3, "Umm Jisr")]


def test_a_diary_s_day_heads_its_entry():
    found = place_and_day("Monday, 1 July. Six men were shot.\n\nTuesday, 2 July. Four women were killed at a well.")
    assert [(f[0], f[2]) for f in found] == [(6, "2024-07-01"), (4, "2024-07-02")]


def test_a_dateline_in_brackets_is_no_day_of_a_deed():
    found = place_and_day(
        "(Geneva, July 9, 2024) – Soldiers executed 28 villagers during a search for rebels in the town of Addi Werho on April 17."
    )
    assert found == [(28, "Addi Werho", "2024-04-17")]


def test_a_death_of_wounds_takes_the_day_of_the_attack():
    found = place_and_day("A soldier died of his wounds on Monday, two days after rebels ambushed a truck in Lomani.")
    assert found[0][2] == "2024-07-06"
