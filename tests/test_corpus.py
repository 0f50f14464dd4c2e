"""The written corpus: it says what was planned, and no two reports were made alike."""

import json
import re
from collections import defaultdict

import pandas as pd
import pytest

from helpers import paths, reading

# What a reporter may write for a number beside its digits and words.
ALSO = {
    2: "both couple pair brothers sisters another second", 3: "trio", 6: "half dozen", 12: "dozen", 20: "score",
    24: "dozen",
}  # fmt: skip
RUN = 10  # words in a row that two reports may not share
# Titles and names of persons and agencies, as people.yaml gives them, are no phrase of a reporter's.
MOST_SHARED = 3  # pairs that may share such a run because a name fills it


@pytest.fixture(scope="module")
def plans():
    lines = (paths.TRUTH / "plans.jsonl").read_text(encoding="utf-8").splitlines()
    return {plan["report_id"]: plan for plan in map(json.loads, lines)}


@pytest.fixture(scope="module")
def reports():
    rejected = []
    found = reading.read_reports(paths.REPORTS / "ostrevane", rejected=rejected)
    assert rejected == []
    return found.set_index("report_id")


def test_every_plan_has_its_report(plans, reports):
    assert set(plans) == set(reports.index)
    for report_id, row in reports.iterrows():
        plan = plans[report_id]
        assert str(row["published"].date()) == plan["published"], report_id
        assert row["outlet"] in (plan["outlet"], "TNS"), report_id
        assert isinstance(row["title"], str) and row["title"], report_id


def test_reports_are_as_long_as_news_briefs_are(reports):
    words = reports["text"].str.split().str.len()
    assert words.between(50, 305).all()
    assert 100 <= words.median() <= 130


ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(n):
    if n < 20:
        return ONES[n]
    if n < 100:
        return TENS[n // 10] + (f"-{ONES[n % 10]}" if n % 10 else "")
    rest = f" and {in_words(n % 100)}" if n % 100 else ""
    return f"{ONES[n // 100]} hundred{rest}"


def stands_in(n, text):
    ways = [str(n), f"{n:,}", in_words(n), in_words(n).replace("one hundred", "a hundred"), *ALSO.get(n, "").split()]
    return any(re.search(rf"(?<![\w,.]){re.escape(way)}(?!\w|[,.]\d)", text) for way in ways)


def test_every_planned_number_stands_in_its_text(plans, reports):
    missing = []
    for report_id, plan in plans.items():
        text = reports["text"][report_id].lower()
        for said in (s for i in plan["incidents"] for s in i["numbers_and_who_says_them"]):
            n = said["low"]
            # one is a man, a soldier, the driver: only a reader can tell
            if n > 1 and not stands_in(n, text):
                missing.append((report_id, said["measure"], n))
    assert missing == []


def runs(text):
    words = re.findall(r"[a-z0-9']+", text.lower())
    return {tuple(words[k : k + RUN]) for k in range(len(words) - RUN + 1)}


def test_no_two_reports_share_a_run_of_words(plans, reports):
    where = defaultdict(set)
    for report_id, text in reports["text"].items():
        for run in runs(text):
            where[run].add(report_id)
    kin = {r: p.get("rewrite_of", p.get("corrects", r)) for r, p in plans.items()}
    pairs = {
        (a, b) for shared in where.values() for a in shared for b in shared if a < b and kin[a] != kin[b]
    }  # fmt: skip
    assert len(pairs) <= MOST_SHARED, sorted(pairs)


def test_a_rewrite_is_nearer_to_its_source_than_any_other_report(plans, reports):
    def shingles(text, n=4):
        words = re.findall(r"[a-z0-9']+", text.lower())
        return {tuple(words[k : k + n]) for k in range(len(words) - n + 1)}

    of = {r: shingles(text) for r, text in reports["text"].items()}
    copies = {r: p["rewrite_of"] for r, p in plans.items() if "rewrite_of" in p}
    assert len(copies) >= 30
    kin = {r: p.get("rewrite_of", r) for r, p in plans.items()}
    for copy, source in copies.items():
        shared = {r: len(of[copy] & of[r]) for r in of if kin[r] != source}
        assert len(of[copy] & of[source]) > max(shared.values()), (copy, source)


def test_a_dozen_raw_files_carry_debris():
    folder = paths.REPORTS / "ostrevane"
    pages = list(folder.glob("*.html"))
    odd = [
        path
        for path in folder.glob("*.txt")
        if re.search(rb"\xc3\xa2\xe2\x82\xac|\r\n|\xc2\xa0|\xc2\xad|[\x91-\x97](?![\x80-\xbf])", path.read_bytes())
    ]
    assert len(pages) + len(odd) >= 12


def test_the_reports_name_no_real_agency(reports):
    real = re.compile(r"\b(?:Reuters|AFP|Associated Press|Xinhua|BBC|CNN|TASS|Al Jazeera)\b")
    assert not [r for r, text in reports["text"].items() if real.search(text)]


def test_parts_cover_every_report(reports):
    parts = pd.read_csv(paths.TRUTH / "parts.csv").set_index("report_id")["part"]
    assert set(parts.index) == set(reports.index) and set(parts) == {"train", "choose", "reserve", "test"}
