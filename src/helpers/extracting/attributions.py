"""Attributions: "X said", "said X", "according to X", "by X's count", "was reported by X", "X's toll stood at"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import islice

from helpers import lexicon
from helpers.extracting.actors import core_kind, phrase_kind, word_set, word_set_as_written
from helpers.extracting.noun_phrases import (
    AUX,
    DAYS,
    LEADING,
    MAX_PHRASE,
    NOUN_FORMS,
    before_comma,
    has_verb,
    left_edge,
    name_end,
    right_edge,
    skip_adverbs,
    topic,
)
from helpers.extracting.quantities import quantity_at
from helpers.extracting.reckonings import reckonings
from helpers.extracting.speech import BE, meant, speech_verbs
from helpers.extracting.tokens import Tokens

PRONOUNS = {"he", "she", "they", "it"}
_BY = {  # the preposition that brings in an account
    **dict.fromkeys(
        ("words", "telling", "account", "version", "view", "estimation", "opinion", "reading"), ("in", "by")
    ),
    **dict.fromkeys(("register", "registers", "records", "books", "lists", "list", "tally"), ("by", "on", "in")),
    "count": ("by",),
}
_ARTICLES = {"the", "a", "an"}
MAX_SPEAKERS = 40  # in one sentence: more are no sentence, and would cost time in their square
_DO = {"did", "do", "does", "would", "could"}
_ACCOUNTS = word_set("counts") | {"according", "per"}
_CARRIED = word_set("carried")
_CLAUSE_CLOSERS = word_set("clause closers")
_ABLE = {"able", "obliged", "forced", "compelled", "willing", "ready", "prepared", "had", "went", "quick", "first"}
_DETERMINED = {"the", "its", "their", "his", "her", "some", "several"}
_COUNTED = word_set("counted")
_COUNT_VERBS = word_set("count verbs")
_DETERMINERS = word_set("determiners")
_HOW_OPENERS = word_set("how openers")
_HOW_WORDS = word_set("how words")
_INVERTED_TOO = {"reports", "reported", "reporting", "states", "stated"}
_KEEPING = word_set("keeping")
_MADE = word_set("made of")
_MEANS = word_set("means")
_NOBODY = {"our", "we", "nobody", "no", "none", "neither"}
_NOMINAL = word_set("nominal")
_NOT_INVERTED = word_set("not inverted")
_NO_SPEAKERS = word_set("no speakers")
_AFTER_HEAD = {
    "of",
    "in",
    "at",
    "from",
    "near",
    "on",
    "with",
    "for",
    "who",
    "around",
    "across",
    "along",
    "inside",
    "close",
}
_OPENERS = word_set_as_written("sentence openers")
_OTHER_PARTICIPLES = word_set("other participles")
_OWNER_STOPS = word_set("owner stops")
_OWN_OPENERS = {"the", "a", "an", "its", "their"}
_OF_PATIENTS = word_set("patients verbs")
_PASSIVES = word_set("passives")
_PLURALS = word_set("plurals")
_PLURAL_SOURCES = {"data", "figures", "records", "statistics", "people", "officials"}
_QUOTED_AS = word_set("quoted as")
_QUOTING = {"quoted", "quotes", "quoting", "cited", "cites", "citing"}
_WHILE = {"once", "while", "when", "as", "before", "after", "amid", "until", "till", "whilst"}
_SPEECH_MARKS = word_set("speech marks")


@dataclass(slots=True)
class Attribution:
    """A found attribution: the speaker's tokens, the verb's place, and whether it rules what stands before it."""

    first: int
    last: int
    verb: int
    backward: bool
    weak: bool
    same: bool = False  # the speaker of the attribution before ("…, saying")
    loose: bool = False  # the speaker is only guessed to be the subject of its sentence


@cache
def _openers() -> frozenset[str]:
    """Give the words that an attribution can be found by."""
    return _ACCOUNTS | frozenset(speech_verbs())


def attributions(tokens: Tokens, quoted: list[bool]) -> list[Attribution]:
    """List the attributions of a sentence outside its quotations, in the order of their verbs."""
    found: list[Attribution] = []
    verbs, openers = speech_verbs(), _openers()
    may_open = () if openers.isdisjoint(tokens.vocabulary) else enumerate(tokens.lower)
    for k, word in [(k, word) for k, word in may_open if word in openers and not quoted[k]]:
        new = _by_account(tokens, k) if word in _ACCOUNTS else None
        if new is None and word in verbs:
            new = _by_verb(tokens, k, *verbs[word], found, quoted)
        if len(found) >= MAX_SPEAKERS:
            break
        if new and _tells_nothing(tokens, new, k):
            continue
        if new and not any(new.first == f.first and new.last == f.last for f in found if not new.same):
            found.append(new)
    for a, b, verb, backward in islice(reckonings(tokens, quoted), MAX_SPEAKERS):
        found = [f for f in found if f.verb != verb and not (f.first < b and a < f.last)]
        found.append(Attribution(a, b, verb, backward, False))
    return _without_reported(tokens, sorted(found, key=lambda f: f.verb))


def _tells_nothing(tokens: Tokens, new: Attribution, k: int) -> bool:
    """Tell whether a deed would be the speaker: "a drone strike at X, attributed by residents to the army"."""
    by = tokens.lower[k + 1 : k + 2] == ["by"] and tokens.lower[k] in ("attributed", "ascribed", "blamed")
    return by and new.last <= k


def _without_reported(tokens: Tokens, found: list[Attribution]) -> list[Attribution]:
    """Leave out who counts or finds within a sentence that another closes: "troops counted nine dead, the army said"."""
    last = found[-1] if found else None
    if last is None or last.weak or not last.backward or min(last.first, last.verb) < len(tokens) // 2:
        return found
    return [f for f in found if not (f.weak and (f.loose or tokens.lower[f.verb] in _OF_PATIENTS))]


def _by_account(tokens: Tokens, k: int) -> Attribution | None:
    """Find "according to X", "by X's count", "X's figure for the injured stood at"."""
    lower = tokens.lower
    if lower[k] in ("according", "per"):
        if lower[k + 1 : k + 3] in (["to", "which"], ["to", "whom"]):
            return _teller_before(tokens, k)
        per = tokens.word_before(k) in ("as", ",", "(")
        a = k + 2 if lower[k + 1 : k + 2] == ["to"] else k + 1 if per else None
        return _named_from(tokens, a, k) if a else None
    a = k
    while a > 0 and k - a < 8 and lower[a - 1] not in _OWNER_STOPS and lower[a] not in _OWN_OPENERS:
        a -= 1
    owner = next((i for i in range(k - 1, a - 1, -1) if lower[i] in ("'s", "’s", "'", "’")), None)
    by = tokens.word_before(a) in _BY.get(lower[k], _BY["count"])
    if owner is None:
        return _of_whom(tokens, a, k, by)
    if owner > a and (by or (_stands(tokens, k) and _sourced(tokens, a, owner))):
        return Attribution(a, owner, a - 1 if by else k, by, False)
    return None


def _teller_before(tokens: Tokens, k: int) -> Attribution | None:
    """Find X in "the version circulated by X, according to which"."""
    end = k - 1 if tokens.word_before(k) == "," else k
    by = next((i for i in range(end - 1, max(0, end - 9), -1) if tokens.lower[i] in ("by", "of", "from")), None)
    if by is None or not any(tokens.is_name(i) for i in range(by + 1, end)):
        return None
    return Attribution(by + 1, end, k, False, False)


def _named_from(tokens: Tokens, a: int, k: int) -> Attribution | None:
    b = right_edge(tokens, a)
    counted = (i for i in range(a + 1, b) if quantity_at(tokens, i) is not None and tokens.lower[i] not in _ARTICLES)
    opened = (
        i
        for i in range(a + 2, b)
        if tokens.lower[i] in _DETERMINED and tokens.lower[i - 1] not in LEADING and tokens.lower[i - 1] != ","
    )
    b = next((i for i in opened if core_kind(tokens.words[a:i])), b)  # "according to the governor | the men"
    b = next((i for i in counted if core_kind(tokens.words[a:i])), b)  # "by the elders' count | nine men died"
    return Attribution(a, b, k, True, False) if b > a else None


def _of_whom(tokens: Tokens, a: int, k: int, by: bool) -> Attribution | None:
    """Find "by the count of X", "X had higher figures", "by hospital figures"."""
    if tokens.lower[a] == "our":
        return Attribution(a, k + 1, k, by, True)
    if tokens.lower[k + 2 : k + 3] == ["by"] and tokens.lower[k + 1] in _MADE and _stands(tokens, k):
        b = right_edge(tokens, k + 3)  # "the count kept by X has reached"
        return Attribution(k + 3, b, k, False, False) if b > k + 3 else None
    to = tokens.word_before(a) == "to"
    if tokens.lower[k + 1 : k + 2] == ["of"] and (by or to):
        return _named_from(tokens, k + 2, k)
    if core_kind(tokens.words[a:k]) and _is_at(tokens, k) and not by:  # "the mortuary register stands at 49"
        return Attribution(a, k + 1, k, False, False)
    owned = _owned(tokens, k)
    if owned is None and by and k - a <= 5 and core_kind(tokens.words[a:k]):
        return Attribution(a, k, a - 1, True, False)
    return owned


def _owned(tokens: Tokens, k: int) -> Attribution | None:
    """Find "X had higher figures": who has a count of his own."""
    lower = tokens.lower
    named = lower[k] == "names"
    if named and lower[k + 1 : k + 2] != ["of"]:
        return None
    reach = 14 if named else 5
    verb = next((i for i in range(k - 1, max(0, k - reach), -1) if lower[i] in _KEEPING), None)
    if verb is None or verb < 1:
        return None
    span = before_comma(tokens, verb - 1) if lower[verb - 1] == "," else (left_edge(tokens, verb), verb)
    if span is None or not _sourced(tokens, *span):
        return None
    return Attribution(*span, verb, False, True)


def _is_at(tokens: Tokens, k: int) -> bool:
    """Tell whether a record is said to be "at" a number; the second of two has no verb ("and the ward books at 83")."""
    ahead = tokens.lower[k + 1 : k + 4]
    at = ahead.index("at") if "at" in ahead else None
    return at is not None and (at == 0 or ahead[0] in _COUNT_VERBS) and quantity_at(tokens, k + 2 + at) is not None


def _stands(tokens: Tokens, k: int) -> bool:
    """Tell whether a count is the subject of its clause or what a report is about: "The ministry's figure stood at"."""
    ahead = tokens.lower[k + 1 : k + 12]
    return any(w in _COUNT_VERBS for w in ahead)


def _by_verb(
    tokens: Tokens, k: int, needs: str, form: str, found: list[Attribution], quoted: list[bool]
) -> Attribution | None:
    if not meant(tokens, k, needs):
        return None
    weak, before = needs != "nobody", tokens.word_before(k)
    if tokens.lower[k] in _QUOTING and (said := _quoted_as_saying(tokens, k)):
        return said
    if form == "ing" and before not in BE:
        return _participle(tokens, k, weak, found)
    if (before in BE or before == "as") and form in ("past", "participle"):
        return _passive(tokens, k)
    if form == "base" and (able := _able(tokens, k)) is not None:
        return _before_verb(tokens, able, weak, found)
    if form != "ing" and _is_noun(tokens, k, form, weak):
        return None
    states = not weak or tokens.lower[k] in _INVERTED_TOO
    right = _inverted(tokens, k, quoted) if states and form != "ing" else None
    if right:
        return right
    passive = form in ("past", "participle") and weak
    return _before_verb(tokens, k, weak, found) or (_passive(tokens, k) if passive else None)


def _able(tokens: Tokens, k: int) -> int | None:
    """Find where "could say", "was able to report", "had to admit" begins: who is able to say it says it."""
    lower, to = tokens.lower, k
    while to > 0 and lower[to - 1] in ("only", "now", "also", "then", "already"):
        to -= 1
    if to and lower[to - 1] in ("could", "can", "must"):
        return to - 1
    if to > 2 and lower[to - 1] == "to" and lower[to - 2] in _ABLE:
        a = to - 2
        while a > 0 and (lower[a - 1] in BE or lower[a - 1] in ("only", "now", "has", "had", "have")):
            a -= 1
        return a if not {"not", "n't", "never"} & set(lower[max(0, a - 1) : to]) else None
    return None


def _quoted_as_saying(tokens: Tokens, k: int) -> Attribution | None:
    """Find X in "quoted X as saying that"."""
    lower = tokens.lower
    as_at = next((i for i in range(k + 2, min(len(lower) - 1, k + 20)) if lower[i] == "as"), None)
    if as_at is None or lower[as_at + 1] not in _QUOTED_AS:
        return None
    closes = lower[as_at + 2 : as_at + 3] in ([], ["."], [","], ["”"])
    return Attribution(k + 1, as_at, as_at + 1, closes, False)


def _is_noun(tokens: Tokens, k: int, form: str, weak: bool) -> bool:
    """Tell whether the form of a verb is a noun or an adjective here: "the reports", "his claims", "the estimated"."""
    word, before = tokens.lower[k], tokens.word_before(k)
    noun = word in NOUN_FORMS
    if before in _ARTICLES and form == "past":  # "the confirmed dead", "a reported 30"
        return True
    if noun and form == "third" and _counted_noun(tokens, k):
        return True
    if before in _NOMINAL and ((noun and form != "past") or (weak and before not in ("media", "press", "news"))):
        return True
    if form == "base":
        named = tokens.is_name(k) and not tokens.upper  # "Kaduna State"
        return named or not _plural_before(tokens, k)
    if not noun or form != "third":
        return False
    end = skip_adverbs(tokens, k)
    if end < k and before not in ("'s", "’s"):
        before, k = tokens.word_before(end), end
    subject = core_kind(tokens.words[max(0, k - 1) : k]) or (k and tokens.is_name(k - 1))
    return not subject and before not in PRONOUNS and before not in ("who", ",", ")", "and", "also", "which")


def _counted_noun(tokens: Tokens, k: int) -> bool:
    """Tell "22 rebel suspects", "suspects were" from "police suspects the rebels"."""
    behind = tokens.lower[k + 1 : k + 2]
    a = next((i + 1 for i in range(k - 1, max(-1, k - 5), -1) if tokens.lower[i] in _OWN_OPENERS), max(0, k - 4))
    numbered = any(quantity_at(tokens, i) is not None for i in range(a, k))
    return numbered or (bool(behind) and behind[0] in AUX)


def _plural_before(tokens: Tokens, k: int) -> bool:
    """Tell whether a verb in its base form can have the subject before it: "police say", "he did not say"."""
    end = skip_adverbs(tokens, k)
    if not end:
        return False
    before = tokens.lower[end - 1]
    if k != end and _DO & set(tokens.lower[end:k]):
        return tokens.lower[k] != "say"
    if _PLURAL_SOURCES & set(tokens.lower[max(0, end - 8) : end]):
        return True
    if before.endswith("s") or before in _PLURALS or (before in lexicon.sources() and k != end):
        return True
    return (
        not tokens.is_name(k)
        and (tokens.lower[k] == "say" or tokens.lower[k] not in NOUN_FORMS)
        and _plural_head(tokens, end)
    )


def _plural_head(tokens: Tokens, end: int) -> bool:
    """Tell whether the head of a subject is plural: "residents of Tarn | say", "elders in the valley | believe"."""
    a = left_edge(tokens, end)
    behind = next((i for i in range(a + 1, end) if tokens.lower[i] in _AFTER_HEAD), None)
    if behind is None:
        return False
    head = tokens.lower[behind - 1]
    return (
        head in _PLURALS
        or (head.endswith("s") and core_kind(tokens.words[a:behind]) is not None)
        or (head in lexicon.people() and lexicon.people()[head].plural)
    )


def _passive(tokens: Tokens, k: int) -> Attribution | None:
    """Find "was reported by X", "put at 30 by X"."""
    lower, n = (tokens.lower, len(tokens))
    if lower[k] not in _PASSIVES:
        return None
    for j in range(k + 1, min(n - 1, k + 9)):
        if lower[j] == "by":
            b = right_edge(tokens, j + 1)
            return Attribution(j + 1, b, k, True, True) if b > j + 1 and _sourced(tokens, j + 1, b) else None
    return None


def _participle(tokens: Tokens, k: int, weak: bool, found: list[Attribution]) -> Attribution | None:
    """Find who goes on in "…, saying", "…, putting the toll at": the speaker before, else the sentence's subject."""
    if tokens.lower[k] in _OTHER_PARTICIPLES:
        return None
    if found:
        last = found[-1]
        return Attribution(last.first, last.last, k, False, weak, True)
    if k and tokens.lower[k - 1] == ",":
        subject = topic(tokens)
        if subject and _sourced(tokens, *subject):
            return Attribution(*subject, k, False, weak)
    return None


