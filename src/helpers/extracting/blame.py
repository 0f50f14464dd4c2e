"""What claims, denials and accusations share: a sentence with its speakers, who is meant, and which words carry it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from helpers import lexicon
from helpers.extracting.actors import core_kind, phrase_kind, word_set
from helpers.extracting.cast import Cast, cast_of
from helpers.extracting.noun_phrases import DAYS, left_edge, manner, subject_before, topic
from helpers.extracting.speakers import Speaker
from helpers.extracting.speech import BE
from helpers.extracting.tokens import Tokens, tokenise

ACTS = (
    "accuses",
    "blames",
    "charges",
    "convicts",
    "attributes",
    "condemns",
    "denies",
    "rejects",
    "claims",
    "takes",
    "admits",
    "boasts",
    "owns",
)
ATTRIBUTIVE = {
    "suspected",
    "jailed",
    "imprisoned",
    "convicted",
    "alleged",
    "suspects",
    "suspect",
}  # "five suspected members"
NOBODY = {"no", "nobody", "none", "neither", "nor"}
NOT = {"not", "n't", "never"}
BODIES = ("armed_group", "security_forces", "government")
_BESIDE = {
    "or",
    "a",
    "an",
    "the",
    "one",
    "which",
    "who",
    "whose",
    "known",
    "also",
    "another",
    "itself",
    "once",
    "formerly",
    "long",
    "led",
}
_LONGEST_ASIDE = 24  # tokens
MAX_ACTOR = 14  # tokens: longer stretches are clauses, not names
FAR = 420  # characters between an accusation and the denial that points back to it
ROLES = word_set("person roles")
SELF = word_set("self")
_MODALS = {"could", "would", "may", "might", "should", "must"}
_UNNAMED = word_set("unnamed")
_THE_GROUP = word_set("the group")
_GROUP_NOUNS = word_set("group nouns")
_OBJECT_ENDS = word_set("object ends")
_VAGUE = word_set("vague")
_CLAUSE_ENDS = {",", ".", ";", ":", "—", "–", "(", "”", '"', "…", "!", "?"}
_NEAR = {"neighboring", "neighbouring", "bordering", "adjoining", "visiting", "ruling"}


@dataclass(slots=True)
class Blame:
    """One finding: whose deed, what stance, who says so, and the characters that carry it."""

    start: int
    end: int
    actor: str
    stance: str
    by: str | None
    told: bool = False  # only told as a deed: an open accusation of the same actor goes before it


@dataclass(slots=True)
class Sentence:
    """A sentence with its speakers, the speaker carried into it, and what was found before."""

    tokens: Tokens
    text: str
    speakers: list[Speaker]
    before: list[Blame]
    carried: Speaker | None

    @property
    def cast(self) -> Cast:
        """Give the names that the whole report introduces."""
        return cast_of(self.text)

    def words(self, a: int, b: int) -> str:
        """Give the text of tokens a … b-1."""
        return self.text[self.tokens.starts[a] : self.tokens.ends[b - 1]]


@cache
def words(use: str) -> frozenset[str]:
    """Give the words of one use in data/lexicon/responsibility_words.csv; raises LexiconError for no such use."""
    found = frozenset(
        row["word"].lower() for row in lexicon.read_rows("responsibility_words", ("word", "use")) if row["use"] == use
    )
    if not found:
        path = lexicon.folder() / "responsibility_words.csv"
        raise lexicon.LexiconError(f"{path}: no row has the use {use!r}; restore the rows of that use.")
    return found


AUX = BE | words("auxiliary")


@cache
def acts() -> dict[str, tuple[str, str]]:
    """Give the forms of the verbs that claim, deny or accuse: form → (act, form's name)."""
    found: dict[str, tuple[str, str]] = {}
    rows = lexicon.read_rows("responsibility_verbs", ("base", "third", "past", "participle", "ing", "act"))
    for number, row in enumerate(rows, 2):
        if row["act"] not in ACTS:
            path = lexicon.folder() / "responsibility_verbs.csv"
            raise lexicon.LexiconError(f"{path}, row {number}: act is {row['act']!r}; use one of {', '.join(ACTS)}.")
    for form in ("past", "participle", "third", "base", "ing"):
        for row in rows:
            found.setdefault(row[form].lower(), (row["act"], form))
    return found


@cache
def _no_actor() -> frozenset[str]:
    return _VAGUE | (words("harm") - words("attack") - {"armed", "hit", "set"})


def key_words(actor: str) -> set[str]:
    """Give the words that tell an actor from others: without articles, plural of abbreviations, possessives."""
    found = {w.strip("'’s.,()“”\"") for w in actor.replace("’s", "").replace("'s", "").split()}
    return {w.lower() for w in found} - _UNNAMED


# ---------------------------------------------------------------- who speaks


def speaker_at(s: Sentence, k: int) -> Speaker | None:
    """Give the speaker of verb k, also behind "has also": what stands between may only be auxiliaries."""
    exact = next((p for p in s.speakers if p.verb == k), None)
    return exact or next(
        (
            p
            for p in s.speakers
            if p.first < len(s.tokens) and p.last <= k and not set(s.tokens.lower[p.last : k]) - AUX - {","}
        ),
        None,
    )


def covering(s: Sentence, k: int) -> Speaker | None:
    """Give the speaker who vouches for token k."""
    return next((p for p in s.speakers if p.covers[0] <= k < p.covers[1] and not p.first <= k < p.last), None)


def teller(s: Sentence, verb: int) -> Speaker | None:
    """Give who says what a verb tells: its speaker, else its subject ("the bishop faulted"), a pronoun resolved."""
    speaker = speaker_at(s, verb)
    if speaker is not None:
        return speaker
    end = skip_auxiliaries(s.tokens.lower, verb)
    a, b = subject_before(s.tokens, end + (s.tokens.lower[end] == ","))
    if end and s.tokens.lower[end - 1] == "and":  # "rang the newspaper and took responsibility": the sentence's subject
        a, b = topic(s.tokens) or (end, end)
    a += a + 1 < b and s.tokens.lower[a] in ("which", "that", "whom")
    if a >= b or s.tokens.lower[a] in NOBODY | {"which", "that", "who"}:
        return None
    comma = s.tokens.lower.index(",", a, b) if "," in s.tokens.lower[a:b] else b
    while comma - a > 1 and s.tokens.lower[comma - 1] in DAYS | {"yesterday", "today", "also", "on"}:
        comma -= 1
    if s.tokens.lower[a:b] == ["both"] and s.carried is not None:  # of two who spoke just before
        return Speaker(a, b, s.words(a, b), "witness", verb, (0, 0))
    named = resolve(s, s.words(a, comma), a)
    if named is None or s.tokens.lower[a] in ("i", "you"):
        return None
    kind = phrase_kind(s.tokens.words[a:comma], lambda: s.cast)
    if comma - a == 1 and s.tokens.lower[a] in ("it", "they"):
        group = s.cast.group_before(s.tokens.starts[a])
        return Speaker(a, b, group.words, group.kind, verb, (0, 0)) if group else None
    proper = comma - a <= 3 and all(w[0].isupper() for w in s.tokens.words[a:comma]) and not s.tokens.upper
    if kind is None and not proper and not s.cast.is_person(s.tokens.words[a:comma]):
        return None
    verbal = s.tokens.lower[verb + 1 : verb + 2] in (
        ["the"],
        ["a"],
        ["an"],
    )  # "investigators suspected a splinter group"
    told = set(s.tokens.lower[a:comma]) & ATTRIBUTIVE or (s.tokens.lower[verb] in ATTRIBUTIVE and not verbal)
    return None if told or comma - a > 9 else Speaker(a, b, named, kind or "witness", verb, (0, 0))


def told_by(s: Sentence, verb: int) -> Speaker | None:
    """Give who vouches for a verb that is no speech here though it may be elsewhere: "X must answer for it, said Y"."""
    speaker = covering(s, verb)
    if speaker is not None and speaker.verb in (verb - 2, verb - 1, verb):
        behind = next((p for p in s.speakers if verb < p.first < len(s.tokens)), None)
        return behind or next((p for p in s.speakers if p.verb < speaker.first), None)
    return speaker


# ---------------------------------------------------------------- which tokens


def doer_before(s: Sentence, end: int) -> tuple[int, int]:
    """Find the subject that ends before token `end`, without what commas set beside it: "CODECO | , a militia, | was"."""
    lower = s.tokens.lower
    if not end or lower[end - 1] != ",":
        return left_edge(s.tokens, end), end
    commas = (i for i in range(end - 2, max(0, end - _LONGEST_ASIDE), -1) if lower[i] == ",")
    comma = next((i for i in commas if lower[i + 1] in _BESIDE or lower[i + 1].endswith("ed")), None)
    return (left_edge(s.tokens, comma), comma) if comma is not None else subject_before(s.tokens, end)


def told_of(s: Sentence, end: int, speaker: Speaker) -> tuple[int, int] | None:
    """Find X where a relative clause tells its deed: "X, which the police say | was behind it"."""
    which = speaker.first - 1
    if end != speaker.verb + 1 or which < 1 or s.tokens.lower[which] not in ("which", "who", "whom", "that"):
        return None
    return subject_before(s.tokens, which - (s.tokens.lower[which - 1] == ","))


def quote(s: Sentence, a: int, b: int) -> tuple[int, int]:
    """Run a quote on from token b to the end of its clause, at most a dozen words: its characters."""
    lower, n = s.tokens.lower, len(s.tokens)
    end = min(b, n)
    while end < n and end - b < 12 and lower[end] not in {",", ".", ";", "—", "…", "and", "but", "while", "saying"}:
        end += 1
    return s.tokens.starts[min(a, n - 1)], s.tokens.ends[max(end, a + 1) - 1]


def skip_auxiliaries(lower: list[str], k: int) -> int:
    """Step back from a verb over "had", "deliberately", and a verb that shares its subject ("burned and killed")."""
    while k > 0:
        word = lower[k - 1]
        if word in AUX or word in ("too", ",", "“", '"') or manner(word):
            k -= 1
        elif word == "and" and k > 1 and lower[k - 2].endswith("ed"):
            k -= 2
        else:
            break
    return k


def object_end(tokens: Tokens, a: int) -> int:
    """Find where the accused ends: "Chad | of arming", "rebels of the OLU coalition | and their instructors"."""
    lower, n, b = tokens.lower, len(tokens), a
    while b < n and b - a < MAX_ACTOR:
        mark = lower[b] in ("“", "”", '"') and (
            b == a
            or (b == a + 1 and lower[a] in ("the", "a", "an", "its"))
            or (lower[a] in ("“", '"') and lower[b + 1 : b + 2] == ["of"])
        )
        if lower[b] in _CLAUSE_ENDS and not mark and not _abbreviation(tokens, b):
            break
        if b > a and lower[b] in _OBJECT_ENDS and not _inside_name(tokens, b):
            break
        b += 1
    return b


def _abbreviation(tokens: Tokens, dot: int) -> bool:
    return (
        tokens.lower[dot] == "."
        and dot + 1 < len(tokens)
        and len(tokens.words[dot - 1]) <= 4
        and tokens.is_name(dot - 1)
        and tokens.is_name(dot + 1)
    )


def accused_end(tokens: Tokens, a: int) -> int:
    """Run the accused on to the "of" of the deed, also over what is set beside the name.

    "officers in neighboring Chad | of sheltering", "the head of the Lanterns, a baker, | of ordering".
    """
    lower, n = tokens.lower, len(tokens)
    for b in range(a + 1, min(n - 1, a + 2 * MAX_ACTOR)):
        if lower[b] in _CLAUSE_ENDS - {","} or lower[b] in ("that", "said"):
            break
        if lower[b] in ("of", "for") and is_deed(lower, b + 1):
            return b - (lower[b - 1] == ",")
    b = object_end(tokens, a)
    if b + 2 < n and lower[b] == "," and lower[b + 1] == "or" and tokens.is_name(b + 2):
        return object_end(tokens, b + 2)
    return b


def is_deed(lower: list[str], k: int) -> bool:
    """Tell whether a deed is named at token k: "arming", "the massacre"."""
    if k < len(lower) - 1 and lower[k] in ("the", "a", "an", "last", "this"):
        k += 1
    return k < len(lower) and ((lower[k].endswith("ing") and lower[k] not in _NEAR) or lower[k] in words("attack"))


def _inside_name(tokens: Tokens, at: int) -> bool:
    """Tell whether "of", "for", "and" is part of the accused's name: what follows is a name, not a deed."""
    lower, n = tokens.lower, len(tokens)
    if at + 1 >= n or lower[at] not in ("of", "for", "and", "in", "from", "as"):
        return False
    if lower[at] == "as":
        return lower[at - 1] == "known"
    ahead = at + 2 if lower[at + 1] in ("the", "its", *_NEAR) and at + 2 < n else at + 1
    named = (tokens.is_name(ahead) and lower[ahead] not in DAYS) or tokens.words[ahead][0].isdigit()
    return (
        named
        and not tokens.upper
        and not is_deed(lower, ahead)
        and (lower[at] == "of" or tokens.is_name(at - 1))
        and not (lower[at] == "and" and lower[at + 1] in ("the", "its"))
    )


# ---------------------------------------------------------------- who is meant


def names_actor(s: Sentence, a: int, b: int) -> bool:
    """Tell whether tokens can name an actor: no clause, no unknown men, no thing, not too long."""
    lower = s.tokens.lower[a:b]
    if not lower or len(lower) > 2 * MAX_ACTOR or lower[0] in _OBJECT_ENDS | {"those", "whoever"}:
        return False
    if lower[-1] in ("who", "which", "that", "the", "a", "and", "or", "not"):
        return False
    head = next((i for i, w in enumerate(lower) if i and w in _OBJECT_ENDS | {","}), len(lower))
    event = lower[head - 1] in words("attack") and not s.tokens.is_name(a + head - 1)
    common = {w for w, word in zip(lower, s.tokens.words[a:b], strict=True) if word[0].islower() or s.tokens.upper}
    state = bool({"state", "country", "power", "government", "neighbour", "neighbor", "nation"} & set(lower))
    barred = (_no_actor() | words("thing")) - ({"unnamed"} if state else set())
    return not event and not (common | {lower[0]}) & barred and not (BE | _MODALS) & set(lower)


def resolve(s: Sentence, plain: str, at: int) -> str | None:
    """Give the words for an actor, those before for "the group", "it", "him"; None for nobody."""
    plain = plain.strip(" ,“”\"'‘’()[]")
    if plain.count('"') == 1 or plain.count("“") > plain.count("”"):  # 'the "night brigade,"'
        plain = plain.replace('"', "").replace("“", "")
    plain += ")" if plain.count("(") > plain.count(")") else ""
    low = plain.lower()
    last = s.before[-1].actor if s.before else None
    if low in _THE_GROUP - {"the rebels", "the militia"} or low.startswith("the same "):
        group = s.cast.group_before(s.tokens.starts[at])
        return group.words if group else (plain if low.startswith("the") else last)
    if (group := _of_that_name(s, low.split(), at)) is not None:
        return group
    if low in ("him", "he", "her", "she"):
        return s.cast.person_before(s.tokens.starts[at]) or last
    nobody = NOBODY | {"this", "that", "what", "who", "each", "one"}
    return (
        None
        if not plain
        or low.split()[0] in nobody
        or low in ("both", "both sides", "each side", "the other", "the other side")
        else plain
    )


def _of_that_name(s: Sentence, parts: list[str], at: int) -> str | None:
    """Name "the gang" by the group named before whose name ends so."""
    if len(parts) != 2 or parts[0] not in ("the", "that") or parts[1] not in _GROUP_NOUNS:
        return None
    group = s.cast.group_before(s.tokens.starts[at])
    return group.words if group and group.words.lower().split()[-1] == parts[1] else None


def accused(s: Sentence, span: tuple[int, int], carried_by: tuple[int, int], by: str | None) -> Blame | None:
    """Make an accusation of the actor in tokens `span`, unless it names none or is the speaker itself."""
    span = with_name(s, *span)
    if span[1] <= span[0] or not names_actor(s, *span):
        return None
    actor = resolve(s, s.words(*span), span[0])
    actor = _RELATIVE.split(own_name(actor), 1)[0] if actor else None
    if not actor or (by is not None and key_words(actor) == key_words(by)):
        return None
    return Blame(*carried_by, actor, "accused", by)


def with_name(s: Sentence, a: int, b: int) -> tuple[int, int]:
    """Add the name that is set beside a nameless actor: "a rival faction, the Sons of Tarn"."""
    t = s.tokens
    if t.upper or b <= a or any(w[0].isupper() for w in t.words[a:b]) or t.lower[b : b + 1] != [","]:
        return a, b
    name = b + 2 if t.lower[b + 1 : b + 2] == ["the"] else b + 1
    return (a, object_end(t, name)) if name < len(t) and t.words[name][0].isupper() else (a, b)


_RELATIVE = re.compile(r", (?:which|who|whose|where)\b")
_NAMING = {"called", "named", "dubbed", "calling", "known"}


def own_name(words: str) -> str:
    """Give the name in "the gang known as X", "a group calling itself X"; leave out an age and what was done to it."""
    parts = tokenise(words, 0, len(words))
    at = next((k for k, w in enumerate(parts.lower) if k and w in _NAMING), None)
    if at is not None:
        name = next((k for k in range(at + 1, len(parts)) if parts.words[k][0].isupper()), None)
        if name is not None and name - at <= 3:
            start = name - 1 if parts.lower[name - 1] == "the" else name
            return words[parts.starts[start] :].strip(' ,“”"')
    comma = next((k for k, w in enumerate(parts.lower) if w == ","), None)
    if (
        comma is not None
        and parts.lower[comma + 1 : comma + 2]
        and (parts.lower[comma + 1].isdigit() or parts.lower[comma + 1].endswith("ed"))
    ):
        return words[: parts.ends[comma - 1]]
    return words


def body_of(s: Sentence, speaker: Speaker) -> str | None:
    """Name the body that a speaker stands for, by the name that the report gives it."""
    body = _body(s, speaker)
    return own_name(body) if body else None


def _body(s: Sentence, speaker: Speaker) -> str | None:
    """Name the body that a speaker stands for: "X's spokesman", "a spokesman for X", "COL Y, DIRECTOR OF THE X"."""
    parts = tokenise(speaker.words, 0, len(speaker.words))
    lower, at = parts.lower, s.tokens.starts[min(speaker.first, len(s.tokens) - 1)]
    if speaker.first >= len(s.tokens) and "our" in s.tokens.lower[:-1]:  # a statement in the first person
        ours = s.tokens.lower.index("our")
        return s.words(ours, ours + 2)
    if lower[:1] == ["whose"] and 2 < speaker.first < len(s.tokens):  # "the gang known as X, whose leader"
        end = speaker.first - (s.tokens.lower[speaker.first - 1] == ",")
        return s.words(left_edge(s.tokens, end), end)
    if lower and lower[0] in ("its", "their", "his", "her", "whose"):
        group, last = s.cast.group_before(at), s.before[-1] if s.before else None
        if last and last.stance == "accused" and lower[0] == "their" and (group is None or last.start > group.at):
            return last.actor  # "accused the separatists. Their spokesman"
        return group.words if group else (s.carried.words if s.carried else None)
    if lower[:3] == ["the", "group", "'s"] or lower[:3] == ["the", "group", "’s"]:
        return resolve(s, "the group", min(speaker.first, len(s.tokens) - 1))
    if (spoken_for := _spoken_for(s, speaker)) is not None:
        return spoken_for
    if (whose := _in_whose_name(s, lower)) is not None:
        return whose
    own = next((i for i, w in enumerate(lower) if w in ("'s", "’s")), None)
    if own and set(lower[own:]) & ROLES:
        owner = speaker.words[: parts.ends[own - 1]]
        return (
            resolve(s, owner, min(speaker.first, len(s.tokens) - 1)) if owner.lower() in _THE_GROUP else None
        ) or owner
    if (employer := _employer(s, speaker, parts)) is not None:
        return employer
    if (body := _role_beside(speaker.words)) is not None:
        return body
    if len(lower) <= 2 and " ".join(lower) in _THE_GROUP | {"the station"}:
        group = s.cast.group_before(at + 1)
        return group.words if group else speaker.words
    return _office(s, speaker, parts) or first_name(speaker.words)


def _spoken_for(s: Sentence, speaker: Speaker) -> str | None:
    """Name the group that a caller, or a man, speaks for: "on behalf of X", "a man who said he spoke for X"."""
    t, lower = s.tokens, s.tokens.lower
    begin = speaker.first if speaker.first < len(t) else len(t)
    for k in range(begin, min(len(t) - 2, speaker.verb + 16)):
        by_name = lower[k : k + 2] == ["behalf", "of"] or lower[k - 2 : k + 2] == ["in", "the", "name", "of"]
        speaks = lower[k] in ("spoke", "speaks", "speaking", "speak", "answers") and "for" in lower[k + 1 : k + 4]
        if by_name or (speaks and k < speaker.verb):
            a = k + 2 if by_name else lower.index("for", k) + 1
            a, end = with_name(s, a, object_end(s.tokens, a))
            return resolve(s, s.words(a, end), a)
    return None


def _employer(s: Sentence, speaker: Speaker, parts: Tokens) -> str | None:
    """Read whom a role is of: "a spokesman for X", "a video from X"."""
    roles = ROLES | words("paper") | {"fighters"}
    role = next((i for i, w in enumerate(parts.lower) if w in roles), len(parts))
    of = next(
        (i for i in range(role + 1, min(len(parts), role + 4)) if parts.lower[i] in ("of", "for", "from", "by")), None
    )
    if of is None or of + 1 >= len(parts):
        return None
    body = first_name(speaker.words[parts.starts[of + 1] :])
    return resolve(s, body, min(speaker.first, len(s.tokens) - 1)) or body


def _role_beside(named: str) -> str | None:
    """Give the body in a name's aside: "Col. X, | a military | spokesman", "Y, the army's spokeswoman"."""
    head, comma, aside = named.partition(", ")
    parts = aside.replace("’s", "").replace("'s", "").split(",")[0].split() if comma else []
    role = next((i for i, w in enumerate(parts) if w.lower() in ROLES), 0)
    body = parts[parts[0].lower() in ("a", "an", "the", "its", "his") : role] if role else []
    kind = core_kind(body) if body else None
    return " ".join(body) if kind and kind[1] and kind[0] in BODIES and head[:1].isupper() else None


def _in_whose_name(s: Sentence, lower: list[str]) -> str | None:
    """Name the group of a leaflet: "in the Blue Lamp's name", else the group named last."""
    if not set(lower[:3]) & words("paper") or {"of", "from", "by"} & set(lower):
        return None
    t = s.tokens.lower
    at = next((i for i, w in enumerate(t) if i > 1 and w == "name" and t[i - 1] in ("'s", "’s")), None)
    if at:
        a = at - 1
        while a > 0 and s.tokens.is_name(a - 1):
            a -= 1
        return s.words(a, at - 1) if a < at - 1 else None
    group = s.cast.group_before(s.tokens.starts[0])
    return group.words if group else None


def _office(s: Sentence, speaker: Speaker, parts: Tokens) -> str | None:
    """Give the police for a mere name, once introduced as their commissioner."""
    if speaker.kind not in ("security_forces", "armed_group") or len(parts) > 3:
        return None
    named = s.cast.by_key.get(parts.lower[-1])
    if not named or any(core_kind([w]) for w in parts.words):
        return None
    first = tokenise(named[0].words, 0, len(named[0].words)).words[0]
    return first if core_kind([first]) == (speaker.kind, True) else None


_ALSO = re.compile(r"or |known (?:\w+ ){0,3}as ")


def first_name(named: str) -> str:
    """Leave out what stands behind the first comma, but keep another name: "the Y Army, or YA"."""
    head, comma, rest = named.partition(",")
    if comma and _ALSO.match(rest.strip().lower()):
        return named
    proper, aside = any(w[0].isupper() for w in head.split()[1:]), rest.strip().partition(",")[0]
    named_beside = aside.split()[:1] in (["the"], ["The"]) and aside[4:5].isupper()  # "a splinter group, the Red Palm,"
    return aside if comma and not proper and named_beside else head


def is_body(s: Sentence, a: int, b: int) -> bool:
    """Tell whether tokens name an armed group, a force or a government."""
    return phrase_kind(s.tokens.words[a:b], lambda: s.cast) in BODIES
