"""The example reports, where they are: what a careful coder takes from them comes out."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pandas as pd
import pytest

from helpers import extracting, linking, reading

FOLDER = os.environ.get("CASEBOOK_EXAMPLES")
pytestmark = pytest.mark.skipif(
    not FOLDER, reason="The example reports lie where CASEBOOK_EXAMPLES points, and it is not set."
)


def keys() -> list[tuple[dict, str]]:
    if not FOLDER:
        return []
    folder = Path(FOLDER)
    found = [json.loads(line) for line in (folder / "keys.jsonl").read_text(encoding="utf-8").splitlines()]
    pairs = [(key, f"{key['article']}.txt") for key in found]
    return [(json.loads((folder / "reference_key.json").read_text(encoding="utf-8")), "reference_report.txt"), *pairs]


@pytest.fixture(scope="module", params=keys(), ids=lambda pair: pair[1])
def example(request) -> tuple[dict, pd.DataFrame, pd.DataFrame]:
    key, name = request.param
    text = (Path(FOLDER) / name).read_text(encoding="utf-8")
    reports = reading.parse_report(text, report_id=key["article"], published=key["published"])
    return key, reports, extracting.extract_claims(reports)


def test_every_quote_is_its_texts_words(example) -> None:
    _, reports, claims = example
    text = reports.loc[0, "text"]
    assert [text[c.start : c.end] for c in claims.itertuples()] == list(claims["quote"])


def test_the_numbers_of_people_are_found_and_no_others(example) -> None:
    key, _, claims = example
    wanted = sorted((c["measure"], c["low"]) for c in key["claims"])
    found = sorted(zip(claims["measure"], claims["low"], strict=True))
    hits = len(wanted) - len([w for w in wanted if w not in found])
    assert hits / len(wanted) >= 0.9 and hits / len(found) >= 0.9


def test_incidents_with_their_tolls(example) -> None:
    key, reports, claims = example
    incidents = linking.link_incidents(claims, reports)
    wanted = [i["killed_low"] for i in key["incidents"] if i["killed_low"]]
    found = list(incidents["killed_low"])
    assert sum(w in found for w in wanted) / len(wanted) >= 0.6
