"""Speakers whom only responsibility asks for: "which police say was", "showed the leader saying", "left a note saying"."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.extracting.actors import phrase_kind
from helpers.extracting.blame import words
from helpers.extracting.cast import cast_of
from helpers.extracting.noun_phrases import AUX, topic
from helpers.extracting.speakers import Speaker
from helpers.extracting.speech import BE, speech_verbs
from helpers.extracting.tokens import Tokens

_RELATIVES = {"which", "who", "whom"}
_SHOWING = {"showed", "shows", "show", "shown", "showing"}
_SPEAKING = {
    "saying",
    "claiming",
    "boasting",
    "declaring",
    "admitting",
    "asserting",
    "announcing",
    "bragging",
    "stating",
}


def with_hidden_voices(tokens: Tokens, text: str, speakers: list[Speaker]) -> list[Speaker]:
    """Put before the speakers of a sentence those whom no main clause names."""
    for speaker in speakers:
        _cut_off_subject(tokens, text, speaker)
        speaker.words = speaker.words.removeprefix("who ")
    hidden = [*_in_relatives(tokens, text), *_shown(tokens, text, speakers)]
    return [*hidden, *speakers] if hidden else speakers


def _cut_off_subject(tokens: Tokens, text: str, speaker: Speaker) -> None:
    """End a speaker before the subject of what it says: "According to police, | the Front, an outlawed group, had"."""
    lower, n = tokens.lower, len(tokens)
    if (
        speaker.verb >= n - 1
        or lower[speaker.verb] != "according"
        or speaker.last + 1 >= n
        or lower[speaker.last] != ","
    ):
        return
    comma = next((i for i in range(speaker.first, speaker.last) if lower[i] == ","), None)
    if comma is not None and _predicates(lower, speaker.last + 1):
        speaker.last, speaker.words = comma, text[tokens.starts[speaker.first] : tokens.ends[comma - 1]]


def _in_relatives(tokens: Tokens, text: str) -> Iterator[Speaker]:
    """Find the U.N. in "the movement, which the U.N. says has killed 160 people,"."""
    if _RELATIVES.isdisjoint(tokens.vocabulary):
        return
    lower, n, verbs = tokens.lower, len(tokens), speech_verbs()
    for which in (i for i in range(1, n - 3) if lower[i] in _RELATIVES):
        verb = next((i for i in range(which + 2, min(n - 1, which + 9)) if lower[i] in verbs), None)
        if verb is None or {",", "that"} & set(lower[which:verb]) or not _predicates(lower, verb + 1):
            continue
        kind = phrase_kind(tokens.words[which + 1 : verb], lambda: cast_of(text))
        if kind:
            end = next((i for i in range(verb + 1, n) if lower[i] in (",", ";", "—")), n)
            yield _speaker(tokens, text, which + 1, verb, kind, verb, end)


def _predicates(lower: list[str], k: int) -> bool:
    return lower[k] in BE | AUX | words("auxiliary") or lower[k] in words("harm") or lower[k] in words("doing")


def _shown(tokens: Tokens, text: str, speakers: list[Speaker]) -> Iterator[Speaker]:
    """Find the leader in "a video showed the leader … saying", the gang in "the gang left a note saying"."""
    if _SPEAKING.isdisjoint(tokens.vocabulary):
        return
    lower, n = tokens.lower, len(tokens)
    for k in (i for i in range(3, n - 1) if lower[i] in _SPEAKING):
        show = next((i for i in range(k - 2, max(0, k - 24), -1) if lower[i] in _SHOWING), None)
        if show is not None:
            a = show + 1
            b = next((i for i in range(a + 1, k + 1) if lower[i].endswith("ing") or lower[i] in (",", "in", "on")), k)
        elif set(lower[max(0, k - 6) : k]) & words("paper") and not any(p.verb == k for p in speakers):
            a, b = topic(tokens) or (k, k)
        else:
            continue
        kind = phrase_kind(tokens.words[a:b], lambda: cast_of(text)) if a < b <= k else None
        if kind is None and a < b <= k and lower[k + 1] == "responsibility":  # who claims it is somebody
            kind = "armed_group"
        if kind and (show is not None or kind == "armed_group"):
            yield _speaker(tokens, text, a, b, kind, k, n)


def _speaker(tokens: Tokens, text: str, a: int, b: int, kind: str, verb: int, end: int) -> Speaker:
    said = text[tokens.starts[a] : tokens.ends[b - 1]]
    return Speaker(a, b, said, kind, verb, (verb + 1, end), until=tokens.ends[-1], at=tokens.starts[a])
