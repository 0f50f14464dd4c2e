"""Taglines: the last paragraph that only says who reported from where."""

from __future__ import annotations

import re

from .datelines import NAME

_LONGEST = 500  # characters
_NOT_NAMES = re.compile(
    r"(?:Police|Officials|Residents|Witnesses|Authorities|Army|Troops|Soldiers|Doctors|Media|Sources|Fighting"
    r"|Clashes|Deaths|Violence|Casualties|Explosions|Shelling|Gunfire|Blasts|Attacks|They|He|She|It|This|That"
    r"|These|Villagers|Locals|Militants|Rebels|Hospitals?|Several|Many|Some|The)\b(?! Associated Press)"
)
_PEOPLE = rf"{NAME}(?:(?:,|,? and)? {NAME}){{0,12}}"
_PLACES = rf"{NAME}(?:(?:,|,? and)? (?:{NAME}|the))*"
_REPORTED = rf"{_PEOPLE}(?: in {_PLACES})? (?:also )?reported from {_PLACES}\.?"
_CONTRIBUTED = (
    rf"{_PEOPLE}(?:,? (?:in|and|writers?|reporters?|journalists?|photographers?|correspondents?|{NAME}))*"
    r" (?:also )?contributed(?: reporting| to this (?:report|story|article))"
    rf"(?: from {_PLACES})?\.?"
)
_CREDITS = (
    r"\(?(?i:(?:additional )?reporting|writing|editing|compiled|with (?:additional )?inputs?)(?: and \w+)?"
    rf" (?:by|from) (?:{NAME}|agencies)[^\n]*"
)
_TAGLINE = re.compile(rf"(?:(?:{_REPORTED}|{_CONTRIBUTED})\s*)+|{_CREDITS}")
_RULE = re.compile(r"\n+(?:_{2,}|-{3,}|\*{3,}|#{2,})$")


def split_tagline(text: str) -> tuple[str, str]:
    """Split the tagline off a text: (body, tagline); the tagline is empty where there is none.

    >>> split_tagline("Three died.\\n\\nAhmed reported from Islamabad.")
    ('Three died.', 'Ahmed reported from Islamabad.')
    """
    body, _, last = text.rpartition("\n")
    body = body.rstrip()
    if not body or not is_tagline(last):
        return text, ""
    return _RULE.sub("", body), last.strip()


def is_tagline(paragraph: str) -> bool:
    """Tell whether a paragraph is nothing but a tagline; one with a number in it, or in capitals, is none."""
    if len(paragraph) > _LONGEST or re.search(r"\d", paragraph) or paragraph == paragraph.upper():
        return False
    return not _NOT_NAMES.match(paragraph) and bool(_TAGLINE.fullmatch(paragraph))
