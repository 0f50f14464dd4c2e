"""Speakers: whom an attribution names, and what kind of source that is, also for "he", "its spokesman", "the group"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers import lexicon
from helpers.extracting.actors import core_kind, phrase_kind, word_set
from helpers.extracting.attributions import PRONOUNS, Attribution, attributions
from helpers.extracting.cast import Named, cast_of
from helpers.extracting.noun_phrases import topic
from helpers.extracting.statements import house_of
from helpers.extracting.tokens import Tokens, tokenise

_ACCOUNTS = word_set("counts")
_ANTECEDENT_HEADS = word_set("antecedent heads")
_BODIES = word_set("state bodies") - {"minister", "president", "ambassador"}
_ARMED_ALONE = word_set("armed alone")
_ATTACKS = frozenset(
    r["word"].lower() for r in lexicon.read_rows("responsibility_words", ("word", "use")) if r["use"] == "attack"
)
_BEFORE_NAME = {
    "the",
    "a",
    "an",
    ".",
    ",",
    ";",
    ":",
    "by",
    "of",
    "to",
    "from",
    "said",
    "and",
    "that",
    "\n",
    "“",
    "(",
    "with",
}
_CALLING = {"calls", "calling", "call", "styles", "styling", "named", "naming", "terms"}
_FIGHTERS = word_set("own men")
_GROUP_NOUNS = word_set("group nouns") | {"circle", "outfit", "organisation", "organization"}
_HOSPITALS = word_set("hospitals")
_IN_FULL = word_set("roles in full")
_MASKED = word_set("masked speakers")
_MOUTHS = word_set("mouthpieces")
_NUMBERED = re.compile(r"\d{1,2}\. ")
_OFFICES = {"minister", "president", "governor", "mayor", "chief", "commander", "secretary", "ambassador", "consul", "director",
            "commissioner", "superintendent", "prefect", "premier", "bishop", "abbot", "chairman", "head"}  # fmt: skip
_PAPERS = word_set("papers")
_POSSESSIVES = {"his", "her", "its", "their"}
_REPORTING = {"reports", "reported", "report", "reporting"}
_ROLES_AGAIN = word_set("roles again")
_VIOLENT = {"killed", "ambushed", "attacked", "bombed", "shot", "seized", "captured", "stormed", "raided", "abducted", "kidnapped",
            "burned", "burnt", "blown", "broken", "planted", "executed", "slaughtered", "taken", "overrun", "destroyed", "shelled",
            "assassinated", "struck", "hit", "freed", "downed", "mined"}  # fmt: skip
_SHORT = word_set("short") | {"brigade", "corps", "league", "cartel"}


@dataclass(slots=True)
class Speaker:
    """A source in a sentence: its tokens, its words, its kind, and the tokens that it vouches for.

    A speaker carried over from an earlier sentence has no tokens here: first, last and verb are the sentence's
    length. `until` is the character at which the sentence that it spoke in ends.
    """

    first: int
    last: int
    words: str
    kind: str
    verb: int
    covers: tuple[int, int]
    weak: bool = False
    until: int = -1
    again: bool = False  # it speaks by a pronoun: it has been telling for a while
    at: int = -1  # the character at which it was named
    firm: bool = True  # it stands in the sentence itself
    reaches_back: bool = False  # what it vouches for stands in the sentence before: "That figure is the ministry's."


def claimant_type(words: list[str]) -> str:
    """Tell what kind of source a speaker is from the words of its name; `other` where they tell nothing.

    >>> claimant_type("a morgue official in Harun".split()), claimant_type("the Interior Ministry".split())
    ('medical', 'government')
    """
    return phrase_kind(words) or "other"


def speaker_of(tokens: Tokens, text: str, f: Attribution, before: Speaker | None) -> Speaker:
    """Make the speaker of an attribution; `before` is the last one, whom "he" or "its spokesman" refers to."""
    words, at = text[tokens.starts[f.first] : tokens.ends[f.last - 1]], tokens.starts[f.first]
    made = Speaker(f.first, f.last, words, "other", f.verb, (0, 0), f.weak, tokens.ends[-1], at=at)
    if f.same and before is not None:
        made.words, made.kind = before.words, before.kind
        return made
    if f.last - f.first == 1 and tokens.lower[f.first] in PRONOUNS:
        words, kind = _antecedent(tokens.lower[f.first], tokens, f, text, before)
        made.words, made.kind, made.again = words, kind, True
        return made
    if tokens.lower[f.first] in ("we", "our"):
        made.kind = _ours(tokens.words[f.first : f.last], text)
        return made
    kind = _kind(tokens, text, f.first, f.last, before)
    if kind in ("witness", "other") and _for_a_group(tokens, f, before, text):
        made.kind = "armed_group"
        return made
    named = tokens.is_name(f.first) and not tokens.upper and tokens.lower[f.verb] in _REPORTING
    if kind == "other" and phrase_kind(tokens.words[f.first : f.last], lambda: cast_of(text)) is None:
        kind = "media" if named else _unintroduced(tokens, text, f, before)
    named = tokens.is_name(f.first) or tokens.is_name(min(f.first + 1, f.last - 1))
    fights = kind == "other" and (_has_fighters(tokens, f) or (named and _avows(tokens, f)))
    made.kind = "armed_group" if fights and not _civil(tokens, f) else kind
    return made


def _ours(words: list[str], text: str) -> str:
    """Tell the kind of "we" and "our field staff": what the noun tells, where the house is no more than a medium."""
    counted = bool({w.lower() for w in words} & _ACCOUNTS)
    house, own = house_of(text), None if len(words) < 2 or counted else phrase_kind(words[1:])
    return own if own and (house == "media" or own in ("armed_group", "medical", "security_forces")) else house


def _unintroduced(tokens: Tokens, text: str, f: Attribution, before: Speaker | None) -> str:
    """Call a person whom nothing introduces a witness: "Ivo Bel said", also later as "Bel".

    "…, the district's police chief said. Ivo Bel added": he is the chief, if he is named here for the first time.
    """
    words = tokens.words[f.first : f.last]
    if words[0] in ("Mr", "Mrs", "Ms", "Miss", "Dr"):
        words = words[2:] if words[1] == "." else words[1:]
    comma = words.index(",") if "," in words else len(words)
    if not cast_of(text).is_person(words[:comma]):
        return "other"
    new = comma > 1 and text.rfind(words[comma - 1], 0, tokens.starts[f.first]) < 0
    return before.kind if new and before is not None and _unnamed_office(before) else "witness"


def _unnamed_office(before: Speaker) -> bool:
    """Tell an office-holder without a name: "the provincial interior secretary"."""
    words = before.words.split()
    held = words[0].lower() == "the" and bool(_OFFICES & {w.lower() for w in words}) and " of " not in before.words
    return held and before.kind in ("government", "security_forces", "medical") and all(w.islower() for w in words[1:])


def _names_a_group(tokens: Tokens, f: Attribution, text: str) -> bool:
    """Tell whether a caller is a group's: "a caller for the Dawn Front", "who presented himself as its voice"."""
    end = next((i for i in range(f.last, min(len(tokens), f.last + 16)) if tokens.lower[i] in (".", ":", ";")), f.last)
    names = (i for i in range(f.first + 1, end) if tokens.is_name(i))
    return any(cast_of(text).is_short_name(tokens.words[i : i + 1]) or _armed_name(tokens, text, i) for i in names)


