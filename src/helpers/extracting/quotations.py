"""Quotations: which words of a text stand in quotation marks, also over several sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from helpers.extracting.tokens import Tokens

_QUOTE = re.compile(r'[“”"«»]|\n\n')


@lru_cache(maxsize=4)
def quotations(text: str) -> tuple[list[int], list[int]]:
    """Find the quotations of a text, also those of several sentences: first characters, and one past the last."""
    starts, ends, opened = [], [], None
    for match in _QUOTE.finditer(text):
        mark, at = match.group(), match.start()
        if mark == '"' and opened is None and text[at - 1 : at].isdigit():  # 18": seconds or inches
            continue
        closes = mark in ("\n\n", "”", "»") or (mark == '"' and opened is not None)
        if closes and opened is not None:
            starts.append(opened)
            ends.append(at)
        if closes:
            opened = None
        elif opened is None:
            opened = at + 1
    return (starts, ends) if opened is None else ([*starts, opened], [*ends, len(text)])


def quoted_tokens(tokens: Tokens, text: str) -> list[bool]:
    """Tell for each token whether it stands in quotation marks."""
    starts, _ = quotations(text)
    if not starts:
        return [False] * len(tokens)
    return [quotation_end(text, at) is not None for at in tokens.starts]


def quotation_end(text: str, at: int) -> int | None:
    """Give the end of the quotation that a character stands in, or None."""
    starts, ends = quotations(text)
    k = bisect_right(starts, at) - 1
    return ends[k] if k >= 0 and at < ends[k] else None
