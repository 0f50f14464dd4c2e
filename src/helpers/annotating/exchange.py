"""Exchange with other tools: CSV, doccano JSONL, Label Studio JSON and Prodigy JSONL, both ways.

Every `to_…` writes and returns sentences that say what the format could not hold. Every `from_…` checks
each row against our own texts and refuses what does not fit, with the row and both texts. All three tools
count offsets as Python does, in code points (Label Studio 1.23: read in its source; doccano: assumed;
Prodigy tokenises in Python).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pandas as pd

from helpers import session, tables
from helpers.annotating import codebook as codebooks
from helpers.annotating.coefficients import units_of
from helpers.annotating.label_files import plain

CONTEXT = 30  # characters shown of two texts that differ


class ExchangeError(ValueError):
    """A file of another tool that does not fit our texts; the message names file, row and both texts."""


@dataclass(frozen=True)
class Imported:
    """What a file held: `labels`, `claims` with a column coder, notes on what was left out or guessed."""

    labels: pd.DataFrame
    claims: pd.DataFrame
    notes: list[str]


@dataclass
class _Task:
    """What one coder said of one unit; spans count in the unit's own text."""

    unit: tuple
    text: str
    start: int
    coder: str
    types: list[str] = field(default_factory=list)
    comment: str = ""
    at: str | None = None
    codebook: str | None = None
    spans: list[dict] = field(default_factory=list)


# CSV


def to_csv(table: pd.DataFrame, path: str | Path) -> list[str]:
    """Write `labels` (or `claims`) as CSV, one row each; nothing is lost.

    A text that a spreadsheet would run as a formula gets an apostrophe in front, which `from_csv` takes away.
    """
    shown = table.copy()
    for name in shown.columns:
        if not pd.api.types.is_numeric_dtype(shown[name]):
            shown[name] = [_guard(plain_time(value)) for value in shown[name]]
    shown.to_csv(path, index=False, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
    return []


def from_csv(
    path: str | Path,
    units: pd.DataFrame | None = None,
    table: str = "labels",
    codebook: codebooks.Codebook | None = None,
) -> pd.DataFrame:
    """Read `labels` (or `claims`, with table="claims") from CSV, as `to_csv` or a spreadsheet writes it.

    With `units` (sentences or reports) each row's unit must be there, and each claim's quote in its text. Labels must be
    of a type of the codebook (ours unless given). Raises ExchangeError with the row at fault.
    """
    raw = pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""], encoding="utf-8-sig")
    for name in raw.columns:
        raw[name] = raw[name].map(_unguard, na_action="ignore")
    if table == "claims" and "coder" not in raw:
        raw["coder"] = Path(path).stem
    try:
        found = tables.validate(table, tables.conform(table, raw), str(path))
    except tables.TableError as problem:
        raise ExchangeError(f"{path}: {problem}") from None
    if table == "labels":
        names = set((codebook or codebooks.load()).names)
        for row, name in enumerate(found["incident_type"], start=2):
            _check_type(name, names, f"{path}, row {row}")
    if units is not None:
        _check_rows(found, units, path)
    return found


def _guard(value: object) -> object:
    """Put an apostrophe before a formula, and before a text that begins with one: the way back takes one away."""
    return f"'{value}" if session.is_formula(value) or (isinstance(value, str) and value.startswith("'")) else value


def _unguard(value: str) -> str:
    bare = value.removeprefix("'")
    return bare if session.is_formula(bare) or bare.startswith("'") else value


def plain_time(value: object) -> object:
    """Give a timestamp as ISO text, to the microsecond; anything else as it is."""
    return value.isoformat() if isinstance(value, pd.Timestamp) else value


