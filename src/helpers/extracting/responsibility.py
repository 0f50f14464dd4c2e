"""Who is said to have done it: claims, denials and accusations of responsibility, each with its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pandas as pd

from helpers import lexicon, tables
from helpers.extracting.actors import PREPOSITIONS, Cast, cast_of, core_kind, phrase_kind, word_set
from helpers.extracting.sources import (
    PRONOUNS,
    Speaker,
    find_speakers,
    left_edge,
    right_edge,
    speech_verbs,
    subject_before,
)
from helpers.extracting.tokens import Tokens, is_upper, tokenise
from helpers.reading import split_sentences

_BE = {"was", "were", "been", "is", "are", "be", "being"}
_AUX = _BE | {
    "has",
    "have",
    "had",
    "also",
    "already",
    "reportedly",
    "allegedly",
    "then",
    "later",
    "earlier",
    "long",
    "not",
    "deliberately",
}
_MARKS = {"too", ",", "“", '"'}
_NOBODY = {"no", "nobody", "none", "neither", "nor"}
_NEGATIONS = {"not", "never", "no", "n't", "without", "neither", "nor", "yet"}
_UNNAMED = word_set("unnamed")
_SET_PHRASES = word_set("set phrases")
_DENIED_THINGS = word_set("denied things")
_THE_GROUP = word_set("the group")
_OBJECT_ENDS = word_set("object ends")
_CLAUSE_ENDS = {",", ".", ";", ":", "—", "–", "(", "”", '"', "…", "!", "?"}
_SELF = word_set("self")
_OWN_MEN = word_set("own men")
_STATE = word_set("state")
_PERSON_ROLES = word_set("person roles")
_VAGUE = word_set("vague")
_PETTY = word_set("petty")
_HEARSAY = {"claim", "claims", "report", "reports", "suggestion", "suggestions", "assertion", "assertions"}
_NEAR = {"neighboring", "neighbouring", "bordering", "adjoining", "visiting", "ruling"}
_TAKING = {"taken", "took", "led", "marched", "dragged", "carried"}
_AWAY = {"away", "hostage", "hostages", "captive", "captives", "prisoner", "off"}
_SAYING = {
    "said",
    "says",
    "say",
    "saying",
    "told",
    "adding",
    "added",
    "alleged",
    "maintained",
    "insisted",
    "declared",
    "claimed",
}
_PAPERS = {
    "handbill",
    "handbills",
    "leaflet",
    "leaflets",
    "pamphlet",
    "pamphlets",
    "flyer",
    "flyers",
    "statement",
    "video",
    "message",
    "communique",
}
_ACTS = ("accuses", "blames", "charges", "convicts", "denies", "rejects", "claims", "takes", "admits", "owns")
_BODY_MAX = 14


@dataclass(slots=True)
class Blame:
    """One finding in the making: whose deed, what stance, who says so, and the characters that carry it."""

    start: int
    end: int
    actor: str
    stance: str
    by: str | None
    kind: str = ""


@dataclass(slots=True)
class _Sentence:
    tokens: Tokens
    text: str
    speakers: list[Speaker]
    before: list[Blame]  # what the sentences before it found
    carried: Speaker | None

    @property
    def cast(self) -> Cast:
        return cast_of(self.text)

    def words(self, a: int, b: int) -> str:
        return self.text[self.tokens.starts[a] : self.tokens.ends[b - 1]]


@cache
def _acts() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    rows = lexicon.read_rows("responsibility_verbs", ("base", "third", "past", "participle", "ing", "act"))
    for number, row in enumerate(rows, 2):
        if row["act"] not in _ACTS:
            path = lexicon.folder() / "responsibility_verbs.csv"
            raise lexicon.LexiconError(f"{path}, row {number}: act is {row['act']!r}; use one of {', '.join(_ACTS)}.")
    for form in ("past", "participle", "third", "base", "ing"):
        for row in rows:
            found.setdefault(row[form].lower(), (row["act"], form))
    return found


@cache
def _words(use: str) -> frozenset[str]:
    rows = lexicon.read_rows("responsibility_words", ("word", "use"))
    return frozenset(row["word"].lower() for row in rows if row["use"] == use)


def extract_responsibility(reports: pd.DataFrame) -> pd.DataFrame:
    """Find who claims, denies or is accused of a deed, and who says so.

    Takes `reports` (report_id, text). Gives `responsibility`: one row for each actor and stance of a report, in the
    order of the text, with `quote == text[start:end]`, the actor and `by` in the text's words (pronouns resolved).
    An accusation counts with or without evidence, a court's finding is one; what only the reporter says, and "no
    group has claimed", are none. Coding rules: the project's claim guide. Raises TableError if a column is missing.

    >>> reports = pd.DataFrame({"report_id": ["r"], "text": ["The army accused the MLH of the attack. The MLH denied it."]})
    >>> extract_responsibility(reports)[["actor", "stance", "by"]].values.tolist()
    [['the MLH', 'accused', 'The army'], ['the MLH', 'denies', 'The MLH']]
    """
    tables.validate("reports", reports, "extract_responsibility")
    sentences = split_sentences(reports)
    spans: dict[str, list[tuple[int, int]]] = {}
    for report_id, start, end in zip(sentences["report_id"], sentences["start"], sentences["end"], strict=True):
        spans.setdefault(report_id, []).append((int(start), int(end)))
    rows: list[dict] = []
    for report_id, text in zip(reports["report_id"], reports["text"], strict=True):
        rows.extend(_row(report_id, text, found) for found in find_responsibility(text, spans.get(report_id, [])))
    return tables.conform("responsibility", rows)


def _row(report_id: str, text: str, found: Blame) -> dict:
    return {
        "report_id": report_id, "start": found.start, "end": found.end, "quote": text[found.start : found.end],
        "actor": found.actor, "stance": found.stance, "by": found.by,
    }  # fmt: skip


def find_responsibility(text: str, sentences: list[tuple[int, int]]) -> list[Blame]:
    """List what a text says of responsibility, once for each actor and stance; `sentences` are (start, end)."""
    upper, carried, found = is_upper(text), None, []
    for start, end in sentences:
        tokens = tokenise(text, start, end, upper)
        if not len(tokens):
            continue
        speakers = find_speakers(tokens, text, carried)
        sentence = _Sentence(tokens, text, speakers, found[-8:], carried)
        found.extend(_in_sentence(sentence))
        carried = speakers[-1] if speakers else carried
    return _once(found)


def _once(found: list[Blame]) -> list[Blame]:
    """Keep the first finding for each actor and stance; actors are the same if they share a word of their names."""
    kept, seen = [], set()
    for f in sorted(found, key=lambda f: f.start):
        keys = {(f.stance, word) for word in _key_words(f.actor) or {f.actor}}
        if not keys & seen:
            kept.append(f)
        seen |= keys
    return kept


def _key_words(actor: str) -> set[str]:
    words = {w.strip("'’s.,").lower() for w in actor.replace("’s", "").replace("'s", "").split()}
    return words - _UNNAMED


def _in_sentence(s: _Sentence) -> Iterator[Blame]:
    acts = _acts()
    for k, word in enumerate(s.tokens.lower):
        found = None
        if word in acts:
            found = _by_act(s, k, *acts[word])
        elif word in _SET_PHRASES:
            found = _by_phrase(s, k)
        elif word.endswith("-backed") or word.endswith("-sponsored") or word.endswith("-supported"):
            found = _backed(s, k)
        if found:
            yield found
            s.before.append(found)
    for found in _told_deeds(s):
        if not any(f.start < found.end and found.start < f.end for f in s.before[-8:]):
            yield found


def _by_act(s: _Sentence, k: int, act: str, form: str) -> Blame | None:
    if form == "base" and k and s.tokens.lower[k - 1] in ("the", "a", "no", "of", "that", "this"):
        return None
    if act in ("accuses", "blames", "charges", "convicts"):
        return _accusation(s, k, act, form)
    if act in ("denies", "rejects"):
        return _denial(s, k, act)
    return _avowal(s, k, act, form)


# ---------------------------------------------------------------- accusations


def _accusation(s: _Sentence, k: int, act: str, form: str) -> Blame | None:
    lower = s.tokens.lower
    passive = (form in ("past", "participle") and any(w in _BE for w in lower[max(0, k - 3) : k])) or (
        form == "participle" and lower[k - 1 : k] == ["been"]
    )
    if passive:
        return _accused_passively(s, k, act)
    speaker = _speaker_at(s, k)
    if act in ("charges", "convicts"):
        charged = act == "convicts" or "with" in lower[k + 2 : k + 10]
        return _convicted(s, k) if charged else None
    if speaker is None or lower[k - 1 : k] in (["the"], ["of"]):
        return None
    on = _blamed_on(s, k) if act == "blames" else None
    a, b = on or (k + 1, _accused_end(s.tokens, k + 1))
    if (
        b <= a
        or lower[a] in ("that", "each", "one")
        or (lower[b : b + 1] in (["of"], ["for"]) and set(lower[b + 1 : b + 3]) & _PETTY)
    ):
        return None
    return _accused(
        s, s.words(a, b), (a, b), _quote(s, min(speaker.first, k) if speaker.first < k else k, k + 1), speaker
    )


def _accused(
    s: _Sentence, words: str, span: tuple[int, int], quote: tuple[int, int], speaker: Speaker | None
) -> Blame | None:
    if not _sound(s, *span):
        return None
    actor = _resolve(s, words, span[0])
    if actor is None or (speaker is not None and _key_words(actor) == _key_words(speaker.words)):
        return None
    return Blame(*quote, actor, "accused", speaker.words if speaker else None)


@cache
def _unsound() -> frozenset[str]:
    return _VAGUE | (_words("harm") - _words("attack") - {"armed", "hit", "set"})


def _sound(s: _Sentence, a: int, b: int) -> bool:
    """Tell whether tokens can name an actor: no clause, no unknown men, not too long."""
    lower = s.tokens.lower[a:b]
    if (
        not lower
        or len(lower) > _BODY_MAX
        or lower[0] in _OBJECT_ENDS
        or lower[-1] in ("who", "which", "that", "the", "a", "and", "or", "not")
    ):
        return False
    return not set(lower) & _unsound() and not any(w in _BE for w in lower)


def _accused_passively(s: _Sentence, k: int, act: str) -> Blame | None:
    """Read "X was accused by Y of", "the raid was blamed on X by Y", and a court's "X was convicted of"."""
    lower = s.tokens.lower
    if (act in ("charges", "convicts") and not set(lower[k + 1 : k + 25]) & (_words("attack") | _words("harm"))) or set(
        lower[k + 1 : k + 4]
    ) & _PETTY:
        return None
    by = next((i for i in range(k + 1, min(len(lower), k + 14)) if lower[i] == "by"), None)
    b = right_edge(s.tokens, by + 1) if by else 0
    accuser = s.words(by + 1, b) if by and b > by + 1 and phrase_kind(s.tokens.words[by + 1 : b], s.cast) else None
    if accuser is None and act != "convicts":
        covering = _covering(s, k)
        accuser = covering.words if covering else None
    if accuser is None and act != "convicts":
        return None
    on = next((i for i in range(k + 1, min(len(lower), k + 3)) if lower[i] == "on"), None)
    if on:
        span = (on + 1, _object_end(s.tokens, on + 1))
    else:
        end = k
        while end > 0 and lower[end - 1] in _AUX:
            end -= 1
        span = subject_before(s.tokens, end)
    if span[1] <= span[0] or lower[span[0]] in _NOBODY or not _sound(s, *span):
        return None
    actor = _resolve(s, s.words(*span), span[0])
    return (
        Blame(*_quote(s, span[0] if not on else k, max(b, k + 1)), actor, "accused", accuser or "court")
        if actor
        else None
    )


