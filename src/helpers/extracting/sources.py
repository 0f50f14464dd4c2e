"""Who says so: the speakers of a sentence, what kind of source each is, and which of its words each vouches for.

A sentence is searched for attributions (`attributions`); each has a speaker (`speakers`) and rules what follows it,
or what stands before it, up to the next one. What nobody is named for belongs to nobody: it is not given to the
speaker before, unless the sentence plainly goes on with his words (it opens with "They", "Three of them", a bare
"Seven", or in the middle of a quotation).
"""

from __future__ import annotations

import re

from helpers.extracting.actors import core_kind, phrase_kind, word_set, word_set_as_written
from helpers.extracting.attributions import Attribution, attributions
from helpers.extracting.cast import cast_of
from helpers.extracting.noun_phrases import ADVERBS, AUX, CLAUSE_MARKS, DAYS, LEADING, has_verb
from helpers.extracting.quantities import quantity_at
from helpers.extracting.quotations import quotation_end, quotations, quoted_tokens
from helpers.extracting.speakers import Speaker, claimant_type, speaker_behind, speaker_of
from helpers.extracting.speech import SPEECH
from helpers.extracting.statements import interview_of, issuer_of
from helpers.extracting.tokens import Tokens

HEADLINE = 200  # characters: what begins later is no headline
_ASIDE = re.compile(r"\[[^\]\n]{0,40}\]")
_CONTEXT = word_set("context verbs")
_FIGURES = word_set("figures pointed at")
_FRESH = word_set("fresh")
_GOES_ON = word_set("goes on")
_JOINING = {"but", "and", "while", "although", "though", "yet"}
_MONTHS = word_set("calendar") - {"may"} - {w for w in word_set("calendar") if w.endswith("day")}
_OPENERS = word_set_as_written("sentence openers")
_SPOKEN_AT = {"at", "on", "in", "to", "by", "before", "over", "via", "speaking", "writing", "outside"}
_RELATIVES = {"which", "where", "when"}
_REMAINING = {"remaining", "other", "others", "rest"}
_VICTIMS = word_set("victims")


def find_speakers(tokens: Tokens, text: str, carried: Speaker | None = None) -> list[Speaker]:
    """List the speakers of a sentence in order; `carried` is the last one before, whom "he" or "it" means.

    What a speaker covers are tokens from … to; no two cover the same. A sentence that goes on with the words of
    `carried` gives that speaker, covering all of it.
    """
    found = attributions(tokens, quoted_tokens(tokens, text))
    if not found:
        onward = (
            _headline(tokens)
            or _before_quotation(tokens, text)
            or _goes_on(tokens, text, carried)
            or _issuer(tokens, text)
        )
        onward = onward or _interviewee(tokens, text)
        return [onward] if onward else []
    speakers: list[Speaker] = []
    for attribution in found:
        before = speakers[-1] if speakers else carried
        speakers.append(speaker_of(tokens, text, attribution, before))
    _share_out(tokens, found, speakers)
    return speakers


def _share_out(tokens: Tokens, found: list[Attribution], speakers: list[Speaker]) -> None:
    """Give each speaker the tokens it vouches for: no token to two."""
    n, starts = len(tokens), []
    for i, f in enumerate(found):
        floor = max(found[i - 1].verb, found[i - 1].last) if i else 0
        starts.append(_begin(tokens, f, floor, i == 0, found[i - 1] if i else None))
    for i, speaker in enumerate(speakers):
        end = min((s for s in starts[i + 1 :] if s >= starts[i]), default=n)
        end = _before_history(tokens, speaker.verb, _before_new_sentence(tokens, speaker.verb, end))
        speaker.covers = _bracketed(tokens, speaker) or (starts[i], end)
        speaker.reaches_back = (
            found[i].backward and i == 0 and min(speaker.first, speaker.verb) <= 3 and _points(tokens)
        )


def _before_new_sentence(tokens: Tokens, verb: int, end: int) -> int:
    """End what a speaker covers where a text without full stops begins a new sentence: "… died Separately rebels"."""
    opened = (k for k in range(verb + 2, end) if tokens.words[k] in _OPENERS and tokens.words[k - 1][0].isalnum())
    return next(opened, end) if not tokens.upper else end


