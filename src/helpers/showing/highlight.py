"""A report with its claims marked on their words, safe to show whatever the text holds."""

from __future__ import annotations

from html import escape

import pandas as pd
from IPython.display import HTML

from helpers import tables
from helpers.showing import style

CSS = """
<style>
.cb-report{max-width:46em;line-height:1.75;font-size:1rem;white-space:pre-line}
.cb-report mark{color:inherit;padding:.08em .2em;border-radius:.25em;border-bottom:.16em solid var(--c);
  background:color-mix(in srgb,var(--c) 16%,transparent)}
.cb-report mark.cb-past{border-bottom-style:dotted;opacity:.75}
.cb-report sup{font-size:.68em;font-weight:600;margin-left:.15em;white-space:nowrap}
.cb-legend{font-size:.8rem;margin-top:.8em;white-space:normal}
.cb-legend span{border-bottom:.16em solid var(--c);margin-right:1em}
</style>
"""


def highlight_claims(report: pd.Series | dict, claims: pd.DataFrame) -> HTML:
    """Show the text of one report with each of its claims marked on its words.

    Takes one row of `reports` and the `claims` (those of other reports are left out). Every mark carries number,
    group and scope; what the text itself says is escaped, never run. Raises ValueError if a quote is not in the
    text where the claim says it is.
    """
    tables.validate("claims", claims, "highlight_claims")
    mine = claims[claims["report_id"] == report["report_id"]].sort_values(["start", "end"])
    body = mark_claims(report, mine.to_dict("records"))
    return HTML(f'{CSS}<div class="cb-report" lang="en">{body}{_legend(list(mine["measure"]))}</div>')


def mark_claims(report: pd.Series | dict, claims: list[dict], first: int = 0, last: int | None = None) -> str:
    """Write the characters first to last of a report as HTML, its claims (in the order of the text) marked.

    What the text itself says is escaped. A claim that begins outside is left out. Raises ValueError if a quote is not
    in the text where the claim says it is.
    """
    text = report["text"]
    last = len(text) if last is None else last
    pieces, at = [], first
    for claim in claims:
        start, end = int(claim["start"]), int(claim["end"])
        if text[start:end] != claim["quote"]:
            raise ValueError(
                f"claim {claim['claim_id']}: its quote is not what stands at {start}–{end} of {report['report_id']}."
            )
        if not first <= start < last:
            continue
        start = max(start, at)  # where two quotes share words, the second mark begins behind the first
        pieces += [escape(text[at:start]), _mark(text[start:end], claim)]
        at = max(at, end)
    return "".join([*pieces, escape(text[at:last])])


def _mark(words: str, claim: dict) -> str:
    number = claim_number(claim)
    note = f"{number} {claim['measure']} · {style.words(claim['group'])} · {style.words(claim['scope'])}"
    who = claim["claimant"] if isinstance(claim["claimant"], str) else "the report itself"
    title = escape(f"{note} · says {who}", quote=True)
    past = ' class="cb-past"' if claim["scope"] == "background" else ""
    colour = style.MEASURES[claim["measure"]]
    return f'<mark{past} style="--c:{colour}" title="{title}">{escape(words)}<sup>{escape(note)}</sup></mark>'


def claim_number(claim: dict) -> str:
    """Write a claim's number as its words mean it: 24, ~24, ≥31, ≤40, 8–10.

    >>> claim_number({"low": 31, "high": None, "modifier": "at_least"})
    '≥31'
    """
    low, high = claim["low"], claim["high"]
    if pd.isna(low):
        return "?"
    if pd.isna(high):
        return f"≥{int(low)}"
    if claim["modifier"] == "up_to":
        return f"≤{int(high)}"
    if claim["modifier"] in ("about", "nearly"):
        return f"~{int(low)}"
    return f"{int(low)}" if low == high else f"{int(low)}–{int(high)}"


def _legend(measures: list[str]) -> str:
    if not measures:
        return '<div class="cb-legend">no claims</div>'
    spans = "".join(f'<span style="--c:{style.MEASURES[m]}">{escape(m)}</span>' for m in dict.fromkeys(measures))
    return f'<div class="cb-legend">{spans}dotted: history</div>'
