"""The rule by which rival figures become low, best and high: one table, and a user's own in its place.

What counts as a rival (parts, increments and repeats are none) is settled in `tolls`; here it is only chosen among
rivals. The rules stand in data/lexicon/toll_rules.csv, the order of kinds of source in source_order.csv.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache

import pandas as pd

from helpers import lexicon, tables

UNRANKED = 7  # a kind of source that the order does not name stands with what nobody signs
LAST = 9.5  # the rank of a fighting party's figure for its enemy's dead: after every kind of source (there are 9)
VAGUE = 10  # added to the rank of a bare "dozens": a number goes before it

COLUMNS = ("name", "best", "ties", "low", "high", "repeats", "in_words", "source")
CHOICES = {
    "best": ("independent", "latest", "median", "lowest", "highest"),
    "ties": ("latest", "lowest", "independent"),
    "low": ("smallest", "smallest_credible", "best"),
    "high": ("largest", "largest_credible", "best"),
    "repeats": ("largest", "latest"),
}
ORDER_COLUMNS = ("claimant_type", "rank")


@dataclass(frozen=True, slots=True)
class Figure:
    """A toll as one mouth gives it.

    low, best, high: people (high None: open); rank: of the mouth, 1 the most independent, 9.5 a fighting party's figure
    for its enemy's dead, 10 more for a bare "dozens"; order: its place among the claims, oldest report first; kind: the
    claimant_type; telling: 0 for the oldest report, 1 for the next.
    """

    low: int
    best: int
    high: int | None
    rank: float = 0
    order: int = 0
    kind: str = "unattributed"
    telling: int = 0


Settle = Callable[[Sequence[Figure]], tuple[int, int, int | None]]


@dataclass(frozen=True)
class TollRule:
    """A rule in force: its name, how rivals are settled, whose figure goes first, what a source's later number does."""

    name: str
    settle: Settle
    ranks: dict[str, float] = field(default_factory=dict)
    repeats: str = "largest"


class TollRuleError(ValueError):
    """A rule that cannot be used; the message says what was found and what to do."""


_IN_FORCE: ContextVar[TollRule | None] = ContextVar("toll_rule", default=None)


def toll_rules() -> pd.DataFrame:
    """Give the rules for low, best and high (data/lexicon/toll_rules.csv), one row each.

    name · best, ties, low, high, repeats (words that the code acts on) · in_words · source (who published it; str).
    best: independent (most independent kind of source), latest, median, lowest, highest · ties: among equals ·
    low: smallest, smallest_credible (without a party's figure for its enemy's dead and without vague words, where
    there are others), best · high: the same upwards · repeats: of what one source says in several reports the
    largest or the latest.
    """
    return pd.DataFrame(lexicon.read_rows("toll_rules", COLUMNS), columns=list(COLUMNS))


def source_order() -> pd.DataFrame:
    """Give whose figure goes first (data/lexicon/source_order.csv): claimant_type, rank (1 first), note."""
    table = pd.DataFrame(lexicon.read_rows("source_order", ORDER_COLUMNS))
    return table.assign(rank=pd.to_numeric(table["rank"]))


@contextmanager
def with_toll_rule(rule: str | pd.DataFrame | Settle, order: pd.DataFrame | None = None) -> Iterator[TollRule]:
    """Compute tolls by another rule inside a `with` block: `report_tolls` and `link_incidents` both follow it.

    `rule` is a name in `toll_rules`; or a table of one row with its columns; or an order of kinds of source (columns
    claimant_type and rank, as `source_order` gives it; kinds it leaves out come after those it names); or a function
    that takes the rival figures (a sequence of `Figure`) and gives low, best and high (people; None: open). `order`
    goes with a rule that asks for the most independent source. A party's figure for its enemy's dead stays behind
    all others. Raises TollRuleError for a rule that cannot be used, with what to do.

    >>> with with_toll_rule("median") as rule:
    ...     rule.settle([Figure(4, 4, 4), Figure(9, 9, 9), Figure(7, 7, None)])
    (4, 7, None)
    """
    made = _read_rule(rule, order)
    token = _IN_FORCE.set(made)
    try:
        yield made
    finally:
        _IN_FORCE.reset(token)