def _check_rows(found: pd.DataFrame, units: pd.DataFrame, path: str | Path) -> None:
    known = _texts(units)
    reports = {unit[0] for unit in known}
    whole = {unit[0]: text for unit, (text, _) in known.items() if unit[1] is None}
    for row, (unit, record) in enumerate(zip(units_of(found), found.to_dict("records"), strict=True), start=2):
        if unit[0] not in reports or ("incident_type" in record and unit not in known):
            raise ExchangeError(f"{path}, row {row}: {_name(unit)} is not among the units.")
        if "quote" in record and unit[0] in whole:
            _check_quote(whole[unit[0]], record["start"], record["end"], record["quote"], f"{path}, row {row}")


# doccano


def to_doccano(
    units: pd.DataFrame,
    folder: str | Path,
    labels: pd.DataFrame | None = None,
    claims: pd.DataFrame | None = None,
) -> list[str]:
    """Write one doccano file for each coder, `<folder>/<coder>.jsonl`: cats for types, entities for claims.

    Without labels and claims every unit is written, to be labelled, into `<folder>/unlabelled.jsonl`. The layout is that of a project for intent detection and slot filling, which alone holds both; with
    labels only, that of text classification; with claims only, that of sequence labelling.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    both = labels is not None and claims is not None
    by_coder: dict[str, list[dict]] = {}
    for task in _tasks(units, labels, claims):
        line = {"text": task.text, "report_id": task.unit[0], "sentence_id": task.unit[1]}
        if not task.coder:
            by_coder.setdefault("unlabelled", []).append({**line, "label": []})
            continue
        entities = [[span["start"], span["end"], span["label"]] for span in task.spans]
        line |= (
            {"cats": task.types, "entities": entities}
            if both
            else {"label": entities if labels is None else task.types}
        )
        by_coder.setdefault(task.coder, []).append(line)
    for coder, lines in by_coder.items():
        _write_lines(folder / f"{coder}.jsonl", lines)
    return _lost("doccano", labels, claims, ("comment", "labelled_at", "codebook_version"), holds_claims=False)


def from_doccano(
    path: str | Path,
    units: pd.DataFrame,
    coder: str | None = None,
    codebook: codebooks.Codebook | None = None,
) -> Imported:
    """Read a doccano export (JSONL), of any of its text projects; the coder is the file's name unless given.

    Rows are matched by report_id and sentence_id where the file has them, else by their text.
    Raises ExchangeError with the row and both texts where a text was changed or an offset is outside it.
    """
    path = Path(path)

    def read(row: dict, where: str) -> list[_Task]:
        task = _find(row, row.get("text", row.get("data")), units_known, where, coder or path.stem)
        labels = row.get("label", row.get("labels", []))
        task.types = [*row.get("cats", ()), *(name for name in labels if isinstance(name, str))]
        spans = [*row.get("entities", ()), *(span for span in labels if not isinstance(span, str))]
        task.spans = [_doccano_span(span, where) for span in spans]
        task.comment = " ".join(_comment_text(c) for c in row.get("Comments", ()))
        return [task]

    units_known = _texts(units)
    return _import(path, _read_lines(path), read, codebook, units_known)


def _doccano_span(span: object, where: str) -> dict:
    if isinstance(span, dict) and {"start_offset", "end_offset", "label"} <= set(span):
        return {"start": span["start_offset"], "end": span["end_offset"], "label": span["label"]}
    if isinstance(span, list) and len(span) == 3:
        return dict(zip(("start", "end", "label"), span, strict=True))
    raise ExchangeError(f"{where}: {span!r} is no span; doccano writes [start, end, label].")


def _comment_text(comment: object) -> str:
    return comment.get("comment", "") if isinstance(comment, dict) else str(comment)


# Label Studio


def label_studio_config(codebook: codebooks.Codebook | None = None) -> str:
    """Give the labelling configuration (XML) for a Label Studio project that takes and gives our files."""
    types = "".join(f"<Choice value={quoteattr(name)}/>" for name in (codebook or codebooks.load()).names)
    measures = "".join(f"<Label value={quoteattr(name)}/>" for name in tables.MEASURES)
    return (
        '<View><Text name="text" value="$text"/>'
        f'<Choices name="type" toName="text" choice="multiple">{types}</Choices>'
        f'<Labels name="claim" toName="text">{measures}</Labels>'
        '<TextArea name="comment" toName="text" maxSubmissions="1"/></View>'
    )


def to_label_studio(
    units: pd.DataFrame,
    path: str | Path,
    labels: pd.DataFrame | None = None,
    claims: pd.DataFrame | None = None,
) -> list[str]:
    """Write tasks with an annotation for each coder, as Label Studio imports them (`label_studio_config`).

    Without labels and claims every unit is a task without annotations, to be labelled.
    Coder, codebook version and the claims' other columns travel as `meta` of each result.
    """
    tasks: dict[tuple, dict] = {}
    for task in _tasks(units, labels, claims):
        data = {"text": task.text, "report_id": task.unit[0], "sentence_id": task.unit[1]}
        entry = tasks.setdefault(task.unit, {"data": data, "annotations": []})
        if task.coder:
            entry["annotations"].append({"result": _studio_results(task), "created_at": task.at})
    Path(path).write_text(json.dumps(list(tasks.values()), ensure_ascii=False, indent=1), encoding="utf-8")
    return _lost("Label Studio", labels, claims, (), holds_claims=True)


def _studio_results(task: _Task) -> list[dict]:
    meta = {"coder": task.coder, "codebook_version": task.codebook}
    common = {"to_name": "text", "meta": meta}
    results = []
    if task.types:
        results.append({**common, "from_name": "type", "type": "choices", "value": {"choices": task.types}})
    if task.comment:
        results.append({**common, "from_name": "comment", "type": "textarea", "value": {"text": [task.comment]}})
    for number, span in enumerate(task.spans):
        value = {"start": span["start"], "end": span["end"], "labels": [span["label"]]}
        value["text"] = task.text[span["start"] : span["end"]]
        own = {"id": f"c{number}", "from_name": "claim", "type": "labels", "value": value}
        results.append({**common, **own, "meta": {**meta, "claim": span["claim"]}})
    return results


def from_label_studio(
    path: str | Path,
    units: pd.DataFrame,
    coders: dict[int | str, str] | None = None,
    codebook: codebooks.Codebook | None = None,
) -> Imported:
    """Read a Label Studio JSON export. Cancelled annotations are left out and counted in the notes.

    coders gives a name to each completed_by (number or e-mail); without it the e-mail or "user-<number>"
    is used. Raises ExchangeError with the row and both texts where a text or the quote of a span differs
    from ours.
    """
    path = Path(path)
    units_known, names = _texts(units), coders or {}

    def read(row: dict, where: str) -> list[_Task]:
        data = row.get("data", {})
        given = [a for a in row.get("annotations", ()) if not a.get("was_cancelled")]
        return [
            _studio_task(a, _find(data, data.get("text"), units_known, where, _studio_coder(a, names)), where)
            for a in given
        ]

    found = _import(path, enumerate(_read_json(path), 1), read, codebook, units_known)
    cancelled = sum(bool(a.get("was_cancelled")) for row in _read_json(path) for a in row.get("annotations", ()))
    return (
        found
        if not cancelled
        else Imported(found.labels, found.claims, [*found.notes, f"{cancelled} annotations were cancelled."])
    )


def _studio_coder(annotation: dict, names: dict) -> str:
    for result in annotation.get("result", ()):
        if (result.get("meta") or {}).get("coder"):
            return result["meta"]["coder"]
    who = annotation.get("completed_by")
    if isinstance(who, dict):
        return names.get(who.get("id")) or names.get(who.get("email")) or who.get("email") or f"user-{who.get('id')}"
    return names.get(who, f"user-{who}")


def _studio_task(annotation: dict, task: _Task, where: str) -> _Task:
    task.at = annotation.get("updated_at") or annotation.get("created_at")
    for result in annotation.get("result", ()):
        value, meta = result.get("value", {}), result.get("meta") or {}
        task.codebook = meta.get("codebook_version", task.codebook)
        if result.get("type") == "choices":
            task.types += value["choices"]
        if result.get("type") == "textarea" and not value.get("labels"):
            task.comment = " ".join(value["text"])
        if result.get("type") == "labels":
            _check_quote(task.text, value["start"], value["end"], value.get("text"), where)
            span = {"start": value["start"], "end": value["end"], "claim": meta.get("claim", {})}
            task.spans += [{**span, "label": name} for name in value["labels"]]
    return task


# Prodigy


def to_prodigy(
    units: pd.DataFrame,
    path: str | Path,
    labels: pd.DataFrame | None = None,
    claims: pd.DataFrame | None = None,
    codebook: codebooks.Codebook | None = None,
) -> list[str]:
    """Write Prodigy JSONL, one line for each unit and coder: `accept` holds the types, `spans` the claims.

    Coder and time stand in `_annotator_id` and `_timestamp`; the claims' other columns are keys of their
    span. Without labels and claims every unit is a line without an answer, to be labelled. The options are the types
    of the codebook (ours unless given).
    """
    options = [{"id": name, "text": name.replace("_", " ")} for name in (codebook or codebooks.load()).names]
    lines = []
    for task in _tasks(units, labels, claims):
        meta = {"report_id": task.unit[0], "sentence_id": task.unit[1], "codebook_version": task.codebook}
        line = {"text": task.text, "meta": meta, "options": options}
        if not task.coder:
            lines.append(line)
            continue
        line |= {"accept": task.types, "answer": "accept"}
        line |= {
            "spans": task.spans,
            "_annotator_id": task.coder,
            "_session_id": task.coder,
            "_view_id": "blocks",
        }
        line |= {"user_input": task.comment} if task.comment else {}
        line |= {"_timestamp": pd.Timestamp(task.at).timestamp()} if task.at else {}
        lines.append(line)
    _write_lines(Path(path), lines)
    return _lost("Prodigy", labels, claims, (), holds_claims=True)


def from_prodigy(path: str | Path, units: pd.DataFrame, codebook: codebooks.Codebook | None = None) -> Imported:
    """Read Prodigy JSONL (db-out): choice, textcat, ner and span recipes. Only answers "accept" count.

    Raises ExchangeError with the row and both texts where a text was changed or an offset is outside it.
    """
    path, units_known, refused = Path(path), _texts(units), []

    def read(row: dict, where: str) -> list[_Task]:
        if row.get("answer", "accept") != "accept":
            refused.append(where)
            return []
        coder = row.get("_annotator_id") or row.get("_session_id") or path.stem
        meta = row.get("meta") or {}
        if not isinstance(meta, dict):
            raise ExchangeError(f'{where}: meta is {meta!r}; Prodigy writes an object, as in {{"report_id": "r1"}}.')
        task = _find({**meta, **row}, row.get("text"), units_known, where, coder)
        task.types = list(row.get("accept") or ([row["label"]] if "label" in row else []))
        task.comment, task.codebook = row.get("user_input", ""), meta.get("codebook_version")
        task.at = pd.Timestamp(round(row["_timestamp"] * 1e6), unit="us").isoformat() if "_timestamp" in row else None
        task.spans = [dict(span) for span in row.get("spans") or ()]
        return [task]

    found = _import(path, _read_lines(path), read, codebook, units_known)
    note = [f"{len(refused)} rows were rejected or ignored in Prodigy and are left out."] if refused else []
    return Imported(found.labels, found.claims, [*found.notes, *note])


# what they share


def _texts(units: pd.DataFrame) -> dict[tuple, tuple[str, int]]:
    """Give the text of each unit and where it starts in its report; reports are units without a sentence."""
    if "text" not in units or "report_id" not in units:
        raise ExchangeError("units must be the sentences or the reports table: columns report_id and text.")
    ids = units if "sentence_id" in units else units.assign(sentence_id=pd.NA)
    starts = units["start"] if "start" in units else [0] * len(units)
    return {u: (t, int(s)) for u, t, s in zip(units_of(ids), units["text"], starts, strict=True)}


def _tasks(units: pd.DataFrame, labels: pd.DataFrame | None, claims: pd.DataFrame | None) -> Iterator[_Task]:
    """Give what each coder said of each unit; where nothing is given, every unit with nobody's ("") decision on it."""
    known, tasks = _texts(units), {}
    if labels is None and claims is None:
        return iter([_Task(unit, *text, "") for unit, text in known.items()])

    def task(unit: tuple, coder: str) -> _Task:
        if unit not in known:
            raise ExchangeError(f"{_name(unit)}, labelled by {coder!r}, is not among the units given.")
        return tasks.setdefault((unit, coder), _Task(unit, *known[unit], coder))

    rows = tables.empty("labels") if labels is None else tables.conform("labels", labels)
    for unit, row in zip(units_of(rows), rows.to_dict("records"), strict=True):
        one = task(unit, row["coder"])
        one.types.append(row["incident_type"])
        one.comment, one.codebook = plain(row["comment"]) or one.comment, plain(row["codebook_version"])
        one.at = None if pd.isna(row["labelled_at"]) else row["labelled_at"].isoformat()
    for row in [] if claims is None else claims.to_dict("records"):
        _add_span(task(_unit_of_claim(row, known), row["coder"]), row)
    return iter(tasks.values())


