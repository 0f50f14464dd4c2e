"""The files of MUC-3 and MUC-4: wire reports and the answer keys with their 25 slots."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas as pd

from .dates import DATE, read_date
from .errors import ReadError
from .parsing import parse_text

# In the order of the key; slot 0 is the report's id and slot 1 the number of the template.
SLOTS = (
    "incident_date", "incident_location", "incident_type", "stage_of_execution", "instrument_id",
    "instrument_type", "perp_category", "perp_individual", "perp_organization", "perp_confidence",
    "target_id", "target_type", "target_number", "target_nation", "target_effect", "target_total",
    "human_name", "human_description", "human_type", "human_number", "human_nation", "human_effect",
    "human_total",
)  # fmt: skip
TYPES = ("ARSON", "ATTACK", "BOMBING", "FORCED WORK STOPPAGE", "KIDNAPPING", "ROBBERY")

_MESSAGE = re.compile(r"(?m)^((?:DEV|TST\d)-MUC\d-\d{4})(?:[ \t]+\([^()\n]*\))?[ \t]*$")
_SLOT = re.compile(r"(\d{1,2})\.\s+[A-Z]+(?: [A-Z]+)*:(?: [A-Z]+)+(?:\s{2,}|\t|$)(.*)")
_FIRST_SLOT = re.compile(r"(?m)^0\.\s+MESSAGE: ID")


def read_messages(path: Path) -> list[dict]:
    """Read a file of MUC reports: one row of `reports` as a dict for each message, without its sha256.

    Raises ReadError where the file holds no message.
    """
    pieces = _MESSAGE.split(path.read_text(encoding="latin-1"))
    if len(pieces) < 3:
        raise ReadError("no message like DEV-MUC3-0001 in it", "Take the file of the download", str(path))
    pairs = zip(pieces[1::2], pieces[2::2], strict=True)
    return [{"report_id": name.lower(), **parse_text(raw), "raw": raw} for name, raw in pairs]


def read_keys(path: Path) -> tuple[list[str], list[dict]]:
    """Read a file of answer keys: the ids of all reports it judges, and one dict for each template.

    A report without an incident has an id and no template. Raises ReadError where a slot is missing.
    """
    text = path.read_text(encoding="latin-1")
    starts = [m.start() for m in _FIRST_SLOT.finditer(text)]
    judged, templates = [], []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        slots = _slots(text[start:end])
        if len(slots) != len(SLOTS) + 2:
            row = text.count("\n", 0, start) + 1
            raise ReadError(f"a template with {len(slots)} of 25 slots", "Restore the file", str(path), row)
        report_id = slots[0].split()[0].lower()
        judged.append(report_id)
        if slots[1] != "*":
            templates.append(_template(report_id, slots))
    return judged, templates


def _slots(block: str) -> dict[int, str]:
    """Read the slots of one template; the entries of a slot stay apart by a line break, as printed."""
    slots: dict[int, str] = {}
    last = None
    for line in block.splitlines():
        if match := _SLOT.match(line):
            last = int(match[1])
            slots[last] = match[2].strip()
        elif last is not None and line[:1].isspace() and line.strip():
            slots[last] += "\n" + line.strip()
    return slots


def _template(report_id: str, slots: dict[int, str]) -> dict:
    first, last = incident_days(slots[2])
    return {
        "report_id": report_id,
        "template": int(re.match(r"\d+", slots[1])[0]),
        "optional": "OPTIONAL" in slots[1],
        **{name: None if slots[i] == "-" else slots[i] for i, name in enumerate(SLOTS, 2)},
        "date_start": first,
        "date_end": last,
    }


def templates_table(templates: list[dict]) -> pd.DataFrame:
    """Make one row per template: report_id, template (number), optional, 23 slots, date_start, date_end.

    A slot holds the key's words: an entry a line, alternatives apart by ` / `, `?` before what is uncertain,
    `*` where the slot does not apply; missing where it has no fill. The two dates are datetime64 (days);
    date_start is missing where the key says `on or before`.
    """
    columns = ["report_id", "template", "optional", *SLOTS, "date_start", "date_end"]
    frame = pd.DataFrame(templates, columns=columns)
    days = {c: pd.to_datetime(frame[c]).astype("datetime64[us]") for c in ("date_start", "date_end")}
    words = {c: frame[c].astype("str") for c in ("report_id", *SLOTS)}
    return frame.assign(template=frame["template"].astype("int64"), optional=frame["optional"].astype(bool)).assign(
        **words, **days
    )


def incident_days(words: str) -> tuple[date | None, date | None]:
    """Read a date slot as first and last possible day; alternatives are spanned.

    >>> incident_days("- 08 JAN 90")
    (None, datetime.date(1990, 1, 8))
    """
    spans = [_span(part.strip(" ()?")) for part in words.replace("\n", " / ").split("/")]
    spans = [span for span in spans if span[1]]
    if not spans:
        return None, None
    firsts, lasts = zip(*spans, strict=True)
    return None if None in firsts else min(firsts), max(lasts)


def _span(part: str) -> tuple[date | None, date | None]:
    try:
        days = [read_date(found) for found in re.findall(DATE, part)]
    except ValueError:  # the key has a 31 June; its words stay in incident_date
        return None, None
    if not days or None in days:
        return None, None
    return (None if part.startswith("-") else days[0]), days[-1]


def fillers(templates: pd.DataFrame) -> pd.DataFrame:
    """Take the slots apart: one row per fill, of every template's every slot that has one.

    Columns: report_id, template, slot, entry (0, 1 …; entries hold together), alternative (0, 1 … within
    the entry: any one of them is right), value (without quotation marks), about (for `DEATH: "BISHOP"` the
    words it is said of, apart by ` / `), uncertain (a `?` stands before it). Slots that do not apply have no
    row.
    """
    rows = []
    for record in templates.to_dict("records"):
        for slot in SLOTS:
            words = record[slot]
            if isinstance(words, str) and words != "*":
                rows += [{k: record[k] for k in ("report_id", "template")} | f for f in _fills(slot, words)]
    columns = ["report_id", "template", "slot", "entry", "alternative", "value", "about", "uncertain"]
    return pd.DataFrame(rows, columns=columns)


_STRING = re.compile(r'"[^"]*"')
# A slash, colon or bracket inside a quoted string parts nothing: it is hidden while the entry is parted.
_HIDE = dict(zip(map(ord, "/:()"), "\ue000\ue001\ue002\ue003", strict=True))
_SHOW = {ord(hidden): chr(shown) for shown, hidden in _HIDE.items()} | {ord('"'): None}


def _fills(slot: str, words: str) -> list[dict]:
    fills = []
    for entry, line in enumerate(words.split("\n")):
        hidden = _STRING.sub(lambda match: match[0].translate(_HIDE), line)
        for number, (value, about) in enumerate(_alternatives(hidden, slot == "incident_location")):
            fill = {
                "value": value.lstrip("? ").translate(_SHOW),
                "about": about.translate(_SHOW) or None,
                "uncertain": value.startswith("?"),
            }
            fills.append({"slot": slot, "entry": entry, "alternative": number, **fill})
    return fills


def _alternatives(entry: str, is_place: bool) -> list[tuple[str, str]]:
    """Part one entry into its alternatives, each a value and what it is said of.

    `(A: x) / (B: y)` are two of the whole; `A / B: x` two values of one; the colons of a place part nothing.
    """
    if re.search(r"\)\s*/|/\s*\(", entry):
        wholes = re.split(r"\)\s*/\s*\(?", entry.strip("()"))
        parted = [(whole, "", "") if is_place else whole.partition(": ") for whole in wholes]
    elif is_place:
        parted = [(entry, "", "")]
    else:
        values, colon, about = entry.partition(": ")
        parted = [(value, colon, about) for value in values.strip("()").split("/")]
    return [(value.strip(), about.strip()) for value, _, about in parted]


def first_types(templates: pd.DataFrame, report_ids: list[str]) -> pd.DataFrame:
    """Make the indicator table of incident types (0/1): the first-named type of every template, optional too.

    One row per report in `report_ids`, which is the index; a report without a template has none.
    """
    named = templates["incident_type"].str.split("/").str[0].str.strip(" ?")
    found = pd.crosstab(templates["report_id"], named.rename(None)).clip(upper=1)
    return found.reindex(index=pd.Index(report_ids, name="report_id"), columns=list(TYPES), fill_value=0).astype(
        "int64"
    )
