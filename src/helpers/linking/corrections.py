"""Corrections: where a report says that an earlier number was wrong, which of its numbers is the right one.

A report corrects when a sentence calls something wrong (or says "28, not 29") and the report speaks of an earlier
account: its own ("we reported", "a report of this agency"), or a speaker's ("its first figure"). A number of that
passage that is told as the earlier account's, or stands after "not", is taken back; the others correct.
"""

from __future__ import annotations

import re

import pandas as pd

from helpers import tables
from helpers.extracting.quantities import quantity_at
from helpers.extracting.tokens import tokenise
from helpers.reading import split_sentences

COLUMNS = {
    "claim_id": "str",
    "report_id": "str",
    "role": "str",
    "words": "str",
    "wrong_numbers": "object",
}
REACH = 1  # sentences between a number and the sentence that calls an account wrong

_TITLE = re.compile(
    r"\b(?:corrections?|corrects|corrected|clarification|erratum|corrigendum|(?:set|putting|put) (?:it |us |this )?right|"
    r"we were (?:mistaken|wrong)|our (?:mistake|error))\b",
    re.I,
)
_WRONG = re.compile(
    r"\b(?:was|were|is|are|been|be|proved) (?:wrong|incorrect|mistaken|inaccurate|erroneous|(?:an? |in )(?:error|mistake))\b|"
    r"\bwent wrong\b|\ba mistake to mend\b|\bregrets? (?:the|this|our|its) (?:mistake|error)\b|"
    r"\b(?:withdr[ae]ws?|withdrawn|retract(?:s|ed)?)\b|"
    r"\b(?:the )?(?:right|correct|proper) (?:figure|number|count|toll)\b",
    re.I,
)
_EARLIER_ACCOUNT = re.compile(
    r"\bwe (?:wrote|printed|reported|said|gave|told|put)\b|\bour (?:\w+ )?(?:report|story|account|figure|number|edition)\b|"
    r"\bthis (?:news)?(?:paper|agency|outlet|network|station)\b|\b(?:an?|the|in its|its|their) (?:earlier|first|initial|previous) "
    r"(?:report|version|story|account|figure|number|toll|count|statement)s?\b|"
    r"\b\w+['’]s (?:report|story|edition|bulletin)\b|\breport (?:of|dated|carried|by)\b|\bpreviously reported\b",
    re.I,
)
_NOT = re.compile(r"\b(?:not|rather than|instead of)\s+$", re.I)
_NOT_A_NUMBER = re.compile(r"\b(?:not|rather than|instead of)\s+(?=[\w])", re.I)


def read_corrections(claims: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """Find the claims of passages that say an earlier number was wrong.

    Takes `claims` and `reports`. One row for each such claim, in the order of `claims`: claim_id, report_id, role
    (`corrects`: the number that now holds; `taken_back`: the number that was wrong, quoted), words (the sentence that
    calls it wrong), wrong_numbers (a tuple of the whole numbers told there as wrong; a day of the month may be among
    them). History is left out.
    Raises TableError where a table lacks a column.
    """
    tables.validate("claims", claims, "read_corrections")
    tables.validate("reports", reports, "read_corrections")
    suspects = reports[[_may_correct(r) for r in reports.to_dict("records")]]
    told = {str(k): g for k, g in claims[claims["scope"] != "background"].groupby("report_id", sort=False)}
    rows = [
        row
        for report in suspects.to_dict("records")
        if report["report_id"] in told
        for row in _of_report(report, told[report["report_id"]])
    ]
    places = {claim_id: n for n, claim_id in enumerate(claims["claim_id"])}
    rows.sort(key=lambda row: places[row["claim_id"]])
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _may_correct(report: dict) -> bool:
    if not isinstance(report["text"], str):
        return False
    return _is_note(report) or (_WRONG.search(report["text"]) and _EARLIER_ACCOUNT.search(report["text"])) is not None


def _is_note(report: dict) -> bool:
    title = report.get("title")
    return isinstance(title, str) and _TITLE.search(title) is not None


def _of_report(report: dict, claims: pd.DataFrame) -> list[dict]:
    sentences = split_sentences(pd.DataFrame([report])).to_dict("records")
    signs = _signs(sentences, _is_note(report))
    if not signs:
        return []
    passage = {j for k in signs for j in range(max(0, k - REACH), min(len(sentences), k + REACH + 1))}
    wrong = {n for k in passage for n in _numbers_taken_back(sentences[k]["text"])}
    found = []
    for claim in claims.to_dict("records"):
        here = next((k for k in passage if sentences[k]["start"] <= claim["start"] < sentences[k]["end"]), None)
        if here is None:
            continue
        back = _is_taken_back(claim, sentences[here])
        wrong |= {int(claim["low"])} if back and pd.notna(claim["low"]) else set()
        words = sentences[min(signs, key=lambda k: abs(k - here))]["text"]
        found.append((claim["claim_id"], report["report_id"], "taken_back" if back else "corrects", words))
    return [dict(zip(COLUMNS, (*row, tuple(sorted(wrong))), strict=True)) for row in found]


def _signs(sentences: list[dict], note: bool) -> list[int]:
    """Give the sentences that call an earlier account wrong; in a note, those that set two numbers against each other too."""
    signs = []
    for k, sentence in enumerate(sentences):
        window = " ".join(s["text"] for s in sentences[max(0, k - REACH) : k + REACH + 1])
        own = note or _EARLIER_ACCOUNT.search(window)
        wrong = _WRONG.search(sentence["text"]) or (note and _after_not(sentence["text"]))
        if own and wrong:
            signs.append(k)
    return signs


def _is_taken_back(claim: dict, sentence: dict) -> bool:
    before = sentence["text"][: max(0, claim["start"] - sentence["start"])]
    return bool(_NOT.search(before) or _EARLIER_ACCOUNT.search(before))


def _numbers_taken_back(sentence: str) -> set[int]:
    """Give the numbers after "not" and those that follow the mention of an earlier account."""
    account = _EARLIER_ACCOUNT.search(sentence)
    return _after_not(sentence) | (_numbers(sentence[account.end() :]) if account else set())


def _after_not(sentence: str) -> set[int]:
    return {n for m in _NOT_A_NUMBER.finditer(sentence) for n in _numbers(sentence[m.end() :], first_only=True)}


def _numbers(text: str, first_only: bool = False) -> set[int]:
    tokens = tokenise(text, 0, len(text))
    at = range(min(1, len(tokens))) if first_only else range(len(tokens))
    found = (quantity_at(tokens, k) for k in at)
    return {q.low for q in found if q is not None and q.low is not None}
