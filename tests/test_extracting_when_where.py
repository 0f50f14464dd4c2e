"""When and where: the day and the place that each number of a whole report gets, sentence after sentence."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers import extracting

MONDAY = "2026-05-11"


def found(text: str, published: str | None = MONDAY, dateline: str | None = None) -> list[tuple]:
    """Give (measure, low, place, first day, last day) of each claim."""
    day = pd.NaT if published is None else pd.Timestamp(published)
    report = pd.DataFrame({"report_id": ["r"], "text": [text], "published": [day], "dateline": [dateline]})
    claims = extracting.extract_claims(report)
    days = [None if pd.isna(d) else d.strftime("%m-%d") for d in claims["date_start"]]
    last = [None if pd.isna(d) else d.strftime("%m-%d") for d in claims["date_end"]]
    return list(zip(claims["measure"], claims["low"], claims["place"], days, last, strict=True))


def test_a_village_behind_the_lead_is_that_of_its_numbers() -> None:
    text = (
        "Rebels killed nine villagers in Kestria province on Sunday, police said.\n\n"
        "The farm in Dol Varan, a hamlet near the border, was attacked at dawn.\n\nTwelve people were wounded, a doctor said."
    )
    assert [row[2] for row in found(text)] == ["Dol Varan", "Dol Varan"]


def test_another_village_takes_the_numbers_that_follow_it() -> None:
    text = (
        "Gunmen killed nine villagers in Dol Varan on Sunday.\n\nPolice called it revenge.\n\nOfficials gave no details.\n\n"
        "There was one more visit, in Sirapet on Saturday. Four people died."
    )
    assert [row[2] for row in found(text)] == ["Dol Varan", "Sirapet"]


def test_the_second_clash_is_one_of_those_just_told() -> None:
    text = (
        "The army killed eight rebels on Friday at Gonda and nine on Saturday in Sirapet. "
        "In the second clash three soldiers were killed."
    )
    assert found(text)[-1][2:4] == ("Sirapet", "05-09")


def test_a_speaker_does_not_move_the_dead_to_his_ward() -> None:
    text = (
        "A bomb killed six people on Saturday in Sirapet. Eleven people were treated for burns, "
        "said Dr. Ana Belk, who runs the ward in Osthavn."
    )
    assert [row[2] for row in found(text)] == ["Sirapet", "Sirapet"]


def test_a_river_is_longer_than_the_village_on_it() -> None:
    text = "Shells from across the Tessen River killed three people in the village of Sirapet on Sunday."
    assert found(text)[0][2] == "Sirapet"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Gunmen set fire to the market of Dol Varan on Sunday and killed four traders.", "Dol Varan"),
        ("A shell killed four people on Sunday in the al-Rashan quarter.", "al-Rashan"),
        ("REBELS RAIDED THE HAMLET OF SIRAPET ON SUNDAY, KILLING FOUR VILLAGERS.", "SIRAPET"),
        ("TROOPS KILLED FOUR REBELS AT SIRAPET ON SUNDAY, OFFICIALS SAID IN THE CAPITAL.", "SIRAPET"),
    ],
)
def test_a_place_no_gazetteer_has_is_read(text: str, place: str) -> None:
    assert place in found(text)[0][2]


def test_who_wrote_where_and_when_is_no_deed() -> None:
    text = "The Kestrian Echo, Osthavn, 11 May 2026\n\nFour people were killed on Saturday in Sirapet."
    assert found(text) == [("killed", 4, "Sirapet", "05-09", "05-09")]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("A soldier hurt in last weekend's raid died, doctors said.", ("05-09", "05-10")),
        ("A splinter of a band that disarmed in 2016 said that it killed four soldiers on Sunday.", ("05-10", "05-10")),
        ("Four people were killed on Saturday, the worst attack since January.", ("05-09", "05-09")),
        ("Two weeks after gunmen came to Sirapet, where four people were killed, nobody has gone back.", ("04-27", "04-27")),
        ("Four people were killed on Christmas Eve in Sirapet.", ("12-24", "12-24")),
        ("Three soldiers were killed in Sirapet on Friday; the bishop mourned a guard who was killed on Sunday.", ("05-10", "05-10")),
        ("On Friday police arrested a man over a May 2 bombing, where a guard was killed.", ("05-02", "05-02")),
    ],
)  # fmt: skip
def test_a_day_belongs_to_its_own_deed(text: str, days: tuple) -> None:
    assert found(text)[-1][3:] == days


def test_those_just_counted_stay_in_their_incident_whatever_the_day() -> None:
    text = (
        "Gunmen killed two guards in Osthavn on Saturday.\n\nOn Friday, eleven passengers were kidnapped at Dol Varan. "
        "Seven of them were let go on Saturday."
    )
    assert found(text)[-1] == ("freed", 7, "Dol Varan", "05-09", "05-09")
