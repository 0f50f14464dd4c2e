"""Reports from files: a file, a folder, a glob; what cannot be read is said, and the rest goes on."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd

from .. import tables
from .containers import LARGEST_TEXT, READERS, has_words
from .errors import ReadError
from .parsing import FROM_HEADER, parse_text

_LONGEST_ID = 200  # characters


def read_reports(path: str | Path, rejected: list | None = None) -> pd.DataFrame:
    """Read reports from a file, a folder (with its subfolders) or a glob pattern.

    Files: `.txt` and `.html` (one report each), `.jsonl`, `.csv`, `.parquet` (one report a row: text, and if
    they are there report_id, published, title, outlet, dateline, byline, source; these win over what the
    text's own header says). Gives `reports`, one row per report, in the order of the file names and rows.
    A report_id that is missing is made from the file's name (with the row, `file-3`). Hidden files are passed
    over.

    What cannot be read (empty, binary, no column text, a date that is none, an id twice, over a limit, a link
    out of the folder …) raises ReadError; with a list as `rejected`, a dict with file, row (from 1; None: the
    whole file), reason and remedy is appended to it instead, and the rest goes on.
    """
    chunks = list(iter_reports(path, rejected=rejected))
    return pd.concat(chunks, ignore_index=True) if chunks else tables.empty("reports")


def iter_reports(path: str | Path, size: int = 10_000, rejected: list | None = None) -> Iterator[pd.DataFrame]:
    """Read reports in tables of at most `size` rows, for what does not fit in memory.

    Takes, rejects and raises as `read_reports` does; gives an iterator of `reports`, none of them empty.
    """
    if size < 1:
        raise ValueError(f"size is {size}; give the number of reports a table, 1 or more.")
    rows: list[dict] = []
    for row in _rows(Path(path), rejected):
        rows.append(row)
        if len(rows) == size:
            yield tables.conform("reports", rows)
            rows = []
    if rows:
        yield tables.conform("reports", rows)


def _rows(path: Path, rejected: list | None) -> Iterator[dict]:
    taken: set[str] = set()
    base, files = _find_files(path)
    for file in files:
        try:
            _check_file(file, base)
            for number, record in READERS[file.suffix.lower()](file):
                try:
                    yield _report(record, file, base, number, taken)
                except ReadError as problem:
                    _reject(problem, rejected)
        except ReadError as problem:
            _reject(problem, rejected)
        except (OSError, UnicodeError) as problem:
            _reject(ReadError(f"it cannot be read: {problem}", "Check the file", str(file)), rejected)


def _reject(problem: ReadError, rejected: list | None) -> None:
    if rejected is None:
        raise problem
    rejected.append(problem.rejection.as_dict())


def _find_files(path: Path) -> tuple[Path, list[Path]]:
    """Find the files to read, sorted, and the folder that no link may lead out of."""
    if path.is_dir():
        found = [Path(folder) / name for folder, _, names in os.walk(path) for name in names]
        visible = [f for f in found if not any(part.startswith(".") for part in f.relative_to(path).parts)]
        return path, sorted(visible)
    if path.is_symlink() or path.exists():
        return path.parent, [path]
    files = sorted(Path(name) for name in glob.glob(str(path), recursive=True))
    files = [file for file in files if not file.is_dir()]
    if not files:
        raise ReadError("no such file, folder or pattern", "Check the spelling", str(path))
    plain = [part for part in path.parent.parts if not glob.has_magic(part)]
    return Path(*plain[: _first_magic(path)]), files


def _first_magic(path: Path) -> int:
    return next((i for i, part in enumerate(path.parts) if glob.has_magic(part)), len(path.parts))


def _check_file(file: Path, base: Path) -> None:
    if not file.resolve().is_relative_to(base.resolve()):
        raise ReadError("it is a link that leads out of the folder", "Copy the file there", str(file))
    if not file.is_file():
        raise ReadError("it is no plain file", "Leave it out", str(file))
    if file.suffix.lower() not in READERS:
        kinds = ", ".join(READERS)
        raise ReadError(f"files of the kind {file.suffix or '(none)'} are not read", f"Use {kinds}", str(file))
    if not file.stat().st_size:
        raise ReadError("it is empty", "Leave it out", str(file))


def _report(record: dict | ReadError, file: Path, base: Path, number: int | None, taken: set[str]) -> dict[str, object]:
    if isinstance(record, ReadError):
        raise record
    try:
        text = _checked_text(record["text"])
        row = {**parse_text(text, record.get("published")), "source": str(file), "sha256": record["sha256"]}
        row |= {name: words for name in (*FROM_HEADER, "source") if (words := _words(record, name))}
        if not has_words(row["text"]):
            raise ReadError("no text in it but its header", "Leave it out")
        return {**row, "report_id": _report_id(record, file, base, number, taken)}
    except ReadError as problem:
        found = problem.rejection
        raise ReadError(found.reason, found.remedy, str(file), number) from None


def _checked_text(text: object) -> str:
    if text is None or text == "":
        raise ReadError("no text in it", "Leave it out")
    if not isinstance(text, str):
        raise ReadError(f"text is of the type {type(text).__name__}", "Give it as a string")
    if len(text) > LARGEST_TEXT:
        raise ReadError(f"the text is over the limit of {LARGEST_TEXT:,} characters", "Split it into reports")
    if not has_words(text):
        raise ReadError("no text in it", "Leave it out")
    return text


def _words(record: dict, name: str) -> str | None:
    """Read a column of words in one line; None where it is missing."""
    value = record.get(name)
    if value is None or value != value:
        return None
    if not isinstance(value, str | int | float | date):
        raise ReadError(f"{name} is of the type {type(value).__name__}", "Give it as a string")
    words = " ".join(str(value).encode("utf-8", "replace").decode().split())
    return "".join(ch for ch in words if ch.isprintable()) or None


def _report_id(record: dict, file: Path, base: Path, number: int | None, taken: set[str]) -> str:
    given = _words(record, "report_id")
    report_id = given or _made_id(file, base, number, taken)
    if len(report_id) > _LONGEST_ID:
        raise ReadError(f"report_id has over {_LONGEST_ID} characters", "Shorten it")
    if report_id in taken:
        raise ReadError(f"the report_id {report_id!r} stands twice", "Give each report its own")
    taken.add(report_id)
    return report_id


def _made_id(file: Path, base: Path, number: int | None, taken: set[str]) -> str:
    """Make an id from the file's name below the folder, with the row; a second `a` keeps its `.html`."""
    name = file.relative_to(base)
    made = name.with_suffix("").as_posix() + (f"-{number}" if number else "")
    return made if made not in taken else name.as_posix() + (f"-{number}" if number else "")