@contextmanager
def with_default_rule() -> Iterator[None]:
    """Compute tolls by `kind_of_source` inside a `with` block, whatever rule is in force around it."""
    token = _IN_FORCE.set(None)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def rule_in_force() -> TollRule:
    """Give the rule by which tolls are computed now; `kind_of_source` outside `with_toll_rule`."""
    return _IN_FORCE.get() or _default()


def rank_of(kind: str) -> float:
    """Give the rank of a kind of source under the rule in force (1 the most independent)."""
    return rule_in_force().ranks.get(kind, UNRANKED)


def settle(figures: Sequence[Figure]) -> tuple[int, int, int | None]:
    """Settle rival figures by the rule in force, and see that a user's function gives what a toll can be."""
    rule = rule_in_force()
    found = rule.settle(figures)
    if not _is_toll(found):
        raise TollRuleError(
            f"The toll rule {rule.name!r} gave {found!r} for {len(figures)} rival figures; it must give three whole "
            "numbers (low, best, high) that rise from 0 on, with None for an open high."
        )
    low, best, high = found
    return int(low), int(best), None if high is None else int(high)


def _is_toll(found: object) -> bool:
    if not isinstance(found, tuple) or len(found) != 3:
        return False
    low, best, high = found
    whole = [x for x in (low, best, *([] if high is None else [high]))]
    if any(isinstance(x, bool) or not hasattr(x, "__index__") for x in whole):
        return False
    return whole[0] >= 0 and whole == sorted(whole)


# --- reading a rule ----------------------------------------------------------------------------------------------


@cache
def _default() -> TollRule:
    return _read_rule("kind_of_source", None)


def _read_rule(rule: object, order: pd.DataFrame | None) -> TollRule:
    if isinstance(rule, pd.DataFrame) and set(ORDER_COLUMNS) <= set(rule.columns) and order is None:
        return _from_row(_named("kind_of_source") | {"name": "own order"}, _ranks_of(rule))
    ranks = _ranks_of(source_order() if order is None else order)
    if isinstance(rule, pd.DataFrame):
        return _from_row(_only_row(rule), ranks)
    if isinstance(rule, str):
        return _from_row(_named(rule), ranks)
    if callable(rule):
        return TollRule(getattr(rule, "__name__", "own function"), rule, ranks)
    raise TollRuleError(
        f"A toll rule is a name, a table or a function; this is a {type(rule).__name__}. Names: {_names()}."
    )


def _names() -> str:
    return ", ".join(toll_rules()["name"])


def _named(name: str) -> dict:
    rows = [row for row in toll_rules().to_dict("records") if row["name"] == name]
    if not rows:
        raise TollRuleError(f"There is no toll rule {name!r}; there are {_names()}. Or give a table or a function.")
    return rows[0]


def _only_row(table: pd.DataFrame) -> dict:
    lacking = [c for c in ("name", *CHOICES) if c not in table.columns]
    if lacking:
        raise TollRuleError(
            f"This table lacks {', '.join(lacking)}. A rule is one row of linking.toll_rules(); an order of kinds of "
            f"source has the columns {' and '.join(ORDER_COLUMNS)}."
        )
    if len(table) != 1:
        raise TollRuleError(
            f"A rule is one row; this table has {len(table)}. Choose one, as in rules.query('name == …')."
        )
    return table.iloc[0].to_dict()


def _from_row(row: dict, ranks: dict[str, float]) -> TollRule:
    for column, choices in CHOICES.items():
        if row[column] not in choices:
            raise TollRuleError(
                f"Toll rule {row['name']!r}: {column} is {row[column]!r}; it must be one of {', '.join(choices)}."
            )
    return TollRule(str(row["name"]), _settler(row), ranks, row["repeats"])


