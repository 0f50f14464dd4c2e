"""One estimate: a number, its 95% interval, what it estimates, and a sentence where it cannot be had."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

import pandas as pd

Layer = Literal["reported", "happened", "rate"]
# What an estimate may be of: an interval for one is not one for another.
LAYERS: dict[str, str] = {
    "reported": "the incidents that were reported, coded without error",
    "happened": "all incidents that happened, reported or not",
    "rate": "the rate behind the incidents, of which this period is one draw",
}


@dataclass(frozen=True)
class Estimate:
    """A point with its 95% interval, of one quantity in one layer.

    value, low and high are missing (None) where `note` says why nothing can be estimated; high alone is missing where
    it is open. n: how many units the estimate rests on (incidents, reports or pairs: the method says which).
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    layer: Layer
    method: str
    note: str = ""

    def __str__(self) -> str:
        if self.value is None:
            return f"not estimated: {self.note}"
        high = "open" if self.high is None else f"{self.high:,.3g}"
        return f"{self.value:,.3g} [{self.low:,.3g}, {high}] (n = {self.n:,}; {LAYERS[self.layer]})"


def cannot(note: str, n: int, layer: Layer, method: str) -> Estimate:
    """Give the estimate of what can't be estimated: a sentence that says what is lacking."""
    return Estimate(None, None, None, n, layer, method, note)


def as_table(estimates: dict[str, Estimate], name: str = "quantity") -> pd.DataFrame:
    """Lay estimates out as rows: the name, value, low, high (missing where not to be had), n, layer, method, note."""
    rows = [{name: key, **asdict(e)} for key, e in estimates.items()]
    columns = [name, "value", "low", "high", "n", "layer", "method", "note"]
    table = pd.DataFrame(rows, columns=columns)
    return table.astype({"value": float, "low": float, "high": float, "n": "Int64"})
