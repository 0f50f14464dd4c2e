"""Who does what to whom, read off the order of the words: "soldiers were killed" is no "soldiers killed a priest".

A deed is tied to the party or place named last before it and first after it, to the one behind a "by", and to signs
that it was to be, is long past, or has a day. No grammar: it must serve capitals and a thousand reports a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from helpers import lexicon

REACH = 8  # words from a deed to its party
BY = 4  # words from "by" to the party
SIGN = 6  # words from a deed to the sign that it was planned or is past
SIGNS = ("planned", "past")
# Which ideas of data/lexicon/type_words.csv are parties, and which are deeds.
PARTIES = frozenset(["victim_officials", "few_dead_victims", "army", "police", "rebels", "gunmen", "gangs"])
DEEDS = frozenset(
    [
        "bomb",
        "explosion",
        "shooting",
        "killing",
        "kidnap",
        "arson",
        "ambush",
        "attack_word",
        "sabotage",
        "raid_by_armed",
        "grenade",
        "rocket_shell",
        "robbery",
        "wounded",
        "beating",
        "planted",
        "cruel_killing",
        "vandal",
        "stoppage",
    ]
)
Roles = dict[int, set[str]]  # what the word at a place is


class Words:
    """The words of people, places, deeds and signs in the word lists in force."""

    def __init__(self) -> None:
        uses: dict[str, set[str]] = {}
        for row in lexicon.read_rows("role_words", ("word", "use")):
            uses.setdefault(row["use"], set()).add(row["word"])
        self.when, self.passive = uses.pop("when", set()), uses.pop("passive", set())
        self.signs = {sign: uses.pop(sign, set()) for sign in SIGNS}
        self.parties: dict[str, set[str]] = {}
        for use, words in uses.items():
            for word in words:
                self.parties.setdefault(word, set()).add(use)
        for word, person in lexicon.people().items():
            self.parties.setdefault(word, set()).add(person.group)
        self.deeds = _deeds()


def _deeds() -> dict[str, set[str]]:
    found = {word: {f"noun: {measure}"} for word, measure in lexicon.deed_nouns().items()}
    for row in lexicon.read_rows("event_nouns", ("word", "kind")):
        found.setdefault(row["word"], set()).add(f"event: {row['kind']}")
    for word, forms in lexicon.deeds().items():
        single = next((deed for words, deed in forms if len(words) == 1), None)
        if single:
            found.setdefault(word, set()).add(single.measure)
    return found


@cache
def _words_of(folder: Path) -> Words:
    return Words()


def roles_of(words: Sequence[str], found: Sequence[tuple[int, str]]) -> list[str]:
    """List the parties of a sentence and what ties its deeds to them; `found` are its ideas with their places."""
    known = _words_of(lexicon.folder())
    parties = _placed(words, known.parties, [(at, idea) for at, idea in found if idea in PARTIES])
    deeds = _placed(words, known.deeds, [(at, idea) for at, idea in found if idea in DEEDS])
    listed = [party for at in sorted(parties) for party in sorted(parties[at])]
    dated = any(word in known.when for word in words)
    for at in sorted(deeds):
        ties = list(_ties(words, at, parties, known, dated))
        listed += [f"{deed} {tie}" for deed in sorted(deeds[at]) for tie in ties]
    return listed


def _placed(words: Sequence[str], known: dict[str, set[str]], ideas: list[tuple[int, str]]) -> Roles:
    roles: Roles = {at: set(known[word]) for at, word in enumerate(words) if word in known}
    for at, idea in ideas:
        roles.setdefault(at, set()).add(idea)
    return roles


def _ties(words: Sequence[str], at: int, parties: Roles, known: Words, dated: bool) -> Iterator[str]:
    before = next((parties[p] for p in range(at - 1, max(-1, at - REACH - 1), -1) if p in parties), {"nobody"})
    after = next((parties[p] for p in range(at + 1, at + REACH + 1) if p in parties), {"nobody"})
    voice = "suffered" if _passive(words, at, known) else "done"
    yield voice
    yield from (f"{voice}, before: {a}" for a in sorted(before))
    yield from (f"{voice}, after: {b}" for b in sorted(after))
    yield from (f"{voice}, before: {a}, after: {b}" for a in sorted(before) for b in sorted(after))
    yield from (f"by {doer}" for doer in sorted(_doers(words, at, parties)))
    if dated:
        yield from ("dated", *(f"dated, beside {party}" for party in sorted((before | after) - {"nobody"})))
    near = words[max(0, at - SIGN) : at + SIGN + 1]
    yield from (sign for sign in SIGNS if not known.signs[sign].isdisjoint(near))


def _passive(words: Sequence[str], at: int, known: Words) -> bool:
    return words[at].endswith(("ed", "en", "ot", "ne")) and not known.passive.isdisjoint(words[max(0, at - 2) : at])


def _doers(words: Sequence[str], at: int, parties: Roles) -> set[str]:
    """Give the first party after the deed that stands close behind a "by"."""
    marks = [m for m in range(at + 1, min(len(words), at + 3 * REACH)) if words[m] == "by"][:1]
    return next((parties[p] for m in marks for p in range(m + 1, m + BY + 1) if p in parties), set())
