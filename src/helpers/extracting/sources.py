"""Who says so: the speakers of a sentence, what kind of source each is, and which of its words each vouches for.

A sentence is searched for attributions: "X said", "said X", "according to X", "by X's count", "was reported by X",
"X's toll stood at". Each has a speaker and rules what follows it, or what stands before it, up to the next one.
What nobody is named for belongs to nobody: it is not given to the speaker before, unless the sentence plainly
goes on with his words (it opens with "They", "Three of them", a bare "Seven", or in the middle of a quotation).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from helpers import lexicon
from helpers.extracting.actors import PREPOSITIONS, Named, cast_of, core_kind, may_be_short, phrase_kind, word_set
from helpers.extracting.tokens import Tokens, is_upper, tokenise

PRONOUNS = {"he", "she", "they", "it"}
_POSSESSIVES = {"his", "her", "its", "their"}
_BE = {"was", "were", "been", "is", "are", "be", "being"}
_OWNER_STOPS = word_set("owner stops")
_COUNT_VERBS = word_set("count verbs")
_PLURALS = word_set("plurals")
_ALLEGED_THAT = word_set("alleged that")
_DEED_OPENERS = word_set("deed openers")
_OTHER_PARTICIPLES = word_set("other participles")
_SPEECH_MARKS = word_set("speech marks")
_DETERMINERS = word_set("determiners")
_LEFT_MARKS = word_set("left marks")
_OPENERS = word_set("openers")
_NO_SPEAKERS = word_set("no speakers")
_NO_ASIDES = word_set("no asides")
_HOW_WORDS = word_set("how words")
_CLAUSE_CLOSERS = word_set("clause closers")
_HOW_OPENERS = word_set("how openers")
_ROLES_AGAIN = word_set("roles again")
_ADVERBS = word_set("adverbs")
_DAYS = word_set("days")
_MEANS = word_set("means")
_COUNTS = word_set("counts")
_SUBORDINATORS = word_set("subordinators")
_NOMINAL = word_set("nominal")
_NOUN_FORMS = word_set("noun forms")
_OPEN_QUOTES, _CLOSE_QUOTES = {"“", "«"}, {"”", "»"}
_CLAUSE_MARKS = {";", ":", "—", "–", "…", "--"}
_LEADING = word_set("leading")
_ANTECEDENT_HEADS = word_set("antecedent heads")
_PAPERS = word_set("papers")
_GOES_ON = word_set("goes on")
_VICTIMS = {
    "dead",
    "wounded",
    "injured",
    "killed",
    "victims",
    "casualties",
    "missing",
    "slain",
    "fatalities",
    "hostages",
    "arrested",
}
_CHARGES = word_set("charges")
_QUOTE = re.compile(r'[“”"«»]|\n\n')
_MASTHEAD = re.compile(
    r"(?i)\b(?:press|media|news|public) (?:release|statement|note|communiqu[eé])|^\W*(?:statement|communiqu[eé]|declaration|proclamation)\b"
    r"|\b(?:statement|communiqu[eé]) (?:to the press|no\b|number|issued|from|of)", re.MULTILINE,
)  # fmt: skip
_OWN = (("medical", re.compile(r"(?i)\b(?:our|this) (?:\w+ ){0,2}(?:hospital|clinic|ward|emergency|surgeons|doctors|patients|morgue)")),
        ("armed_group", re.compile(r"(?i)\bour (?:\w+ ){0,1}(?:fighters|combatants|column|mujahideen|comrades|guerrillas|martyrs|commandos|people's army|militias?)")),
        ("security_forces", re.compile(r"(?i)\b(?:own|our) (?:\w+ ){0,1}(?:troops|forces|soldiers|officers|personnel|policemen|patrols?)")))  # fmt: skip
_ASIDE = re.compile(r"\[[^\]\n]{0,40}\]")
_PASSIVES = word_set("passives")
_NOT_INVERTED = {
    "denied",
    "denies",
    "accused",
    "accuses",
    "told",
    "tells",
    "informed",
    "acknowledged",
    "admitted",
    "acknowledges",
    "accusing",
}
_CARRIED = {
    "carried",
    "posted",
    "broadcast",
    "published",
    "issued",
    "released",
    "aired",
    "read",
    "distributed",
    "sent",
    "attended",
    "televised",
}
_FACTS = word_set("facts")
_LINKING = {"of", "the", "de", "el", "la", "al", "-"}
_FRESH = word_set("fresh")
MAX_SPEAKERS = 40  # in one sentence: more are no sentence, and would cost time in their square
MAX_PHRASE = 26  # tokens: longer stretches before a verb are sentences, not names


@dataclass(slots=True)
class Speaker:
    """A source in a sentence: its tokens, its words, its kind, and the tokens that it vouches for.

    A speaker carried over from an earlier sentence has no tokens here: first, last and verb are the sentence's
    length. `until` is the character at which the sentence that it spoke in ends.
    """

    first: int
    last: int
    words: str
    kind: str
    verb: int
    covers: tuple[int, int]
    weak: bool = False
    until: int = -1
    again: bool = False  # it speaks by a pronoun: it has been telling for a while
    at: int = -1  # the character at which it was named
    firm: bool = True  # it stands in the sentence itself


@dataclass(slots=True)
class _Attribution:
    """A found attribution: the speaker's tokens, the verb's place, and whether it rules what stands before it."""

    first: int
    last: int
    verb: int
    backward: bool
    weak: bool
    same: bool = False  # the speaker of the attribution before ("…, saying")


@cache
def speech_verbs() -> dict[str, tuple[str, str]]:
    """Give each form of the verbs of speech: form → (what its subject or object needs, form's name)."""
    found: dict[str, tuple[str, str]] = {}
    rows = lexicon.read_rows("speech_verbs", ("base", "third", "past", "participle", "ing", "needs"))
    for form in ("past", "participle", "third", "base", "ing"):
        for row in rows:
            found.setdefault(row[form].lower(), (row["needs"], form))
    return found


SPEECH = frozenset(speech_verbs())


def claimant_type(words: list[str]) -> str:
    """Tell what kind of source a speaker is from the words of its name; `other` where they tell nothing.

    >>> claimant_type("a morgue official in Harun".split()), claimant_type("the Interior Ministry".split())
    ('medical', 'government')
    """
    return phrase_kind(words) or "other"


def find_speakers(tokens: Tokens, text: str, carried: Speaker | None = None) -> list[Speaker]:
    """List the speakers of a sentence in order; `carried` is the last one before, whom "he" or "it" means.

    What a speaker covers are tokens from … to; no two cover the same. A sentence that goes on with the words of
    `carried` gives that speaker, covering all of it.
    """
    quoted = _quoted(tokens, text)
    found = _attributions(tokens, quoted)
    if not found and all(quoted) and (carried is None or carried.kind == "media"):
        found = _attributions(tokens, [False] * len(tokens))
    if not found:
        onward = _goes_on(tokens, text, carried) or _issuer(tokens, text)
        return [onward] if onward else []
    speakers: list[Speaker] = []
    for attribution in found:
        before = speakers[-1] if speakers else carried
        speakers.append(_speaker(tokens, text, attribution, before))
    _share_out(tokens, found, speakers)
    return speakers


@lru_cache(maxsize=4)
def quotations(text: str) -> tuple[list[int], list[int]]:
    """Find the quotations of a text, also those of several sentences: first characters, and one past the last."""
    starts, ends, opened = [], [], None
    for match in _QUOTE.finditer(text):
        mark, at = match.group(), match.start()
        if mark == '"' and at and text[at - 1].isdigit() and opened is None:
            continue
        if mark in ("\n\n", "”", "»") or (mark == '"' and opened is not None):
            if opened is not None:
                starts.append(opened)
                ends.append(at)
            opened = None
        elif opened is None:
            opened = at + 1
    return (starts, ends) if opened is None else ([*starts, opened], [*ends, len(text)])


def _quoted(tokens: Tokens, text: str) -> list[bool]:
    """Tell for each token whether it stands in quotation marks."""
    starts, ends = quotations(text)
    if not starts:
        return [False] * len(tokens)
    marks = []
    for at in tokens.starts:
        k = bisect_right(starts, at) - 1
        marks.append(k >= 0 and at < ends[k])
    return marks


def _attributions(tokens: Tokens, quoted: list[bool]) -> list[_Attribution]:
    found: list[_Attribution] = []
    verbs = speech_verbs()
    for k, word in enumerate(tokens.lower):
        if quoted[k]:
            continue
        new = None
        if word in ("according", "per") or word in _COUNTS:
            new = _by_account(tokens, k)
        if new is None and word in verbs:
            new = _by_verb(tokens, k, *verbs[word], found, quoted)
        if len(found) >= MAX_SPEAKERS:
            break
        if new and not any(new.first == f.first and new.last == f.last for f in found if not new.same):
            found.append(new)
    return sorted(found, key=lambda f: f.verb)


def _by_account(tokens: Tokens, k: int) -> _Attribution | None:
    """Find "according to X", "by X's count", "X's figure for the injured stood at"."""
    lower, n = tokens.lower, len(tokens)
    if (lower[k] == "according" and k + 1 < n and lower[k + 1] == "to") or (
        lower[k] == "per" and k > 0 and lower[k - 1] == "as"
    ):
        a = k + 2 if lower[k] == "according" else k + 1
        b = right_edge(tokens, a)
        return _Attribution(a, b, k, True, False) if b > a else None
    if lower[k] not in _COUNTS:
        return None
    a = k
    while (
        a > 0 and k - a < 8 and lower[a - 1] not in _OWNER_STOPS and lower[a] not in ("the", "a", "an", "its", "their")
    ):
        a -= 1
    owner = next((i for i in range(k - 1, a - 1, -1) if lower[i] in ("'s", "’s", "'", "’")), None)
    by = a > 0 and lower[a - 1] == "by"
    if owner is None:
        of_whom = k + 2 < n and lower[k + 1] == "of" and (by or (a > 0 and lower[a - 1] in ("by", "to", "on")))
        if of_whom and lower[a - 1] != "on":
            b = right_edge(tokens, k + 2)
            return _Attribution(k + 2, b, k, True, False) if b > k + 2 else None
        if (owned := _owned(tokens, k)) is not None:
            return owned
        if not (by and k - a <= 5 and core_kind(tokens.words[a:k])):
            return None
        return _Attribution(a, k, a - 1, True, False)
    if not by and not _stands(tokens, k):
        return None
    return (
        _Attribution(a, owner, a - 1 if by else k, by, False)
        if owner > a and (by or _sourced(tokens, a, owner))
        else None
    )


def _owned(tokens: Tokens, k: int) -> _Attribution | None:
    """Find "X had higher figures": who has a count of his own."""
    lower = tokens.lower
    verb = next((i for i in range(k - 1, max(0, k - 5), -1) if lower[i] in ("had", "has", "have")), None)
    if verb is None or verb < 1:
        return None
    span = _before_comma(tokens, verb - 1) if lower[verb - 1] == "," else (left_edge(tokens, verb), verb)
    if span is None or not span[1] > span[0] or not _sourced(tokens, *span):
        return None
    return _Attribution(*span, verb, False, True)


def _stands(tokens: Tokens, k: int) -> bool:
    """Tell whether a count is the subject of its clause or what a report is about: "The ministry's figure stood at"."""
    ahead = tokens.lower[k + 1 : k + 12]
    return any(w in _COUNT_VERBS for w in ahead)


def _by_verb(
    tokens: Tokens, k: int, needs: str, form: str, found: list[_Attribution], quoted: list[bool]
) -> _Attribution | None:
    lower = tokens.lower
    before = lower[k - 1] if k else ""
    if not _meant(tokens, k, needs):
        return None
    weak = needs != "nobody"
    if (
        form == "ing"
        or (before in _BE and form in ("past", "participle"))
        or (form == "participle" and before in ("been", "being", "as"))
    ):
        if before in _BE and form == "ing":
            return _before_verb(tokens, k, weak, found, quoted)
        return _passive(tokens, k) if form != "ing" else _participle(tokens, k, weak, found)
    if (
        before in _NOMINAL
        and ((lower[k] in _NOUN_FORMS and form != "past") or (weak and before not in ("media", "press", "news")))
    ) or (form == "base" and not _plural_before(tokens, k)):
        return None
    if (
        lower[k] in _NOUN_FORMS
        and form == "third"
        and not (
            core_kind(tokens.words[max(0, k - 1) : k])
            or (k and tokens.is_name(k - 1))
            or before in PRONOUNS | {"who", ",", ")", "and", "also", "which"}
        )
    ):
        return None
    right = (
        None
        if weak and lower[k] not in ("reports", "reported", "reporting", "states", "stated")
        else _inverted(tokens, k, quoted)
    )
    if right:
        return right
    return _before_verb(tokens, k, weak, found, quoted) or (
        _passive(tokens, k) if form in ("past", "participle") and weak else None
    )


def _plural_before(tokens: Tokens, k: int) -> bool:
    """Tell whether a verb in its base form can have the subject before it: "police say", "he did not say"."""
    end = _skip_back(tokens, k)
    if not end:
        return False
    before = tokens.lower[end - 1]
    if k != end and any(w in ("did", "do", "does", "would", "could") for w in tokens.lower[end:k]):
        return tokens.lower[k] not in ("say",)
    if set(tokens.lower[max(0, end - 8) : end]) & {"data", "figures", "records", "statistics", "people", "officials"}:
        return True
    return before.endswith("s") or before in _PLURALS or (before in lexicon.sources() and k != end)


def _meant(tokens: Tokens, k: int, needs: str) -> bool:
    """Tell whether the verb speaks: what some verbs need behind them ("found that", "gave its first count")."""
    ahead = tokens.lower[k + 1 : k + 11]
    if tokens.lower[k] == "accused" and (ahead[:1] == ["of"] or (k and tokens.lower[k - 1] in _NOMINAL)):
        return False
    if tokens.lower[k] == "alleged" and not _ALLEGED_THAT & set(ahead[:1]):
        return False
    if (
        ahead[:1] == ["to"]
        and tokens.lower[k] == "said"
        and ahead[1:2]
        and ahead[1] in ("be", "have", "belong", "number", "include", "come", "involve", "contain")
    ):
        return False
    if (
        k + 1 < len(tokens)
        and tokens.lower[k] in ("claimed", "claims", "claim", "claiming")
        and {"lives", "life"} & set(ahead[:5])
    ):
        return False
    if needs in ("nobody", "source"):
        return True
    if needs == "that":
        return "that" in ahead[:4]
    if needs == "responsible":
        return "responsible" in ahead
    if needs == "up":
        return ahead[:1] == ["up"]
    if needs == "responsibility":
        return bool({"responsibility", "credit"} & set(ahead[:4]))
    if needs == "charge":
        return bool(_CHARGES & set(ahead))
    if needs == "deed":
        return bool(_DEED_OPENERS & set(ahead[:2])) and not {"hospital", "hospitals", "patients", "wounded"} & set(
            ahead
        )
    if needs == "at":
        return "at" in tokens.lower[k + 1 : k + 16]
    if needs == "toll":
        return bool({"toll", "count", "figure", "number", "tally"} & set(ahead[:6]))
    return bool(_COUNTS & set(ahead[:7])) or bool({"statement", "communique"} & set(ahead[:3]))


def _passive(tokens: Tokens, k: int) -> _Attribution | None:
    """Find "was reported by X", "put at 30 by X"."""
    lower, n = tokens.lower, len(tokens)
    if lower[k] not in _PASSIVES:
        return None
    for j in range(k + 1, min(n - 1, k + 9)):
        if lower[j] in (",", ";", "and", "that"):
            return None
        if lower[j] == "by":
            b = right_edge(tokens, j + 1)
            return _Attribution(j + 1, b, k, True, True) if b > j + 1 and _sourced(tokens, j + 1, b) else None
    return None


def _participle(tokens: Tokens, k: int, weak: bool, found: list[_Attribution]) -> _Attribution | None:
    """Find who goes on in "…, saying", "…, putting the toll at": the speaker before, else the sentence's subject."""
    if tokens.lower[k] in _OTHER_PARTICIPLES:
        return None
    if found:
        last = found[-1]
        return _Attribution(last.first, last.last, k, False, weak, True)
    if k and tokens.lower[k - 1] == ",":
        topic = _topic(tokens)
        if topic and _sourced(tokens, *topic):
            return _Attribution(*topic, k, False, weak)
    return None


def _inverted(tokens: Tokens, k: int, quoted: list[bool]) -> _Attribution | None:
    """Find "…, said X": a verb with nobody before it and a name or "a", "the" behind it."""
    lower, n = tokens.lower, len(tokens)
    before = tokens.lower[k - 1] if k else ""
    if (
        lower[k] in ("reports", "reported")
        and tokens.is_name(k + 1 if k + 1 < n else k)
        and (before == "," or k - 1 in tokens.used)
        and _last_words(tokens, k + 1)
    ):
        return _Attribution(k + 1, _right_edge_name(tokens, k + 1), k, True, False)
    if k and before not in _SPEECH_MARKS and not quoted[k - 1]:
        return None
    if k + 1 >= n or (k and before == "," and _appositive_before(tokens, k)):
        return None
    a = k + 1
    if lower[a] in _DETERMINERS or tokens.is_name(a) or core_kind(tokens.words[a : a + 1]):
        if lower[a] in _DAYS:
            return None
        b = right_edge(tokens, a)
        spoken = k > 0 and before != ","
        if (
            b > a
            and (_sourced(tokens, a, b) or (tokens.is_name(a) and not tokens.upper) or spoken)
            and lower[k] not in _NOT_INVERTED
        ):
            return _Attribution(a, b, k, True, False)
    return None


def _right_edge_name(tokens: Tokens, a: int) -> int:
    b = a
    while b < len(tokens) and (tokens.is_name(b) or (tokens.lower[b] in _LINKING and b + 1 < len(tokens))):
        b += 1
    return b


def _last_words(tokens: Tokens, a: int) -> bool:
    """Tell whether a name closes its sentence: "…, reports The Daily Star."."""
    b = _right_edge_name(tokens, a)
    return b > a and (b >= len(tokens) or tokens.lower[b] in (".", ",", ";", "on"))


def _appositive_before(tokens: Tokens, k: int) -> bool:
    """Tell whether the comma before verb k closes an apposition: "Hassan Mokpem, the general, said"."""
    left = _before_comma(tokens, k - 1)
    if left is None or "," not in tokens.lower[left[0] : left[1]]:
        return False
    comma = tokens.lower.index(",", left[0])
    told = tokens.is_name(left[0]) and tokens.lower[comma + 1] in ("who", "which", "a", "an", "the")
    return (told or _sourced(tokens, *left)) and left[1] - left[0] <= MAX_PHRASE and not _has_verb(tokens, *left)


def _before_verb(
    tokens: Tokens, k: int, weak: bool, found: list[_Attribution], quoted: list[bool]
) -> _Attribution | None:
    lower = tokens.lower
    end = _skip_back(tokens, k)
    if end == 0:
        return None
    if lower[end - 1] in PRONOUNS or (lower[end - 1] == "i" and found):
        return _attribution(tokens, end - 1, end, k, weak)
    if lower[end - 1] in ("and", "or", "but") or lower[end - 1] == "who" or (lower[end - 1] == "which" and end > 1):
        return _shared(tokens, end - 1, k, weak, found)
    if lower[end - 1] == "," or (end < k and lower[end - 1] == ","):
        span = _before_comma(tokens, end - 1)
    elif lower[end - 1] in ("”", '"') or quoted[end - 1]:
        return None
    else:
        span = (left_edge(tokens, end), end)
    if span is not None and not weak and _crosses_clause(lower, *span):
        span = _short_name(tokens, span[1])
    if span is None or span[1] <= span[0] or (weak and _in_phrase(lower, span[0])):
        return None
    if not _may_speak(tokens, *span, weak):
        return None
    return _attribution(tokens, *span, k, weak)


def _crosses_clause(lower: list[str], a: int, b: int) -> bool:
    """Tell whether a stretch before a verb holds a finite verb: nothing marks off the clause before the speaker."""
    head = next((i for i in range(a, b) if lower[i] in (",", "who", "which", "that")), b)
    return head - a > 6 and bool(_AUX & set(lower[a:head]))


def _short_name(tokens: Tokens, end: int) -> tuple[int, int]:
    """Take only the name or the source words right before a verb, where nothing marks off the clause before them."""
    a = end
    while (
        a > 0
        and end - a < 9
        and tokens.lower[a - 1] not in _AUX
        and (
            (tokens.is_name(a - 1) and not tokens.upper)
            or core_kind(tokens.words[a - 1 : a])
            or (tokens.lower[a - 1] in ("the", "a", "an", "of") and a < end)
        )
    ):
        a -= 1
        if tokens.lower[a] in ("the", "a", "an"):
            break
    return a, end


def _in_phrase(lower: list[str], a: int) -> bool:
    """Tell whether a noun stands behind a preposition, so that a participle follows: "In a video posted that day"."""
    back = a - 1 if a and lower[a - 1] in ("a", "an", "the", "its", "their") else a
    return (back > 0 and lower[back - 1] in _LEADING) or (
        lower[a] in ("a", "an", "the") and a > 0 and lower[a - 1] in _LEADING
    )


def _attribution(tokens: Tokens, a: int, b: int, k: int, weak: bool) -> _Attribution:
    return _Attribution(a, b, k, _trails(tokens, a, k), weak)


def _skip_back(tokens: Tokens, k: int) -> int:
    """Step back from a verb over adverbs, days, and "in a statement on its website"."""
    lower, end = tokens.lower, k
    while end > 0:
        word = lower[end - 1]
        if word in ('"', "”") and end >= 3 and lower[end - 3] in ('"', "“"):
            end -= 3
        elif (
            word in _ADVERBS
            or end - 1 in tokens.used
            or (word in _DAYS and word not in ("may", "march"))
            or _manner(word)
        ) or (word in ("on", "in", "at", "by") and end < k and (end in tokens.used or lower[end] in _DAYS)):
            end -= 1
        elif (step := _means_before(lower, end)) is not None:
            end = step
        elif (
            word == ","
            and end < k
            and end - 1 > 0
            and (_means_before(lower, end - 1) is not None or end in tokens.used)
        ):
            end -= 1
        elif (
            word == "," and end >= 2 and lower[end - 2] in ("meanwhile", "however", "too", "though", "also", "meantime")
        ):
            end -= 3 if end >= 3 and lower[end - 3] == "," else 2
        else:
            break
    return end


def _manner(word: str) -> bool:
    return (
        word.endswith("ly")
        and len(word) > 5
        and word not in ("family", "assembly", "supply", "weekly", "monthly", "butterfly", "daily")
    )


def _means_before(lower: list[str], end: int) -> int | None:
    """Step back over "in a post on X", "at a news conference", "by telephone"."""
    for k in range(end - 1, max(-1, end - 9), -1):
        if lower[k] in (",", "said", "that", "and", ";"):
            return None
        if (
            lower[k] in ("in", "at", "by", "on", "during", "through", "to", "via")
            and lower[end - 1] in _MEANS | {"website", "account"}
            and k
        ):
            return k if not (lower[k] == "by" and lower[k + 1] == "a") else None
        if (
            lower[k] in ("in",)
            and any(w in _MEANS for w in lower[k:end])
            and k
            and not any(w in _source_verbs() for w in lower[k:end])
        ):
            return k
    return None


@cache
def _source_verbs() -> frozenset[str]:
    return frozenset(w for w, (needs, form) in speech_verbs().items() if form in ("past", "third") and w not in _MEANS)


def _shared(tokens: Tokens, at: int, k: int, weak: bool, found: list[_Attribution]) -> _Attribution | None:
    """Find the subject of a second verb: "… and said", "X, who put the number at"."""
    lower = tokens.lower
    if lower[at] in ("who", "which"):
        behind = [f for f in found if f.last <= at + 1 and at - f.last <= 1]
        if behind:
            return _Attribution(behind[-1].first, behind[-1].last, k, False, weak, True)
        weak = weak or lower[at] == "which"
        end = at - 1 if at and lower[at - 1] == "," else at
        beside = _before_comma(tokens, end) if end < at else None
        a = beside[0] if beside else left_edge(tokens, end)
        return _attribution(tokens, a, end, k, weak) if a < end and _may_speak(tokens, a, end, weak) else None
    if found and found[-1].verb < at:
        last = found[-1]
        return _Attribution(last.first, last.last, k, False, weak, True)
    topic = _topic(tokens)
    if topic and topic[1] <= at and _may_speak(tokens, *topic, True):
        return _Attribution(*topic, k, False, weak)
    return None


def _before_comma(tokens: Tokens, comma: int) -> tuple[int, int] | None:
    """Take a speaker with what is set beside it, both closed by the comma: "Gulnara Seyit, chief nurse,"."""
    lower = tokens.lower
    commas = [i for i in range(comma - 1, max(-1, comma - MAX_PHRASE), -1) if lower[i] == ","]
    stop = next((i for i in range(comma - 1, -1, -1) if lower[i] in _CLAUSE_MARKS), -1)
    commas = [i for i in commas if i > stop]
    if not commas:
        start = left_edge(tokens, comma)
        return (start, comma)
    end = commas[0]
    aside = tokens.words[end + 1 : comma]
    alias = lower[end + 1] == "or" and comma - end <= 6
    if lower[end + 1] in ("and", "but", "or", "after", "when") and not alias:
        return (left_edge(tokens, comma), comma)
    start = left_edge(tokens, end)
    while (
        _beside(tokens, start, end)
        and start > 1
        and lower[start - 1] == ","
        and not _has_verb(tokens, left_edge(tokens, start - 1), start - 1)
    ):
        further = left_edge(tokens, start - 1)
        if start - 1 - further > 10 or further >= start - 1:
            break
        start, end = further, start - 1
        if tokens.is_name(start) or lower[start] in ("the", "a", "an", "its", "their", "one"):
            break
    if start >= end or len(aside) > 18:
        return None
    return start, comma


def _beside(tokens: Tokens, a: int, b: int) -> bool:
    """Tell whether a piece between commas is an age or a name that belongs to the words before it."""
    return a < b and (
        tokens.lower[a].isdigit() or (tokens.is_name(a) and b - a <= 4 and core_kind(tokens.words[a:b]) is None)
    )


def subject_before(tokens: Tokens, end: int) -> tuple[int, int]:
    """Find the noun phrase that ends before `end`, with what commas set beside it."""
    if end and tokens.lower[end - 1] == ",":
        span = _before_comma(tokens, end - 1)
        return span if span else (end, end)
    return left_edge(tokens, end), end


def left_edge(tokens: Tokens, end: int) -> int:
    """Find where the noun phrase begins that ends before `end`."""
    lower, a = tokens.lower, end
    while a > 0 and end - a < MAX_PHRASE:
        word = lower[a - 1]
        opened = _opening_bracket(lower, a - 1) if word in (")", "]") else None
        if opened:
            a = opened
            continue
        if word in _LEFT_MARKS or word in _CLAUSE_MARKS or (a - 1 in tokens.used and word not in ("'s", "’s")):
            break
        if word == "." and not (a >= 2 and (len(tokens.words[a - 2]) <= 5 and tokens.is_name(a - 2))):
            break
        if word in _SUBORDINATORS and not (word == "as" and a < end and lower[a] == "k-4"):
            break
        if word in _source_verbs() and word not in _NOUN_FORMS and not _relative_left(lower, a - 1):
            break
        if word == "that" and not _relative_that(lower, a - 1, end):
            break
        if word == "which" and not (a >= 2 and lower[a - 2] not in (",",) and end - a > 1):
            break
        if word == "and" and not _joins(tokens, a - 1, end):
            break
        a -= 1
    return _trim(tokens, a, end)


def _opening_bracket(lower: list[str], k: int) -> int | None:
    return next((i for i in range(k - 1, max(0, k - 9), -1) if lower[i] in ("(", "[")), None)


def _relative_left(lower: list[str], k: int) -> bool:
    return any(w in ("who", "that", "which") for w in lower[max(0, k - 3) : k])


def _relative_that(lower: list[str], k: int, end: int) -> bool:
    """Tell "the group that has fought for years" from "said that the group"."""
    if any(w in _source_verbs() and w not in _NOUN_FORMS for w in lower[max(0, k - 8) : k]):
        return False
    if k and (lower[k - 1].endswith("ed") or lower[k - 1] in _FACTS):
        return False
    return (
        k > 0
        and lower[k - 1] not in speech_verbs()
        and lower[k - 1] not in ("and", ",", "so", "reporters", "parliament", "journalists")
        and end - k > 2
    )


def _joins(tokens: Tokens, at: int, end: int) -> bool:
    """Tell whether "and" joins two sources ("police and hospital officials") or names ("the Ministry of Health and")."""
    if tokens.lower[at + 1].endswith("ed") and tokens.words[at + 1][0].islower():
        return True
    left = core_kind(tokens.words[max(0, at - 2) : at])
    right = core_kind(tokens.words[at + 1 : end])
    return left is not None and right is not None and (tokens.lower[at + 1] not in ("the", "a", "an") or at <= 6)


def _trim(tokens: Tokens, a: int, end: int) -> int:
    """Drop what opens a clause before its subject: "In Zhelin police", "and the army", "Meanwhile"."""
    lower = tokens.lower
    drops = _OPENERS
    while a < end and (lower[a] in drops or (lower[a] in ("in", "on") and end - a == 1)):
        a += 1
    of = next((i for i in range(a, end - 1) if lower[i] == "that" and lower[i + 1] == "of"), None)
    if of is not None:
        return of + 2
    if a < end and lower[a] in _LEADING:
        inner = next(
            (
                i
                for i in range(a + 1, end)
                if (lower[i] in ("the", "a", "an") and i > a + 1) or (i > a + 1 and core_kind(tokens.words[i : i + 1]))
            ),
            None,
        )
        return inner if inner is not None else a
    return a


_AUX = word_set("aux")


def _has_verb(tokens: Tokens, a: int, b: int) -> bool:
    """Guess whether tokens hold a finite verb outside a relative clause."""
    for k in range(a, b):
        word = tokens.lower[k]
        if word in ("who", "which", "that"):
            return False
        if word in _AUX or (
            word.endswith("ed")
            and len(word) > 4
            and tokens.words[k][0].islower()
            and k > a + 1
            and "-" not in word
            and tokens.lower[k - 1] not in ("a", "an", "the", "-", "'s", "’s")
        ):
            return True
    return False


def _topic(tokens: Tokens) -> tuple[int, int] | None:
    """Take the subject of a sentence: its first noun phrase behind "In a video posted that day,"."""
    lower, n, a = tokens.lower, len(tokens), 0
    if lower[0] in _LEADING | _SUBORDINATORS | _ADVERBS or 0 in tokens.used:
        comma = next((i for i in range(min(n, 20)) if lower[i] == ","), None)
        a = comma + 1 if comma is not None else 0
    b = a
    while b < n and b - a < 14:
        word = lower[b]
        if (
            word in (",", ";", ":", "who", "which", "that", "(", "[")
            or word in _AUX
            or (word in _ADVERBS and b > a)
            or (word in speech_verbs() and b > a and word not in _NOUN_FORMS)
            or (word.endswith("ed") and tokens.words[b][0].islower() and b > a)
        ):
            break
        b += 1
    return (a, b) if b > a else None


def _sourced(tokens: Tokens, a: int, b: int) -> bool:
    if b - a == 1 and tokens.lower[a] in PRONOUNS:
        return True
    return phrase_kind(tokens.words[a:b]) is not None


def _may_speak(tokens: Tokens, a: int, b: int, weak: bool) -> bool:
    """Tell whether a subject can be a source: what only sources do needs none of their words."""
    if tokens.lower[a] in ("our", "we") or (b - a == 1 and tokens.lower[a] in _NO_SPEAKERS):
        return False
    if tokens.lower[a] in ("nobody", "no", "none", "neither"):
        return False
    if weak and b - a == 1 and tokens.lower[a] in PRONOUNS:
        return True
    if _sourced(tokens, a, b):
        head = next((i for i in range(a, b) if tokens.lower[i] == ","), b)
        return not weak or (_noun_head(tokens, a, b) and not _has_verb(tokens, a, head))
    named = any(tokens.is_name(i) for i in range(a, b)) and not tokens.upper
    head = next((i for i in range(a, b) if tokens.lower[i] == ","), b) - a
    return head <= 12 and (named if weak else not tokens.lower[a].isdigit())


def _noun_head(tokens: Tokens, a: int, b: int) -> bool:
    return not (tokens.lower[a] in _LEADING and a + 1 < b and core_kind(tokens.words[a + 1 : a + 3]) is None)


def right_edge(tokens: Tokens, a: int) -> int:
    """Find where the noun phrase ends that begins at `a`, with what is set beside it."""
    lower, n, b = tokens.lower, len(tokens), a
    while b < n and b - a < MAX_PHRASE:
        word = lower[b]
        if (
            word in ("”", '"', "“", ")", "(", "!", "?")
            or word in _CLAUSE_MARKS
            or (word in speech_verbs() and b > a and word not in _NOUN_FORMS)
        ):
            break
        if word == "." and not (
            b > a and len(tokens.words[b - 1]) <= 5 and tokens.is_name(b - 1) and b + 1 < n and tokens.is_name(b + 1)
        ):
            break
        if (
            b > a
            and (
                word in _SUBORDINATORS
                or word in _AUX
                or word in ("who", "which", "that", "adding", "and", "without", "whose")
            )
            and not (word == "and" and _joins_right(tokens, b))
        ):
            break
        if word == "," and not _aside_right(tokens, b):
            break
        if b > a and (
            b in tokens.used
            or (
                word in ("on", "in", "at", "late", "early")
                and b + 1 < n
                and (b + 1 in tokens.used or lower[b + 1] in _DAYS)
            )
        ):
            break
        if b > a and lower[b] in ("in", "by", "to", "at") and any(w in _MEANS for w in lower[b + 1 : b + 4]):
            break
        b += 1
    while b > a and lower[b - 1] in (",", "on", "in", "and"):
        b -= 1
    return b


def _joins_right(tokens: Tokens, at: int) -> bool:
    return (
        core_kind(tokens.words[at + 1 : at + 3]) is not None
        and core_kind(tokens.words[max(0, at - 2) : at]) is not None
    )


def _aside_right(tokens: Tokens, comma: int) -> bool:
    """Tell whether the words behind a comma describe the name before it."""
    lower, n = tokens.lower, len(tokens)
    if comma + 1 >= n:
        return False
    ahead = lower[comma + 1]
    if ahead.isdigit():
        return comma + 2 >= n or lower[comma + 2] in (",", ".", "”")
    if ahead in _NO_ASIDES:
        return False
    end = comma + 1
    while end < n and end - comma < 14 and lower[end] not in (",", ".", ";"):
        end += 1
    piece = (comma + 1, end)
    return (
        not _has_verb(tokens, *piece)
        and (
            core_kind(tokens.words[slice(*piece)]) is not None
            or tokens.is_name(comma + 1)
            or ahead in ("a", "an", "the", "one")
        )
        and ahead not in _DAYS
    )


def _trails(tokens: Tokens, a: int, k: int) -> bool:
    """Tell whether the words attributed stand before the speaker: "…, the ministry said Monday."."""
    lower, n = tokens.lower, len(tokens)
    if a == 0 or lower[a - 1] not in (",", "”", '"', "—", "–", "…", ":", "-"):
        return False
    if lower[a - 1] == "," and _opening(tokens, a - 1):
        return False
    if _only_how(tokens, k + 1):
        return True
    b = k + 1
    while b < n and (b in tokens.used or lower[b] in _DAYS or lower[b] in _MEANS or lower[b] in _HOW_WORDS):
        b += 1
    return b >= n or lower[b] in _CLAUSE_CLOSERS or lower[b] == "of" or bool(lower[b] in _SUBORDINATORS)


def _only_how(tokens: Tokens, b: int) -> bool:
    """Tell whether up to the next comma stands only to whom or how it was said: "told a news conference in the yard"."""
    lower, n, end = tokens.lower, len(tokens), b
    while end < n and lower[end] not in (",", ".", ";", "”", '"', "—", "–", "("):
        end += 1
    if end - b > 14 or any(
        w in ("that", "of", "how") or (w[0].isdigit() and i + b not in tokens.used)
        for i, w in enumerate(lower[b:end])
        if w != "of" or i < 1
    ):
        return False
    told = tokens.lower[b - 1] in ("told", "tells", "telling", "informed", "tell")
    how = b < n and lower[b] in _HOW_OPENERS
    carried = next((i for i in range(b, end) if lower[i] in _CARRIED), end)
    return (
        (told or how) and not _has_verb(tokens, b, carried) and not any(w in lexicon.deeds() for w in lower[b:carried])
    )


def _opening(tokens: Tokens, comma: int) -> bool:
    """Tell whether the words before a comma only open the sentence: "On Monday,", "Meanwhile,"."""
    first = tokens.lower[0]
    if first in ("according",):
        return False
    if comma <= 3 and (first in _ADVERBS or first in ("in", "on", "at", "but", "elsewhere", "still")):
        return True
    return (
        comma <= 7
        and (first in _LEADING or 0 in tokens.used or first in _DAYS)
        and not any(w.isdigit() for i, w in enumerate(tokens.lower[:comma]) if i not in tokens.used)
        and not _has_verb(tokens, 0, comma)
    )


def _share_out(tokens: Tokens, found: list[_Attribution], speakers: list[Speaker]) -> None:
    """Give each speaker the tokens it vouches for: no token to two."""
    n, starts = len(tokens), []
    for i, f in enumerate(found):
        floor = max(found[i - 1].verb, found[i - 1].last) if i else 0
        starts.append(_begin(tokens, f, floor, i == 0, found[i - 1] if i else None))
    for i, speaker in enumerate(speakers):
        end = min((s for s in starts[i + 1 :] if s >= starts[i]), default=n)
        speaker.covers = (starts[i], end)


def _begin(tokens: Tokens, f: _Attribution, floor: int, first: bool, before: _Attribution | None) -> int:
    lower = tokens.lower
    if not f.backward:
        if f.same:
            return f.verb
        a = min(f.first, f.verb)
        return _clause_begin(tokens, a, floor) if first else max(floor, a)
    if f.verb < 2 and lower[f.verb] == "according":
        return 0
    if first:
        return 0
    breaks = [
        i
        for i in range(f.verb - 1, floor, -1)
        if lower[i] == ";"
        or (
            lower[i] in ("and", "but", "while", "though", "although", "as")
            and (lower[i - 1] == "," or lower[i] in ("while", "but"))
        )
    ]
    if breaks:
        return breaks[-1]
    return floor if before and before.backward else min(f.first, f.verb)


def _clause_begin(tokens: Tokens, a: int, floor: int) -> int:
    """Begin what a speaker covers at its clause: an opening belongs to it, an independent clause does not."""
    lower = tokens.lower
    for k in range(a - 1, floor - 1, -1):
        if lower[k] in _CLAUSE_MARKS:
            return k + 1
        if lower[k] in ("but", "and", "while", "although", "though", "yet") and k and lower[k - 1] in (",", ";"):
            return k + 1
    if (
        a
        and (lower[0] in _LEADING | _ADVERBS | _DAYS or 0 in tokens.used)
        and any(w == "," for w in lower[max(0, a - 2) : a])
    ):
        return 0
    return a


def _speaker(tokens: Tokens, text: str, f: _Attribution, before: Speaker | None) -> Speaker:
    words = text[tokens.starts[f.first] : tokens.ends[f.last - 1]]
    until = tokens.ends[-1]
    made = Speaker(f.first, f.last, words, "other", f.verb, (0, 0), f.weak, until, at=tokens.starts[f.first])
    if f.same and before is not None:
        return replace(made, words=before.words, kind=before.kind)
    if f.last - f.first == 1 and tokens.lower[f.first] in PRONOUNS:
        found = _antecedent(tokens.lower[f.first], tokens, f, text, before)
        return replace(made, words=found[0], kind=found[1], again=True)
    kind = _kind(tokens, text, f.first, f.last, before)
    reporting = (
        tokens.lower[f.verb] in ("reports", "reported", "report", "reporting")
        and tokens.is_name(f.first)
        and not tokens.upper
    )
    if kind == "other" and reporting and phrase_kind(tokens.words[f.first : f.last], cast_of(text)) is None:
        kind = "media"
    return replace(made, kind=kind)


def _antecedent(pronoun: str, tokens: Tokens, f: _Attribution, text: str, before: Speaker | None) -> tuple[str, str]:
    """Tell whom a pronoun means: the speaker before, and where there is none, the subject of its own sentence."""
    group = _named_since(tokens, f.first, text, before) if pronoun in ("it", "they") else None
    if group:
        return group.words, group.kind
    if pronoun in ("he", "she") and before is not None and before.words.lower().rstrip(".").endswith("s"):
        person = cast_of(text).last_person(tokens.starts[f.first])
        if person is not None and before.words.split()[-1].lower() in lexicon.sources():
            return person.words, person.kind
    return (before.words, before.kind) if before is not None else (tokens.words[f.first], "other")


def _named_since(tokens: Tokens, a: int, text: str, before: Speaker | None) -> Named | None:
    """Give the armed group named in a sentence between the last speaker's and this one."""
    group = cast_of(text).group_before(tokens.starts[0])
    return group if group and (before is None or (before.until >= 0 and group.at >= before.until)) else None


def _kind(tokens: Tokens, text: str, a: int, b: int, before: Speaker | None) -> str:
    words, lower = tokens.words[a:b], tokens.lower[a:b]
    if may_be_short(lower) and cast_of(text).is_short_name(words):
        return "armed_group"
    first = _first_piece(words)
    decided = core_kind(first)
    if decided and decided[1] and first is not words and lower[0] not in _POSSESSIVES:
        return phrase_kind(words) or decided[0]
    plain = core_kind(words[:3])
    if plain and plain[1] and b - a <= 2:
        return plain[0] if lower[-1] not in _ANTECEDENT_HEADS else _armed_antecedent(tokens, a, text, before, plain[0])
    if lower[0] in _POSSESSIVES:
        told = phrase_kind(words[1:], cast_of(text))
        found = core_kind(words[1:])
        owner = None if found and found[1] else _owner(tokens, a, text, before)
        return owner or told or "other"
    if (lower[-1] in _ANTECEDENT_HEADS and lower[0] in ("the", "that", "this") and b - a <= 2) or lower[-2:] == [
        "the",
        "group",
    ]:
        return _armed_antecedent(tokens, a, text, before, None)
    if (
        lower[0] in ("the", "that", "a", "another")
        and b - a <= 3
        and lower[-1] in _PAPERS | _ROLES_AGAIN
        and before is not None
    ):
        told = core_kind(words)
        headed = _heading(tokens, a)
        return told[0] if told and told[1] else headed or before.kind
    return phrase_kind(words, cast_of(text)) or "other"


def _first_piece(words: list[str]) -> list[str]:
    cut = next((k for k, w in enumerate(words) if k and (w == "," or w.lower() in PREPOSITIONS)), len(words))
    return words[:cut] if len(words) > 2 else words


def _heading(tokens: Tokens, a: int) -> str | None:
    """Give the kind of the body that a colon names for the whole sentence: "More from the hospital: …"."""
    colon = next((i for i in range(min(a, 12)) if tokens.lower[i] == ":"), None)
    found = core_kind(tokens.words[:colon]) if colon else None
    return found[0] if found and found[1] else None


def _owner(tokens: Tokens, a: int, text: str, before: Speaker | None) -> str | None:
    """Tell whose "its spokesman" is: the armed group named since the last speaker, else that speaker's."""
    group = _named_since(tokens, a, text, before)
    if group:
        return group.kind
    return before.kind if before and before.kind not in ("unattributed", "witness", "media") else None


def _armed_antecedent(tokens: Tokens, a: int, text: str, before: Speaker | None, default: str | None) -> str:
    if default == "armed_group":
        return default
    group = cast_of(text).group_before(tokens.starts[a])
    if (
        before is not None
        and before.kind in ("other", "armed_group", "analyst")
        and (group is None or before.until > group.at)
    ):
        return before.kind
    return "armed_group" if group else (before.kind if before is not None else default or "other")


def _goes_on(tokens: Tokens, text: str, carried: Speaker | None) -> Speaker | None:
    """Give the carried speaker where a sentence without one plainly goes on with his words."""
    starts, ends = quotations(text)
    opening = next((i for i, w in enumerate(tokens.words[:12]) if w == "]"), -1) + 1 if tokens.words[0] == "[" else 0
    at = tokens.starts[min(opening, len(tokens) - 1)]
    k = bisect_right(starts, at + 2) - 1
    inside = k >= 0 and at < ends[k]
    if inside and (behind := _behind_quotation(text, ends[k])) is not None:
        return _onward(tokens, behind)
    if carried is None or carried.until < 0:
        return None
    if tokens.starts[0] - carried.until > 60:
        return None
    gap = text[carried.until : tokens.starts[0]]
    if _ASIDE.sub("", gap).strip(" \n\r\t”\"'’)") or (not inside and ("\n\n" in gap or "\n•" in gap)):
        return None
    telling = carried.again and carried.firm and tokens.lower[0] not in _FRESH and 0 not in tokens.used
    return _onward(tokens, carried) if inside or telling or _anaphoric(tokens) else None


def _onward(tokens: Tokens, speaker: Speaker) -> Speaker:
    n = len(tokens)
    return Speaker(
        n, n, speaker.words, speaker.kind, n, (0, n), speaker.weak, tokens.ends[-1], at=speaker.at, firm=False
    )


def _behind_quotation(text: str, end: int) -> Speaker | None:
    """Read who is named right behind a quotation: `…," said X`."""
    stop = text.find("\n\n", end)
    tokens = tokenise(text, end, min(end + 160, stop if stop >= 0 else len(text)))
    stop = next(
        (
            i
            for i, w in enumerate(tokens.lower)
            if w == "." and not (i and len(tokens.words[i - 1]) <= 4 and tokens.is_name(i - 1))
        ),
        None,
    )
    found = _attributions(tokens, [False] * len(tokens)) if len(tokens) else []
    if not found or min(found[0].verb, found[0].first) > 3 or (stop is not None and found[0].verb > stop):
        return None
    return _speaker(tokens, text, found[0], None)


@lru_cache(maxsize=4)
def issuer_of(text: str) -> tuple[str, str] | None:
    """Tell whose statement a whole text is, if it is one: (words, kind); None for a report.

    A statement has a masthead ("Press release No. 4") and speaks of its own hospital, troops or fighters, or is
    headed by the name of such a body. An aid group's bulletin is a report: it tells what others did.
    """
    head = text[:400]
    if not _MASTHEAD.search(head) or is_upper(text):
        return None
    first = next((line.strip() for line in head.splitlines() if line.strip() and not _MASTHEAD.search(line)), "")
    own = next((kind for kind, pattern in _OWN if pattern.search(text[:20_000])), None)
    tokens = tokenise(first.title(), 0, len(first))
    kind = own or phrase_kind(tokens.words, cast_of(text))
    return (first, kind) if kind in ("medical", "armed_group", "security_forces", "government") else None


def _issuer(tokens: Tokens, text: str) -> Speaker | None:
    issuer = issuer_of(text)
    if issuer is None:
        return None
    n = len(tokens)
    return Speaker(n, n, *issuer, n, (0, n), firm=False)


def _anaphoric(tokens: Tokens) -> bool:
    """Tell whether a sentence opens with what only the one before explains: "They", "Eleven were", "Four of them"."""
    from helpers.extracting.quantities import quantity_at

    lower = tokens.lower
    if lower[0] in _GOES_ON or _among(lower):
        return True
    if lower[0] == "the":
        return len(lower) > 1 and (lower[1] in _VICTIMS or quantity_at(tokens, 1) is not None)
    if quantity_at(tokens, 0) is None:
        return False
    return len(lower) > 2 and (
        lower[1] in _AUX
        or (lower[1] == "of" and lower[2] in ("them", "these", "those"))
        or lower[1] in ("others", "more", "surrendered", "died")
    )


def _among(lower: list[str]) -> bool:
    return any(
        w == "among" and lower[k + 1 : k + 2] == ["the"] and lower[k + 2 : k + 3] and lower[k + 2] in _VICTIMS
        for k, w in enumerate(lower)
    )
