# ruff: noqa: SIM905 - word lists read better as one string
"""Sentences with their offsets into the body.

Own rules instead of a library's: every place where a sentence may end is looked at, and it ends there unless
an abbreviation, an initial, a list number or the next word says that it goes on. (sentencex, the fastest
library, leaves quotations of several sentences whole and panics on a no-break space after a closing quote;
`benchmarks/bench_reading.py` compares.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from .. import tables
from .cleaning import BULLET, wrapped_breaks

_CLOSERS = "\"'”’»)\\]"
_ENDS = re.compile(  # the mark stands first and alone, so that the search goes from mark to mark
    r"[.!?…。！？।؟۔\n](?:"
    rf"(?<=[.!?…])[.!?…]*(?: ?[{_CLOSERS}]+)?(?=\s)"  # the usual end
    r"|(?<=[a-z]{2}[.!?])(?=(?!Com\b|Org\b|Net\b)[A-Z][a-z]+[ ,'’])"  # a lost space: `in the area.The army`
    r"|(?<=[。！？])[。！？]*[」』”’]?|(?<=[।؟۔])[।؟۔]*(?=\s)"  # other scripts
    r"|(?<=\n))"
)

# Abbreviations, by what comes after them when the sentence goes on. Compared in lower case.
_TITLES = frozenset(
    "gen col lt maj capt cpt sgt cpl pvt brig adm cmdr cdr cmdt comdr insp supt det asst dy mr mrs ms"
    " dr dra prof sen rep gov pres rev fr hon msgr mgr st ste mt ft amb sec lic ing srta sra messrs"
    " mme gral cnel tte".split()
)
_NEVER_LAST = frozenset({"vs", "cf", "e.g", "i.e", "approx", "est", "rs", "dept", "univ"})
_BEFORE_NUMBER = frozenset(
    "no nos art p pp fig vol ch para jan feb mar apr jun jul aug sep sept oct nov dec ca c km kg".split()
)
_COMPANIES = frozenset({"inc", "corp", "co", "ltd", "bros", "s.a", "jr", "sr", "etc", "al"})
_ENDINGS = frozenset({"jr", "sr", "etc", "al"})
_HOURS = frozenset({"a.m", "p.m"})
_AFTER_HOURS = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|(?:on|local|to|and|or|until|by|today|yesterday|gmt|utc|est|edt|pst|ist|pkt)\b",
    re.I,
)
# After `U.S.`, an initial or a company these words open a new sentence rather than go on with a name.
_STARTERS = frozenset(
    "the he she it they we this that these those there however meanwhile but according in on at by for"
    " from since after before because despite when while as if although though his her its their our an a and so also"
    " another both many most some no not now one two three officials police authorities".split()
)
# In all capitals a small word after `U.S.` is no sign of a new sentence.
_STARTERS_IN_CAPITALS = frozenset(
    "the he she it they we these those there however meanwhile but according his her their our".split()
)
_AFTER_STOP = re.compile(r"[.?!][\"']* +[\"']*([^\W\d_])")
_CAPITALISED = re.compile(r"[A-Z](?<=\b.)")
_NUMBER_AHEAD = re.compile(r"[A-Z]{0,4}[- ]?\d")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
# A list number, or notes in brackets and dots, are no sentence yet.
_NO_SENTENCE_YET = re.compile(r"\s*\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]*\.|(?:\[[^\]]*\]|[\s.…])*")
_SHORT = 200
_LOOSE = "\"'“”‘’«»()[] "
_LIST_NUMBER = re.compile(r"[:;] \(?\d{1,2}\.$")
_OPENERS = re.compile(r"[\"'“‘«(\[\s]*")
_ATTRIBUTION = re.compile(r"(?:\S+ ){1,4}?(?:said|says|told|asked|added|shouted|chanted|wrote|replied)\b", re.I)


@dataclass(frozen=True)
class _Case:
    """How a text uses capitals, which decides what the case of the next word can tell."""

    all_capitals: bool
    no_capitals: bool


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Find the sentences of one text: (start, end) in Python characters, in order, with only space between.

    >>> text = "Lt. Col. Ali said 3.5 tons burned. He left at 5 a.m. Monday."
    >>> [text[start:end] for start, end in sentence_spans(text)]
    ['Lt. Col. Ali said 3.5 tons burned.', 'He left at 5 a.m. Monday.']
    """
    case, wraps = _case(text), wrapped_breaks(text) if "\n" in text else frozenset()
    spans, start = [], 0
    for match in _ENDS.finditer(text):
        if match.start() in wraps or not _ends_sentence(text, start, match, case):
            continue
        start = _add(spans, text, start, match.end())
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> int:
    piece = text[start:end].rstrip()
    stripped = piece.lstrip()
    if stripped:
        spans.append((start + len(piece) - len(stripped), start + len(piece)))
    return end


