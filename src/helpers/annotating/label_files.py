"""Label files: what coders decided, one append-only JSONL file for each, flushed before it counts as saved.

Each line is one decision and is never changed afterwards; undo is a line too. What holds now is derived from
the lines that stand. So git can diff and merge the files, and a crash can tear the last line at most.

Kinds of line: `type` (the incident types of a sentence or report), `comment`, `claim` (a claim marked in the
text), `unclaim` (that claim taken away), `done` (this unit was read to its end for claims) and `undo`.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
import uuid
import warnings
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from helpers import paths, tables
from helpers.annotating import locking

KINDS = {
    "type": ("report_id", "types"),
    "comment": ("report_id", "comment"),
    "claim": ("report_id", "claim_id", "claim"),
    "unclaim": ("report_id", "claim_id"),
    "done": ("report_id",),
    "undo": ("undoes",),
}
CODER = re.compile(r"\w[\w.-]{0,63}")
RESERVED_ON_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)

Line = dict
Unit = tuple[str, int | None]


class LabelFileError(ValueError):
    """A label file that cannot be read or written; the message names file and line, and what to do."""


def unit_of(line: Line) -> Unit:
    """Give the (report_id, sentence_id) that a line is about; sentence_id is None for the whole report."""
    return line["report_id"], line.get("sentence_id")


def standing(lines: Iterable[Line]) -> list[Line]:
    """Give the lines that still hold: without those undone and without the undo lines, in their order.

    >>> standing([{"id": "a", "kind": "done"}, {"id": "b", "kind": "undo", "undoes": "a"}])
    []
    """
    kept: dict[str, Line] = {}
    for line in lines:
        if line["kind"] == "undo":
            kept.pop(line["undoes"], None)
        else:
            kept[line["id"]] = line
    return list(kept.values())


def present_types(lines: Iterable[Line]) -> dict[Unit, Line]:
    """Give the last `type` line that stands for each unit that has types, with its latest comment."""
    types: dict[Unit, Line] = {}
    comments = present_comments(lines := standing(lines))
    for line in lines:
        if line["kind"] == "type":
            types[unit_of(line)] = line
    return {unit: {**line, "comment": comments.get(unit, "")} for unit, line in types.items() if line["types"]}


def present_comments(lines: Iterable[Line]) -> dict[Unit, str]:
    """Give the latest comment of each unit that has one, from lines that stand."""
    comments = {unit_of(line): line["comment"] for line in lines if line.get("comment") is not None}
    return {unit: comment for unit, comment in comments.items() if comment}


def present_claims(lines: Iterable[Line]) -> dict[str, Line]:
    """Give the last version of each claim that stands and was not taken away, by claim_id."""
    claims: dict[str, Line] = {}
    for line in standing(lines):
        if line["kind"] == "claim":
            claims[line["claim_id"]] = line
        if line["kind"] == "unclaim":
            claims.pop(line["claim_id"], None)
    return claims


class LabelFile:
    """Keep one coder's decisions in `<folder>/<coder>.jsonl`; a method returns when its line is on the disk.

    Two windows of one coder may hold the same file: each takes a lock to write, and first reads what the
    other wrote. `messages` tells what was mended. Raises LabelFileError when the file cannot be read or
    written.

    >>> import tempfile
    >>> file = LabelFile("ana", tempfile.mkdtemp())
    >>> line = file.types("r1", 0, ["bombing"], comment="a mine")
    >>> read_labels(file.path)[["report_id", "coder", "incident_type", "comment"]].values.tolist()
    [['r1', 'ana', 'bombing', 'a mine']]
    """

    def __init__(self, coder: str, folder: str | Path | None = None, codebook_version: str = "") -> None:
        folder = Path(folder or paths.ANNOTATIONS)
        folder.mkdir(parents=True, exist_ok=True)
        self.coder = _check_coder(coder, folder)
        self.path = folder / f"{self.coder}.jsonl"
        self.codebook_version = codebook_version
        self.messages: list[str] = []
        self.lines: list[Line] = []
        self._read_to, self._inode = 0, None
        self.refresh()

    def types(self, report_id: str, sentence_id: int | None, types: Iterable[str], **more) -> Line:
        """Write the incident types of a unit, replacing earlier ones; an empty list takes its label away.

        `more` may hold comment, text_sha256 (what the coder saw), suggested (types she was shown beforehand)
        and seconds (how long she looked).
        """
        types = list(dict.fromkeys(types))
        if not all(isinstance(name, str) and name for name in types):
            raise LabelFileError(f"{self.path}: incident types must be words, got {types!r}.")
        return self._append("type", report_id=report_id, sentence_id=sentence_id, types=types, **more)

    def comment(self, report_id: str, sentence_id: int | None, comment: str) -> Line:
        """Write a comment on a unit, replacing an earlier one; an empty text takes it away."""
        return self._append("comment", report_id=report_id, sentence_id=sentence_id, comment=comment)

    def claim(self, claim: dict, claim_id: str | None = None) -> Line:
        """Write a claim (columns of the `claims` table); given the id of an earlier claim, replace that one.

        Raises tables.TableError when a value is not in the column's vocabulary.
        """
        claim_id = claim_id or f"{self.coder}-{uuid.uuid4().hex[:10]}"
        row = _claim_row({**claim, "claim_id": claim_id})
        return self._append(
            "claim",
            report_id=row.pop("report_id"),
            sentence_id=row.pop("sentence_id"),
            claim_id=claim_id,
            claim=row,
        )

    def remove_claim(self, claim_id: str) -> Line:
        """Take a claim away. Raises LabelFileError when no such claim stands."""
        line = present_claims(self.lines).get(claim_id)
        if line is None:
            raise LabelFileError(f"{self.path}: there is no claim {claim_id!r} to take away.")
        return self._append("unclaim", report_id=line["report_id"], claim_id=claim_id)

    def done(self, report_id: str, sentence_id: int | None = None) -> Line:
        """Write that a unit was read to its end: a unit without claims is then known to have none."""
        return self._append("done", report_id=report_id, sentence_id=sentence_id)

    def undo(self) -> Line | None:
        """Take back the last decision that stands; return it, or None when there is none left."""
        self.refresh()
        last = next(reversed(standing(self.lines)), None)
        if last is not None:
            self._append("undo", undoes=last["id"])
        return last

    def refresh(self) -> None:
        """Read what another window of the same coder, or git, has written meanwhile."""
        with locking.locked_file(self.path) as fd:
            self._catch_up(fd)

    def _append(self, kind: str, **content) -> Line:
        if content.get("sentence_id") is not None:
            content["sentence_id"] = int(content["sentence_id"])
        line = {"kind": kind, "id": uuid.uuid4().hex[:16], "coder": self.coder, **content}
        line |= {"at": _now(), "codebook": self.codebook_version}
        raw = _encode(line)
        with locking.locked_file(self.path) as fd:
            self._catch_up(fd)
            locking.write_through(fd, raw, self.path)
            self._read_to += len(raw)
        self.lines.append(line)
        return line

    def _catch_up(self, fd: int) -> None:
        """Read what another window, or git, wrote since we last looked; needs the lock."""
        status = os.fstat(fd)
        if status.st_ino != self._inode or status.st_size < self._read_to:
            self._inode, self._read_to, self.lines = status.st_ino, 0, []
        if status.st_size == self._read_to:
            return
        raw = _read_from(fd, self._read_to)
        raw = self._mend(fd, raw) if not raw.endswith(b"\n") else raw
        number = len(self.lines) + 1
        self.lines += _parse(raw, self.path, number)
        self._read_to += len(raw)

    def _mend(self, fd: int, raw: bytes) -> bytes:
        whole, torn = _split_torn(raw)
        if not torn:  # a whole line that only lacks its end
            locking.write_through(fd, b"\n", self.path)
            return raw + b"\n"
        os.ftruncate(fd, self._read_to + len(whole))
        self.messages.append(_torn_message(self.path, torn, "It was cut off; it had never been shown as saved."))
        warnings.warn(self.messages[-1], stacklevel=4)
        return whole


def read_lines(path: str | Path) -> list[Line]:
    """Read every line of one label file, undone ones too. Nothing is changed on disk.

    A torn last line is left out with a warning. Raises LabelFileError that names the line it cannot read.
    """
    path = Path(path)
    raw = path.read_bytes()
    if not raw.endswith(b"\n"):
        raw, torn = _split_torn(raw)
        if torn:
            warnings.warn(_torn_message(path, torn, "It was left out."), stacklevel=2)
    return _parse(raw, path)


def read_labels(path: str | Path) -> pd.DataFrame:
    """Read the types that hold now, from a folder of label files or from one file.

    Returns `labels`: one row for each coder, unit and incident type, sorted by coder, report and sentence.
    Raises LabelFileError when the path is missing or a line cannot be read.
    """
    rows = []
    for coder, lines in _lines_by_coder(path).items():
        for (report_id, sentence_id), line in present_types(lines).items():
            unit = {"report_id": report_id, "sentence_id": sentence_id, "coder": coder}
            unit |= {"labelled_at": line["at"], "codebook_version": line.get("codebook", "")}
            rows += [{**unit, "incident_type": name, "comment": line["comment"]} for name in line["types"]]
    table = tables.conform("labels", rows)
    return table.sort_values(["coder", "report_id", "sentence_id"], kind="stable", ignore_index=True)


def read_claims(path: str | Path) -> pd.DataFrame:
    """Read the claims marked by hand that hold now: `claims` with a column coder (str), one row per claim.

    Raises LabelFileError when the path is missing or a line cannot be read.
    """
    rows = [_as_row(coder, line) for coder, line in _claim_lines(path)]
    table = tables.conform("claims", rows)
    if "coder" not in table:
        table["coder"] = pd.Series(dtype="str")
    return table.sort_values(["coder", "report_id", "start", "end"], kind="stable", ignore_index=True)


def read_decisions(path: str | Path) -> pd.DataFrame:
    """Read the whole history, one row for each line: also what was changed or undone later.

    Columns: coder, kind, report_id, sentence_id (Int64), types (list of str), suggested (list of str,
    or missing when nothing was shown), seconds (float64), comment, labelled_at (UTC), stands (bool),
    position (int64).
    """
    rows = []
    for coder, lines in _lines_by_coder(path).items():
        stand = {line["id"] for line in standing(lines)}
        rows += [_history_row(coder, position, line, stand) for position, line in enumerate(lines)]
    names = (
        "coder", "kind", "report_id", "sentence_id", "types", "suggested", "seconds", "comment",
        "labelled_at", "stands", "position",
    )  # fmt: skip
    table = pd.DataFrame(rows, columns=list(names))
    table["labelled_at"] = pd.to_datetime(table["labelled_at"], utc=True).dt.tz_localize(None).astype(tables.DATE)
    dtypes = {"sentence_id": "Int64", "seconds": "float64", "stands": "bool", "position": "int64"}
    return table.astype({**dtypes, **{name: "str" for name in ("coder", "kind", "report_id", "comment")}})


def units_read(path: str | Path) -> pd.DataFrame:
    """List what each coder has been through: one row for each coder and unit with a standing line.

    Columns: coder (str), report_id (str), sentence_id (Int64; missing: the whole report). Span agreement
    needs it: a report in which a coder marked nothing counts only if she read it.
    """
    rows = {
        (coder, *unit_of(line)): None
        for coder, lines in _lines_by_coder(path).items()
        for line in standing(lines)
        if line["kind"] in ("type", "claim", "done")
    }
    table = pd.DataFrame(list(rows), columns=["coder", "report_id", "sentence_id"])
    return table.astype({"coder": "str", "report_id": "str", "sentence_id": "Int64"})


def _claim_lines(path: str | Path) -> list[tuple[str, Line]]:
    files = _lines_by_coder(path)
    return [(coder, line) for coder, lines in files.items() for line in present_claims(lines).values()]


def _as_row(coder: str, line: Line) -> dict:
    report_id, sentence_id = unit_of(line)
    own = {"claim_id": line["claim_id"], "report_id": report_id, "sentence_id": sentence_id, "coder": coder}
    return {**line["claim"], **own}


def _history_row(coder: str, position: int, line: Line, stand: set[str]) -> dict:
    copied = {key: line.get(key) for key in ("kind", "report_id", "sentence_id", "types", "suggested", "seconds")}
    own = {"coder": coder, "comment": line.get("comment"), "labelled_at": line["at"]}
    return {**copied, **own, "stands": line["id"] in stand, "position": position}


def _lines_by_coder(path: str | Path) -> dict[str, list[Line]]:
    by_coder: dict[str, list[Line]] = {}
    for file in _files(Path(path)):
        for line in read_lines(file):
            by_coder.setdefault(line.get("coder") or file.stem, []).append(line)
    return by_coder


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.glob("*.jsonl"))
    if not path.exists():
        raise LabelFileError(f"{path}: there is no such folder or label file. Label something first, or mend the path.")
    return [path]


def _claim_row(claim: dict) -> dict:
    """Give a claim's filled columns as plain JSON values, checked against the vocabulary of `claims`."""
    unknown = set(claim) - set(tables.columns("claims"))
    if unknown:
        raise tables.TableError(f"claims has no column {', '.join(sorted(unknown))}; see tables.describe('claims').")
    table = tables.validate("claims", tables.conform("claims", [claim]), "LabelFile.claim")
    row = {name: plain(value) for name, value in table.iloc[0].items()}
    for name in ("low", "high"):
        if row[name] is not None and row[name] < 0:
            raise tables.TableError(f"claims.{name}: {row[name]} people cannot be; give 0 or more.")
    if row["low"] is not None and row["high"] is not None and row["low"] > row["high"]:
        raise tables.TableError(f"claims: low {row['low']} is above high {row['high']}; exchange them.")
    keep = ("report_id", "sentence_id")
    return {name: value for name, value in row.items() if name != "claim_id" and (value is not None or name in keep)}