def _convicted(s: _Sentence, k: int) -> Blame | None:
    a, b = k + 1, _object_end(s.tokens, k + 1)
    begin = left_edge(s.tokens, k)
    court = s.words(begin, k) if begin < k else None
    deed = set(s.tokens.lower[b : b + 12]) & (
        _words("attack") | _words("harm") | _words("complicity") | {"ordering", "killing"}
    )
    if b <= a or not court or not deed or phrase_kind(s.tokens.words[begin:k], s.cast) is None or not _sound(s, a, b):
        return None
    actor = _resolve(s, s.words(a, b), a)
    return Blame(*_quote(s, begin, k + 1), actor, "accused", court) if actor else None


def _blamed_on(s: _Sentence, k: int) -> tuple[int, int] | None:
    """Find X in "blamed the attack on X"."""
    lower = s.tokens.lower
    on = next((i for i in range(k + 2, min(len(lower), k + 14)) if lower[i] == "on"), None)
    if on is None or on + 1 >= len(lower) or not set(lower[k + 1 : on]) & (_words("attack") | {"it", "this", "them"}):
        return None
    return on + 1, _object_end(s.tokens, on + 1)


def _object_end(tokens: Tokens, a: int) -> int:
    """Find where the accused ends: "Chad | of arming", "rebels of the CPR coalition | and their instructors"."""
    lower, n, b = tokens.lower, len(tokens), a
    while b < n and b - a < _BODY_MAX:
        word = lower[b]
        if word in _CLAUSE_ENDS and not (
            word == "."
            and len(tokens.words[b - 1]) <= 4
            and tokens.is_name(b - 1)
            and b + 1 < n
            and tokens.is_name(b + 1)
        ):
            break
        if b > a and word in _OBJECT_ENDS and not _inside_name(tokens, b):
            break
        b += 1
    return b


