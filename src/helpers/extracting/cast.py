"""The cast of a report: which people and bodies its names stand for, by the way that the report introduces them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from helpers.extracting.actors import (
    ARMED_NAME,
    CIVIL_NAME,
    PREPOSITIONS,
    core_kind,
    phrase_kind,
    source_words,
    word_set,
)
from helpers.extracting.tokens import Tokens, is_upper, tokenise

_ARMED_ASIDE = word_set("armed aside")
_ASIDE_ENDS = {",", ".", ";", ":", "said", "—", "("}
_BEFORE_STOPS = PREPOSITIONS | {"a", "an", "the", "and", "said", "but", "or"}
_CALLED = word_set("called")
_CALENDAR = word_set("calendar")
_GROUP_NOUNS = word_set("group nouns")
_GROUPS = _GROUP_NOUNS | {"separatist", "outlawed", "banned", "clandestine"}
_LINKS = word_set("links")
_MARKED = word_set("marked")
_MEMBERS = word_set("members")
_OPENING_WORDS = word_set("adverbs") | word_set("leading") | word_set("subordinators") | {"the", "a", "an", "and"}
_SHORT = word_set("short")
_SHORT_TOO = {
    "front",
    "movement",
    "brigade",
    "brigades",
    "corps",
    "column",
    "league",
    "cartel",
}  # also in small letters
_AUX = word_set("aux") | {"was", "were", "is", "had", "has"}
_DETERMINERS = {"the", "a", "an", "its", "their", "whose"}
_POPULAR = word_set("popular names")
_ROLES = word_set("person roles")
_STOPS = {",", ".", ";", ":", "—", "”", "“"}
_STATE_BODIES = word_set("state bodies")
_TITLES = word_set("titles")
_WHO = {"who", "which", "that"}


@dataclass(slots=True)
class Named:
    """A name that a report introduces: where, as which words, of what kind."""

    at: int
    words: str
    kind: str


@dataclass(slots=True)
class Cast:
    """The names of a report by their last word and by their abbreviation, and its armed groups in order."""

    by_key: dict[str, list[Named]] = field(default_factory=dict)
    groups: list[Named] = field(default_factory=list)
    short: set[str] = field(default_factory=set)
    people: list[Named] = field(default_factory=list)
    names: set[str] = field(default_factory=set)  # of people whom nothing introduces, also their last names

    def is_person(self, words: list[str]) -> bool:
        """Tell whether a speaker is one of the people whom the report introduces by name only."""
        name = " ".join(w.lower() for w in words)
        return name in self.names

    def kind(self, words: list[str]) -> str | None:
        """Give the kind of a name by the way the report introduces it: by all its words, else by the last."""
        full = " ".join(w.lower() for w in words)
        found = self.by_key.get(full) or (self.by_key.get(words[-1].lower()) if words else None)
        return next((named.kind for named in found if named.kind != "other"), "other") if found else None

    def is_short_name(self, words: list[str]) -> bool:
        """Tell whether "the Council", also with "'s spokesman" behind it, is short for an armed group of the report."""
        head = words[1:] if words and words[0].lower() == "the" else words
        return (
            bool(head)
            and (head[0][0].isupper() or head[0] in _SHORT_TOO)
            and head[0].lower() in self.short
            and (len(head) == 1 or head[1] in (",", "'s", "’s", "'", "’"))
        )

    def person_before(self, at: int) -> str | None:
        """Give the person last named in full before a character of the text: whom "he" may mean."""
        person = self.last_person(at)
        return person.words if person else None

    def last_person(self, at: int) -> Named | None:
        """Give that person with the kind of source that the report makes of it."""
        k = bisect_left(self.people, at, key=lambda g: g.at)
        return self.people[k - 1] if k else None

    def group_before(self, at: int) -> Named | None:
        """Give the armed group last named before a character of the text: whom "the group" means."""
        k = bisect_left(self.groups, at, key=lambda g: g.at)
        return self.groups[k - 1] if k else None


@lru_cache(maxsize=4)
def cast_of(text: str) -> Cast:
    """Read which kinds of people and bodies a report's names stand for: "Col. X", "the rights group Y", "Z, or ABC,"."""
    tokens = tokenise(text, 0, len(text), is_upper(text))
    cast, last, last_kind = Cast(), 0, None
    for a, b in _bracketed(tokens) if tokens.upper else _name_runs(tokens):
        alias = last_kind if _is_alias(tokens.lower[last:a]) else None
        kind = alias or _introduced(tokens, a, b) or _apposed(tokens, a, last_kind) or cast.kind(tokens.words[a:b])
        last, last_kind = b, kind
        named = Named(tokens.starts[a], text[tokens.starts[a] : tokens.ends[b - 1]], kind or "other")
        if _is_person(tokens, a, b, kind):
            cast.people.append(named)
        if kind:
            _register(cast, tokens, a, b, named)
        elif _may_be_person(tokens, a, b):
            cast.names.update((" ".join(tokens.lower[a:b]), tokens.lower[b - 1], tokens.lower[a]))
            cast.people.append(Named(named.at, named.words, "witness"))
        elif (
            b - a == 1
            and tokens.lower[a].endswith("n")
            and tokens.lower[b : b + 1]
            and tokens.lower[b] in _STATE_BODIES
        ):
            cast.by_key.setdefault(tokens.lower[a][:-1], [Named(named.at, named.words[:-1], "government")])
    return cast


