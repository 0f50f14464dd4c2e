"""Accusations without a verb of blame: where suspicion falls, who the attackers were, whom somebody names as the culprit."""

from __future__ import annotations

from helpers import lexicon
from helpers.extracting.actors import phrase_kind, word_set
from helpers.extracting.avowals import nobody_before
from helpers.extracting.blame import (
    BE,
    NOT,
    Blame,
    Sentence,
    accused,
    body_of,
    covering,
    is_body,
    key_words,
    object_end,
    quote,
    teller,
    told_by,
    words,
)
from helpers.extracting.noun_phrases import left_edge
from helpers.extracting.speech import speech_verbs

_FALLING = words("falling")
_ON = {"on", "upon", "to", "towards", "toward", "at", "with"}
_AT_ONCE = {"once", "first", "least", "last"}
_OWN_MEN = word_set("own men")
_FIGHTING_MEN = (_OWN_MEN - {"men", "attackers", "assailants", "gunmen", "miscreants"}) | {"herders", "herdsmen", "militiamen", "soldiers",
    "troops", "settlers", "mercenaries", "separatists", "vigilantes", "tribesmen", "dissidents", "paramilitaries", "bandits"}  # fmt: skip
_BELONGING = {"belonged", "belong", "belongs", "came", "come", "hailed"}
_OF_IT = {"from", "of", "to", "with"}
_TIES = {"members", "member", "fighters", "men", "cadres", "part", "soldiers", "loyal", "linked", "affiliated", "allied",
         "recruits", "sons", "elements", "militiamen", "operatives", "militants"}  # fmt: skip


def led_to(s: Sentence, k: int) -> Blame | None:
    """Read "suspicion fell on X", "the trail led to X", "all the signs point to X" in somebody's words."""
    lower = s.tokens.lower
    verb = next((i for i in range(k + 1, min(len(lower) - 2, k + 10)) if lower[i] in _FALLING), None)
    speaker = told_by(s, verb) if verb else None
    if speaker is None or speaker.kind in ("media", "unattributed") or nobody_before(s, verb):
        return None
    on = next(
        (i for i in range(verb + 1, min(len(lower) - 1, verb + 5)) if lower[i] in _ON and lower[i + 1] not in _AT_ONCE),
        None,
    )
    if on is None:
        return None
    span = on + 1, object_end(s.tokens, on + 1)
    return accused(s, span, quote(s, left_edge(s.tokens, k + 1), span[1]), speaker.words) if _group(s, *span) else None


def _group(s: Sentence, a: int, b: int) -> bool:
    """Tell the name of a body from that of a place: it is known, or has an article and a capital."""
    named = s.tokens.lower[a : a + 1] == ["the"] and a + 1 < b and s.tokens.is_name(a + 1)
    return a < b and (is_body(s, a, b) or named)


def attackers_were(s: Sentence, k: int) -> Blame | None:
    """Read "the gunmen belonged to X", "the attackers were from X", "the bomber was a member of X"."""
    lower, speaker = s.tokens.lower, covering(s, k)
    verb = next((i for i in range(k + 1, min(len(lower) - 2, k + 9)) if lower[i] in _BELONGING | BE), None)
    if speaker is None or speaker.kind in ("media", "unattributed") or verb is None or nobody_before(s, verb):
        return None
    begin, near = left_edge(s.tokens, k + 1), lower[verb + 1 : verb + 6]
    if lower[verb] in BE and (plain := _bare_fighters(s, verb + 1)) and not NOT & set(near[:2]):
        return accused(s, plain, quote(s, begin, plain[1]), speaker.words)
    of = next((i for i, w in enumerate(near) if w in _OF_IT), None)
    if of is None or set(near[:of]) & NOT or (lower[verb] in BE and of and not _TIES & set(near[:of])):
        return None
    a = verb + 2 + of
    b = object_end(s.tokens, a)
    span = a, lower.index(",", a, b) if "," in lower[a:b] else b
    return accused(s, span, quote(s, begin, span[1]), speaker.words) if _group(s, *span) else None


def _bare_fighters(s: Sentence, a: int) -> tuple[int, int] | None:
    """Find X in "the attackers were | Fulani herders", "| Taliban fighters in stolen uniforms": a name and who fights."""
    a += s.tokens.lower[a] in ("the", "suspected", "armed", "probably", "likely", "mostly", "all")
    b = next((i + 1 for i in range(a + 1, min(len(s.tokens), a + 6)) if s.tokens.lower[i] in _FIGHTING_MEN), a)
    named = a < b and s.tokens.words[a][0].isupper() and all(w.isalpha() or "-" in w for w in s.tokens.words[a:b])
    return (a, b) if named and not s.tokens.upper else None


