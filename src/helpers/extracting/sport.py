"""Whether a text is a sports page: there teams shoot, lose two men and kill off a match, and nobody is harmed."""

from __future__ import annotations

import re

from helpers.extracting.searches import AnyCase

ENOUGH = 5  # different words of sport; a report of a bomb at a stadium has two or three, and police
_SPORT = re.compile(
    r"\b(?:striker|goalkeeper|keeper|midfielder|winger|defender|fullback|header|penalty|offside|hat-trick|kick-?off|half-?time|"
    r"equali[sz]er|scored|scorer|coach|referee|league|fixture|match|matches|innings|wicket|wickets|batsman|bowler|quarterback|"
    r"touchdown|rebound|playoffs?|semi-?final|quarter-?final|knockout|champions?|championship|tournament|cup|derby|season|visitors|"
    r"substitute|bench|hamstring|stoppage|tiebreak|set point|grand slam|lap|podium|peloton|draw|goal|goals|stadium|teammates?)\b",
    re.I,
)
_HARM = AnyCase(
    r"\b(?:police\w*|army|soldiers?|troops|gunm[ae]n|militants?|rebels?|bomb\w*|explosion|blast|stabbed|stampede|riot\w*|hospitals?|dead|deaths?|"
    r"died of|murder\w*|arrest\w*|victims?|mourn\w*|crash|collapsed|killed in)\b"
)


def is_sports_page(text: str) -> bool:
    """Tell whether a text speaks of sport in many words and of police, bombs or deaths in none.

    >>> is_sports_page("The striker scored before half-time; the coach praised his goalkeeper after the match. He shot two defenders dizzy.")
    True
    """
    if _HARM.search(text, 0, len(text)):
        return False
    words: set[str] = set()
    for found in _SPORT.finditer(text):
        words.add(found[0].lower())
        if len(words) >= ENOUGH:
            return True
    return False