def _inverted(tokens: Tokens, k: int, quoted: list[bool]) -> Attribution | None:
    """Find "…, said X": a verb with nobody before it and a name or "a", "the" behind it."""
    a, before = k + 1, tokens.word_before(k)
    if a >= len(tokens):
        return None
    if tokens.lower[k] in ("reports", "reported") and tokens.is_name(a) and _last_words(tokens, a):
        return Attribution(a, name_end(tokens, a), k, True, False) if before == "," or k - 1 in tokens.used else None
    if (k and before not in _SPEECH_MARKS) or (before == "," and _appositive_before(tokens, k)):
        return None
    if tokens.lower[k] in _NOT_INVERTED or not (tokens.lower[a] in _DETERMINERS or tokens.is_name(a)):
        return None
    b = right_edge(tokens, a)
    named = tokens.is_name(a) and not tokens.upper
    spoken = k > 0 and before != ","
    return Attribution(a, b, k, True, False) if b > a and (named or spoken or _sourced(tokens, a, b)) else None


def _last_words(tokens: Tokens, a: int) -> bool:
    """Tell whether a name closes its sentence: "…, reports The Daily Star."."""
    b = name_end(tokens, a)
    return b > a and (b >= len(tokens) or tokens.lower[b] in (".", ",", ";", "on"))