def _armed_name(tokens: Tokens, text: str, k: int) -> bool:
    known = core_kind(tokens.words[k : k + 2]) or core_kind(tokens.words[k : k + 1])
    if known and known[1]:
        return known[0] == "armed_group"
    return cast_of(text).kind(tokens.words[k : k + 1]) == "armed_group" or tokens.lower[k] in _ARMED_ALONE


def _for_a_group(tokens: Tokens, f: Attribution, before: Speaker | None, text: str) -> bool:
    """Tell whether a caller or a masked man speaks for an armed group: "on behalf of X", "In the video, a man said"."""
    lower, masked = tokens.lower, set(tokens.lower[f.first : f.last]) & _MASKED
    if {"caller", "callers"} & set(lower[f.first : f.last]) or masked:
        behind = " ".join(lower[f.first : f.verb + 14])
        if not masked and _names_a_group(tokens, f, text):
            return True
        if any(
            words in behind for words in ("on behalf of", "in the name of", "spoke for", "speaks for", "speaking for")
        ):
            return True
    film = set(lower[: f.first][:3]) & (_PAPERS | {"it", "footage"}) and lower[0] == "in"
    return bool(masked and film and before is not None and before.kind == "armed_group")


def _civil(tokens: Tokens, f: Attribution) -> bool:
    """Tell a union, which has men of its own too, from a body that only its fighters tell what it is."""
    comma = next((i for i in range(f.first, f.last) if tokens.lower[i] == ","), f.last)
    known = core_kind(tokens.words[f.first : comma])
    return bool(known and known[1])


