"""Who did it, if the text says: a known group or force by its name, else the people whose deed it is.

A name of data/actors.csv (or of `CASEBOOK_ACTORS`) is no noun for people, so the grammar of deeds passes it by: it is
looked for where a doer stands, before an active verb, behind *by*, and before "which" and "in which".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers import lexicon
from helpers.extracting.actors import known_span, known_span_before
from helpers.extracting.harm import Harm
from helpers.extracting.tokens import Tokens

if TYPE_CHECKING:
    from helpers.extracting.scenes import Scene

_OF_FORCES = {"security", "armed", "government", "suspected", "unidentified", "masked", "police", "army", "military", "rebel",
              "separatist", "paramilitary", "special"}  # fmt: skip
_BODIES = {"army", "military", "navy", "gendarmerie"}  # that no list of people has
_ASIDE = {"had", "has", "have", "having", "also", "then", "later", "itself"}
_ASSAULTS = {"attack", "attacks", "ambush", "raid", "raids", "assault", "bombing", "shelling", "airstrike", "airstrikes",
             "strike", "strikes", "offensive", "operation", "blast", "shooting", "massacre", "fire"}  # fmt: skip
_BELONGING = (("of",), ("from",), ("loyal", "to"), ("belonging", "to"))
_CLAUSE = {",", ";", ":", ".", "—", "–", "(", ")", "and", "but", "when", "after", "while", "as", "who", "which", "that"}
_OPENS = {
    "that",
    "said",
    "says",
    "when",
    "after",
    "where",
    "as",
    "and",
    "but",
    "while",
    ",",
    ";",
    ":",
    "“",
    '"',
    "—",
    "–",
    "since",
}
_NO_VERB = {"said", "says", "in", "of", "on", "at", "near", "from", "with", "members", "and"}
_BESIDE = {"with", "against", "between", "near", "in", "at", "on"}  # "a clash with X" is not X's alone
_ALSO = {"injured", "wounded", "hurt", "killed", "dead"}
_POSSESSIVE = {"'s", "’s", "'", "’"}
_NOT_DONE = ("los", "found", "find", "pronounc", "declar", "brought", "bring", "certif", "report", "confirm", "list",
             "treat", "admit", "hospital", "rush", "shift", "evacuat", "receiv", "recover", "mourn", "buri", "bury",
             "count", "regist", "record", "suffer", "announc")  # fmt: skip
_RELATIVE = {"which", "that", "who", "("}
_BY_REACH = 12  # tokens from "killed" to "by"
_FAR = 20  # tokens from a name to the second of its verbs

Span = tuple[int, int]


def doer_words(harm: Harm, scene: Scene, text: str) -> str | None:
    """Give who did it, in the text's words, and never the one who only tells of it."""
    t, span = scene.tokens, None
    if 0 <= harm.verb < len(t):  # else it was told with no verb
        if t.lower[harm.verb].startswith(_NOT_DONE):
            return None  # "the army lost six soldiers", "doctors treated 30": nobody's deed
        span = (_subject(harm, t) if harm.form == "active" else _agent(harm, t)) or _before_relative(harm, t)
    if span is None and harm.actor is not None and not _harmed(harm.actor, scene):
        span = _whole(harm.actor, t)
    if span is None or any(s.first < span[1] and span[0] < s.last for s in scene.speakers):
        return None
    return text[t.starts[span[0]] : t.ends[span[1] - 1]]


def _harmed(people: Span, scene: Scene) -> bool:
    """Tell whether people are themselves counted as harmed: "22 bodies", "21 lives"."""
    return any(h.mention.first == people[0] and h.measure != "attackers" for h in scene.reading.harms)


def _subject(harm: Harm, t: Tokens) -> Span | None:
    """Find "X killed five", "X fighters killed", "an X attack killed", "a raid by X killed", "X attacked it and killed"."""
    end = harm.verb
    while end > 0 and (t.lower[end - 1] in _ASIDE or t.lower[end - 1].endswith("ly")):
        end -= 1
    if end > 0 and t.lower[end - 1] in _BODIES and t.word_before(end - 1) not in _BESIDE:
        return _whole((end - 1, end), t)
    if end > 1 and _are_people(t, end - 1) and (span := known_span_before(t, end - 1)) is not None:
        return _with_kind(span[0], end, t)
    span = known_span_before(t, end - 1 if end > 0 and t.lower[end - 1] in _ASSAULTS else end)
    if span is not None:
        return span if _is_subject(span, t, harm) else None
    return None if harm.actor is not None else _first_of_clause(t, end)