def _appositive_before(tokens: Tokens, k: int) -> bool:
    """Tell whether the comma before verb k closes an apposition: "Ivo Bel, the general, said"."""
    left = before_comma(tokens, k - 1)
    if left is None or "," not in tokens.lower[left[0] : left[1]]:
        return False
    comma = tokens.lower.index(",", left[0])
    told = tokens.is_name(left[0]) and tokens.lower[comma + 1] in ("who", "which", "a", "an", "the")
    clause = has_verb(tokens, *left) or has_verb(tokens, _last_comma(tokens, k - 1), k - 1)
    return left[1] - left[0] <= MAX_PHRASE and (told or _sourced(tokens, *left)) and not clause


def _before_verb(tokens: Tokens, k: int, weak: bool, found: list[Attribution]) -> Attribution | None:
    """Find "X said", "X, the head of Y, said", "X … and said"."""
    lower, end = tokens.lower, skip_adverbs(tokens, k)
    if end == 0:
        return None
    last = lower[end - 1]
    if last == "we" and lower[k] in _COUNTED:
        return Attribution(end - 1, end, k, False, weak)
    if last == "it" and BE & set(lower[end:k]):  # "it was announced": by nobody
        return None
    if last in PRONOUNS or (last == "i" and found):
        return _attribution(tokens, end - 1, end, k, weak)
    if last in ("and", "or", "but", "who", "which"):
        return _shared(tokens, end - 1, k, weak, found)
    span = before_comma(tokens, end - 1) if last == "," else (left_edge(tokens, end), end)
    if span is not None and not weak and _crosses_clause(lower, *span):
        span = _short_name(tokens, span[1])
    if span is None or span[1] <= span[0] or (weak and _in_phrase(lower, span[0])):
        return None
    return _attribution(tokens, *span, k, weak) if _may_speak(tokens, *span, weak) else None


