"""From one raw text to one row of `reports`."""

from __future__ import annotations

import hashlib
import re
from datetime import date

import pandas as pd

from .. import tables
from .cleaning import clean_text
from .datelines import dateline_parts, find_dateline, split_background
from .dates import publication_day
from .errors import ReadError
from .headers import Header, take_header
from .taglines import split_tagline

FROM_HEADER = ("outlet", "dateline", "title", "byline")
_MOST_PASSES = 50  # no report has that many headers above one another; a hostile text may


def parse_report(text: str, report_id: str = "report", published: object = None) -> pd.DataFrame:
    """Parse one raw text of a report into its parts.

    Gives `reports` with one row: published (day; the argument wins over the header), outlet, dateline,
    title and byline as far as the text names them, and text, the body in which all offsets count. The body
    begins with the lead, without the dateline; a first lead that is cut off by `…` is dropped when it is
    word for word the beginning of the second; a tagline goes to byline. Paragraphs stand apart by one blank
    line, hard-wrapped lines are joined. Words, numbers, names and quotation marks stay as they are
    (mojibake is decoded). Parsing a body again changes nothing.

    Raises ReadError when `published` or the header's date is no date, or `text` is no string.

    >>> report = parse_report("date 2026-02-02 QUETTA, Pakistan (AP) — Three died.")
    >>> report.loc[0, ["dateline", "text"]].tolist()
    ['QUETTA, Pakistan', 'Three died.']
    """
    row = {"report_id": report_id, **parse_text(text, published)}
    row["sha256"] = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return tables.conform("reports", [row])


def parse_text(text: str, published: object = None) -> dict[str, object]:
    """Parse one raw text into published, outlet, dateline, title, byline and text.

    The same as `parse_report` without a DataFrame, for loops over many texts.
    """
    if not isinstance(text, str):
        raise ReadError(f"expected a text, found {type(text).__name__}", "Pass the report as one string")
    day, header, body = read_published(published), Header(), clean_text(text)
    for _ in range(_MOST_PASSES):
        previous, body = body, _one_pass(body, header)
        if body == previous:
            found = {name: header.get(name) for name in FROM_HEADER}
            return {"published": day or header.published, "text": body, **found}
    raise ReadError(f"more than {_MOST_PASSES} headers above one another", "Give each report its own file or row")


def read_published(value: object) -> date | None:
    """Read the day that a caller or a column gives; None if missing; raises ReadError where it is no date."""
    try:
        return publication_day(value)
    except (ValueError, OverflowError):
        raise ReadError(f"published is {value!r}, which is no date", "Write it as YYYY-MM-DD") from None


def _one_pass(text: str, header: Header) -> str:
    text = _take_dateline(take_header(text, header), header)
    if "\n" not in text:
        return text
    text, tagline = split_tagline(_drop_first_lead(text, header))
    header.add("byline", tagline)
    return clean_text(text)


def _take_dateline(text: str, header: Header) -> str:
    match = find_dateline(text)
    if not match:
        return text
    found = dateline_parts(match)
    place, day = found.get("place"), found.get("day")
    if day and not header.add_date(day) and not header.published:
        place = f"{place}, {day}"  # without its year it is no date, but all there is
    byline, rest = split_background(text[match.end() :])
    for column, words in (("dateline", place), ("outlet", found.get("outlet")), ("byline", byline)):
        header.add(column, words)
    return rest


def _drop_first_lead(text: str, header: Header) -> str:
    """Drop a lead that stands twice: cut off by `…`, or under the same dateline again.

    Only if it is word for word the beginning of the second, so that nothing is lost.
    """
    first, _, rest = text.partition("\n")
    rest = rest.lstrip("\n")
    lead, match = re.sub(r"\s*(?:…|\.\.\.)$", "", first), find_dateline(rest)
    second = rest[match.end() :] if match else rest
    same_dateline = match and dateline_parts(match).get("place") in header.parts.get("dateline", ())
    return rest if lead and (lead != first or same_dateline) and second.startswith(lead) else text
