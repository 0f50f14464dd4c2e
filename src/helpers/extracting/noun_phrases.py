"""Where a noun phrase begins and ends: the words of a speaker, with what is set beside a name."""

from __future__ import annotations

from helpers.extracting.actors import core_kind, word_set
from helpers.extracting.speech import manner, source_verbs, speech_verbs
from helpers.extracting.tokens import Tokens

ADVERBS = word_set("adverbs")
AUX = word_set("aux")
DAYS = word_set("days")
LEADING = word_set("leading")
NOUN_FORMS = word_set("noun forms")
CLAUSE_MARKS = {";", ":", "—", "–", "…", "--"}
MAX_PHRASE = 26  # tokens: longer stretches before a verb are sentences, not names
_ASIDES = {"meanwhile", "however", "too", "though", "also", "meantime"}
_FACTS = word_set("facts")
_LATER = {"later", "afterwards", "earlier", "ago", "afterward", "after"} | DAYS
_LEFT_MARKS = word_set("left marks")
_LINKING = {"of", "the", "de", "el", "la", "al", "-"}
_MEANS = word_set("means")
_NO_ASIDES = word_set("no asides")
_OPENERS = word_set("openers")
_SUBORDINATORS = word_set("subordinators")
_RIGHT_MARKS = {"”", '"', "“", ")", "(", "!", "?"}
_RIGHT_STOPS = {"who", "which", "that", "adding", "and", "without", "whose"}
_TOPIC_STOPS = {",", ";", ":", "who", "which", "that", "(", "["}


def subject_before(tokens: Tokens, end: int) -> tuple[int, int]:
    """Find the noun phrase that ends before `end`, with what commas set beside it."""
    if end and tokens.lower[end - 1] == ",":
        span = before_comma(tokens, end - 1)
        return span if span else (end, end)
    return left_edge(tokens, end), end


def before_comma(tokens: Tokens, comma: int) -> tuple[int, int] | None:
    """Take a speaker with what is set beside it, both closed by the comma: "Ana Ruiz, chief nurse,"."""
    lower = tokens.lower
    stop = next((i for i in range(comma - 1, -1, -1) if lower[i] in CLAUSE_MARKS), -1)
    end = next((i for i in range(comma - 1, max(stop, comma - MAX_PHRASE), -1) if lower[i] == ","), None)
    if end is None:
        return left_edge(tokens, comma), comma
    alias = lower[end + 1] == "or" and comma - end <= 6
    if lower[end + 1] in ("and", "but", "or", "after", "when") and not alias:
        return left_edge(tokens, comma), comma
    too_long = comma - end > 19
    start = left_edge(tokens, end)
    while _beside(tokens, start, end) and start > 1 and lower[start - 1] == ",":
        further = left_edge(tokens, start - 1)
        if has_verb(tokens, further, start - 1):
            break
        start, end = further, start - 1
    return None if start >= end or too_long else (start, comma)


def _beside(tokens: Tokens, a: int, b: int) -> bool:
    """Tell whether a piece between commas is an age or a name that belongs to the words before it."""
    return a < b and (
        tokens.lower[a].isdigit() or (tokens.is_name(a) and b - a <= 4 and core_kind(tokens.words[a:b]) is None)
    )


def left_edge(tokens: Tokens, end: int) -> int:
    """Find where the noun phrase begins that ends before `end`."""
    lower, a = tokens.lower, end
    while a > 0 and end - a < MAX_PHRASE:
        opened = _opening_mark(lower, a - 1)
        if opened is not None:
            a = opened
        elif _closes_left(tokens, a - 1, end):
            break
        else:
            a -= 1
    return _trim(tokens, a, end)


def _closes_left(tokens: Tokens, at: int, end: int) -> bool:
    """Tell whether a word cannot belong to the noun phrase that it stands before."""
    lower, word = tokens.lower, tokens.lower[at]
    if word in _LEFT_MARKS or word in CLAUSE_MARKS or word in _SUBORDINATORS:
        return True
    if word == "that":
        return not _relative_that(lower, at, end)
    if word == "and":
        return not _joins(tokens, at, end)
    return word in source_verbs() and word not in NOUN_FORMS and not _relative_left(lower, at)


