"""Who people and bodies are: the kinds of sources, and the actors known by name."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from helpers import gazetteer, lexicon

if TYPE_CHECKING:
    from helpers.extracting.cast import Cast
    from helpers.extracting.tokens import Tokens


@cache
def word_set(use: str) -> frozenset[str]:
    """Give the words of one use in data/lexicon/source_words.csv, in lower case; raises LexiconError for no such use."""
    rows = lexicon.read_rows("source_words", ("word", "use"))
    words = frozenset(row["word"].lower() for row in rows if row["use"] == use)
    if not words:
        path = lexicon.folder() / "source_words.csv"
        raise lexicon.LexiconError(f"{path}: no row has the use {use!r}; restore the rows of that use.")
    return words


@cache
def word_set_as_written(use: str) -> frozenset[str]:
    """Give the words of one use as the list has them, capitals kept."""
    return frozenset(row["word"] for row in lexicon.read_rows("source_words", ("word", "use")) if row["use"] == use)


ARMED_NAME = word_set("armed name")
CIVIL_NAME = word_set("civil name")
PREPOSITIONS = word_set("prepositions")
_BREAKAWAY = word_set("breakaway")
_COMMON = word_set("common in names")
_LONGEST_ACTOR = 7  # words
_FIGHTING = {"front", "liberation", "resistance", "brigades", "battalions", "comandos", "jihad"}
_INDEFINITE = {"a", "an", "one", "two", "three", "some", "several", "another", "many", "four", "five"}
_KIND_OF_ACTOR = {
    "armed_group": "armed_group", "army": "security_forces", "police": "security_forces", "paramilitary": "security_forces",
    "intelligence": "security_forces", "government": "government", "party": "government", "international": "other",
}  # fmt: skip
_MARKS = {".", "“", "”", '"', "'", "‘", "(", ")"}
_MOUTHPIECES = word_set("mouthpieces")
_NO_NAMES = {"the", "a", "an", "one", "its", "local", "some", "several", "other"}
_POSSESSIVE = re.compile(r" ?['’]s\b")
_RELIGIOUS = {
    "Sister",
    "Father",
    "Brother",
    "Mother",
    "Fr",
    "Sr",
    "Rev",
    "Reverend",
    "Monsignor",
    "Msgr",
    "Bishop",
}
_MADE = word_set("made of")
_SEEN = {"seen", "obtained", "verified", "published"}  # by who only passes a paper on
_UNITS = word_set("units")


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


@lru_cache(maxsize=50_000)
def _key(words: str) -> str:
    key = re.sub(r"[^\w]+", " ", _POSSESSIVE.sub("", words.lower())).strip()
    return key.replace("defence", "defense").replace("organisation", "organization")  # spelt both ways


def known_actor(words: str) -> tuple[str, str] | None:
    """Look a name up among the known actors: (name as listed, kind), or None."""
    key = _key(words)
    key = key.removeprefix("the ")
    return _known().get(key)


def known_span(t: Tokens, k: int) -> tuple[int, int] | None:
    """Give the longest known actor that begins at token k, without "the": (first, one past last), or None."""
    k += k < len(t) and t.lower[k] == "the"
    if k >= len(t) or not _may_open(t, k):
        return None
    for end in range(min(k + _LONGEST_ACTOR, len(t)), k, -1):
        if _is_known(t, k, end):
            return k, end
    return None


def known_span_before(t: Tokens, end: int) -> tuple[int, int] | None:
    """Give the longest known actor that ends before token `end`, without "the", or None."""
    for k in range(max(0, end - _LONGEST_ACTOR), end):
        if t.lower[k] != "the" and _may_open(t, k) and _is_known(t, k, end):
            return k, end
    return None


def _may_open(t: Tokens, k: int) -> bool:
    return t.is_name(k) and _key(t.words[k]).partition(" ")[0] in _first_words()


def _is_known(t: Tokens, k: int, end: int) -> bool:
    """Tell whether tokens are a known actor as written: a single word has its capitals, and is no word in capitals."""
    if end - k == 1 and (t.upper or not _as_listed(t.words[k]) or t.lower[k] in _COMMON):
        return False
    last = t.words[end - 1]  # without its "'s"
    return last[0].isalnum() and last[-1].isalnum() and known_actor(" ".join(t.words[k:end])) is not None


@cache
def source_words() -> dict[str, tuple[str, bool]]:
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


def core_kind(words: list[str]) -> tuple[str, bool] | None:
    """Tell the kind of a noun phrase without its prepositions: (kind, whether a word decides it alone).

    English has its head last: of two deciding words the later one wins ("police hospital"), and a spokesman, an
    official, a colonel takes the kind of the body named with him ("rebel spokesman").
    """
    return _core_kind(tuple(words))


@lru_cache(maxsize=20_000)
def _core_kind(words: tuple[str, ...]) -> tuple[str, bool] | None:
    if len(words) > 1 and words[0] in _RELIGIOUS and words[1][0].isupper():
        return "other", True
    plain = [w for w in words if w not in _MARKS and w not in ("'s", "’s")]
    lower = [w.lower().removesuffix("'s").removesuffix("’s") for w in plain]
    named = _actor_in(plain)
    if named == "armed_group" and lower[-1] not in _MOUTHPIECES:
        return named, True  # "the Kachin Independence Army", "Islamic State's affiliate": not an army, not a state
    armed = named == "armed_group" or _armed(plain, lower) or _of_a_group(words) or _their_army(plain, lower)
    kind, decides = _by_last_word(lower, armed)
    if decides:
        return kind, True
    actor = "armed_group" if armed else named
    return (actor, True) if actor else (kind, False) if kind else None


def _of_a_group(words: tuple[str, ...]) -> bool:
    """Tell "Al-Shabab's Andalus radio", whose owner is no first name."""
    owner = next((k for k, w in enumerate(words) if w in ("'s", "’s")), 0)
    return owner > 0 and _armed(list(words[:owner]), [w.lower() for w in words[:owner]])


def _by_last_word(lower: list[str], armed: bool) -> tuple[str | None, bool]:
    """Walk back from the head to the word that decides; what is met before is only a default."""
    default, k = None, len(lower)
    while k > 0:
        size, entry = _longest(lower, k, source_words())
        if entry is None or (size == 1 and k < len(lower) and lower[k - 1] in _last_words()):
            k -= 1
            continue
        kind, decides = entry
        if decides and not (kind == "witness" and default and lower[-1] not in _MOUTHPIECES):
            return _decided(kind, lower[:k], armed), True
        default = kind if kind == "government" and default == "other" else default or kind
        k -= size
    return default, False


def _decided(kind: str, lower: list[str], armed: bool) -> str:
    """Correct what a word decides: a doctors' union is medical, the rebels' radio theirs."""
    if kind == "other" and lower[-1] in ("union", "association", "federation", "syndicate") and _medical(lower[:-1]):
        return "medical"
    if kind == "government" and set(lower) & _BREAKAWAY:  # "the rebel junta"
        return "armed_group"
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
    table = source_words()
    return any(table.get(w.rstrip("'’"), ("", False))[0] == "medical" for w in lower)


def _armed(words: list[str], lower: list[str]) -> bool:
    """Tell whether a phrase names an armed group: a known one, "rebel …", "the … Liberation Front"."""
    table = source_words()
    for k, w in enumerate(lower):
        if k < len(lower) - 1 and table.get(w) == ("armed_group", True):
            return True
        if w in armed_group_words() and w not in table and _as_listed(words[k]) and not _first_name(words, lower, k):
            return True
    capital = [w for w, word in zip(lower, words, strict=True) if word[0].isupper()]
    if len(capital) < 2 or not _FIGHTING & set(capital):
        return False
    return not set(lower) & CIVIL_NAME and not {w.rstrip("'’") for w in lower} & CIVIL_NAME


def _their_army(words: list[str], lower: list[str]) -> bool:
    """Tell whether an army is that of a people whom a known group is named for: "the Ta'ang army", not "the Malian army"."""
    at = next((k for k, w in enumerate(lower) if w == "army" and k), 0)
    whose = lower[at - 1] if at else ""
    return bool(at) and words[at - 1][0].isupper() and whose in _peoples() and whose not in _governments()


@cache
def _peoples() -> frozenset[str]:
    """Give the first words of armed groups' names that name a people or a place, not what every front calls itself."""
    groups = gazetteer.actors()
    names = groups.loc[groups["kind"] == "armed_group", "name"]
    firsts = {name.split()[0].lower() for name in names if " " in name}
    return frozenset(firsts - word_set("titles of fronts"))