def _is_subject(span: Span, t: Tokens, harm: Harm) -> bool:
    """Leave out "a clash with X killed five", and "fighters of X killed five", whose subject is the fighters."""
    before = _word_before(span, t)
    return before not in _BESIDE and not (before in ("of", "from", "to") and harm.actor is not None)


def _word_before(span: Span, t: Tokens) -> str:
    before = t.word_before(span[0])
    return t.word_before(span[0] - 1) if before == "the" else before


def _first_of_clause(t: Tokens, end: int) -> Span | None:
    """Find the known name with which a clause opens: "X attacked the camp and killed", "X's raid on it killed"."""
    second, aside = t.word_before(end) in ("and", ",", "then"), t.word_before(end) == ","
    for k in range(max(0, end - _FAR), end):
        span = known_span(t, k)
        if span is None or span[1] >= end or ((before := _word_before(span, t)) and before not in _OPENS):
            continue
        behind = t.lower[span[1]]
        if behind in _POSSESSIVE:
            return span if _ASSAULTS & set(t.lower[span[1] : span[1] + 4]) else None
        if second and behind not in _NO_VERB and behind not in _CLAUSE:
            return span
        if aside and behind == ",":
            return span  # "X, which is active there, killed five"
    return None


def _agent(harm: Harm, t: Tokens) -> Span | None:
    """Find "killed … by X", "killed in a raid by X", "killed in an X attack", "killed and 14 injured by X"."""
    start = max(harm.verb, harm.mention.first) + 1
    for k in range(start, min(start + _BY_REACH, len(t))):
        word = t.lower[k]
        if word in _CLAUSE and not (word == "and" and _ALSO & set(t.lower[k + 1 : k + 5])):
            return None
        if word in _BODIES and "by" in t.lower[max(k - 3, start - 1) : k]:
            return _whole((k, k + 1), t)
        if t.word_before(k) not in ("a", "an", "the", "suspected", "by") or (span := known_span(t, k)) is None:
            continue
        if "by" in t.lower[max(k - 3, start - 1) : k]:
            with_people = span[1] < len(t) and _are_people(t, span[1])
            return _with_kind(span[0], span[1] + with_people, t)
        if span[1] < len(t) and t.lower[span[1]] in _ASSAULTS:
            return span
    return None


def _before_relative(harm: Harm, t: Tokens) -> Span | None:
    """Find "an attack by X that killed", "X, which killed", "X's operation there, in which five were killed"."""
    for k in () if _RELATIVE.isdisjoint(t.vocabulary) else range(harm.verb - 1, max(harm.verb - _BY_REACH, 0), -1):
        if t.lower[k] not in _RELATIVE:
            continue
        end = k - (t.lower[k - 1] == "in")
        end -= end > 0 and t.lower[end - 1] == ","
        span = known_span_before(t, end)
        if span is not None:
            by = _word_before(span, t) == "by"
            return span if by or (harm.form == "active" and t.lower[k] in ("which", "who")) else None
        return _whose_assault(t, end) if t.lower[k] in ("which", "that") else None
    return None


def _whose_assault(t: Tokens, end: int) -> Span | None:
    """Find X in "X's operation at the mine" before token `end`."""
    for k in range(max(0, end - _BY_REACH), end):
        span = known_span(t, k)
        if span is not None and span[1] < end and t.lower[span[1]] in _POSSESSIVE:
            return span if _ASSAULTS & set(t.lower[span[1] : span[1] + 4]) else None
    return None


def _are_people(t: Tokens, k: int) -> bool:
    person = lexicon.people().get(t.lower[k])
    return person is not None and person.kind != "state"


def _whole(actor: Span, t: Tokens) -> Span:
    """Take along whose people they are: "Boko Haram fighters", "fighters of Boko Haram", "police officers"."""
    first, last = actor
    for words in _BELONGING:
        n = last + len(words)
        if tuple(t.lower[last:n]) == words:
            n += t.lower[n : n + 1] == ["the"]
            if (owner := known_span(t, n)) is not None:
                return first, owner[1]
    while first > 0:
        owner = known_span_before(t, first)
        if owner is not None:
            return _with_kind(owner[0], last, t)
        if t.lower[first - 1] not in _OF_FORCES and not (t.is_name(first - 1) and not t.upper and first > 1):
            break
        first -= 1
    return first, last


def _with_kind(first: int, last: int, t: Tokens) -> Span:
    """Take along "suspected", "rebel"."""
    while first > 0 and t.lower[first - 1] in _OF_FORCES:
        first -= 1
    return first, last
