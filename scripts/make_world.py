"""Write the truth of the teaching corpus to data/truth: the world that its reports tell of.

The seed is the first for which the corpus has enough of each kind of report (issue: at least ten incidents of each
type, seventy reports of two or more incidents, thirty rewrites, eight corrections); nothing else was looked at.
Run: python scripts/make_world.py
"""

import pandas as pd

from helpers.estimating import simulate_world
from helpers.paths import TRUTH

SEED = 172


def main() -> None:
    world = simulate_world(SEED)
    for name in ("incidents", "reports", "mentions", "statements", "blame"):
        table: pd.DataFrame = getattr(world, name)
        table.to_csv(TRUTH / f"{name}.csv", index=False, lineterminator="\n")
        print(f"{len(table):4} {name}")


if __name__ == "__main__":
    main()
