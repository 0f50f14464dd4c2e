"""Tolls: from the numbers that several mouths give to low, best and high, with nobody counted twice.

Parts give way to their total, increments to the running total that includes them, repeats to the first mention.
Rival numbers stay rivals: low is the smallest, high the largest, best that of the most independent kind of source.
What decides (what a vague word means, the rule for rivals, which source goes first) are CSV files that a user may
change; `rivals` reads the last two.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from helpers import lexicon, tables
from helpers.linking.rivals import LAST, VAGUE, Figure, rank_of, rule_in_force, settle, with_default_rule

APART = 130  # characters between two numbers of one sentence: farther apart, the second may tell the first again
ENDLESS = 200  # characters of a sentence after which that holds
_VAGUE_WORDS = {"several", "dozens", "scores", "hundreds", "thousands"}
_AMONG = re.compile(r"(?<!, )\bamong (?:those|the|them)\b", re.I)  # "three men, among them a guard" are the whole
_OF_THEM = re.compile(
    r"\bof (?:them|those|the (?:dead|killed|slain|victims|bodies))\b|\bamong (?:the|them|those)\b", re.I
)
_PEOPLE = re.compile(r"\b(?:persons?|people|individuals?|member|men|bod(?:y|ies))\b", re.I)
_ATTACKERS = re.compile(r"\b(?:attackers?|assailants?|gunm[ae]n|bombers?|raiders?|hijackers?|hostage-takers?)\b", re.I)
_OTHERS = re.compile(r"\b(?:the|\w+) others?\b|\b(?:his|her|their) (?:colleague|companion)s?\b", re.I)
_OF_THE_HURT = re.compile(
    r"\bof (?:the|them|whom|those|these)\b.*\b(?:succumb|died?\b)|\bof the (?:injured|wounded)\b", re.I
)
_EARLIER = re.compile(
    r"(?:but |however,? )?(?:earlier|initially|at first|(?:in )?(?:the |an )?(?:initial|first|early|earlier|preliminary) reports?)\b",
    re.I,
)
_TOLL_WORDS = re.compile(  # but not "left 17 attackers dead"
    r"\b(?:(?:the|were \w+) dead|dead (?:were|are)|deaths?|tolls?|number|figure|count)\b(?! (?:man|woman|girl|boy)\b)",
    re.I,
)
_ENEMY = {"security_forces": "militants", "government": "militants", "armed_group": "security_forces"}


_REPORTERS = {"unattributed", "media"}  # who tell of the bomber beside what officials say of his victims
_OFFICIALS = {"government", "security_forces"}  # the later count of one overtakes the other's


@dataclass(slots=True)
class Number:
    """The part of a claim that a toll needs."""

    measure: str
    group: str
    figure: Figure
    scope: str
    kind: str
    mouth: str
    sentence: tuple[str, int]
    claim_id: str
    printed: int
    people: bool = False  # "three persons": nothing says who they are
    others: bool = False  # "two others": the rest of a number
    died: bool = False  # "two of the injured died": they are no longer injured
    attackers: bool = False  # "all three attackers died": who struck is not in the number of those struck
    of_them: bool = False  # "seven of them", "among the dead were two": of those told before, whatever they were called
    earlier: bool = False  # "Earlier, the radio reported that two were killed": overtaken by what else the report gives
    all_told: bool = False  # "the dead were six guests", "put the toll at": told as the whole toll


Meanings = dict[str, tuple[float, float, float | None]]
_OWN: ContextVar[Meanings | None] = ContextVar("approximations", default=None)


def approximations() -> pd.DataFrame:
    """Give what vague words mean (data/lexicon/approximations.csv): modifier, low, best, high, note.

    low, best and high are shares of the printed number; a missing high is open.
    """
    table = pd.DataFrame(lexicon.read_rows("approximations", ("modifier", "low", "best", "high")))
    return table.assign(**{c: pd.to_numeric(table[c]) for c in ("low", "best", "high")})


@contextmanager
def with_approximations(table: pd.DataFrame) -> Iterator[None]:
    """Compute tolls with another table of what vague words mean, inside a `with` block.

    Takes the columns of `approximations`. A modifier that the table lacks stands as printed. Raises ValueError where
    a share is negative, low is above best, or best above high.
    """
    wrong = (table["low"] < 0) | (table["low"] > table["best"]) | (table["best"] > table["high"].fillna(math.inf))
    if wrong.any():
        raise ValueError(
            f"{table['modifier'][wrong].iloc[0]!r}: low, best and high must be shares that rise, from 0 on."
        )
    own = {
        r["modifier"]: (r["low"], r["best"], None if pd.isna(r["high"]) else r["high"])
        for r in table.to_dict("records")
    }
    token = _OWN.set(own)
    try:
        yield
    finally:
        _OWN.reset(token)


@cache
def _in_the_file() -> Meanings:
    rows = lexicon.read_rows("approximations", ("modifier", "low", "best", "high"))
    return {r["modifier"]: (float(r["low"]), float(r["best"]), float(r["high"]) if r["high"] else None) for r in rows}


def meaning(low: int, high: int | None, modifier: str) -> tuple[int, int, int | None]:
    """Give low, best and high of a number in words, by data/lexicon/approximations.csv.

    >>> meaning(200, 200, "nearly"), meaning(8, 10, "range"), meaning(24, None, "dozens")
    ((180, 199, 199), (8, 9, 10), (24, 24, None))
    """
    a, b, c = (_OWN.get() or _in_the_file()).get(modifier, (1.0, 1.0, 1.0))
    if modifier == "range" and high is not None:
        return min(low, high), (low + high) // 2, max(low, high)
    printed = high if low == 0 and high is not None else low
    least, most = (
        math.ceil(a * printed - 1e-9),
        None if c is None or high is None else max(min(1, printed), math.floor(c * printed + 1e-9)),
    )
    best = max(least, math.floor(b * printed + 1e-9))
    return (min(least, most) if most is not None else least), (min(best, most) if most is not None else best), most


def numbers(claims: pd.DataFrame | list[dict]) -> list[Number]:
    """Read the claims of one incident, or of one report (a table or its rows), into what a toll needs."""
    rows = claims if isinstance(claims, list) else claims.to_dict("records")
    found: list[Number] = []
    segments, tellings = _segments(rows), {}
    for order, row in enumerate(rows):
        if not _counts_people(row):  # the claim stays where it is, and flag_claims names it
            continue
        high = None if pd.isna(row["high"]) else int(row["high"])
        modifier = row["modifier"] if isinstance(row["modifier"], str) else "exact"
        low, best, high = meaning(int(row["low"]), high, modifier)
        kind = row["claimant_type"] if isinstance(row.get("claimant_type"), str) else "unattributed"
        mouth = row["claimant"] if isinstance(row.get("claimant"), str) else row["report_id"]  # each reporter is one
        sentence = (row["report_id"], segments[order])
        earlier = _EARLIER.match(row["quote"]) is not None
        rank = _rank(kind, row["group"]) + (VAGUE if earlier or modifier in _VAGUE_WORDS else 0)
        figure = Figure(low, best, high, rank, order, kind, tellings.setdefault(row["report_id"], len(tellings)))
        scope = "part_of_total" if _AMONG.search(row["quote"]) else row["scope"]
        found.append(
            Number(
                row["measure"],
                row["group"],
                figure,
                scope,
                kind,
                f"{kind}:{mouth}",
                sentence,
                row["claim_id"],
                int(row["low"]),
                _PEOPLE.search(row["quote"]) is not None,
                row["group"] == "unspecified" and _OTHERS.search(row["quote"]) is not None,
                row["measure"] == "killed" and _OF_THE_HURT.search(row["quote"]) is not None,
                row["group"] == "militants" and _ATTACKERS.search(row["quote"]) is not None,
                row["scope"] == "part_of_total" and _OF_THEM.search(row["quote"]) is not None,
                earlier,
                row["scope"] == "cumulative" or _TOLL_WORDS.search(row["quote"]) is not None,
            )
        )
    return found


def _counts_people(row: dict) -> bool:
    return pd.notna(row["low"]) and row["low"] >= 0 and (pd.isna(row["high"]) or row["high"] >= 0)


def _segments(rows: list[dict]) -> list[int]:
    """Number what is said together: a sentence, or in a text without punctuation numbers that stand near one another."""
    segments: list[int] = []
    open_since, end = 0, 0
    for i, row in enumerate(rows):
        start = 0 if pd.isna(row.get("start")) else int(row["start"])
        told_with = i > 0 and all(rows[i - 1].get(c) == row.get(c) for c in ("report_id", "sentence_id"))
        open_since = open_since if told_with else start
        together = told_with and (start - end <= APART or start - open_since < ENDLESS)
        segments.append(segments[-1] if together else i)
        end = start if pd.isna(row.get("end")) else int(row["end"])
    return segments


def _rank(kind: str, group: str) -> float:
    """Rank a source: a fighting party's figure for its enemy's dead comes last, for its own dead with the forces."""
    if _ENEMY.get(kind) == group:
        return LAST
    if kind == "armed_group" and group == "militants":
        return rank_of("security_forces")
    return rank_of(kind)


def toll(found: Iterable[Number], people: str = "unspecified") -> dict[str, int | None]:
    """Add up the numbers of one incident: the columns of `tolls`, without report_id.

    `people` is the group of those who are only called people or persons.
    """
    found, row = list(found), {}
    for measure in tables.TOLL_MEASURES:
        counted = [n for n in found if n.measure == measure]
        if measure == "injured":
            counted = _without_dead(counted, [n for n in found if n.measure == "killed"])
        total, groups = _measure_toll(counted)
        if measure == "injured" and (lost := _lost_since(found)):
            total, groups = _without_lost(total, groups, lost)
        bare = [n for n in counted if n.group in ("unspecified", "mixed") and n.scope != "part_of_total"]
        whole = len(bare) == len(counted)  # of a running total with parts the others may be anybody
        if (
            people != "unspecified"
            and bare
            and all(n.people and ((whole and n.group != "mixed") or n.scope != "cumulative") for n in bare)
        ):
            groups = {**groups, people: add([groups[people], groups["unspecified"]]), "unspecified": _ZERO}
        row.update(_columns(measure, total))
        if measure in tables.GROUPED_MEASURES:
            for group in tables.GROUPS:
                row.update(_columns(f"{measure}_{group}", groups[group]))
    return row


def _without_dead(hurt: list[Number], killed: list[Number]) -> list[Number]:
    """Leave out how many were hurt at first, where the lead tells how many of them died: 13 hurt and one dead of 14 hurt."""
    if not hurt or not killed:
        return hurt
    lead = next((n.sentence for n in hurt if any(k.sentence == n.sentence for k in killed)), None)
    sums: dict[tuple[str, int], int] = {}
    for n in hurt:
        if n.scope != "part_of_total":
            sums[n.sentence] = sums.get(n.sentence, 0) + n.printed
    dead = sum(k.printed for k in killed if k.sentence == lead and k.scope != "part_of_total")
    if lead is None or not dead or lead not in sums:
        return hurt
    return [n for n in hurt if n.sentence == lead or sums.get(n.sentence) != sums[lead] + dead]


def _lost_since(found: list[Number]) -> list[Number]:
    """Give those of the injured who are told to have died, where no other death is told that may be theirs."""
    died = [n for n in found if n.died]
    first = min((n.figure.order for n in found if n.measure == "injured" and n.scope != "background"), default=None)
    if not died or first is None or died[0].figure.order < first:
        return []
    others = any(n.measure == "killed" and not n.died and n.scope != "background" for n in found)
    return [] if others else died


def _without_lost(total: Figure, groups: dict[str, Figure], lost: list[Number]) -> tuple[Figure, dict[str, Figure]]:
    """Take those who died of their wounds out of the injured, each out of his group where it is told."""
    groups = dict(groups)
    for n in lost:
        group = n.group if groups.get(n.group, _ZERO).best >= n.printed else "unspecified"
        total, groups[group] = _less(total, n.printed), _less(groups[group], n.printed)
    return total, groups


def _less(f: Figure, by: int) -> Figure:
    return replace(
        f, low=max(0, f.low - by), best=max(0, f.best - by), high=None if f.high is None else max(0, f.high - by)
    )


def default_toll(claims: pd.DataFrame | list[dict]) -> dict[str, int | None]:
    """Add up claims by the files' rule and words, whatever a `with` block has in force.

    What belongs together is judged by it: another rule for the best of rivals must not link reports otherwise.
    """
    token = _OWN.set(None)
    try:
        with with_default_rule():
            return toll(numbers(claims))
    finally:
        _OWN.reset(token)


def _columns(name: str, f: Figure) -> dict[str, int | None]:
    return {f"{name}_low": f.low, f"{name}_best": f.best, f"{name}_high": f.high}


_ZERO = Figure(0, 0, 0)


def _measure_toll(found: list[Number]) -> tuple[Figure, dict[str, Figure]]:
    groups = dict.fromkeys(tables.GROUPS, _ZERO)
    if not found:
        return _ZERO, groups
    found = _without_earlier(found)
    found = _grown(_without_rest_retold(_without_contained(_with_others(found))))
    found = _within_sums(_with_own_whole(found))
    wholes = [n for n in found if n.scope != "part_of_total"]
    parts = [n for n in found if n.scope == "part_of_total"]
    totals = [n for n in wholes if n.group in ("mixed", "unspecified")]
    for group in ("civilians", "security_forces", "militants"):
        own = [n for n in wholes if n.group == group]
        shares = [n for n in parts if n.group == group and not any(_within(n, w) for w in wholes)]
        groups[group] = _group_figure(own, shares)
    if not totals:
        people = _victims_or_enemies(found, groups)
        total = add([*people, groups["security_forces"]])
        if len(people) > 1:
            return total, groups
        whole, groups = _with_rest(total, groups)
        return replace(whole, high=total.high), groups
    mouths = {n.mouth for n in totals}
    totals += _grows(wholes, totals)
    outside = _struck_back(found, totals)
    total = _rivals(
        [*_by_mouth(totals), *_other_account([n for n in found if n.mouth not in mouths and n not in outside])]
    )
    if outside:
        total = add([total, _group_figure(outside, [])])
    return _with_rest(total, groups)


def _grows(wholes: list[Number], totals: list[Number]) -> list[Number]:
    """Give the increments of a named group that a total told before them does not hold yet: "a sixth, a guard, has died"."""
    last = max(n.figure.order for n in totals)
    return [n for n in wholes if n.scope == "increment" and n.group == "civilians" and n.figure.order > last]


def _struck_back(found: list[Number], totals: list[Number]) -> list[Number]:
    """Give the dead fighters who are in no total: who tells of the total, or the reporter, counts them beside it."""
    mouths = {n.mouth for n in totals}
    fighters = [n for n in found if n.group == "militants"]
    told = [n for n in fighters if n.scope != "part_of_total"]
    outside = [n for n in told if n.mouth in mouths or n.kind in _REPORTERS or n.attackers]
    return [] if len(told) < len(fighters) or not outside or _holds(totals, outside) else outside


def _with_own_whole(found: list[Number]) -> list[Number]:
    """Let shares of a total that is not of this incident be its number: "41 died … Eight of them fell in Kokrajhar"."""
    if any(n.scope != "part_of_total" for n in found):
        return found
    bare = [n for n in found if n.group in ("unspecified", "mixed")]
    return [replace(n, scope="incident") if n in bare else n for n in found]


def _without_earlier(found: list[Number]) -> list[Number]:
    """Leave out a count that a report itself calls earlier, beside one that is no smaller in its low."""
    now = [n for n in found if not n.earlier and n.scope != "part_of_total"]
    return [n for n in found if not (n.earlier and any(m.printed >= n.printed for m in now))]


def _within_sums(found: list[Number]) -> list[Number]:
    """Make shares of those of one sentence who come to the number of another: "three were hurt … Lone and two more were hurt"."""
    sentences: dict[tuple[str, int], list[Number]] = {}
    for n in found:
        if n.scope in ("incident", "increment"):
            sentences.setdefault(n.sentence, []).append(n)
    told: list[Number] = []
    for total in (n for n in found if n.scope == "incident" and n.printed > 2):
        for sentence, some in sentences.items():
            alike = all(_may_hold(total.group, n.group) for n in some)
            if sentence != total.sentence and len(some) > 1 and alike and sum(n.printed for n in some) == total.printed:
                told += some
    return [replace(n, scope="part_of_total") if any(n is t for t in told) else n for n in found]


def _grown(found: list[Number]) -> list[Number]:
    """Give an increment the group of the number that it adds to: "killed five customers … one of the wounded has died"."""
    steady = [n for n in found if n.scope not in ("increment", "part_of_total")]
    known = {n.group for n in steady}
    if len(known) != 1:
        return found
    group = next(iter(known))
    told = {n.figure.order for n in steady}
    return [
        replace(n, group=group)
        if n.scope == "increment" and n.group in ("civilians", "unspecified") and n.figure.order > min(told)
        else n
        for n in found
    ]


def _victims_or_enemies(found: list[Number], groups: dict[str, Figure]) -> list[Figure]:
    """Give the dead civilians and militants, as rivals where two mouths may call the same dead by either name.

    An army says that its strike killed 14 militants, the village that the dead were six guests: neither says what
    the other does, and one tells it as the whole toll. Else, or where one mouth tells of both, they are different people.
    """
    civilians, militants = groups["civilians"], groups["militants"]
    tellers = {g: {n.mouth for n in found if n.group == g} for g in ("civilians", "militants")}
    enemies = [n for n in found if n.group == "militants"]
    disputed = bool(enemies) and all(n.figure.rank == LAST for n in enemies) and bool(tellers["civilians"])
    all_told = any(n.all_told for n in found if n.group in tellers) or civilians.best == militants.best > 1
    if civilians.best == 0 or not disputed or not all_told or tellers["civilians"] & tellers["militants"]:
        return [civilians, militants]
    return [_rivals([civilians, militants])]


def _other_account(found: list[Number]) -> list[Figure]:
    """Give what those who name no total come to: a rival of the totals of others, without what a group boasts of."""
    boasts = [n for n in found if n.kind == "armed_group" and n.figure.rank == LAST]
    wholes = [n for n in found if n.scope != "part_of_total" and n not in boasts]
    if not wholes:
        return []
    mouths = {n.mouth for n in wholes}  # a share that somebody else names is of his own total
    found = [n for n in found if n.mouth in mouths and n not in boasts]
    groups = {
        g: _group_figure([n for n in wholes if n.group == g], [n for n in found if n.group == g and n not in wholes])
        for g in ("civilians", "security_forces", "militants")
    }
    figures = [*_victims_or_enemies(found, groups), groups["security_forces"]]
    return [add(f for f in figures if f is not _ZERO)]


def _within(part: Number, whole: Number) -> bool:
    """Tell whether a part lies within the number of another group: "five suspects, including a spy"."""
    grouped = whole.group not in ("mixed", "unspecified", part.group)
    named = whole.sentence == part.sentence or (part.of_them and not part.died)
    return grouped and named and whole.printed > part.printed


def _without_contained(found: list[Number]) -> list[Number]:
    """Leave out what a running total includes: increments, earlier running totals, the same kind of source's numbers.

    Another kind of source's number for the whole incident is a rival and stays.
    """
    running = [n for n in found if n.scope == "cumulative"]
    return [n for n in found if not any(_includes(r, n) for r in running if r is not n)]


def _with_others(found: list[Number]) -> list[Number]:
    """Make one number of "eight policemen and 11 others" of one sentence: the others are no total that holds the eight."""
    summed: list[Number] = []
    for n in found:
        named = [m for m in summed if _beside(m, n)] if n.others and n.scope == "incident" else []
        if not named:
            summed.append(n)
            continue
        summed = [replace(m, scope="part_of_total") if m in named else m for m in summed]
        whole = replace(add([*(m.figure for m in named), n.figure]), rank=n.figure.rank, kind=n.kind)
        printed = n.printed + sum(m.printed for m in named)
        summed.append(replace(n, group="mixed", figure=whole, printed=printed, others=False))
    return summed


def _beside(m: Number, n: Number) -> bool:
    """Tell whether others are told of beside these: one sentence, one mouth, a group of their own."""
    told = m.sentence == n.sentence and m.mouth == n.mouth and m.scope == "incident"
    return told and m.group in ("civilians", "security_forces", "militants")


def _without_rest_retold(found: list[Number]) -> list[Number]:
    """Leave out "two others" of a later sentence where those told before, group by group, hold them already."""
    known: dict[str, int] = {}
    for n in found:
        if n.scope == "incident" and n.group in ("civilians", "security_forces", "militants"):
            known[n.group] = max(known.get(n.group, 0), n.printed)
    first = min((n.figure.order for n in found if n.group in known), default=0)
    return [n for n in found if not (n.others and n.figure.order > first + 1 and n.printed < sum(known.values()))]


def _includes(running: Number, n: Number) -> bool:
    if not _may_hold(running.group, n.group) or n.scope == "part_of_total":
        return False
    if n.scope == "cumulative":
        return running.printed > n.printed and not _opponents(running.kind, n.kind)
    if n.scope == "increment":
        return running.printed >= n.printed
    officials = {running.kind, n.kind} <= _OFFICIALS
    return running.printed >= n.printed and (n.kind in (running.kind, "unattributed") or officials)


def _opponents(a: str, b: str) -> bool:
    return (a == "armed_group") != (b == "armed_group") and {a, b} & {"government", "security_forces"} != set()


def _may_hold(whole: str, part: str) -> bool:
    return whole in ("mixed", "unspecified") or whole == part or part == "unspecified"


def _group_figure(wholes: list[Number], parts: list[Number]) -> Figure:
    if wholes:
        return _rivals(_by_mouth(wholes))
    if parts:
        return _rivals(_by_mouth(parts, parts=True))
    return _ZERO


def _by_mouth(found: list[Number], parts: bool = False) -> list[Figure]:
    """Give one figure for each mouth: what it says in one sentence adds up, what it says later replaces or adds."""
    mouths: dict[str, list[Number]] = {}
    for n in found:
        mouths.setdefault(n.mouth, []).append(n)
    figures = []
    for numbers_ in mouths.values():
        numbers_ = _not_overtaken(numbers_) if rule_in_force().repeats == "latest" else numbers_
        steady = [n for n in numbers_ if n.scope != "increment"]
        sentences: dict[tuple[str, int], list[Figure]] = {}
        for n in steady:
            sentences.setdefault(n.sentence, []).append(n.figure)
        sums = [add(fs) for fs in sentences.values()]
        figure = max(sums, key=lambda f: f.best) if sums else _ZERO
        rank = min(n.figure.rank for n in numbers_)
        last = max((n.figure for n in numbers_), key=lambda f: f.order)
        whole = add([figure, *(n.figure for n in numbers_ if n.scope == "increment")])
        figures.append(replace(whole, rank=rank, order=last.order, kind=last.kind, telling=last.telling))
    if not parts and len(figures) > 1:  # an increment from another mouth adds to somebody's number
        only = [m for m, ns in mouths.items() if all(n.scope == "increment" for n in ns)]
        if only and len(only) < len(mouths):
            rest = [f for m, f in zip(mouths, figures, strict=True) if m not in only]
            more = [f for m, f in zip(mouths, figures, strict=True) if m in only]
            return [add([f, *more]) for f in rest]
        if only:
            return [add(figures)]
    return figures


def _not_overtaken(found: list[Number]) -> list[Number]:
    """Leave out what a source said in reports before the last in which it gave a whole number."""
    last = max((n.figure.telling for n in found if n.scope != "increment"), default=0)
    return [n for n in found if n.figure.telling >= last]


def _rivals(figures: list[Figure]) -> Figure:
    """Settle rival figures by the toll rule in force (`rivals`).

    One person of whom a source tells is no count that rivals a larger one, unless only the enemy gives that.
    """
    counts = [f for f in figures if f.best > 1]
    figures = counts if any(f.rank < LAST for f in counts) else figures
    low, best, high = settle(_over_floor(figures))
    first = min(figures, key=lambda f: (f.rank, -f.order))
    return replace(first, low=low, best=best, high=high)


def _over_floor(figures: list[Figure]) -> list[Figure]:
    """Let a ceiling ("as many as 100") lower nobody else's figure: it says nothing of how few they may be."""
    floor = min((f.low for f in figures if f.low), default=0)
    return [replace(f, low=min(f.best, floor)) if f.low == 0 < f.best else f for f in figures]


