"""Numbers of people as news writes them: "17", "about two dozen", "at least three", "between 8 and 10", "scores of".

A number is taken as *printed*. What a vague word *means* is a table of its own (`linking`), which a user may change.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from text_to_num import text2num

from helpers.extracting.tokens import Tokens

UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
UNITS |= {a + b: UNITS[a] + UNITS[b] for a in list(UNITS)[19:] for b in list(UNITS)[:9]}  # telegrams: "TWENTYTWO"
SCALES = {"hundred": 100, "thousand": 1000, "lakh": 100_000, "million": 1_000_000}
VAGUE = {
    "several": ("several", 3), "few": ("several", 3), "dozens": ("dozens", 24), "scores": ("scores", 40),
    "hundreds": ("hundreds", 200), "thousands": ("thousands", 2000), "handful": ("several", 3),
}  # fmt: skip
ORDINALS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
# Words before a number, the longest first; the value is the modifier of the guide.
BEFORE = [
    (("no", "fewer", "than"), "at_least"), (("no", "less", "than"), "at_least"), (("not", "less", "than"), "at_least"),
    (("not", "fewer", "than"), "at_least"), (("a", "minimum", "of"), "at_least"), (("at", "the", "least"), "at_least"),
    (("as", "many", "as"), "up_to"), (("a", "maximum", "of"), "up_to"), (("no", "more", "than"), "up_to"),
    (("in", "excess", "of"), "more_than"), (("well", "over"), "more_than"),
    (("at", "least"), "at_least"), (("more", "than"), "more_than"), (("upwards", "of"), "more_than"),
    (("upward", "of"), "more_than"), (("up", "to"), "up_to"), (("at", "most"), "up_to"),
    (("close", "to"), "nearly"), (("just", "under"), "nearly"), (("fewer", "than"), "up_to"), (("less", "than"), "up_to"),
    (("just", "over"), "more_than"), (("an", "estimated"), "about"), (("as", "few", "as"), "at_least"),
    (("nearly",), "nearly"), (("almost",), "nearly"), (("about",), "about"), (("around",), "about"),
    (("some",), "about"), (("roughly",), "about"), (("approximately",), "about"), (("estimated",), "about"),
    (("perhaps",), "about"), (("maybe",), "about"), (("possibly",), "about"), (("reportedly",), "exact"), (("as", "much", "as"), "up_to"),
    (("a", "little", "over"), "more_than"), (("a", "little", "under"), "nearly"), (("not", "more", "than"), "up_to"),
    (("somewhere", "around"), "about"), (("in", "the", "region", "of"), "about"), (("in", "all"), "exact"), (("greater", "than"), "more_than"),
    (("barely",), "exact"), (("a", "good"), "about"), (("anything", "up", "to"), "up_to"), (("north", "of"), "more_than"),
    (("virtually",), "nearly"), (("approaching",), "nearly"), (("an", "approximate"), "about"), (("circa",), "about"), (("fully",), "exact"),
    (("precisely",), "exact"), (("well", "above"), "more_than"), (("over",), "more_than"), (("above",), "more_than"), (("exactly",), "exact"), (("only",), "exact"), (("just",), "exact"),
]  # fmt: skip
_BEFORE_INDEX: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _words, _modifier in BEFORE:
    _BEFORE_INDEX.setdefault(_words[0], []).append((_words, _modifier))

_COUNTED_NOUNS = {
    "dozen": (12, 12, "about"), "couple": (2, 2, "exact"), "pair": (2, 2, "exact"), "trio": (3, 3, "exact"), "duo": (2, 2, "exact"),
    "score": (20, 20, "about"), "handful": (3, None, "several"), "few": (3, None, "several"),
}  # fmt: skip
_DIGITS = re.compile(r"\d{1,3}(?:,\d{2,3})+|\d+")
OPENERS = (
    set(UNITS) | set(VAGUE) | set(_BEFORE_INDEX)
    | {"a", "an", "another", "additional", "further", "the", "these", "those", "all", "both", "between", "half",
       "couple", "dozen", "hundred", "thousand", "from", "none", "other", "his", "her", "their", "its", "my", "our", "pair", "trio",
       "score", "first", "duo", "family", "crew", "group", "gang", "crowd", "mob", "band", "party"}
)  # fmt: skip
_CROWDS = {
    "family",
    "party",
    "crew",
    "group",
    "gang",
    "crowd",
    "mob",
    "band",
    "force",
    "column",
    "squad",
    "team",
    "convoy",
}
# What may stand before a number, and what a number may begin with besides digits and hyphens: for any other word there
# is nothing to read.
_STEPS = frozenset(_BEFORE_INDEX).union(
    ("another", "additional", "further", "the", "these", "those", "all", "both", "his", "her", "their", "its", "my", "our",
     "of", "a", "an", "total", "other", "first", "fellow", "mere", "confirmed", "suspected", '"', "“")
)  # fmt: skip
_CORES = frozenset(UNITS).union(
    VAGUE, _CROWDS, _COUNTED_NOUNS, ("between", "half", "a", "an", "one", "hundred", "thousand")
)
_OWNERS = {"my", "his", "her", "their", "our", "its", "the", "of"}
LARGEST = 10**9


@dataclass(slots=True)
class Quantity:
    """A number as printed: low, high (None: open), modifier; the tokens it takes; what stood around it."""

    low: int
    high: int | None
    modifier: str
    first: int
    last: int
    more: bool = False  # another, additional, further, more: it adds to what was known
    definite: bool = False  # the, these, all: known already
    other: bool = False  # other, others
    bare: bool = True  # a number word or digits, not "a"/"an"


def _plain(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """Read a number without its modifier at token i: (value, next token)."""
    lower = tokens.lower
    word = lower[i]
    if i in tokens.used:
        return None
    if word[0].isdigit():
        if not _DIGITS.fullmatch(word):
            return _decimal_with_scale(tokens, i)
        value, j = int(word.replace(",", "")), i + 1
        if len(word) < 4 and j < len(lower) and lower[j] in ("000", "500") and tokens.starts[j] == tokens.ends[i] + 1:
            value, j = int(word + lower[j]), j + 1  # "2 000 soldiers"
        if j < len(lower) and lower[j] in SCALES:
            value, j = value * SCALES[lower[j]], j + 1
        return (value, j) if value <= LARGEST else None
    if word in UNITS or word == "hundred" or word == "thousand":
        return _number_words(lower, i)
    parts = word.split("-") if "-" in word else ()
    if len(parts) == 2 and parts[0] in UNITS and parts[1] in UNITS and UNITS[parts[0]] >= 20 > UNITS[parts[1]]:
        return UNITS[parts[0]] + UNITS[parts[1]], i + 1
    return None


def _decimal_with_scale(tokens: Tokens, i: int) -> tuple[int, int] | None:
    lower = tokens.lower
    if i + 1 < len(lower) and lower[i + 1] in SCALES and re.fullmatch(r"\d+\.\d+", lower[i]):
        return round(float(lower[i]) * SCALES[lower[i + 1]]), i + 2
    return None


def _number_words(lower: list[str], i: int) -> tuple[int, int]:
    j = i
    while j < len(lower) and (
        lower[j] in UNITS or lower[j] in SCALES or ("-" in lower[j] and all(p in UNITS for p in lower[j].split("-")))
        or (lower[j] == "and" and j > i and lower[j - 1] in SCALES and j + 1 < len(lower) and lower[j + 1] in UNITS)
    ):  # fmt: skip
        j += 1
    if j == i + 1 and lower[i] in UNITS:
        return UNITS[lower[i]], j
    words = ["lac" if w == "lakh" else w for w in lower[i:j]]
    try:
        if "lac" in words:
            raise ValueError
        return int(text2num(" ".join(words), "en")), j
    except ValueError:  # "five six" is two numbers, not one
        return UNITS.get(lower[i], SCALES.get(lower[i], 1)), i + 1


def _core(tokens: Tokens, i: int) -> Quantity | None:
    """Read a number, a range, a dozen or a vague word at token i, without what comes before it."""
    lower, n = tokens.lower, len(tokens.lower)
    if i >= n:
        return None
    word = lower[i]
    if word not in _CORES and not word[0].isdigit() and "-" not in word:
        return None
    if word == "between" and (a := _plain(tokens, i + 1) if i + 1 < n else None):
        if a[1] + 1 < n and lower[a[1]] == "and" and (b := _plain(tokens, a[1] + 1)) and b[0] > a[0]:
            return Quantity(a[0], b[0], "range", i, b[1])
        return None
    if word == "half" and lower[i + 1 : i + 3] == ["a", "dozen"]:
        return Quantity(6, 6, "about", i, i + 3)
    if word in ("a", "one") and i + 1 < n and lower[i + 1] in _COUNTED_NOUNS:
        return _counted_noun(lower, i, i + 1)
    if word == "a" and lower[i + 1 : i + 2] in (["million"], ["lakh"]):
        return _range_or_dozen(tokens, i, SCALES[lower[i + 1]], i + 2)
    if word == "a" and lower[i + 1 : i + 2] in (["hundred"], ["thousand"]):
        return _range_or_dozen(tokens, i, *_number_words(lower, i + 1))
    if word in ("couple", "dozen", "pair", "trio", "duo"):
        return _counted_noun(lower, i, i)
    if (
        word in ("a", "an", "one")
        and lower[i + 1 : i + 2]
        and lower[i + 1] in _CROWDS
        and lower[i + 2 : i + 3] == ["of"]
    ):
        return _crowd(tokens, i + 1)
    if word in _CROWDS and lower[i + 1 : i + 2] == ["of"]:
        return _crowd(tokens, i)
    if word in VAGUE and not (word == "few" and (i == 0 or lower[i - 1] != "a")):
        modifier, low = VAGUE[word]
        j = i + 1
        if word == "several" and j < n and lower[j] in ("dozen", "hundred", "thousand"):
            modifier = {"dozen": "dozens", "hundred": "hundreds", "thousand": "thousands"}[lower[j]]
            low, j = {"dozens": 24, "hundreds": 200, "thousands": 2000}[modifier], j + 1
        return Quantity(low, None, modifier, i, _skip_of(lower, j))
    found = _plain(tokens, i)
    return _range_or_dozen(tokens, i, *found) if found else None


def _crowd(tokens: Tokens, i: int) -> Quantity | None:
    """Read "a family of five", "a crowd of roughly 150": as many as the number says."""
    found = quantity_at(tokens, i + 2) if i + 2 < len(tokens.lower) else None
    return replace(found, first=i, bare=False) if found and not found.definite and found.low > 1 else None


def _counted_noun(lower: list[str], i: int, noun: int) -> Quantity:
    word = lower[noun]
    low, high, modifier = _COUNTED_NOUNS[word]
    return Quantity(low, high, modifier, i, _skip_of(lower, noun + 1))


def _skip_of(lower: list[str], j: int) -> int:
    """Step over the "of" of "dozens of people", but not over that of "dozens of them"."""
    partitive = ("them", "whom", "the", "those", "these", "its", "his", "her", "their")
    return j + 1 if j + 1 < len(lower) and lower[j] == "of" and lower[j + 1] not in partitive else j


def _range_or_dozen(tokens: Tokens, i: int, low: int, j: int) -> Quantity:
    lower, n = tokens.lower, len(tokens.lower)
    if j < n and lower[j] in ("dozen", "score"):
        size = 12 if lower[j] == "dozen" else 20
        return Quantity(low * size, low * size, "about", i, _skip_of(lower, j + 1))
    if j + 1 < n and lower[j] in ("to", "or", "-", "–", "—"):
        b = _plain(tokens, j + 1)
        glued = tokens.starts[j] == tokens.ends[j - 1]
        if b and b[0] > low and (lower[j] in ("to", "or") or glued):
            return Quantity(low, b[0], "range", i, b[1])
    if lower[j : j + 2] == ["or", "so"]:
        return Quantity(low, low, "about", i, j + 2)
    if lower[j : j + 2] == ["or", "more"]:
        return Quantity(low, None, "at_least", i, j + 2)
    if j < n and lower[j] == "+" and tokens.starts[j] == tokens.ends[j - 1]:
        return Quantity(low, None, "at_least", i, j + 1)
    return Quantity(low, low, "exact", i, j)


def number_at(tokens: Tokens, k: int) -> bool:
    """Tell whether a number opens at token k; there may be no such token."""
    return k < len(tokens) and quantity_at(tokens, k) is not None


def quantity_at(tokens: Tokens, i: int) -> Quantity | None:
    """Read the number of people that begins at token i, with everything that modifies it, or give None.

    >>> from helpers.extracting.tokens import tokenise
    >>> t = "at least two dozen more people"
    >>> q = quantity_at(tokenise(t, 0, len(t)), 0)
    >>> q.low, q.high, q.modifier, q.more
    (24, None, 'at_least', True)
    """
    word = tokens.lower[i]
    if word == "over" and i and tokens.lower[i - 1].startswith(("hand", "turn", "took", "taken")):
        return None  # "handed over 73 rebels"
    if word not in OPENERS and not word[0].isdigit() and "-" not in word:
        return None
    j, more, definite, other, article = i, False, False, False, False
    modifier: str | None = None
    n = len(tokens.lower)
    while j < n:
        word = tokens.lower[j]
        if word not in _STEPS:
            break
        if word in ("another", "additional", "further"):
            more, j = True, j + 1
        elif word in ("the", "these", "those", "all", "both", "his", "her", "their", "its", "my", "our") and j == i:
            definite = word in ("the", "these", "those", "all", "both")
            if word == "both":
                own = j + 1 < n and tokens.lower[j + 1] in _OWNERS
                of_the = tokens.lower[j + 1 : j + 3] in (
                    ["of", "the"],
                    ["of", "those"],
                    ["of", "his"],
                    ["of", "her"],
                    ["of", "their"],
                )
                return Quantity(2, 2, "exact", i, j + 3 if of_the else j + 2 if own else j + 1, definite=True)
            j += 1
        elif word in ("the", "of", "these", "those") and j > i and tokens.lower[i] == "all":
            j += 1
        elif (
            word in ("a", "an") and j + 1 < n and tokens.lower[j + 1] in ("additional", "further", "total", "estimated")
        ):
            article, j = True, j + 1
        elif word == "total" and article:
            j += 2 if tokens.lower[j + 1 : j + 2] == ["of"] else 1
        elif word in ("other", "first", "fellow", "mere", "confirmed", "suspected", '"', "“") and j > i:
            other, j = other or word == "other", j + 1
        elif (step := _modifier_at(tokens, j)) is not None:
            modifier, j = step[0], step[1]
        else:
            break
    core = _core(tokens, j)
    return _finish(tokens, core, i, modifier, more, definite, other) if core else None


def _modifier_at(tokens: Tokens, j: int) -> tuple[str, int] | None:
    lower, n = tokens.lower, len(tokens.lower)
    for words, modifier in _BEFORE_INDEX.get(lower[j], ()):
        if len(words) == 1 or (j + 1 < n and words[1] == lower[j + 1] and tuple(lower[j : j + len(words)]) == words):
            return modifier, j + len(words)
    return None


def _finish(
    tokens: Tokens, core: Quantity, i: int, modifier: str | None, more: bool, definite: bool, other: bool
) -> Quantity:
    low, high, name, j = core.low, core.high, core.modifier, core.last
    if modifier and name not in ("range",):
        name = modifier if modifier != "exact" else name
        low, high = {"at_least": (low, None), "more_than": (low, None), "up_to": (0, low)}.get(modifier, (low, high))
    while j < len(tokens.lower) and tokens.lower[j] in (
        "more",
        "additional",
        "further",
        "other",
        "others",
        "new",
        "fresh",
    ):
        word = tokens.lower[j]
        if word == "more" and tokens.lower[j + 1 : j + 2] == ["than"]:
            break
        more, other = more or word in ("more", "additional", "further"), other or word.startswith("other")
        j += 1
        if word == "others":
            break
    return Quantity(low, high, name, i, j, more, definite, other, core.bare)
