"""Checks of codes and coders (exercises 02)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.check import answers, hints


def sentence_type(answer: object, sentence: str, book: object) -> None:
    """Check the incident type given to one of the codebook's near misses, and print the codebook's reason.

    `book` is an `annotating.codebook.Codebook`.
    """
    if not isinstance(answer, str):
        print("Put a type in the place of the dots, in quotation marks: " + ", ".join(book.names) + ".")
        return
    if answer not in book.names:
        print(f"{answers.short(answer)} is no type of the codebook. It has {', '.join(book.names)}.")
        return
    misses = [(t.name, m) for t in book.types for m in t.near_misses if m.text == sentence]
    if not misses:
        print("The codebook does not decide this sentence.")
        return
    tempting, miss = misses[0]
    if answer == miss.instead:
        print(f"Right: {answer}, not {tempting}. {miss.why}")
    elif answer == tempting:
        print(f"So it looks at first. But: {miss.why}")
    else:
        print(f"Not {answer}. Read again what the codebook says of {tempting}, under 'Near, but not it'.")


def kappa(answer: object, first: Iterable[str], second: Iterable[str]) -> None:
    """Check Cohen's kappa of two coders' decisions on the same units, worked out by hand."""
    a, b = pd.Series(list(first)), pd.Series(list(second))
    raw = float((a == b).mean())
    shares_a, shares_b = a.value_counts(normalize=True), b.value_counts(normalize=True)
    chance = float((shares_a * shares_b).dropna().sum())
    slips = [
        (raw, f"{raw:.2f} is the raw agreement. How much of it would chance give?"),
        (chance, f"{chance:.2f} is the agreement by chance. How far beyond it do they get, of what was possible?"),
        (raw - chance, "That is how far beyond chance they get. Divide it by how far they could get."),
        (1 - raw, "That is the share on which they differ."),
    ]
    hints.number(
        answer, (raw - chance) / (1 - chance), slips, f"({raw:.2f} - {chance:.2f}) / (1 - {chance:.2f})", 0.006
    )


def rates(answer: object, counted: pd.DataFrame, units: pd.DataFrame, by: str = "outlet") -> None:
    """Check a Series of rates: rows of `counted` divided by rows of `units`, for each value of the column `by`."""
    if not isinstance(answer, pd.Series):
        print(f"Put a Series in the place of the dots: one rate for each {by}.")
        return
    size = units.groupby(by).size()
    counts = counted.groupby(by).size().reindex(size.index, fill_value=0)
    if not answer.index.is_unique:
        print(
            f"Put one rate for each {by} in the place of the dots: yours has {answer.index[answer.index.duplicated()][0]} twice."
        )
        return
    given = pd.to_numeric(answer.reindex(size.index), errors="coerce").astype(float)
    missing = list(given.index[given.isna()])
    if missing:
        print(f"{missing[0]!r} has no rate. Is it missing from the counts because it has none? Then its rate is 0.")
        return
    print(_rates_hint(given, counts, size))


def _rates_hint(given: pd.Series, counts: pd.Series, size: pd.Series) -> str:
    right = counts / size
    if np.allclose(given, right, atol=0.0005):
        return f"Right: from {right.min():.1%} ({right.idxmin()}) to {right.max():.1%} ({right.idxmax()})."
    if np.allclose(given, counts):
        return "These are the counts. Who writes more is counted more often: divide by the units of each."
    if np.allclose(given, counts / size.sum(), atol=0.0005):
        return "You divided by the number of all units. Each has its own: how many of its units were coded?"
    if np.allclose(given, counts / counts.sum(), atol=0.0005):
        return "These are shares of all that is counted: they add up to 1. Divide by the units of each."
    if np.allclose(given, right * 100, atol=0.05):
        return "Right but for the unit: these are per cent. Give shares, 0 to 1."
    worst = (given - right).abs().idxmax()
    return f"For {worst} you have {given[worst]:.3f}, but {counts[worst]} of its {size[worst]} units are counted."
