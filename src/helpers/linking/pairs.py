"""Whether two reports tell of one incident: what a pair has in common, and a score with its reasons in words.

The score is a log-odds: a sum of weights, one for each thing that holds of a pair (data/lexicon/link_weights.csv,
learned by scripts/learn_links.py from the teaching corpus's training part, and a user's to change).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from helpers import gazetteer, lexicon
from helpers.extracting.actors import known_actor
from helpers.linking.mentions import Mention

SPAN = 31  # days of an incident in which its tellings are looked for
SLACK = 1  # "overnight", a time zone, a late edition make one day of difference
CELL = 0.5  # degrees: the squares in which neighbours are looked for
LONGEST_NAME = 12  # words of an actor that are looked at
WEEK = 8  # days; tellings published so near one another meet by a name that few others have
CROWD = 40  # tellings in a block; what more have in common (an army, a capital) brings nobody together


@dataclass(frozen=True)
class Score:
    """The log-odds that two mentions are of one incident, and what speaks for and against it."""

    value: float
    reasons: tuple[tuple[str, float], ...]

    def in_words(self) -> str:
        """Give the reasons, strongest first: "same place (+2.1); other day (-1.9)"."""
        ordered = sorted(self.reasons, key=lambda r: (-abs(r[1]), r[0]))
        return "; ".join(f"{words} ({weight:+.1f})" for words, weight in ordered if abs(weight) >= 0.05)


def score(a: Mention, b: Mention) -> Score:
    """Score a pair of mentions; the order of the two makes no difference."""
    known = lexicon.weights("link_weights")
    reasons = tuple((known[f][1], known[f][0] * v) for f, v in features(a, b).items() if f in known and v)
    bias = known["always"][0] if "always" in known else 0.0
    return Score(bias + sum(w for _, w in reasons), reasons)


def features(a: Mention, b: Mention) -> dict[str, float]:
    """Give what holds of a pair of mentions: names of features (those of link_weights.csv) and their size, 0 to 1 mostly."""
    return {**_days(a, b), **_places(a, b), **_kinds(a, b), **_actors(a, b), **_numbers(a, b), **_words(a, b)}


def _days(a: Mention, b: Mention) -> dict[str, float]:
    if a.days is None or b.days is None:
        return {"day unknown": 1.0}
    gap = max((a.days[0] - b.days[1]).days, (b.days[0] - a.days[1]).days, 0)
    both_days = a.days[0] == a.days[1] and b.days[0] == b.days[1]
    if gap == 0:
        return {"same day": 1.0} if both_days else {"days meet": 1.0}
    return {"a day apart": 1.0} if gap == 1 else {"two or three days apart": 1.0} if gap <= 3 else {"days apart": 1.0}


def _places(a: Mention, b: Mention) -> dict[str, float]:
    names = [gazetteer.fold(m.place) if isinstance(m.place, str) else "" for m in (a, b)]
    if not all(names):
        told = (set(n.split()) <= m.names for n, m in zip(names, (b, a), strict=True) if n)
        return {"names the other's place": 1.0} if any(told) else {"place unknown": 1.0}
    if names[0] == names[1]:
        return {"same place": 1.0}
    if _holds(names[0], names[1]) or _holds(names[1], names[0]):
        return {"one place in the other's name": 1.0}
    if set(names[0].split()) <= b.names or set(names[1].split()) <= a.names:
        return {"names the other's place": 1.0}  # a street in one report, its town in the other
    if a.located and b.located:
        km = gazetteer.distance_km((a.latitude, a.longitude), (b.latitude, b.longitude))
        return {"within 5 km": 1.0} if km <= 5 else {"within 15 km": 1.0} if km <= 15 else (
            {"within 40 km": 1.0} if km <= 40 else {"far apart": 1.0})  # fmt: skip
    wide = [m for m in (a, b) if m.precision in ("admin1", "country", "admin2")]
    if wide and a.country and b.country and a.country != b.country:
        return {"far apart": 1.0}
    if wide and a.admin1 and b.admin1:
        return {"same province": 1.0} if a.admin1 == b.admin1 else {"far apart": 1.0}
    return {"other names of places": 1.0}


def _holds(whole: str, part: str) -> bool:
    return f" {part} " in f" {whole} "


def _kinds(a: Mention, b: Mention) -> dict[str, float]:
    if not a.kinds or not b.kinds:
        return {"type unknown": 1.0}
    if a.main_kind == b.main_kind:
        return {"same type": 1.0}
    return {"a type in common": 1.0} if set(a.kinds) & set(b.kinds) else {"other types": 1.0}


def _actors(a: Mention, b: Mention) -> dict[str, float]:
    one, other = actor_names(a), actor_names(b)
    if not one or not other:
        return {}
    return {"same actor": 1.0} if one & other else {"other actors": 1.0}


def actor_names(m: Mention) -> frozenset[str]:
    """Give the known actors that a telling names, without those who deny it; "gunmen" names nobody."""
    return frozenset(name for a in m.actors if not a.endswith(" (denies)") for name in _known_in(a))


@lru_cache(maxsize=20_000)
def _known_in(words: str) -> frozenset[str]:
    """Find the longest known names in an actor's words: "suspected Dawn Covenant gunmen"."""
    parts = words.removesuffix(" (accused)").split()[:LONGEST_NAME]
    for size in range(len(parts), 0, -1):
        spans = (" ".join(parts[k : k + size]) for k in range(len(parts) - size + 1))
        found = frozenset(known[0] for span in spans if (known := known_actor(span)) is not None)
        if found:
            return found
    return frozenset()


