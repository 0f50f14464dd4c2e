"""Measure how fast claims are found, beside two baselines, and how right they are where a gold is.

    CASEBOOK_CORPORA=folder CASEBOOK_EXAMPLES=folder python benchmarks/bench_claims.py

The baselines are what people paste into notebooks: the first number near "killed", and one regular expression.
Without the corpora the reports of data/reports are read; without the examples no accuracy is printed.
"""

from __future__ import annotations

import json
import os
import re
import resource
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import extracting, linking, reading, tables
from helpers.paths import DATA, ROOT

SIZE = 500
GOLD = ROOT / "tests" / "gold"
PASTED = re.compile(
    r"(\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten) (?:\w+ ){0,4}?(?:were |was )?(killed|wounded|injured)",
    re.I,
)
ACTIVE = re.compile(
    r"(killed|killing|wounded|injured|injuring) (?:\w+ ){0,2}?(\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.I,
)
NUMBER = re.compile(r"\d[\d,]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b", re.I)
WORDS = {w: n for n, w in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1)}
Finder = Callable[[str], list[tuple[str, int]]]


def value(word: str) -> int:
    """Read a number word or digits."""
    return WORDS.get(word.lower()) or int(word.replace(",", ""))


def by_expression(text: str) -> list[tuple[str, int]]:
    """Find claims with the regular expression that people paste into notebooks."""
    found = [(m.group(2), m.group(1)) for m in PASTED.finditer(text)]
    found += [(m.group(1), m.group(2)) for m in ACTIVE.finditer(text)]
    return [("killed" if verb.lower().startswith("kill") else "injured", value(number)) for verb, number in found]


def by_nearest(text: str) -> list[tuple[str, int]]:
    """Find one claim: the first number near the first "killed"."""
    at = text.lower().find("killed")
    numbers = (
        [(abs(m.start() - at), value(m.group())) for m in NUMBER.finditer(text, max(0, at - 120), at + 120)]
        if at >= 0
        else []
    )
    return [("killed", min(numbers)[1])] if numbers else []


def by_us(text: str, published: str | None = None) -> list[tuple[str, int]]:
    """Find claims with `extracting.extract_claims`."""
    report = reading.parse_report(text, report_id="r", published=published)
    found = extracting.extract_claims(report)
    return list(zip(found["measure"], found["low"].astype(int), strict=True))


def some_reports() -> pd.DataFrame:
    """Give reports to measure speed on: SATP where the corpora are, else the embedded ones."""
    if "CASEBOOK_CORPORA" in os.environ:
        return reading.fetch_corpus("satp").reports.head(SIZE)
    found = reading.read_reports(DATA / "reports")
    return (
        pd.concat([found] * (SIZE // len(found) + 1), ignore_index=True)
        .head(SIZE)
        .assign(report_id=[f"r{i}" for i in range(SIZE)])
    )


def per_second(work: Callable[[], object], reports: int) -> float:
    """Measure reports a second of processor time, the best of three runs."""
    seconds = []
    for _ in range(3):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return reports / max(min(seconds), 1e-9)


def speed() -> None:
    """Print reports a second of ours and of the expression, and the memory at the end."""
    reports = tables.conform("reports", some_reports())
    extracting.extract_claims(reports.head(5))  # the word lists are read once
    ours = per_second(lambda: extracting.extract_claims(reports), len(reports))
    pasted = per_second(lambda: [by_expression(text) for text in reports["text"]], len(reports))
    words = reports["text"].str.split().str.len().mean()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(reports)} reports of {words:.0f} words: {ours:.0f} reports/s (expression: {pasted:.0f}/s, 1 : {pasted / ours:.0f}), peak {peak:.0f} MB"
    )


def growth() -> None:
    """Print how time grows with the length of one report."""
    text, lengths, seconds = str(some_reports()["text"].iloc[0]) + " ", (20, 80, 320), []
    for times in lengths:
        report = tables.conform("reports", [{"report_id": "r", "text": text * times}])
        start = time.process_time()
        extracting.extract_claims(report)
        seconds.append(time.process_time() - start)
    slope = np.polyfit(np.log(lengths), np.log(seconds), 1)[0]
    print(
        f"length x{lengths[-1] // lengths[0]}: time x{seconds[-1] / seconds[0]:.1f} (exponent {slope:.2f}; 1 is linear)"
    )


def overlap(found: list[tuple[str, int]], wanted: list[tuple[str, int]]) -> int:
    """Count the claims of one report that are right, each wanted one once."""
    left, right = list(wanted), 0
    for claim in found:
        if claim in left:
            left.remove(claim)
            right += 1
    return right