def add(figures: Iterable[Figure]) -> Figure:
    """Add figures that count different people."""
    figures = list(figures)
    if not figures:
        return _ZERO
    high = None if any(f.high is None for f in figures) else sum(f.high for f in figures)
    first, last = min(figures, key=lambda f: f.rank), max(figures, key=lambda f: f.order)
    low, best = sum(f.low for f in figures), sum(f.best for f in figures)
    return Figure(low, best, high, first.rank, last.order, first.kind, max(f.telling for f in figures))


def _holds(totals: list[Number], militants: list[Number]) -> bool:
    """Tell whether a total speaks of the fighters too: a running total, one sentence with them, the same number."""
    counted = sum(m.printed for m in militants)
    return any(
        t.scope == "cumulative" or t.printed == counted or (t.group == "mixed" and t.sentence == m.sentence)
        for t in totals
        for m in militants
    )


def _with_rest(total: Figure, groups: dict[str, Figure]) -> tuple[Figure, dict[str, Figure]]:
    """Put the people of a total who are in no group into `unspecified`, so that the groups add up to the total."""
    known = add([groups[g] for g in tables.GROUPS[:3]])
    low, groups = _shrink(total.low, groups, "low")
    best, groups = _shrink(total.best, groups, "best")
    high = total.high
    if high is not None and (known.high is None or known.high > high):
        high = known.high
    rest_high = None if high is None else high - (known.high or 0)
    known = add([groups[g] for g in tables.GROUPS[:3]])
    rest = Figure(low - known.low, best - known.best, rest_high)
    return replace(total, low=low, best=best, high=high), {**groups, "unspecified": rest}


def _shrink(total: int, groups: dict[str, Figure], which: str) -> tuple[int, dict[str, Figure]]:
    """Make room where rival figures for the groups come to more than the total: the largest group gives way."""
    groups = dict(groups)
    over = sum(getattr(groups[g], which) for g in tables.GROUPS[:3]) - total
    for group in sorted(tables.GROUPS[:3], key=lambda g: -getattr(groups[g], which)):
        if over <= 0:
            break
        f = groups[group]
        less = min(over, getattr(f, which))
        over -= less
        values = {"low": f.low, "best": f.best} | {which: getattr(f, which) - less}
        groups[group] = replace(f, low=values["low"], best=values["best"])
    return total, groups
