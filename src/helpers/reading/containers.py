"""What files hold: one report (.txt, .html) or rows of reports (.jsonl, .csv, .parquet).

Every reader yields (row from 1 or None, record) pairs; a record is a dict with at least text, or the
ReadError that says why there is none.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .decoding import decode, lines_of
from .errors import ReadError

LARGEST_TEXT = 1_000_000  # characters of one report: a book has fewer
LONGEST_LINE = 8 * LARGEST_TEXT  # characters of a line of JSON: one can take six as an escape
LARGEST_FILE = 20_000_000  # bytes of a file that holds one report
COLUMNS = ("report_id", "published", "title", "outlet", "dateline", "byline", "source", "text")

Records = Iterator[tuple[int | None, dict | ReadError]]


def read_txt(path: Path) -> Records:
    """Read a plain text: one report."""
    data = _whole(path)
    yield None, {"text": decode(data, str(path)), "sha256": sha256(data)}


def read_html(path: Path) -> Records:
    """Read a web page: its article, without menus and comments, and what its head says of it.

    Source of the method: trafilatura (Barbaresi 2021). A date that the page does not state is not guessed.
    """
    import trafilatura  # late: a second that most callers never need

    data = _whole(path)
    page = decode(data, str(path))
    try:
        found = trafilatura.bare_extraction(
            page,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, TypeError, RecursionError, AttributeError) as problem:
        raise ReadError(f"the page cannot be parsed: {problem}", "Save its text as .txt", str(path)) from problem
    if not found or not found.text:
        raise ReadError("no article in the page", "Save its text as .txt", str(path))
    paragraphs = [line for line in found.text.split("\n") if line.strip()]
    if found.title and len(paragraphs) > 1 and paragraphs[0].strip() == found.title.strip():
        paragraphs = paragraphs[1:]  # the headline has a column of its own
    yield (
        None,
        {
            "text": "\n\n".join(paragraphs),
            "title": found.title,
            "byline": found.author,
            "outlet": found.sitename or found.hostname,
            "published": found.date,
            "source": found.url,
            "sha256": sha256(data),
        },
    )


def _whole(path: Path) -> bytes:
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise ReadError(
            f"{size:,} bytes is over the limit of {LARGEST_FILE:,} for one report",
            "Split it into reports, one file each or one row each of a .jsonl",
            str(path),
        )
    return path.read_bytes()


def read_jsonl(path: Path) -> Records:
    """Read JSON lines: one object a line, one report an object; blank lines are passed over."""
    row, in_pieces = 0, False
    for line in lines_of(path, LONGEST_LINE):
        row += not in_pieces
        whole = line.endswith("\n") or len(line) < LONGEST_LINE
        if not whole and not in_pieces:
            yield row, _too_long(path, row)
        if whole and not in_pieces and not line.isspace():
            yield row, _json_record(line, path, row)
        in_pieces = not whole


def _too_long(path: Path, row: int) -> ReadError:
    return ReadError(
        f"the text is over the limit of {LARGEST_TEXT:,} characters", "Split it into reports", str(path), row
    )


def _json_record(line: str, path: Path, row: int) -> dict | ReadError:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as problem:
        return ReadError(f"the line is no JSON: {problem}", "Write one JSON object a line", str(path), row)
    if not isinstance(record, dict):
        found = type(record).__name__
        return ReadError(f"the line is a JSON {found}, no object", 'Write {"text": …}', str(path), row)
    if "text" not in record:
        found = ", ".join(map(str, record)) or "nothing"
        return ReadError(f"no key text; it has {found[:200]}", "Name the body text", str(path), row)
    return {**{name: record.get(name) for name in COLUMNS}, "sha256": sha256(line.encode("utf-8", "replace"))}


def read_csv(path: Path) -> Records:
    """Read a CSV with a header line; the delimiter is the one of `, ; tab |` that gives a column text."""
    with _field_limit(LARGEST_TEXT):
        lines = lines_of(path, LONGEST_LINE)
        delimiter, names = _header(next(lines, ""), path)
        rows, row = csv.reader(lines, delimiter=delimiter), 0
        while True:
            row += 1
            try:
                fields = next(rows)
            except StopIteration:
                return
            except csv.Error as problem:
                reason = f"from here on the file cannot be read: {problem}"
                yield row, ReadError(reason, "Look for a quotation mark that is not closed", str(path), row)
                return
            if fields:
                yield row, _csv_record(fields, names, path, row)


@contextmanager
def _field_limit(limit: int):
    before = csv.field_size_limit(limit)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _header(line: str, path: Path) -> tuple[str, list[str]]:
    for delimiter in ",;\t|":
        names = [name.strip().lower() for name in next(csv.reader([line], delimiter=delimiter), [])]
        if "text" in names:
            return delimiter, names
    found = line.strip()[:200] or "nothing"
    raise ReadError(f"no column text in the header; it has {found}", "Name the column of the bodies text", str(path))


def _csv_record(fields: list[str], names: list[str], path: Path, row: int) -> dict | ReadError:
    if len(fields) != len(names):
        reason = f"{len(fields)} fields, but the header has {len(names)}"
        return ReadError(reason, "Quote the fields that hold the delimiter", str(path), row)
    record = dict(zip(names, fields, strict=True))
    kept = {name: record.get(name) for name in COLUMNS}
    return {**kept, "sha256": sha256(record["text"].encode("utf-8", "replace"))}


def read_parquet(path: Path) -> Records:
    """Read a Parquet file, a thousand rows at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as table:
            names = table.schema_arrow.names
            if "text" not in names:
                found = ", ".join(names)[:200] or "none"
                raise ReadError(f"no column text; it has {found}", "Name the column of the bodies text", str(path))
            row = 0
            for batch in table.iter_batches(1_000, columns=[name for name in COLUMNS if name in names]):
                for record in batch.to_pylist():
                    row += 1
                    text = record["text"]
                    digest = sha256(text.encode("utf-8", "replace")) if isinstance(text, str) else None
                    yield row, {**record, "sha256": digest}
    except pa.ArrowException as problem:
        first = str(problem).splitlines()[0]
        raise ReadError(f"it is no whole Parquet file: {first}", "Write it again", str(path)) from problem


def sha256(data: bytes) -> str:
    """Give the sha256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def has_words(text: str) -> bool:
    """Tell whether a text has letters at all, of any script."""
    return bool(re.search(r"[^\W\d_]", text))


READERS = {
    ".txt": read_txt,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
    ".csv": read_csv,
    ".parquet": read_parquet,
}
