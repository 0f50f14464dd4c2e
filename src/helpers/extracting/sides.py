"""Whose people a number counts where its own words do not say: of whom the words beside it and the claims before it tell."""

from __future__ import annotations

from helpers.extracting.groups import group_words
from helpers.extracting.scenes import Draft
from helpers.extracting.verbs import OTHER_SIDE

SIDES = frozenset(OTHER_SIDE)
_LOSSES = {"losses", "loss", "casualties"}
_LOSSES_REACH, _OWNER_REACH = 9, 4  # tokens before a number; before "losses"
_STATE = {"government", "state", "federal", "union", "army's", "official"}
_HELD = {"prisoner", "prisoners", "captive", "captives"}
_HOSTAGES = {"hostage", "hostages"}
_PAIRED = {"partner", "colleague", "comrade", "colleagues", "comrades", "partners"}
_CIVIL_VOICES = {"other", "medical", "media"}
_CIVIL_BODIES = {"union", "party", "league", "congress", "association", "federation", "council", "church", "chamber", "guild"}  # fmt: skip
BACK = 40  # claims before one among which its people are looked for


def own_side(d: Draft) -> str | None:
    """Give the side that a speaker calls its own: an army's, a rebel's, the people of a union, a party, a hospital."""
    if d.speaker is None:
        return None
    words = set(d.speaker.words.lower().split())
    if not _CIVIL_BODIES.isdisjoint(words) or d.speaker.kind in _CIVIL_VOICES:
        return "civilians"
    return {"armed_group": "militants", "security_forces": "security_forces"}.get(d.speaker.kind)


def whose_losses(d: Draft) -> str | None:
    """Read whose losses a number is: "the gang's losses as eight dead", "Its own losses came to three", "On our side: six dead"."""
    lower, first = d.scene.tokens.lower, d.harm.mention.first
    at = next((k for k in range(first - 1, max(0, first - _LOSSES_REACH), -1) if lower[k] in _LOSSES), None)
    if at is None:
        ours = lower[:3] == ["on", "our", "side"] or lower[:2] == ["our", "side"]
        return (own_side(d) or "security_forces") if ours else None
    if {".", ";"} & set(lower[at:first]):
        return None
    for word in reversed(lower[max(0, at - _OWNER_REACH) : at]):
        if word in ("its", "their", "our", "own", "his"):
            return own_side(d)
        if word in _STATE:
            return "security_forces"
        if group_words().get(word) in SIDES:
            return group_words()[word]
    return None


def of_those_held(d: Draft, earlier: list[Draft]) -> str | None:
    """Give who prisoners are: those taken in the same breath with the dead, or let go as they were taken."""
    head = d.harm.mention.head
    if d.measure == "freed" and (head in _HELD | _HOSTAGES or d.harm.mention.kind == "bare"):
        taken = [e for e in earlier if e.measure in ("abducted", "arrested") and e.low >= d.low]
        told = next((e.group for e in reversed(taken) if e.group != "mixed"), None)
        return told or ("security_forces" if head in _HELD and _held_by_rebels(d) else None)
    if d.measure in ("arrested", "abducted") and head in _HELD and not d.harm.part:
        same = (e for e in reversed(earlier) if e.scene is d.scene and e.group in SIDES and e.measure != "attackers")
        return next((e.group for e in same), None)
    return None


def _held_by_rebels(d: Draft) -> bool:
    """Tell whether fighters hand over prisoners, whom a war makes: bandits have hostages."""
    actor = d.harm.actor
    return actor is not None and any(m.first == actor[0] and m.group == "militants" for m in d.scene.reading.mentions)


def like_his_partner(d: Draft, earlier: list[Draft]) -> str | None:
    """Give the partner of a policeman just told of the same group, and the colleagues whom a speaker mourns his own."""
    m = d.harm.mention
    if m.head not in _PAIRED:
        return None
    if d.scene.tokens.lower[m.first] in ("his", "her", "their"):
        beside = (e for e in reversed(earlier) if 0 <= d.scene.number - e.scene.number <= 1 and e.low >= d.low)
        return next((e.group for e in beside if e.group in SIDES), None)
    return own_side(d) if d.group == "unspecified" else None


def told_before(d: Draft, earlier: list[Draft]) -> str | None:
    """Give a number that opens its sentence the people of the one before: "Five shoppers died. Nineteen were hurt"."""
    if d.harm.mention.first > 0 or d.harm.part:
        return None
    before = [e for e in earlier if e.scene.paragraph == d.scene.paragraph and d.scene.number - e.scene.number == 1]
    groups = {e.group for e in before if e.measure not in ("attackers",) and not e.harm.part}
    return groups.pop() if len(groups) == 1 and groups <= {"civilians", "security_forces"} else None


__all__ = ["SIDES", "like_his_partner", "of_those_held", "own_side", "told_before", "whose_losses"]