def _avows(tokens: Tokens, f: Attribution) -> bool:
    """Tell whether a body nobody knows owns to an attack: "X claimed the bombing", "X said it had ambushed"."""
    ahead = tokens.lower[f.verb + 1 : f.verb + 6]
    if tokens.lower[f.verb] in ("claimed", "claims", "claim") and ahead[:1] not in (["that"], ["it"]):
        return bool(_ATTACKS & set(ahead[:3]))
    return any(ahead[i : i + 2] in (["it", "had"], ["it", "has"], ["they", "had"]) for i in (0, 1)) and any(
        w in _VIOLENT for w in ahead[2:5]
    )


def _has_fighters(tokens: Tokens, f: Attribution) -> bool:
    """Tell whether a speaker says "its fighters": it is an armed group, whatever its name."""
    ahead = tokens.lower[f.verb + 1 : f.verb + 7]
    return any(
        w in ("its", "their") and ahead[i + 1 : i + 2] and ahead[i + 1] in _FIGHTERS for i, w in enumerate(ahead)
    )


def _antecedent(pronoun: str, tokens: Tokens, f: Attribution, text: str, before: Speaker | None) -> tuple[str, str]:
    """Tell whom a pronoun means: the speaker before, for "he" behind a body the person named last."""
    group = _named_since(tokens, text, before) if pronoun in ("it", "they") else None
    if group:
        return group.words, group.kind
    if pronoun == "it" and before is not None and _is_somebody(before.words):
        group = cast_of(text).group_before(tokens.starts[0])
        if group and group.at >= before.at:
            return group.words, group.kind
    if (since := _subject_since(pronoun, tokens, f, text, before)) is not None:
        return since
    if before is None:
        return tokens.words[f.first], "other"
    last = before.words.lower().rstrip(".").split()[-1]
    body = (last.endswith("s") and last in lexicon.sources()) or last in _BODIES
    person = cast_of(text).last_person(tokens.starts[f.first]) if body and pronoun in ("he", "she") else None
    return (person.words, person.kind) if person else (before.words, before.kind)


def _subject_since(
    pronoun: str, tokens: Tokens, f: Attribution, text: str, before: Speaker | None
) -> tuple[str, str] | None:
    """Give whom a pronoun means behind "The army hit back, in which it said" and "A teacher hid. He saw, he says"."""
    if pronoun in ("it", "they"):
        subject = topic(tokens) if f.first > 3 and not f.backward else None
        told = _told_of(tokens, text, subject, f.first) if subject else None
        return told or (_body_since(tokens, text, before) if pronoun == "it" else None)
    near = max(0, tokens.starts[0] - 600)
    blank = text.rfind("\n\n", near, tokens.starts[0])
    start = blank + 2 if blank >= 0 else near
    number = _NUMBERED.match(text, start)
    start = number.end() if number else start
    if (blank < 0 and near) or start >= tokens.starts[0] or (before is not None and before.until > start):
        return None
    opening = tokenise(text, start, min(start + 160, tokens.starts[0]))
    subject = _one_person(opening) or topic(opening) if len(opening) else None
    found = _told_of(opening, text, subject, len(opening)) if subject else None
    one = found and (_is_one(opening, text, *subject) or _is_office(opening.lower[slice(*subject)]))
    return found if one else None


def _is_office(subject: list[str]) -> bool:
    """Tell an office that one person holds: "the Minister of Defence"; not "the ministry"."""
    return subject[0] in ("the", "a") and bool(set(subject) & _OFFICES) and not set(subject[1:]) & {"the", "'s", "’s"}


def _is_somebody(words: str) -> bool:
    """Tell a person ("the mayor", "Mayor Ivo Bel") from a body: "it" cannot mean one."""
    head = words.partition(",")[0].lower().split()
    return any((person := lexicon.people().get(w)) is not None and not person.plural for w in head)


def _body_since(tokens: Tokens, text: str, before: Speaker | None) -> tuple[str, str] | None:
    """Give the body that a sentence between the last speaker, a person, and "it" is about."""
    if before is None or before.until < 0 or not text[before.until : tokens.starts[0]].strip():
        return None
    between = tokenise(text, before.until, min(tokens.starts[0], before.until + 200))
    subject = topic(between) if len(between) and "\n\n" not in text[before.until : tokens.starts[0]] else None
    return _told_of(between, text, subject, len(between)) if subject else None


def _told_of(tokens: Tokens, text: str, span: tuple[int, int], end: int) -> tuple[str, str] | None:
    """Give a subject as a speaker: (words, kind), if it is a source by its words or a name that the report introduces."""
    a, b = span
    if b > end or tokens.lower[a] in PRONOUNS:
        return None
    kind = phrase_kind(tokens.words[a:b], lambda: cast_of(text))
    if kind is None and tokens.lower[b : b + 1] == [","] and "," in tokens.lower[b + 1 : b + 14]:
        kind = phrase_kind(tokens.words[b + 1 : tokens.lower.index(",", b + 1)])
    return (text[tokens.starts[a] : tokens.ends[b - 1]], kind) if kind else None