def _bracketed(tokens: Tokens, speaker: Speaker) -> tuple[int, int] | None:
    """Give the brackets that a speaker stands in: "(organisers say as many as 25)": he vouches for nothing else."""
    lower, a = tokens.lower, speaker.first
    opened = next((i for i in range(a - 1, max(-1, a - 14), -1) if lower[i] in ("(", ")")), None)
    closed = next((i for i in range(speaker.verb, min(len(lower), speaker.verb + 40)) if lower[i] in ("(", ")")), None)
    inside = opened is not None and closed is not None and lower[opened] == "(" and lower[closed] == ")"
    of_all = lower[speaker.verb - 1] in ("source", "sources")
    return (opened, closed + 1) if inside and speaker.verb > opened and not of_all else None


def _points(tokens: Tokens) -> bool:
    """Tell whether a sentence opens with what points to a number in the one before: "That figure", "The number"."""
    return (
        tokens.lower[0] in ("that", "this", "these", "those", "such", "the")
        and tokens.lower[1:2] != []
        and (bool(_FIGURES & set(tokens.lower[1:4])))
    )


def _before_history(tokens: Tokens, verb: int, end: int) -> int:
    """End what a speaker covers where a relative clause with a date of its own tells of something past: "X blames Y,
    which on 22 May 2019 killed 17": the reporter adds it."""
    lower = tokens.lower
    for k in range(verb + 1, end - 2):
        if lower[k] in _RELATIVES and lower[k - 1] == "," and _dated(lower[max(verb, k - 9) : k + 9]):
            return k
    return end


def _dated(lower: list[str]) -> bool:
    return any(w in _MONTHS or (len(w) == 4 and w.isdigit() and w[:2] in ("19", "20")) for w in lower)


def _begin(tokens: Tokens, f: Attribution, floor: int, first: bool, before: Attribution | None) -> int:
    """Find the first token that an attribution vouches for; `floor` is where the one before ends."""
    start = min(f.first, f.verb)
    if before is not None and f.first <= before.verb < f.last:  # "X, which puts the toll at nine, accused": both count
        return f.last
    if not f.backward:
        if f.same:
            return f.verb
        return _clause_begin(tokens, start, floor) if first else max(floor, start)
    if first:
        return 0
    breaks = (i for i in range(f.verb - 1, floor, -1) if _breaks_clause(tokens, i))
    return next(breaks, floor if before and before.backward else start)


def _breaks_clause(tokens: Tokens, k: int) -> bool:
    word, after_comma = tokens.lower[k], tokens.lower[k - 1] == ","
    return word in (";", "while", "but") or (after_comma and word in ("and", "though", "although", "as"))


def _clause_begin(tokens: Tokens, a: int, floor: int) -> int:
    """Begin what a speaker covers at its clause: an opening belongs to it, an independent clause does not."""
    lower = tokens.lower
    for k in range(a - 1, floor - 1, -1):
        if lower[k] in CLAUSE_MARKS or (lower[k] in _JOINING and tokens.word_before(k) in (",", ";")):
            return k + 1
    opened = lower[0] in LEADING or lower[0] in ADVERBS or lower[0] in DAYS or 0 in tokens.used
    return 0 if a and opened and "," in lower[max(0, a - 2) : a] else a


def _headline(tokens: Tokens) -> Speaker | None:
    """Read the speaker before the colon of a headline: "Governor: 14 dead in market blast"."""
    if tokens.starts[0] > HEADLINE or ":" not in tokens.words[1:6] or tokens.words.count(":") > 1:
        return None
    colon = tokens.words.index(":")
    kind = core_kind(tokens.words[:colon])
    if kind is None or not kind[1] or colon + 1 == len(tokens) or quantity_at(tokens, colon + 1) is None:
        return None
    words, n = " ".join(tokens.words[:colon]), len(tokens)
    return Speaker(0, colon, words, kind[0], colon, (colon, n), False, tokens.ends[-1], at=tokens.starts[0])


def _interviewee(tokens: Tokens, text: str) -> Speaker | None:
    """Give who answers in an interview of questions and answers."""
    begins = interview_of(text)
    if begins is None or tokens.starts[0] < begins or tokens.lower[-1] == "?":
        return None
    person, n = cast_of(text).last_person(begins), len(tokens)
    return Speaker(n, n, person.words, person.kind, n, (0, n), at=person.at, firm=False) if person else None


