"""Accusations by a verb or a set phrase: "accused X of", "blamed it on X", "X was behind", "found X guilty"."""

from __future__ import annotations

from collections.abc import Iterator

from helpers import lexicon
from helpers.extracting.actors import phrase_kind, word_set
from helpers.extracting.avowals import avowed, nobody_before
from helpers.extracting.blame import (
    AUX,
    BE,
    NOBODY,
    NOT,
    SELF,
    Blame,
    Sentence,
    accused,
    accused_end,
    body_of,
    covering,
    doer_before,
    is_body,
    key_words,
    names_actor,
    object_end,
    quote,
    resolve,
    skip_auxiliaries,
    teller,
    told_by,
    told_of,
    with_name,
    words,
)
from helpers.extracting.noun_phrases import left_edge, right_edge, subject_before
from helpers.extracting.speakers import Speaker
from helpers.extracting.speech import manner
from helpers.extracting.tokens import Tokens, tokenise

_PETTY = word_set("petty")
_OWN_MEN = word_set("own men")
_GUILT = {"responsible", "behind", "involved", "complicit", "linked"}
_SEEING = {
    "suspects",
    "suspected",
    "suspect",
    "sees",
    "see",
    "saw",
    "seen",
    "detects",
    "detected",
    "recognises",
    "recognizes",
    "recognised",
    "discerns",
}
_SIGNS = {"blame", "behind"} | words("sign")
_BEARING = {"was", "were", "is", "be", "been", "had", "has", "bore", "bears"}
_BEARING_IT = {"bear", "bears", "bore", "borne", "bearing", "carries", "shares", "shared"}
_LYING = {"lay", "lies", "lie", "rests", "rested", "rest", "fell", "falls"}
_MUST = {"must", "should", "would", "will", "has", "have", "had", "shall", "to"}
_NO_ACTORS = {"that", "each", "one", "it"}
_HELD = {"believed", "thought", "suspected", "presumed", "alleged", "reported", "known", "said", "understood"}
_STATE = word_set("state")
_USED = words("device") | {
    "weapons",
    "gas",
    "shields",
    "munitions",
    "artillery",
    "phosphorus",
    "torture",
    "force",
    "ammunition",
}
_PENALTIES = {"sentenced", "sentences", "jailed", "jails", "imprisoned"}
_STANDING = {"stands", "stand", "stood"}
_NOT_THEMSELVES = ("government", "witness", "medical", "analyst")
_SIDES_REACH = 700  # characters before "each side" in which the two sides are named
_BANDS = {
    "rebels",
    "guerrillas",
    "insurgents",
    "separatists",
    "militia",
    "militiamen",
    "gang",
    "faction",
    "front",
    "rebel",
}
_FORCES = {"army", "military", "government", "police", "junta"}
_FEUDS = {
    "feud",
    "dispute",
    "war",
    "rivalry",
    "quarrel",
    "fight",
    "clash",
    "battle",
    "struggle",
    "vendetta",
    "fighting",
}
_IT = {"it", "this", "them"}


def accusation(s: Sentence, k: int, act: str, form: str) -> Blame | None:
    """Read the verbs: "accused X of", "blamed the raid on X", "X was accused by Y", "charged X with", "attributed it to X"."""
    lower = s.tokens.lower
    before = lower[max(0, k - 3) : k]
    if form in ("past", "participle") and set(lower[_before_auxiliaries(lower, k) : k]) & (BE | _STANDING):
        return _passive(s, k, act)
    if act in ("charges", "convicts"):
        return _charged(s, k) if act == "convicts" or "with" in lower[k + 2 : k + 10] else None
    if form in ("past", "participle") and before[-1:] not in (["has"], ["had"], ["have"]) and _reduced(lower, k):
        return _passive(s, k, act)
    speaker = teller(s, k)
    if speaker is None or before[-1:] in (["the"], ["of"]):
        return None
    if (relative := _whom_before(s, k, speaker)) is not None:
        span = relative
    elif act == "attributes":
        span = _behind_word(s, k, "to")
    elif act == "condemns":
        span = _condemned(s, k)
    else:
        span = (_behind_word(s, k, "on") if act == "blames" else None) or (k + 1, accused_end(s.tokens, k + 1))
    span = span and _doer_of_event(s, *span)
    if span is None or span[1] <= span[0] or lower[span[0]] in _NO_ACTORS or _is_petty(lower, span[1]):
        return None
    return accused(s, _without_part(lower, *span), quote(s, min(speaker.first, k), k + 1), speaker.words)


