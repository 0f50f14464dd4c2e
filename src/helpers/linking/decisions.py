"""What a person decides about links: "same" and "different" go before every score, and are kept in a file.

A mention is named by any of its claims (claim_id) or, if it has none, by its report and first typed sentence
("r0012-s4"); these names stay when other reports are added.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

COLUMNS = ("left", "right", "decision", "coder", "reason", "decided_at")
WORDS = ("same", "different")


class DecisionError(ValueError):
    """Decisions that cannot be followed; the message names file or row, and what to do."""


def read_decisions(path: Path | str) -> pd.DataFrame:
    """Read a CSV of decisions: left, right, decision (same, different), coder, reason, decided_at; one row each.

    The last row about a pair holds. Raises DecisionError naming file and row.
    """
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    return check_decisions(table, str(path))


def check_decisions(table: pd.DataFrame, source: str = "decisions") -> pd.DataFrame:
    """Check a table of decisions and give it with all its columns, one row a pair: the last one said of it."""
    missing = [c for c in ("left", "right", "decision") if c not in table.columns]
    if missing:
        raise DecisionError(f"{source}: column {missing[0]} is missing; a decision needs left, right and decision.")
    table = table.reindex(columns=COLUMNS, fill_value="").fillna("").astype(str)
    for row, (left, right, word) in enumerate(table[["left", "right", "decision"]].itertuples(index=False), 1):
        if word not in WORDS:
            raise DecisionError(f"{source}, row {row}: decision is {word!r}; write same or different.")
        if not left or not right or left == right:
            raise DecisionError(f"{source}, row {row}: left and right must name two mentions.")
    pair = [tuple(sorted(p)) for p in table[["left", "right"]].itertuples(index=False)]
    return table[~pd.Series(pair, index=table.index).duplicated(keep="last")].reset_index(drop=True)


def save_decision(path: Path | str, left: str, right: str, decision: str, coder: str, reason: str = "") -> pd.DataFrame:
    """Add one decision to a CSV file, which is made where it isn't there, and give the whole table.

    Raises DecisionError before anything is written.
    """
    path = Path(path)
    row = dict(
        zip(COLUMNS, (left, right, decision, coder, reason, f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"), strict=True)
    )
    check_decisions(pd.DataFrame([row]), str(path))
    table = pd.DataFrame([row], columns=COLUMNS)
    table.to_csv(path, mode="a", header=not path.exists(), index=False, lineterminator="\n")
    return read_decisions(path)


def constraints(table: pd.DataFrame | None, names: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Turn decisions into pairs of mentions that must and must not come together; names: every name of a mention.

    A decision about a mention that is not there is left out (its report may not be among those read). Raises
    DecisionError where decisions contradict one another.
    """
    pairs: dict[str, list[tuple[str, str]]] = {word: [] for word in WORDS}
    for row in [] if table is None else check_decisions(table).to_dict("records"):
        a, b = names.get(row["left"]), names.get(row["right"])
        if a is not None and b is not None and a != b:
            pairs[row["decision"]].append((min(a, b), max(a, b)))
    _refuse_contradictions(pairs)
    return pairs


def _refuse_contradictions(pairs: dict[str, list[tuple[str, str]]]) -> None:
    home: dict[str, str] = {}

    def root(x: str) -> str:
        while home.get(x, x) != x:
            x = home[x]
        return x

    for a, b in pairs["same"]:
        home[root(a)] = root(b)
    for a, b in pairs["different"]:
        if root(a) == root(b):
            raise DecisionError(
                f"decisions: {a} and {b} are called different, yet others make them the same; change one of them."
            )
