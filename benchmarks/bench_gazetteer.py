"""Measure how fast places are looked up: the first lookup beside pandas.read_csv, resolving beside a plain dictionary.

python benchmarks/bench_gazetteer.py
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

import pandas as pd

from helpers import gazetteer


def seconds(work: Callable[[], object]) -> float:
    """Measure the processor time of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    first = seconds(lambda: gazetteer.lookup("Quetta"))
    read = seconds(lambda: pd.read_csv(gazetteer.gazetteer_paths()[0], dtype="str", keep_default_na=False))
    print(f"load and first lookup: {first:.2f} s, {first / read:.2f} of pandas.read_csv on the same file")
    names = list(
        pd.read_csv(gazetteer.gazetteer_paths()[0], usecols=["name"], dtype="str")["name"]
        .dropna()
        .sample(3000, random_state=3)
    )
    context = Counter(Pakistan=3, India=1)
    ours = seconds(lambda: [gazetteer.resolve(n, context, ["Balochistan"], (30.0, 67.0)) for n in names])
    plain = dict.fromkeys(names)
    rival = seconds(lambda: [plain.get(gazetteer.fold(n)) for n in names])
    print(
        f"resolve with context: {len(names) / ours:,.0f} names/s, {ours / max(rival, 1e-9):.1f} times a folded dictionary lookup"
    )


if __name__ == "__main__":
    main()
