"""Who is said to have done it: claims, denials and accusations of responsibility, each with its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import pandas as pd

from helpers import tables
from helpers.extracting.accusations import (
    accusation,
    backed,
    charge_of,
    found_guilty,
    hand_seen,
    held_responsible,
    laid_at_door,
    mutual,
    others_too,
    pointed_at,
    said_to_be_behind,
    supported,
    were_culprits,
)
from helpers.extracting.actors import word_set
from helpers.extracting.avowals import avowal, issued, issued_claim, one_of_its_own, own_work, put_its_name, was_revenge
from helpers.extracting.blame import Blame, Sentence, acts, key_words, skip_auxiliaries, words
from helpers.extracting.denials import (
    brushed_off,
    called_baseless,
    called_untrue,
    denial,
    disclaimed,
    distanced,
    had_no_part,
    had_nothing_to_do,
    not_its_own,
    pleaded_not_guilty,
    was_denied,
)
from helpers.extracting.negated_deeds import negated_deed
from helpers.extracting.noun_phrases import subject_before
from helpers.extracting.signs import (
    attackers_were,
    believed_to_be,
    condemned_to_pay,
    deed_by_name,
    in_what_was,
    it_was,
    led_to,
    named_as,
    prime_suspect,
    put_down_to,
    seen_doing,
    who_did_it,
)
from helpers.extracting.sources import find_speakers
from helpers.extracting.statements import without_stops
from helpers.extracting.tokens import is_upper, tokenise
from helpers.extracting.told_deeds import told_deeds
from helpers.extracting.voices import with_hidden_voices
from helpers.reading import split_sentences

_SIGNS = {
    **dict.fromkeys(words("leading"), led_to),
    **dict.fromkeys(words("attackers"), attackers_were),
    **dict.fromkeys(words("naming"), named_as),
    **dict.fromkeys(("suspect", "suspects", "culprit"), prime_suspect),
    **dict.fromkeys(("punish", "avenge"), condemned_to_pay),
    **dict.fromkeys(("innocence", "innocent", "hands"), disclaimed),
    **dict.fromkeys(("off", "aside", "away"), brushed_off),
    **dict.fromkeys(("revenge", "retaliation", "reprisal", "retribution", "vengeance", "response"), was_revenge),
    **dict.fromkeys(("believe", "believes", "believed", "thought", "suspected"), believed_to_be),
    "down": put_down_to,
    "did": who_did_it,
    "what": in_what_was,
    **dict.fromkeys(("seen", "watched"), seen_doing),
    "saw": lambda s, k: named_as(s, k) or seen_doing(s, k),
    "it": it_was,
}
_COMMON_IN_NAMES = frozenset(["front", "army", "liberation", "people", "people's", "national", "movement", "group", "forces", "force", "brigade", "party", "gang", "cartel", "united", "democratic", "revolutionary", "islamic", "state", "fighters", "volunteers", "union", "council", "rebels", "militia"])  # fmt: skip
_SET_PHRASES = word_set("set phrases")
_BACKED = ("-backed", "-sponsored", "-supported")
LONGEST_SENTENCE = 3000  # characters; the longest of 20,000 news sentences has a third of that
_REACH = 8  # findings: how far back a denial or a pronoun points


def extract_responsibility(reports: pd.DataFrame) -> pd.DataFrame:
    """Find who claims, denies or is accused of a deed, and who says so.

    Takes `reports` (report_id, text). Gives `responsibility`: one row for each actor and stance of a report, in the
    order of the text, with `quote == text[start:end]`, the actor and `by` in the text's words (pronouns resolved).
    An accusation counts with or without evidence, a court's finding is one; what only the reporter says, and "no
    group has claimed", are none. Raises TableError if a column is missing.

    >>> reports = pd.DataFrame({"report_id": ["r"], "text": ["The army accused the NDF of the attack. The NDF denied it."]})
    >>> extract_responsibility(reports)[["actor", "stance", "by"]].values.tolist()
    [['the NDF', 'accused', 'The army'], ['the NDF', 'denies', 'The NDF']]
    """
    tables.validate("reports", reports, "extract_responsibility")
    sentences = split_sentences(reports)
    spans: dict[str, list[tuple[int, int]]] = {}
    for report_id, start, end in zip(sentences["report_id"], sentences["start"], sentences["end"], strict=True):
        spans.setdefault(report_id, []).append((int(start), int(end)))
    rows: list[dict] = []
    for report_id, text in zip(reports["report_id"], reports["text"], strict=True):
        rows.extend(_row(report_id, text, found) for found in find_responsibility(text, spans.get(report_id, [])))
    return tables.conform("responsibility", rows)


def _row(report_id: str, text: str, found: Blame) -> dict:
    return {
        "report_id": report_id, "start": found.start, "end": found.end, "quote": text[found.start : found.end],
        "actor": found.actor, "stance": found.stance, "by": found.by,
    }  # fmt: skip


def find_responsibility(text: str, sentences: list[tuple[int, int]]) -> list[Blame]:
    """List what a text says of responsibility, once for each actor and stance; `sentences` are (start, end)."""
    upper, carried, found = is_upper(text), None, []
    for start, end in _cut(text, without_stops(text, sentences)):
        tokens = tokenise(text, start, end, upper)
        if not len(tokens):
            continue
        speakers = find_speakers(tokens, text, carried)
        heard = with_hidden_voices(tokens, text, speakers)
        found.extend(_in_sentence(Sentence(tokens, text, heard, found[-_REACH:], carried)))
        carried = speakers[-1] if speakers else next((p for p in heard if p.last < p.verb), carried)
    return _once(found)


def _cut(text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Cut what has no full stop for pages, so that a sentence's own rules cost no more than its length."""
    for start, end in sentences:
        while end - start > LONGEST_SENTENCE:
            cut = text.rfind(" ", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
            cut = cut if cut > start else start + LONGEST_SENTENCE
            yield start, cut
            start = cut
        yield start, end


def _once(found: list[Blame]) -> list[Blame]:
    """Keep the first finding for each actor and stance, an open accusation before a told deed; `_same` tells actors apart."""
    kept: list[Blame] = []
    seen: dict[str, list[set[str]]] = {}
    for f in sorted(found, key=lambda f: (f.told, f.start)):
        named = key_words(f.actor) or {f.actor}
        if not any(_same(named, other) for other in seen.get(f.stance, ())):
            kept.append(f)
        seen.setdefault(f.stance, []).append(named)
    return sorted(kept, key=lambda f: f.start)


def _same(one: set[str], other: set[str]) -> bool:
    """Tell whether two actors share a word of their names, and not only "liberation" and "front" where each has its own."""
    shared = one & other
    apart = bool(one - other - _COMMON_IN_NAMES) and bool(other - one - _COMMON_IN_NAMES)
    return bool(shared) and not (apart and shared <= _COMMON_IN_NAMES)


@cache
def _openers() -> frozenset[str]:
    """Give the words at which something is looked for: nothing is at the others."""
    return _SET_PHRASES | words("attack") | frozenset(acts()) | frozenset(_SIGNS)


def _in_sentence(s: Sentence) -> Iterator[Blame]:
    openers = _openers()
    for k, word in enumerate(s.tokens.lower):
        if word not in openers and not word.endswith(_BACKED):
            continue
        for found in _at(s, k, word):
            yield found
            s.before.append(found)
    for found in told_deeds(s):
        found.told = found.stance == "accused"
        if not any(_says_as_much(f, found) for f in s.before[-_REACH:]):
            yield found


def _says_as_much(f: Blame, told: Blame) -> bool:
    """Tell whether the same words have been read as a claim or an accusation already."""
    overlaps = f.start < told.end and told.start < f.end
    return overlaps and (
        f.stance == told.stance or bool(key_words(f.actor) & key_words(told.actor)) or f.start >= told.start
    )


def _at(s: Sentence, k: int, word: str) -> Iterator[Blame]:
    found = None
    if word in acts():
        if _at_each_other(s.tokens.lower, k):
            yield from mutual(s, k)
            return
        found = _by_act(s, k, *acts()[word])
    elif word in _SET_PHRASES:
        found = _by_phrase(s, k, word)
    elif word.endswith(_BACKED):
        found = backed(s, k)
    if found is None and word in _SIGNS:
        found = _SIGNS[word](s, k)
    if found is None and word in words("attack") and k and s.tokens.is_name(k - 1):
        found = deed_by_name(s, k)
    if found:
        yield found
        if found.stance == "accused" and word in acts():
            yield from others_too(s, k, found)
        if found.stance == "denies" and word in acts() and (charge := charge_of(s, k, found)):
            yield charge


def _at_each_other(lower: list[str], k: int) -> bool:
    """Tell "blamed each other", "each blamed the other"."""
    other = lower[k + 1 : k + 3]
    each = lower[k - 1 : k] == ["each"] or lower[k - 2 : k] == ["each", "side"]
    return other in (["each", "other"], ["one", "another"]) or (each and other == ["the", "other"])


def _by_act(s: Sentence, k: int, act: str, form: str) -> Blame | None:
    if form == "base" and s.tokens.word_before(k) in ("the", "a", "no", "of", "that", "this"):
        if act == "claims":
            return issued(s, k)  # "posted a claim for the raid"
        return pointed_at(s, k) if act == "blames" else None  # "laid the blame on"
    if form in ("past", "participle") and (denied := was_denied(s, k, act)) is not None:
        return denied
    if act == "blames" and form == "base" and s.tokens.word_before(k) == "to":  # "X was to blame"
        return said_to_be_behind(s, k, "blame")
    if act in ("accuses", "blames", "charges", "convicts", "attributes", "condemns"):
        return accusation(s, k, act, form)
    return denial(s, k, act) if act in ("denies", "rejects") else avowal(s, k, act, form)


def _by_phrase(s: Sentence, k: int, word: str) -> Blame | None:
    if word == "responsibility" and (issued := issued_claim(s, k)) is not None:
        return issued
    if word in words("support"):
        return supported(s, k)
    if word in words("finger") or word in ("points", "pointing"):
        return pointed_at(s, k)
    if word in ("door", "doorstep", "feet"):
        return laid_at_door(s, k)
    if word == "hand" and (seen := hand_seen(s, k)) is not None:
        return seen
    if word in ("never", "no", "nowhere"):
        return had_no_part(s, k) or negated_deed(s, k)
    if word in ("own", "name"):
        return put_its_name(s, k)
    if word in words("baseless"):
        return called_untrue(s, k) or called_baseless(s, k)
    if word in words("culprit"):
        return were_culprits(s, k)
    if word in ("work", "doing") and s.tokens.word_before(k) in ("its", "our", "their"):
        return own_work(s, k)
    if word in ("not", "nobody", "none") or word.endswith(("n't", "n’t")):
        return not_its_own(s, k) or negated_deed(s, k)
    if word == "nothing":
        return had_nothing_to_do(s, k)
    if word == "distanced":
        return distanced(s, k)
    if word in ("guilty", "liable"):
        return _of_guilt(s, k)
    if word == "one":
        return one_of_its_own(s, k)
    return (held_responsible(s, k) if word in ("responsible", "accountable") else None) or said_to_be_behind(s, k, word)


def _of_guilt(s: Sentence, k: int) -> Blame | None:
    """Read "found X guilty" and "pleaded not guilty" by the verb before."""
    lower, near = s.tokens.lower, range(k - 1, max(-1, k - 8), -1)
    verb = next((i for i in near if lower[i] in ("found", "finds", "pleaded", "pleads")), None)
    if verb is None:
        return None
    end = skip_auxiliaries(lower, verb)
    subject = subject_before(s.tokens, end + (lower[end] == ","))
    if subject[0] >= subject[1]:
        return None
    pleaded = lower[verb].startswith("plead")
    return pleaded_not_guilty(s, k, subject) if pleaded else found_guilty(s, k, subject, verb)


__all__ = ["Blame", "extract_responsibility", "find_responsibility"]