def _before_quotation(tokens: Tokens, text: str) -> Speaker | None:
    """Read the speaker before a colon and a quotation without a verb: "Mayor Ivo Bel, on local radio: “Four …”"."""
    marks = (i for i, w in enumerate(tokens.words[:24]) if w == ":")
    colon = next((i for i in marks if tokens.words[i + 1 : i + 2] in (["“"], ['"'], ["«"])), None)
    if colon is None:
        return None
    a = next((i for i in range(colon) if tokens.words[i][0].isalpha()), colon)
    b = next((i for i in range(a + 1, colon) if tokens.lower[i] in _SPOKEN_AT), colon)
    b -= tokens.lower[b - 1] == ","
    kind = phrase_kind(tokens.words[a:b], lambda: cast_of(text)) if a < b and not has_verb(tokens, a, b) else None
    words, n = text[tokens.starts[a] : tokens.ends[b - 1]] if kind else "", len(tokens)
    return Speaker(a, b, words, kind, colon, (colon, n), until=tokens.ends[-1], at=tokens.starts[a]) if kind else None


def _goes_on(tokens: Tokens, text: str, carried: Speaker | None) -> Speaker | None:
    """Give the carried speaker where a sentence without one plainly goes on with his words."""
    closes = quotation_end(text, _beginning(tokens) + 2) if text else None
    inside = closes is not None and _beginning(tokens) < closes
    if inside and (behind := speaker_behind(text, closes)) is not None:
        return _onward(tokens, behind)
    if carried is None or carried.until < 0:
        return None
    gap = text[carried.until : tokens.starts[0]]
    if _ASIDE.sub("", gap).strip(" \n\r\t”\"'’)") or (not inside and ("\n\n" in gap or "\n•" in gap)):
        return None
    new_line = "\n" in gap and not tokens.upper
    telling = carried.firm and not new_line and not _turns_away(tokens)
    recalls = any(len(w) == 4 and w.isdigit() and w[:2] in ("19", "20") for w in tokens.lower)
    return _onward(tokens, carried) if inside or telling or (_anaphoric(tokens) and not recalls) else None


def _turns_away(tokens: Tokens) -> bool:
    """Tell whether a sentence leaves what was being told: "Meanwhile", "On Friday", "• …", "one in March"."""
    lower = tokens.lower
    dated = _dated(lower)
    context = bool(_CONTEXT & set(lower[1:5]))  # "The announcement follows a wave of attacks": the reporter's own words
    return lower[0] in _FRESH or 0 in tokens.used or dated or context


def _beginning(tokens: Tokens) -> int:
    """Give the character where a sentence begins behind "[in progress]"."""
    closing = tokens.words[:12].index("]") + 1 if tokens.words[0] == "[" and "]" in tokens.words[:12] else 0
    return tokens.starts[min(closing, len(tokens) - 1)]


def _onward(tokens: Tokens, speaker: Speaker) -> Speaker:
    n = len(tokens)
    return Speaker(
        n, n, speaker.words, speaker.kind, n, (0, n), speaker.weak, tokens.ends[-1], at=speaker.at, firm=False
    )


def _anaphoric(tokens: Tokens) -> bool:
    """Tell whether a sentence opens with what only the one before explains: "They", "Eleven were", "Four of them"."""
    lower = tokens.lower
    if lower[0] in _GOES_ON or _among(lower):
        return True
    if lower[0] == "the":
        return len(lower) > 1 and (lower[1] in _VICTIMS or lower[1] in _REMAINING or quantity_at(tokens, 1) is not None)
    if quantity_at(tokens, 0) is None:
        return False
    return len(lower) > 2 and (
        lower[1] in AUX
        or (lower[1] == "of" and lower[2] in ("them", "these", "those"))
        or lower[1] in ("others", "more", "surrendered", "died")
    )


def _among(lower: list[str]) -> bool:
    return any(
        w == "among" and lower[k + 1 : k + 2] == ["the"] and lower[k + 2 : k + 3] and lower[k + 2] in _VICTIMS
        for k, w in enumerate(lower)
    )


def _issuer(tokens: Tokens, text: str) -> Speaker | None:
    issuer, n = issuer_of(text), len(tokens)
    return Speaker(n, n, *issuer, n, (0, n), firm=False) if issuer else None


__all__ = ["SPEECH", "Speaker", "claimant_type", "find_speakers", "issuer_of", "quotations"]
