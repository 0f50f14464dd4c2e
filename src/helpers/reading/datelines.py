"""Datelines: `QUETTA, Pakistan (AP) — `, `KABUL, March 3 (Reuters) - `, `BOGOTA, 3 JAN 90 (EFE) -- `."""

from __future__ import annotations

import re

from .dates import DATE

CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
NAME = rf"{CAPITAL}[\w.'’\-]*"
_REACH = 200  # characters: a longer dateline is none
_IN_CAPITALS = rf"{CAPITAL}+(?:(?:[ '’\-/]|\. ?){CAPITAL}+)*"
_COUNTRY = rf", (?!{DATE}|NO DATE){NAME}(?: (?:{NAME}|and|of|the)){{0,4}}"
_DATELINE = re.compile(
    rf"(?P<place>(?P<city>{_IN_CAPITALS}|{NAME}(?: {NAME}){{0,3}})(?: \([^()\n]{{2,40}}\)(?=, )|{_COUNTRY})?)"
    rf"(?:, ?(?P<day>{DATE}|NO DATE))?"
    rf"(?: ?[(\[](?P<outlet>{CAPITAL}(?:[^()\[\]]|\[[^\[\]]*\]){{1,60}})[)\]])?"
    r"(?P<separator>: |\s*(?:—|--)\s*| (?:–|-|_)\s)\s*(?=\S)"
)
_AGENCY_ALONE = re.compile(r"\((?P<outlet>Reuters|AP|AFP|Xinhua|EFE|UPI)\) ?(?:—|–|--|-|_)\s+(?=\S)")
# A later paragraph with a place of its own at its head: then the first one heads its paragraph, too.
_ANOTHER_HEAD = re.compile(rf"\n(?P<city>{_IN_CAPITALS})(?:{_COUNTRY})?(?:: |\s*(?:—|--)\s*| (?:–|-)\s)(?=\S)")
# What stands in capitals before a colon or dash and is no place.
_NO_PLACE = re.compile(
    r"\b(?:BREAKING|URGENT|UPDATED?|CORRECT\w*|EXCLUSIVE|ANALYSIS|FACTBOX|TIMELINE|OPINION|WATCH|VIDEO|LIVE"
    r"|NOTE|EDITOR\w*|WARNING|EXPLAINER|READ|PHOTOS|SUMMARY|NEWS|FLASH|BULLETIN|STATEMENT|REPORT\w*|CLAIM)\b"
)
_BACKGROUND = re.compile(
    r"(?P<words>(?:\[(?:[^\[\]]|\[[^\[\]]*\])*\]\s*){0,4}?)\[(?:TEXT|SUMMARY|EXCERPTS?)\]\s*(?=\S)"
)
_KIND_OF_TEXT = re.compile(
    r"\[(?:REPORT|STATEMENT|SPEECH|EDITORIAL REPORT|EDITORIAL|ARTICLE|COMMENTARY|STATION COMMENTARY"
    r"|COMMUNIQUE|BULLETIN)\]"
)


def find_dateline(text: str) -> re.Match | None:
    """Find the dateline that a text begins with: a place, then a day or an agency, then a dash or colon.

    A place in capitals needs neither day nor agency when a lead in normal case follows. The match has the
    groups place, day and outlet.
    """
    match = _DATELINE.match(text, 0, _REACH)
    if not match or not _is_dateline(match, text[match.end() :]):
        return _AGENCY_ALONE.match(text, 0, _REACH)
    return match


def _is_dateline(match: re.Match, rest: str) -> bool:
    city, outlet = match["city"], match["outlet"]
    if rest[0].islower() or _NO_PLACE.search(match["place"]):
        return False
    if outlet and outlet == "".join(word[0] for word in city.split()):
        return False  # a name and its abbreviation: `Islamic State (IS) — …`
    if match["day"] or outlet:
        return True
    in_normal_case = rest[:200] != rest[:200].upper()
    if any(head["city"] != city and len(head["city"]) > 3 for head in _ANOTHER_HEAD.finditer(rest)):
        return False  # a chronicle of several places
    return city == city.upper() and len(city) > 3 and in_normal_case and not _is_acronym(city, rest)


def _is_acronym(city: str, rest: str) -> bool:
    """Tell an organisation in capitals, which the text writes so again, from a place, which it does not."""
    return bool(re.search(rf"(?<!\n)\b{re.escape(city)}\b", rest))


def dateline_parts(match: re.Match) -> dict[str, str]:
    """Give the words for place, day and outlet that a dateline has (`NO DATE` is no day)."""
    return {name: words for name, words in match.groupdict().items() if words and words != "NO DATE"}


def split_background(text: str) -> tuple[str, str]:
    """Split off what monitoring services put between dateline and `[TEXT]`: who speaks or reports.

    Gives (words for the byline, the rest); the kind of text (`[REPORT]`, `[SPEECH]`) is no one's name.

    >>> split_background("[REPORT] [ARMY PRESS OFFICE] [TEXT] TWO MEN DIED.")
    ('ARMY PRESS OFFICE', 'TWO MEN DIED.')
    """
    match = _BACKGROUND.match(text, 0, 1_000)
    if not match:
        return "", text
    words = _KIND_OF_TEXT.sub("", match["words"]).replace("[", "").replace("]", " ")
    return " ".join(words.split()), text[match.end() :]