@cache
def _abbreviations() -> frozenset[str]:
    actors = gazetteer.actors()
    forms = [form.strip() for aliases in actors["aliases"].fillna("") for form in str(aliases).split("|")]
    return frozenset(form.lower() for form in [*forms, *actors["name"]] if form.isupper())


def _as_listed(word: str) -> bool:
    """Tell whether a word is written as a group's name is: "PLAN" is one, "Plan" is none."""
    return word.isupper() if word.lower() in _abbreviations() else is_capital(word)


def _first_name(words: list[str], lower: list[str], k: int) -> bool:
    """Tell whether a capitalised word is followed by a surname: "Amal" is a movement, "Amal Noor" a lawyer."""
    behind = words[k + 1 : k + 2]
    return bool(behind) and behind[0][0].isupper() and lower[k + 1] not in source_words() and words[k].istitle()


def _actor_in(words: list[str]) -> str | None:
    """Find a known actor of two to five words in a phrase."""
    for k in range(len(words) - 1):
        if not words[k][0].isupper() or _key(words[k]) not in _first_words():
            continue
        for size in (5, 4, 3, 2):
            actor = known_actor(" ".join(words[k : k + size])) if k + size <= len(words) else None
            if actor:
                return _KIND_OF_ACTOR.get(actor[1], "government")
    return None


