"""The path from a shell: `python -m helpers code REPORTS… --out DIR`, and `python -m helpers run`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from helpers import coding, reading, session

EXAMPLES = """examples:
  python -m helpers code reports/ --out coded
  python -m helpers code bulletin.txt archive.csv "wire/*.html" --out coded
  python -m helpers code archive.parquet --out coded --rejected left_out.csv

DIR then holds reports, claims, responsibility, tolls and incidents, each as .csv (for a spreadsheet) and
.parquet (exact). Every row leads back to the words it came from: report_id, start, end, quote. What could
not be read stands in rejected.csv, with the reason and what to do about it. What is interrupted goes on where it
stopped when the same command is given again.
"""
REJECTED = ("file", "row", "reason", "remedy")


class NothingRead(ValueError):
    """No report could be read; the message says why and what to do."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and give its exit code: 0 done, 1 a notebook stopped, 2 the input is at fault."""
    args = _parser().parse_args(arguments)
    try:
        print(args.do(args))
        return 0
    except (ValueError, OSError) as problem:  # ReadError and TableError are ValueErrors
        print(f"helpers {args.command}: {_one_line(problem)}", file=sys.stderr)
        return 2
    except RuntimeError as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        go_on = " The same command goes on from here." if args.command == "code" else ""
        print(f"\nhelpers {args.command}: stopped.{go_on}", file=sys.stderr)
        return 130


def _one_line(problem: Exception) -> str:
    text = f"{problem.strerror}: {problem.filename}" if getattr(problem, "strerror", None) else str(problem)
    return _clean(text)


def _clean(text: str) -> str:
    # A file's name or text may hold line breaks and the codes that steer a terminal.
    return "".join(c if c.isprintable() else " " for c in text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m helpers",
        description="From conflict news text to incident data that can be cited.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="code | run")
    _add_code(commands)
    _add_run(commands)
    return parser


def _add_code(commands: argparse._SubParsersAction) -> None:
    code = commands.add_parser(
        "code",
        help="find claims, responsibility, tolls and incidents in reports",
        description="Find claims, responsibility, tolls and incidents in reports, and write them as tables.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    code.add_argument(
        "reports",
        nargs="+",
        metavar="REPORTS",
        help="files, folders, globs: .txt .html .jsonl .csv .parquet",
    )
    code.add_argument("--out", required=True, type=Path, metavar="DIR", help="folder for the tables")
    code.add_argument("--rejected", type=Path, metavar="FILE", help="what was left out [DIR/rejected.csv]")
    code.set_defaults(do=_code)


def _add_run(commands: argparse._SubParsersAction) -> None:
    run = commands.add_parser("run", help="run the notebooks and write results/", description=_run.__doc__)
    run.add_argument("--reports", type=Path, metavar="PATH", help="your own reports, not the embedded ones")
    run.add_argument("--store", action="store_true", help="keep the outputs in notebooks/ too (for authors)")
    run.set_defaults(do=_run)


def _run(args: argparse.Namespace) -> str:
    """Run the notebooks in order and write notebooks, figures, tables and an index page to results/."""
    from helpers import collection  # late: Jupyter takes a second that `code` does not need

    return collection.run(args.reports, args.store)


def _code(args: argparse.Namespace) -> str:
    rejected: list = []
    rows = coding.code_reports(_read(args.reports, rejected), args.out)
    left_out = _tell_rejected(rejected, args.rejected or args.out / "rejected.csv")
    if not rows:
        raise NothingRead(f"no report could be read from {', '.join(args.reports)}. {left_out}".strip())
    found = " · ".join(f"{rows[name]:,} {name}" for name in ("reports", "claims", "incidents"))
    return "\n".join(filter(None, [left_out, f"{found} → {args.out}"]))


def _read(patterns: list[str], rejected: list) -> Iterator[pd.DataFrame]:
    """Read every pattern, report ids once only: a single call of iter_reports sees to that itself, two may clash."""
    taken: set[str] = set()
    for pattern in patterns:
        for batch in reading.iter_reports(pattern, size=coding.BATCH, rejected=rejected):
            again = batch["report_id"].isin(taken)
            for row in batch[again].itertuples():
                why = (row.source, None, f"report_id {row.report_id} was read before", "Give each report its own id")
                rejected.append(dict(zip(REJECTED, why, strict=True)))
            taken.update(batch["report_id"])
            yield batch[~again].reset_index(drop=True)


def _tell_rejected(rejected: list, path: Path) -> str:
    """Write what was left out, if anything was, and give the sentence that says so."""
    if not rejected:
        path.unlink(missing_ok=True)  # an earlier run's list would be read as this one's
        return ""
    table = pd.DataFrame(rejected, columns=REJECTED).astype({"row": "Int64"})
    path.parent.mkdir(parents=True, exist_ok=True)
    session.safe_for_spreadsheets(table).to_csv(path, index=False, lineterminator="\n")
    first = table.iloc[0]
    return _clean(f"left out: {len(table):,} (see {path}); the first: {first['file']}: {first['reason']}")


if __name__ == "__main__":
    sys.exit(main())