def _crosses_clause(lower: list[str], a: int, b: int) -> bool:
    """Tell whether a stretch before a verb holds a finite verb: nothing marks off the clause before the speaker."""
    head = next((i for i in range(a, b) if lower[i] in (",", "who", "which", "that")), b)
    return head - a > 6 and bool(AUX & set(lower[a:head]))


def _short_name(tokens: Tokens, end: int) -> tuple[int, int]:
    """Take only the name or the source words right before a verb, where nothing marks off the clause before them."""
    a = end
    while a > 0 and end - a < 9 and _in_short_name(tokens, a - 1, a < end):
        a -= 1
        if tokens.lower[a] in ("the", "a", "an"):
            break
    return a, end


def _in_short_name(tokens: Tokens, k: int, inside: bool) -> bool:
    named = tokens.is_name(k) and not tokens.upper
    return named or (inside and tokens.lower[k] in ("the", "a", "an", "of")) or bool(core_kind(tokens.words[k : k + 1]))


def _in_phrase(lower: list[str], a: int) -> bool:
    """Tell whether a noun stands behind a preposition, so that a participle follows: "In a video posted that day"."""
    back = a - 1 if a and lower[a - 1] in ("a", "an", "the", "its", "their") else a
    return (back > 0 and lower[back - 1] in LEADING) or (
        lower[a] in ("a", "an", "the") and a > 0 and lower[a - 1] in LEADING
    )


