"""Copies: which reports are the same text, or nearly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zlib import crc32

import pandas as pd

from .. import tables

NEAR = 0.7  # Jaccard similarity from which two reports count as copies: one sentence in eight may differ
_WORDS = 3  # a shingle
_PERMUTATIONS = 128
_SEARCHED = 0.8  # the index is asked for this share of the similarity wanted, since its answer is an estimate


def mark_duplicates(reports: pd.DataFrame, near: float = NEAR) -> pd.DataFrame:
    """Mark the reports that repeat an earlier one, word for word or nearly.

    Takes `reports`: report_id, text and, if there, published. Gives them back, one row per report in the same
    order, with duplicate_of (the report_id of the earliest report that it is a copy of, missing if it is
    none) and similarity (Jaccard similarity of their three-word shingles, `near` to 1; missing if it is none).
    Of two copies the one published first is the original (a report without a day comes last), then the one
    that stands first.
    Case, punctuation and layout do not count. Nothing is dropped: a near copy may carry a new number. A report that
    a desk has rewritten is far less alike than a copy: `near=0.15` finds more of them, and takes longer.

    Raises TableError where a column is missing, ValueError where `near` is not above 0 and at most 1. Source of the method: MinHash and locality-sensitive hashing
    (Broder 1997; datasketch finds the candidates, the similarity is then computed in full).
    """
    tables.validate("reports", reports, "mark_duplicates")
    if not 0 < near <= 1:
        raise ValueError(f"near is {near}; give a similarity above 0 and at most 1.")
    texts, order = reports["text"].tolist(), _by_age(reports)
    shingles = [_shingles(text) for text in texts]
    original: list[int | None] = [None] * len(texts)
    similarity: list[float | None] = [None] * len(texts)
    for row, earlier in _candidates(shingles, order, near):
        for candidate in earlier:
            alike = _jaccard(shingles[row], shingles[candidate])
            if alike >= near:
                original[row], similarity[row] = candidate, alike
                break
    ids = reports["report_id"].tolist()
    found = [None if row is None else ids[row] for row in original]
    return reports.assign(
        duplicate_of=pd.Series(found, index=reports.index, dtype="str"),
        similarity=pd.Series(similarity, index=reports.index, dtype="float64"),
    )


def _by_age(reports: pd.DataFrame) -> list[int]:
    if "published" not in reports:
        return list(range(len(reports)))
    days = pd.to_datetime(reports["published"]).reset_index(drop=True)
    return days.sort_values(kind="stable", na_position="last").index.tolist()


def _shingles(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", text.casefold())
    return frozenset(" ".join(words[i : i + _WORDS]) for i in range(max(len(words) - _WORDS + 1, bool(words))))


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared)


def _candidates(shingles: list[frozenset[str]], order: list[int], near: float) -> Iterator[tuple[int, list[int]]]:
    """Go through the rows from the oldest: each with the older ones that it may repeat, oldest first."""
    from datasketch import MinHash, MinHashLSH  # late: most callers never need it

    index = MinHashLSH(threshold=_SEARCHED * near, num_perm=_PERMUTATIONS)
    age = {row: position for position, row in enumerate(order)}
    known: dict[frozenset[str], list[int]] = {}
    for row in order:
        if not shingles[row]:
            continue
        if shingles[row] in known:  # the same words again: no index needed
            yield row, known[shingles[row]]
            continue
        sketch = MinHash(num_perm=_PERMUTATIONS, hashfunc=crc32)
        sketch.update_batch([shingle.encode("utf-8", "replace") for shingle in shingles[row]])
        earlier = sorted(index.query(sketch), key=age.__getitem__)
        yield row, earlier
        known[shingles[row]] = [*earlier, row]
        index.insert(row, sketch)
