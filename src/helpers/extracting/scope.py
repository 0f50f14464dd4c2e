"""How the numbers of a report stand to one another: repeats, parts, increments, running totals, history.

Also where a number without a day or a place gets them from: the same place, the same named deed ("the raid"),
the sentence before, the lead.
"""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from typing import TYPE_CHECKING

from helpers.extracting.tokens import Tokens

if TYPE_CHECKING:
    from helpers.extracting.claims import Draft, Scene

NEWS_DAYS = 10  # a deed longer ago than this is history, not news
_RISING = {"raising", "raised", "raises", "lifting", "lifted", "bringing", "brought", "brings", "taking", "takes", "took", "pushing",
           "pushed", "rose", "rises", "risen", "rising", "climbed", "climbs", "climbing", "reached", "reaches", "reaching", "now",
           "so", "since", "grew", "grown", "jumped", "mounted", "swelled", "increased", "total", "overall", "stands", "stood"}  # fmt: skip
_OPENERS = {"meanwhile", "separately", "elsewhere", "also", "additionally", "further"}
_ANOTHER = {"incident", "attack", "raid", "development", "operation", "clash", "blast", "event", "encounter", "strike"}
_HISTORY = {"earlier", "previous", "previously", "history", "historic", "anniversary", "decade", "decades", "past", "ever"}


def opens_new(tokens: Tokens) -> bool:
    """Tell whether a sentence opens another incident: "Meanwhile", "In another attack", "In a separate incident"."""
    head = tokens.lower[:6]
    if head[:1] and head[0] in _OPENERS:
        return True
    return any(w in ("another", "separate", "second", "similar", "other") for w in head) and any(w in _ANOTHER for w in tokens.lower[:8])


def settle(drafts: list[Draft], scenes: list[Scene], published: dt.date | None, text: str) -> list[Draft]:
    """Give the claims that remain, each with its scope, day and place."""
    _refine(drafts, scenes)
    _fill(drafts, scenes)
    for d in drafts:
        d.scope = _first_scope(d, drafts, published)
    drafts = _drop_repeats(drafts)
    _arithmetic(drafts)
    _mix(drafts)
    return drafts


# --- scope -------------------------------------------------------------------------------------------------------


def _first_scope(d: Draft, drafts: list[Draft], published: dt.date | None) -> str:
    if is_background(d, published):
        return "background"
    if d.harm.part or d.harm.mention.partitive and d.harm.form == "state":
        return "part_of_total"
    if d.harm.mention.more or _lifts_a_total(d, drafts):
        return "increment"
    if _is_cumulative(d):
        return "cumulative"
    return "incident"


def is_background(d: Draft, published: dt.date | None) -> bool:
    """Tell whether a claim is history: its day lies well before the day of publication."""
    if d.days is None or published is None:
        return bool(d.date and d.date.kind == "year")
    start, end = d.days
    if d.date is not None and d.date.kind in ("since", "span"):
        return d.date.kind == "since" and (published - start).days > 120 and "so far" not in _words(d)
    if d.date is not None and d.date.kind == "period" and end >= published:
        return False
    return (published - end).days > NEWS_DAYS


def _words(d: Draft) -> str:
    return " ".join(d.scene.tokens.lower)


def _lifts_a_total(d: Draft, drafts: list[Draft]) -> bool:
    """Tell whether a later number of the sentence is the running total that this one adds to."""
    if d.harm.toll:
        return False
    for e in drafts:
        if e.scene is d.scene and e.harm.toll and e.measure == d.measure and e.harm.first >= d.harm.last and _is_cumulative(e):
            between = [x for x in drafts if x.scene is d.scene and d.harm.first < x.harm.first < e.harm.first and x.measure == d.measure]
            return e.low > d.low and not any(x.harm.chain != d.harm.chain for x in between)
    return False


def _is_cumulative(d: Draft) -> bool:
    if d.harm.toll:
        t = d.scene.tokens
        window = t.lower[max(0, d.harm.first - 4) : d.harm.last + 4]
        return bool(_RISING & set(window))
    return d.own_date and d.date is not None and d.date.kind in ("since", "span") or _since_event(d)


def _since_event(d: Draft) -> bool:
    lower = d.scene.tokens.lower
    return lower[d.harm.last : d.harm.last + 4][:1] == ["since"] or "since" in lower[d.harm.last : d.harm.last + 3]


# --- repeats -----------------------------------------------------------------------------------------------------


