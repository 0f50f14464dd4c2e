"""What each part of the extractor finds in one sentence, before anything is joined: for learning, and for finding faults."""

from __future__ import annotations

import pandas as pd

from helpers.extracting.dates import find_dates
from helpers.extracting.deeds import find_deeds
from helpers.extracting.people import find_mentions
from helpers.extracting.places import find_places
from helpers.extracting.quantities import quantity_at
from helpers.extracting.sources import find_speakers
from helpers.extracting.tokens import Tokens, tokenise

COLUMNS = ("part", "words", "found")


def find_parts(sentence: str, published: object = None) -> pd.DataFrame:
    """Try every part on one sentence: numbers, people, deeds, days, places and speakers, in the order of the words.

    `published` (a date) is needed for days without one of their own. Gives one row for each thing found: part (str),
    words (str, as they stand) and found (str, what the part makes of them). Numbers inside dates stand here, too: what
    is a casualty is decided only when the parts are joined.
    """
    tokens = tokenise(sentence, 0, len(sentence))
    if not tokens:
        return pd.DataFrame(columns=list(COLUMNS), dtype="str")
    day = None if published is None or pd.isna(published) else pd.Timestamp(published).date()
    rows = [*_numbers(tokens), *_people(tokens), *_deeds(tokens)]
    rows += [
        (d.start, d.end, "day", f"{d.date_start or '?'}" + (f" to {d.date_end}" if d.date_end != d.date_start else ""))
        for d in find_dates(sentence, day)
    ]
    rows += [(*_span(tokens, p.first, p.last), "place", p.name) for p in find_places(tokens, sentence)]
    # a speaker carried over, or left unnamed, has no words of his own
    named = [s for s in find_speakers(tokens, sentence) if s.first < s.last <= len(tokens)]
    rows += [(*_span(tokens, s.first, s.last), "speaker", s.kind) for s in named]
    rows.sort(key=lambda row: (row[0], row[2]))
    table = pd.DataFrame([(part, sentence[a:b], found) for a, b, part, found in rows], columns=list(COLUMNS))
    return table.astype("str")


def _span(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    return tokens.starts[first], tokens.ends[last - 1]


def _numbers(tokens: Tokens):
    i = 0
    while i < len(tokens):
        found = quantity_at(tokens, i)
        if found is None:
            i += 1
            continue
        high = "open" if found.high is None else found.high
        text = f"{found.low}" if found.low == found.high else f"{found.low} to {high}"
        yield *_span(tokens, found.first, found.last), "number", f"{text}, {found.modifier}"
        i = max(found.last, i + 1)


def _people(tokens: Tokens):
    for found in find_mentions(tokens):
        count = "" if found.low is None else f"{found.low} " if found.low == found.high else f"{found.low} or more "
        yield *_span(tokens, found.first, found.last), "people", f"{count}{found.group}"


def _deeds(tokens: Tokens):
    for found in find_deeds(tokens):
        yield *_span(tokens, found.first, found.last), "deed", found.measure
