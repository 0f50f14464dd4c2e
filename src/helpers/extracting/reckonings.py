"""Reckonings: mouths brought in by their figures: "these are the figures of X", "X has four wounded in his care"."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.extracting.actors import core_kind, phrase_kind, word_set
from helpers.extracting.noun_phrases import before_comma, has_verb, left_edge, right_edge
from helpers.extracting.quantities import number_at
from helpers.extracting.tokens import Tokens

Found = tuple[int, int, int, bool]  # the source's first token, one past its last, the verb, whether it rules backward

_BE = {"is", "are", "was", "were", "be", "been"}
_CARE = word_set("in care")
_CERTAIN = {"certain", "sure", "convinced", "adamant", "persuaded", "positive", "satisfied", "confident"}
_CLAIMED = word_set("claims made")
_FIGURES = word_set("figures pointed at")
_GIVES = word_set("gives figures")
_HAVE = {"has", "have", "had"}
_HARMED = word_set("victims") | word_set("bodies counted")
_ORIGIN = {"of", "from", "by", "with"}
_LABEL_BEGINS = {":", "-", "–", "—", "•", ".", ";", "*", "◦"}
_OURSELVES = {"we", "i"}
_OWN = {"own", "latest", "first", "last", "final", "only", "official", "preliminary"}
_POINTING = {"these", "those", "this", "that", "such", "both"}
_POSSESSIVE = {"'s", "’s", "'", "’"}
_RELY = word_set("relied on")
_STEMS = {"comes", "come", "came", "stems", "stem", "stemmed", "derives", "derive"} | _BE
_TRIGGERS = frozenset({":", "doubt", "one", "agreed", "agree", "agrees", "right", "correct", "accord"}).union(
    _CERTAIN, _CLAIMED, _FIGURES, _GIVES, _HAVE, _RELY
)


def reckonings(tokens: Tokens, quoted: list[bool]) -> Iterator[Found]:
    """Find the mouths that a sentence brings in by their figures, outside its quotations."""
    lower = tokens.lower
    for k, word in [(k, word) for k, word in enumerate(lower) if word in _TRIGGERS and not quoted[k]]:
        found = None
        if word == ":":
            found = _label(tokens, k)
        elif word in _CLAIMED and tokens.lower[k + 1 : k + 2] != []:
            found = _claim_that(tokens, k)
        if found is None and word in _FIGURES:
            found = _figure_is_whose(tokens, k) or _whose_figure_it_is(tokens, k) or _object(tokens, k)
        elif word in _GIVES or word in _HAVE:
            found = _gives(tokens, k) or _has_it(tokens, k)
        if found is None and word != ":":
            found = _certain(tokens, k) or _at_one(tokens, k) or _if_right(tokens, k) or _relied_on(tokens, k)
        if found and _speaks(tokens, *found[:2]):
            yield found


def _speaks(tokens: Tokens, a: int, b: int) -> bool:
    return (a < b and phrase_kind(tokens.words[a:b]) is not None) or any(tokens.is_name(i) for i in range(a, b))


def _label(tokens: Tokens, k: int) -> Found | None:
    """Read a source set before a colon: "Local police: 12 traders killed", "Army spokesman on 3 July: …"."""
    lower = tokens.lower
    if lower[k - 1 : k] in (["source"], ["sources"]) and k + 1 < len(lower):  # "(source: district police)"
        return k + 1, right_edge(tokens, k + 1), k, True
    if k + 2 >= len(lower) or not number_at(tokens, k + 1) or lower[k + 2] in (",", ".", ";", ")"):
        return None
    a = next((i + 1 for i in range(k - 1, max(-1, k - 12), -1) if lower[i] in _LABEL_BEGINS), 0 if k < 12 else k)
    b = next((i for i in range(a + 1, k) if lower[i] in ("on", "at", "in", "by", "to", ",")), k)
    kind = core_kind(tokens.words[a:b]) if a < b else None
    return (a, b, k, False) if kind and kind[1] and not has_verb(tokens, a, k) else None


def _claim_that(tokens: Tokens, k: int) -> Found | None:
    """Read "The claim of X that 40 were killed", "the residents' assertion that", "a statement by X that"."""
    lower, n = tokens.lower, len(tokens)
    if lower[k + 1] == "that" and k > 1 and lower[k - 1] in _POSSESSIVE:
        return left_edge(tokens, k - 1), k - 1, k, False
    if lower[k + 1] not in ("of", "by", "from"):
        return None
    that = next((i for i in range(k + 3, min(n, k + 10)) if lower[i] == "that"), None)
    clean = that is not None and not {",", ".", ";", ":"} & set(lower[k:that])
    return (k + 2, that, k, False) if clean else None


def _figure_is_whose(tokens: Tokens, k: int) -> Found | None:
    """Read "those are the figures of X", "… is X's own count", "these are the numbers that X has given"."""
    lower = tokens.lower
    own = _owner(tokens, k)
    a = own[0] if own else k
    while a > 0 and k - a < 5 and lower[a - 1] not in _BE and lower[a - 1] not in (",", ";", ".", ":", "and"):
        a -= 1
    if a == 0 or lower[a - 1] not in _BE or a == 1:
        return None
    if own and lower[a - 1] in _BE:
        return own[0], own[1], a - 1, ":" not in lower[k : k + 2]
    if lower[a] != "the" or k + 2 >= len(lower):
        return None
    if lower[k + 1] in _ORIGIN:
        return k + 2, right_edge(tokens, k + 2), a - 1, True
    said = k + 2 if lower[k + 1] in ("which", "that") else k + 1 if lower[k + 1] in ("the", "a", "an") else None
    if said is None:
        return None
    b = next((i for i in range(said + 1, min(len(lower), said + 9)) if _finite(tokens, i)), None)
    return (said, b, a - 1, True) if b else None


def _owner(tokens: Tokens, k: int) -> tuple[int, int] | None:
    """Find X in "X's own figure"."""
    at = k - 1
    while at > 0 and tokens.lower[at] in _OWN:
        at -= 1
    if at < 1 or tokens.lower[at] not in _POSSESSIVE:
        return None
    a = at
    while a > 0 and at - a < 8 and tokens.lower[a - 1] not in _BE and tokens.lower[a - 1] not in (",", ";", ":", "by"):
        a -= 1
    return a, at


def _whose_figure_it_is(tokens: Tokens, k: int) -> Found | None:
    """Read "That figure is the secretary's.", "The number comes from X"."""
    lower, n = tokens.lower, len(tokens)
    pointed = k > 0 and (lower[k - 1] in _POINTING or (lower[k - 1] == "the" and k < 3))
    if not pointed or k + 2 >= n or lower[k + 1] not in _STEMS:
        return None
    end = next((i for i in range(k + 2, min(n, k + 12)) if lower[i] in _POSSESSIVE), None)
    if lower[k + 1] in _BE and end is not None and lower[end + 1 : end + 2] in ([], ["."], [","], [";"]):
        return k + 2, end, k + 1, True
    by = next((i for i in range(k + 2, min(n - 1, k + 5)) if lower[i] in ("from", "by")), None)
    return (by + 1, right_edge(tokens, by + 1), k + 1, True) if by else None


def _object(tokens: Tokens, k: int) -> Found | None:
    """Read "X wrote those numbers down", "X confirmed this figure", behind what the figures are of."""
    if k < 3 or tokens.lower[k - 1] not in _POINTING or not _past(tokens, k - 2):
        return None
    verb = k - 2
    end = verb - 1 if tokens.lower[verb - 1] in _HAVE else verb
    a = left_edge(tokens, end)
    return (a, end, verb, True) if a and tokens.lower[a - 1] in (":", ",", ";", ".", "—", "–", "and") else None


def _past(tokens: Tokens, k: int) -> bool:
    word = tokens.lower[k]
    return word.endswith("ed") or word in _GIVES or word in ("wrote", "made", "sent", "written", "drew", "took", "set")


def _finite(tokens: Tokens, k: int) -> bool:
    return tokens.lower[k] in _HAVE or tokens.lower[k] in _BE or _past(tokens, k)


def _gives(tokens: Tokens, k: int) -> Found | None:
    """Read "X gives nine dead", "A doctor has four wounded in his care", "A count by X has 22 dead"."""
    lower, first = tokens.lower, k + 1
    if lower[first : first + 1] in (["only"], ["just"], ["so"]):
        first += 1
    as_at = next((i for i in range(first, min(len(lower), first + 6)) if lower[i] in ("as", "at")), None)
    if as_at is not None and (_FIGURES | _HARMED) & set(lower[first:as_at]) and number_at(tokens, as_at + 1):
        end = k - 1 if k and lower[k - 1] in _HAVE else k  # "gives its own losses as nine"
        return (left_edge(tokens, end), end, k, False) if lower[k] in _GIVES and end else None
    if not number_at(tokens, first) or not _HARMED & set(lower[first + 1 : first + 7]):
        return None
    end = k - 1 if k and lower[k - 1] in _HAVE | {"also", "likewise", "now", "too", "alone"} else k
    if end < 1:
        return None
    span = before_comma(tokens, end - 1) if lower[end - 1] == "," else (left_edge(tokens, end), end)
    if span is None or span[0] >= span[1]:
        return None
    if lower[k] in _HAVE and not _keeps_patients(tokens, *span, lower[first : first + 16]):
        return None
    kind = phrase_kind(tokens.words[slice(*span)])
    seen = lower[k] in ("saw", "sees")
    return (*span, k, False) if kind and (not seen or kind in ("witness", "media", "medical")) else None


def _keeps_patients(tokens: Tokens, a: int, b: int, behind: list[str]) -> bool:
    """Tell who has the harmed in his care, or is a record of them, from whoever has lost them."""
    head = set(tokens.lower[a:b])
    if head & _FIGURES or head & word_set("record books"):
        return True
    return bool(_CARE & set(behind)) and phrase_kind(tokens.words[a:b]) == "medical"


def _has_it(tokens: Tokens, k: int) -> Found | None:
    """Read "…, as the hospital has it", "The toll, as given by X", "The hospital has it that"."""
    lower = tokens.lower
    if lower[k] == "given" and lower[k - 1 : k] == ["as"] and lower[k + 1 : k + 2] == ["by"]:
        return k + 2, right_edge(tokens, k + 2), k, True
    if lower[k] not in _HAVE or lower[k + 1 : k + 2] != ["it"]:
        return None
    as_at = next((i for i in range(k - 1, max(-1, k - 8), -1) if lower[i] == "as"), None)
    if as_at is not None:
        return as_at + 1, k, k, True
    return (left_edge(tokens, k), k, k, False) if lower[k + 2 : k + 3] == ["that"] else None


def _at_one(tokens: Tokens, k: int) -> Found | None:
    """Read "X and Y are at one: six dead", "six dead: X and Y agree on this"."""
    lower = tokens.lower
    if lower[k] == "one" and lower[k - 1 : k] == ["at"] and k > 2:
        verb = k - 2
    elif lower[k] == "agreed" and k > 1 and lower[k - 1] in _BE:
        verb = k - 1
    elif lower[k] in ("agree", "agrees", "agreed") and lower[k + 1 : k + 2] in (["on"], ["about"], ["with"], [":"]):
        verb = k
    else:
        return None
    if lower[k + 1 : k + 2] == ["with"]:
        colon = ":" in lower[k : k + 14]
        return *_both(tokens, verb), verb, not colon
    before = {"this", "that", "it", "these", "those", "both", "the"} & set(lower[k + 2 : k + 3])
    return *_both(tokens, verb), verb, bool(before) and ":" not in lower[k : k + 8]


def _both(tokens: Tokens, end: int) -> tuple[int, int]:
    """Find "a nurse" in "a nurse and the mayor agree": the first speaks for both."""
    a, lower = left_edge(tokens, end), tokens.lower
    if a > 1 and lower[a - 1] == "and":
        return left_edge(tokens, a - 1), a - 1
    joined = next((i for i in range(a + 1, end) if lower[i] == "and"), end)
    return (a, joined) if phrase_kind(tokens.words[a:joined]) else (a, end)


def _certain(tokens: Tokens, k: int) -> Found | None:
    """Read "The elders are certain that", "X has no doubt that", "For the elders there is no doubt that"."""
    lower = tokens.lower
    if lower[k] in _CERTAIN and k > 1 and lower[k - 1] in _BE and lower[k + 1 : k + 2] == ["that"]:
        return left_edge(tokens, k - 1), k - 1, k - 1, False
    if lower[k] != "doubt" or k < 3 or lower[k - 1] != "no" or lower[k + 1 : k + 2] != ["that"]:
        return None
    if lower[k - 2] in _HAVE:
        return left_edge(tokens, k - 2), k - 2, k - 2, False
    return (1, k - 3, k - 2, False) if lower[0] == "for" and lower[k - 3] == "there" else None


def _if_right(tokens: Tokens, k: int) -> Found | None:
    """Read "If the mayor is right, nine men were killed"."""
    lower = tokens.lower
    told = lower[0] == "if" and lower[k] in ("right", "correct") and k > 2 and lower[k - 1] in _BE
    return (1, k - 1, k - 1, False) if told else None


def _relied_on(tokens: Tokens, k: int) -> Found | None:
    """Read "For the losses we rely on X.", "The rest we have from X: three dead"."""
    lower = tokens.lower
    if lower[k] not in _RELY or not _OURSELVES & set(lower[max(0, k - 3) : k]):
        return None
    on = next((i for i in range(k + 1, min(len(lower) - 1, k + 4)) if lower[i] in ("on", "from", "to", "upon")), None)
    return (on + 1, right_edge(tokens, on + 1), k, False) if on else None