def _numbers(a: Mention, b: Mention) -> dict[str, float]:
    """Compare tolls: an equal number above one says much, one that may include the other a little."""
    found: dict[str, float] = {}
    for measure, name in (
        ("killed", "dead"),
        ("injured", "injured"),
        ("abducted", "abducted"),
        ("arrested", "arrested"),
    ):
        one, other = a.toll.get(f"{measure}_best") or 0, b.toll.get(f"{measure}_best") or 0
        if not one or not other:
            continue
        if one == other:
            found[f"same number of {name}"] = 1.0 if one > 1 else 0.4
        else:
            ratio = min(one, other) / max(one, other)
            found[f"nearly as many {name}" if ratio >= 0.6 else f"other number of {name}"] = 1.0
    return found


def _words(a: Mention, b: Mention) -> dict[str, float]:
    if not a.words or not b.words:
        return {"words unknown": 1.0}
    found: dict[str, float] = {}
    if a.names and b.names:
        found["names in common"] = min(len(a.names & b.names), 6) / 6
    found["words in common"] = len(a.words & b.words) / min(len(a.words), len(b.words))
    if a.figures and b.figures:
        found["figures in common"] = min(len(a.figures & b.figures), 3) / 3
    if isinstance(a.outlet, str) and a.outlet == b.outlet:
        found["same outlet"] = 1.0
    if a.published is not None and b.published is not None:
        gap = abs((a.published - b.published).days)
        found["published the same or the next day"] = float(gap <= 1)
        found["published a week apart"] = float(gap > 7)
    return {k: v for k, v in found.items() if v}


# --- blocking ----------------------------------------------------------------------------------------------------


