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
    ],
)
def test_the_dead_by_group(text: str, dead: tuple[int, ...]) -> None:
    assert dead_of(text) == dead
