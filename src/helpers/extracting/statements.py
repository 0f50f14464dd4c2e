"""Statements: texts that a hospital, an army or a group issues in its own name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from helpers.extracting.actors import core_kind, phrase_kind, word_set
from helpers.extracting.cast import cast_of
from helpers.extracting.tokens import is_upper, tokenise

_BOOKS = word_set("record books")
_MASTHEAD = re.compile(
    r"(?i)\b(?:press|media|news|public) (?:release|statement|note|communiqu[eé])|^\W*(?:statement|communiqu[eé]|declaration|proclamation)\b"
    r"|\b(?:statement|communiqu[eé]) (?:to the press|no\b|number|issued|from|of)", re.MULTILINE,
)  # fmt: skip
_AID = re.compile(
    r"(?i)\b(?:our|this) (?:\w+ ){0,2}(?:mobile clinics?|convoys?|monitors|field (?:staff|teams?|workers)|delegat(?:es?|ions?)|aid workers|legal aid|distributions?|warehouses?|volunteers|caseworkers|network|partners?|members)\b"
)
_HEADLINE_VERBS = re.compile(
    r"\b(?:must|should|killed|dead|die[ds]?|condemns?|says?|are|is|was|were|kills?|attacks?)\b"
)
_QUESTIONS = re.compile(r"(?m)^(?:Q[.:] ?)?[^\n“”\"]{3,160}\?[ \t]*$")
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_OWN = (("medical", re.compile(r"(?i)\b(?:our|this) (?:\w+ ){0,2}(?:hospital|clinic|ward|emergency|surgeons|doctors|patients|morgue)")),
        ("armed_group", re.compile(r"(?i)\bour (?:\w+ ){0,1}(?:fighters|combatants|column|mujahideen|comrades|guerrillas|martyrs|commandos|people's army|militias?)")),
        ("security_forces", re.compile(r"(?i)\b(?:own|our) (?:\w+ ){0,1}(?:troops|forces|soldiers|officers|personnel|policemen|patrols?)")))  # fmt: skip


@lru_cache(maxsize=4)
def issuer_of(text: str) -> tuple[str, str] | None:
    """Tell whose statement a whole text is, if it is one: (words, kind); None for a report.

    A statement has a masthead ("Press release No. 4") and speaks of its own hospital, troops or fighters, or is
    headed by the name of such a body. An aid group's bulletin is a report: it tells what others did.
    """
    head = text[:400]
    register = _register(head)
    if register or not _MASTHEAD.search(head) or is_upper(text):
        return register
    lines = [line.strip() for line in head.splitlines() if line.strip() and not _MASTHEAD.search(line)]
    first = next((line for line in lines[:3] if _is_body(line)), lines[0] if lines else "")
    own = next((kind for kind, pattern in _OWN if pattern.search(text[:20_000])), None)
    tokens = tokenise(first.title(), 0, len(first))
    kind = own or phrase_kind(tokens.words, lambda: cast_of(text))
    return (first, kind) if kind in ("medical", "armed_group", "security_forces", "government") else None


def _is_body(line: str) -> bool:
    """Tell whether a line of the heading is the name of a body: "MINISTRY OF DEFENCE"."""
    kind = core_kind(tokenise(line.title(), 0, len(line)).words)
    return bool(kind and kind[1]) and len(line) < 90 and not _HEADLINE_VERBS.search(line)


def _register(head: str) -> tuple[str, str] | None:
    """Read whose register or log a text is from its heading: "From the log of the fire brigade"."""
    for line in [line.strip() for line in head.splitlines() if line.strip()][:2]:
        tokens = tokenise(line, 0, len(line)) if len(line) < 90 else None
        at = next((k for k, w in enumerate(tokens.lower) if w in _BOOKS), None) if tokens else None
        if at is None or tokens.lower[-1] == "." or not {"of", "from", "kept", "by"} & set(tokens.lower):
            continue
        kind = phrase_kind(tokens.words[at + 2 :]) or phrase_kind(tokens.words[:at])
        if kind in ("medical", "security_forces", "government", "other"):
            return line, kind
    return None


@lru_cache(maxsize=4)
def interview_of(text: str) -> int | None:
    """Tell where an interview begins: at the first of two or more questions that have a line each."""
    asked = [m.start() for m in _QUESTIONS.finditer(text)]
    return asked[0] if len(asked) > 1 else None


def without_stops(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Cut the sentences of a telegram at its "STOP": that is its full stop."""
    if not _is_telegram(text):
        yield from spans
        return
    for start, end in spans:
        while (stop := text.find(" STOP", start, end)) >= 0:
            if stop > start:
                yield start, stop
            start = stop + 5 + (text[stop + 5 : stop + 6] in (" ", "\n"))
        if text[start:end].strip():
            yield start, end


