"""Every table of the collection: its columns, their dtypes and what they mean, once.

A station calls `validate` on what it takes in and `conform` on what it gives out, so that an empty
result still has all its columns and a wrong input is named at the door instead of deep inside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd

from helpers import paths

MEASURES = ("killed", "injured", "abducted", "freed", "arrested", "missing", "displaced", "attackers")
TOLL_MEASURES = MEASURES[:-1]
GROUPS = ("civilians", "security_forces", "militants", "unspecified")
GROUPED_MEASURES = ("killed", "injured")
SCOPES = ("background", "part_of_total", "increment", "cumulative", "incident")
MODIFIERS = (
    "exact", "about", "nearly", "at_least", "more_than", "up_to", "range",
    "several", "dozens", "scores", "hundreds", "thousands",
)  # fmt: skip
CLAIMANT_TYPES = (
    "government", "security_forces", "armed_group", "witness", "medical", "media", "analyst", "other",
    "unattributed",
)  # fmt: skip
STANCES = ("claims", "denies", "accused")
PRECISIONS = ("exact", "near", "admin2", "admin1", "country", "unknown")
NO_TYPE = "none"

TEXT, DATE, COUNT, OFFSET, REAL, FLAG = "str", "datetime64[us]", "Int64", "int64", "float64", "bool"


def __getattr__(name: str) -> tuple[str, ...]:
    """Give INCIDENT_TYPES, the names in data/codebook.yaml, when first asked for: reading them takes a moment."""
    if name == "INCIDENT_TYPES":
        return _types_of_the_codebook()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


@cache
def _types_of_the_codebook() -> tuple[str, ...]:
    import yaml  # late: most callers of this module need no types

    text = (paths.DATA / "codebook.yaml").read_text(encoding="utf-8")
    raw = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # the same, in C: eight times as fast
    return tuple(str(one["name"]) for one in raw["types"])


def in_order_of_types(names: Iterable[str], order: Sequence[str] | None = None) -> list[str]:
    """Put type names in the order of a codebook (`Codebook.names`; ours unless given), unknown ones before `none`."""
    given, order = set(names), _types_of_the_codebook() if order is None else order
    known = [name for name in order if name in given and name != NO_TYPE]
    return known + sorted(given - {*known, NO_TYPE}) + [NO_TYPE] * (NO_TYPE in given)


class TableError(ValueError):
    """A table that lacks a column or holds what does not belong there; the message says which and what to do."""


@dataclass(frozen=True)
class Column:
    """One column: its name, pandas dtype, meaning and, where the vocabulary is closed, the words allowed."""

    name: str
    dtype: str
    meaning: str
    allowed: tuple[str, ...] | None = None
    required: bool = False


def _toll_columns() -> list[Column]:
    columns = []
    for measure in TOLL_MEASURES:
        columns += _bounds(measure, f"people {measure}")
    for measure in GROUPED_MEASURES:
        for group in GROUPS:
            columns += _bounds(f"{measure}_{group}", f"{group.replace('_', ' ')} {measure}")
    return columns


def _bounds(name: str, what: str) -> list[Column]:
    return [
        Column(f"{name}_low", COUNT, f"{what}: the smallest figure that a source gives (people; 0 if none gives one)"),
        Column(f"{name}_best", COUNT, f"{what}: the figure of the most independent kind of source (people)"),
        Column(f"{name}_high", COUNT, f"{what}: the largest figure; missing where a source leaves it open (people)"),
    ]


TABLES: dict[str, tuple[Column, ...]] = {
    "reports": (
        Column("report_id", TEXT, "unique name of the report", required=True),
        Column("published", DATE, "day of publication; missing where the report has none"),
        Column("outlet", TEXT, "who published it"),
        Column("dateline", TEXT, "where it was filed, not where the incident was"),
        Column("title", TEXT, "headline"),
        Column("byline", TEXT, "who wrote it"),
        Column("text", TEXT, "the cleaned body; every offset counts in it, in Python characters", required=True),
        Column("source", TEXT, "path or URL it was read from"),
        Column("sha256", TEXT, "of the raw bytes"),
    ),
    "sentences": (
        Column("report_id", TEXT, "the report", required=True),
        Column("sentence_id", COUNT, "0, 1, 2 … within the report", required=True),
        Column("start", OFFSET, "first character in the report's text", required=True),
        Column("end", OFFSET, "one past the last character", required=True),
        Column("text", TEXT, "text[start:end]", required=True),
    ),
    "labels": (
        Column("report_id", TEXT, "the report", required=True),
        Column("sentence_id", COUNT, "the sentence; missing: the whole report"),
        Column("coder", TEXT, "who decided", required=True),
        Column("incident_type", TEXT, "one row for each type; `none` is a label too", required=True),
        Column("comment", TEXT, "why, in the coder's words"),
        Column("labelled_at", DATE, "when (UTC)"),
        Column("codebook_version", TEXT, "version of the codebook in force"),
    ),
    "claims": (
        Column("claim_id", TEXT, "unique name of the claim", required=True),
        Column("report_id", TEXT, "the report", required=True),
        Column("sentence_id", COUNT, "the sentence that holds the quote"),
        Column("start", OFFSET, "first character of the quote in the report's text", required=True),
        Column("end", OFFSET, "one past its last character", required=True),
        Column("quote", TEXT, "text[start:end], always", required=True),
        Column("measure", TEXT, "what happened to them", MEASURES, True),
        Column("group", TEXT, "whom it happened to", (*GROUPS[:3], "mixed", "unspecified"), True),
        Column("low", COUNT, "smallest number the words allow, as printed (people)"),
        Column("high", COUNT, "largest; missing where the words leave it open (people)"),
        Column("modifier", TEXT, "how exact the words are", MODIFIERS),
        Column("scope", TEXT, "how the number stands to the report's other numbers", SCOPES, True),
        Column("claimant", TEXT, "who says it, in the text's words"),
        Column("claimant_type", TEXT, "kind of claimant", CLAIMANT_TYPES),
        Column("actor", TEXT, "who did it, if the text says"),
        Column("date_start", DATE, "first day on which the harm may have been done"),
        Column("date_end", DATE, "last such day"),
        Column("date_words", TEXT, "the words that date it"),
        Column("place", TEXT, "most specific place named for the harm, as the text has it"),
        Column("admin1", TEXT, "province or state"),
        Column("country", TEXT, "country"),
        Column("latitude", REAL, "degrees north"),
        Column("longitude", REAL, "degrees east"),
        Column("place_precision", TEXT, "what the coordinates stand for", PRECISIONS),
    ),
    "responsibility": (
        Column("report_id", TEXT, "the report", required=True),
        Column("start", OFFSET, "first character of the quote", required=True),
        Column("end", OFFSET, "one past its last character", required=True),
        Column("quote", TEXT, "text[start:end], always", required=True),
        Column("actor", TEXT, "whose deed it is said to be", required=True),
        Column("stance", TEXT, "claims, denies or is accused", STANCES, True),
        Column("by", TEXT, "who says so"),
    ),
    "tolls": (Column("report_id", TEXT, "the report", required=True), *_toll_columns()),
    "incidents": (
        Column("incident_id", TEXT, "unique name of the incident", required=True),
        Column("incident_type", TEXT, "type from the codebook; missing where none is known"),
        Column("date_start", DATE, "first day"),
        Column("date_end", DATE, "last day"),
        Column("date_precision", TEXT, "day, days, month, year or unknown", ("day", "days", "month", "year", "unknown")),
        Column("place", TEXT, "most specific place named"),
        Column("admin1", TEXT, "province or state"),
        Column("country", TEXT, "country"),
        Column("latitude", REAL, "degrees north"),
        Column("longitude", REAL, "degrees east"),
        Column("place_precision", TEXT, "what the coordinates stand for", PRECISIONS),
        Column("actors", TEXT, "who took part, separated by `; `"),
        *_toll_columns(),
        Column("n_reports", COUNT, "reports that tell of it"),
        Column("n_outlets", COUNT, "different outlets among them"),
        Column("first_reported", DATE, "earliest day of publication"),
        Column("background", FLAG, "True when it is history in every report that tells of it"),
        Column("claim_ids", TEXT, "the claims behind it, separated by spaces"),
        Column("report_ids", TEXT, "the reports that tell of it, with a toll or without, separated by spaces"),
    ),
}  # fmt: skip


def columns(table: str) -> list[str]:
    """List the column names of a table, in order.

    >>> columns("sentences")
    ['report_id', 'sentence_id', 'start', 'end', 'text']
    """
    return [c.name for c in TABLES[table]]


def describe(table: str) -> pd.DataFrame:
    """Show what each column of a table means: name, dtype, meaning, allowed words; one row per column."""
    rows = [(c.name, c.dtype, c.meaning, " · ".join(c.allowed or ())) for c in TABLES[table]]
    return pd.DataFrame(rows, columns=["column", "dtype", "meaning", "allowed"])


def empty(table: str) -> pd.DataFrame:
    """Give a table without rows but with every column and its dtype."""
    return pd.DataFrame({c.name: pd.Series(dtype=c.dtype) for c in TABLES[table]})


def conform(table: str, rows: pd.DataFrame | list[dict]) -> pd.DataFrame:
    """Give `rows` as a table: every column there, in order, in its dtype; extra columns are kept at the end.

    A new DataFrame with a fresh index; raises TableError where a column cannot be made its dtype.
    """
    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(rows)
    data = {}
    for column in TABLES[table]:
        values = frame[column.name] if column.name in frame else pd.Series([None] * len(frame), index=frame.index)
        data[column.name] = _cast(table, column, values)
    known = set(data)
    data.update({name: frame[name] for name in frame.columns if name not in known})
    return pd.DataFrame(data).reset_index(drop=True)


def _cast(table: str, column: Column, values: pd.Series) -> pd.Series:
    try:
        if column.dtype == DATE:
            values = pd.to_datetime(values, errors="raise", utc=column.name == "labelled_at")
            if values.dt.tz is not None:
                values = values.dt.tz_localize(None)
        if column.dtype == COUNT:
            values = pd.to_numeric(values)
        return values.astype(column.dtype)
    except (ValueError, TypeError, OverflowError) as problem:
        raise TableError(f"{table}.{column.name} cannot be read as {column.dtype}: {problem}") from problem


@cache
def _schema(table: str):
    import pandera.pandas as pa  # late: half a second that most callers never need

    checks = {}
    for c in TABLES[table]:
        allowed = pa.Check.isin(c.allowed) if c.allowed else None
        checks[c.name] = pa.Column(None, checks=allowed, nullable=not c.required, required=c.required)
    return pa.DataFrameSchema(checks)


def validate(table: str, frame: pd.DataFrame, caller: str = "") -> pd.DataFrame:
    """Check that `frame` can serve as a table and give it back unchanged.

    Raises TableError that names the table, the column, the first rows at fault and what to do.
    """
    if not isinstance(frame, pd.DataFrame):
        raise TableError(f"{caller or table}: expected a DataFrame of {table}, got {type(frame).__name__}.")
    missing = [c.name for c in TABLES[table] if c.required and c.name not in frame.columns]
    if missing:
        raise TableError(
            f"{caller or table}: the {table} table lacks {', '.join(missing)}; it has {', '.join(map(str, frame.columns))}. "
            f"See helpers.tables.describe({table!r})."
        )
    if len(frame):
        _check_values(table, frame, caller)
    return frame


def _check_values(table: str, frame: pd.DataFrame, caller: str) -> None:
    import pandera.errors

    try:
        _schema(table).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as problem:
        case = problem.failure_cases.iloc[0]
        raise TableError(
            f"{caller or table}: column {case['column']} of {table}, row {case['index']}: {case['failure_case']!r} "
            f"does not pass {case['check']}. See helpers.tables.describe({table!r})."
        ) from None