def accuracy(name: str, folder: Path) -> None:
    """Print precision, recall and F1 of measure and number on reports with a key, with an interval of F1."""
    keys = [json.loads(line) for line in (folder / "keys.jsonl").read_text(encoding="utf-8").splitlines() if line]
    texts = [(folder / f"{k['article']}.txt").read_text(encoding="utf-8") for k in keys]
    print(f"{name} ({len(keys)} reports)")
    for coder, find in (
        ("  first number near “killed”", by_nearest),
        ("  regular expression", by_expression),
        ("  extract_claims", None),
    ):
        counts = []
        for key, text in zip(keys, texts, strict=True):
            found = find(text) if find else by_us(text, key["published"])
            wanted = [(c["measure"], c["low"]) for c in key["claims"]]
            counts.append((overlap(found, wanted), len(found), len(wanted)))
        print_scores(coder, np.array(counts))


def read_lines(name: str) -> list[dict]:
    """Read one of the codings in tests/gold."""
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


def satp_tolls(name: str) -> None:
    """Print how often the dead, the injured and the dead by group of a SATP report are exactly what two coders say.

    `satp_tolls` was read while the rules were written, `satp_held_out` by nobody who worked on them.
    """
    coders = [read_lines(f"{name}_coder{n}.jsonl") for n in (1, 2)]
    reports = reading.fetch_corpus("satp").reports
    reports = reports[reports["report_id"].isin([row["id"] for row in coders[0]])]
    tolls = linking.report_tolls(extracting.extract_claims(reports), list(reports["report_id"])).set_index("report_id")
    for what, of_coder, of_toll in (
        ("dead", lambda r: r["killed"], lambda t: {"low": t["killed_low"], "high": t["killed_high"]}),
        ("injured", lambda r: r["injured"], lambda t: {"low": t["injured_low"], "high": t["injured_high"]}),
        ("dead by group", _groups_of_coder, _groups_of_toll),
    ):
        agreed = [a for a, b in zip(*coders, strict=True) if of_coder(a) == of_coder(b)]
        right = np.array([_as_coded(of_toll(tolls.loc[a["id"]])) == _as_coded(of_coder(a)) for a in agreed])
        draws = right[np.random.default_rng(7).integers(0, len(right), (1000, len(right)))].mean(axis=1)
        low, high = np.percentile(draws, [2.5, 97.5])
        print(f"{name}, {what} exactly right: {right.mean():.3f} [{low:.3f}, {high:.3f}], n = {len(right)}")


def muc4_claims() -> None:
    """Print how far each coder of 60 MUC-4 reports agrees with the machine, and with the other coder."""
    coders = {
        f"coder {n}": {r["report_id"]: r["claims"] for r in read_lines(f"muc4_claims_coder{n}.jsonl")} for n in (1, 2)
    }
    reports = reading.fetch_corpus("muc4").reports
    reports = reports[reports["report_id"].isin(coders["coder 1"])]
    found = extracting.extract_claims(reports)
    coders["machine"] = {i: found[found["report_id"] == i].to_dict("records") for i in reports["report_id"]}
    for one, other in (("machine", "coder 1"), ("machine", "coder 2"), ("coder 1", "coder 2")):
        counts = []
        for i in reports["report_id"]:
            a, b = ([(c["measure"], c["low"]) for c in coders[who][i]] for who in (one, other))
            counts.append((overlap(a, b), len(a), len(b)))
        print_scores(f"MUC-4, {one} beside {other}", np.array(counts))


def _as_coded(bounds: dict) -> dict:
    """Code an open figure as the toll guide does: "at least 3" is 3."""
    if "high" not in bounds:
        return bounds
    low = int(bounds["low"])
    return {"low": low, "high": low if pd.isna(bounds["high"]) else int(bounds["high"])}


def _groups_of_coder(row: dict) -> dict:
    return {k: row[f"killed_{k}"] for k in ("civilians", "security", "militants")}


def _groups_of_toll(toll: pd.Series) -> dict:
    names = {"civilians": "civilians", "security": "security_forces", "militants": "militants"}
    return {k: int(toll[f"killed_{v}_best"]) for k, v in names.items()}


def print_scores(name: str, counts: np.ndarray) -> None:
    """Print one line of scores; the interval is a bootstrap over reports."""
    right, found, wanted = counts.sum(axis=0)
    draws = np.random.default_rng(7).integers(0, len(counts), (1000, len(counts)))
    sums = counts[draws].sum(axis=1)
    low, high = np.percentile(2 * sums[:, 0] / (sums[:, 1] + sums[:, 2]), [2.5, 97.5])
    f1 = 2 * right / max(found + wanted, 1)
    print(
        f"{name}: precision {right / max(found, 1):.2f}, recall {right / wanted:.2f}, F1 {f1:.2f} [{low:.2f}, {high:.2f}], n = {wanted}"
    )


if __name__ == "__main__":
    speed()
    growth()
    accuracy("reports about invented countries, read while the rules were written", GOLD / "reports")
    accuracy("reports about invented countries, read by nobody who worked on the rules", GOLD / "held_out")
    if "CASEBOOK_EXAMPLES" in os.environ:
        accuracy("example reports", Path(os.environ["CASEBOOK_EXAMPLES"]))
    if "CASEBOOK_CORPORA" in os.environ:
        satp_tolls("satp_tolls")
        satp_tolls("satp_held_out")
        muc4_claims()