def _accused_end(tokens: Tokens, a: int) -> int:
    """Run the accused on to the "of" of the deed: "officers in neighboring Y | of sheltering"; with ", or ABC" behind."""
    lower, n = tokens.lower, len(tokens)
    for b in range(a + 1, min(n - 1, a + _BODY_MAX)):
        if lower[b] in _CLAUSE_ENDS or lower[b] in ("that", "who", "and"):
            break
        deed = lower[min(b + 2, n - 1)] if lower[b + 1] in ("the", "a", "an") else lower[b + 1]
        if lower[b] in ("of", "for") and ((deed.endswith("ing") and deed not in _NEAR) or deed in _words("attack")):
            return b
    b = _object_end(tokens, a)
    if b + 2 < n and lower[b] == "," and lower[b + 1] == "or" and tokens.is_name(b + 2):
        return _object_end(tokens, b + 2)
    return b


def _inside_name(tokens: Tokens, at: int) -> bool:
    """Tell whether "of", "for", "and" is part of the accused's name: what follows is a name, not a deed."""
    lower, n = tokens.lower, len(tokens)
    if at + 1 >= n or lower[at] not in ("of", "for", "and", "in", "from", "as"):
        return False
    if lower[at] == "as":
        return lower[at - 1] == "known"
    ahead = at + 2 if lower[at + 1] in ("the", "its", *_NEAR) and at + 2 < n else at + 1
    if lower[ahead].endswith("ing") or lower[ahead] in _words("attack"):
        return False
    named = tokens.is_name(ahead) or tokens.words[ahead][0].isdigit()
    return named and not tokens.upper and (lower[at] == "of" or tokens.is_name(at - 1))


# ---------------------------------------------------------------- denials


def _denial(s: _Sentence, k: int, act: str) -> Blame | None:
    lower = s.tokens.lower
    ahead = lower[k + 1 : k + 8]
    speaker = _speaker_at(s, k) or (_covering(s, k) if "we" in lower[max(0, k - 4) : k] else None)
    if speaker is None or any(w in _NEGATIONS for w in lower[max(0, k - 3) : k]) or not _denies_deed(s, k, act, ahead):
        return None
    actor = _denied_of(s, k) or _denied_by(s, speaker, ahead)
    return Blame(*_quote(s, min(speaker.first, k), k + 1), actor, "denies", speaker.words) if actor else None


