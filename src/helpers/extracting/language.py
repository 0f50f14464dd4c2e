"""Whether a text is English: the rules know no other language, and say so instead of finding nothing."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from itertools import islice
from math import ceil

# The commonest words of English prose that are not as common in Spanish, French, Portuguese, German, Italian,
# Turkish or Indonesian written in Latin letters ("in" is Italian and German, "a" nearly everybody's).
_COMMON = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "was",
        "were",
        "is",
        "are",
        "that",
        "for",
        "with",
        "by",
        "from",
        "it",
        "as",
        "has",
        "have",
        "had",
        "been",
        "their",
        "they",
        "he",
        "his",
        "her",
        "its",
        "not",
        "said",
        "after",
        "who",
        "which",
        "this",
        "when",
        "where",
        "but",
        "will",
        "would",
        "there",
        "into",
        "than",
        "near",
        "also",
        "between",
        "two",
        "three",
        "people",
        "left",
        "least",
        "killed",
        "died",
        "wounded",
        "injured",
    ]
)
ENOUGH = 12  # words under which nothing can be told
FEWEST = 0.03  # share of such words; English news has .25 to .45, telegrams .12, other languages next to none
LOOKED_AT = 400  # words from the beginning


def is_english(text: str) -> bool:
    """Tell whether a text looks English; short ones always do.

    >>> is_english("Al menos 12 personas murieron en un ataque con bomba en el mercado, dijo la policía el lunes.")
    False
    """
    words = text[: LOOKED_AT * 12].lower().split()[:LOOKED_AT]
    if len(words) < ENOUGH:
        return True
    common = (word for word in words if word.strip(".,;:()\"'") in _COMMON)
    return next(islice(common, ceil(FEWEST * len(words)) - 1, None), None) is not None  # as soon as there are enough


def warn_of_others(report_ids: Iterable[str]) -> None:
    """Warn, once for all, that these reports are not English and were not searched."""
    ids = list(report_ids)
    if ids:
        some = ", ".join(ids[:5]) + (" …" if len(ids) > 5 else "")
        warnings.warn(
            f"{len(ids)} reports do not look English and were not searched, since the rules know English only: {some}. "
            "Translate them, or leave them out.",
            stacklevel=3,
        )
