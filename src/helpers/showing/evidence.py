"""A table of counts in which every number opens: on its incidents, and each of them on the sentences behind it.

It is plain HTML (`details` elements), so it opens without a script and without a network: in a notebook, in the
exported page, and in a file sent by mail.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import pandas as pd
from IPython.display import HTML

from helpers import tables
from helpers.reading import split_sentences
from helpers.showing import style
from helpers.showing.figures import _days, _range_words
from helpers.showing.highlight import CSS, mark_claims

MONTH = "month"
UNKNOWN = "not known"
# JupyterLab drops the style of a notebook that it does not trust yet: 8 incidents and 42 killed must not read 842.
_GAP = "<i> · </i>"
_STYLE = """
<style>
.cb-evidence{max-width:60rem;font-size:.95rem;font-variant-numeric:tabular-nums}
.cb-evidence summary{cursor:pointer;padding:.35em .2em;display:grid;gap:.1em 1em;align-items:baseline}
.cb-evidence summary::before{content:"▸";grid-column:1}
.cb-evidence details[open]>summary::before{content:"▾"}
.cb-evidence .cb-row>summary,.cb-evidence .cb-head{grid-template-columns:1em minmax(9em,2fr) 5em 8em 12em;
  border-bottom:1px solid #8884}
.cb-evidence .cb-head{display:grid;gap:.1em 1em;padding:.35em .2em;font-weight:600;font-size:.85em}
.cb-evidence .cb-one>summary{grid-template-columns:1em 9em minmax(10em,1fr) 8em 9em;font-size:.93em}
.cb-evidence .cb-one{margin-left:1.4em}
.cb-evidence .cb-row[open],.cb-evidence .cb-one[open]{background:#8881}
.cb-evidence blockquote{margin:.2em 0 .7em 2.6em;font-size:1em;line-height:1.5}
.cb-evidence cite{display:block;font-style:normal;font-size:.82em;opacity:.75}
.cb-evidence .cb-n{text-align:right}
.cb-evidence i{display:none}
@media (max-width:40rem){.cb-evidence summary,.cb-evidence .cb-head{grid-template-columns:1em 1fr auto!important}
  .cb-evidence .cb-last{display:none}}
</style>
"""


def show_evidence(
    incidents: pd.DataFrame,
    claims: pd.DataFrame,
    reports: pd.DataFrame,
    by: str = "incident_type",
    measure: str = "killed",
    mentions: pd.DataFrame | None = None,
    estimates: pd.DataFrame | None = None,
    unit: str = "estimate",
) -> HTML:
    """Show incidents counted by type, place or month, each number opening on the sentences behind it.

    Takes `incidents` with the `claims` and `reports` they came from. by: a column of `incidents`, or "month". One row
    for each of its values, the most incidents first (months in their order): how many incidents, how many people the
    best tolls of `measure` add up to (with the sums of low and high; "or more" where one is open), and, where given,
    the row of `estimates` (a table of `estimating` whose first column holds the same values), in `unit`. A row opens on its
    incidents by day, an incident on what each report says of it, the counted words marked. `mentions` (of
    `linking.find_links`) gives the sentences of an incident that has no number; without it only the report is named.
    History is left out and counted in the last line. Text from reports is escaped. Raises ValueError for a column
    that `incidents` does not have, a measure without tolls, or a quote that its report does not hold.
    """
    tables.validate("incidents", incidents, "show_evidence")
    tables.validate("claims", claims, "show_evidence")
    tables.validate("reports", reports, "show_evidence")
    if by != MONTH and by not in incidents.columns:
        raise ValueError(f"show_evidence: by is {by!r}; give {MONTH!r} or a column of incidents.")
    if f"{measure}_best" not in incidents.columns:
        raise ValueError(f"show_evidence: incidents have no toll of {measure!r}.")
    news = incidents[~incidents["background"].fillna(False).astype(bool)]
    sources = _Sources(claims, reports, mentions)
    rows = [_row(value, group, measure, sources, _found(estimates, value)) for value, group in _groups(news, by)]
    head = _cells("", style.words(by), "incidents", measure, f"{unit} [95%]" if estimates is not None else "")
    left = len(incidents) - len(news)
    foot = (
        f"{len(news)} incidents; {left} told as history left out. Open a row, then an incident, to read its sentences."
    )
    return HTML(f'{CSS}{_STYLE}<div class="cb-evidence" lang="en"><div class="cb-head">{head}</div>{"".join(rows)}<p>{foot}</p></div>')  # fmt: skip


def _groups(news: pd.DataFrame, by: str) -> Iterable[tuple[str, pd.DataFrame]]:
    key = news["date_start"].dt.strftime("%Y-%m") if by == MONTH else news[by].astype("string")
    grouped = list(news.groupby(key.fillna(UNKNOWN), sort=True))
    return grouped if by == MONTH else sorted(grouped, key=lambda g: -len(g[1]))


def _found(estimates: pd.DataFrame | None, value: str) -> str:
    if estimates is None:
        return ""
    names = estimates.iloc[:, 0]
    names = names.dt.strftime("%Y-%m") if pd.api.types.is_datetime64_any_dtype(names) else names.astype("string")
    rows = estimates[names == value]
    if rows.empty or pd.isna(rows["value"].iloc[0]):
        return "not estimated"
    row = rows.iloc[0]
    high = "open" if pd.isna(row["high"]) else f"{row['high']:,.3g}"
    return f"{row['value']:,.3g} [{row['low']:,.3g}, {high}]"


def _row(value: str, group: pd.DataFrame, measure: str, sources: _Sources, estimate: str) -> str:
    low, best, high = (group[f"{measure}_{x}"].astype("Float64") for x in ("low", "best", "high"))
    total = _range_words(int(low.sum()), int(best.sum()), pd.NA if high.isna().any() else int(high.sum()))
    ordered = group.sort_values(["date_start", "incident_id"], na_position="last").to_dict("records")
    inside = "".join(_incident(row, measure, sources) for row in ordered)
    summary = _cells(None, style.words(value), f"{len(group):,}", total, estimate)
    return f'<details class="cb-row"><summary>{summary}</summary>{inside}</details>'


def _cells(first: str | None, *words: str) -> str:
    """Write the cells of a line; the first is the arrow's, which a summary draws itself."""
    names = ("", ' class="cb-n"', ' class="cb-n"', ' class="cb-last"')
    cells = [f"<span{name}>{escape(word)}</span>" for name, word in zip(names, words, strict=True)]
    return ("" if first is None else "<span></span>") + _GAP.join(cells)


def _incident(row: dict, measure: str, sources: _Sources) -> str:
    kind = style.words(row["incident_type"]) if isinstance(row["incident_type"], str) else "not typed"
    place = row["place"] if isinstance(row["place"], str) else "place unknown"
    toll = f"{_range_words(row[f'{measure}_low'], row[f'{measure}_best'], row[f'{measure}_high'])} {measure}"
    said = sources.sentences(row)
    told = f"{row['n_reports']} report{'s' * (row['n_reports'] != 1)}"
    words = _GAP.join(f"<span>{escape(w)}</span>" for w in (_days(row), f"{kind}, {place}", toll, told))
    return f'<details class="cb-one" id="{escape(row["incident_id"])}"><summary>{words}</summary>{said}</details>'


class _Sources:
    """The sentences of the reports, and who says what in them."""

    def __init__(self, claims: pd.DataFrame, reports: pd.DataFrame, mentions: pd.DataFrame | None) -> None:
        self.claims = {str(c["claim_id"]): c for c in claims.to_dict("records")}
        self.reports = {str(r["report_id"]): r for r in reports.to_dict("records")}
        self.spans: dict[str, list[tuple[int, int, int]]] = {}
        for row in split_sentences(reports).itertuples():
            self.spans.setdefault(str(row.report_id), []).append((int(row.sentence_id), int(row.start), int(row.end)))
        self.typed: dict[str, list[tuple[str, set[int]]]] = {}
        for m in [] if mentions is None else mentions.to_dict("records"):
            numbers = {int(n) for n in str(m["sentence_ids"]).split()}
            self.typed.setdefault(m["incident_id"], []).append((str(m["report_id"]), numbers))

    def sentences(self, incident: dict) -> str:
        """Write what each report says of an incident, the earliest first."""
        mine: dict[str, list[dict]] = {str(r): [] for r in str(incident["report_ids"]).split()}
        for claim_id in str(incident["claim_ids"]).split():
            if claim_id in self.claims:
                mine.setdefault(str(self.claims[claim_id]["report_id"]), []).append(self.claims[claim_id])
        known = sorted((r for r in mine if r in self.reports), key=lambda r: (str(self.reports[r]["published"]), r))
        return "".join(self._quotes(r, mine[r], incident["incident_id"]) for r in known)

    def _quotes(self, report_id: str, claims: list[dict], incident_id: str) -> str:
        report = self.reports[report_id]
        claims = sorted(claims, key=lambda c: (c["start"], c["end"]))
        wanted = [s for s in self.spans.get(report_id, []) if any(s[1] <= c["start"] < s[2] for c in claims)]
        if not wanted:
            typed = {n for r, numbers in self.typed.get(incident_id, []) if r == report_id for n in numbers}
            wanted = [s for s in self.spans.get(report_id, []) if s[0] in typed]
        said = " … ".join(mark_claims(report, claims, first, last) for _, first, last in wanted)
        return f'<blockquote class="cb-report">{said}<cite>{escape(_who(report))}</cite></blockquote>'


def _who(report: dict) -> str:
    outlet = report["outlet"] if isinstance(report["outlet"], str) else None
    day = f"{report['published']:%d %B %Y}".lstrip("0") if pd.notna(report["published"]) else None
    return ", ".join(filter(None, (outlet, day, f"report {report['report_id']}")))
