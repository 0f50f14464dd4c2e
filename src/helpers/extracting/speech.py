"""Verbs of speech: which words say that somebody says so, and what they need beside them."""

from __future__ import annotations

from functools import cache

from helpers import lexicon
from helpers.extracting.actors import word_set
from helpers.extracting.quantities import number_at
from helpers.extracting.tokens import Tokens

BE = {"was", "were", "been", "is", "are", "be", "being"}
_ALLEGED_THAT = word_set("alleged that")
_CHARGES = word_set("charges")
_COUNTS = word_set("counts")
_DEED_OPENERS = word_set("deed openers")
_MEANS = word_set("means")
_NO_ADVERBS = word_set("no adverbs")
_NOMINAL = word_set("nominal")
_HOSPITALS = word_set("hospitals")
_PATIENTS = {"hospital", "hospitals", "patients", "wounded"}
_ISSUED = {"statement", "communique"}
_HEARSAY_TO = {"be", "have", "belong", "number", "include", "come", "involve", "contain"}
_NEEDED_WORDS = {  # what a verb needs → one of these words, within so many behind it
    "that": ({"that", "guilty"}, 8), "responsible": ({"responsible"}, 10), "responsibility": ({"responsibility", "credit"}, 4),
    "charge": (_CHARGES, 10), "at": ({"at"}, 15), "toll": ({"toll", "count", "figure", "number", "tally"}, 6),
}  # fmt: skip


@cache
def speech_verbs() -> dict[str, tuple[str, str]]:
    """Give each form of the verbs of speech: form → (what its subject or object needs, form's name)."""
    found: dict[str, tuple[str, str]] = {}
    rows = lexicon.read_rows("speech_verbs", ("base", "third", "past", "participle", "ing", "needs"))
    for form in ("past", "participle", "third", "base", "ing"):
        for row in rows:
            found.setdefault(row[form].lower(), (row["needs"], form))
    return found


@cache
def source_verbs() -> frozenset[str]:
    """Give the finite verbs of speech that no means of speaking is called by ("phone")."""
    return frozenset(w for w, (_, form) in speech_verbs().items() if form in ("past", "third") and w not in _MEANS)


def meant(tokens: Tokens, k: int, needs: str) -> bool:
    """Tell whether the verb speaks: what some verbs need behind them ("found that", "gave its first count")."""
    ahead = tokens.lower[k + 1 : k + 11]
    if _another_sense(tokens, k, ahead):
        return False
    if needs == "up":
        counted = ahead[:1] == ["to"] and number_at(tokens, k + 2)
        return counted or ahead[:1] in (["up"], ["responsibility"])
    if needs == "deed":
        told = bool(_DEED_OPENERS & set(ahead[:2])) or number_at(tokens, k + 1)
        return told and not (_PATIENTS & set(ahead) and _HOSPITALS & set(tokens.lower[max(0, k - 9) : k]))
    if needs == "patients":
        return _in_hospital(tokens, k)
    if needs == "that" and ahead[:1] in ([], ["."], [","], [";"], [":"]):  # "…, a commission found."
        return "," in tokens.lower[max(0, k - 12) : k]
    if needs == "of":  # "knows of one dead"
        return ahead[:1] == ["of"] and any(number_at(tokens, k + i) for i in (2, 3))
    if needs in _NEEDED_WORDS:
        wanted, within = _NEEDED_WORDS[needs]
        return bool(wanted & set(tokens.lower[k + 1 : k + 1 + within]))
    return needs in ("nobody", "source") or bool(_COUNTS & set(ahead[:7]) or _ISSUED & set(ahead[:3]))


def _another_sense(tokens: Tokens, k: int, ahead: list[str]) -> bool:
    """Tell "the accused", "the alleged bomber", "said to be", "claimed six lives" from speech."""
    word = tokens.lower[k]
    if word == "accused":
        return ahead[:1] == ["of"] or tokens.word_before(k) in _NOMINAL
    if word == "alleged":
        return not _ALLEGED_THAT & set(ahead[:1])
    if word == "said":
        return ahead[:1] == ["to"] and bool(_HEARSAY_TO & set(ahead[1:2]))
    return word in ("claimed", "claims", "claim", "claiming") and bool({"lives", "life"} & set(ahead[:5]))


def _in_hospital(tokens: Tokens, k: int) -> bool:
    """Tell whether a hospital is the subject of "received 40 wounded": it vouches for its patients."""
    before = set(tokens.lower[max(0, k - 7) : k])
    return bool(_HOSPITALS & before) and not before & {"its", "their", "our", "in", "to"}


def manner(word: str) -> bool:
    """Tell an adverb of manner by its ending."""
    return word.endswith("ly") and len(word) > 5 and word not in _NO_ADVERBS


SPEECH = frozenset(speech_verbs())