def _opening_mark(lower: list[str], k: int) -> int | None:
    """Find where a bracket or a quoted word that closes at k opens: "the League (LDF)", "five of its “lions”"."""
    openings = {")": ("(", "["), "]": ("(", "["), "”": ("“",)}.get(lower[k])
    reach = 4 if lower[k] == "”" else 9
    return openings and next((i for i in range(k - 1, max(0, k - reach), -1) if lower[i] in openings), None)


def _relative_left(lower: list[str], k: int) -> bool:
    return any(w in ("who", "that", "which") for w in lower[max(0, k - 3) : k])


def _relative_that(lower: list[str], k: int, end: int) -> bool:
    """Tell "the group that has fought for years" from "said that the group"."""
    if any(w in source_verbs() and w not in NOUN_FORMS for w in lower[max(0, k - 8) : k]):
        return False
    before = lower[k - 1] if k else ","
    return (
        end - k > 2
        and not before.endswith("ed")
        and before not in _FACTS
        and before not in speech_verbs()
        and before not in ("and", ",", "so", "reporters", "parliament", "journalists")
    )


def _joins(tokens: Tokens, at: int, end: int) -> bool:
    """Tell whether "and" joins two sources ("police and hospital officials") or names ("the Ministry of Health and")."""
    if tokens.lower[at + 1].endswith("ed") and tokens.words[at + 1][0].islower():
        return True
    left = core_kind(tokens.words[max(0, at - 2) : at])
    right = core_kind(tokens.words[at + 1 : end])
    return left is not None and right is not None and (tokens.lower[at + 1] not in ("the", "a", "an") or at <= 6)


def _trim(tokens: Tokens, a: int, end: int) -> int:
    """Drop what opens a clause before its subject: "In Torre police", "and the army", "Meanwhile"."""
    lower = tokens.lower
    if end - a > 2 and lower[a].isdigit() and lower[a + 1] == ".":  # "6. Villagers said": an item's number
        a += 2
    while end - a > 1 and a < 3 and (lower[a] in (":", "•", "◦", "*") or lower[a].replace(":", "").isdigit()):
        a += 1  # "09:31 The ambulance service says": the hour of an entry
    while a < end and (lower[a] in _OPENERS or (lower[a] in ("in", "on") and end - a == 1)):
        a += 1
    later = next((i for i in range(a + 1, end - 1) if lower[i] in _LATER and lower[i + 1] in ("the", "a", "an")), None)
    if later is not None:  # "Sixteen years later | a commission"
        return later + 1
    of = next((i for i in range(a, end - 1) if lower[i] == "that" and lower[i + 1] == "of"), None)
    if of is not None:
        return of + 2
    if a < end and lower[a] in LEADING:
        inner = (i for i in range(a + 2, end) if lower[i] in ("the", "a", "an") or core_kind(tokens.words[i : i + 1]))
        opened = next((i for i in range(a + 2, end) if lower[i] == "the" and lower[i - 1] in _MEANS), None)
        return opened or next(inner, a)
    return a


def has_verb(tokens: Tokens, a: int, b: int) -> bool:
    """Guess whether tokens hold a finite verb outside a relative clause."""
    for k in range(a, b):
        word = tokens.lower[k]
        if word in ("who", "which", "that"):
            return False
        if word in AUX or (
            word.endswith("ed")
            and len(word) > 4
            and tokens.words[k][0].islower()
            and (k > a + 1)
            and (tokens.lower[k - 1] not in ("a", "an", "the", "-", "'s", "’s"))
        ):
            return True
    return False


def right_edge(tokens: Tokens, a: int) -> int:
    """Find where the noun phrase ends that begins at `a`, with what is set beside it."""
    lower, n, b = tokens.lower, len(tokens), a
    while b < n and b - a < MAX_PHRASE and not _closes_right(tokens, a, b):
        b += 1
    while b > a and lower[b - 1] in (",", "on", "in", "and"):
        b -= 1
    return b


def _closes_right(tokens: Tokens, a: int, b: int) -> bool:
    """Tell whether a word cannot belong to the noun phrase that it stands behind."""
    word = tokens.lower[b]
    if word in _RIGHT_MARKS or word in CLAUSE_MARKS:
        return True
    if word == ".":
        return not (b > a and _abbreviates(tokens, b))
    if word == ",":
        return not _aside_right(tokens, b)
    if b == a or (word == "without" and tokens.is_name(b)):
        return False
    spoken = word in speech_verbs() and word not in NOUN_FORMS
    return spoken or word in _SUBORDINATORS or word in AUX or word in _RIGHT_STOPS or b in tokens.used