def believed_to_be(s: Sentence, k: int) -> Blame | None:
    """Read "men whom the police believe to be members of X", "are believed by police to be from X"."""
    lower, n = s.tokens.lower, len(s.tokens)
    by = lower[k + 1 : k + 2] == ["by"]
    if not by and lower[k] not in ("believe", "believes"):
        return None  # "gunmen believed to belong to X": nobody says so
    to = next((i for i in range(k + 1, min(n - 3, k + 6)) if lower[i] == "to"), None)
    if to is None or lower[to + 1] not in ("be", "belong", "come", "have") or nobody_before(s, k):
        return None
    who = set(lower[max(0, k - 9) : k]) & (_OWN_MEN | words("attackers") | {"whom"})
    speaker = None if by else next((p for p in s.speakers if p.verb == k and p.first < k), None)
    if not who or (speaker is None and not by) or "," in lower[k:to]:
        return None
    teller_of = s.words(k + 2, to) if by else speaker.words
    kind = phrase_kind(s.tokens.words[k + 2 : to], lambda: s.cast) if by else speaker.kind
    tie = next((i for i in range(to + 2, min(n - 1, to + 6)) if lower[i] in _OF_IT), None)
    if kind in (None, "media", "unattributed"):
        return None
    a = tie + 1 if tie else to + 2
    end = object_end(s.tokens, a)
    span = a, next((i for i in range(a + 1, end) if lower[i] in lexicon.deeds()), end)
    while (
        tie is None
        and span[1] > a
        and lower[span[1] - 1] in _TIES | _OWN_MEN | {"couriers", "gunmen", "rebels", "agents"}
    ):
        span = a, span[1] - 1  # "Abu Sayyaf | couriers"
    named = any(w[0].isupper() for w in s.tokens.words[slice(*span)]) or s.tokens.upper
    return accused(s, span, quote(s, k, span[1]), teller_of) if named and span[0] < span[1] else None


def named_as(s: Sentence, k: int) -> Blame | None:
    """Read "identified the killers as X", "named X as the man who planted the bomb", "saw X as the culprit"."""
    lower = s.tokens.lower
    at = next((i for i in range(k + 2, min(len(lower) - 1, k + 16)) if lower[i] == "as"), None)
    if at is None or any(w.endswith("-backed") for w in lower[at : at + 5]):
        return None
    if nobody_before(s, k) or set(lower[max(0, k - 3) : k]) & BE:
        return None
    speaker = teller(s, k) or covering(s, k)
    if speaker is None or speaker.kind in ("media", "unattributed"):
        return None
    end = object_end(s.tokens, at + 1)
    if set(lower[k + 1 : k + 6]) & (_OWN_MEN | words("attacker") | words("culprit")) - {"group", "movement"}:
        a = at + 1
        tie = next((i for i in range(a, min(end, a + 4)) if lower[i] in _OF_IT and lower[i - 1] in _TIES), None)
        span = (tie + 1 if tie else a), end
    elif set(lower[at + 1 : at + 6]) & words("culprit") or (
        set(lower[at + 1 : at + 8]) & {"who", "that", "behind"} and set(lower[at + 1 : at + 10]) & words("harm")
    ):
        span = k + 1, at - (lower[at - 1] == ",")
    else:
        return None
    span = span[0], lower.index(",", *span) if "," in lower[slice(*span)] else span[1]
    named = _group(s, *span) or (span[0] < span[1] and s.tokens.is_name(span[0]))
    return accused(s, span, quote(s, min(speaker.first, k), end), speaker.words) if named else None


def in_what_was(s: Sentence, k: int) -> Blame | None:
    """Read "killed in what residents said was an army airstrike"."""
    lower, n = s.tokens.lower, len(s.tokens)
    was = next((i for i in range(k + 3, min(n - 2, k + 11)) if lower[i] in ("was", "were", "as")), None)
    end = was - 1 if was is not None else 0
    if was is None or lower[end] not in speech_verbs():
        was = end = next((i for i in range(k + 2, min(n - 2, k + 9)) if lower[i] in words("calling")), None)
    if was is None:
        return None
    event = next((i for i in range(was + 1, min(n, was + 8)) if lower[i] in words("attack")), None)
    if event is None or phrase_kind(s.tokens.words[k + 1 : end], lambda: s.cast) in (None, "media"):
        return None
    by = lower[event + 1 : event + 2] == ["by"]
    a = event + 2 if by else was + 1 + (lower[was + 1] in ("a", "an", "the"))
    span = (a, object_end(s.tokens, a)) if by else (a, event)
    owned = span[0] < span[1] and (is_body(s, *span) or s.tokens.is_name(span[1] - 1))
    return accused(s, span, quote(s, k + 1, event + 1), s.words(k + 1, end)) if owned else None


def prime_suspect(s: Sentence, k: int) -> Blame | None:
    """Read "the prime suspect is X" in somebody's words."""
    lower, speaker = s.tokens.lower, covering(s, k)
    if speaker is None or lower[k - 1 : k] not in (
        ["prime"],
        ["main"],
        ["chief"],
        ["likely"],
        ["likeliest"],
        ["leading"],
    ):
        return None
    if not set(lower[k + 1 : k + 2]) & BE:
        return None
    span = k + 2, object_end(s.tokens, k + 2)
    return accused(s, span, quote(s, left_edge(s.tokens, k + 1), span[1]), speaker.words) if _group(s, *span) else None


