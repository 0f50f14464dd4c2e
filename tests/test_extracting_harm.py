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
        ("A volley that injured three boys emptied the square.", [("injured", 3)]),
        ("He said that several other rebels were injured.", [("injured", 3)]),
        ("A Valley Battalion for Swift Response (VBSR) trooper was injured.", [("injured", 1)]),
        ("At least 12 herders and nine soldiers were dead.", [("killed", 12), ("killed", 9)]),
        ("The 14-member crew was seized.", [("abducted", 14)]),
        ("A 12-strong gang of rebels attacked the post.", [("attackers", 12)]),
        ("Armed rebels, numbering at least 25, stormed the post.", [("attackers", 25)]),
        ("A mine went off, injuring him and eight others.", [("injured", 8)]),
        ("The blast blew in the wall, injuring Safik and his brother, Omar.", [("injured", 2)]),
        ("One rebel received a gun shot.", [("injured", 1)]),
        ("Barber Anna Bell (31) and porter Tom Reed (40) were killed.", [("killed", 2)]),
        ("Constables Anil Rao and Dev Pal of the Hill Force sustained bullet injuries.", [("injured", 2)]),
        ("Gunmen shot Sgt. Tom Reed dead.", [("killed", 1)]),
        ("The gang shot dead a gold assayer and his wife.", [("killed", 2)]),
        ("A captain and his driver were killed.", [("killed", 2)]),
        ("She lost her husband and both daughters.", [("killed", 3)]),
        ("Five members of the band, two of them women, surrendered.", [("arrested", 5), ("arrested", 2)]),
        ("Eight miners, two boys among them, were killed.", [("killed", 8), ("killed", 2)]),
        ("Both of the accused men were arrested.", [("arrested", 2)]),
        ("Up to 300 people may have been killed.", [("killed", 0)]),
        ("Monday: three officers die in a raid.", [("killed", 3)]),
        ("Nineteen weavers on the night shift burned to death.", [("killed", 19)]),
        ("Rebels freed 60 pupils, but a teacher who tried to stop them has died.", [("freed", 60), ("killed", 1)]),
        ("Soldiers arrested three suspected Falcons.", [("arrested", 3)]),
        ("The army put its own losses as one fighter.", [("killed", 1)]),
        ("The attackers, as many as 60, came at dawn.", [("attackers", 0)]),
        ("Police shot him dead.", [("killed", 1)]),
        ("He said that nine “keepers of the flame” had died.", [("killed", 9)]),
        ("The dead were porters mending a bridge and numbered 22.", [("killed", 22)]),
        ("Two men shot dead the keeper of a well and hurt his son.", [("attackers", 2), ("killed", 1), ("injured", 1)]),
        ("Guard killed, 18 farmers marched into the bush.", [("killed", 1), ("abducted", 18)]),
        ("Between five and seven people believed killed.", [("killed", 5)]),
        ("Two wardens, 23 and 31, shot dead on Friday.", [("killed", 2)]),
        ("Another two, she said, were lynched.", [("killed", 2)]),
        ("A clerk was killed and six people, a monk and five soldiers, were hurt.",
         [("killed", 1), ("injured", 6), ("injured", 1), ("injured", 5)]),
        ("The deaths of a nurse and two soldiers there were confirmed.", [("killed", 1), ("killed", 2)]),
        ("It cost the life of deputy manager of a mill and hurt two.", [("killed", 1), ("injured", 2)]),
        ("Army trooper was injured in a blast.", [("injured", 1)]),
        ("A clerk, named as Tomba Sei (40) of Kerao hamlet, was killed.", [("killed", 1)]),
        ("Raiders attacked the guard Telam 35 killing him on the spot.", [("killed", 1)]),
        ("2 000 soldiers were wounded.", [("injured", 2000)]),
        ("The fever drove a million people from their homes.", [("displaced", 1_000_000)]),
        ("A ninth body washed ashore.", [("killed", 1)]),
        ("Lobo and two more clerks were hurt.", [("injured", 1), ("injured", 2)]),
        ("A mayor, Anil Bara, and three companions of him were hurt.", [("injured", 1), ("injured", 3)]),
        ("Nearly 4,000 residents spent the night in barns after fleeing the fire.", [("displaced", 4000)]),
        ("Two men of the Frontier Guard who were hurt succumbed.", [("killed", 2)]),
        ("Thirteen aid workers who were seized on the road to Kut were freed.", [("freed", 13)]),
        ("He spoke of some 40 victims, all of them murdered.", [("killed", 40)]),
        ("Five rebels, including Omar Bey the chief of the town, were killed.", [("killed", 5)]),
        ("Four clerks who had been held for weeks were let off.", [("freed", 4)]),
        ("Three others were hit by bullets.", [("injured", 3)]),
        ("A bomber drove his motorcycle into the gate.", [("killed", 1)]),
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
        "Some 400 troops were sent across the border.",
        "The rebels displaced 200 soldiers from the ridge.",
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


def test_an_unknown_adjective_may_tell_who_they_were() -> None:
    assert harms("Nine policemen were killed.", "Two were reserve wardens.") == [("killed", 2)]


def test_a_figure_may_be_given_for_those_before() -> None:
    assert harms("Nineteen people were killed.", "Earlier it had given a figure of 35.") == [("killed", 35)]


def test_another_mouth_may_only_count() -> None:
    assert harms("Nineteen people were killed.", "Our observers counted eleven.") == [("killed", 11)]


def test_numbers_go_on_from_year_to_year() -> None:
    words = "The list holds 64 murders in March, 41 in May and 12 in June."
    tokens = tokenise(words, 0, len(words))
    for word in ("March", "May", "June"):
        tokens.used.add(tokens.words.index(word))
    assert [h.mention.low for h in read_sentence(tokens).harms] == [64, 41, 12]


@pytest.mark.parametrize(
    ("words", "group"),
    [
        ("Police chased the fleeing rebels and in a shootout killed one of them.", "militants"),
        ("Gunmen killed a private security guard.", "civilians"),
        ("Troops followed the kidnappers into the hills on Sunday, shot dead five of them and left.", "militants"),
        ("Troops tracked the gang into the hills and shot dead five of them.", "militants"),
        ("On Friday, that raised the number of officers killed by bombs to nine.", "security_forces"),
        ("One Northern faction of Hill Council of Osken (HCO N) cadre was killed.", "militants"),
        ("The raid ended in killing two activists of the National Party.", "civilians"),
    ],
)
def test_whom_the_number_counts(words: str, group: str) -> None:
    assert [h.mention.group for h in read_sentence(tokenise(words, 0, len(words))).harms] == [group]


def test_a_day_may_stand_between_the_parts_of_a_verb() -> None:
    words = "Three soldiers were on June 14 today injured in a clash."
    tokens = tokenise(words, 0, len(words))
    tokens.used.update(tokens.words.index(w) for w in ("June", "14", "today"))
    assert [(h.measure, h.mention.low) for h in read_sentence(tokens).harms] == [("injured", 3)]


@pytest.mark.parametrize(
    ("words", "number"),
    [("Two rebels gave themselves in.", 2), ("Five militants turned in their weapons.", 5), ("Three gunmen gave up.", 3),
     ("Governor Oskell gave the right number to mourners in Plum Street.", 0), ("She handed the keys over to two guards.", 0)],
)  # fmt: skip
def test_who_gives_something_else_does_not_surrender(words: str, number: int) -> None:
    assert [n for measure, n in harms(words) if measure == "arrested"] == ([number] if number else [])
