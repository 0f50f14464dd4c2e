"""Make data/coverage.csv: how often each estimator's 95% interval holds the truth, over simulated worlds.

    python scripts/make_coverage.py                  # 1,000 worlds for each kind, writes the table
    python scripts/make_coverage.py --worlds 20      # a look: fewer than 60 are printed, never written
    python scripts/make_coverage.py --only capture   # the trials of one module, printed
    python scripts/make_coverage.py --expected       # data/ostrevane/expected.csv, the truth of the trials of rates

What is interrupted goes on where it stopped: each finished piece lies in build/coverage, under the hash of the code.

The trials are the TRIALS of every module in helpers.estimating.trials. The first line of the table is a stamp: a hash
of the code and parameters it was made with, and the seed; the column worlds says how many. A test compares it with the code. The
hash leaves out comments, docstrings and layout, so that only what changes figures asks for a new table.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import pandas as pd
from tqdm.auto import tqdm

import helpers.estimating
from helpers.estimating import trials as trial_modules
from helpers.estimating.coverage import FIRST_SEED, Trial, coverage
from helpers.paths import DATA, OSTREVANE, ROOT

TABLE = DATA / "coverage.csv"
PARTS = ROOT / "build" / "coverage"
WORLDS = 1000
FEWEST = 60  # worlds of a table that is kept
EXPECTED_FROM = 500
Job = tuple[str, str]  # a module of trials and the changes of a kind of world
Work = tuple[Job, int, int]  # with the number of worlds and the first seed


def find_trials() -> dict[str, list[Trial]]:
    """Give the TRIALS of each module in helpers.estimating.trials, by the module's name."""
    names = sorted(m.name for m in pkgutil.iter_modules(trial_modules.__path__))
    modules = {name: importlib.import_module(f"{trial_modules.__name__}.{name}") for name in names}
    return {name: list(m.TRIALS) for name, m in modules.items() if getattr(m, "TRIALS", None)}


def stamp(seed: int) -> str:
    return f"# code {source_hash()}, seed {seed}"


@cache
def source_hash() -> str:
    """Hash what the table depends on: the code of the station, and the parameters of the worlds."""
    code = Path(helpers.estimating.__file__).parent
    digest = hashlib.sha256()
    for path in [*sorted(code.rglob("*.py")), code.parent / "intervals.py"]:
        digest.update(
            f"{path.relative_to(code.parent).as_posix()}\n{_meaning(path.read_text(encoding='utf-8'))}\n".encode()
        )
    for path in sorted(set(OSTREVANE.iterdir()) - {OSTREVANE / "sentence_types.csv"}):  # codes reports, makes no world
        digest.update(path.name.encode() + b"\n" + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:12]


