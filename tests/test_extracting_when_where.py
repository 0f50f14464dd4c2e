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


ONLY_PLACE = [
    ("Brastel lost three on Sunday, and two were hurt, a doctor said.", "Brastel"),
    (
        "Calm has come back to the shops of Orvim.\n\nOn Sunday gunmen fired on the post office. Two people were killed.",
        "Orvim",
    ),
    ("Orvim, Tarsa district, Saturday night, ten o'clock. A picket was fired on. One guard was killed.", "Orvim"),
    ("To Orvim. Late on Sunday, the wardens exchanged fire with smugglers. Two wardens were killed.", "Orvim"),
    ("10 May, Orvim. A mine went off beside a bus. Four people were killed.", "Orvim"),
    ("The quay at Orvim stood empty.\n\nThree dockers were killed there on Saturday, residents said.", "Orvim"),
    ("On Sunday a bomb went off at the foot of the Orvim water tower. Two people were killed.", "Orvim"),
    ("Gunmen attacked Orvim on Saturday night. Nine people were killed.", "Orvim"),
    ("Calm prevails, says the commissioner of Orvim.\n\nOn Sunday two guards were killed at the rope works.", "Orvim"),
    ("In neighbouring Orvim the raiders killed nine residents on Sunday.", "Orvim"),
    ("The Orvim Gap ambush of 9 May cost 12 lives.", "Orvim Gap"),
]


@pytest.mark.parametrize(("text", "place"), ONLY_PLACE)
def test_a_place_that_no_gazetteer_has_is_known_by_the_words_around_it(text: str, place: str) -> None:
    assert {row[2] for row in found(text)} == {place}


def test_the_first_word_of_a_sentence_is_no_place_because_some_town_bears_its_name() -> None:
    text = "More than 30 people were wounded on Sunday. Mobile courts have begun. Peace has not come back."
    assert all(pd.isna(row[2]) for row in found(text))


NARROWER = [
    (
        "A bomb killed six elders in Tarsa on Sunday. Firing began at the guest house on Potters' Rise, the owner said.",
        "Potters' Rise",
    ),
    ("In Tarsa district, a soldier was killed on Sunday when two patrols met at Luvane.", "Luvane"),
    ("Six people were killed on Sunday in Old Brewery Road in Orvim, police said.", "Old Brewery Road"),
]


@pytest.mark.parametrize(("text", "place"), NARROWER)
def test_the_street_goes_before_its_town_and_the_town_before_its_district(text: str, place: str) -> None:
    assert found(text)[0][2] == place


NOT_THERE = [
    "A bomb killed six people in Sirapet on Sunday. The lorry was on its way back from the depot at Osk Gate.",
    "A bomb killed six people in Sirapet on Sunday. Two guards hurt by it were airlifted to Osthavn.",
    "A bomb killed six people in Sirapet on Sunday. The guns were aimed at Black Dawn men, and three guards were wounded.",
    "A bomb killed six people in Sirapet on Sunday. The mayor pointed at the Savanna Council, and nine guards were wounded.",
]


@pytest.mark.parametrize("text", NOT_THERE)
def test_what_is_named_on_the_way_does_not_move_the_dead(text: str) -> None:
    assert {row[2] for row in found(text)} == {"Sirapet"}


def test_the_capital_is_the_town_of_the_dateline() -> None:
    text = "Gunmen killed nine people on Sunday at a hotel in the capital, police said."
    assert found(text, dateline="OSTHAVN, Kestria")[0][2] == "Osthavn"


def test_another_day_in_another_village_is_another_deed() -> None:
    text = (
        "Gunmen killed nine people on Saturday in Kestria province, police said.\n\nNobody has claimed it.\n\n"
        "Mortar bombs came down along Harbour Road on Sunday and killed four people.\n\nThe nine were traders."
    )
    assert [row[2] for row in found(text)][:2] == ["Kestria", "Harbour Road"]