@cache
def _first_words() -> frozenset[str]:
    return frozenset(key.split()[0] for key in _known() if key) | {"the"}


def phrase_kind(words: list[str], cast: Callable[[], Cast] | None = None) -> str | None:
    """Tell the kind of a whole speaker: its head, then what is set beside it, then its name, then its "of …".

    `cast` gives the names that the report introduces; it is called only where the words themselves do not decide.

    >>> phrase_kind("an official in the Interior Ministry".split()), phrase_kind("police Maj. Petrov".split())
    ('government', 'security_forces')
    """
    if _named_unit(words):
        return "armed_group"
    if (first := _first_of_two(words)) is not None and (kind := phrase_kind(first, cast)):
        return kind
    made_by = _maker(words)
    if made_by and (kind := phrase_kind(made_by, cast)):
        return kind
    pieces = _pieces(words)
    cores = [core_kind(core) for core, _ in pieces]
    deciding = [found[0] for found in cores if found and found[1]]
    if deciding and cores[0] and cores[0][1]:
        armed = "armed_group" in deciding[1:] and deciding[0] in ("security_forces", "other", "media")
        return "armed_group" if armed else deciding[0]
    if deciding:
        return deciding[0]
    named = _named_kind(pieces, cast()) if cast is not None and _has_name(words) else None
    if named:
        return named
    behind = [core_kind(rest) for _, rest in pieces if rest and rest[0] != "who"]
    behind = [found[0] for found in behind if found and found[1]]
    default = next((found[0] for found in cores if found), None)
    if default == "other" and behind[:1] == ["witness"] and pieces[0][0][-1:] and pieces[0][0][-1][0].isupper():
        return "other"  # "the Committee of Prisoners' Families": a body, not its members
    return behind[0] if behind else default or _civilian(pieces)


def _first_of_two(words: list[str]) -> list[str] | None:
    """Give the first of two speakers: "doctors and camp elders"; "the Ministry of Health and Welfare" is one."""
    at = words.index("and") if "and" in words else 0
    if not 0 < at < len(words) - 1 or "," in words[:at] or not words[at - 1][0].islower():
        return None
    both = core_kind(words[:at]), core_kind(words[at + 1 :])
    return words[:at] if all(found and found[1] for found in both) else None