def _meaning(source: str) -> str:
    """Write a module's syntax tree without docstrings and empty fields, which differ between versions of Python."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    return _written(tree)


def _written(node: object) -> str:
    if isinstance(node, list):
        return f"[{','.join(map(_written, node))}]"
    if not isinstance(node, ast.AST):
        return repr(node)
    fields = [(name, value) for name, value in ast.iter_fields(node) if value is not None and value != []]
    return f"{type(node).__name__}({','.join(f'{name}={_written(value)}' for name, value in fields)})"


def jobs_of(found: dict[str, list[Trial]]) -> list[Job]:
    """List the pieces of work, those with most trials first: one for each module and kind of world."""
    sizes: dict[Job, int] = {}
    for module, trials in found.items():
        for trial in trials:
            for changes in trial.worlds.values():
                job = (module, repr(changes))
                sizes[job] = sizes.get(job, 0) + 1
    return sorted(sizes, key=lambda job: -sizes[job])


def _part(work: Work) -> Path:
    """Name the file that keeps the rows of a finished piece of work."""
    job, worlds, seed = work
    piece = hashlib.sha256(repr(job).encode()).hexdigest()[:12]
    return PARTS / f"{source_hash()}-{seed}-{worlds}" / f"{job[0]}-{piece}.json"


def run_job(work: Work) -> list[dict]:
    """Run the trials of one module in one kind of world and keep them; rows of `coverage`, each with its module."""
    (module, kind), worlds, seed = work
    mine = [replace(t, worlds=_of_kind(t, kind)) for t in find_trials()[module]]
    rows = coverage([t for t in mine if t.worlds], worlds, seed).to_dict("records")
    rows = [{"module": module, **row} for row in rows]
    part = _part(work)
    part.parent.mkdir(parents=True, exist_ok=True)
    half = part.with_suffix(".half")
    half.write_text(json.dumps(rows), encoding="utf-8")
    half.replace(part)
    return rows


def _of_kind(trial: Trial, kind: str) -> dict:
    return {name: changes for name, changes in trial.worlds.items() if repr(changes) == kind}


def make(found: dict[str, list[Trial]], worlds: int, seed: int, processes: int = 2) -> pd.DataFrame:
    """Make the table: the rows in the order of modules, trials and worlds, figures rounded to 3 digits."""
    work = [(job, worlds, seed) for job in jobs_of(found)]
    kept = [part for w in work if (part := _part(w)).exists()]
    left = [w for w in work if not _part(w).exists()]
    parts = [json.loads(part.read_text(encoding="utf-8")) for part in kept] + list(_results(left, processes))
    rows = [row for part in parts for row in part]
    order = [(module, t.name, name) for module, trials in found.items() for t in trials for name in t.worlds]
    table = pd.DataFrame(rows).set_index(["module", "trial", "world"])
    return table.loc[list(dict.fromkeys(order))].reset_index().round(3)


def _results(work: list, processes: int) -> Iterator[list[dict]]:
    if processes == 1:
        yield from map(run_job, work)
        return
    os.environ["TQDM_DISABLE"] = "1"  # read at import, so in the children: the bar over jobs is the only one
    with get_context("spawn").Pool(processes) as pool:
        yield from tqdm(pool.imap_unordered(run_job, work), total=len(work), unit="job", desc="coverage")


def write(table: pd.DataFrame, seed: int, path: Path = TABLE) -> None:
    body = table.to_csv(index=False, lineterminator="\n")
    path.write_text(f"{stamp(seed)}\n{body}", encoding="utf-8", newline="\n")


def read(path: Path = TABLE) -> tuple[str, pd.DataFrame]:
    """Read a table and the stamp of its first line."""
    with path.open(encoding="utf-8") as file:
        return file.readline().rstrip("\n"), pd.read_csv(file)


def make_expected() -> pd.DataFrame:
    """Average what the worlds of the trials of rates report, over other worlds than those of the coverage."""
    from helpers.estimating.trials import counts

    rows = []
    for changes in tqdm(counts.KINDS, unit="kind", desc="expected"):
        found = counts.average(changes, EXPECTED_FROM)
        key = json.dumps(changes, sort_keys=True)
        rows += [
            {"changes": key, "quantity": q, "value": round(v, 3), "worlds": EXPECTED_FROM} for q, v in found.items()
        ]
    return pd.DataFrame(rows)


def main(arguments: Iterable[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worlds", type=int, default=WORLDS, help="worlds of each kind (default 1000)")
    parser.add_argument("--seed", type=int, default=FIRST_SEED, help="seed of the first world")
    parser.add_argument("--only", help="the trials of this module alone, printed")
    parser.add_argument("--expected", action="store_true", help="make data/ostrevane/expected.csv instead")
    chosen = parser.parse_args(arguments)
    if chosen.expected:
        from helpers.estimating.trials.counts import EXPECTED

        make_expected().to_csv(EXPECTED, index=False, lineterminator="\n")
        return
    found = {name: t for name, t in find_trials().items() if chosen.only in (None, name)}
    if not found:
        parser.error(f"--only {chosen.only}: there are {', '.join(find_trials())}")
    table = make(found, chosen.worlds, chosen.seed)
    if chosen.worlds >= FEWEST and chosen.only is None:
        write(table, chosen.seed)
    print(table.drop(columns="module").to_string(index=False))


if __name__ == "__main__":
    sys.exit(main())
