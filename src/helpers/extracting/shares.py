"""Shares of a number just told: "28 of the 35 were fighters", "the remaining four belonged to a militia", "That makes 16"."""

from __future__ import annotations

from helpers import lexicon
from helpers.extracting.grammar import BE
from helpers.extracting.groups import group_words
from helpers.extracting.mentions import Mention
from helpers.extracting.quantities import Quantity, quantity_at
from helpers.extracting.verbs import Harm, VerbReader

WHOLES = {"victims": "killed", "dead": "killed", "fatalities": "killed", "slain": "killed", "deceased": "killed", "casualties": "killed",
          "killed": "killed", "wounded": "injured", "injured": "injured", "missing": "missing", "hostages": "abducted",
          "captives": "abducted", "abducted": "abducted", "kidnapped": "abducted", "detainees": "arrested", "displaced": "displaced"}  # fmt: skip
REST = {"remaining", "other"}
# What is said of people who share the harm, and not of those who got away from it.
LIVED = {"belonged", "belong", "worked", "wore", "served", "came", "hailed", "included", "died", "perished", "ranged"}
SPARED = {
    "unhurt",
    "unharmed",
    "safe",
    "alive",
    "missing",
    "well",
    "still",
    "in",
    "being",
    "able",
    "free",
    "uninjured",
    "unaccounted",
}
SUMS = ({"that", "which", "this", "it"}, {"makes", "made", "make"})
_SHARING = {"of"} | REST | SUMS[1]


def find_shares(r: VerbReader) -> None:
    """Note the shares of a known number, and the sum that a sentence says they make."""
    for k, word in [(k, word) for k, word in enumerate(r.lower) if word in _SHARING]:
        if word == "of" and k + 2 < len(r.lower) and r.lower[k + 1] in ("the", "those"):
            _share_of(r, k)
        elif word in REST and r.word(k - 1) == "the":
            _rest(r, k)
        elif word in SUMS[1] and r.word(k - 1) in SUMS[0]:
            _sum(r, k)


def _share_of(r: VerbReader, k: int) -> None:
    """Read "Six of the nine were found in a hut", "Twenty-five of the victims were farmers"."""
    part = _quantity_ending(r, k)
    if part is None or any(h.mention.first == part.first or h.first <= part.first < h.last for h in r.r.harms):
        return
    whole_number, end = quantity_at(r.t, k + 2), k + 3
    if whole_number is not None and whole_number.bare and whole_number.first not in r.t.used:
        end = whole_number.last
        whole = r.last_harm() if r.word(end) not in lexicon.people() else None
        known = whole is not None and whole.mention.low == whole_number.low
    else:
        whole = r.last_harm(WHOLES.get(r.lower[k + 2]), part.low) if r.lower[k + 2] in WHOLES else None
        known = whole is not None
    if not known or (part.low or 0) >= (whole.mention.low or 0) or r.word(end) in ("survived", "escaped", "fled"):
        return
    _add(r, part, whole, end)


def _rest(r: VerbReader, k: int) -> None:
    """Read "The remaining four belonged to a militia", "The other victim was a vendor"."""
    rest = quantity_at(r.t, k + 1) if k + 1 < len(r.t) and k + 1 not in r.t.used else None
    if rest is None and r.word(k + 1) in ("victim", "fatality"):
        rest = Quantity(1, 1, "exact", k + 1, k + 2)
    if rest is None or (k - 1 not in (0, 1) and r.word(k - 2) not in (",", ";", "and", "but", "that", "while")):
        return
    end = rest.last + (r.word(rest.last) in ("victims", "dead", "fatalities"))
    whole = _before(r, rest.first) or _without_rest(r, rest) or r.last_harm(None, rest.low)
    tells = r.word(end) in LIVED or (r.word(end) in BE | {"had"} and not SPARED & set(r.lower[end + 1 : end + 3]))
    harmed = any(h.first <= rest.first < h.last for h in r.r.harms)
    if whole is None or not tells or harmed or (whole.mention.low or 0) <= (rest.low or 0):
        return
    if whole.measure in ("killed", "injured") and _is_known_part(r, whole, end):
        _add(r, rest, _shared(r, whole), end + (r.word(end) not in BE))