def _doer_of_event(s: Sentence, a: int, b: int) -> tuple[int, int]:
    """Take whoever did it from "blamed an airstrike | by the army", "blamed | army | shelling"."""
    lower = s.tokens.lower
    event = next((i for i in range(a, b) if lower[i] in words("attack") and not s.tokens.is_name(i)), None)
    if event is None:
        return a, b
    if lower[event + 1 : event + 2] == ["by"]:
        return event + 2, object_end(s.tokens, event + 2)
    whose = event == b - 1 and event > a and (s.tokens.is_name(event - 1) or lower[event - 1] in _STATE)
    return (a + (lower[a] in ("a", "an", "the")), event) if whose else (a, b)


def charge_of(s: Sentence, k: int, found: Blame) -> Blame | None:
    """Read who accuses in a denial: "rejected claims by activists that its jets had struck a clinic"."""
    lower = s.tokens.lower
    charge = next((i for i in range(k + 1, min(len(lower) - 3, k + 4)) if lower[i] in words("charge")), None)
    if charge is None or lower[charge + 1] not in ("by", "from"):
        return None
    end = next(
        (i for i in range(charge + 3, min(len(lower), charge + 11)) if lower[i] in ("that", "of", ",", ".")), None
    )
    if (
        end is None
        or lower[end] not in ("that", "of")
        or phrase_kind(s.tokens.words[charge + 2 : end], lambda: s.cast) is None
    ):
        return None
    return Blame(*quote(s, charge, end), found.actor, "accused", s.words(charge + 2, end))


def _reduced(lower: list[str], k: int) -> bool:
    """Tell "the Front, blamed by the police for", "a raid blamed on X" from "police blamed X"."""
    return lower[k + 1 : k + 2] in (["by"], ["on"], ["to"]) and (
        lower[k - 1 : k] == [","] or bool(set(lower[max(0, k - 2) : k]) & words("attack"))
    )


def _whom_before(s: Sentence, k: int, speaker: Speaker) -> tuple[int, int] | None:
    """Find X in "X, which the police blame for", "the raid, which officials attribute to X"."""
    lower, which = s.tokens.lower, speaker.first - 1
    if not 0 < which < k or lower[which] not in ("which", "whom", "that"):
        return None
    if lower[k + 1 : k + 2] in (["to"], ["on"]):
        return _first_of_feud(s, k + 2) or (k + 2, object_end(s.tokens, k + 2))
    if lower[k + 1 : k + 2] not in (["for"], ["of"]):
        return None
    return subject_before(s.tokens, which - (lower[which - 1] == ","))


def _condemned(s: Sentence, k: int) -> tuple[int, int] | None:
    """Find X in "condemned X for the massacre": a body, and a deed of violence behind "for"."""
    b = accused_end(s.tokens, k + 1)
    told = s.tokens.lower[b : b + 6]
    if told[:1] != ["for"] or not set(told) & (words("attack") | words("harm")):
        return None
    return (k + 1, b) if is_body(s, k + 1, b) or s.tokens.is_name(b - 1) else None


