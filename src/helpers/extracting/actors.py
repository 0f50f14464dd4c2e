"""Armed groups and state forces by name: full names, aliases and abbreviations, also those that a report introduces."""

from __future__ import annotations

import re
from functools import cache

from helpers import gazetteer

_COMMON = {"the", "of", "and", "for", "de", "la", "el", "al", "in", "army", "front", "party", "people", "peoples", "national",
           "liberation", "movement", "state", "islamic", "united", "force", "forces", "group", "council", "military", "police",
           "security", "democratic", "revolutionary", "government", "students", "union", "popular", "armed", "new", "black",
           "red", "right", "left", "city", "local", "international", "alliance", "command", "committee", "brigade", "brigades",
           "let", "is", "it", "us", "aa", "no", "men", "east", "west", "north", "south", "river", "free", "real", "young", "one",
           "first", "defence", "defense", "organization", "organisation", "political", "wing", "faction", "resistance", "battalion"}  # fmt: skip


@cache
def armed_group_words() -> frozenset[str]:
    """Give the single words and abbreviations that stand for an armed group and for nothing else."""
    actors = gazetteer.actors()
    words: set[str] = set()
    groups = actors[actors["kind"] == "armed_group"]
    for name, aliases in zip(groups["name"], groups["aliases"].fillna(""), strict=True):
        for form in [name, *str(aliases).split("|")]:
            if " " not in form.strip():
                words.add(form.strip().lower())
    return frozenset(w for w in words if len(w) > 1 and w not in _COMMON)


@cache
def _known() -> dict[str, tuple[str, str]]:
    actors = gazetteer.actors()
    index: dict[str, tuple[str, str]] = {}
    for name, aliases, kind in zip(actors["name"], actors["aliases"].fillna(""), actors["kind"], strict=True):
        for form in [name, *str(aliases).split("|")]:
            if len(form.strip()) > 1:
                index.setdefault(_key(form), (name, kind))
    return index


def _key(words: str) -> str:
    return re.sub(r"[^\w]+", " ", words.lower()).strip()


def known_actor(words: str) -> tuple[str, str] | None:
    """Look a name up among the known actors: (name as listed, kind), or None."""
    key = _key(words)
    key = key.removeprefix("the ")
    return _known().get(key)