def _is_alias(between: list[str]) -> bool:
    """Tell whether the words between two names give the first another name: ", or", "(", ", also known as"."""
    return 0 < len(between) <= 5 and (between[-1] in ("or", "(", "[") or between[-2:] == ["known", "as"])


def _name_runs(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Find runs of capitalised words, also over "of the" and "al-"."""
    words, n, k = tokens.words, len(tokens), 0
    while k < n:
        if not words[k][0].isupper() or tokens.lower[k] in _CALENDAR:
            k += 1
            continue
        b = k + 1
        while (
            b < n
            and tokens.starts[b] - tokens.ends[b - 1] < 2
            and (words[b][0].isupper() or _links(tokens, b) or _initial(words, b))
        ):
            b += 1
        opens = tokens.lower[k] in _OPENING_WORDS
        if b - k > opens:
            yield k + opens, b
        k = b


def _initial(words: list[str], dot: int) -> bool:
    short = len(words[dot - 1]) < 3 or words[dot - 1].lower() in _TITLES
    return words[dot] == "." and short and dot + 1 < len(words) and words[dot + 1][0].isupper()


def _is_person(tokens: Tokens, a: int, b: int, kind: str | None) -> bool:
    """Tell a person from a place or a body: an office and two names, or an age behind them."""
    behind = tokens.lower[b : b + 2]
    if len(behind) == 2 and behind[0] == "," and behind[1].isdigit() and len(behind[1]) == 2:
        return True
    if kind is None or kind == "armed_group":
        return False
    names = [w for w in tokens.lower[a:b] if w not in source_words() and w != "."]
    return 2 <= len(names) < b - a and "of" not in names


def _bracketed(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Find abbreviations in brackets: in a text in capitals nothing else shows a name."""
    for k in range(1, len(tokens) - 1):
        if tokens.words[k - 1] in ("(", "[") and tokens.words[k + 1] in (")", "]"):
            yield k, k + 1


def _links(tokens: Tokens, b: int) -> bool:
    """Tell whether a word in small letters goes on with a name: "Bank of Harun", "Front for the Hills"."""
    ahead = tokens.words[b + 1 : b + 3]
    word = tokens.words[b]
    if _nickname(tokens, b):
        return True
    if word[0].islower() and "-" in word:  # "Ansar al-Sahil"
        article, _, rest = word.partition("-")
        return len(article) < 4 and rest[:1].isupper()
    if ahead and word in ("'s", "’s", "'", "’"):  # "the People's Vanguard"
        return tokens.lower[b - 1] in _POPULAR and ahead[0][0].isupper()
    if not ahead or word == "and" or not (tokens.lower[b] in _LINKS or tokens.words[b].isdigit()):
        return False
    return ahead[0][0].isupper() or (ahead[0] in ("the", "de", "la") and len(ahead) > 1 and ahead[1][0].isupper())


def _nickname(tokens: Tokens, b: int) -> bool:
    """Tell whether a quotation mark opens or closes a nickname within a name: "Ivo “Nail” Bel"."""
    words, n = tokens.words, len(tokens)
    if words[b] in ("“", '"') and b + 3 < n:
        close = next((i for i in range(b + 2, min(n - 1, b + 4)) if words[i] in ("”", '"')), None)
        return close is not None and words[close + 1][0].isupper() and words[b + 1][0].isupper()
    if words[b] in ("”", '"') and b + 1 < n and words[b + 1][0].isupper():
        return any(words[i] in ("“", '"') for i in range(max(0, b - 3), b - 1))
    return False


def _introduced(tokens: Tokens, a: int, b: int) -> str | None:
    """Tell what a name stands for from the words before it, inside it and behind it."""
    lower, words = tokens.lower, tokens.words
    if b - a == 1 and lower[a] in source_words():
        return None
    left = _called(tokens, a) or _words_before(tokens, a)
    if _of_armed_men(tokens, a, b, left):
        return "armed_group"
    if tokens.upper:
        told = core_kind(words[max(0, a - 6) : a - 1])
        return told[0] if told else None
    behind = _words_behind(tokens, b)
    if _armed_aside(behind):
        return "armed_group"
    kind = core_kind([*left, *words[a:b]])
    if kind and (kind[1] or (not left and b - a > 1 and lower[a] in source_words())):
        return kind[0]
    of_it = behind and behind[0].lower() == "which" and behind[1:2] not in (["is"], ["was"], ["are"])
    told = phrase_kind(behind) if behind and not of_it else None
    if told and told != "other":
        return told
    if kind in (None, ("other", False)) and _armed_name(lower[a:b]):
        return "armed_group"
    return told or (kind[0] if kind else "government" if _owns_a_state(tokens, b) else None)
    return kind[0] if kind else "government" if _owns_a_state(tokens, b) else None


def _called(tokens: Tokens, a: int) -> list[str]:
    """Give what a name is the name of: "gang" in "the gang known as X", "a group calling itself X"."""
    lower = tokens.lower
    if a < 3 or lower[a - 1] not in _CALLED:
        return []
    noun = a - 2 if lower[a - 2] not in ("known", "calling", "calls", "call", "named", "styles", "styling") else a - 3
    return tokens.words[max(0, noun) : noun + 1] if tokens.words[noun][0].islower() else []


def _of_armed_men(tokens: Tokens, a: int, b: int, left: list[str]) -> bool:
    """Tell "NDF fighters", "the outlawed Sons of Tarn", "rebels of the OLU"."""
    lower = tokens.lower
    if b < len(lower) and lower[b] in _MEMBERS and lower[a] not in source_words():
        return True
    if not _MARKED.isdisjoint(left) and not _GROUPS.isdisjoint(left):
        return True
    if a > 3 and lower[a - 1] == "from" and tokens.is_name(a - 3):  # "the Tarn militia from Oru": Oru is a place
        return False
    return a >= 2 and lower[a - 1] in ("of", "from", "the") and bool(set(lower[max(0, a - 3) : a]) & _MEMBERS)


def _armed_name(name: list[str]) -> bool:
    parts = {*name, name[0].partition("-")[0]}  # "Jaish-e-Tell"
    return (len(name) > 1 or "-" in name[0]) and bool(parts & ARMED_NAME) and not parts & CIVIL_NAME


def _owns_a_state(tokens: Tokens, b: int) -> bool:
    """Tell a country from "Ostravia's army", "Ostravia's foreign ministry": only countries have them."""
    return tokens.lower[b : b + 1] in (["'s"], ["’s"]) and bool(_STATE_BODIES & set(tokens.lower[b + 1 : b + 4]))


def _armed_aside(behind: list[str]) -> bool:
    if not behind or behind[0].lower() not in ("a", "an", "the", "which", "who", "another", "one", "its"):
        return False
    words = {w.lower() for w in behind}
    return bool((words & _MARKED and words & _GROUP_NOUNS) or words & _ARMED_ASIDE)


def _words_before(tokens: Tokens, a: int) -> list[str]:
    """Give the words in small letters before a name: "police" in "the police Col. Ruiz"."""
    k = a
    while k > max(0, a - 5) and tokens.words[k - 1][0].islower() and tokens.lower[k - 1] not in _BEFORE_STOPS:
        k -= 1
    if k >= 2 and tokens.words[a - 1] == "," and tokens.lower[a - 2] in _GROUP_NOUNS:
        return tokens.lower[max(0, a - 4) : a - 1]
    return tokens.words[k:a]


def _words_behind(tokens: Tokens, b: int) -> list[str]:
    """Give the apposition behind a name: ", chief nurse at the hospital", ", 31, a cook"."""
    lower, n = tokens.lower, len(tokens)
    if b < n and lower[b] in ("(", "["):
        b = next((i + 1 for i in range(b, min(n, b + 12)) if lower[i] in (")", "]")), n)
    if b + 2 < n and lower[b] == "," and lower[b + 1].isdigit():
        b += 2
        if b + 1 < n and lower[b + 1] in _AUX:
            return []
    if b + 3 < n and lower[b : b + 2] == [",", "or"] and "," in lower[b + 2 : b + 6]:
        b = lower.index(",", b + 2)
    if b + 1 >= n or lower[b] != "," or lower[b + 1] in ("and", "but", "or", "said", "where", "when"):
        return []
    stops = (i for i in range(b + 1, min(n, b + 10)) if lower[i] in _ASIDE_ENDS or (i > b + 1 and lower[i] in _WHO))
    return tokens.words[b + 1 : next(stops, min(n, b + 10))]


def _register(cast: Cast, tokens: Tokens, a: int, b: int, named: Named) -> None:
    """Note a name under all its words, its last one, its last two, and what stands before "of"."""
    keys = {" ".join(tokens.lower[a:b])}
    of = next((i for i in range(a + 1, b) if tokens.lower[i] == "of"), None)
    for k in (b - 1, of - 1 if of else b - 1):
        if tokens.lower[k] not in source_words() and tokens.lower[k] not in ARMED_NAME:
            keys.add(tokens.lower[k])
    if b - a > 2:
        keys.add(" ".join(tokens.lower[b - 2 : b]))
    for key in keys:
        cast.by_key.setdefault(key, []).append(named)
    if named.kind == "armed_group":
        cast.groups.append(named)
        cast.short.update({tokens.lower[b - 1], tokens.lower[a]} & _SHORT if b - a > 1 else ())


def _apposed(tokens: Tokens, a: int, last_kind: str | None) -> str | None:
    """Read what a name is set beside: "the administrator of the district, Ivo Bel", "whose leader, Ivo Bel"."""
    lower = tokens.lower
    if tokens.upper or a < 3 or lower[a - 1] != ",":
        return None
    start = next((i for i in range(a - 2, max(-1, a - 12), -1) if lower[i] in _DETERMINERS or lower[i] in _STOPS), None)
    if start is None or lower[start] in _STOPS or _AUX & set(lower[start : a - 1]):
        return None
    if lower[start] in ("whose", "its", "their"):
        return last_kind if lower[start + 1] in _ROLES else None
    role = core_kind(tokens.words[start + 1 : start + 3]) or core_kind(tokens.words[start + 1 : a - 1])
    return phrase_kind(tokens.words[start : a - 1]) if role else None


def _may_be_person(tokens: Tokens, a: int, b: int) -> bool:
    """Tell whether two or three unknown names may be a person's: no place behind "in", no word of the lists."""
    words = tokens.words[a:b]
    if not 2 <= len(words) <= 3 or tokens.word_before(a) in PREPOSITIONS:
        return False
    return all(
        w.isalpha()
        and w.istitle()
        and w.lower() not in PREPOSITIONS
        and w.lower() not in source_words()
        and w.lower() not in ARMED_NAME
        for w in words
    )