def _attribution(tokens: Tokens, a: int, b: int, k: int, weak: bool) -> Attribution:
    return Attribution(a, b, k, _trails(tokens, a, k), weak)


def _shared(tokens: Tokens, at: int, k: int, weak: bool, found: list[Attribution]) -> Attribution | None:
    """Find the subject of a second verb: "… and said", "X, who put the number at"."""
    if tokens.lower[at] in ("who", "which"):
        return _relative(tokens, at, k, weak, found)
    if found and found[-1].verb < at:
        return Attribution(found[-1].first, found[-1].last, k, False, weak, True)
    subject = topic(tokens)
    if subject and subject[1] <= at and _may_speak(tokens, *subject, True):
        return Attribution(*subject, k, False, weak, loose=True)
    return None


def _relative(tokens: Tokens, at: int, k: int, weak: bool, found: list[Attribution]) -> Attribution | None:
    """Find whom "who" means."""
    behind = [f for f in found if f.last <= at + 1 and at - f.last <= 1]
    if behind:
        return Attribution(behind[-1].first, behind[-1].last, k, False, weak, True)
    weak = weak or tokens.lower[at] == "which"
    end = at - 1 if tokens.word_before(at) == "," else at
    beside = before_comma(tokens, end) if end < at else None
    a = beside[0] if beside else left_edge(tokens, end)
    return _attribution(tokens, a, end, k, weak) if a < end and _may_speak(tokens, a, end, weak) else None


