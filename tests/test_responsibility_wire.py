"""Who is blamed, claims or denies, in the ways of wire copy: invented sentences, scored before the rules were looked at."""

from __future__ import annotations

import pandas as pd
import pytest

from helpers import extracting


@pytest.mark.parametrize(
    ("text", "stance", "actor"),
    [
        ("Kyiv blamed Russia for the strike on the dam.", "accused", "Russia"),
        ("Fulani leaders were shocked. Community elders said the attackers were Fulani herders.", "accused", "Fulani"),
        ("Survivors said the attackers were Arab militiamen on horses and camels.", "accused", "Arab militiamen"),
        ("Priests said the gunmen were Eritrean soldiers.", "accused", "Eritrean soldiers"),
        ("Witnesses said police used live ammunition.", "accused", "police"),
        ("Police shot at the crowd, witnesses said.", "accused", "Police"),
        ("Witnesses said the men were rounded up by soldiers and shot.", "accused", "soldiers"),
        ("Residents said M23 rebels were killing young men.", "accused", "M23 rebels"),
        ("A local aid group said fighters of the CODECO militia were to blame.", "accused", "CODECO"),
        ("Taliban spokesman Qari Yousuf Ahmadi said the insurgents were responsible.", "claims", "Taliban"),
        ("A Taliban spokesman said the group's fighters had carried out the attack.", "claims", "Taliban"),
        ("Residents accused soldiers of burning huts. A spokesman called the report fake news.", "denies", "soldiers"),
    ],
)
def test_who_is_blamed_claims_or_denies(text: str, stance: str, actor: str) -> None:
    found = extracting.extract_responsibility(pd.DataFrame({"report_id": ["r"], "text": [text]}))
    assert any(actor in row.actor for row in found.itertuples() if row.stance == stance), found


@pytest.mark.parametrize(
    "text",
    [
        "Police said the attackers were on motorcycles.",
        "Police said the attackers were killed.",
        "Police said the gunmen were not Taliban fighters.",
        "Kyiv blamed the weather for the deaths on the dam.",
    ],
)
def test_nobody_is_blamed_who_is_not_named(text: str) -> None:
    found = extracting.extract_responsibility(pd.DataFrame({"report_id": ["r"], "text": [text]}))
    assert not [a for a in found["actor"] if a in ("motorcycles", "killed", "Taliban fighters", "the dam")]


def test_a_dam_is_not_blamed() -> None:
    text = "Kyiv blamed Russia for the strike on the dam. Moscow blamed Kyiv."
    found = extracting.extract_responsibility(pd.DataFrame({"report_id": ["r"], "text": [text]}))
    assert found["actor"].tolist() == ["Russia", "Kyiv"]
