"""Places: those of the harm, by their kind, not those of speakers; found on the map as far as they can be."""

from __future__ import annotations

import pytest

from helpers.extracting.places import COUNTRY, PROVINCE, SETTLEMENT, SPOT, Locator, find_places, named_ranks
from helpers.extracting.tokens import tokenise


def places(words: str, ranks: dict[str, int] | None = None) -> list[tuple[str, int]]:
    return [(p.name, p.rank) for p in find_places(tokenise(words, 0, len(words)), words, ranks)]


@pytest.mark.parametrize(
    ("words", "name", "rank"),
    [
        ("Nine died in the village of Osthavn.", "Osthavn", SETTLEMENT),
        ("Nine died in Osthavn, a market town.", "Osthavn", SETTLEMENT),
        ("Nine died at Grimsby Pass.", "Grimsby Pass", SPOT),
        ("A mine struck their bus on the Darrun Pass.", "Darrun Pass", SPOT),
        ("Shells fell on the Rubendal camp.", "Rubendal camp", SPOT),
        ("Nine died in Khelwar province.", "Khelwar", PROVINCE),
        ("In the capital, Osthavn, nine died.", "Osthavn", SETTLEMENT),
    ],
)
def test_a_place_has_its_name_and_its_kind(words: str, name: str, rank: int) -> None:
    assert (name, rank) in places(words)


@pytest.mark.parametrize(
    "words", ["Nine died in March.", "Several villagers died.", "It was at a Sufi shrine.", "BLA men killed nine."]
)
def test_what_is_no_place_is_none(words: str) -> None:
    assert places(words) == []


def test_the_report_says_how_specific_a_name_is() -> None:
    ranks = named_ranks("In eastern Tamira and Dorwan province", "OSTHAVN, Kisdara")
    assert ranks == {"tamira": PROVINCE, "dorwan": PROVINCE, "kisdara": COUNTRY}
    assert places("Nine died in Tamira.", ranks) == [("Tamira", PROVINCE)]


def test_people_flee_what_the_report_has_named() -> None:
    assert places("8,000 people had quit Osthavn.") == []
    assert places("8,000 people had quit Osthavn.", {"osthavn": SETTLEMENT}) == [("Osthavn", SETTLEMENT)]


def test_a_village_off_the_map_gets_its_province() -> None:
    words = "Nine died in Qwxzhan village in Borno state, Nigeria."
    found = find_places(tokenise(words, 0, len(words)), words)
    where = Locator(found, None).locate("Qwxzhan", SETTLEMENT, False)
    assert (where.country, where.precision) == ("Nigeria", "admin1")