def _sourced(tokens: Tokens, a: int, b: int) -> bool:
    if b - a == 1 and tokens.lower[a] in PRONOUNS:
        return True
    return phrase_kind(tokens.words[a:b]) is not None


def _may_speak(tokens: Tokens, a: int, b: int, weak: bool) -> bool:
    """Tell whether a subject can be a source: what only sources do needs none of their words."""
    if tokens.lower[a] == "our" and core_kind(tokens.words[a + 1 : b]):  # "our field staff report"
        return True
    if tokens.lower[a] in _NOBODY or tokens.lower[a] == "which" or (b - a == 1 and tokens.lower[a] in _NO_SPEAKERS):
        return False
    head = next((i for i in range(a, b) if tokens.lower[i] == ","), b)
    if _sourced(tokens, a, b):
        return not weak or (_noun_head(tokens, a, b) and not has_verb(tokens, a, head))
    named = not tokens.upper and any(tokens.is_name(i) for i in range(a, b))
    return head - a <= 12 and (named if weak else not tokens.lower[a].isdigit())


def _noun_head(tokens: Tokens, a: int, b: int) -> bool:
    return not (tokens.lower[a] in LEADING and a + 1 < b and core_kind(tokens.words[a + 1 : a + 3]) is None)


def _trails(tokens: Tokens, a: int, k: int) -> bool:
    """Tell whether the words attributed stand before the speaker: "…, the ministry said Monday."."""
    lower, n = (tokens.lower, len(tokens))
    if "," not in lower and n > 30 and a > 2 and (k + 1 >= n or tokens.words[k + 1] in _OPENERS):
        return True  # a text without any stops or commas: "… surrendered on April 4 the police said Meanwhile …"
    if a == 0 or lower[a - 1] not in (",", "”", '"', "—", "–", "…", ":", "-"):
        return False
    if _only_how(tokens, k + 1) or _while_what(tokens, k + 1):
        return True
    b = k + 1
    while b < n and (b in tokens.used or lower[b] in DAYS or lower[b] in _MEANS or (lower[b] in _HOW_WORDS)):
        b += 1
    return b >= n or lower[b] in _CLAUSE_CLOSERS or lower[k + 1] == ":"


