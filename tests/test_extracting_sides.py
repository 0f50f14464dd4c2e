"""Whose people a number counts where its own words do not say so."""

from __future__ import annotations

import pytest

from helpers import extracting, reading

S, C, M, U = "security_forces", "civilians", "militants", "unspecified"


def groups(text: str, measure: str, low: int) -> list[str]:
    """Give the groups of the claims of a text with that measure and number."""
    claims = extracting.extract_claims(reading.parse_report(text, report_id="r", published="2020-06-14"))
    return list(claims.loc[(claims["measure"] == measure) & (claims["low"] == low), "group"])


@pytest.mark.parametrize(
    ("text", "measure", "low", "group"),
    [
        ("A brigade spokesman said 14 soldiers had been killed there and 22 wounded.", "injured", 22, S),
        ("The ministry counted eight police and soldiers dead, three wounded.", "injured", 3, S),
        ("A grenade was thrown in Parun. Two passengers dead, six injured, the hospital said.", "injured", 6, C),
        ("Three villagers were shot dead and ten wounded in the raid on Oro.", "injured", 10, C),
        ("Police said four shoppers were killed by the blast on Monday. Nineteen were hurt.", "injured", 19, C),
    ],
)
def test_a_number_without_people_counts_those_of_the_number_before(text, measure, low, group):
    assert groups(text, measure, low) == [group]


@pytest.mark.parametrize(
    ("text", "measure", "low", "group"),
    [
        ("Gen. Oram Sul said that government losses stood at six dead and 17 wounded.", "killed", 6, S),
        ("Rebel losses came to 30 dead, according to the army.", "killed", 30, M),
        ("He gave the gang's losses as nine dead.", "killed", 9, M),
        ("The army said it had killed 20 insurgents. Its own losses, it said, came to three dead.", "killed", 3, S),
        ("The teachers' union said 40 of its members had been beaten by the police on Friday.", "injured", 40, C),
        ("A police sergeant was shot dead in Berd on Friday; his partner lost an eye.", "injured", 1, S),
    ],
)
def test_losses_are_of_the_side_that_had_them(text, measure, low, group):
    assert groups(text, measure, low) == [group]


@pytest.mark.parametrize(
    ("text", "measure", "low", "group"),
    [
        (
            "The rebels said they ambushed a column near Tilo, killing 12 soldiers and taking five prisoner.",
            "abducted",
            5,
            S,
        ),
        ("Commandos shot dead four members of the gang and took three prisoner.", "arrested", 3, M),
        ("Gunmen led away 27 passengers on Friday. Elders negotiated the release of 16 on Saturday.", "freed", 16, C),
    ],
)
def test_prisoners_are_of_those_who_were_taken(text, measure, low, group):
    assert groups(text, measure, low) == [group]


@pytest.mark.parametrize(
    ("text", "measure", "low", "group"),
    [
        ("Police have arrested six men since Sunday, of whom two have been released.", "arrested", 6, U),
        ("Gunmen killed three men outside a bar in Newtown on Monday.", "killed", 3, U),
        ("Gunmen shot dead two elderly men on the road to Olm.", "killed", 2, C),
        ("A man was shot dead in Olm on Friday.", "killed", 1, C),
        ("A reporter who reached the post said he saw 19 bodies in uniform.", "killed", 19, S),
        ("Security forces arrested three alleged NPA bomb makers in Davao on Monday.", "arrested", 3, M),
        ("In March, 12 members of a village self-defense committee were killed at Bako.", "killed", 12, S),
        ("Officials insist that all nine dead were insurgents.", "killed", 9, M),
    ],
)
def test_what_a_report_says_of_them_decides(text, measure, low, group):
    assert groups(text, measure, low) == [group]