def _unit_of_claim(row: dict, known: dict) -> tuple:
    inside = [
        unit for unit, (text, start) in known.items()
        if unit[0] == row["report_id"] and start <= row["start"] and row["end"] <= start + len(text)
    ]  # fmt: skip
    return inside[0] if inside else (row["report_id"], f"of characters {row['start']}–{row['end']}")


def _add_span(task: _Task, row: dict) -> None:
    start, end = row["start"] - task.start, row["end"] - task.start
    _check_quote(task.text, start, end, row["quote"], f"claim {row['claim_id']}")
    rest = {name: plain(value) for name, value in row.items() if name not in ("report_id", "start", "end", "coder")}
    claim = {name: value for name, value in rest.items() if value is not None}
    task.spans.append({"start": int(start), "end": int(end), "label": row["measure"], "claim": claim})


def _lost(
    tool: str,
    labels: pd.DataFrame | None,
    claims: pd.DataFrame | None,
    columns: Iterable[str],
    holds_claims: bool,
) -> list[str]:
    told = []
    for name in columns:
        n = 0 if labels is None or name not in labels else int((labels[name].notna() & (labels[name] != "")).sum())
        if n:
            told.append(f"{tool} has no place for {name}: {n} values were not written.")
    if claims is not None and len(claims) and not holds_claims:
        told.append(f"{tool} holds a span and one label: of {len(claims)} claims only place and measure were written.")
    return told


