"""Adjudication: from what several coders said to gold labels, each with how it came to be."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from helpers import tables
from helpers.annotating.annotator import Annotator
from helpers.annotating.coefficients import sets_of_types, units_of
from helpers.annotating.queues import by_disagreement
from helpers.tables import in_order_of_types

GOLD = "gold"


def adjudicate(labels: pd.DataFrame, decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """Give gold `labels`, coder "gold", with the column how (str) that says for each row how it came to be.

    how is, the first that holds: "decided" (a person settled it: the types of `decisions`, her reason as
    comment), "agreed" (all coders gave the same set of types), "majority" (more than half of three or more
    gave this set) or "single" (one coder only). Adds coders (str, who gave exactly this set, separated by
    "; "). Units in dispute that nobody settled are left out, since a guess is no gold: `disputes` lists
    them. `decisions` are `labels` of one adjudicator or, where there are several, the latest counts.
    """
    tables.validate("labels", labels, "adjudicate")
    votes, notes, settled = sets_of_types(labels), _notes(labels), _settled(decisions)
    rows = []
    for unit in {**votes, **settled}:
        rows += _gold_rows(unit, votes.get(unit, {}), notes.get(unit, {}), settled.get(unit))
    gold = tables.conform("labels", pd.DataFrame(rows, columns=[*tables.columns("labels"), "how", "coders"]))
    gold = gold.astype({"how": "str", "coders": "str"})
    return gold.sort_values(["report_id", "sentence_id"], kind="stable", ignore_index=True)


def disputes(labels: pd.DataFrame, decisions: pd.DataFrame | None = None) -> pd.DataFrame:
    """List the units that neither agreement, majority nor a decision settles, the furthest apart first.

    One row for each unit: report_id (str), sentence_id (Int64), disagreement (float64, mean MASI
    distance), and said (str, what each coder gave and wrote). It can be an annotator's queue.
    """
    tables.validate("labels", labels, "disputes")
    settled = _settled(decisions)
    votes, notes = sets_of_types(labels), _notes(labels)
    left = [unit for unit, sets in votes.items() if unit not in settled and _verdict(sets) is None]
    queue = by_disagreement(pd.DataFrame(left, columns=["report_id", "sentence_id"]), labels)
    said = [_what_was_said(votes[unit], notes[unit]) for unit in units_of(queue)]
    return queue.assign(said=pd.Series(said, dtype="str"))


def adjudicator(
    labels: pd.DataFrame,
    reports: pd.DataFrame,
    coder: str,
    sentences: pd.DataFrame | None = None,
    folder: str | Path | None = None,
    decisions: pd.DataFrame | None = None,
    **more,
) -> Annotator:
    """Show the disputes in an annotator, side by side with comments; one key takes a coder's side.

    Keys 1 to 0 settle it otherwise, c keeps the reason. Decisions go to `<folder>/<coder>.jsonl`; give a
    folder other than the coders' own, so that `read_labels` of one never mixes with the other.
    """
    queue = disputes(labels, decisions)
    return Annotator(reports, coder, sentences, folder, queue=queue, others=labels, claims=False, **more)


def suggestion_effect(decisions: pd.DataFrame, suggestions: pd.DataFrame) -> pd.DataFrame:
    """Measure how much suggestions pull coders: how often they end up with one, shown or not shown.

    Takes the history of `read_decisions` and all `suggestions` (report_id, sentence_id, incident_type),
    shown or not; show them for a random half of the units to compare like with like. Only a coder's last
    standing decision on a unit counts. Returns one row for each coder and shown (bool): n (int64, units),
    same (float64, share of units whose set of types is the suggested one), seconds (float64, median).
    """
    wanted = {unit: sets[""] for unit, sets in sets_of_types(suggestions.assign(coder="")).items()}
    last = decisions[(decisions["kind"] == "type") & decisions["stands"]]
    last = last.drop_duplicates(["coder", "report_id", "sentence_id"], keep="last")
    rows = [
        (coder, isinstance(shown, list), float(frozenset(types) == wanted[unit]), seconds)
        for unit, coder, shown, types, seconds in zip(
            units_of(last), last["coder"], last["suggested"], last["types"], last["seconds"], strict=True
        )
        if unit in wanted and types
    ]
    table = pd.DataFrame(rows, columns=["coder", "shown", "same", "seconds"])
    table = table.astype({"coder": "str", "shown": "bool", "same": "float64", "seconds": "float64"})
    by = table.groupby(["coder", "shown"])
    return by.agg(n=("same", "size"), same=("same", "mean"), seconds=("seconds", "median")).reset_index()


def _verdict(sets: dict[str, frozenset]) -> tuple[str, frozenset] | None:
    """Give how a unit is settled without a person, and its types; None where it is in dispute."""
    kinds = list(sets.values())
    if len(kinds) == 1:
        return "single", kinds[0]
    if len(set(kinds)) == 1:
        return "agreed", kinds[0]
    top = max(kinds, key=kinds.count)
    return ("majority", top) if len(kinds) > 2 and kinds.count(top) * 2 > len(kinds) else None


def _gold_rows(unit: tuple, sets: dict[str, frozenset], notes: dict[str, dict], decision: dict | None) -> list[dict]:
    verdict = ("decided", decision["types"]) if decision else _verdict(sets)
    if verdict is None:
        return []
    how, types = verdict
    agreeing = sorted(coder for coder, given in sets.items() if given == types)
    note = decision or {**_newest(notes[coder] for coder in agreeing), "comment": ""}
    common = {name: note[name] for name in ("comment", "labelled_at", "codebook_version")}
    common |= {
        "report_id": unit[0],
        "sentence_id": unit[1],
        "coder": GOLD,
        "how": how,
        "coders": "; ".join(agreeing),
    }
    return [{**common, "incident_type": name} for name in in_order_of_types(types)]


def _notes(labels: pd.DataFrame) -> dict[tuple, dict[str, dict]]:
    """Give what each coder wrote beside her types of each unit: comment, labelled_at, codebook_version."""
    notes: dict[tuple, dict[str, dict]] = {}
    full = tables.conform("labels", labels)
    for unit, row in zip(units_of(full), full.to_dict("records"), strict=True):
        kept = {name: row[name] for name in ("comment", "labelled_at", "codebook_version")}
        notes.setdefault(unit, {})[row["coder"]] = kept
    return notes


def _settled(decisions: pd.DataFrame | None) -> dict[tuple, dict]:
    """Give the latest decision on each unit: its types, and what was written beside them."""
    if decisions is None or decisions.empty:
        return {}
    tables.validate("labels", decisions, "adjudicate: decisions")
    sets, notes = sets_of_types(decisions), _notes(decisions)
    return {
        unit: _newest({**note, "types": sets[unit][coder]} for coder, note in by_coder.items())
        for unit, by_coder in notes.items()
    }


def _newest(notes: Iterable[dict]) -> dict:
    return max(notes, key=lambda note: pd.Timestamp.min if pd.isna(note["labelled_at"]) else note["labelled_at"])


def _what_was_said(sets: dict[str, frozenset], notes: dict[str, dict]) -> str:
    parts = []
    for coder in sorted(sets):
        comment = notes[coder]["comment"]
        why = "" if pd.isna(comment) or not comment else f" ({comment})"
        parts.append(f"{coder}: {', '.join(in_order_of_types(sets[coder]))}{why}")
    return " | ".join(parts)