def mutual(s: Sentence, k: int) -> Iterator[Blame]:
    """Read "The rebels and the army blamed each other": each of two is accused by the other."""
    lower = s.tokens.lower
    end = skip_auxiliaries(lower, k - (lower[k - 1] == "each"))
    a, b = subject_before(s.tokens, end)
    if set(lower[a:b]) & {"side", "sides", "they", "both"} or a >= b:
        yield from _the_sides(s, k, a)
        return
    if a > 1 and lower[a - 1] == "and":
        a = left_edge(s.tokens, a - 1)
    at = lower.index("and", a, b) if "and" in lower[a:b] else None
    if at is None or not a < at < b - 1:
        return
    one, two = (a, at), (at + 1, b)
    for actor, by in ((one, two), (two, one)):
        found = accused(s, actor, quote(s, a, k + 1), s.words(*by))
        if found:
            yield found


def _the_sides(s: Sentence, k: int, a: int) -> Iterator[Blame]:
    """Read "Each side blamed the other": the force and the band that the text named last."""
    before = tokenise(s.text, max(0, s.tokens.starts[a] - _SIDES_REACH), s.tokens.starts[a])
    group = s.cast.group_before(s.tokens.starts[a])
    armed = group.words if group and group.at > s.tokens.starts[a] - _SIDES_REACH else _last_named(before, _BANDS)
    state = _last_named(before, _FORCES, armed or "")
    if armed and state:
        carried_by = quote(s, a, k + 1)
        yield Blame(*carried_by, armed, "accused", state)
        yield Blame(*carried_by, state, "accused", armed)


def _last_named(tokens: Tokens, heads: set[str], other: str = "") -> str | None:
    """Give the last force or band with the name before it: "Kuran rebels", "army"."""
    for k in range(len(tokens) - 1, 0, -1):
        if tokens.lower[k] in heads and tokens.words[k] not in other.split():
            first = k
            while first > 1 and tokens.is_name(first - 1):
                first -= 1
            return " ".join(tokens.words[first : k + 1])
    return None


def others_too(s: Sentence, k: int, found: Blame) -> Iterator[Blame]:
    """Read what shares the verb: "some blaming the army and others the rebels", "and the rebels the army"."""
    lower, n = s.tokens.lower, len(s.tokens)
    for i in range(k + 2, min(n - 1, k + 30)):
        if lower[i - 1] not in ("and", ",", ";", "while", "but"):
            continue
        if lower[i] in ("others", "another", "some") and lower[i + 1] not in BE:
            span = i + 1, object_end(s.tokens, i + 1)
            other = (
                accused(s, span, (s.tokens.starts[i], s.tokens.ends[span[1] - 1]), found.by)
                if is_body(s, *span)
                else None
            )
        else:
            other = _in_return(s, i, found)
        if other:
            yield other


def _in_return(s: Sentence, i: int, found: Blame) -> Blame | None:
    """Read "the rebels the army" behind "the army blamed the rebels": each is accused by the other."""
    lower = s.tokens.lower
    second = next((j for j in range(i + 2, min(len(lower), i + 7)) if lower[j] == "the"), None)
    if lower[i] != "the" or second is None or found.by is None:
        return None
    end = object_end(s.tokens, second)
    one, two = key_words(s.words(i, second)), key_words(s.words(second, end))
    if not one & key_words(found.actor) or not two & key_words(found.by):
        return None
    return accused(s, (second, end), (s.tokens.starts[i], s.tokens.ends[end - 1]), s.words(i, second))


def _without_part(lower: list[str], a: int, b: int) -> tuple[int, int]:
    """Take X from "suspect the hand of X", "suspect involvement of X"."""
    of = next((i for i in range(a + 1, min(b - 1, a + 3)) if lower[i] == "of"), None)
    return (of + 1, b) if of is not None and lower[of - 1] in words("part") else (a, b)


def _is_petty(lower: list[str], b: int) -> bool:
    """Tell whether behind the accused stands no deed of violence: "of corruption", "for the shortages", "of being spies"."""
    ahead = set(lower[b + 1 : b + 4])
    return lower[b : b + 1] in (["of"], ["for"]) and bool(ahead & _PETTY) and not _violent_too(lower, b)