def _shared(r: VerbReader, share: Harm) -> Harm:
    """Give the number of which "fourteen of those killed" is a share itself: the remaining three are of that too."""
    if not share.mention.partitive:
        return share
    told = (h for reading in reversed(r.earlier[-4:]) for h in reversed(reading.harms) if h.measure == share.measure)
    larger = (h for h in told if not h.part and not h.mention.partitive and (h.mention.low or 0) > share.mention.low)
    return next(larger, share)


def _is_known_part(r: VerbReader, whole: Harm, end: int) -> bool:
    """Tell whether what follows says who they were, not what became of them."""
    follows = r.mention_near(end + 1, 2)
    been = r.word(end) == "had" and r.word(end + 1) == "been"
    return r.word(end) in LIVED or been or (follows is not None and follows.kind in ("noun", "generic"))


def _sum(r: VerbReader, k: int) -> None:
    """Read "That makes 16" as the number of those of whom the sentences before told."""
    total = quantity_at(r.t, k + 1) if k + 1 < len(r.t) else None
    whole = r.last_harm()
    if total is None or whole is None or not total.bare or (total.low or 0) <= (whole.mention.low or 0):
        return
    if total.last < len(r.lower) and r.lower[total.last] not in (".", ",", ";", "so", "in", "dead"):
        return
    m = Mention(
        total.first,
        total.last,
        "",
        "unspecified",
        total.low,
        total.high,
        total.modifier,
        True,
        "bare",
        group_given=False,
    )
    if made := r.harm(whole.measure, m, k - 1, total.last, "toll"):
        made.toll = True


def _before(r: VerbReader, at: int) -> Harm | None:
    """Give the whole of the share that stands before token `at` in the same sentence."""
    found = [h for h in r.r.harms if h.mention.first < at and h.part and h.whole is not None]
    return found[-1].whole if found else None


def _without_rest(r: VerbReader, rest: Quantity) -> Harm | None:
    """Give the number of which the shares told so far leave just this rest: of six, four were policemen, "the other two" not."""
    for reading in reversed(r.earlier[-4:]):
        for whole in reading.harms:
            shares = [h.mention.low or 0 for h in reading.harms if h.part and h.whole is whole]
            if shares and (whole.mention.low or 0) - sum(shares) == rest.low:
                return whole
    return None


def _quantity_ending(r: VerbReader, k: int) -> Quantity | None:
    for start in range(max(0, k - 4), k):
        q = quantity_at(r.t, start) if start not in r.t.used else None
        if q is not None and q.last == k and q.bare:
            return q
    return None


def _described(r: VerbReader, end: int) -> str | None:
    """Read whose men they were: "belonged to a village militia", "wore a uniform", "were in civilian clothes"."""
    for word in r.lower[end : end + 7]:
        if word in (".", ",", ";"):
            return None
        if word in ("uniform", "uniforms", "fatigues"):
            return "security_forces"
        if word in group_words():
            return group_words()[word]
    return None


def _add(r: VerbReader, q: Quantity, whole: Harm, end: int) -> None:
    """Add a share, in the group that its copula names ("28 of the 35 were fighters") or that of its whole."""
    told = r.mention_near(end + 1, 1) if r.word(end) in BE else None
    named = told is not None and not told.counted and told.group != "unspecified"
    group = told.group if named else _described(r, end) or whole.mention.group
    m = Mention(q.first, q.last, "", group, q.low, q.high, q.modifier, True, "bare", group_given=named)
    last = told.last if named else end
    r.harm(whole.measure, m, q.first, last, "part", part=True, whole=whole)


__all__ = ["find_shares"]