def candidates(mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Give the pairs worth scoring: a day and a neighbourhood in common, or a day and a number or name.

    Every telling stands in few blocks, so that the number of pairs grows with the number of reports and not with its
    square. Each pair comes once, smaller index first; pairs of one report never come.
    """
    yield from sorted({(i, j) for _, i, _, j, _ in meetings(mentions)})


@dataclass(eq=False, slots=True)
class _Open:
    """A mention that later ones may still meet, and whom of a higher index it has met."""

    index: int
    mention: Mention
    met: set[int] = field(default_factory=set)


def quiet(some: Iterable, **_: object) -> Iterable:
    """Go through things as `tqdm` does, without a bar."""
    return some


def last_day(m: Mention) -> int:
    """Give the last day on which `meetings` may bring a mention together with others, 0 for none."""
    return max((*_block_days(m)[-1:], *_weeks(m)[-1:]), default=0)


def meetings(
    mentions: Sequence[Mention], progress: Callable[..., Iterable] = quiet
) -> Iterator[tuple[int, int, Mention, int, Mention]]:
    """Give the pairs of `candidates`, with the mentions, in the order of their days, and the day of each.

    Goes through the mentions from day to day, so that of many (on disk, say) only those stand in memory that the next
    may meet: a day's blocks are whole, and let go of, once all that is left begins later. What was told long after its
    day stands there twice, by its day and by its report's week; two such may come twice.
    """
    read = progress(mentions, desc="sorting mentions", unit="mention")
    entries = sorted((day, k, how) for k, m in enumerate(read) for day, how in _entries(m))
    blocks: dict[int, dict[object, list[_Open]]] = {}  # day → what is shared → by whom
    today = 0
    for first, k, how in progress(entries, desc="comparing mentions", unit="mention"):
        if first > today:
            today = first
            for day in sorted(d for d in blocks if d < today):
                yield from _met(day, blocks.pop(day))
        one = _Open(k, mentions[k])
        for day, sign in _KEYS[how](one.mention):
            blocks.setdefault(day, {}).setdefault(sign, []).append(one)
    for day in sorted(blocks):
        yield from _met(day, blocks.pop(day))


def _entries(m: Mention) -> list[tuple[int, str]]:
    """Give the first of the days on which a mention stands in blocks; of its own and its report's, if far from these."""
    days, weeks = _block_days(m), _weeks(m)
    first = [(d[0], how) for d, how in ((days, "days"), (weeks, "weeks")) if d]
    far = len(first) == 2 and (weeks[0] > days[-1] + SPAN or days[0] > weeks[-1] + SPAN)
    return first if far or len(first) < 2 else [(min(first)[0], "both")]


def _met(day: int, blocks: dict[object, list[_Open]]) -> Iterator[tuple[int, int, Mention, int, Mention]]:
    """Give the pairs of one day's blocks that have not met on an earlier one."""
    for members in blocks.values():
        for one, other in combinations(members, 2) if len(members) <= CROWD else ():
            a, b = (one, other) if one.index < other.index else (other, one)
            apart = a.mention.report_id != b.mention.report_id and a.mention.background == b.mention.background
            if apart and b.index not in a.met:
                a.met.add(b.index)
                yield day, a.index, a.mention, b.index, b.mention


def _keys(m: Mention) -> Iterator[tuple[int, object]]:
    """Give the blocks that a mention stands in: a day and what others may share on it."""
    yield from _keys_of_days(m)
    yield from _keys_of_weeks(m)


def _keys_of_days(m: Mention) -> Iterator[tuple[int, object]]:
    for day in _block_days(m):
        for sign in (*_cells(m), *_signs(m), *m.names):
            yield day, sign


def _keys_of_weeks(m: Mention) -> Iterator[tuple[int, object]]:
    """Give the blocks of the week in which its report came out, which stand under the week's first day."""
    for week in _weeks(m):
        for name in m.names:
            yield week, ("week", name)


_KEYS = {"both": _keys, "days": _keys_of_days, "weeks": _keys_of_weeks}


def _weeks(m: Mention) -> tuple[int, ...]:
    if m.published is None:
        return ()
    week = m.published.toordinal() // WEEK * WEEK
    return week, week + WEEK


def _block_days(m: Mention) -> range:
    if m.days is not None:
        first, last = (d.toordinal() for d in m.days)
        return range(first - SLACK, min(last, first + SPAN) + SLACK + 1)
    if m.published is not None:
        day = m.published.toordinal()
        return range(day - 3, day + 1)
    return range(0)  # nothing says when: any two deeds of a kind and a town would look like one


def _cells(m: Mention) -> Iterator[tuple[str, int, int]]:
    """Give the four squares that meet at a corner of a telling's own: two tellings less than CELL apart share one."""
    if m.located:
        row, column = (int(x // CELL) for x in (m.latitude, m.longitude))
        yield from (("cell", i, j) for i in (row, row + 1) for j in (column, column + 1))


def _signs(m: Mention) -> Iterator[tuple]:
    """Give what else may bring two tellings together on a day: the place's name, an equal toll of several."""
    if isinstance(m.place, str):
        yield "place", gazetteer.fold(m.place)
    region = m.admin1 or m.country or ""
    for measure in ("killed", "injured", "abducted", "arrested"):
        if (number := m.toll.get(f"{measure}_best") or 0) > 1:
            yield "toll", region, measure, number