def _violent_too(lower: list[str], b: int) -> bool:
    """Tell "of violating the truce and killing a soldier"."""
    violent = any(w.endswith("ing") and w in words("harm") for w in lower[b + 1 : b + 12])
    used = lower[b + 2 : b + 5] if lower[b + 1 : b + 2] == ["using"] else []  # "of using villagers as shields"
    violent = violent or any(w in _USED or w in lexicon.people() for w in used)
    return violent or bool(set(lower[b + 1 : b + 6]) & _GUILT)


def _passive(s: Sentence, k: int, act: str) -> Blame | None:
    """Read "X was accused by Y of", "the raid was blamed on X by Y", and a court's "X was convicted of"."""
    lower, n = s.tokens.lower, len(s.tokens)
    violent = words("attack") | words("harm")
    if (act in ("charges", "convicts") and not set(lower[k + 1 : k + 25]) & violent) or _is_petty(lower, k + 1):
        return None
    if lower[k] == "suspected" and lower[k + 1 : k + 2] not in (["of"], ["by"], ["in"]):
        return None
    by = next((i for i in range(k + 1, min(n, k + 14)) if lower[i] == "by" and lower[i + 1 : i + 2] != ["name"]), None)
    b = right_edge(s.tokens, by + 1) if by else 0
    b = (
        next((i for i in range(by + 2, b) if lower[i] in ("on", "to", "for", "of") and act != "convicts"), b)
        if by
        else 0
    )
    accuser = (
        s.words(by + 1, b) if by and b > by + 1 and phrase_kind(s.tokens.words[by + 1 : b], lambda: s.cast) else None
    )
    if accuser is None:
        told = told_by(s, k)
        accuser = "court" if act == "convicts" else told.words if told and told.kind != "media" else None
    to = ("on", "to") if act != "convicts" else ()  # "sentenced to 28 years" names nobody
    near = k + 3 if not by or by > k + 2 or lower[b : b + 1] not in (["on"], ["to"]) else b + 1
    on = next((i for i in range(k + 1, min(n, near)) if lower[i] in to), None)
    if act == "attributes" and on is None:
        return None
    span = (on + 1, object_end(s.tokens, on + 1)) if on else subject_before(s.tokens, _before_auxiliaries(lower, k))
    if accuser is None or span[1] <= span[0] or lower[span[0]] in NOBODY:
        return None
    return accused(s, span, quote(s, k if on else span[0], max(b, k + 1)), accuser)


def _before_auxiliaries(lower: list[str], k: int) -> int:
    while k > 0 and (lower[k - 1] in AUX | _STANDING or manner(lower[k - 1])):
        k -= 1
    return k


def _charged(s: Sentence, k: int) -> Blame | None:
    """Read "the court convicted X of ordering the murders"."""
    a, b, begin = k + 1, accused_end(s.tokens, k + 1), left_edge(s.tokens, k)
    deed = set(s.tokens.lower[b : b + 12]) & (words("attack") | words("harm") | words("complicity"))
    if s.tokens.lower[k] in _PENALTIES:
        b = next((i for i in range(a + 1, b) if s.tokens.lower[i] in ("to", "for")), b)
        if not any(w[0].isupper() for w in s.tokens.words[a:b]):
            return None  # three men whom nobody names
    if begin >= k or not deed or phrase_kind(s.tokens.words[begin:k], lambda: s.cast) is None:
        return None
    return accused(s, (a, b), quote(s, begin, k + 1), s.words(begin, k))


def _behind_word(s: Sentence, k: int, word: str) -> tuple[int, int] | None:
    """Find X in "blamed the attack on X", "attributed it to X"."""
    lower = s.tokens.lower
    near = range(k + 2, min(len(lower) - 1, k + 14))
    at = next(
        (i for i in near if lower[i] in (word, ";") or (lower[i] in ("who", "which") and lower[i - 1] == ",")), None
    )
    if at is None or lower[at] != word or (word == "on" and "for" in lower[k + 1 : at]):
        return None  # "blamed X for the strike on the dam"
    span = _first_of_feud(s, at + 1) or (at + 1, object_end(s.tokens, at + 1))
    if set(lower[k + 1 : at]) & (words("attack") | _IT):
        return span
    plain = at - k <= 5 and all(w[0].islower() for w in s.tokens.words[k + 1 : at])  # "blamed the fighting on X"
    return span if plain and not is_body(s, k + 1, at) and is_body(s, *span) else None


