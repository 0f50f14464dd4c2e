"""reading.split_sentences: boundaries that a reader would set, and offsets that always hold."""

import json
import os
from itertools import groupby, pairwise
from pathlib import Path
from time import process_time

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers import reading, tables
from helpers.reading.parsing import parse_text
from helpers.reading.sentences import sentence_spans

GOLD = Path(__file__).parent / "gold" / "sentences.jsonl"

# A bar marks each boundary; nothing else about the text is given away.
MARKED = [
    "Gen. Ali met Lt. Col. J. R. Smith.| They left.",
    "It began at 5 a.m. Monday.| It ended at 12.30 am.| Nobody died at 9 p.m. on Sunday.",
    "At 7 p.m.| The shooting stopped.",
    "U.S. forces killed two.| He came from the U.S.| The army knew.",
    "The U.N. Security Council met.| St. Anne is on Mt. Sel.",
    "About 3.5 tons and $1.13 trillion burned.| No. 5 Squad fled.",
    "Was there a survivor?| No.| Two died.",
    "“They fled.| We stayed,” she said.| “Why?” he asked.| “Go!” Khan said.",
    '"I heard shots.| Then nothing."| The street was empty.',
    "One may say, 'Go.'| And yet they stay.",
    "Carl Mende Jr., 81, died.| John Doe Jr.| Police know.",
    "It was Mining Inc. -- the owner -- that paid.| Acme Corp. The end came.".replace("Corp. The", "Corp.| The"),
    "On Feb. 5 and in Sept. 2011 many died.| It was Dec.| Nobody knew.",
    "1. We reject this.|\n2. We demand that.",
    "The dead:|\n- Ahmed Khan|\n- Li Wei, 12",
    "Carl Mende Jr. -- The elder -- died.| Tanks etc. — All of them — burned.",
    "MINING INC. -- THE OWNER -- PAID.| U.S. -- THE ALLY -- DID NOT.",
    "He left... and came back.| She stayed…| They ate.",
    "Why blacklist them?|The list is long.| See Tolvanews.com.| It is there.",
    "THE U.S. MILITARY LEFT.| MR. PRESIDENT, THE REBELS CAME AT 8 P.M. ON SUNDAY.| [END RECORDING]",
    "POLICE CAR NO. KT-07 BURNED.| [ORLAN] NO.| THE TRAIN LEFT.",
    "He died in Washington D.C. on Monday, i.e. at home, vs. Rome.| Dr. Sel et al. wrote it.",
    "Two died in the area.|The army (SP) P. Mende said so. It was Amazon.Com that paid.".replace("so. It", "so.| It"),
    "THE MARLAND-U.S. SCHOOL BURNED.| CAR NO. KT 4411 TOO.| Anton C. Mende and C. D. Orlan left.",
    "they fled.| nobody was hurt.",
    "It burned until it wasn't.| Saint Anne was like yesterday's.| No bus came, said an envoy: UN Rep.| The end.",
    "Three came up: 1. Alliances; 2. Arms.| https://example.org has more.| Are the poor safe?|Tolva's mayor asks.",
    "he said so. |the vhp left the town. |they came at dawn. |nobody was hurt.",
    "Three men|\n\nfled the town",
    "昨日、三人が死亡した。|警察が発表した。",
    "وقتل ثلاثة؟| نعم.",
]


def unmarked(marked: str) -> tuple[str, list[str]]:
    return marked.replace("|", ""), [piece.strip() for piece in marked.split("|")]


@pytest.mark.parametrize("marked", MARKED)
def test_boundaries(marked):
    text, sentences = unmarked(marked)
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


def test_hard_wrapped_lines_are_no_boundaries():
    text = (
        "The army said that about fifty peasants of all ages have been taken\n"
        "by armed men in the north of the department.  Two of them\nfled."
    )
    assert len(sentence_spans(text)) == 2


