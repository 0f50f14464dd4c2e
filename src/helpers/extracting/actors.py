"""Who people and bodies are: the kinds of sources, actors by name, and the names that a report itself introduces."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from helpers import gazetteer, lexicon
from helpers.extracting.tokens import Tokens, is_upper, tokenise


@cache
def word_set(use: str) -> frozenset[str]:
    """Give the words of one use in data/lexicon/source_words.csv, in lower case; raises LexiconError for no such use."""
    rows = lexicon.read_rows("source_words", ("word", "use"))
    words = frozenset(row["word"].lower() for row in rows if row["use"] == use)
    if not words:
        path = lexicon.folder() / "source_words.csv"
        raise lexicon.LexiconError(f"{path}: no row has the use {use!r}; restore the rows of that use.")
    return words


_COMMON = word_set("common in names")
_KIND_OF_ACTOR = {
    "armed_group": "armed_group", "army": "security_forces", "police": "security_forces", "paramilitary": "security_forces",
    "intelligence": "security_forces", "government": "government", "party": "government", "international": "other",
}  # fmt: skip
PREPOSITIONS = word_set("prepositions")
_POSSESSIVES = {"its", "their", "his", "her"}
_ARMED_NAME = word_set("armed name")
_CIVIL_NAME = word_set("civil name")
_MARKED = word_set("marked")
_GROUP_NOUNS = word_set("group nouns")
_MEMBERS = word_set("members")
_INDEFINITE = {"a", "an", "one", "two", "three", "some", "several", "another", "many", "four", "five"}
_RELIGIOUS = {"Sister", "Father", "Brother", "Mother", "Fr", "Sr", "Rev", "Reverend", "Monsignor", "Msgr", "Bishop"}
_SHORT = word_set("short")
_CALENDAR = word_set("calendar")
_UNITS = word_set("units")
_MOUTHPIECES = {
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "source",
    "sources",
    "leader",
    "leaders",
    "representative",
    "representatives",
}
_OPENING_WORDS = word_set("adverbs") | word_set("leading") | word_set("subordinators") | {"the", "a", "an", "and"}
_LINKS = word_set("links")


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


@cache
def _source_words() -> dict[str, tuple[str, bool]]:
    """Give word or phrase → (claimant_type, whether it decides alone; else its body decides: "hospital officials")."""
    rows = lexicon.read_rows("sources", ("word", "claimant_type", "role"))
    return {row["word"].lower(): (row["claimant_type"], row["role"] != "neutral") for row in rows}


@cache
def _last_words() -> frozenset[str]:
    """Give the words that decide only at the end of a name: "the Daily Times", but not "the Dawn Front"."""
    rows = lexicon.read_rows("sources", ("word", "claimant_type", "role"))
    return frozenset(row["word"].lower() for row in rows if row["role"] == "last")


@cache
def _governments() -> frozenset[str]:
    return frozenset(gazetteer.countries(capitals=True))


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

    def kind(self, words: list[str]) -> str | None:
        """Give the kind of a name by the way the report introduces it: by all its words, else by the last."""
        full = " ".join(w.lower() for w in words)
        found = self.by_key.get(full) or (self.by_key.get(words[-1].lower()) if words else None)
        return found[0].kind if found else None

    def is_short_name(self, words: list[str]) -> bool:
        """Tell whether "the Council", also with "'s spokesman" behind it, is short for an armed group of the report."""
        head = words[1:] if words and words[0].lower() == "the" else words
        return (
            bool(head)
            and head[0][0].isupper()
            and head[0].lower() in self.short
            and (len(head) == 1 or head[1] in ("'s", "’s", "'", "’"))
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
        kind = alias or _introduced(tokens, a, b) or cast.kind(tokens.words[a:b])
        last, last_kind = b, kind
        if _is_person(tokens, a, b, kind):
            cast.people.append(Named(tokens.starts[a], text[tokens.starts[a] : tokens.ends[b - 1]], kind or "other"))
        if kind:
            _register(cast, tokens, text, a, b, kind)
    return cast


def _is_alias(between: list[str]) -> bool:
    """Tell whether the words between two names give the first another name: ", or", "(", ", also known as"."""
    return 0 < len(between) <= 5 and (between[-1] in ("or", "(", "[") or between[-2:] == ["known", "as"])


def _name_runs(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Find runs of capitalised words, also over "of the" and "al-"."""
    words, n, k = tokens.words, len(tokens), 0
    if tokens.upper:
        return
    while k < n:
        if not words[k][0].isupper() or tokens.lower[k] in _CALENDAR:
            k += 1
            continue
        b = k + 1
        while b < n and (
            words[b][0].isupper()
            or _links(tokens, b)
            or (words[b] == "." and len(words[b - 1]) < 5 and b + 1 < n and words[b + 1][0].isupper())
        ):
            b += 1
        opens = b - k > 1 and tokens.lower[k] in _OPENING_WORDS
        yield (k + 1, b) if opens else (k, b)
        k = b