def plain(value):
    if pd.isna(value) or value == "":
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return value.item() if hasattr(value, "item") else value


def _check_coder(coder: str, folder: Path) -> str:
    coder = unicodedata.normalize("NFC", str(coder)).strip()
    if not CODER.fullmatch(coder) or RESERVED_ON_WINDOWS.fullmatch(coder) or coder.endswith("."):
        raise LabelFileError(
            f"coder {coder!r} cannot name a file on every system: use up to 64 letters, digits, "
            "'_', '-' or '.', the first a letter or digit."
        )
    twins = [f.stem for f in folder.glob("*.jsonl") if f.stem.casefold() == coder.casefold() and f.stem != coder]
    twins = [name for name in twins if unicodedata.normalize("NFC", name) != coder]
    if twins:
        raise LabelFileError(
            f"{folder}: coder {coder!r} differs only in capitals from {twins[0]!r}, "
            f"which is one file on Windows and macOS. Use {twins[0]!r} or another name."
        )
    return coder


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _encode(line: Line) -> bytes:
    # half an emoji, as a browser can send it, is no UTF-8: it becomes a question mark
    return json.dumps(line, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace") + b"\n"


def _read_from(fd: int, offset: int) -> bytes:
    os.lseek(fd, offset, os.SEEK_SET)
    parts = []
    while part := os.read(fd, 1 << 20):
        parts.append(part)
    return b"".join(parts)


def _split_torn(raw: bytes) -> tuple[bytes, bytes]:
    """Split what does not end in a line end into whole lines and the torn rest (empty if that is whole)."""
    cut = raw.rfind(b"\n") + 1
    try:
        if not raw[cut:] or isinstance(json.loads(raw[cut:]), dict):
            return raw, b""
    except ValueError:
        pass
    return raw[:cut], raw[cut:]


def _torn_message(path: Path, torn: bytes, what: str) -> str:
    shown = torn[:80].decode("utf-8", "replace")
    return f"{path}: the last line was torn, as a crash leaves it ({len(torn)} bytes: {shown!r}). {what}"


def _parse(raw: bytes, path: Path, first: int = 1) -> list[Line]:
    # only \n ends a line: str.splitlines would also break at U+2028 inside a comment
    lines = []
    for number, text in enumerate(raw.split(b"\n"), start=first):
        if text.strip():
            lines.append(_check_line(text, path, number))
    return lines


def _check_line(text: bytes, path: Path, number: int) -> Line:
    where = f"{path}, line {number}"
    shown = text[:80].decode("utf-8", "replace")
    if text.startswith((b"<<<<<<<", b"=======", b">>>>>>>")):
        raise LabelFileError(
            f"{where}: git's conflict mark {shown!r}. Keep the lines of both sides and delete the marks."
        )
    try:
        line = json.loads(text)
    except ValueError as problem:
        raise LabelFileError(f"{where}: not JSON ({problem}): {shown!r}. Restore the line from git.") from None
    if not isinstance(line, dict) or line.get("kind") not in KINDS:
        raise LabelFileError(f"{where}: expected one of {', '.join(KINDS)} as kind, found {shown!r}.")
    missing = [key for key in ("id", "at", *KINDS[line["kind"]]) if key not in line]
    if missing:
        raise LabelFileError(f"{where}: a {line['kind']} line lacks {', '.join(missing)}: {shown!r}.")
    return line