def _drop_repeats(drafts: list[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    for d in drafts:
        earlier = next((e for e in kept if _repeats(d, e)), None)
        if earlier is None:
            kept.append(d)
        else:
            _learn(earlier, d)
    return kept


def _repeats(d: Draft, e: Draft) -> bool:
    """Tell whether d says again what e has said."""
    if d.measure != e.measure or d.harm.mention.more or (d.scope == "background") != (e.scope == "background"):
        return False
    if d.scene is e.scene and d.harm.chain == e.harm.chain:
        return False
    if not _may_be_same_people(d, e):
        return False
    m = d.harm.mention
    if d.low == e.low and d.high == e.high:
        if d.speaker and e.speaker and d.speaker.words != e.speaker.words and d.speaker.kind != e.speaker.kind:
            return False
        return _same_time_and_place(d, e) or m.definite
    if m.definite and d.single and not d.scene.opens:
        return e.low >= 1 and _near(d, e)
    if d.single and _near(d, e) and not d.scene.opens and not m.other:
        return e.low >= 1 and d.group != "unspecified" and e.group in (d.group, "mixed") and _same_time_and_place(d, e) and d.scene is not e.scene
    return False


def _may_be_same_people(d: Draft, e: Draft) -> bool:
    return d.group == e.group or "unspecified" in (d.group, e.group) or e.group == "mixed" or d.group == "mixed" or d.harm.mention.kind == "name"


def _near(d: Draft, e: Draft) -> bool:
    return 0 <= d.scene.number - e.scene.number <= 6


def _same_time_and_place(d: Draft, e: Draft) -> bool:
    if d.own_date and e.own_date and d.days and e.days and (d.days[0] > e.days[1] or e.days[0] > d.days[1]):
        return False
    if d.own_place and e.own_place and d.place and e.place and d.place.name != e.place.name:
        return d.place.rank != e.place.rank
    return not d.scene.opens or d.scene is e.scene


def _learn(kept: Draft, repeat: Draft) -> None:
    """Take from a repeat what the first mention left out."""
    if repeat.place and (kept.place is None or repeat.own_place and repeat.place.rank < kept.place.rank):
        kept.place = repeat.place
    if kept.days is None or (kept.date and kept.date.coarse and repeat.own_date and repeat.days):
        kept.days, kept.date = repeat.days or kept.days, repeat.date or kept.date
    if kept.group == "unspecified" and repeat.group != "mixed":
        kept.group = repeat.group
    if kept.speaker is None:
        kept.speaker = repeat.speaker


# --- sums --------------------------------------------------------------------------------------------------------


def _arithmetic(drafts: list[Draft]) -> None:
    """Find the numbers of one sentence that add up to a total elsewhere: they are its parts."""
    by_scene: dict[tuple[int, str], list[Draft]] = {}
    for d in drafts:
        if d.scope in ("incident", "part_of_total"):
            by_scene.setdefault((d.scene.number, d.measure), []).append(d)
    for (number, measure), parts in by_scene.items():
        if len(parts) < 2 or len({p.group for p in parts}) < 2:
            continue
        for total in drafts:
            if total.measure == measure and total not in parts and total.group in ("unspecified", "mixed") and total.scope in ("incident", "cumulative"):
                if total.low == sum(p.low for p in parts) and total.scene.number <= number + 3:
                    for p in parts:
                        p.scope = "part_of_total"
                    total.group = "mixed"


def _mix(drafts: list[Draft]) -> None:
    """Call a number mixed whose parts, or whose sentence, name several groups."""
    for d in drafts:
        if d.group != "unspecified" or d.harm.mention.group_given:
            continue
        lower = d.scene.tokens.lower
        after = lower[d.harm.last : d.harm.last + 4]
        if after[:1] == [","] and any(w in ("mostly", "mainly", "most", "many", "largely") for w in after):
            d.group = "mixed"
        if any(p.harm.part and p.scene is d.scene and p.measure == d.measure and p.harm.first >= d.harm.first and p.group != "unspecified"
               and 0 <= p.harm.mention.first - d.harm.mention.last <= 14 for p in drafts):  # fmt: skip
            d.group = "mixed"
    for d in drafts:
        if d.group == "unspecified" and d.scope == "cumulative":
            news = [x for x in drafts if x.measure == d.measure and x is not d and x.scope in ("incident", "increment")]
            for a, b in combinations(news, 2):
                if a.low + b.low == d.low and (a.group != b.group or a.group == "mixed"):
                    d.group = "mixed"


# --- days and places ---------------------------------------------------------------------------------------------


def _refine(drafts: list[Draft], scenes: list[Scene]) -> None:
    """Put a day in the place of "last week" where another sentence on the same deed or place has one."""
    for d in drafts:
        bodies = d.harm.form == "noun" and "bod" in " ".join(d.scene.tokens.lower[d.harm.first : d.harm.last])
        if bodies and len(d.scene.dates) > 1:
            other = next((x for x in d.scene.dates if x.coarse), None)
            if other:
                d.date, d.days = other, (other.date_start, other.date_end) if other.date_start else None
        if d.date is None or not d.date.coarse or d.date.kind not in ("period", "weekend") or not d.days:
            continue
        for s in scenes:
            for date in s.dates:
                if not date.coarse and date.date_start and date.kind not in ("since", "span") and d.days[0] <= date.date_start <= d.days[1] and date.date_start == date.date_end:
                    if _same_place(d, s) or (s.events & d.scene.events and date.kind != "weekend" and d.date.kind == "period"):
                        d.days = (date.date_start, date.date_end)
                        break
            else:
                continue
            break


def _same_place(d: Draft, s: Scene) -> bool:
    return d.place is not None and any(p.name == d.place.name and not p.aside for p in s.places)


def _fill(drafts: list[Draft], scenes: list[Scene]) -> None:
    """Give numbers that stand without a day or a place those of the deed they belong to."""
    first = next((d for d in drafts if d.days), None)
    for d in drafts:
        if d.days is None and not (d.own_date and d.date and d.date.date_start is None):
            source = _dated_kin(d, drafts, scenes) or (first if first and not d.own_date else None)
            if source is not None:
                d.days, d.date = source.days, d.date or source.date
    for d in drafts:
        if d.place is None:
            source = _placed_kin(d, drafts, scenes)
            if source is not None:
                d.place = source


def _dated_kin(d: Draft, drafts: list[Draft], scenes: list[Scene]):
    if d.own_place:
        for e in drafts:
            if e is not d and e.own_date and e.days and e.own_place and e.place.name == d.place.name and not (e.date.coarse and e.date.kind != "weekend"):
                return e
        for s in scenes:
            if _same_place(d, s):
                found = _as_source(s)
                if found:
                    return found
    for e in reversed(drafts[: drafts.index(d)]):
        if e.scene.paragraph == d.scene.paragraph and e.days:
            return e
    named = _named_deed(d.scene)
    if named:
        for s in scenes:
            if s is not d.scene and named & s.events:
                found = _as_source(s)
                if found:
                    return found
    for s in reversed([s for s in scenes if s.number < d.scene.number and s.paragraph == d.scene.paragraph]):
        found = _as_source(s)
        if found:
            return found
    return None


class _Source:
    """A day taken from a sentence that has no number of its own."""

    def __init__(self, date, days) -> None:
        self.date, self.days = date, days


def _as_source(s: Scene) -> _Source | None:
    for date in s.dates:
        if date.date_start and not date.coarse and date.kind not in ("since", "span"):
            return _Source(date, (date.date_start, date.date_end))
    return None


def _named_deed(s: Scene) -> set[str]:
    """Give the deeds that a sentence speaks of as known: "in the raid", "the funeral attack"."""
    found = set()
    for k, word in enumerate(s.tokens.lower):
        if word in s.events and "the" in s.tokens.lower[max(0, k - 2) : k]:
            found.add(word)
    return found


def _placed_kin(d: Draft, drafts: list[Draft], scenes: list[Scene]):
    named = _named_deed(d.scene)
    position = drafts.index(d)
    for e in reversed(drafts[:position]):
        if e.scene is d.scene and e.place:
            return e.place
    for e in reversed(drafts[:position]):
        if e.place and e.scene.paragraph == d.scene.paragraph:
            return e.place
    if named:
        for s in scenes:
            if s is not d.scene and named & s.events:
                places = [p for p in s.places if not p.aside and p.rank < 4]
                if places:
                    return min(places, key=lambda p: p.rank)
    for e in reversed(drafts[:position]):
        if e.place and e.days and d.days and e.days == d.days:
            return e.place
    for e in drafts:
        if e.place and e.scope != "background":
            return e.place
    for s in sorted(scenes, key=lambda s: (abs(s.number - d.scene.number), s.number)):
        places = [p for p in s.places if not p.aside]
        if places:
            return min(places, key=lambda p: p.rank)
    return None