def _has_name(words: list[str]) -> bool:
    """Tell whether a capitalised word may be a name: no "Sources", no "The"."""
    table = source_words()
    return any(w[0].isupper() and (lower := w.lower()) not in table and lower not in _NO_NAMES for w in words)


def _maker(words: list[str]) -> list[str] | None:
    """Give who made a paper: "a video posted by X", "data compiled by X"."""
    by = next((k for k, w in enumerate(words) if w == "by" and k and words[k - 1].lower() in _MADE - _SEEN), None)
    return words[by + 1 :] if by else None


def _named_unit(words: list[str]) -> bool:
    """Tell "the Battalion of Sailors" from "the 2nd Battalion" and "the Army of Chad"."""
    at = 1 if words and words[0].lower() == "the" else 0
    if len(words) < at + 3 or words[at].lower() not in _UNITS or not words[at][0].isupper() or words[at + 1] != "of":
        return False
    rest = [w for w in words[at + 2 : at + 5] if w[0].isupper()]
    return bool(rest) and not any(w.lower() in _governments() for w in rest)


def _pieces(words: list[str]) -> list[tuple[list[str], list[str]]]:
    """Cut a speaker at its commas, and each piece at its first preposition; "in a statement" is no piece."""
    pieces, piece = [], []
    for word in [*words, ","]:
        if word not in (",", "(", ")", "[", "]"):
            piece.append(word)
            continue
        aside = piece and (piece[0].isdigit() or piece[0].lower() in ("citing", "quoting", "including"))
        how = pieces and piece and piece[0].lower() in ("in", "on", "at", "by", "through", "via")
        of_it = (
            pieces and piece and piece[0].lower() == "which"
        )  # "Ostravia, which keeps troops there": says not who it is
        if piece and not aside and not how and not of_it:
            cut = next((k for k, w in enumerate(piece) if k and w.lower() in PREPOSITIONS), len(piece))
            pieces.append((piece[:cut], piece[cut:]))
        piece = []
    return pieces


def is_capital(word: str) -> bool:
    """Tell a capitalised word, also behind an article: "al-Sahil"."""
    article, _, rest = word.partition("-")
    return word[0].isupper() or (len(article) < 4 and rest[:1].isupper())


def _named_kind(pieces: list[tuple[list[str], list[str]]], cast: Cast) -> str | None:
    """Look the names of a speaker up in the cast of the report: its own, then that behind "of"."""
    for core, rest in pieces:
        names = [w for w in core if is_capital(w) and w not in ("The", "A", "An", "One", "Its")]
        known = (cast.by_key[w.lower()][0].kind for w in names if w.lower() in cast.by_key)
        found = (cast.kind(names) if names else None) or next(known, None)
        if not found and rest and rest[0].lower() in ("of", "for", "from"):
            names = [w for w in rest if w[0].isupper()]
            found = cast.kind(names) if names else None
        if found:
            return found
    return None


def _civilian(pieces: list[tuple[list[str], list[str]]]) -> str | None:
    """Call a person of the people list a witness, and a country or capital its government."""
    for core, rest in pieces:
        found = _person(core)
        if found:
            return found
        first = core[0].lower() if core else ""
        if (first == "one" and rest) or (len(core) > 1 and first in _INDEFINITE and core[-1][0].islower()):
            return "witness"
    for core, _ in pieces:
        if core and core[0].lower() in ("neighboring", "neighbouring") and core[-1][0].isupper():
            return "government"
        if (
            any(w[0].isupper() and _plain(w) in _governments() for w in core)
            or " ".join(core).lower() in _governments()
        ):
            return "government"
    return None


def _plain(word: str) -> str:
    return word.lower().replace("'", "").replace("’", "") if "'" in word or "’" in word else word.lower()


def _person(core: list[str]) -> str | None:
    people = lexicon.people()
    for word in reversed(core):
        person = people.get(word.lower())
        if person and person.group in ("civilians", "unspecified") and word[0].islower():
            return "witness"
        if person and person.group == "security_forces":
            return "security_forces"
    return None
