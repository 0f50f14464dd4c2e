"""The verbs of harm in a sentence: "shot dead", "were led away in handcuffs", "took 19 teachers off a bus".

Two word lists feed it: `deeds.csv` (phrases that stand together) and `split_deeds.csv` (a verb whose complement
decides, and may come behind its object: "led … away", "lost … an arm").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from helpers import lexicon
from helpers.extracting.tokens import Tokens

NAME = ("<name>",)  # a complement that any name is: "left Ighalen"
COMPLEMENT_REACH = 13  # tokens between a verb and the complement behind its object
SUBJECT_REACH = 6  # the same where nothing but adjectives stands between ("suffered severe burns")
_CARRIED = {
    "take",
    "bring",
    "carry",
    "move",
    "drive",
    "fly",
    "airlift",
    "evacuate",
    "rush",
    "transfer",
    "shift",
    "send",
}
_STOP = {".", ";", ":", "when", "while", "after", "before", "but", "who", "that", "and", "were", "was", "are", "is"}
_BE_FORMS = {
    "is": "present",
    "are": "present",
    "was": "past",
    "were": "past",
    "be": "base",
    "been": "past",
    "being": "ing",
}


@dataclass(slots=True)
class Deed:
    """A verb or phrase of harm: tokens first..last; `end` is one past a complement that stands apart."""

    first: int
    last: int
    measure: str
    form: str
    harmed: str
    base: str
    end: int = 0
    needs: str = ""  # what the object must be: people, captives, self, …; nothing: whatever is counted
    apart: bool = False  # the object stands between verb and complement


@dataclass(frozen=True, slots=True)
class _Frame:
    """One form of a verb that needs a complement."""

    form: str
    base: str
    complements: tuple[tuple[str, ...], ...]
    measure: str
    harmed: str
    needs: str
    openers: frozenset[str]  # the first words of its complements
    needs_word: bool  # one of them has to be there


@cache
def _frames() -> dict[str, list[_Frame]]:
    index: dict[str, list[_Frame]] = {}
    needed = ("base", "third", "past", "participle", "ing", "after", "measure", "harmed", "object")
    for row in lexicon.read_rows("split_deeds", needed):
        phrases = tuple(tuple(p.split()) for p in row["after"].split("|"))
        openers = frozenset(p[0] for p in phrases if p)
        fixed = all(phrases) and NAME not in phrases
        for form, word in _forms(row).items():
            frame = _Frame(word, row["base"], phrases, row["measure"], row["harmed"], row["object"], openers, fixed)
            index.setdefault(form, []).append(frame)
    return index


@cache
def _needed(verb: str) -> frozenset[str] | None:
    """Give the words of which a verb must have one ahead for any of its frames, or None where one needs no word."""
    frames = _frames()[verb]
    return frozenset().union(*[f.openers for f in frames]) if all(f.needs_word for f in frames) else None


@cache
def _verbs() -> frozenset[str]:
    """Give the words with which a verb of harm may begin."""
    return frozenset(lexicon.deeds()) | frozenset(_frames())


def _forms(row: dict[str, str]) -> dict[str, str]:
    if row["base"] == "be":
        return dict(_BE_FORMS)
    forms: dict[str, str] = {}
    for column, form in lexicon.VERB_FORMS:
        forms.setdefault(row[column].lower(), form)
    return forms


def find_deeds(tokens: Tokens) -> list[Deed]:
    """List the verbs of harm in a sentence, the longest phrase first, from left to right."""
    index, frames, lower = lexicon.deeds(), _frames(), tokens.lower
    found, after = [], 0
    opening = _verbs() & tokens.vocabulary
    for i in [i for i, word in enumerate(lower) if word in opening] if opening else ():
        if i < after:
            continue  # inside the one before
        word = lower[i]
        deed = _together(index[word], lower, i) if word in index else None
        if word in frames and (deed is None or deed.last == i + 1):
            deed = _split(frames[word], tokens, i) or deed
        if deed is not None:
            found.append(deed)
            after = deed.last
    return found


def _together(entries: list, lower: list[str], i: int) -> Deed | None:
    following = lower[i + 1] if i + 1 < len(lower) else ""
    for words, entry in entries:
        if len(words) == 1 or (words[1] == following and tuple(lower[i : i + len(words)]) == words):
            return Deed(i, i + len(words), entry.measure, entry.form, entry.harmed, entry.base, i + len(words))
    return None


def _split(frames: list[_Frame], tokens: Tokens, i: int) -> Deed | None:
    """Find the frame whose complement comes first behind the verb, the longest of those."""
    best: tuple[int, int, _Frame] | None = None
    ahead = set(tokens.lower[i + 1 : i + 1 + COMPLEMENT_REACH])
    needed = _needed(tokens.lower[i])
    if needed is not None and needed.isdisjoint(ahead):
        return None
    frames = [frame for frame in frames if not (frame.needs_word and frame.openers.isdisjoint(ahead))]
    if not frames:
        return None
    further = ahead.union(tokens.lower[i + 1 + COMPLEMENT_REACH : i + 2 + COMPLEMENT_REACH])
    for frame in frames:
        reach = SUBJECT_REACH if frame.harmed == "subject" else COMPLEMENT_REACH
        for words in frame.complements:
            if words and words[0] not in ahead and words != NAME:
                continue
            if len(words) > 1 and words[1] not in further:
                continue
            at = _find(tokens, i + 1, reach, words) if words else i + 1
            if at is not None and frame.base == "be" and any(w in lexicon.deeds() for w in tokens.lower[i + 1 : at]):
                continue  # "were seized on the road": not they were on the road
            if at is not None and (best is None or _rank(at, len(words), frame) > _rank(*best)):
                best = (at, len(words), frame)
    if best is None:
        return None
    at, size, frame = best
    apart = size > 0 and frame.harmed == "object" and at > i + 1
    last = i + 1 if apart or not size else at + size
    return Deed(i, last, frame.measure, frame.form, frame.harmed, frame.base, at + size, frame.needs, apart)


def _rank(at: int, size: int, frame: _Frame) -> tuple[bool, bool, int, int]:
    """Rank a complement: any before none, "to hospital" before "from the station", the nearer, the longer."""
    return size > 0, size > 0 and frame.measure == "injured" and frame.base in _CARRIED, -at, size


def _find(tokens: Tokens, start: int, reach: int, words: tuple[str, ...]) -> int | None:
    lower, first = tokens.lower, words[0]
    if words == NAME:
        return start if start < len(lower) and tokens.is_name(start) else None
    if first not in lower[start : start + reach]:
        return None
    for k in range(start, min(start + reach, len(lower))):
        word = lower[k]
        if word == first and tuple(lower[k : k + len(words)]) == words:
            return k
        # "led my father and uncles away": the "and" of a list of people does not end the search
        listed = word == "and" and not (k + 1 < len(lower) and lower[k + 1] in lexicon.deeds())
        if word in _STOP and k > start and not listed:
            return None
    return None