def _denied_of(s: _Sentence, k: int) -> str | None:
    """Give whose deed is denied in "denied that the Reserve had been deployed": not the denier's own body."""
    lower = s.tokens.lower
    if lower[k + 1 : k + 2] != ["that"] or k + 3 >= len(lower) or lower[k + 2] in _SELF:
        return None
    b = next((i for i in range(k + 3, min(len(lower), k + 9)) if lower[i] in _AUX | {"could", "did", "would"}), None)
    if b is None or not set(lower[b : b + 10]) & (
        _words("harm")
        | _words("attack")
        | _words("complicity")
        | {"deployed", "involved", "there", "responsible", "behind", "entered"}
    ):
        return None
    told = phrase_kind(s.tokens.words[k + 2 : b], s.cast) in ("armed_group", "security_forces", "government")
    if not told and not any(w[0].isupper() for w in s.tokens.words[k + 3 : b]):
        return None
    return _resolve(s, s.words(k + 2, b), k + 2)


def _denies_deed(s: _Sentence, k: int, act: str, ahead: list[str]) -> bool:
    charges = set(ahead[:5]) & _words("charge")
    charge = bool(charges - _HEARSAY) or (bool(charges) and bool(s.before))
    if not ahead or ahead[0] in (".", ","):
        return bool(s.before)
    if act == "rejects":
        return charge or (ahead[0] in ("it", "this") and bool(s.before))
    if charge or ahead[0] in _DENIED_THINGS:
        return not {"access", "entry", "permission", "bail"} & set(ahead[:4])
    if ahead[0] in ("that", "its", "his", "their", "the") or ahead[0] not in ("them", "him", "her", "a", "access"):
        return bool(
            set(ahead) & (_words("harm") | _words("attack"))
            or ahead[0].endswith("ing")
            or (ahead[0] == "that" and set(ahead[1:4]) & (_SELF | _STATE | {"reserve", "guard"}))
        )
    return False


def _denied_by(s: _Sentence, speaker: Speaker, ahead: list[str]) -> str | None:
    """Name whose deed is denied: the accused of just now where the denial points back, else the denier's own body."""
    last = next((f for f in reversed(s.before) if f.stance == "accused"), None)
    near = last is not None and s.tokens.starts[0] - last.end < 420
    points_back = not ahead or ahead[0] in ("it", "this", "them", ".", ",") or bool(set(ahead[:4]) & _words("charge"))
    if near and points_back and last.by != speaker.words:
        return last.actor
    return _body(s, speaker)


# ---------------------------------------------------------------- avowals


def _avowal(s: _Sentence, k: int, act: str, form: str) -> Blame | None:
    lower = s.tokens.lower
    ahead = lower[k + 1 : k + 9]
    if (act == "takes" and not {"responsibility", "credit"} & set(ahead[:4])) or (
        act == "owns" and ahead[:1] != ["up"]
    ):
        return None
    if _nobody(s, k):
        return None
    if form in ("past", "participle") and "by" in ahead[:2] and act == "claims":
        return _claimed_by(s, k, k + 1 + ahead.index("by"))
    if (act == "claims" and not _claims_deed(lower, k, ahead)) or (act == "admits" and not _admits_deed(ahead)):
        return None
    speaker = _speaker_at(s, k)
    if speaker is None or (act == "admits" and speaker.kind not in ("armed_group", "other")):
        return None
    actor = _body(s, speaker)
    return Blame(*_quote(s, min(speaker.first, k), k + 1), actor, "claims", speaker.words) if actor else None


def _nobody(s: _Sentence, k: int) -> bool:
    """Tell whether the verb is denied or has nobody for a subject: "No group has claimed"."""
    lower = s.tokens.lower
    floor = max(0, k - _BODY_MAX)
    begin = max((i for i in range(floor, k) if lower[i] in (",", ";", "but", "that", "and")), default=floor - 1) + 1
    return bool(set(lower[begin:k]) & (_NOBODY | {"not", "n't", "never"})) or bool(
        {"if", "whether"} & set(lower[begin:k])
    )


def _claims_deed(lower: list[str], k: int, ahead: list[str]) -> bool:
    if {"responsibility", "credit"} & set(ahead[:4]):
        return True
    if {"lives", "life"} & set(ahead[:5]):
        return False
    head = next((i for i, w in enumerate(ahead) if w in _words("attack")), None)
    stop = next(
        (
            i
            for i, w in enumerate(ahead)
            if i and (w in ("that", ",", "and", "to", "was", "had", "were", "of") or w[0].isdigit())
        ),
        len(ahead),
    )
    return (
        head is not None
        and head < stop
        and head <= 5
        and ahead[0] in ("the", "that", "this", "both", "those", "these", "an", "a", "its", *_words("attack"))
    )


def _admits_deed(ahead: list[str]) -> bool:
    deeds = set(ahead) & (_words("harm") | _words("attack"))
    starters = set(ahead) & {"of", "to", "that", "having"}
    return (bool(deeds) and bool(starters)) or (
        bool(deeds)
        and ahead[0]
        in (
            "to",
            "of",
            "that",
            "its",
            "it",
            "the",
            "having",
            "responsibility",
            "killing",
            "carrying",
            "planting",
            *_words("attack"),
        )
    )


def _claimed_by(s: _Sentence, k: int, by: int) -> Blame | None:
    """Read "the attack claimed by X", "responsibility was claimed by X"."""
    b = right_edge(s.tokens, by + 1)
    back = s.tokens.lower[max(0, k - 6) : k]
    if b <= by + 1 or not set(back) & (_words("attack") | {"responsibility", "which", "that", "it"}):
        return None
    b = next(
        (i for i in range(by + 1, b) if s.tokens.lower[i] in speech_verbs() or s.tokens.lower[i] in lexicon.deeds()), b
    )
    words = s.words(by + 1, b)
    a = next(
        (i for i in range(k - 1, max(-1, k - 7), -1) if s.tokens.lower[i] in ("the", "a", "an", ",")), max(0, k - 3)
    )
    return Blame(s.tokens.starts[a], s.tokens.ends[b - 1], words, "claims", words)


