"""The checks of the exercises tell right from wrong and help."""

from __future__ import annotations

import pytest
from test_linking_tolls import claims

from helpers import check, linking

ROWS = claims(
    {"low": 50, "group": "mixed"},
    {"low": 33, "group": "civilians", "scope": "part_of_total"},
    {"low": 17, "group": "security_forces", "scope": "part_of_total"},
)
INCIDENT = linking.link_incidents(ROWS)


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        (50, "Right: 50"),
        (100, "added up every number"),
        (33, "not of everyone"),
        ("50", "Right: 50"),
        (50.0, "Right: 50"),
        (51, "No source says 51"),
        (..., "in the place of the dots"),
        (True, "in the place of the dots"),
    ],
)
def test_toll_hints(capsys: pytest.CaptureFixture[str], answer: object, hint: str) -> None:
    check.toll(answer, INCIDENT, ROWS)
    assert hint in capsys.readouterr().out


def test_no_such_incident(capsys: pytest.CaptureFixture[str]) -> None:
    check.toll(3, INCIDENT.head(0), ROWS)
    assert "no such incident" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("answer", "hint"),
    [("r-c1", "Right"), ("r-c2", "group 'security_forces'"), ("r-c9", "no claim"), (..., "claim_id")],
)
def test_claim_hints(capsys: pytest.CaptureFixture[str], answer: object, hint: str) -> None:
    check.claim(answer, ROWS, measure="killed", group="civilians")
    assert hint in capsys.readouterr().out