def _one_person(tokens: Tokens) -> tuple[int, int] | None:
    """Find "a teacher", "an old shepherd" at the beginning of a paragraph."""
    if tokens.lower[0] not in ("a", "an", "one"):
        return None
    nouns = (i for i in range(1, min(5, len(tokens))) if tokens.lower[i] in lexicon.people())
    noun = next((i for i in nouns if not lexicon.people()[tokens.lower[i]].plural), None)
    return (0, noun + 1) if noun else None


def _is_one(tokens: Tokens, text: str, a: int, b: int) -> bool:
    """Tell whether a subject is one person: "a teacher", "Ivo Bel"."""
    noun = lexicon.people().get(tokens.lower[b - 1])
    one = noun is not None and not noun.plural and tokens.lower[a] in ("a", "an", "one", "the")
    return one or cast_of(text).is_person(tokens.words[a:b])


def _named_since(tokens: Tokens, text: str, before: Speaker | None) -> Named | None:
    """Give the armed group named in a sentence between the last speaker's and this one."""
    group = cast_of(text).group_before(tokens.starts[0])
    return group if group and (before is None or (before.until >= 0 and group.at >= before.until)) else None


def _kind(tokens: Tokens, text: str, a: int, b: int, before: Speaker | None) -> str:
    """Tell the kind of a named speaker: what points back takes the kind of whom it points to."""
    while a < b - 1 and tokens.words[a] == ",":
        a += 1  # "according, …, to": a span may open with the aside's comma
    words = tokens.words[a:b]
    comma = next((k for k, w in enumerate(words) if w == ","), b - a)
    head = [w.lower() for w in words[:comma]]
    if _SHORT & set(head[:2]) and cast_of(text).is_short_name(words):
        return "armed_group"
    known = core_kind(words[:comma])
    if _CALLING & set(head) and {"itself", "themselves"} & set(head):
        told = known and known[1] and known[0] not in ("other", "media") and not set(head[:4]) & _GROUP_NOUNS
        return known[0] if told else "armed_group"
    if (group := _speaks_for(words[comma:], text)) is not None:
        return group
    if (
        head[0] in ("the", "that", "this")
        and 2 <= len(head) <= 3
        and comma == b - a
        and head[-1] in _IN_FULL | {"room"}
    ):
        in_full = _named_in_full(text, tokens.starts[a], head[1:])
        if in_full:
            return in_full
    if len(head) == 2 and head[0] == "the" and tokens.is_name(a + 1) and head[1] in _ARMED_ALONE and not tokens.upper:
        return cast_of(text).kind(words[1:2]) or "armed_group"
    if head[:2] == ["the", "group"] and head[2:3] in (["'s"], ["’s"]) and known == ("media", True):
        return _armed_antecedent(tokens, a, text, before, None)
    if head[0] in _POSSESSIVES:
        owned = core_kind(words[1:])
        if owned and owned[0] == "media" and (host := topic(tokens)) is not None and host[1] <= a:
            told = phrase_kind(tokens.words[slice(*host)])  # "Rebels killed nine soldiers, their radio announced"
            if told in ("armed_group", "security_forces"):
                return told
        owner = None if owned and owned[1] else _owner(tokens, a, text, before)
        if owned and owned[0] == "security_forces" and owner != "armed_group":
            return "security_forces"
        return owner or phrase_kind(words[1:], lambda: cast_of(text)) or "other"
    if len(head) <= 2 and head[-1] in _ANTECEDENT_HEADS and (known or head[0] in ("the", "that", "this")):
        return _armed_antecedent(tokens, a, text, before, known[0] if known and known[1] else None)
    if known and known[1] and comma == b - a <= 2:
        return known[0]
    if head[-2:] == ["the", "group"]:
        return _armed_antecedent(tokens, a, text, before, None)
    if head[:2] == ["the", "same"] and (same := _same(text, tokens.starts[a], words[:comma])):
        return same
    if (
        len(head) <= 3
        and head[0] in ("the", "that", "a", "another")
        and head[-1] in (_PAPERS | (_ROLES_AGAIN if head[0] in ("the", "that") else _MOUTHS))
    ):
        again = _again(tokens, a, head[-1], known, text, before)
        if again:
            return again
    return phrase_kind(words, lambda: cast_of(text)) or "other"