# ---------------------------------------------------------------- set phrases


def _by_phrase(s: _Sentence, k: int) -> Blame | None:
    word, lower = s.tokens.lower[k], s.tokens.lower
    speaker = _covering(s, k)
    if word in ("support", "backing", "help", "backed", "sponsored", "funded", "assistance", "behest"):
        return _supported(s, k)
    if word in ("finger", "pointed"):
        return _pointed(s, k)
    if word in ("pinned", "pins", "pin"):
        on = next((i for i in range(k + 1, min(len(lower), k + 9)) if lower[i] == "on"), None)
        begin = left_edge(s.tokens, _back(lower, k))
        return _accused_on(s, on, begin, k, s.words(begin, _back(lower, k))) if on and begin < k else None
    if word in ("baseless", "unfounded", "fabrication", "false"):
        return _called_baseless(s, k)
    if word == "nothing":
        return (
            _own_stance(s, k, "denies")
            if lower[k - 1 : k] in (["had"], ["has"], ["have"]) and lower[k + 1 : k + 4] == ["to", "do", "with"]
            else None
        )
    if word == "distanced":
        return _own_stance(s, k, "denies", begin=True) if "from" in lower[k + 1 : k + 4] else None
    if word == "guilty":
        return _found_guilty(s, k)
    if word == "responsible":
        held = next(
            (i for i in range(k - 1, max(-1, k - 16), -1) if lower[i] in ("held", "holds", "hold", "holding")), None
        )
        if held is not None and held + 1 < k:
            return _held_responsible(s, held, k)
    if speaker is None or _NOBODY & set(lower[max(0, k - 5) : k]):
        return None
    return _said_of(s, k, word, speaker)


def _supported(s: _Sentence, k: int) -> Blame | None:
    """Read "operates with support from X", "is funded by X" in somebody's words."""
    lower, speaker = s.tokens.lower, _covering(s, k)
    if speaker is None or lower[k + 1 : k + 2] not in (["from"], ["of"], ["by"]) or _nobody(s, k):
        return None
    a, b = k + 2, _object_end(s.tokens, k + 2)
    words = s.tokens.words[a:b]
    if (
        not words
        or phrase_kind(words, s.cast) not in ("armed_group", "government", "security_forces")
        or not any(w[0].isupper() for w in words)
    ):
        return None
    if not set(lower[max(0, k - 20) : k + 20]) & (
        _OWN_MEN | {"group", "movement", "attackers", "faction", "gang", "militia", "outfit"}
    ):
        return None
    begin = speaker.first if speaker.first < k else k
    return _accused(s, s.words(a, b), (a, b), (s.tokens.starts[begin], s.tokens.ends[b - 1]), speaker)


def _back(lower: list[str], k: int) -> int:
    while k > 0 and (
        lower[k - 1] in _AUX
        or lower[k - 1] in _MARKS
        or (lower[k - 1] == "and" and k > 1 and lower[k - 2].endswith("ed"))
    ):
        k -= 2 if lower[k - 1] == "and" else 1
    return k


def _accused_on(s: _Sentence, on: int, begin: int, k: int, by: str) -> Blame | None:
    a, b = on + 1, _object_end(s.tokens, on + 1)
    actor = _resolve(s, s.words(a, b), a) if b > a and _sound(s, a, b) else None
    return Blame(*_quote(s, begin, b), actor, "accused", by) if actor else None


def _pointed(s: _Sentence, k: int) -> Blame | None:
    """Read "X pointed the finger at Y"."""
    lower = s.tokens.lower
    verb = (
        k
        if lower[k] == "pointed"
        else next(
            (i for i in range(k - 1, max(-1, k - 4), -1) if lower[i] in ("pointed", "points", "pointing", "point")),
            None,
        )
    )
    if lower[k] == "pointed" and (
        "finger" in lower[k : k + 5] or _kind_ahead(s, k) not in ("armed_group", "security_forces", "government")
    ):
        return None
    at = next((i for i in range(k + 1, min(len(lower), k + 4)) if lower[i] == "at"), None)
    if verb is None or at is None:
        return None
    speaker = _speaker_at(s, verb)
    begin = speaker.first if speaker and speaker.first < verb else left_edge(s.tokens, _back(lower, verb))
    by = speaker.words if speaker else s.words(begin, _back(lower, verb)) if begin < verb else None
    return _accused_on(s, at, begin, k, by) if by else None


def _kind_ahead(s: _Sentence, k: int) -> str | None:
    at = next((i for i in range(k + 1, min(len(s.tokens), k + 4)) if s.tokens.lower[i] in ("at", "to")), None)
    return phrase_kind(s.tokens.words[at + 1 : _object_end(s.tokens, at + 1)], s.cast) if at else None


def _held_responsible(s: _Sentence, held: int, k: int) -> Blame | None:
    speaker = _speaker_at(s, held)
    actor = _resolve(s, s.words(held + 1, k).strip(" ,"), held + 1)
    return (
        Blame(*_quote(s, min(speaker.first, held), k + 1), actor, "accused", speaker.words)
        if speaker and actor
        else None
    )


