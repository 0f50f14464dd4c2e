"""Tolls of short summaries in the manner of South Asian chronicles; every text is invented."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers import extracting, linking

GROUPS = ("civilians", "security_forces", "militants")


def dead_of(text: str) -> tuple[int, ...]:
    claims = extracting.extract_claims(pd.DataFrame({"report_id": ["r"], "text": [text]}))
    toll = linking.report_tolls(claims, ["r"]).iloc[0]
    return tuple(int(toll[f"killed_{group}_best"]) for group in GROUPS)


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        # a list that has lost its commas
        ("A militant a policeman and a boy were killed in a clash in Dorpur District on May 3.", (1, 1, 1)),
        # one man in two roles, and two men
        ("A trader and a local leader, Zafar Iqbal (46), was shot dead by militants in Dorpur on May 3.", (1, 0, 0)),
        ("A trader and a local leader were shot dead by militants in Dorpur on May 3.", (2, 0, 0)),
        # what is said beside a name is his side
        ("Security Forces killed Rajesh alias Sukhlal, a section commander, in Dorpur District on May 3.", (0, 0, 1)),
        # the rest of a lead's number
        (
            "Six persons were killed in an attack in Dorpur on May 3. Four of the dead were policemen. "
            "The other two were traders.",
            (2, 4, 0),
        ),
        # a couple, then who they are
        ("Maoists killed a couple, identified as Soma Munda and his wife, in Dorpur District on May 3.", (2, 0, 0)),
        # somebody of the slain is of their side
        ("Five Maoists were killed in Dorpur District on May 3. Its deputy chief was among the slain.", (0, 0, 5)),
        # somebody told of separately is no retelling of the one before, wherever the two died
        (
            "A man was killed in Malir on May 3. Separately, a man, identified as Asif, was killed in Gulberg.",
            (2, 0, 0),
        ),
        (
            "A trader was killed in Dorpur. Similarly, another man, identified as Asif, was killed in the OIB area.",
            (2, 0, 0),
        ),
        # but not where the sentence takes up both
        (
            "One policeman and a villager were killed in Dorpur on May 3. The blast left a policeman and another man dead.",
            (1, 1, 0),
        ),
        # other things are no people
        ("A bomb killed two policemen in Dorpur on May 3, destroying at least eight other cars.", (0, 2, 0)),
        # no general of the army
        ("A candidate of the General Elections of 2013, Akhtar Ravi, was killed in Dorpur on June 2.", (1, 0, 0)),
        # an earlier count that the report itself calls so
        (
            "At least five traders were killed in Dorpur on May 3. Earlier, the radio reported that two were killed.",
            (5, 0, 0),
        ),
        # what a call to protest tells of the month before
        (
            "Maoists have called a shutdown on August 31 to protest the killing of six cadres in July, reports the Herald on "
            "August 30. The encounter took place in Dorpur District on July 18. In this encounter, ten commandos were killed.",
            (0, 0, 0),
        ),
        # two blows of one lead
        (
            "At least three traders were killed when militants opened fire at two separate buildings in Dorpur on May 3. "
            "Police said that gunmen fired at Saleem Complex, shooting dead two men.",
            (3, 0, 0),
        ),
        # the nameless dead of a lead, then by name; and somebody else
        (
            "A policeman was hacked to death in Dorpur District on May 3. Constable Rahul Lodi, posted in Velapur, was "
            "attacked near Kolari village. Lodi, a nephew of the party's president, was critically hurt. Soon after, Lodi "
            "succumbed to his injuries.",
            (0, 1, 0),
        ),
        (
            "A policeman was shot dead in Dorpur on May 3. A trader, identified as Asif Lodi, was also killed in Velapur.",
            (1, 1, 0),
        ),
        # an apostrophe that was lost
        ("The Army killed a Dorpur People s Tiger (DPT) militant in Dorpur District on May 3.", (0, 0, 1)),
    ],
)
def test_the_dead_by_group(text: str, dead: tuple[int, ...]) -> None:
    assert dead_of(text) == dead


@pytest.mark.parametrize(
    ("text", "hurt"),
    [
        (
            "Three persons, including a trooper, were injured in Dorpur on May 3. Police said that militants fired at "
            "Reyaz Lone. Lone and two more persons received injuries in the firing.",
            3,
        ),
        (
            "Twin blasts in Dorpur killed four people and injured 56 others on May 3. The second blast hit a bus in "
            "Velapur, killing two others and injuring nineteen others.",
            56,
        ),
        ("A bomber killed 28 people and wounded 45 others as they attended prayers in Dorpur on May 3.", 45),
    ],
)
def test_the_hurt(text: str, hurt: int) -> None:
    claims = extracting.extract_claims(pd.DataFrame({"report_id": ["r"], "text": [text]}))
    assert linking.report_tolls(claims, ["r"]).iloc[0]["injured_low"] == hurt
