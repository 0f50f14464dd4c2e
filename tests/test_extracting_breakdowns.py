"""What a number is made up of, who shared it, and the constructions that go with them: each has its line."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers.extracting import extract_claims
from helpers.extracting.harm import read_sentence
from helpers.extracting.tokens import is_upper, tokenise


def harms(*sentences: str) -> list[tuple[str, int]]:
    readings = []
    for words in sentences:
        readings.append(read_sentence(tokenise(words, 0, len(words), is_upper(words)), readings[-4:]))
    return [(h.measure, h.mention.low) for h in readings[-1].harms]


def groups(text: str) -> dict[int, str]:
    reports = pd.DataFrame({"report_id": ["r"], "text": [text], "published": [pd.Timestamp("2024-05-10")]})
    claims = extract_claims(reports)
    return dict(zip(claims["low"].astype(int), claims["group"], strict=True))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # parts that add up, one by one
        ("Four people lay dead: a clerk, two soldiers and one of the raiders.", [4, 1, 2, 1]),
        ("There were two injured, namely a guard and a nurse who had come to the door.", [2, 1, 1]),
        ("A porter and a soldier made two injured.", [1, 1, 2]),
        ("He counted 33 dead: 30 soldiers and three civilians, two nurses and a driver.", [33, 30, 3]),
        ("In all, 41 people died: 26 in the port and 15 in the hills.", [41, 26, 15]),
        # group by group
        ("Of nine people injured, seven are civilians and two are police.", [9, 7, 2]),
        ("She counted 22 dead, of whom 20 were civilians and two belonged to the army.", [22, 20, 2]),
        ("The list has three injured, two of them guards, the other a militant.", [3, 2, 1]),
        ("Officials counted 22 dead and more than 60 injured, 15 of them critically.", [22, 60, 15]),
        # the same was done to others
        ("Five herders died, as did one policeman and one of the gunmen.", [5, 1, 1]),
        ("Three workers were hurt and so was a soldier.", [3, 1]),
        ("The chief was gunned down in Orsk along with three nephews.", [1, 3]),
        ("The army said nine had died; the mayor said 15.", [9, 15]),
        ("This year 118 guards were killed, up from 74 in the year before.", [118, 74]),
    ],
)
def test_a_number_and_what_goes_with_it(words, expected):
    assert [low for _, low in harms(words)] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Three guards were ambushed and killed near Orsk.", [("killed", 3)]),
        ("Her husband and two sons were led to the quarry and shot.", [("killed", 3)]),
        ("Six men last seen on the bridge cannot be traced.", [("missing", 6)]),
        ("The mine blew up two shepherds.", [("killed", 2)]),
        ("A fireman broke a leg.", [("injured", 1)]),
        ("An elderly couple were killed.", [("killed", 2)]),
        ("The blast left 17 dead and four injured.", [("killed", 17), ("injured", 4)]),
        ("Four guards killed, two wounded.", [("killed", 4), ("injured", 2)]),
        ("The resultant explosion injured four porters.", [("injured", 4)]),
        ("Ambulances took 17 patients from the station to hospital.", [("injured", 17)]),
        ("Around 20 picketers were rounded up.", [("arrested", 20)]),
        ("Police hauled away 47 demonstrators.", [("arrested", 47)]),
        (
            "Two constables, identified as Ivo Lanz and Rudi, posted in the upper town of Orsk were shot dead.",
            [("killed", 2)],
        ),
        ("The brigade exhumed 17 more bodies, taking the total to 94.", [("killed", 17), ("killed", 94)]),
        ("Two drivers held by the rebels for months were allowed to go home.", [("freed", 2)]),
        ("The cost of the siege was put at 23 lives.", [("killed", 23)]),
        ("Cadres shot dead Ivo Lanz, a farmer.", [("killed", 1)]),
        ("There were 36 attackers.", [("attackers", 36)]),
        ("More than 900 villagers have crossed the frontier.", [("displaced", 900)]),
        ("The raid could leave dozens dead.", []),
        ("Doctors saved 20 lives.", []),
        ("The 182 Battalion was hit.", []),
        ("Three relatives were shot dead when men broke in and killed Ivo Lanz.", [("killed", 3)]),
        ("Seven were burned by the sun, two of them badly.", []),
    ],
)
def test_each_construction_has_its_reading(words, expected):
    assert harms(words) == expected


def test_a_list_in_the_next_sentence_breaks_the_number_down():
    assert harms("The army raised the number of dead to three.", "They were a soldier and two militants.") == [
        ("killed", 1),
        ("killed", 2),
    ]


def test_two_mouths_beside_a_number_are_no_part_of_it():
    words = "A doctor and a nurse said that two people were killed."
    assert [low for _, low in harms(words)] == [2]


def test_a_list_without_a_comma_and_its_last_comma_do_not_take_in_the_speaker():
    assert [low for _, low in harms("A drone hit a pickup, killing both men, an officer said.")] == [2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels overran the post, killing two of its guards and capturing 13 of his men.", {2: "security_forces", 13: "security_forces"}),
        ("Police seized eight of Baz Lanbi's men.", {8: "militants"}),
        ("Police on Monday killed Ivo Lanz in Orsk. Lanz was a commander of the banned front.", {1: "militants"}),
        ("Gunmen on Monday killed Head Constable Ivo Lanz in Orsk.", {1: "security_forces"}),
        ("A sympathiser of the rebel front was shot dead.", {1: "civilians"}),
        ("A bystander spoke of one dead, a village elder.", {1: "civilians"}),
        ("Five village militiamen were killed.", {5: "security_forces"}),
        ("According to a police official, both rebels were gunned down.", {2: "militants"}),
        ("Two bodies of abducted passengers were found.", {2: "civilians"}),
        ("The hospital had 22 soldiers' bodies.", {22: "security_forces"}),
        ("A sixth person, a train guard, has died.", {1: "civilians"}),
    ],
)  # fmt: skip
def test_each_has_its_group(text, expected):
    assert groups(text) == expected


def scopes(text: str) -> list[tuple]:
    report = pd.DataFrame({"report_id": ["r"], "text": [text], "published": [pd.Timestamp("2026-05-11")]})
    claims = extract_claims(report)
    return list(zip(claims["measure"], claims["low"], claims["group"], claims["scope"], strict=True))


def test_a_list_whose_members_are_described_breaks_the_number_down():
    found = scopes(
        "A ministry said twenty-five people had died. It lists 20 rebels, a warden who lost his life, and four porters."
    )
    assert [row[1:] for row in found] == [
        (25, "mixed", "incident"),
        (20, "militants", "part_of_total"),
        (1, "security_forces", "part_of_total"),
        (4, "civilians", "part_of_total"),
    ]


def test_those_in_a_grave_state_are_part_of_the_wounded():
    found = scopes("Two people died and seven were injured, three in a serious condition.")
    assert [(low, scope) for _, low, _, scope in found] == [(2, "incident"), (7, "incident"), (3, "part_of_total")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Six drovers, not eight, were killed, police said.", [("killed", 6)]),
        ("Six drovers and not eight were killed.", [("killed", 6)]),
        ("Police said six people rather than eight were killed.", [("killed", 6)]),
        ("Raiders led away six of its 40 passengers.", [("abducted", 6)]),
        ("The front said seven of its fighters attacked the post.", [("attackers", 7)]),
    ],
)
def test_a_number_put_right_and_a_share_of_another(text, expected):
    assert [(measure, low) for measure, low, _, _ in scopes(text)] == expected
