"""The annotator in the cell: shows sentences in their reports, takes keys, and saves before it says so.

The browser only asks; this side checks each decision, writes it to the coder's label file and answers when
it is on the disk. What is shown after a reload comes from that file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import anywidget
import pandas as pd

from helpers import tables
from helpers.annotating import codebook as codebooks
from helpers.annotating import label_files
from helpers.annotating.coefficients import units_of
from helpers.annotating.label_files import LabelFile, Unit

HERE = Path(__file__).parent
FREE_FIELDS = ("claimant", "actor", "date_start", "date_end", "date_words", "place", "admin1", "country")
CHOICES = {
    "measure": None,
    "group": None,
    "scope": None,
    "modifier": "exact",
    "claimant_type": "unattributed",
}


class AnnotatorError(ValueError):
    """Input that the annotator cannot show, or a decision that it cannot save; the message says why."""


@dataclass(frozen=True)
class _Shown:
    """One unit of the queue: where it stands in its report, and what the coder is shown about it."""

    unit: Unit
    start: int | None
    end: int | None
    sha256: str
    suggested: tuple[str, ...] | None
    others: tuple[dict, ...]


class Annotator(anywidget.AnyWidget):
    """Label sentences or whole reports and mark claims by keyboard: put it last in a cell, ? tells the keys.

    reports and sentences are the tables of those names; without sentences whole reports are labelled.
    Decisions go to `<folder>/<coder>.jsonl`, and a new Annotator goes on where the coder stopped. queue:
    the units to label, in order (columns report_id, sentence_id; see `queues`). suggestions: `labels` (or
    those columns: report_id, sentence_id, incident_type) shown as suggestions that count only when
    confirmed; suggested_claims: `claims`, likewise. others: `labels` of other coders, shown side by side
    to settle a dispute. blind=True sends neither to the browser, whatever was given: for double coding.
    claims=False labels types only. Raises AnnotatorError when a unit of the queue is not in the tables;
    LabelFileError when the file is broken.
    """

    _esm = HERE / "annotator.js"
    _css = HERE / "annotator.css"

    def __init__(
        self,
        reports: pd.DataFrame,
        coder: str,
        sentences: pd.DataFrame | None = None,
        folder: str | Path | None = None,
        queue: pd.DataFrame | None = None,
        suggestions: pd.DataFrame | None = None,
        suggested_claims: pd.DataFrame | None = None,
        others: pd.DataFrame | None = None,
        blind: bool = False,
        claims: bool = True,
        codebook: codebooks.Codebook | None = None,
    ) -> None:
        super().__init__()
        self.codebook = codebook or codebooks.load()
        self.file = LabelFile(coder, folder, self.codebook.version)
        self.blind, self.marks_claims, self._suggest = blind, claims, True
        self._reports = _by_id(reports)
        self._sentences = None if sentences is None else _spans(sentences)
        hidden = pd.DataFrame()
        types = _suggested_types(hidden if blind or suggestions is None else suggestions)
        decided = _others_decisions(hidden if blind or others is None else others, coder)
        self._suggested_claims = hidden if blind or suggested_claims is None else suggested_claims
        queue = _default_queue(reports, sentences) if queue is None else queue
        self._shown = [self._look_up(unit, types, decided) for unit in _units(queue)]
        self._index = {shown.unit: index for index, shown in enumerate(self._shown)}
        self._messages = list(self.file.messages) + self._changed_texts() + self._gone_types()
        self._at = self._where_stopped()
        self.on_msg(self._receive)

    def labels(self) -> pd.DataFrame:
        """Give what this coder has decided so far, as `labels`."""
        return label_files.read_labels(self.file.path)

    def claims(self) -> pd.DataFrame:
        """Give the claims that this coder has marked so far, as `claims` with the column coder."""
        return label_files.read_claims(self.file.path)

    def __repr__(self) -> str:
        done = sum(bool(state["types"] or state["done"]) for state in self._states())
        return f"Annotator: {self.file.coder} has labelled {done} of {len(self._shown)}"

    def _repr_mimebundle_(self, **kwargs) -> tuple[dict, dict] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is not None:  # the default text holds an address that changes with every run
            bundle[0]["text/plain"] = repr(self)
        return bundle

    # what is shown

    def _look_up(self, unit: Unit, types: dict, decided: dict) -> _Shown:
        report_id, sentence_id = unit
        text = self._text(report_id)
        start = end = None
        if sentence_id is not None:
            try:
                start, end = self._sentences[unit]
            except (KeyError, TypeError):
                raise AnnotatorError(f"queue: sentence {sentence_id} of {report_id!r} is not in sentences.") from None
            text = text[start:end]
        sha256 = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
        return _Shown(unit, start, end, sha256, types.get(unit), decided.get(unit, ()))

    def _text(self, report_id: str) -> str:
        if report_id not in self._reports:
            raise AnnotatorError(f"report {report_id!r} is in the queue or was asked for, but not in reports.")
        return self._reports[report_id]["text"]

    def _changed_texts(self) -> list[str]:
        lines = label_files.present_types(self.file.lines)
        changed = [s.unit for s in self._shown if s.unit in lines and not _is_same_text(lines[s.unit], s)]
        if not changed:
            return []
        first = f"{changed[0][0]}, sentence {changed[0][1]}"
        return [f"{len(changed)} labels were made on another text and are asked again (the first: {first})."]

    def _gone_types(self) -> list[str]:
        """Say which labels name a type that the codebook has no more, and are asked again without it."""
        lines = label_files.present_types(self.file.lines)
        gone = [set(lines[s.unit]["types"]) - set(self.codebook.names) for s in self._shown if s.unit in lines]
        names = sorted(set().union(*gone))
        if not names:
            return []
        return [
            f"{sum(map(bool, gone))} labels name {', '.join(names)}, no type of this codebook, and are asked again."
        ]

    def _where_stopped(self) -> int:
        lines = label_files.standing(self.file.lines)
        decided = [label_files.unit_of(line) for line in lines if line["kind"] in ("type", "done")]
        last = next((self._index[unit] for unit in reversed(decided) if unit in self._index), -1)
        open_units = [state["index"] for state in self._states() if not (state["types"] or state["done"])]
        return next((k for k in open_units if k > last), open_units[0] if open_units else max(last, 0))

    def _states(self, indices: Iterable[int] | None = None) -> list[dict]:
        """Give what the coder has decided about units of the queue, from the lines that stand."""
        by_unit: dict[Unit, list[dict]] = {}
        for line in label_files.standing(self.file.lines):
            by_unit.setdefault(label_files.unit_of(line), []).append(line)
        indices = range(len(self._shown)) if indices is None else indices
        names = set(self.codebook.names)
        return [_state(k, self._shown[k], by_unit.get(self._shown[k].unit, []), names) for k in indices]

    def _all_states(self) -> list[dict]:
        rows = []
        for shown, state in zip(self._shown, self._states(), strict=True):
            fixed = {
                "report_id": shown.unit[0],
                "sentence_id": shown.unit[1],
                "start": shown.start,
                "end": shown.end,
            }
            rows.append({**fixed, "suggested": shown.suggested, "others": shown.others, **state})
        return rows

    def _report(self, report_id: str) -> dict:
        report = self._reports[report_id]
        published = "" if pd.isna(report["published"]) else f"{report['published'].day} {report['published']:%B %Y}"
        parts = (report["outlet"], published, report["dateline"])
        mine = label_files.present_claims(self.file.lines).values()
        return {
            "report_id": report_id,
            "title": "" if pd.isna(report["title"]) else report["title"],
            "line": " · ".join(part for part in parts if not pd.isna(part) and part),
            "text": report["text"],
            "claims": [{**x["claim"], "claim_id": x["claim_id"]} for x in mine if x["report_id"] == report_id],
            "suggested": _suggested_claims(self._suggested_claims, report_id),
        }

    # what the browser asks

    def _receive(self, _widget: object, message: dict, _buffers: list) -> None:
        actions: dict[str, Callable[[dict], None]] = {
            "hello": self._say_hello, "text": self._send_text, "at": self._remember_place,
            "types": self._save_types, "comment": self._save_comment, "claim": self._save_claim,
            "unclaim": self._remove_claim, "done": self._save_done, "undo": self._undo,
            "suggest": self._switch_suggestions,
        }  # fmt: skip
        action = actions.get(message.get("do"))
        if action is None:
            return
        try:
            action(message)
        except (ValueError, KeyError, TypeError, IndexError, OSError) as problem:
            touched = self._states([message["unit"]] if self._is_unit(message.get("unit")) else [])
            self.send({"reply": "failed", "n": message.get("n"), "why": str(problem), "units": touched})

    def _is_unit(self, index: object) -> bool:
        return isinstance(index, int) and 0 <= index < len(self._shown)

    def _asked_unit(self, message: dict) -> _Shown:
        if not self._is_unit(message.get("unit")):
            raise AnnotatorError(f"there is no unit {message.get('unit')!r} in the queue.")
        return self._shown[message["unit"]]

    def _say_hello(self, _message: dict) -> None:
        self.file.refresh()
        state = {"reply": "state", "coder": self.file.coder, "units": self._all_states(), "at": self._at}
        types = [
            {"name": t.name, "key": t.key, "short": t.short, "definition": t.definition} for t in self.codebook.types
        ]
        state |= {
            "types": types,
            "exclusive": codebooks.NONE,
            "fields": _claim_fields(),
            "suggest": self._suggest,
        }
        self.send({**state, "marks_claims": self.marks_claims, "messages": self._messages})

    def _send_text(self, message: dict) -> None:
        self._text(message["report_id"])
        self.send({"reply": "text", **self._report(message["report_id"])})

    def _remember_place(self, message: dict) -> None:
        self._asked_unit(message)
        self._at = message["unit"]

    def _switch_suggestions(self, message: dict) -> None:
        self._suggest = bool(message["on"])

    def _save_types(self, message: dict) -> None:
        shown = self._asked_unit(message)
        types = [self.codebook.type(name).name for name in message["types"]]
        if codebooks.NONE in types and len(types) > 1:
            raise AnnotatorError(f"{codebooks.NONE} excludes every other type, got {', '.join(types)}.")
        more = {"text_sha256": shown.sha256, "seconds": round(float(message.get("seconds", 0)), 2)}
        if message.get("shown") and shown.suggested is not None:
            more["suggested"] = list(shown.suggested)
        self.file.types(*shown.unit, types, **more)
        self._saved(message)

    def _save_comment(self, message: dict) -> None:
        shown = self._asked_unit(message)
        self.file.comment(*shown.unit, str(message["comment"]))
        self._saved(message)

    def _save_done(self, message: dict) -> None:
        self.file.done(*self._asked_unit(message).unit)
        self._saved(message)

    def _save_claim(self, message: dict) -> None:
        report_id = self._asked_unit(message).unit[0]
        start, end, quote = int(message["start"]), int(message["end"]), message["quote"]
        found = self._text(report_id)[start:end]
        if found != quote:
            raise AnnotatorError(f"{report_id}, {start}–{end}: the browser shows {quote!r}, the report has {found!r}.")
        fields = {name: value for name, value in message["fields"].items() if value != ""}
        _check_claim_fields(fields)
        span = {"report_id": report_id, "sentence_id": self._sentence_at(report_id, start)}
        self.file.claim({**fields, **span, "start": start, "end": end, "quote": quote}, message.get("claim_id"))
        self._saved(message, report_id, close=True)

    def _sentence_at(self, report_id: str, start: int) -> int | None:
        spans = (self._sentences or {}).items()
        return next((unit[1] for unit, (a, b) in spans if unit[0] == report_id and a <= start < b), None)

    def _remove_claim(self, message: dict) -> None:
        line = self.file.remove_claim(message["claim_id"])
        self._saved(message, line["report_id"])

    def _undo(self, message: dict) -> None:
        undone = self.file.undo()
        if undone is None:
            raise AnnotatorError("there is nothing left to undo.")
        unit = label_files.unit_of(undone)
        index = self._index.get(unit)
        if index is None:  # a claim's sentence, where whole reports are labelled, or the other way round
            index = next((k for k, shown in enumerate(self._shown) if shown.unit[0] == unit[0]), None)
        report_id = unit[0] if undone["kind"] in ("claim", "unclaim") and unit[0] in self._reports else None
        self._saved(message, report_id, unit=index, **({} if index is None else {"goto": index}))

    def _saved(self, message: dict, report_id: str | None = None, unit: int | None = None, **more) -> None:
        unit = message.get("unit", unit) if unit is None else unit
        answer = {
            "reply": "saved",
            "n": message.get("n"),
            "units": self._states([] if unit is None else [unit]),
        }
        if report_id is not None:
            answer["report"] = self._report(report_id)
        self.send({**answer, **more})


def _is_same_text(line: dict, shown: _Shown) -> bool:
    return line.get("text_sha256", shown.sha256) == shown.sha256


def _state(index: int, shown: _Shown, lines: list[dict], names: set[str]) -> dict:
    """Give what stands of a decision: none of it where the text changed or the codebook lost one of its types."""
    line = label_files.present_types(lines).get(shown.unit)
    gone = line is not None and not set(line["types"]) <= names
    return {
        "index": index,
        "types": line["types"] if line and _is_same_text(line, shown) and not gone else [],
        "comment": label_files.present_comments(lines).get(shown.unit, ""),
        "done": any(x["kind"] == "done" for x in lines) and not gone,
    }


def _by_id(reports: pd.DataFrame) -> dict[str, dict]:
    tables.validate("reports", reports, "Annotator")
    twice = reports["report_id"][reports["report_id"].duplicated()]
    if len(twice):
        raise AnnotatorError(f"reports: report_id {twice.iloc[0]!r} stands twice; give each report its own.")
    return {row["report_id"]: row for row in tables.conform("reports", reports).to_dict("records")}


def _spans(sentences: pd.DataFrame) -> dict[Unit, tuple[int, int]]:
    tables.validate("sentences", sentences, "Annotator")
    columns = (sentences[name].tolist() for name in ("report_id", "sentence_id", "start", "end"))
    return {(r, int(s)): (int(start), int(end)) for r, s, start, end in zip(*columns, strict=True)}


def _default_queue(reports: pd.DataFrame, sentences: pd.DataFrame | None) -> pd.DataFrame:
    return reports[["report_id"]].assign(sentence_id=pd.NA) if sentences is None else sentences


def _units(frame: pd.DataFrame) -> list[Unit]:
    """Give the units of a table in its order, each once."""
    if not len(frame):
        return []
    lacking = {"report_id", "sentence_id"} - set(frame.columns)
    if lacking:
        raise AnnotatorError(f"a queue needs the columns report_id and sentence_id; this one lacks {lacking}.")
    return list(dict.fromkeys(units_of(frame)))


def _suggested_types(suggestions: pd.DataFrame) -> dict[Unit, tuple[str, ...]]:
    found: dict[Unit, tuple[str, ...]] = {}
    if len(suggestions):
        for unit, name in zip(units_of(suggestions), suggestions["incident_type"], strict=True):
            found[unit] = (*found.get(unit, ()), name)
    return found


def _others_decisions(others: pd.DataFrame, coder: str) -> dict[Unit, tuple[dict, ...]]:
    found: dict[Unit, dict[str, dict]] = {}
    rows = tables.conform("labels", others[others["coder"] != coder]) if len(others) else tables.empty("labels")
    for unit, row in zip(units_of(rows), rows.to_dict("records"), strict=True):
        comment = "" if pd.isna(row["comment"]) else row["comment"]
        said = {"coder": row["coder"], "types": [], "comment": comment}
        found.setdefault(unit, {}).setdefault(row["coder"], said)["types"].append(row["incident_type"])
    return {unit: tuple(by_coder.values()) for unit, by_coder in found.items()}


def _suggested_claims(claims: pd.DataFrame, report_id: str) -> list[dict]:
    if not len(claims):
        return []
    rows = tables.conform("claims", claims[claims["report_id"] == report_id])
    return [{k: label_files.plain(v) for k, v in row.items()} for row in rows.to_dict("records")]


def _claim_fields() -> list[dict]:
    allowed = {column.name: column.allowed for column in tables.TABLES["claims"]}
    fields = [{"name": n, "options": allowed[n], "preset": preset} for n, preset in CHOICES.items()]
    numbers = [{"name": n, "kind": "number", "hint": hint} for n, hint in (("low", "people"), ("high", "empty: open"))]
    hints = {"date_start": "YYYY-MM-DD", "date_end": "YYYY-MM-DD"}
    free = [{"name": n, "hint": hints.get(n, "")} for n in FREE_FIELDS]
    precision = {"name": "place_precision", "options": allowed["place_precision"], "preset": None}
    return [*fields[:2], *numbers, *fields[2:], *free, precision]


def _check_claim_fields(fields: dict) -> None:
    """Say in plain words what a claim lacks, before the table's own checks say it in theirs."""
    unknown = set(fields) - {field["name"] for field in _claim_fields()}
    if unknown:
        raise AnnotatorError(f"a claim has no field {', '.join(sorted(unknown))}.")
    for name in ("measure", "group", "scope"):
        if name not in fields:
            raise AnnotatorError(f"choose a {name}.")
    for name in ("low", "high"):
        if name in fields and not str(fields[name]).isdecimal():
            raise AnnotatorError(f"{name} is a number of people in digits, got {fields[name]!r}.")