def _first_of_feud(s: Sentence, a: int) -> tuple[int, int] | None:
    """Find X in "attributed it to a feud between X and a local band", where X has a name."""
    lower = s.tokens.lower
    between = next((i for i in range(a + 1, min(len(lower) - 2, a + 5)) if lower[i] == "between"), None)
    if between is None or not set(lower[a:between]) & _FEUDS:
        return None
    end = next((i for i in range(between + 2, min(len(lower), between + 10)) if lower[i] == "and"), between)
    named = any(w[0].isupper() for w in s.tokens.words[between + 1 : end])
    return (between + 1, end) if named else None


# ---------------------------------------------------------------- set phrases


def supported(s: Sentence, k: int) -> Blame | None:
    """Read "operates with support from X", "at the behest of their masters in X" in somebody's words."""
    lower, speaker = s.tokens.lower, covering(s, k)
    if (
        speaker is None
        or speaker.kind == "media"
        or lower[k + 1 : k + 2] not in (["from"], ["of"], ["by"])
        or nobody_before(s, k)
    ):
        return None
    a, b = k + 2, object_end(s.tokens, k + 2)
    if not is_body(s, a, b) or not any(w[0].isupper() for w in s.tokens.words[a:b]):
        return None
    if not set(lower[max(0, k - 20) : k + 20]) & (_OWN_MEN | words("attacker")):
        return None
    begin = speaker.first if speaker.first < k else k
    return accused(s, (a, b), (s.tokens.starts[begin], s.tokens.ends[b - 1]), speaker.words)


def pointed_at(s: Sentence, k: int) -> Blame | None:
    """Read "X pointed the finger at Y", "X laid the blame on Y", "X pointed at Y"."""
    lower, n = s.tokens.lower, len(s.tokens)
    near = [*range(k, max(-1, k - 4), -1), *(range(k + 1, min(n, k + 4)) if lower[k] == "fingers" else ())]
    verb = next((i for i in near if lower[i] in words("pointing")), None)
    at = next((i for i in range(k + 1, min(n - 1, k + 9)) if lower[i] in ("at", "on", "to")), None)
    if verb is None or at is None or (lower[k].startswith("point") and ("finger" in lower[k : k + 5] or at > k + 3)):
        return None
    span = with_name(s, at + 1, object_end(s.tokens, at + 1))
    pinned = lower[verb] not in ("pointed", "points", "point", "pointing")
    if (lower[k].startswith("point") and not is_body(s, *span)) or (pinned and lower[at] != "on"):
        return None
    passive = bool(BE & set(lower[max(0, verb - 2) : verb])) and "by" in lower[at + 1 : span[1] + 1]
    if passive:  # "fingers were pointed at X by Y"
        by = lower.index("by", at)
        end = right_edge(s.tokens, by + 1)
        return accused(s, (at + 1, by), quote(s, k, end), s.words(by + 1, end)) if end > by + 1 else None
    speaker = teller(s, verb)
    if speaker is None:
        return None
    return accused(s, span, quote(s, min(speaker.first, verb), span[1]), speaker.words)


def laid_at_door(s: Sentence, k: int) -> Blame | None:
    """Read "X laid the massacre at the door of Y", "at Y's feet"."""
    lower = s.tokens.lower
    near = range(k - 1, max(-1, k - 22), -1)
    at = next((i for i in near if lower[i] == "at"), None)
    verb = next((i for i in near if lower[i] in words("pointing")), None)
    if at is None or verb is None or verb > at or s.tokens.lower[k] not in ("door", "doorstep", "feet"):
        return None
    owned = lower[k - 1] in ("'s", "’s")
    if not owned and lower[k + 1 : k + 2] != ["of"]:
        return None
    span = (at + 1, k - 1) if owned else (k + 2, object_end(s.tokens, k + 2))
    speaker = teller(s, verb)
    if speaker is None:
        return None
    return accused(s, span, quote(s, min(speaker.first, verb), max(span[1], k + 1)), speaker.words)