def _is_person(tokens: Tokens, a: int, b: int, kind: str | None) -> bool:
    """Tell a person from a place or a body: two or three names, none a word of the lists, or an age behind them."""
    aged = (
        b + 1 < len(tokens)
        and tokens.lower[b] == ","
        and tokens.lower[b + 1].isdigit()
        and len(tokens.lower[b + 1]) == 2
    )
    names = [w for w in tokens.lower[a:b] if w not in _source_words() and w != "."]
    return (
        aged
        or (
            kind not in (None, "armed_group")
            and len(names) >= 2
            and "of" not in names
            and len(names) < len(tokens.lower[a:b])
        )
        or aged
    )


def _bracketed(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Find abbreviations in brackets: in a text in capitals nothing else shows a name."""
    for k in range(1, len(tokens) - 1):
        if tokens.words[k - 1] in ("(", "[") and tokens.words[k + 1] in (")", "]"):
            yield k, k + 1


def _links(tokens: Tokens, b: int) -> bool:
    ahead = tokens.words[b + 1 : b + 3]
    if (tokens.lower[b] not in _LINKS and not tokens.words[b].isdigit()) or tokens.words[b] == "and" or not ahead:
        return False
    return ahead[0][0].isupper() or (ahead[0] in ("the", "de", "la") and len(ahead) > 1 and ahead[1][0].isupper())


def _introduced(tokens: Tokens, a: int, b: int) -> str | None:
    """Tell what a name stands for from the words before it, inside it and behind it."""
    lower, words = tokens.lower, tokens.words
    if b - a == 1 and lower[a] in _source_words():
        return None
    if b < len(lower) and lower[b] in _MEMBERS and lower[a] not in _source_words():
        return "armed_group"
    left = _words_before(tokens, a)
    if set(left) & _MARKED and (
        set(left) & _GROUP_NOUNS or set(left) & {"separatist", "outlawed", "banned", "clandestine"}
    ):
        return "armed_group"
    if a >= 2 and lower[a - 1] in ("of", "from", "the") and set(lower[max(0, a - 3) : a]) & _MEMBERS:
        return "armed_group"
    if tokens.upper:
        told = core_kind(words[max(0, a - 6) : a - 1])
        return told[0] if told else None
    behind = _words_behind(tokens, b)
    if _armed_aside(behind):
        return "armed_group"
    kind = core_kind([*left, *words[a:b]])
    if (kind and kind[1]) or (kind and not left and b - a > 1 and lower[a] in _source_words()):
        return kind[0]
    if behind:
        told = phrase_kind(behind)
        if told:
            return told
    if (
        b - a > 1
        and set(lower[a:b]) & _ARMED_NAME
        and not set(lower[a:b]) & _CIVIL_NAME
        and kind in (None, ("other", False))
    ):
        return "armed_group"
    return kind[0] if kind else None


def _armed_aside(behind: list[str]) -> bool:
    words = {w.lower() for w in behind}
    if not behind or behind[0].lower() not in ("a", "an", "the", "which", "who", "another", "one", "its"):
        return False
    return bool((words & _MARKED and words & _GROUP_NOUNS) or words & {"offshoot", "faction", "militia", "outfit"})


def _words_before(tokens: Tokens, a: int) -> list[str]:
    k = a
    while (
        k > 0
        and a - k < 5
        and tokens.words[k - 1][0].islower()
        and tokens.lower[k - 1] not in PREPOSITIONS | {"a", "an", "the", "and", "said", "but", "or"}
    ):
        k -= 1
    if k >= 2 and tokens.words[a - 1] == "," and tokens.lower[a - 2] in _GROUP_NOUNS:
        return tokens.lower[max(0, a - 4) : a - 1]
    return tokens.words[k:a]


def _words_behind(tokens: Tokens, b: int) -> list[str]:
    """Give the apposition behind a name: ", chief nurse at the hospital", ", 31, a cook"."""
    lower, n = tokens.lower, len(tokens)
    if b < n and lower[b] in ("(", "["):
        while b < n and lower[b] not in (")", "]"):
            b += 1
        b += 1
    if b + 2 < n and lower[b] == "," and lower[b + 1].isdigit():
        b += 2
    if b + 3 < n and lower[b : b + 2] == [",", "or"] and "," in lower[b + 2 : b + 6]:
        b = lower.index(",", b + 2)
    if b + 1 >= n or lower[b] != "," or lower[b + 1] in ("and", "but", "or", "said", "where", "when"):
        return []
    end = b + 1
    while (
        end < n
        and end - b < 10
        and lower[end] not in (",", ".", ";", ":", "said", "—", "(")
        and not (lower[end] in ("who", "which", "that") and end > b + 1)
    ):
        end += 1
    return tokens.words[b + 1 : end]


def _register(cast: Cast, tokens: Tokens, text: str, a: int, b: int, kind: str) -> None:
    named = Named(tokens.starts[a], text[tokens.starts[a] : tokens.ends[b - 1]], kind)
    keys = {" ".join(tokens.lower[a:b])}
    of = next((i for i in range(a + 1, b) if tokens.lower[i] == "of"), None)
    if of and tokens.lower[of - 1] not in _source_words() and tokens.lower[of - 1] not in _ARMED_NAME:
        keys.add(tokens.lower[of - 1])
    last = tokens.lower[b - 1]
    if last not in _source_words() and last not in _ARMED_NAME:
        keys.add(last)
    if b - a > 2:
        keys.add(" ".join(tokens.lower[b - 2 : b]))
    for key in keys:
        cast.by_key.setdefault(key, []).append(named)
    if kind == "armed_group":
        cast.groups.append(named)
        cast.short.update({tokens.lower[b - 1], tokens.lower[a]} & _SHORT if b - a > 1 else ())


def core_kind(words: list[str]) -> tuple[str, bool] | None:
    """Tell the kind of a noun phrase without its prepositions: (kind, whether a word decides it alone).

    English has its head last: of two deciding words the later one wins ("police hospital"), and a spokesman, an
    official, a colonel takes the kind of the body named with him ("rebel spokesman").
    """
    table = _source_words()
    if words and words[0] in _RELIGIOUS and len(words) > 1 and words[1][0].isupper():
        return "other", True
    plain = [w for w in words if w not in (".", "“", "”", '"', "'", "‘", "(", ")")]
    lower = [w.lower().removesuffix("'s").removesuffix("’s") for w in plain]
    default, k = None, len(lower)
    armed = _armed(plain, lower)
    while k > 0:
        size, entry = _longest(lower, k, table)
        if entry is None:
            k -= 1
            continue
        kind, decides = entry
        if lower[k - 1] in _last_words() and size == 1 and k < len(lower):
            k -= 1
            continue
        if decides and not (kind == "witness" and default and lower[-1] not in _MOUTHPIECES):
            return _decided(kind, lower[:k], armed), True
        default = kind if kind == "government" and default == "other" else default or kind
        k -= size
    if armed:
        return "armed_group", True
    actor = _actor_in(plain)
    if actor:
        return actor, True
    return (default, False) if default else None


def _decided(kind: str, lower: list[str], armed: bool) -> str:
    """Correct what a word decides: a doctors' union is medical, the rebels' radio theirs."""
    if kind == "other" and lower[-1] in ("union", "association", "federation", "syndicate") and _medical(lower[:-1]):
        return "medical"
    return "armed_group" if armed and kind in ("security_forces", "media") else kind


def _longest(lower: list[str], end: int, table: dict[str, tuple[str, bool]]) -> tuple[int, tuple[str, bool] | None]:
    for size in (3, 2, 1):
        if size <= end:
            entry = table.get(" ".join(lower[end - size : end]))
            if entry:
                return size, entry
    word = lower[end - 1]
    if "-" in word and not word.startswith(("pro-", "anti-", "non-")):
        return 1, table.get(word.rsplit("-", 1)[1])
    return 1, None


def _medical(lower: list[str]) -> bool:
    table = _source_words()
    return any(table.get(w.rstrip("'’"), ("", False))[0] == "medical" for w in lower)


def _armed(words: list[str], lower: list[str]) -> bool:
    table = _source_words()
    if any(
        w in armed_group_words() and w not in table and words[k][0].isupper() and not _first_name(words, lower, k)
        for k, w in enumerate(lower)
    ):
        return True
    if any(table.get(w) == ("armed_group", True) for w in lower[:-1]):
        return True
    capital = [w for w, word in zip(lower, words, strict=True) if word[0].isupper()]
    return (
        len(capital) > 1
        and bool(set(capital) & {"front", "liberation", "resistance", "brigades", "battalions", "comandos", "jihad"})
        and not set(lower) & _CIVIL_NAME
        and not {w.rstrip("'’") for w in lower} & _CIVIL_NAME
    )


def _first_name(words: list[str], lower: list[str], k: int) -> bool:
    """Tell whether a capitalised word is followed by a surname: "Amal" is a movement, "Amal Sayegh" a lawyer."""
    return (
        k + 1 < len(words) and words[k + 1][0].isupper() and lower[k + 1] not in _source_words() and words[k].istitle()
    )


def _actor_in(words: list[str]) -> str | None:
    for size in (5, 4, 3, 2):
        for k in range(len(words) - size + 1):
            actor = known_actor(" ".join(words[k : k + size])) if words[k][0].isupper() else None
            if actor:
                return _KIND_OF_ACTOR.get(actor[1], "government")
    return None


def phrase_kind(words: list[str], cast: Cast | None = None) -> str | None:
    """Tell the kind of a whole speaker: its head, then what is set beside it, then its "of …", then its name.

    >>> phrase_kind("an official in the Interior Ministry".split()), phrase_kind("police Maj. Nestor".split())
    ('government', 'security_forces')
    """
    if _named_unit(words):
        return "armed_group"
    pieces = _pieces(words)
    cores = [core_kind(core) for core, _ in pieces]
    if cores and cores[0] and cores[0][1]:
        beside = any(found == ("armed_group", True) for found in cores[1:])
        return "armed_group" if beside and cores[0][0] in ("security_forces", "other", "media") else cores[0][0]
    for found in cores[1:]:
        if found and found[1]:
            return found[0]
    named = _named_kind(pieces, cast)
    if named:
        return named
    for _, rest in pieces:
        found = core_kind(rest) or None
        if found and found[1] and "who" not in rest[:1]:
            return found[0]
    default = next((found[0] for found in cores if found), None)
    return default or _civilian(pieces)


def _named_unit(words: list[str]) -> bool:
    """Tell "the Battalion of Exiles" from "the 2nd Battalion" and "the Army of Chad"."""
    at = 1 if words and words[0].lower() == "the" else 0
    if len(words) < at + 3 or words[at].lower() not in _UNITS or not words[at][0].isupper() or words[at + 1] != "of":
        return False
    rest = [w for w in words[at + 2 : at + 5] if w[0].isupper()]
    return bool(rest) and not any(w.lower() in _governments() for w in rest)


def _pieces(words: list[str]) -> list[tuple[list[str], list[str]]]:
    """Cut a speaker at its commas, and each piece at its first preposition."""
    pieces, piece = [], []
    for word in [*words, ","]:
        if word in (",", "(", ")", "[", "]"):
            if piece and not piece[0].isdigit() and piece[0].lower() not in ("citing", "quoting", "including"):
                cut = next((k for k, w in enumerate(piece) if k and w.lower() in PREPOSITIONS), len(piece))
                pieces.append((piece[:cut], piece[cut:]))
            piece = []
        else:
            piece.append(word)
    return pieces


def _named_kind(pieces: list[tuple[list[str], list[str]]], cast: Cast | None) -> str | None:
    if cast is None:
        return None
    for core, rest in pieces:
        names = [w for w in core if w[0].isupper() and w not in ("The", "A", "An", "One", "Its")]
        found = (cast.kind(names) if names else None) or next(
            (cast.by_key[w.lower()][0].kind for w in names if w.lower() in cast.by_key), None
        )
        if not found and rest and rest[0].lower() in ("of", "for", "from"):
            names = [w for w in rest if w[0].isupper()]
            found = cast.kind(names) if names else None
        if found:
            return found
    return None


def _civilian(pieces: list[tuple[list[str], list[str]]]) -> str | None:
    """Call a person of the people list a witness, and a country or capital its government."""
    people = lexicon.people()
    for core, rest in pieces:
        for word in reversed(core):
            person = people.get(word.lower())
            if person and person.group in ("civilians", "unspecified") and word[0].islower():
                return "witness"
            if person and person.group == "security_forces":
                return "security_forces"
        if core and core[0].lower() == "one" and rest:
            return "witness"
        if len(core) > 1 and core[0].lower() in _INDEFINITE and core[-1][0].islower():
            return "witness"
    for core, _ in pieces:
        if (
            any(w[0].isupper() and w.lower() in _governments() for w in core)
            or " ".join(core).lower() in _governments()
        ):
            return "government"
    return None


def may_be_short(lower: list[str]) -> bool:
    """Tell whether a speaker's first noun is one that names of armed groups are shortened to: "the Council"."""
    head = lower[1:2] if lower[:1] == ["the"] else lower[:1]
    return bool(head) and head[0] in _SHORT
