"""Compare sentence boundaries with pysbd and sentencex, and measure reports a second.

    CASEBOOK_CORPORA=folder python benchmarks/bench_reading.py

The 415 sentences of `tests/gold/sentences.jsonl` were marked by hand, before any splitter was run on them.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import pandas as pd
import pysbd
import sentencex

from helpers import reading
from helpers.reading.sentences import sentence_spans

GOLD = Path(__file__).parents[1] / "tests" / "gold" / "sentences.jsonl"
ROWS = 100_000
Splitter = Callable[[str], list[tuple[int, int]]]


def with_sentencex(text: str) -> list[tuple[int, int]]:
    """Split with sentencex alone; it panics on some spaces outside ASCII, so they are made plain."""
    plain = re.sub(r"[^\S\n ]", " ", text)
    pieces = [(p["start_index"], p["end_index"]) for p in sentencex.get_sentence_boundaries("en", plain)]
    return [stripped(text, start, end) for start, end in pieces if text[start:end].strip()]


def with_pysbd(text: str) -> list[tuple[int, int]]:
    """Split with pysbd alone."""
    pieces = pysbd.Segmenter(language="en", clean=False, char_span=True).segment(text)
    return [stripped(text, p.start, p.end) for p in pieces if p.sent.strip()]


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the span without the white space at its edges."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def boundary_scores(split: Splitter, texts: dict[str, str], spans: list[dict]) -> tuple[float, float, float]:
    """Score the ends of sentences inside the marked passages: precision, recall, F1."""
    right = made = marked = 0
    for report_id, group in groupby(spans, key=lambda span: span["report_id"]):
        hand = [(span["start"], span["end"]) for span in group]
        ends = {end for _, end in split(texts[report_id])}
        ours = {end for end in ends if any(start < end <= stop for start, stop in hand)}
        right, made, marked = right + len(ours & {e for _, e in hand}), made + len(ours), marked + len(hand)
    return right / made, right / marked, 2 * right / (made + marked)


def texts_a_second(split: Splitter, texts: list[str]) -> float:
    """Time a splitter on texts, one after the other; the best of three, in processor time."""
    times = []
    for _ in range(3):
        start = time.process_time()
        for text in texts:
            split(text)
        times.append(time.process_time() - start)
    return len(texts) / min(times)


def reports_a_second(texts: list[str]) -> float:
    """Time `iter_reports` and `split_sentences` on a JSONL of 100,000 short reports, in one process."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reports.jsonl"
        with file.open("w", encoding="utf-8") as out:
            for row in range(ROWS):
                out.write(json.dumps({"report_id": str(row), "text": texts[row % len(texts)]}) + "\n")
        start = time.process_time()
        for reports in reading.iter_reports(file):
            reading.split_sentences(reports)
        return ROWS / (time.process_time() - start)


def main() -> None:
    """Print the two tables."""
    if not os.environ.get("CASEBOOK_CORPORA"):
        sys.exit("The marked sentences are of published corpora: set CASEBOOK_CORPORA to their folder.")
    spans = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    corpora = {name: reading.fetch_corpus(name).reports for name in ("muc4", "satp", "insightcrime")}
    texts = dict(pd.concat(corpora.values())[["report_id", "text"]].itertuples(index=False))
    sample = corpora["insightcrime"]["text"].tolist()[:100]
    splitters = {"pysbd": with_pysbd, "sentencex": with_sentencex, "reading": sentence_spans}
    speed = {name: texts_a_second(split, sample) for name, split in splitters.items()}
    print(f"{len(spans)} sentences marked by hand\n{'':12}precision  recall  F1     speed (sentencex = 1)")
    for name, split in splitters.items():
        scores = "  ".join(f"{value:.4f}" for value in boundary_scores(split, texts, spans))
        print(f"{name:12}{scores}  {speed[name] / speed['sentencex']:.3f}")
    print(f"reading and splitting: {reports_a_second(corpora['satp']['text'].tolist()):,.0f} reports a second")


if __name__ == "__main__":
    main()
