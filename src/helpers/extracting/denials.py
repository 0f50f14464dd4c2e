"""Denials: "denied", "rejected the charge", "called it baseless", "had nothing to do with"."""

from __future__ import annotations

from helpers.extracting.actors import word_set
from helpers.extracting.blame import (
    AUX,
    FAR,
    NOBODY,
    NOT,
    SELF,
    Blame,
    Sentence,
    body_of,
    covering,
    is_body,
    quote,
    resolve,
    skip_auxiliaries,
    speaker_at,
    words,
)
from helpers.extracting.noun_phrases import left_edge
from helpers.extracting.speakers import Speaker

_DENIED_THINGS = word_set("denied things")
_STATE = word_set("state")
_NO_DEEDS = {"access", "entry", "permission", "bail", "visas", "food"}


def denial(s: Sentence, k: int, act: str) -> Blame | None:
    """Read "X denied it", "X rejected the accusation", "a charge that X dismissed", "we reject the slander that"."""
    lower = s.tokens.lower
    ahead = lower[k + 1 : k + 8]
    speaker = speaker_at(s, k) or (covering(s, k) if "we" in lower[max(0, k - 4) : k] else None)
    if speaker is None or any(w in NOBODY | NOT | {"without", "yet"} for w in lower[max(0, k - 3) : k]):
        return None
    charged = _charge_before(lower, min(speaker.first, k))
    if not charged and not _of_a_deed(s, k, act, ahead):
        return None
    actor = _denied_of(s, k) or _denied_by(s, speaker, [] if charged else ahead)
    return Blame(*quote(s, min(speaker.first, k), k + 1), actor, "denies", speaker.words) if actor else None


def _charge_before(lower: list[str], first: int) -> bool:
    """Tell whether the speaker stands in "a charge that X dismissed"."""
    return (
        first > 1
        and lower[first - 1] in ("that", "which")
        and bool(set(lower[max(0, first - 4) : first]) & words("charge"))
    )


def _of_a_deed(s: Sentence, k: int, act: str, ahead: list[str]) -> bool:
    """Tell whether what is denied is a deed or a charge of one."""
    charges = set(ahead[:5]) & words("charge")
    charge = bool(charges - words("hearsay")) or (bool(charges) and bool(s.before))
    if not ahead or ahead[0] in (".", ","):
        return bool(s.before)
    if act == "rejects":
        return charge or (ahead[0] in ("it", "this") and bool(s.before))
    if charge or ahead[0] in _DENIED_THINGS:
        return not _NO_DEEDS & set(ahead[:4]) and not (ahead[0] == "that" and len(ahead) < 3)
    if ahead[0] == "that":
        if ahead[1:2] == ["there"]:
            return False
        told = set(s.tokens.lower[k + 2 : k + 14])
        return bool(told & (words("harm") | words("attack") | words("complicity") | words("presence")))
    return bool(set(ahead) & (words("harm") | words("attack")) or ahead[0].endswith("ing"))


def _denied_of(s: Sentence, k: int) -> str | None:
    """Give whose deed is denied in "denied that the Reserve had been deployed", "that its troops had harmed"."""
    lower = s.tokens.lower
    if lower[k + 1 : k + 2] != ["that"] or k + 3 >= len(lower):
        return None
    verbs = AUX | words("harm") | {"could", "did", "would"}
    b = next((i for i in range(k + 3, min(len(lower), k + 9)) if lower[i] in verbs), None)
    if b is None:
        return None
    if lower[k + 2] in SELF:
        return s.words(k + 2, b) if b > k + 3 and lower[b - 1] in _STATE else None
    if not is_body(s, k + 2, b) and not any(w[0].isupper() for w in s.tokens.words[k + 3 : b]):
        return None
    return resolve(s, s.words(k + 2, b), k + 2)


def _denied_by(s: Sentence, speaker: Speaker, ahead: list[str]) -> str | None:
    """Name whose deed is denied: the accused of just now where the denial points back, else the denier's own body."""
    last = next((f for f in reversed(s.before) if f.stance == "accused"), None)
    near = last is not None and s.tokens.starts[0] - last.end < FAR
    points_back = not ahead or ahead[0] in ("it", "this", "them", ".", ",") or bool(set(ahead[:4]) & words("charge"))
    if near and points_back and last.by != speaker.words:
        return last.actor
    return body_of(s, speaker)


def called_baseless(s: Sentence, k: int) -> Blame | None:
    """Read "X called the accusation baseless"."""
    lower = s.tokens.lower
    verb = next((i for i in range(k - 1, max(-1, k - 9), -1) if lower[i] in words("calling")), None)
    if verb is None or not s.before or not set(lower[verb:k]) & (words("charge") | {"it", "this", "them"}):
        return None
    speaker, end = speaker_at(s, verb), skip_auxiliaries(lower, verb)
    begin = speaker.first if speaker and speaker.first < verb else left_edge(s.tokens, end)
    if begin >= end:
        return None
    by = speaker.words if speaker else s.words(begin, end)
    actor = _denied_by(s, speaker or Speaker(begin, end, by, "", verb, (0, 0)), ["it"])
    return Blame(*quote(s, begin, k + 1), actor, "denies", by) if actor else None


def had_nothing_to_do(s: Sentence, k: int) -> Blame | None:
    """Read "X said it had nothing to do with"."""
    lower = s.tokens.lower
    if lower[k - 1 : k] not in (["had"], ["has"], ["have"]) or lower[k + 1 : k + 4] != ["to", "do", "with"]:
        return None
    speaker, a = covering(s, k), left_edge(s.tokens, skip_auxiliaries(lower, k))
    if speaker is None or not set(lower[a:k]) & SELF:
        return None
    actor = _denied_by(s, speaker, [])
    return Blame(*quote(s, a, k + 1), actor, "denies", speaker.words) if actor else None


def distanced(s: Sentence, k: int) -> Blame | None:
    """Read "X distanced itself from the attack"."""
    lower = s.tokens.lower
    end = skip_auxiliaries(lower, k)
    a = left_edge(s.tokens, end)
    if (
        a >= end
        or "from" not in lower[k + 1 : k + 4]
        or not set(lower[k + 1 : k + 8]) & words("attack")
        or set(lower[a:k]) & NOT
    ):
        return None
    actor = _denied_by(s, Speaker(a, end, s.words(a, end), "", k, (0, 0)), [])
    return Blame(*quote(s, a, k + 1), actor, "denies", s.words(a, end)) if actor else None


def pleaded_not_guilty(s: Sentence, k: int, subject: tuple[int, int]) -> Blame | None:
    """Read "X pleaded not guilty"."""
    if s.tokens.lower[k - 1] != "not":
        return None
    name = s.words(*subject).partition(",")[0]
    return Blame(*quote(s, subject[0], k + 1), name, "denies", name)
