"""Who one person was, where the sentence of the harm only names him: "He was a commander of the banned front"."""

from __future__ import annotations

from helpers.extracting.grammar import BE
from helpers.extracting.groups import group_words
from helpers.extracting.mentions import Mention
from helpers.extracting.scenes import Draft, Scene

AHEAD = 4  # sentences in which a portrait may follow
_SUBJECTS = {"deceased", "slain", "he", "she", "victim", "dead"}
_LINKS = {"a", "an", "the", "also", "one", "of", "said", "to", "be", "have", "been", "reportedly", "known", "as", "believed", "allegedly",
          "identified", "only", "himself", "herself", "once", "working", "serving", "posted", "most", "wanted", "top", "senior"}  # fmt: skip
_LED = {
    "leading",
    "led",
    "heading",
    "headed",
    "commanded",
    "commanding",
    "belonged",
    "belonging",
    "affiliated",
    "associated",
    "member",
}
_VAGUE = {"", "man", "woman", "person", "youth", "individual", "victim"}
SIDES = ("militants", "security_forces")
REACH = 16  # tokens behind a name in which it is described


def describe(drafts: list[Draft], scenes: list[Scene]) -> None:
    """Give one named person who was killed or hurt the group that the report describes him by."""
    for d in drafts:
        m = d.harm.mention
        if (
            d.single
            and d.group in ("civilians", "unspecified")
            and (m.kind == "name" or m.head in _VAGUE)
            and not d.harm.part
        ):
            d.group = _in_clause(d) or _in_portrait(d, scenes) or d.group


def _in_clause(d: Draft) -> str | None:
    """Read ", who had been leading the banned outfit" behind a name, "the man who died was a policeman"."""
    t, last = d.scene.tokens, max(d.harm.mention.last, d.harm.last)
    if t.lower[last : last + 1] and t.lower[last] in BE:
        m = next((x for x in d.scene.reading.mentions if last < x.first <= last + 2), None)
        return m.group if m is not None and m.article and m.group in SIDES else None
    behind = t.lower[last : last + REACH + 8]
    at = behind.index("who") if "who" in behind[:REACH] else None
    if at is None or not _LED & set(behind[at : at + 5]):
        return None
    return next((g for w in behind[at:] if (g := group_words().get(w)) in SIDES), None)


def _in_portrait(d: Draft, scenes: list[Scene]) -> str | None:
    names = _names(d)
    for scene in scenes:
        if not d.scene.number < scene.number <= d.scene.number + AHEAD:
            continue
        told = _predicate(scene, names)
        if told is not None:
            return told.group if told.group in SIDES else None
    return None


def _names(d: Draft) -> set[str]:
    t, m = d.scene.tokens, d.harm.mention
    inside = range(m.first, min(m.last + REACH, len(t))) if not t.upper else ()
    return {t.lower[k] for k in inside if k and t.is_name(k) and len(t.words[k]) > 3 and k not in t.used}


def _predicate(scene: Scene, names: set[str]) -> Mention | None:
    """Find what the subject of a sentence is said to have been, if he is one of these names."""
    lower = scene.tokens.lower
    for k in range(1, min(len(lower), 12)):
        if lower[k] not in BE:
            continue
        if not (names | _SUBJECTS) & set(lower[:k]):
            return None
        told = (m for m in scene.reading.mentions if k < m.first <= k + 8)
        m = next(told, None)
        plain = m is not None and all(w in _LINKS for w in lower[k + 1 : m.first])
        return m if plain and not m.plural and m.kind in ("noun", "generic") else None
    return None


__all__ = ["describe"]