def _called_baseless(s: _Sentence, k: int) -> Blame | None:
    """Read "X called the accusation baseless"."""
    lower = s.tokens.lower
    verb = next(
        (
            i
            for i in range(k - 1, max(-1, k - 9), -1)
            if lower[i] in ("called", "calls", "calling", "described", "dismissed", "branded", "termed")
        ),
        None,
    )
    if (
        verb is None
        or lower[verb] == "dismissed"
        or not set(lower[verb:k]) & (_words("charge") | {"it", "this", "them"})
        or not s.before
    ):
        return None
    speaker = _speaker_at(s, verb)
    end = _back(lower, verb)
    begin = speaker.first if speaker and speaker.first < verb else left_edge(s.tokens, end)
    if begin >= end:
        return None
    by = speaker.words if speaker else s.words(begin, end)
    actor = _denied_by(s, speaker or Speaker(begin, end, by, "", verb, (0, 0)), ["it"])
    return Blame(*_quote(s, begin, k + 1), actor, "denies", by) if actor else None


def _own_stance(s: _Sentence, k: int, stance: str, begin: bool = False) -> Blame | None:
    speaker = _covering(s, k)
    a = left_edge(s.tokens, _back(s.tokens.lower, k))
    if speaker is None and begin and a < k:
        words = s.words(a, _back(s.tokens.lower, k))
        speaker = Speaker(a, k, words, "", k, (0, 0))
    if speaker is None:
        return None
    subject = s.tokens.lower[a:k]
    if not begin and not set(subject) & _SELF:
        return None
    actor = _denied_by(s, speaker, [])
    return Blame(*_quote(s, a, k + 1), actor, stance, speaker.words) if actor else None


def _found_guilty(s: _Sentence, k: int) -> Blame | None:
    """Read "the court found X guilty of", "X was found guilty of", "X pleaded not guilty"."""
    lower = s.tokens.lower
    verb = next(
        (i for i in range(k - 1, max(-1, k - 8), -1) if lower[i] in ("found", "finds", "pleaded", "pleads")), None
    )
    if verb is None:
        return None
    end = _back(lower, verb)
    a, end = subject_before(s.tokens, end + (end < len(lower) and lower[end] == ","))
    if a >= end:
        return None
    subject = _short(s.words(a, end))
    if lower[verb] in ("pleaded", "pleads"):
        return Blame(*_quote(s, a, k + 1), subject, "denies", subject) if lower[k - 1] == "not" else None
    if end < verb and set(lower[end:verb]) & _BE:
        return Blame(*_quote(s, a, k + 1), subject, "accused", "court")
    actor = _resolve(s, s.words(verb + 1, k), verb + 1) if verb + 1 < k else None
    return Blame(*_quote(s, a, k + 1), actor, "accused", subject) if actor else None


def _said_of(s: _Sentence, k: int, word: str, speaker: Speaker) -> Blame | None:
    """Read "X said Y was behind the attack", "Y was responsible for", "it was the work of Y", "Y had a hand in"."""
    lower = s.tokens.lower
    if word == "work" and lower[k + 1 : k + 2] == ["of"]:
        a, b = k + 2, _object_end(s.tokens, k + 2)
        begin = left_edge(s.tokens, _back(lower, k - 1))
    elif (
        (word == "behind" and lower[k + 1 : k + 2] and set(lower[k + 1 : k + 5]) & (_words("attack") | {"it", "them"}))
        or (word == "responsible" and lower[k + 1 : k + 2] == ["for"])
        or (word == "hand" and lower[k - 1] == "a" and lower[k + 1 : k + 2] == ["in"])
    ):
        b = _back(lower, k - 2 if word == "hand" else k)
        a = begin = left_edge(s.tokens, b)
    else:
        return None
    if b <= a or not _sound(s, a, b) or (s.speakers and a <= speaker.first < b and speaker.first < len(lower)):
        return None
    own = bool(set(lower[a:b][:2]) & _SELF) or bool(_key_words(s.words(a, b)) & _speaker_keys(s, speaker))
    negated = bool(set(lower[max(0, k - 4) : k]) & {"not", "n't", "never"})
    quote = _quote(s, min(begin, k), max(b, k + 1))
    if own:
        actor = _body(s, speaker)
        return Blame(*quote, actor, "denies" if negated else "claims", speaker.words) if actor else None
    harmful = word in ("behind", "work") or set(lower[k + 1 : k + 9]) & (_words("attack") | _words("harm"))
    if (
        word == "work"
        and phrase_kind(s.tokens.words[a:b], s.cast) not in ("armed_group", "security_forces", "government")
    ) or not harmful:
        return None
    actor = None if negated else _resolve(s, s.words(a, b), a)
    return Blame(*quote, actor, "accused", speaker.words) if actor else None


def _speaker_keys(s: _Sentence, speaker: Speaker) -> set[str]:
    """Give the words that name a speaker, for "the station" with those of the speaker before."""
    keys = _key_words(speaker.words)
    back = s.carried is not None and len(keys) == 1 and s.carried.kind == speaker.kind
    return keys | (_key_words(s.carried.words) if back else set())


def _backed(s: _Sentence, k: int) -> Blame | None:
    """Read "Chadian-backed mercenaries" in somebody's words: an accusation of the backer."""
    speaker = _covering(s, k)
    if speaker is None:
        return None
    backer = s.tokens.words[k].rsplit("-", 1)[0]
    if not backer[0].isupper():
        return None
    begin = min(speaker.verb, k) if speaker.verb < len(s.tokens) else k
    return Blame(
        s.tokens.starts[begin], s.tokens.ends[min(k + 1, len(s.tokens) - 1)], _country(backer), "accused", speaker.words
    )


def _country(backer: str) -> str:
    from helpers.gazetteer import country_name

    return country_name(backer) or backer


# ---------------------------------------------------------------- deeds that somebody tells of