def _speaks_for(aside: list[str], text: str) -> str | None:
    """Give the kind of whom a person speaks for: "Ivo Bel, for the Dawn Front, said"."""
    at = 1 if aside[1:2] == ["for"] else 2 if aside[1:3] == ["speaking", "for"] else None
    if at is None or at + 1 >= len(aside):
        return None
    end = aside.index(",", at) if "," in aside[at:] else len(aside)
    body = aside[at + 1 : end]
    known = phrase_kind(body, lambda: cast_of(text))
    return "armed_group" if known is None and body[-1].lower() in _ARMED_ALONE and body[-1][0].isupper() else known


def _named_in_full(text: str, at: int, head: list[str]) -> str | None:
    """Give the kind of "the chief", "the control room" by its name in full before: "the town's police chief"."""
    window, short = text[max(0, at - 4000) : at].lower(), " ".join(head)
    end = len(window)
    for _ in range(5):
        end = window.rfind(short, 0, end)
        if end < 0:
            return None
        begin = max(0, at - 4000) + end
        tokens = tokenise(text, max(0, begin - 48), begin + len(short))
        n = len(tokens) - len(head)
        a = next((i + 1 for i in range(n - 1, -1, -1) if tokens.lower[i] in _BEFORE_NAME), min(1, n))
        kind = core_kind(tokens.words[a:]) if a < n else None
        if kind and kind[1]:
            return kind[0]
    return None


def _same(text: str, at: int, words: list[str]) -> str | None:
    """Give the kind of "the same office": of that word where it stood last."""
    last = text.rfind(" " + words[-1], 0, at)
    if last < 0 or len(words) < 3:
        return None
    named = tokenise(text, max(0, text.rfind(".", 0, last) + 1, last - 60), last + 1 + len(words[-1]))
    return phrase_kind(named.words[-5:])


def _again(
    tokens: Tokens, a: int, role: str, known: tuple[str, bool] | None, text: str, before: Speaker | None
) -> str | None:
    """Give the kind of "the spokesman", "the statement": the heading's, else the speaker's before."""
    if known and known[1]:
        return known[0]
    kind = _heading(tokens, a) or (before.kind if before is not None else None)
    if role == "station":
        return kind if kind in ("armed_group", "security_forces") else "media"
    if kind == "other" and cast_of(text).group_before(tokens.starts[a]):
        return "armed_group"
    return kind


def _heading(tokens: Tokens, a: int) -> str | None:
    """Give the kind of the body that a colon names for the whole sentence: "More from the hospital: …"."""
    colon = next((i for i in range(min(a, 12)) if tokens.lower[i] == ":"), None)
    found = core_kind(tokens.words[:colon]) if colon else None
    return found[0] if found and found[1] else None


def _owner(tokens: Tokens, a: int, text: str, before: Speaker | None) -> str | None:
    """Tell whose "its spokesman" is: the armed group or hospital named since the last speaker, else that speaker's."""
    group = cast_of(text).group_before(tokens.starts[a])
    commands = bool({"commander", "commanders", "leader", "leaders", "fighters"} & set(tokens.lower[a : a + 3]))
    since = before.at if before is not None and commands else None  # "The army blamed X. Its commander": X's
    if group and (group.at >= tokens.starts[0] or _named_since(tokens, text, before) or (since and group.at > since)):
        return group.kind
    if _HOSPITALS & set(tokens.lower[:a]):
        return "medical"
    return before.kind if before and before.kind not in ("unattributed", "witness", "media") else None


def _armed_antecedent(tokens: Tokens, a: int, text: str, before: Speaker | None, known: str | None) -> str:
    if known == "armed_group" or cast_of(text).group_before(tokens.starts[a]):
        return "armed_group"
    return before.kind if before is not None else known or "other"


def speaker_behind(text: str, end: int) -> Speaker | None:
    """Read who is named right behind a quotation that ends at `end`: `…," said X`."""
    stop = text.find("\n\n", end)
    tokens = tokenise(text, end, min(end + 160, stop if stop >= 0 else len(text)))
    found = attributions(tokens, [False] * len(tokens)) if len(tokens) else []
    if not found or found[0].verb > _first_stop(tokens):
        return None
    return speaker_of(tokens, text, found[0], None)


def _first_stop(tokens: Tokens) -> int:
    """Find the full stop that ends a sentence, not that of "Col."."""
    stops = (i for i, w in enumerate(tokens.lower) if w == ".")
    return next((i for i in stops if not (i and len(tokens.words[i - 1]) <= 4 and tokens.is_name(i - 1))), len(tokens))