def _while_what(tokens: Tokens, b: int) -> bool:
    """Tell whether only a clause of time follows a verb of speech: "said once the lamps were lit", "said as he left"."""
    lower, n = tokens.lower, len(tokens)
    if b + 1 >= n or lower[b] not in _WHILE or lower[b + 1] in ("many", "much", "few", "little"):
        return False
    return not any(
        quantity_at(tokens, i) is not None and lower[i] not in ("a", "an", "one") for i in range(b, min(n, b + 60))
    )


def _only_how(tokens: Tokens, b: int) -> bool:
    """Tell whether up to the next comma stands only to whom or how it was said: "told a news conference in the yard"."""
    lower, n, end = tokens.lower, len(tokens), b
    while end < n and lower[end] not in (",", ".", ";", "”", '"', "—", "–", "("):
        end += 1
    by_means = lower[b : b + 1] != [] and lower[b] in _HOW_OPENERS and bool(_MEANS & set(lower[b : b + 6]))
    if end - b > 14 or lower[b : b + 1] == ["of"] or ({"that", "how"} & set(lower[b:end]) and not by_means):
        return False
    if any(lower[i][0].isdigit() and i not in tokens.used for i in range(b, end)):
        return False
    told = lower[b - 1] in ("told", "tells", "telling", "informed", "tell")
    how = b < n and lower[b] in _HOW_OPENERS
    return (told or how) and not has_verb(tokens, b, next((i for i in range(b, end) if lower[i] in _CARRIED), end))


def _last_comma(tokens: Tokens, end: int) -> int:
    return next((i + 1 for i in range(end - 1, -1, -1) if tokens.lower[i] == ","), 0)