def it_was(s: Sentence, k: int) -> Blame | None:
    """Read "Witnesses say it was X": nothing more is said than who it was."""
    lower, speaker = s.tokens.lower, covering(s, k)
    if (
        speaker is None
        or speaker.kind in ("media", "unattributed", "armed_group")
        or lower[k + 1 : k + 2] not in (["was"], ["is"])
    ):
        return None
    span = k + 2, object_end(s.tokens, k + 2)
    over = lower[span[1] : span[1] + 1] in ([], ["."], [","], [";"])
    named = _group(s, *span) and s.tokens.words[span[1] - 1][0].isupper()
    return accused(s, span, quote(s, k, span[1]), speaker.words) if over and named else None


def condemned_to_pay(s: Sentence, k: int) -> Blame | None:
    """Read "vowed to punish X for the bombing"."""
    lower = s.tokens.lower
    b = object_end(s.tokens, k + 1)
    told, speaker = lower[b : b + 6], covering(s, k) or (teller(s, k - 2) if k > 2 and lower[k - 1] == "to" else None)
    if speaker is None or told[:1] != ["for"] or not set(told) & words("attack") or not _group(s, k + 1, b):
        return None
    return accused(s, (k + 1, b), quote(s, k, b), speaker.words)


def put_down_to(s: Sentence, k: int) -> Blame | None:
    """Read "put the attack down to X"."""
    lower = s.tokens.lower
    verb = next((i for i in range(k - 1, max(-1, k - 7), -1) if lower[i] in ("put", "puts", "putting")), None)
    if (
        verb is None
        or lower[k + 1 : k + 2] != ["to"]
        or not set(lower[verb + 1 : k]) & (words("attack") | {"it", "this"})
    ):
        return None
    speaker, span = teller(s, verb), (k + 2, object_end(s.tokens, k + 2))
    if speaker is None or not _group(s, *span):
        return None
    return accused(s, span, quote(s, min(speaker.first, verb), span[1]), speaker.words)


def deed_by_name(s: Sentence, k: int) -> Blame | None:
    """Read "the blast was a Dawn Front operation", "described the massacre as a Dawn Front atrocity"."""
    lower, a = s.tokens.lower, k
    while a > 0 and s.tokens.is_name(a - 1) and k - a < 6:
        a -= 1
    if a == k or a < 3 or lower[a - 1] not in ("a", "an", "another") or not (is_body(s, a, k) or k - a > 1):
        return None
    if lower[a - 2] not in BE | {"as"} or not set(lower[max(0, a - 7) : a - 2]) & (words("attack") | {"it", "this"}):
        return None
    speaker = covering(s, k)
    if speaker is None or speaker.kind in ("media", "unattributed") or set(lower[a - 3 : a]) & NOT:
        return None
    if key_words(s.words(a, k)) & key_words(body_of(s, speaker) or ""):
        return Blame(*quote(s, left_edge(s.tokens, a - 2), k + 1), s.words(a, k), "claims", speaker.words)
    return accused(s, (a, k), quote(s, left_edge(s.tokens, a - 2), k + 1), speaker.words)


def seen_doing(s: Sentence, k: int) -> Blame | None:
    """Read "said she had seen a policeman fire the shot", "saw soldiers torching huts"."""
    lower, speaker = s.tokens.lower, covering(s, k)
    if speaker is None or speaker.kind in ("media", "unattributed", "armed_group"):
        return None
    verb = next(
        (
            i
            for i in range(k + 2, min(len(lower), k + 9))
            if lower[i] in words("base deeds") or (lower[i].endswith("ing") and lower[i] in words("harm"))
        ),
        None,
    )
    if verb is None or {",", ".", "by", "and"} & set(lower[k + 1 : verb]):
        return None
    named = _group(s, k + 1, verb) or phrase_kind(s.tokens.words[k + 1 : verb]) in ("security_forces", "armed_group")
    return accused(s, (k + 1, verb), quote(s, min(speaker.verb, k), verb + 1), speaker.words) if named else None


def who_did_it(s: Sentence, k: int) -> Blame | None:
    """Read "no doubt about who did it: X"."""
    lower, speaker = s.tokens.lower, covering(s, k) or (teller(s, k - 4) if k > 4 else None)
    colon = next((i for i in range(k + 1, min(len(lower) - 1, k + 4)) if lower[i] in (":", "—", "–")), None)
    if speaker is None or colon is None or lower[k - 1] != "who":
        return None
    span = colon + 1, object_end(s.tokens, colon + 1)
    return accused(s, span, quote(s, k - 1, span[1]), speaker.words) if _group(s, *span) else None