def test_table():
    reports = pd.DataFrame({"report_id": ["a", "b", "c"], "text": ["One. Two.", "", "Three."]})
    sentences = reading.split_sentences(reports)
    assert list(sentences.columns) == tables.columns("sentences")
    assert sentences[["report_id", "sentence_id", "start", "text"]].values.tolist() == [
        ["a", 0, 0, "One."],
        ["a", 1, 5, "Two."],
        ["c", 0, 0, "Three."],
    ]
    assert sentences.dtypes.astype(str).tolist() == ["str", "Int64", "int64", "int64", "str"]


def test_empty_and_wrong_tables():
    assert list(reading.split_sentences(tables.empty("reports")).columns) == tables.columns("sentences")
    with pytest.raises(tables.TableError, match="lacks text"):
        reading.split_sentences(pd.DataFrame({"report_id": ["a"]}))


WORDS = st.sampled_from(
    ["Gen. ", "U.S. ", "No. ", "5 a.m. ", "3.5 ", "He", "left", ". ", "? ", "!", "…", "“", "”", '"', "'",
     "\n", "\n\n", " ", "\u00a0", "\u2028", "[X] ", "(1) ", "1. ", "- ", "é", "漢", "。", "؟ ", "।", "\x1c",
     "a.", "-- ", "I. ", "Jr."]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.one_of(WORDS, st.text(max_size=3)), max_size=20).map("".join)))
@example("a?No")
def test_offsets_hold_for_any_text(text):
    spans = sentence_spans(text)
    for start, end in spans:
        assert text[start:end] == text[start:end].strip() != ""
    gaps = [0, *(edge for span in spans for edge in span), len(text)]
    assert all(not text[a:b].strip() for a, b in zip(gaps[::2], gaps[1::2], strict=True))
    assert not any(text[a - 1].isalnum() and text[a].isalnum() for (_, a), (b, _) in pairwise(spans) if a == b)


@pytest.mark.parametrize("unit", ["U.S. ", "[A. ", "1. ", '." ', "x", "[Gen. Ali ", "\n"])
def test_time_grows_with_the_length_and_no_faster(unit: str) -> None:
    def seconds(times: int) -> float:
        start = process_time()
        sentence_spans(unit * times)
        return process_time() - start

    short, long = min(seconds(5_000) for _ in range(3)), seconds(40_000)
    assert long < 30 * max(short, 0.005)  # eight times the text; what grows with the square takes 64 times as long


@pytest.mark.skipif(
    not os.environ.get("CASEBOOK_CORPORA"),
    reason="The marked sentences are of published corpora: set CASEBOOK_CORPORA to score them.",
)
def test_boundary_f1_on_sentences_marked_by_hand():
    spans = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    corpora = [reading.fetch_corpus(name).reports for name in ("muc4", "satp", "insightcrime")]
    texts = dict(pd.concat(corpora)[["report_id", "text"]].itertuples(index=False))
    right = made = marked = 0
    for report_id, group in groupby(spans, key=lambda span: span["report_id"]):
        hand = [(span["start"], span["end"]) for span in group]
        inside = lambda end, hand=hand: any(start < end <= stop for start, stop in hand)  # noqa: E731
        ours = {end for _, end in sentence_spans(texts[report_id]) if inside(end)}
        right, made, marked = right + len(ours & {e for _, e in hand}), made + len(ours), marked + len(hand)
    f1 = 2 * right / (made + marked)
    print(f"boundary F1 {f1:.4f} on {marked} sentences")
    assert marked >= 300
    assert f1 >= 0.97


def test_marks_of_bodies_hold_no_text():
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        assert set(json.loads(line)) == {"report_id", "start", "end"}


def test_parsed_bodies_split_into_whole_words():
    body = parse_text("TOLVA (AP) — Gunmen killed five. Two fled; Gen. Orlan said so.")["text"]
    assert [body[a:b] for a, b in sentence_spans(body)] == [
        "Gunmen killed five.",
        "Two fled; Gen. Orlan said so.",
    ]
