"""Who says so: the speakers of a sentence, and what kind of source each is."""

from __future__ import annotations

from dataclasses import dataclass

from helpers import lexicon
from helpers.extracting.actors import armed_group_words, known_actor
from helpers.extracting.tokens import Tokens

SPEECH = {
    "said", "says", "say", "saying", "told", "tells", "added", "adds", "reported", "reports", "announced", "confirmed", "stated",
    "states", "estimated", "estimates", "acknowledged", "informed", "disclosed", "revealed", "maintained", "insisted", "claimed",
    "claims", "declared", "noted", "wrote", "tweeted", "explained", "counted", "recorded", "cited", "praised", "recalled",
    "admitted", "alleged", "asserted", "boasted", "indicated", "conceded", "reiterated", "quoted", "warned", "testified",
    "put", "puts", "listed", "documented", "verified", "tallied", "registered", "attributed", "hailed", "lauded", "condemned",
    "described", "repeated", "boasts", "notes", "insists", "acknowledges", "confirms", "lists", "counts", "believed",
}  # fmt: skip
WEAK = {"put", "puts", "cited", "praised", "counted", "recorded", "listed", "claimed", "claims", "reported", "reports", "admitted",
        "estimates", "attributed", "hailed", "lauded", "condemned", "described", "registered", "states", "recalled", "quoted",
        "documented", "believed", "lists", "counts", "tallied", "revealed", "verified"}  # fmt: skip
PRONOUNS = {"he", "she", "they", "it"}
_BE = {"was", "were", "been", "is", "are", "be", "being"}
_ORDER = ("government!", "armed_group", "medical", "other", "security_forces", "media", "analyst", "witness", "government")
_STRONG_GOVERNMENT = {"ministry", "minister", "governor", "mayor", "commissioner", "president", "lawmaker", "senator", "premier",
                      "government", "parliament", "councillor", "councilor", "administrator", "prosecutor", "prosecutors",
                      "court", "agency", "authorities", "judge", "magistrate", "chancellor", "ambassador"}  # fmt: skip
_CUT = {"but", "when", "that", "while", "after", "although", "because", "as", "and", "where"}


@dataclass(slots=True)
class Speaker:
    """A source in a sentence: its tokens, its words, its kind, and the tokens that it vouches for."""

    first: int
    last: int
    words: str
    kind: str
    verb: int
    covers: tuple[int, int]
    weak: bool = False


def claimant_type(words: list[str]) -> str:
    """Tell what kind of source a speaker is from the words of its name.

    >>> claimant_type("a morgue official in Baqubah".split()), claimant_type("the Interior Ministry".split())
    ('medical', 'government')
    """
    lower = [w.lower() for w in words]
    cut = next((k for k, w in enumerate(lower) if k and w in ("in", "who", "at", "near", "whose")), len(lower))
    kinds = _kinds(lower[:cut], words[:cut]) or _kinds(lower, words)
    if not kinds:
        return "other" if lower and lower[0] in ("a", "an", "the") and len(lower) > 1 else "government"
    return next(k.rstrip("!") for k in _ORDER if k in kinds)


def _kinds(lower: list[str], words: list[str]) -> set[str]:
    table, kinds = lexicon.sources(), set()
    actor = known_actor(" ".join(words).strip())
    if actor and actor[1] in ("armed_group",):
        kinds.add("armed_group")
    for word in lower:
        kind = table.get(word)
        if word in _STRONG_GOVERNMENT:
            kinds.add("government!")
        elif kind:
            kinds.add(kind)
        if word in armed_group_words():
            kinds.add("armed_group")
    for size in (2, 3, 4):
        for k in range(len(words) - size + 1):
            actor = known_actor(" ".join(words[k : k + size]))
            if actor:
                kinds.add({"armed_group": "armed_group", "army": "security_forces", "police": "security_forces",
                           "paramilitary": "security_forces", "intelligence": "security_forces"}.get(actor[1], "government"))  # fmt: skip
    return kinds


def find_speakers(tokens: Tokens, text: str, carried: Speaker | None = None) -> list[Speaker]:
    """List the speakers of a sentence; `carried` is who "he" or "it" means: the last one before."""
    found: list[Speaker] = []
    lower, n = tokens.lower, len(tokens)
    for k, word in enumerate(lower):
        span = None
        if word == "according" and k + 1 < n and lower[k + 1] == "to":
            span = _phrase_right(tokens, k + 2)
            verb_covers = (0, k)
        elif word in SPEECH and not (k and lower[k - 1] in _BE):
            span, verb_covers = _speaker_of(tokens, k)
        if span is None or span[1] <= span[0]:
            continue
        speaker = _speaker(tokens, text, span, k, verb_covers, carried if not found else found[-1])
        if speaker:
            found.append(speaker)
    return found


def _speaker(tokens: Tokens, text: str, span: tuple[int, int], verb: int, covers: tuple[int, int], carried: Speaker | None) -> Speaker | None:
    a, b = span
    weak = tokens.lower[verb] in WEAK
    if b - a == 1 and tokens.lower[a] in PRONOUNS:
        if carried is None:
            return None
        return Speaker(a, b, carried.words, carried.kind, verb, covers, weak)
    words = tokens.words[a:b]
    if carried is not None and tokens.lower[a:b] in (["the", "group"], ["the", "statement"], ["a", "statement"], ["the", "spokesman"], ["the", "ministry"], ["the", "official"]):
        kind = carried.kind
    else:
        kind = claimant_type(words)
    return Speaker(a, b, text[tokens.starts[a] : tokens.ends[b - 1]], kind, verb, covers, weak)