def _find(ids: dict, text: str | None, known: dict, where: str, coder: str) -> _Task:
    """Find our unit for a row: by its ids, else by its text; refuse a text that is not ours."""
    if not isinstance(text, str):
        raise ExchangeError(f"{where}: there is no text in this row.")
    if ids.get("report_id") is not None:
        sentence_id = ids.get("sentence_id")
        unit = (str(ids["report_id"]), None if sentence_id is None else int(sentence_id))
        if unit not in known:
            raise ExchangeError(f"{where}: {_name(unit)} is not among the units given.")
    else:
        same = [unit for unit, (ours, _) in known.items() if ours == text]
        if len(same) != 1:
            raise ExchangeError(
                f"{where}: {len(same)} of our units have the text {text[:60]!r}; add report_id and sentence_id."
            )
        unit = same[0]
    _check_text(known[unit][0], text, where)
    return _Task(unit, *known[unit], coder)


def _check_text(ours: str, theirs: str, where: str) -> None:
    if ours == theirs:
        return
    at = next((k for k, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs)))
    window = slice(max(at - CONTEXT, 0), at + CONTEXT)
    raise ExchangeError(
        f"{where}: the text was changed at character {at}: ours {ours[window]!r}, "
        f"the file's {theirs[window]!r}. Offsets "
        "would point at other words; export again from the same texts."
    )