def hand_seen(s: Sentence, k: int) -> Blame | None:
    """Read "The army sees in it the hand of X"."""
    lower = s.tokens.lower
    sees = next((i for i in range(k - 1, max(-1, k - 9), -1) if lower[i] in _SEEING), None)
    if sees is None or lower[k + 1 : k + 2] != ["of"] or nobody_before(s, sees):
        return None
    begin, end = left_edge(s.tokens, sees), skip_auxiliaries(lower, sees)
    span = (k + 2, object_end(s.tokens, k + 2))
    told = covering(s, k)
    by = told.words if told else s.words(begin, end) if begin < end else None
    return accused(s, span, quote(s, begin, span[1]), by) if by and begin < end else None


def held_responsible(s: Sentence, k: int) -> Blame | None:
    """Read "X held Y responsible"."""
    lower = s.tokens.lower
    held = next(
        (
            i
            for i in range(k - 2, max(-1, k - 16), -1)
            if lower[i]
            in ("held", "holds", "hold", "holding", "found", "finds", "find", "ruled", "declared", "declares")
        ),
        None,
    )
    speaker = teller(s, held) if held is not None else None
    if speaker and lower[held + 1 : k] in (["itself"], ["themselves"]):  # "declared itself responsible for both raids"
        return avowed(s, k, speaker)
    if speaker is None and held and lower[held - 1] == "we":  # a statement in the first person
        actor = resolve(s, s.words(held + 1, k), held + 1)
        return Blame(*quote(s, held - 1, k + 1), actor, "accused", s.words(held - 1, held)) if actor else None
    if speaker is None:
        return None
    actor = resolve(s, s.words(held + 1, k), held + 1)
    return Blame(*quote(s, min(speaker.first, held), k + 1), actor, "accused", speaker.words) if actor else None


def found_guilty(s: Sentence, k: int, subject: tuple[int, int], verb: int) -> Blame | None:
    """Read "the court found X guilty of", "X was found guilty of"."""
    lower = s.tokens.lower
    span = subject if set(lower[subject[1] : verb]) & BE else (verb + 1, k)
    if _is_petty(lower, k + 1):
        return None
    court = "court" if span == subject else s.words(*subject).partition(",")[0]
    return accused(s, span, quote(s, subject[0], k + 1), court)


# ---------------------------------------------------------------- X was behind it


def said_to_be_behind(s: Sentence, k: int, word: str) -> Blame | None:
    """Read "said Y was behind the attack", "Y was responsible for", "it was the work of Y", "Y had a hand in"."""
    lower, speaker = s.tokens.lower, told_by(s, k) if word in ("answer", "answerable") else covering(s, k)
    span = _named_behind(s, k) or (_doer(s, k, word, speaker) if speaker else None)
    if span and span[0] <= (speaker.first if speaker else -1) and speaker.last < span[1]:
        span = speaker.last, span[1]  # "according to the governor | the Dawn Front was behind it"
    lower_near = lower[max(0, k - 5) : k]
    nobody = any(
        w in NOBODY and lower_near[i + 1 : i + 2] not in (["doubt"], ["question"]) for i, w in enumerate(lower_near)
    )
    asked = "who" in lower[max(0, k - 3) : k]  # "no doubt who was behind it: X"
    if speaker is None or span is None or (not asked and nobody) or not names_actor(s, *span):
        return None
    if s.speakers and span[0] <= speaker.first < span[1] and speaker.first < len(lower):
        return None
    if word == "blame" and speaker.verb < len(lower) and lower[speaker.verb] in words("denial"):
        return None
    denied = speaker.verb < len(lower) and lower[speaker.verb] in words("denial")  # "denied that it was behind"
    negated = denied or bool(set(lower[max(0, k - 4) : k]) & NOT)
    words_of = quote(s, min(left_edge(s.tokens, skip_auxiliaries(lower, k - 1)), span[0], k), max(span[1], k + 1))
    if lower[span[1] - 1] in ("they", "it") and speaker.kind in _NOT_THEMSELVES:
        actor = _group_meant(s, speaker)
        return Blame(*words_of, actor, "accused", speaker.words) if actor and not negated else None
    if _own(s, span, speaker):
        actor = resolve(s, s.words(*span), span[0]) if _is_caller(speaker) else body_of(s, speaker)
        return Blame(*words_of, actor, "denies" if negated else "claims", speaker.words) if actor else None
    if "who" in lower_near and not span[0] > k:
        return None  # "did not say who it believed was responsible"
    bare = word == "responsible" and lower[k + 1 : k + 2] != ["for"]  # "the army said deserters were responsible."
    violent = bare or word in _SIGNS or set(lower[k + 1 : k + 9]) & (words("attack") | words("harm"))
    return accused(s, span, words_of, speaker.words) if violent and not negated and speaker.kind != "media" else None


