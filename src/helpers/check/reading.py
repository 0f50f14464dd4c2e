"""Checks of texts and positions (exercises 01)."""

from __future__ import annotations

import re

import pandas as pd

from helpers.check import answers, hints

FEWEST_WORDS = 3  # dots in a row are no sentence


def offsets(answer: object, text: str, words: str, raw: str | None = None) -> None:
    """Check a pair (start, end) that should mark `words` in `text`; `raw` is the text before cleaning."""
    pair = answers.wholes(answer)
    if pair is None or len(pair) != 2:
        print("Put two numbers in the place of the dots: (start, end), characters counted from 0.")
        return
    start, end = pair
    marked = text[max(start, 0) : max(end, 0)]
    if marked == words and start >= 0:
        print(f"Right: text[{start}:{end}] is {words!r}.")
    elif raw is not None and raw[max(start, 0) : max(end, 0)] == words:
        print("You counted in the raw text, as it lies on disk. Offsets count in the cleaned one: report['text'].")
    elif marked == words[:-1]:
        print(
            f"text[{start}:{end}] is {marked!r}: the end is one past the last character, so that end - start is its length."
        )
    elif text[start - 1 : end - 1] == words:
        print("Each is one too large: the first character of a text has the number 0, not 1.")
    else:
        print(f"text[{start}:{end}] is {marked[:60]!r}. Try report['text'].find({words!r}), and add the length.")


def one_sentence(answer: object, sentences: pd.DataFrame, stops: int = 5) -> None:
    """Check that a text with `stops` full stops has come out of `reading.split_sentences` as one sentence."""
    if not isinstance(answer, str) or len(re.findall(r"[^\W\d_]{2,}", answer)) < FEWEST_WORDS:
        print(f"Put a sentence of {FEWEST_WORDS} words or more in the place of the dots, in quotation marks.")
    elif (found := len(re.findall(r"\.+", answer))) < stops:
        print(f"It has {found} full stops and needs {stops}. Titles, initials, hours and decimals have some.")
    elif len(sentences) > 1:
        print(f"It became {len(sentences)} sentences; the first ends here: …{sentences['text'].iloc[0][-40:]!r}")
    else:
        print(f"Right: {found} full stops, and it stays whole.")


def similarity(answer: object, first: set[str], second: set[str]) -> None:
    """Check the Jaccard similarity (0 to 1) of two sets of shingles: what they share, of all that are in either."""
    shared, either = len(first & second), len(first | second)
    slips = [
        (shared, f"{shared} is how many they share. Of how many different ones in both together?"),
        (shared / max(len(first), 1), "That is the share of the first text's shingles. Count those of either text."),
        (shared / max(len(second), 1), "That is the share of the second text's shingles. Count those of either text."),
        (shared / max(len(first) + len(second), 1), "You counted the shared ones twice below the line: once is enough."),
        (1 - shared / max(either, 1), "That is how unlike they are. How alike?"),
    ]  # fmt: skip
    hints.number(answer, shared / max(either, 1), slips, f"{shared} shared of {either} different shingles", 0.006)
