"""What a report without a day of publication only recalls is background; so is nothing that it tells as its own."""

from __future__ import annotations

import pytest

from helpers import extracting, tables


def scopes(text: str) -> list[tuple[str, int, bool]]:
    claims = extracting.extract_claims(tables.conform("reports", [{"report_id": "r", "text": text}]))
    rows = claims.to_dict("records")
    return [(r["measure"], int(r["low"]), r["scope"] == "background") for r in rows if r["measure"] != "attackers"]


@pytest.mark.parametrize(
    "recalled",
    [
        "It may be recalled that five miners were killed at the pit.",
        "Five miners had been killed there on March 3.",
        "He was involved in the killing of five miners.",
        "Earlier, they admitted that they had killed five miners.",
        "Five miners have been killed in the town till now.",
        "The bandh is to protest the killing of five miners.",
        "They burnt the house of five miners who had been killed in a pit.",
        "Five miners were killed there in the past six years.",
    ],
)
def test_history_is_background(recalled: str) -> None:
    text = f"Two rebels were arrested in Osken on June 20, police said. {recalled}"
    assert scopes(text) == [("arrested", 2, False), ("killed", 5, True)]


@pytest.mark.parametrize(
    "told",
    [
        "Five miners were killed on June 19.",
        "Five miners were killed in the raid.",
        "Rebels killed five miners late on June 20.",
    ],
)
def test_the_news_is_not(told: str) -> None:
    assert ("killed", 5, False) in scopes(f"Two rebels were arrested in Osken on June 20, police said. {told}")


def test_a_trial_tells_of_old_deeds() -> None:
    assert scopes("A court in Osken sentenced two rebels to death on June 2. They had killed five miners.") == [
        ("killed", 5, True)
    ]


def test_a_part_is_history_with_its_whole() -> None:
    text = "Two rebels were arrested on June 20. On March 3 a mine had killed six guards, including a captain. Police said so."
    assert scopes(text) == [("arrested", 2, False), ("killed", 6, True), ("killed", 1, True)]


@pytest.mark.parametrize(
    "text",
    [
        "Four villagers were killed in clashes in Osken on June 2 after a court had sentenced a party leader to death.",
        "A trooper, who was wounded in a blast in Osken on May 2, succumbed to his injuries on June 2.",
        "Two rebels were arrested on June 2. A clerk who had been abducted two weeks ago was killed in Osken.",
    ],
)
def test_who_dies_now_is_news(text: str) -> None:
    assert [background for measure, _, background in scopes(text) if measure == "killed"] == [False]


def test_a_rally_to_come_does_not_age_the_deed() -> None:
    assert scopes("Rebels killed a clerk in Osken on June 6. He was to speak at a rally on June 12.") == [
        ("killed", 1, False)
    ]


def test_she_dies_on_the_day_of_the_second_verb() -> None:
    text = "The owner of an inn who was shot by rebels on May 2, 2016, at a well in Osken succumbed to her injuries at the clinic on June 16."
    assert scopes(text) == [("killed", 1, False)]


@pytest.mark.parametrize(
    "again",
    ["Two men had come on a motorcycle and shot him dead, a guard said.", "The clerk was killed at noon, a nurse said.",
     "He said the victim was shot dead near a well.", "A mine exploded, injuring him badly."],
)  # fmt: skip
def test_one_person_is_told_again(again: str) -> None:
    assert scopes(f"A clerk was killed in Osken on June 6. {again}") == [("killed", 1, False)]