def _check_quote(text: str, start: object, end: object, quote: object, where: str) -> None:
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        raise ExchangeError(f"{where}: span {start}–{end} is not inside the text of {len(text)} characters.")
    if quote is not None and text[start:end] != quote:
        raise ExchangeError(f"{where}: span {start}–{end} is {text[start:end]!r} in our text, {quote!r} in the file.")


def _import(
    path: Path,
    rows: Iterable[tuple[int, dict]],
    read: Callable[[dict, str], list[_Task]],
    codebook: codebooks.Codebook | None,
    known: dict,
) -> Imported:
    names = set((codebook or codebooks.load()).names)
    labels, claims, bare = [], [], 0
    for number, row in rows:
        where = f"{path}, row {number}"
        for task in read(row, where):
            for name in task.types:
                _check_type(name, names, where)
            labels += _label_rows(task)
            claims += [_claim_row(task, span, where) for span in task.spans]
            bare += sum(not span.get("claim") for span in task.spans)
    notes = [f"{bare} spans came without group, scope and number: group unspecified, scope incident."] if bare else []
    table = tables.conform("claims", pd.DataFrame(claims, columns=[*tables.columns("claims"), "coder"]))
    return Imported(tables.conform("labels", labels), table.astype({"coder": "str"}), notes)