def _case(text: str) -> _Case:
    sample = text[:1_000]
    after_stop = _AFTER_STOP.findall(sample)
    small = sum(letter.islower() for letter in after_stop) > len(after_stop) / 2
    no_capitals = small and len(_CAPITALISED.findall(sample)) < 0.1 * (sample.count(" ") + 1)
    return _Case(sample == sample.upper(), no_capitals)


def _ends_sentence(text: str, start: int, match: re.Match, case: _Case) -> bool:
    mark = match[0]
    following = text[match.end() : match.end() + 80]
    if mark == "\n":
        return _line_ends(text, match.start(), following)
    following = following.lstrip()
    bare = following[_OPENERS.match(following).end() :]
    if not bare:
        return True
    if bare[0].islower() and not case.no_capitals:
        return bare.startswith(("http://", "https://", "www."))
    if mark[0] in "!?":
        return len(mark) == 1 or not _ATTRIBUTION.match(following)
    if match.end() - start < _SHORT and _NO_SENTENCE_YET.fullmatch(text, start, match.end()):
        return False
    before = text[max(start, match.end() - 30) : match.end()]
    if _LIST_NUMBER.search(before):
        return False
    return _word_ends(_last_word(before), bare, case)


def _last_word(before: str) -> str:
    """Give the last word of a passage without quotation marks, brackets and full stop (`Mexican/U.S.` → `U.S`)."""
    word = before.split()[-1] if before[-1] not in _LOOSE else before.rstrip(_LOOSE).rsplit(maxsplit=1)[-1]
    return word.strip(_LOOSE).rstrip(".").rpartition("/")[2]


def _line_ends(text: str, at: int, following: str) -> bool:
    """Tell whether a line break is one between sentences: not before a small letter in mid-sentence."""
    if following.startswith("\n") or text[at - 1 : at] in '\n.!?:;"”':
        return True
    return not following[:1].islower() or bool(BULLET.match(following))


def _word_ends(word: str, bare: str, case: _Case) -> bool:
    """Tell whether a sentence can end in a word with a full stop, given what follows it."""
    lower, following_word = word.lower(), re.match(r"[\w.'’-]*", bare)[0].lower()
    if lower in _NEVER_LAST or (lower in _BEFORE_NUMBER and _NUMBER_AHEAD.match(bare)):
        return False
    if lower in _TITLES:
        return following_word in _STARTERS_IN_CAPITALS
    if lower in _HOURS:
        return not _AFTER_HOURS.match(bare)
    if lower not in _COMPANIES and not _DOTTED.fullmatch(word.rpartition("-")[2]):
        return True
    if lower in _ENDINGS:
        return bare[0] not in "-—–"
    starters = _STARTERS_IN_CAPITALS if case.all_capitals else _STARTERS
    return following_word in starters


def split_sentences(reports: pd.DataFrame) -> pd.DataFrame:
    """Split the bodies of `reports` into sentences.

    Takes report_id and text (str). Gives `sentences`, one row per sentence: sentence_id counts from 0
    within a report, start and end (Python characters) hold `text[start:end]`; between two sentences stands
    nothing but white space. Raises TableError where a column is missing.
    """
    tables.validate("reports", reports, "split_sentences")
    ids, numbers, starts, ends, texts = [], [], [], [], []
    for report_id, text in zip(reports["report_id"].tolist(), reports["text"].tolist(), strict=True):
        spans = sentence_spans(text)
        ids += [report_id] * len(spans)
        numbers += range(len(spans))
        starts += [start for start, _ in spans]
        ends += [end for _, end in spans]
        texts += [text[start:end] for start, end in spans]
    columns = zip(tables.columns("sentences"), (ids, numbers, starts, ends, texts), strict=True)
    return tables.conform("sentences", pd.DataFrame(dict(columns)))