def _speaker_of(tokens: Tokens, k: int) -> tuple[tuple[int, int] | None, tuple[int, int]]:
    """Find who speaks at verb k: before it ("X said"), behind it ("said X"); and what the words cover."""
    lower, n = tokens.lower, len(tokens)
    left = _phrase_left(tokens, k)
    if left is not None and left[1] > left[0]:
        a = left[0]
        tail = a > 0 and lower[a - 1] == "," and not _opening(tokens, a)
        if tail and _ends_clause(tokens, k + 1):
            return left, (0, a)
        return left, (_clause_begin(tokens, a), n)
    if lower[k] in ("said", "says", "reports", "reported", "adds", "added", "told", "states"):
        right = _phrase_right(tokens, k + 1)
        if right and right[1] > right[0] and (tokens.is_name(right[0]) or lower[right[0]] in ("a", "an", "the")):
            return right, (0, k)
    return None, (0, 0)


def _opening(tokens: Tokens, a: int) -> bool:
    """Tell whether the comma before token a only closes an opening like "On Monday,"."""
    return a - 1 <= 6 and tokens.lower[0] in ("on", "in", "at", "meanwhile", "also", "separately", "earlier", "late", "early", "but", "still", "elsewhere", "however", "later", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "since", "two", "three")


def _ends_clause(tokens: Tokens, k: int) -> bool:
    """Tell whether nothing but a day or a place follows: "…, the ministry said Monday."."""
    rest = [w for i, w in enumerate(tokens.lower[k:], k) if i not in tokens.used]
    return len(rest) <= 8 or rest[0] in (",", ".", "on", "in", "late", "early", ";", "and", "while", "after")


def _clause_begin(tokens: Tokens, a: int) -> int:
    for k in range(a - 1, -1, -1):
        if tokens.lower[k] == ";":
            return k + 1
        if tokens.lower[k] in ("but", "and", "while") and k and tokens.lower[k - 1] == ",":
            return k + 1
    return 0


_PHRASE_STOP = {"said", "says", "told", ";", ":", "was", "were", "had", "has", "have", "killed", "that", "where", "when", "while",
                "but", "which", "after", "before", "by"}  # fmt: skip


def _phrase_left(tokens: Tokens, k: int) -> tuple[int, int] | None:
    """Take the noun phrase that ends before verb k, with "…, an army spokesman," and "who helped dig graves"."""
    lower = tokens.lower
    end = k
    while end > 0 and (lower[end - 1] in ("also", "later", "meanwhile", "however", "has", "have", "had", "further", "then", ",", "reportedly", "earlier", "not") or end - 1 in tokens.used or lower[end - 1] in ("on", "in") and end in tokens.used):
        end -= 1
    if end == 0:
        return None
    statement = _statement(lower, end)
    if statement is not None:
        end = statement
    if lower[end - 1] in PRONOUNS:
        return end - 1, end
    a = _left_edge(tokens, end)
    return (a, end) if a < end and _is_speaker(tokens, a, end) else None


def _statement(lower: list[str], end: int) -> int | None:
    """Step back over "in a statement", "in a post on X" behind the speaker."""
    for k in range(end - 1, max(-1, end - 7), -1):
        if lower[k] == "in" and any(w in ("statement", "communique", "post", "message", "speech", "interview", "briefing") for w in lower[k:end]):
            return k
    return None


def _left_edge(tokens: Tokens, end: int) -> int:
    lower = tokens.lower
    a = end
    while a > 0:
        word = lower[a - 1]
        if word == "who" and a - 1 > 0:
            a -= 1
            continue
        if word == ",":
            if not _appositive(tokens, a, end):
                break
            a -= 1
            continue
        if word in _PHRASE_STOP or word in (".", "“", "”", '"', "—", "–", "…") or (word in _CUT and not (word == "and" and _joins_speakers(tokens, a))):
            break
        if a - 1 in tokens.used:
            break
        if end - a > 16:
            break
        a -= 1
    while a < end and lower[a] in (",", "and", "meanwhile", "also", "in", "on", "however", "'s", "’s", "separately", "later"):
        a += 1
    return a


def _joins_speakers(tokens: Tokens, a: int) -> bool:
    return a < len(tokens) and tokens.lower[a] in lexicon.sources() or (a >= 2 and tokens.lower[a - 2] in lexicon.sources())


def _appositive(tokens: Tokens, a: int, end: int) -> bool:
    """Tell whether the words after a comma only describe the name before it: "Col. X, an army spokesman," """
    piece = tokens.lower[a:end]
    if piece and piece[0] in ("or", "known", "also"):
        return True
    return bool(piece) and piece[0] in ("a", "an", "the", "who", "its", "spokesman") and a >= 2 and tokens.is_name(a - 2) and a - 2 not in tokens.used and len(piece) <= 12


def _is_speaker(tokens: Tokens, a: int, end: int) -> bool:
    words = tokens.lower[a:end]
    if any(w in lexicon.sources() or w in armed_group_words() for w in words):
        return True
    return tokens.is_name(a) and not tokens.upper and tokens.lower[a] not in ("the", "it", "this", "that", "there") and end - a <= 6


def _phrase_right(tokens: Tokens, k: int) -> tuple[int, int] | None:
    lower, n = tokens.lower, len(tokens)
    b = k
    while b < n and b - k < 14:
        word = lower[b]
        if word in (".", ";", "”", '"', ":", "said", "told", "was", "were", "that", "when", "while", "but", "adding", "as", "after") or b in tokens.used:
            break
        if word == "," and not (b + 1 < n and lower[b + 1] in ("a", "an", "the", "who") and tokens.is_name(b - 1)):
            break
        if word in ("on", "in", "at") and b + 1 in tokens.used:
            break
        b += 1
    return (k, b) if b > k else None