def _ranks_of(order: pd.DataFrame) -> dict[str, float]:
    """Read an order of kinds of source as ranks 1, 2, 3 …; equals share one."""
    lacking = [c for c in ORDER_COLUMNS if c not in order.columns]
    if lacking:
        raise TollRuleError(f"The order of sources lacks {', '.join(lacking)}; see linking.source_order().")
    strange = [k for k in order["claimant_type"] if k not in tables.CLAIMANT_TYPES]
    if strange:
        raise TollRuleError(f"{strange[0]!r} is no kind of source; those are {', '.join(tables.CLAIMANT_TYPES)}.")
    twice = order["claimant_type"][order["claimant_type"].duplicated()]
    if len(twice):
        raise TollRuleError(f"The order of sources has {twice.iloc[0]!r} twice; give each kind one rank.")
    given = pd.to_numeric(order["rank"], errors="coerce")
    if given.isna().any():
        bad = order.loc[given.isna()].iloc[0]
        raise TollRuleError(f"The rank of {bad['claimant_type']!r} is {bad['rank']!r}; give a number, 1 for the first.")
    dense = dict(zip(order["claimant_type"], given.rank(method="dense"), strict=True))
    behind = max(dense.values(), default=0) + 1
    return {kind: float(dense.get(kind, behind)) for kind in tables.CLAIMANT_TYPES}


# --- settling ----------------------------------------------------------------------------------------------------


def _settler(row: dict) -> Settle:
    def settle(figures: Sequence[Figure]) -> tuple[int, int, int | None]:
        best = _BEST[row["best"]](figures, _TIES[row["ties"]]).best
        return _low(row["low"], figures, best), best, _high(row["high"], figures, best)

    return settle


_TIES: dict[str, Callable[[Figure], tuple]] = {
    "latest": lambda f: (-f.order,),
    "lowest": lambda f: (f.best, -f.order),
    "independent": lambda f: (f.rank, -f.order),
}


def _independent(figures: Sequence[Figure], ties: Callable) -> Figure:
    return min(figures, key=lambda f: (f.rank, *ties(f)))


def _latest(figures: Sequence[Figure], ties: Callable) -> Figure:
    return min(numbers_first(figures), key=lambda f: (-f.telling, *ties(f)))


def _lowest(figures: Sequence[Figure], ties: Callable) -> Figure:
    return min(numbers_first(figures), key=lambda f: (f.best, *ties(f)))


def _highest(figures: Sequence[Figure], ties: Callable) -> Figure:
    return min(numbers_first(figures), key=lambda f: (-f.best, *ties(f)))


def _median(figures: Sequence[Figure], ties: Callable) -> Figure:
    told = numbers_first(figures)
    middle = statistics.median_low([f.best for f in told])
    return min((f for f in told if f.best == middle), key=ties)


_BEST = {"independent": _independent, "latest": _latest, "median": _median, "lowest": _lowest, "highest": _highest}


def numbers_first(figures: Sequence[Figure]) -> list[Figure]:
    """Leave out bare words ("dozens") and counts overtaken in the text, where there are others."""
    return [f for f in figures if f.rank < VAGUE] or list(figures)


def credible(figures: Sequence[Figure]) -> list[Figure]:
    """Leave out a party's figure for its enemy's dead, and bare words, where there are others."""
    return [f for f in figures if f.rank < LAST] or numbers_first(figures)


def _low(how: str, figures: Sequence[Figure], best: int) -> int:
    if how == "best":
        return best
    return min(best, *(f.low for f in (credible(figures) if how.endswith("credible") else figures)))


def _high(how: str, figures: Sequence[Figure], best: int) -> int | None:
    if how == "best":
        return best
    highs = [f.high for f in (credible(figures) if how.endswith("credible") else figures)]
    return None if any(h is None for h in highs) else max(best, *highs)
