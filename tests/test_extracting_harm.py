"""Who was harmed, how and how many, sentence by sentence: each construction of English has its line."""

from __future__ import annotations

import pytest

from helpers.extracting.harm import read_sentence
from helpers.extracting.tokens import is_upper, tokenise


def harms(*sentences: str) -> list[tuple[str, int]]:
    readings = []
    for words in sentences:
        readings.append(read_sentence(tokenise(words, 0, len(words), is_upper(words)), readings[-4:]))
    return [(h.measure, h.mention.low) for h in readings[-1].harms]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Raiders killed nine miners.", [("killed", 9)]),
        ("Nine miners were killed.", [("killed", 9)]),
        ("Nine miners who worked at the pit in Orsk were burnt alive.", [("killed", 9)]),
        ("Nine miners, including two women, were killed.", [("killed", 9), ("killed", 2)]),
        ("12 soldiers and four villagers were killed and 30 wounded.", [("killed", 12), ("killed", 4), ("injured", 30)]),
        ("The blast killed two and injured five, three of them critically.", [("killed", 2), ("injured", 5), ("injured", 3)]),
        ("The deaths of nine miners shook the town.", [("killed", 9)]),
        ("The army acknowledged the loss of eight men.", [("killed", 8)]),
        ("The quake claimed 31 lives.", [("killed", 31)]),
        ("The rebels lost eight men.", [("killed", 8)]),
        ("The toll rose to 31.", [("killed", 31)]),
        ("The raid brought to 31 the number of people killed.", [("killed", 31)]),
        ("Two mourners put the dead at around 35.", [("killed", 35)]),
        ("The figure for the injured stood at 80.", [("injured", 80)]),
        ("Two officers were among the dead.", [("killed", 2)]),
        ("The dead were 48 villagers and 15 soldiers.", [("killed", 48), ("killed", 15)]),
        ("Clinics recorded 64 murders.", [("killed", 64)]),
        ("The shell left nine tenants homeless.", [("displaced", 9)]),
        ("Rebels took 19 teachers off a bus.", [("abducted", 19)]),
        ("Police led seven suspects away in handcuffs.", [("arrested", 7)]),
        ("The kidnappers turned 14 boys loose.", [("freed", 14)]),
        ("Eleven of the 27 engineers seized by gunmen walked free.", [("freed", 11), ("abducted", 27)]),
        ("A nurse lost an arm.", [("injured", 1)]),
        ("Two men with stab wounds staggered in.", [("injured", 2)]),
        ("A clinic treated 33 people for burns.", [("injured", 33)]),
        ("Three pickers were cut by flying glass.", [("injured", 3)]),
        ("Seven surrendered.", [("arrested", 7)]),
        ("Nine miners have not been heard from.", [("missing", 9)]),
        ("Some 8,000 people had quit Orsk on foot.", [("displaced", 8000)]),
        ("About 40 gunmen stormed the post.", [("attackers", 40)]),
        ("Survivors told of about two dozen gunmen.", [("attackers", 24)]),
        ("A clerk put the size of the rebel party at 80 to 100 men.", [("attackers", 80)]),
        ("THREE SOLDIERS WERE KILLED AND FIVE WOUNDED.", [("killed", 3), ("injured", 5)]),
        ("Anna Bell and Tom Reed, drivers of a lorry, lost their lives.", [("killed", 2)]),
        ("A guard, identified as Tom Reed (40), was shot dead.", [("killed", 1)]),
        ("The army captured three rebels.", [("arrested", 3)]),
        ("The rebels captured three soldiers.", [("abducted", 3)]),
        ("Gunmen murdered the owner, Ivo Lanz; his daughter Mia, 9; and a lodger.", [("killed", 3)]),
    ],
)  # fmt: skip
def test_a_construction_is_read(words: str, expected: list) -> None:
    assert sorted(harms(words)) == sorted(expected)


@pytest.mark.parametrize(
    "words",
    [
        "No one was hurt.",
        "The rebels threatened to kill 40 hostages.",
        "The bomb could have killed 40 people.",
        "The army denied killing nine villagers.",
        "The clan wants 40 kinsmen let out of prison.",
        "The army sent 600 troops to the valley.",
        "The group has fewer than 150 members.",
        "Rovers lost 12 of 14 away games.",
        "Thieves made off with two trucks.",
        "The fire destroyed 14 houses.",
        "A convoy of 22 trucks reached the town.",
        "Schools in 12 wards remain shut.",
        "The appeal for 38 million dollars is 41 percent funded.",
    ],
)
def test_what_is_no_harm_is_left_alone(words: str) -> None:
    assert harms(words) == []


def test_a_number_that_opens_a_sentence_speaks_of_those_before() -> None:
    assert harms("Nineteen people were killed.", "Eleven were women.") == [("killed", 11)]


def test_another_mouth_may_only_count() -> None:
    assert harms("Nineteen people were killed.", "Our observers counted eleven.") == [("killed", 11)]


def test_numbers_go_on_from_year_to_year() -> None:
    words = "The list holds 64 murders in March, 41 in May and 12 in June."
    tokens = tokenise(words, 0, len(words))
    for word in ("March", "May", "June"):
        tokens.used.add(tokens.words.index(word))
    assert [h.mention.low for h in read_sentence(tokens).harms] == [64, 41, 12]
