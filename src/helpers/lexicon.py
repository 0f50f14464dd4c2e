"""The word lists in data/lexicon, read once: what extracting and classifying both look words up in.

A user may edit the CSV files, or point `CASEBOOK_LEXICON` to a folder of her own with the same files.
"""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from helpers import paths


class LexiconError(ValueError):
    """A word list that cannot be used; the message names file, row and remedy."""


@dataclass(frozen=True, slots=True)
class Person:
    """A noun for people: its group, whether it is plural, whether the words before it decide the group."""

    group: str
    plural: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Deed:
    """One form of a verb of harm: the measure, the form, and whether its object or its subject is harmed."""

    measure: str
    form: str
    harmed: str
    base: str


def folder() -> Path:
    """Give the folder of the word lists."""
    named = os.environ.get("CASEBOOK_LEXICON")
    return Path(named) if named else paths.LEXICON  # asked for each sentence: no path is built in vain


def read_rows(name: str, needed: tuple[str, ...]) -> list[dict[str, str]]:
    """Read data/lexicon/`name`.csv as dictionaries; raises LexiconError if a column is not there."""
    path = folder() / f"{name}.csv"
    with open(path, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        lacking = set(needed) - set(reader.fieldnames or ())
        if lacking:
            raise LexiconError(f"{path}: the first row lacks {', '.join(sorted(lacking))}; it must name {needed}.")
        rows = []
        for number, row in enumerate(reader, 2):
            if None in row or None in row.values():
                raise LexiconError(f"{path}, row {number}: expected {len(reader.fieldnames)} cells, found other.")
            rows.append(row)
        return rows


@cache
def weights(name: str) -> dict[str, tuple[float, str]]:
    """Give each feature's weight and its meaning in words, from data/lexicon/`name`.csv (feature, weight, meaning).

    Raises LexiconError, with the row, where a weight is no number.
    """
    found: dict[str, tuple[float, str]] = {}
    for number, row in enumerate(read_rows(name, ("feature", "weight", "meaning")), 2):
        try:
            found[row["feature"]] = (float(row["weight"]), row["meaning"])
        except ValueError as error:
            path = folder() / f"{name}.csv"
            raise LexiconError(f"{path}, row {number}: {row['weight']!r} is no number; write one like 0.8.") from error
    return found


@cache
def people() -> dict[str, Person]:
    """Give every noun for people in lower case, singular and plural."""
    found: dict[str, Person] = {}
    for row in read_rows("people", ("singular", "plural", "group", "kind")):
        for word, plural in ((row["singular"], False), (row["plural"], True)):
            if word:
                found.setdefault(word.lower(), Person(row["group"], plural, row["kind"]))
    return found


# The columns of a verb's forms, the surest first: where two columns hold one word, the first decides its form.
VERB_FORMS = (("ing", "ing"), ("past", "past"), ("participle", "past"), ("third", "present"), ("base", "base"))


@cache
def deeds() -> dict[str, list[tuple[tuple[str, ...], Deed]]]:
    """Give the forms of the verbs of harm by first word: (words, Deed), the longest first."""
    forms: dict[tuple[str, ...], Deed] = {}
    for row in read_rows("deeds", ("base", "third", "past", "participle", "ing", "measure", "harmed")):
        for column, form in VERB_FORMS:
            words = tuple(row[column].lower().split())
            if words:
                forms.setdefault(words, Deed(row["measure"], form, row["harmed"], row["base"]))
    index: dict[str, list[tuple[tuple[str, ...], Deed]]] = {}
    for words in sorted(forms, key=len, reverse=True):
        index.setdefault(words[0], []).append((words, forms[words]))
    return index


@cache
def sources() -> dict[str, str]:
    """Give the words that tell what kind of source a speaker is: word → claimant_type."""
    return {row["word"].lower(): row["claimant_type"] for row in read_rows("sources", ("word", "claimant_type"))}


@cache
def deed_nouns() -> dict[str, str]:
    """Give the nouns of harm ("the deaths of nine miners"): noun → measure."""
    return {row["noun"].lower(): row["measure"] for row in read_rows("deed_nouns", ("noun", "measure"))}


@cache
def states() -> dict[str, str]:
    """Give the words for people who have been harmed ("30 wounded"): word → measure."""
    return {row["word"].lower(): row["measure"] for row in read_rows("states", ("word", "measure"))}