def test_numbers_told_one_by_one_are_parts_of_the_sum_before_them() -> None:
    text = "Raiders killed 38 villagers in two hamlets on Sunday. They killed 29 farmers in Sirapet. They killed nine farmers in Osthavn."
    report = pd.DataFrame({"report_id": ["r"], "text": [text], "published": [pd.Timestamp(MONDAY)]})
    assert extracting.extract_claims(report)["scope"].tolist() == ["incident", "part_of_total", "part_of_total"]


def test_a_war_has_killed_since_it_began() -> None:
    text = "Two guards were killed on Sunday in Sirapet. The insurgency, which began in 1998, has claimed more than 2,300 lives."
    assert found(text)[-1][3:] == ("01-01", "05-11")


@pytest.mark.parametrize(
    ("text", "days", "places"),
    [
        ("Rebels killed two men in Dol Varan on Sunday.\n\nUpper Sirapet was shelled by the navy on March 3, 2024. That bombardment killed "
         "31 people.", ["05-10", "03-03"], ["Dol Varan", "Upper Sirapet"]),
        ("The mayor told bakeries in Dol Varan to stay shut until Wednesday after a brawl in which a porter was killed.", ["05-11"], ["Dol Varan"]),
        ("There has been no ferry at Dol Varan since Friday, when two boatmen were shot dead.", ["05-08"], ["Dol Varan"]),
        ("The cattle fair at Dol Varan has not been held since Friday 1 May, ten days ago. Late that evening raiders came. A drover was "
         "killed.", ["05-01"], ["Dol Varan"]),
        ("The weavers at Dol Varan were packing up on Thursday. Then came the lorries.\n\nFour people were dead, residents said.", ["05-07"],
         ["Dol Varan"]),
        ("Gunmen killed a miner in Dol Varan on Sunday.\n\nSirapet, Thursday, at noon: a search of the mill ended badly.\n\nTwo clerks were "
         "shot dead.", ["05-10", "05-07"], ["Dol Varan", "Sirapet"]),
        ("Also recorded:\n\n• 8 May, Varan (Kestria). A post was attacked. A nurse counted two dead.\n\n• 9 May, Sirapet (Kestria). A bomb "
         "went off. Three people died.", ["05-08", "05-09"], ["Varan", "Sirapet"]),
        ("Raiders took nine traders at Dol Varan on Sunday.\n\nSoldiers and rebels fought in Sirapet on Friday. A nurse gives this account:\n\n"
         "- three people killed;\n\n- four soldiers wounded.", ["05-10", "05-08", "05-08"], ["Dol Varan", "Sirapet", "Sirapet"]),
        ("On Saturday, gunmen attacked police in the town of Dol Varan. The interior minister said in Sirapet that six officers had been "
         "killed.", ["05-09"], ["Dol Varan"]),
        ("Police said eight clerks were shot dead in Dol Varan on Friday. A chief counted one gunman wounded, who was under guard this "
         "morning.", ["05-08", "05-08"], ["Dol Varan", "Dol Varan"]),
        ("A baker in Dol Varan hid under his cart on Friday.\n\nThe bread riots of 8 July 2015 in Sirapet are not forgotten; the mill was "
         "burned in them.\n\nThis time it was soldiers. One porter was killed.", ["05-08"], ["Dol Varan"]),
        ("Guards were the target again on Saturday, two days after the bombing, in Dol Varan. One guard was killed.", ["05-09"], ["Dol Varan"]),
    ],
)  # fmt: skip
def test_what_quiet_sentences_say_reaches_the_number_that_follows(text: str, days: list, places: list) -> None:
    rows = found(text)
    assert [(row[3], row[4]) for row in rows] == [(day, day) for day in days]
    assert [row[2] for row in rows] == places


def test_listeners_are_no_town() -> None:
    assert found("Listeners, the capital was struck on Sunday. Two clerks were killed.")[0][2] != "Listeners"


def test_a_rubric_is_no_place() -> None:
    assert found("Access: on Sunday two clerks were killed in Dol Varan.")[0][2] == "Dol Varan"