def _abbreviates(tokens: Tokens, dot: int) -> bool:
    """Tell whether a full stop belongs to a title or an initial: "Col. Ruiz"."""
    before = len(tokens.words[dot - 1]) <= 5 and tokens.is_name(dot - 1)
    return before and dot + 1 < len(tokens) and tokens.is_name(dot + 1)


def _aside_right(tokens: Tokens, comma: int) -> bool:
    """Tell whether the words behind a comma describe the name before it."""
    lower, n = tokens.lower, len(tokens)
    if comma + 1 >= n or lower[comma + 1] in _NO_ASIDES:
        return False
    if lower[comma + 1].isdigit():
        return comma + 2 >= n or lower[comma + 2] in (",", ".", "”")
    end = comma + 1
    while end < n and end - comma < 14 and lower[end] not in (",", ".", ";"):
        end += 1
    described = tokens.is_name(comma + 1) or lower[comma + 1] in ("a", "an", "the", "one")
    return not has_verb(tokens, comma + 1, end) and (described or core_kind(tokens.words[comma + 1 : end]) is not None)


def name_end(tokens: Tokens, a: int) -> int:
    """Find where a name ends that begins at `a`: "The Daily Star of Harun"."""
    b = a
    while b < len(tokens) and (tokens.is_name(b) or (tokens.lower[b] in _LINKING and b + 1 < len(tokens))):
        b += 1
    return b


def topic(tokens: Tokens) -> tuple[int, int] | None:
    """Take the subject of a sentence: its first noun phrase behind "In a video posted that day,"."""
    lower, n, a = tokens.lower, len(tokens), 0
    if lower[0] in LEADING | _SUBORDINATORS | ADVERBS or 0 in tokens.used:
        a = next((i + 1 for i in range(min(n, 20)) if lower[i] == ","), 0)
    b = a
    while b < n and b - a < 14 and lower[b] not in _TOPIC_STOPS and not (b > a and _predicate(tokens, b)):
        b += 1
    return (a, b) if b > a else None


def _predicate(tokens: Tokens, k: int) -> bool:
    word = tokens.lower[k]
    spoken = word in speech_verbs() and word not in NOUN_FORMS
    return spoken or word in ADVERBS or (word.endswith("ed") and tokens.words[k][0].islower())


def skip_adverbs(tokens: Tokens, k: int) -> int:
    """Step back from a verb over adverbs, days, and "in a statement on its website"."""
    lower, end = tokens.lower, k
    while end > 0:
        if lower[end - 1] in ('"', "”") and end >= 3 and lower[end - 3] in ('"', "“"):  # "“categorically” denied"
            end -= 3
        elif _when_or_how(tokens, end, k):
            end -= 1
        elif (step := _means_before(lower, end)) is not None:
            end = step
        elif (
            lower[end - 1] == ","
            and lower[max(0, end - 5) : end - 4] == [","]
            and lower[end - 4] == "for"
            and lower[end - 2] == "part"
        ):
            end -= 5  # "The council, for its part, spoke of"
        elif lower[end - 1] == "," and end >= 2 and lower[end - 2] in _ASIDES:
            end -= 3 if end >= 3 and lower[end - 3] == "," else 2
        else:
            break
    return end


def _when_or_how(tokens: Tokens, end: int, k: int) -> bool:
    lower, word = tokens.lower, tokens.lower[end - 1]
    day = word in DAYS and word not in ("may", "march")
    dated = word.isdigit() and tokens.word_before(end - 1) in DAYS
    if word in ADVERBS or end - 1 in tokens.used or day or dated or manner(word):
        return True
    if word in ("that", "this", "same") and end < k and lower[end] in DAYS:  # "The army that evening admitted"
        return True
    return word in ("on", "in", "at", "by") and end < k and (end in tokens.used or lower[end] in DAYS)


def _means_before(lower: list[str], end: int) -> int | None:
    """Step back over "in a post on X", "at a news conference", "by telephone"."""
    if lower[end - 1] not in _MEANS and lower[end - 1] not in ("website", "account"):
        return None
    for k in range(end - 1, max(0, end - 9), -1):
        if lower[k] in (",", "said", "that", "and", ";"):
            return None
        if lower[k] in ("in", "at", "by", "on", "during", "through", "to", "via"):
            return k if not (lower[k] == "by" and lower[k + 1] == "a") else None
    return None
