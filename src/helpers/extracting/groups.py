"""Which group people belong to: civilians, security forces, militants, by the noun and the words around it."""

from __future__ import annotations

from functools import cache

from helpers import lexicon
from helpers.extracting.actors import armed_group_words


@cache
def group_words() -> dict[str, str]:
    """Give the words in front of a noun that tell a group: "army", "rebel", "school" (data/lexicon/group_words.csv)."""
    return {row["word"].lower(): row["group"] for row in lexicon.read_rows("group_words", ("word", "group"))}


_FORMER = {"former", "ex", "surrendered", "retired", "ex-army", "ex-police"}
_HIRED = {
    "train",
    "railway",
    "personal",
    "bodyguard",
    "station",
    "museum",
    "cinema",
    "supermarket",
    "estate",
    "plantation",
    "security",
    "private",
    "bank",
    "factory",
    "company",
    "hotel",
    "school",
    "night",
    "mall",
    "shop",
    "park",
    "forest",
}
_STATE = {
    "border",
    "national",
    "presidential",
    "republican",
    "police",
    "army",
    "revolutionary",
    "coast",
    "state",
    "forces",
    "civil",
}
_MILITIAMEN = {
    "militiaman",
    "militiamen",
    "militia",
    "militias",
    "volunteer",
    "volunteers",
    "defender",
    "defenders",
    "fighters",
    "fighter",
}
_STATE_SIDE = {
    "pro-government",
    "government",
    "village",
    "state",
    "loyalist-led",
    "self-defence",
    "self-defense",
    "progovernment",
}
_UNDER_ARMS = {"committee", "committees", "lashkar", "militia", "volunteer", "volunteers", "force", "aman"}
_STATE_SIDE_OF_BORDER = {"guard", "guards", "police", "force", "forces", "patrol", "troops", "security", "post"}
_REBEL_NAMES = {"liberation", "resistance", "independence", "separatist"}
_SUPPLIES = {"oil", "fuel", "tanker", "tankers", "container", "containers", "supply", "supplies", "truck", "trucks", "trailer", "trailers",
             "contractor", "cargo", "terminal", "goods"}  # fmt: skip
_UNIFORMS = {"uniform", "uniforms", "fatigues"}
_SELF_DEFENCE = {"self-defence", "self-defense", "self-protection", "vigilance"}
_VILLAGE = {"village", "villages", "local", "community", "committee", "committees"}
_MEN = {"member", "members", "man", "men"}
_SAID_TO_BE = {"alleged", "suspected"}
_BODIES = {"body", "bodies", "corpse", "corpses", "dead", "deaths", "death", "casualties", "fatalities", "lives", "souls", "people",
           "persons", "person", "victims", "wounded", "injured"}  # fmt: skip


def group_of(
    head: str, noun: lexicon.Person, words: list[str], nouns: dict, armed: frozenset[str] = frozenset()
) -> str:
    """Decide the group of a phrase from its head and the words around it.

    >>> people = lexicon.people()
    >>> group_of("commander", people["commander"], ["army", "commander"], people)
    'security_forces'
    """
    if "and" in words:
        groups = {nouns[w].group for w in words if w in nouns and nouns[w].plural and nouns[w].kind == "noun"}
        if len(groups - {"unspecified"}) > 1:
            return "mixed"
    if not _FORMER.isdisjoint(words) or (
        head in ("guard", "guards") and _HIRED & set(words) and not _STATE & set(words)
    ):
        return "civilians"
    if head in _BODIES and not _UNIFORMS.isdisjoint(words) and "school" not in words:
        return "security_forces"  # "21 bodies in uniform"
    if head in _MILITIAMEN | _MEN and _guards_a_village(words):
        return "security_forces"  # "25 members of a village self-defence committee"
    if noun.group == "civilians" and not _SAID_TO_BE.isdisjoint(words) and _armed_word(words, armed):
        return "militants"  # "three alleged NPA bomb makers"
    if head in _MILITIAMEN and not _STATE_SIDE.isdisjoint(words):
        return "security_forces"
    if noun.kind != "generic" and noun.group != "unspecified":
        return noun.group
    if head in _BODIES:
        named = [nouns[w].group for w in words if w in nouns and w != head and nouns[w].kind == "noun"]
        return _group_of_words(words, next((g for g in named if g != "unspecified"), "unspecified"), armed)
    return _group_of_words(words, noun.group, armed)


def _guards_a_village(words: list[str]) -> bool:
    if {"volunteer", "volunteers"} & set(words) and {"fighter", "fighters"} & set(words):
        return True
    return not _SELF_DEFENCE.isdisjoint(words) and not _VILLAGE.isdisjoint(words)


def _armed_word(words: list[str], armed: frozenset[str]) -> bool:
    return any(w in armed or w in armed_group_words() or group_words().get(w) == "militants" for w in words)


def _group_of_words(words: list[str], default: str, armed: frozenset[str] = frozenset()) -> str:
    """Decide by the last word that names a force or an armed group; by a civilian one only where there is none."""
    table, civilian = group_words(), False
    if "peace" in words and {"anti", "aman", "lashkar", "militia"} & set(words) and _UNDER_ARMS & set(words):
        return "security_forces"  # village militias that the state arms
    for at, word in reversed(list(enumerate(words))):
        if at and words[at - 1] in ("anti", "against"):
            continue  # "anti militants committee"
        if (
            word == "border"
            and at
            and words[at - 1] in ("the", "a")
            and not _STATE_SIDE_OF_BORDER & set(words[at + 1 :])
        ):
            continue  # "people in the border town"
        if word in ("army", "force", "forces") and at and words[at - 1] in _REBEL_NAMES:
            return "militants"  # "Peoples Liberation Army"
        if word in ("nato", "isaf") and _SUPPLIES & set(words):
            continue  # who drives their fuel is no soldier of theirs
        group = table.get(word) or ("militants" if word in armed or word in armed_group_words() else None)
        if group in ("militants", "security_forces"):
            return group
        civilian = civilian or group == "civilians"
    return "civilians" if civilian else default
