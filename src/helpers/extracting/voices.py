"""Speakers whom only responsibility asks for: "which police say was", "showed the leader saying", "left a note saying"."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.extracting.actors import phrase_kind
from helpers.extracting.blame import words
from helpers.extracting.cast import cast_of
from helpers.extracting.noun_phrases import AUX, left_edge, topic
from helpers.extracting.speakers import Speaker
from helpers.extracting.speech import BE, speech_verbs
from helpers.extracting.tokens import Tokens

_RELATIVES = {"which", "who", "whom"}
_SHOWING = {"showed", "shows", "show", "shown", "showing"}
_CALLS = {"called", "phoned", "telephoned", "contacted", "rang", "wrote", "e-mailed", "emailed", "faxed"}
_TO_SAY = {"say", "claim", "announce", "declare", "assert", "boast", "admit"}
_FOR = [["speak", "for"], ["spoke", "for"], ["speaks", "for"], ["spokesman", "for"], ["spokesman", "of"], ["behalf", "of"], ["speaking", "for"],
        ["member", "of"], ["representative", "of"], ["commander", "of"]]  # fmt: skip
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
    hidden = [*_in_relatives(tokens, text), *_shown(tokens, text, speakers), *_on_the_phone(tokens, text)]
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


def _on_the_phone(tokens: Tokens, text: str) -> Iterator[Speaker]:
    """Find the caller in "A man claiming to speak for X phoned a news agency to say that"."""
    if _CALLS.isdisjoint(tokens.vocabulary):
        return
    lower, n = tokens.lower, len(tokens)
    for k in (i for i in range(4, n - 1) if lower[i] in _TO_SAY and lower[i - 1] == "to"):
        verb = next((i for i in range(k - 2, max(0, k - 12), -1) if lower[i] in _CALLS), None)
        speaks = verb is not None and any(lower[i : i + 2] in _FOR for i in range(verb - 1))
        if verb is None or {".", ";", ":"} & set(lower[verb:k]):
            continue
        a, b = left_edge(tokens, verb), verb
        if speaks:  # whoever it is, he speaks for somebody
            a = max((i + 1 for i in range(verb) if lower[i] in (".", ";", ":", "“")), default=0)
        kind = (
            "armed_group"
            if speaks and _for_fighters(tokens, verb, text)
            else phrase_kind(tokens.words[a:b], lambda: cast_of(text))
        )
        if kind and a < b:
            yield _speaker(tokens, text, a, b, kind, k, n)


def _for_fighters(tokens: Tokens, verb: int, text: str) -> bool:
    """Tell whether a caller's body is no known civil one: a ministry, a hospital, a newspaper."""
    at = next(i + 2 for i in range(verb - 1) if tokens.lower[i : i + 2] in _FOR)
    return phrase_kind(tokens.words[at:verb], lambda: cast_of(text)) in (None, "armed_group", "other", "witness")


def _speaker(tokens: Tokens, text: str, a: int, b: int, kind: str, verb: int, end: int) -> Speaker:
    said = text[tokens.starts[a] : tokens.ends[b - 1]]
    return Speaker(a, b, said, kind, verb, (verb + 1, end), until=tokens.ends[-1], at=tokens.starts[a])