def _group_meant(s: Sentence, speaker: Speaker) -> str | None:
    """Give whom "they" means where who speaks is none of them: "The Zetas kept silent, but the minister said they"."""
    before = next((p for p in s.speakers if p.kind == "armed_group" and p.verb < speaker.first), None)
    group = before or s.cast.group_before(s.tokens.starts[min(speaker.first, len(s.tokens) - 1)])
    return group.words if group else None


def _named_behind(s: Sentence, k: int) -> tuple[int, int] | None:
    """Find X in "no doubt who was behind it: X"."""
    lower = s.tokens.lower
    colon = next((i for i in range(k + 1, min(len(lower) - 1, k + 6)) if lower[i] in (":", "—")), None)
    if lower[k] != "behind" or colon is None or "who" not in lower[max(0, k - 3) : k]:
        return None
    return colon + 1, object_end(s.tokens, colon + 1)


def _doer(s: Sentence, k: int, word: str, speaker: Speaker) -> tuple[int, int] | None:
    lower = s.tokens.lower
    if word in words("sign"):
        return _owner_of_sign(s, k)
    if word == "responsibility":
        return _bearer(s, k)
    if word in ("answer", "answerable", "accountable"):
        return _who_must_answer(s, k)
    if word == "behind" and (sees := next((i for i in range(k - 2, max(-1, k - 9), -1) if lower[i] in _SEEING), None)):
        return sees + 1, k
    if word == "behind" and not set(lower[k + 1 : k + 5]) & (words("attack") | _IT):
        return None
    if (word == "responsible" and lower[k + 1 : k + 2] not in (["for"], ["."], [";"], [","])) or (
        word == "hand" and (lower[k - 1] != "a" or lower[k + 1 : k + 2] != ["in"])
    ):
        return None
    b = skip_auxiliaries(lower, k - 2 if word == "hand" else k - 1 if word == "blame" else k)
    if not set(lower[b:k]) & (BE | {"had", "has", "have"}):
        return None
    if lower[b - 1 : b] == ["to"] and lower[max(0, b - 2)] in _HELD:  # "is believed to be behind it"
        b = skip_auxiliaries(lower, b - 2)
    return told_of(s, b, speaker) or doer_before(s, b + (lower[b] == ","))


def _owner_of_sign(s: Sentence, k: int) -> tuple[int, int] | None:
    """Find X in "the work of X", "bore the marks of X", "was X's doing"."""
    lower = s.tokens.lower
    if lower[k + 1 : k + 2] == ["of"]:
        return k + 2, object_end(s.tokens, k + 2)
    if lower[k - 1 : k] not in (["'s"], ["’s"], ["'"], ["’"]):
        return None
    a = next((i + 1 for i in range(k - 2, max(-1, k - 9), -1) if lower[i] in _BEARING), None)
    if a is None and set(lower[k + 1 : k + 2]) & BE:  # "X's fingerprints were all over it"
        a = left_edge(s.tokens, k - 1)
    return (a, k - 1) if a and a < k - 1 else None