def _told_deeds(s: _Sentence) -> Iterator[Blame]:
    """Read "X said that Y had killed": an accusation of another, or the avowal of a group's own deed."""
    lower = s.tokens.lower
    for k in range(len(lower)):
        if (
            not _deed_word(lower, k)
            or _denied_here(lower, k)
            or k + 1 >= len(lower)
            or lower[k - 1 : k] in (["to"], ["would"], ["not"])
        ):
            continue
        speaker = _covering(s, k)
        if speaker is None:
            continue
        found = _deed(s, k, speaker)
        if found:
            yield found
            return


def _deed_word(lower: list[str], k: int) -> bool:
    word = lower[k]
    if word == "let":
        return (
            bool({"through", "pass", "in", "into", "slip", "escape"} & set(lower[k + 1 : k + 6]))
            and lower[k + 1] != "go"
        )
    if word in _TAKING:
        return bool(_AWAY & set(lower[k + 1 : k + 6])) or (word == "carried" and lower[k + 1 : k + 2] == ["out"])
    return word in _words("harm") or word in _words("complicity")


def _denied_here(lower: list[str], k: int) -> bool:
    """Tell whether the nearest verb of speech before a deed denies it: "reject the slander that our men killed"."""
    near = next((w for w in reversed(lower[max(0, k - 14) : k]) if w in _words("denial") or w in _SAYING), None)
    return near is not None and near not in _SAYING


def _deed(s: _Sentence, k: int, speaker: Speaker) -> Blame | None:
    lower = s.tokens.lower
    end = _back(lower, k)
    passive = end < k and bool(set(lower[end:k]) & _BE)
    if passive or lower[k + 1] == "by":
        by = next((i for i in range(k + 1, min(len(lower) - 1, k + 6)) if lower[i] == "by"), None)
        if by is None:
            return None
        a, b = by + 1, min(_object_end(s.tokens, by + 1), right_edge(s.tokens, by + 1))
        begin = left_edge(s.tokens, end)
    else:
        a, b = left_edge(s.tokens, end), end
        begin = a
    if b <= a or a <= speaker.first < b or lower[k].endswith("ing"):
        return None
    quote = _quote(s, min(begin, a), max(b, k + 1))
    if speaker.kind == "armed_group" and not passive and _own_deed(s, a, b) and len(speaker.words) < 90:
        actor = _body(s, speaker)
        return Blame(*quote, actor, "claims", speaker.words) if actor else None
    return _told_of_other(s, k, a, b, quote, speaker)


def _own_deed(s: _Sentence, a: int, b: int) -> bool:
    return bool(
        set(s.tokens.lower[a : min(b, a + 5)]) & {"it", "its", "they", "their", "he", "his", "we", "our"}
    ) or s.tokens.lower[a:b] == ["the", "group"]


def _told_of_other(s: _Sentence, k: int, a: int, b: int, quote: tuple[int, int], speaker: Speaker) -> Blame | None:
    lower, words = s.tokens.lower[a:b], s.tokens.words[a:b]
    if (
        len(lower) > 9
        or (lower[0] in PRONOUNS and speaker.kind != "government")
        or speaker.kind in ("media", "unattributed")
        or not _sound(s, a, b)
    ):
        return None
    cut = next((i for i, w in enumerate(lower) if i and w in PREPOSITIONS), len(words))
    named = _names_group(s, words[:cut]) or (
        lower[0] in _OWN_MEN and lower[1:2] in (["of"], ["from"]) and _names_group(s, words)
    )
    state = bool(set(lower) & _STATE) and not set(lower) & {"former", "off-duty", "dressed", "men"}
    if s.tokens.lower[k] in _words("complicity"):
        kind = phrase_kind(words, s.cast)
        named = any(w[0].isupper() and (i or w.lower() not in lexicon.sources()) for i, w in enumerate(words))
        known = kind in ("armed_group", "security_forces", "government") and named
        return _accused(s, s.words(a, b), (a, b), quote, speaker) if known else None
    victims = set(s.tokens.lower[k + 1 : k + 7])
    if named and speaker.kind != "armed_group" and not _key_words(s.words(a, b)) & _key_words(speaker.words):
        return _accused(s, s.words(a, b), (a, b), quote, speaker)
    if state and speaker.kind in ("armed_group", "witness", "other", "analyst") and not victims & _OWN_MEN:
        return _accused(s, s.words(a, b), (a, b), quote, speaker)
    court = {"court", "judge", "judges", "panel", "tribunal", "jury"} & _key_words(speaker.words.replace("-", " "))
    if court and lower[0] in ("he", "she", "they"):
        person = _person_before(s, s.tokens.starts[a])
        return Blame(*quote, person, "accused", speaker.words) if person else None
    return None


def _names_group(s: _Sentence, words: list[str]) -> bool:
    names = [
        w
        for i, w in enumerate(words)
        if w[0].isupper() and w not in ("The", "A", "An") and (i or w.lower() not in lexicon.sources())
    ]
    if len(names) == 1 and len(names[0]) > 1 and names[0].isupper() and not s.tokens.upper and core_kind(names) is None:
        return True
    return (
        bool(names)
        and not s.tokens.upper
        and (s.cast.kind(names) == "armed_group" or core_kind(names) == ("armed_group", True))
    ) or (s.tokens.upper and core_kind(words) == ("armed_group", True) and s.cast.kind([words[-1]]) == "armed_group")


# ---------------------------------------------------------------- who is meant