def _check_type(name: str, names: set[str], where: str) -> None:
    if name not in names:
        known = ", ".join(sorted(names))
        raise ExchangeError(
            f"{where}: {name!r} is no type of the codebook ({known}); give the one meant as `codebook=`."
        )


def _label_rows(task: _Task) -> list[dict]:
    common = {
        "report_id": task.unit[0],
        "sentence_id": task.unit[1],
        "coder": task.coder,
        "comment": task.comment,
    }
    common |= {"labelled_at": task.at, "codebook_version": task.codebook}
    return [{**common, "incident_type": name} for name in dict.fromkeys(task.types)]


def _claim_row(task: _Task, span: dict, where: str) -> dict:
    claim = span.get("claim") or {}
    if span["label"] not in tables.MEASURES:
        raise ExchangeError(f"{where}: span label {span['label']!r} is no measure ({', '.join(tables.MEASURES)}).")
    _check_quote(task.text, span["start"], span["end"], claim.get("quote", span.get("text")), where)
    start, end = task.start + span["start"], task.start + span["end"]
    own = {
        "report_id": task.unit[0],
        "sentence_id": task.unit[1],
        "start": start,
        "end": end,
        "coder": task.coder,
    }
    own |= {"measure": span["label"], "quote": task.text[span["start"] : span["end"]]}
    made = {"claim_id": f"{task.coder}-{task.unit[0]}-{start}", "group": "unspecified", "scope": "incident"}
    return {**made, **claim, **own}


def _name(unit: tuple) -> str:
    return f"report {unit[0]!r}" if unit[1] is None else f"sentence {unit[1]} of {unit[0]!r}"


def _write_lines(path: Path, lines: Iterable[dict]) -> None:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8", newline="\n")


def _read_lines(path: Path) -> Iterator[tuple[int, dict]]:
    for number, line in enumerate(path.read_bytes().decode("utf-8-sig").split("\n"), start=1):
        if line.strip():
            yield number, _as_dict(line, f"{path}, row {number}")


def _as_dict(line: str, where: str) -> dict:
    try:
        row = json.loads(line)
    except ValueError as problem:
        raise ExchangeError(f"{where}: not JSON ({problem}): {line[:60]!r}.") from None
    if not isinstance(row, dict):
        raise ExchangeError(f"{where}: expected an object, found {line[:60]!r}.")
    return row


def _read_json(path: Path) -> list[dict]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as problem:
        raise ExchangeError(f"{path}: not JSON ({problem}). Export as JSON, not as JSON-MIN or CSV.") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) and "data" in row for row in rows):
        raise ExchangeError(
            f"{path}: expected a list of tasks with data and annotations. Export as JSON, not JSON-MIN."
        )
    return rows