def _bearer(s: Sentence, k: int) -> tuple[int, int] | None:
    """Find X in "X alone bore responsibility for", "responsibility lay with X"."""
    lower = s.tokens.lower
    lay = next((i for i in range(k + 1, min(len(lower) - 2, k + 7)) if lower[i] in _LYING), None)
    if lay and lower[lay + 1] in ("with", "on", "upon"):
        return lay + 2, object_end(s.tokens, lay + 2)
    bears = next((i for i in range(k - 1, max(-1, k - 4), -1) if lower[i] in _BEARING_IT), None)
    if bears is None:
        return None
    b = skip_auxiliaries(lower, bears)
    b -= lower[b - 1] in ("alone", "must", "should", "also")
    return left_edge(s.tokens, b), b


def _who_must_answer(s: Sentence, k: int) -> tuple[int, int] | None:
    """Find X in "X must answer for the deaths", "X is answerable for them"."""
    lower = s.tokens.lower
    if lower[k + 1 : k + 2] != ["for"]:
        return None
    b = next((i for i in range(k - 1, max(-1, k - 6), -1) if lower[i] in _MUST | BE), None)
    b = skip_auxiliaries(lower, b) if b else None
    return (left_edge(s.tokens, b), b) if b else None


def were_culprits(s: Sentence, k: int) -> Blame | None:
    """Read "said the culprits were X"."""
    lower, speaker = s.tokens.lower, covering(s, k)
    be = next((i for i in range(k + 1, min(len(lower) - 1, k + 8)) if lower[i] in ("were", "was", "are")), None)
    if speaker is None or be is None or speaker.kind == "media":
        return None
    span = be + 1, object_end(s.tokens, be + 1)
    while span[1] < len(lower) and lower[span[1]] in ("from", "of", "in"):
        span = span[0], object_end(s.tokens, span[1] + 1)
    named = is_body(s, *span) or any(w[0].isupper() for w in s.tokens.words[slice(*span)])
    return accused(s, span, quote(s, left_edge(s.tokens, be), span[1]), speaker.words) if named else None


def _is_caller(speaker: Speaker) -> bool:
    return bool({"caller", "callers"} & key_words(speaker.words))


def _own(s: Sentence, span: tuple[int, int], speaker: Speaker) -> bool:
    """Tell whether the doer is the speaker itself, by "it" or by its name; a caller speaks for whom he names."""
    keys = key_words(speaker.words)
    if s.carried is not None and len(keys) == 1 and s.carried.kind == speaker.kind:  # "the station": named before
        keys |= key_words(s.carried.words)
    subject = s.tokens.lower[span[0] : span[1]]
    own = bool(set(subject[:2]) & SELF) and subject[1:2] not in (["of"], ["from"], ["loyal"], ["with"])
    own = own or (
        speaker.kind == "armed_group" and len(subject) == 2 and subject[0] == "the" and subject[1] in _OWN_MEN
    )
    named = speaker.kind in ("armed_group", "other") and bool(key_words(s.words(*span)) & keys)
    return own or named or _is_caller(speaker)


def backed(s: Sentence, k: int) -> Blame | None:
    """Read "Chadian-backed mercenaries" in somebody's words: an accusation of the backer."""
    from helpers.gazetteer import country_name

    speaker = covering(s, k)
    backer = s.tokens.words[k].rsplit("-", 1)[0]
    marks = (
        "“",
        '"',
        "‘",
        "'",
        "as",
        "were",
        "was",
        "are",
    )  # else it is the reporter's label: "an Iran-backed militia"
    if speaker is None or not backer[0].isupper() or s.tokens.word_before(k) not in marks:
        return None
    begin = min(speaker.verb, k) if speaker.verb < len(s.tokens) else k
    end = s.tokens.ends[min(k + 1, len(s.tokens) - 1)]
    return Blame(s.tokens.starts[begin], end, country_name(backer) or backer, "accused", speaker.words)