LONG_WITHOUT = 160  # characters without any mark: a text that has lost its punctuation
_OPENING = (
    r"The|An?(?= [a-z])|In|He|She|They|It|His|Her|Their|Its|This|These|Those|There|When|While|After|Before|Later|Earlier|Meanwhile|However|"
    r"Although|Though|According|Following|During|Soon|Separately|Another|Some|Several|Both|All|As|But|If|Also|Further|Furthermore|Moreover|"
    r"Besides|Nobody|None|No(?! \d)|At|On|From|For|With|Since|Upon|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Sources|Officials|Locals|"
    r"Villagers|Residents|Eyewitnesses|Witnesses|(?:Police|Troops|Militants|Authorities|Security (?:forces|personnel|officials))"
    r"(?= (?:said|have|has|had|also|further|recovered|claimed|were|are|on|attacked|opened|seized|launched|later|suspect)\b)"
)
_OUTLETS = (
    r"News|Times|Tribune|Post|Express|Dawn|Hindu|Star|Excelsior|Sentinel|Telegraph|Pioneer|Press|India|Standard|Republica|Hitavada|Mail|Today|"
    r"Herald|Chronicle|Mirror|Journal|Gazette|Nation|Observer|PTI|ANI|IANS|NDTV|Page|Online|Live"
)
_SEAM = re.compile(
    r"\breport(?:s|ed) (?:by )?(?:The |the )?(?:[A-Z]\w* |of )*?(?P<outlet>(?:(?:" + _OUTLETS + r") )+)(?=[A-Z])"
    r"|\b(?P<said>(?:he|she|they|officials?|sources?|officer|spokesman|spokesperson) (?:said|added) )(?=[A-Z])"
    r"|(?<![\w'’])(?P<before>[\w’'-]+) (?P<word>" + _OPENING + r")(?=[ ’'])"
)
_HOLDS_ON = {"reports", "reported", "report", "adds", "added", "told", "of", "in", "by", "to", "from", "with", "and", "at", "for", "on", "the", "a", "an",
             "states", "stated", "or", "as", "near", "under", "between", "against", "local", "state", "city", "border", "district", "nearby",
             "railway", "traffic", "military", "senior", "that", "when", "after", "while", "where", "but", "into", "according", "per", "some",
             "armed", "suspected", "unidentified", "following", "all", "both", "daily", "via", "quoted", "quoting", "cited", "citing"}  # fmt: skip


_POINT = re.compile(r"[.,;:]")


def without_points(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Cut a text that has lost its punctuation where a word in capitals can only open a sentence: "he added The boy"."""
    for start, end in spans:
        bare = end - start > LONG_WITHOUT and not _POINT.search(text, start, end)
        for seam in _SEAM.finditer(text, start, end) if bare else ():
            if seam["before"] in _HOLDS_ON:
                continue
            cut = seam.start("word") if seam["word"] else seam.end()
            if cut > start:
                yield start, cut - 1
            start = cut
        yield start, end


@lru_cache(maxsize=4)
def _is_telegram(text: str) -> bool:
    return text.count(" STOP") > 2


@lru_cache(maxsize=4)
def house_of(text: str) -> str:
    """Tell the kind of who says "we" outside quotations: a monitor by its heading, else the medium itself."""
    issuer = issuer_of(text)
    own = _ours_by(_QUOTED.sub("", text[:20_000]))
    head = [line for line in text[:300].splitlines() if line.strip()][:3]
    kinds = [phrase_kind(tokenise(line.title(), 0, len(line)).words) for line in head if len(line) < 80]
    return issuer[1] if issuer else next((kind for kind in kinds if kind in ("analyst", "medical")), own or "media")


def _ours_by(text: str) -> str | None:
    """Tell whose text it is by what it calls its own: "our mobile clinic", "our fighters"."""
    if _AID.search(text):
        return "other"
    return next((kind for kind, pattern in _OWN if pattern.search(text)), None)