def _speaker_at(s: _Sentence, k: int) -> Speaker | None:
    """Give the speaker of verb k, also where other verbs stand between: "X rejected talks and denied"."""
    exact = next((p for p in s.speakers if p.verb == k), None)
    return exact or next(
        (
            p
            for p in s.speakers
            if p.first < len(s.tokens) and p.last <= k and not set(s.tokens.lower[p.last : k]) - _AUX - {","}
        ),
        None,
    )


def _covering(s: _Sentence, k: int) -> Speaker | None:
    return next((p for p in s.speakers if p.covers[0] <= k < p.covers[1] and not p.first <= k < p.last), None)


def _quote(s: _Sentence, a: int, b: int) -> tuple[int, int]:
    """Run a quote on from token b to the end of its clause, at most a dozen words."""
    lower, n = s.tokens.lower, len(s.tokens)
    end = min(b, n)
    while (
        end < n
        and end - b < 12
        and lower[end] not in (",", ".", ";", "—", "…")
        and lower[end] not in ("and", "but", "while", "saying")
    ):
        end += 1
    return s.tokens.starts[min(a, n - 1)], s.tokens.ends[max(min(end, n), a + 1) - 1]


def _resolve(s: _Sentence, words: str, at: int) -> str | None:
    """Give the words for an actor, those before for "the group", "it", "them"; None for nobody."""
    plain = words.strip(" ,“”\"'")
    low = plain.lower()
    if low in _THE_GROUP:
        group = s.cast.group_before(s.tokens.starts[at])
        return group.words if group else (plain if low.startswith("the") else _last_actor(s))
    if low in ("him", "he", "her", "she"):
        return _person_before(s, s.tokens.starts[at]) or _last_actor(s)
    if (
        not plain
        or low.split()[0] in _NOBODY | {"this", "that", "what", "who"}
        or low in ("each other", "one another", "both", "both sides")
    ):
        return None
    return plain


def _last_actor(s: _Sentence) -> str | None:
    return s.before[-1].actor if s.before else None


def _person_before(s: _Sentence, at: int) -> str | None:
    return s.cast.person_before(at)


def _body(s: _Sentence, speaker: Speaker) -> str | None:
    """Name the body that a speaker stands for: "X's spokesman", "a spokesman for X", "COL Y, DIRECTOR OF THE X"."""
    words = tokenise(speaker.words, 0, len(speaker.words))
    lower = words.lower
    if speaker.first >= len(s.tokens) and "our" in s.tokens.lower[:-1]:  # a statement in the first person
        ours = s.tokens.lower.index("our")
        return s.words(ours, ours + 2)
    if lower and lower[0] in ("its", "their", "his", "her"):
        group = s.cast.group_before(s.tokens.starts[min(speaker.first, len(s.tokens) - 1)])
        return group.words if group else (s.carried.words if s.carried else None)
    if (whose := _in_whose_name(s, lower)) is not None:
        return whose
    own = next((i for i, w in enumerate(lower) if w in ("'s", "’s")), None)
    if own and set(lower[own:]) & _PERSON_ROLES:
        return speaker.words[: words.ends[own - 1]]
    role = next(
        (
            i
            for i, w in enumerate(lower)
            if w in _PERSON_ROLES | {"handbills", "pamphlet", "statement", "video", "fighters", "leaflets"}
        ),
        None,
    )
    of = (
        next((i for i in range(role + 1, len(lower)) if lower[i] in ("of", "for", "from", "by")), None)
        if role is not None
        else None
    )
    if of is not None:
        body = speaker.words[words.starts[min(of + 1, len(lower) - 1)] :]
        return _resolve(s, body, min(speaker.first, len(s.tokens) - 1)) or body
    if lower in (
        ["the", "group"],
        ["the", "movement"],
        ["it"],
        ["they"],
        ["the", "militia"],
        ["the", "station"],
        ["the", "rebels"],
    ):
        group = s.cast.group_before(s.tokens.starts[min(speaker.first, len(s.tokens) - 1)] + 1)
        return group.words if group else speaker.words
    return _office(s, speaker, words) or _short(speaker.words)


def _in_whose_name(s: _Sentence, lower: list[str]) -> str | None:
    """Name the group of a leaflet: "in the Red Banner's name", else the group named last."""
    if not set(lower[:3]) & _PAPERS or {"of", "from", "by"} & set(lower):
        return None
    t = s.tokens.lower
    at = next((i for i, w in enumerate(t) if w == "name" and t[i - 1] in ("'s", "’s")), None)
    if at:
        return s.words(left_edge(s.tokens, at - 1) if t[at - 2] != "the" else at - 2, at - 1).removeprefix("in ")
    group = s.cast.group_before(s.tokens.starts[0])
    return group.words if group else None


def _office(s: _Sentence, speaker: Speaker, words: Tokens) -> str | None:
    """Give the police for "Dhanwar", once introduced as their commissioner."""
    if (
        speaker.kind not in ("security_forces", "armed_group")
        or len(words) > 3
        or any(core_kind([w]) for w in words.words)
    ):
        return None
    named = s.cast.by_key.get(words.lower[-1])
    first = tokenise(named[0].words, 0, len(named[0].words)).words[0] if named else ""
    return first if core_kind([first] if first else []) == (speaker.kind, True) else None


def _short(words: str) -> str:
    """Leave out what stands behind the first comma, but keep another name: "the Y Army, or YA"."""
    head, comma, rest = words.partition(",")
    return words if comma and rest.strip().lower().startswith(("or ", "known as")) else head


__all__ = ["Blame", "extract_responsibility", "find_responsibility"]
