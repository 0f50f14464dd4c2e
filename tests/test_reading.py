"""reading: one raw text to one row of `reports`, and cleaning that never changes what a text says."""

import doctest
import importlib
import pkgutil
import re

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers import reading, tables
from helpers.reading.cleaning import clean_text
from helpers.reading.parsing import parse_text

LEAD = "Gunmen killed five villagers near Tolva overnight, police said Monday."
WIRE = (
    " date 2026-03-02 TOLVA, Marland (Coast Wire) — Gunmen killed five villagers near Tol…\n\n"
    f"TOLVA, Marland (Coast Wire) — {LEAD} Two were children.\n\n"
    "The governor said “at least 12” had fled.\n\nOrlan reported from Port Sel.\n"
)

# Pieces that the rules look for, so that hypothesis puts them together in ways nobody thought of.
PIECES = st.sampled_from(
    [
        "date 2026-02-02 ", "KABUL, Afghanistan (AP) — ", "BOGOTA, 3 JAN 90 (EFE) -- [TEXT] ",
        "QUETTA: ", "KABUL, Feb 2 (Reuters) - ", "By Jane Doe\n", "Title: A headline\n", "Feb. 2, 2026\n",
        "Reuters\n",
        "Nine killed in raid on market\n", "Ahmed reported from Islamabad.", "___", "…", "...", "\n", "\n\n",
        "\r\n", "\t", "\u00a0", "\ufeff", "\u200b", "\x00", "\ud800", "\u2029", "e\u0301", "TimoleÃ³n",
        "“Go!” he said. ", "Lt. Col. Ali of the U.S. Army ", "- ", "1. ", "a", "Z", "died. ", "[REPORT] ",
        "12 ", "This story is from March 1, 2002 kabul: ", "DEV-MUC3-0001 (NOSC)\n", "word " * 12,
        "He said. ", "?No", "(Reporting by Jo Li; editing by Al Moe)", "p.m. ",
        "A LINE OF CAPITALS THAT IS AS WIDE AS A TYPEWRITER MAKES IT, OR SO\n",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=14).map("".join))


def parsed(text: str, **given_) -> pd.Series:
    return reading.parse_report(text, **given_).iloc[0]


def test_wire_form_gives_every_part():
    report = parsed(WIRE, report_id="w1")
    assert report["report_id"] == "w1"
    assert report["published"] == pd.Timestamp("2026-03-02")
    assert report["dateline"] == "TOLVA, Marland"
    assert report["outlet"] == "Coast Wire"
    assert report["byline"] == "Orlan reported from Port Sel."
    assert report["text"] == (f"{LEAD} Two were children.\n\nThe governor said “at least 12” had fled.")
    assert list(reading.parse_report(WIRE).columns) == tables.columns("reports")


def test_argument_wins_over_header():
    assert parsed(WIRE, published="2026-03-04")["published"] == pd.Timestamp("2026-03-04")


def test_the_first_of_two_dates_counts():
    report = parsed(f"date 2026-03-02 TOLVA, March 5, 2026 (AP) — {LEAD}")
    assert (report["published"], report["text"]) == (pd.Timestamp("2026-03-02"), LEAD)


def test_first_lead_stays_unless_it_is_a_prefix_of_the_second():
    other = WIRE.replace("Gunmen killed five villagers near Tol…", "Gunmen killed six villagers near Tol…")
    assert parsed(other)["text"].startswith("Gunmen killed six villagers near Tol…\n\nTOLVA")


def test_lead_under_the_same_dateline_twice():
    text = f"date 2026-03-02 TOLVA (AP) — {LEAD}\n\nTOLVA (AP) — {LEAD} Two were children."
    assert parsed(text)["text"] == f"{LEAD} Two were children."


@pytest.mark.parametrize(
    ("head", "dateline", "outlet", "day"),
    [
        ("TOLVA (AP) — ", "TOLVA", "AP", None),
        ("TOLVA (AP)—", "TOLVA", "AP", None),
        ("PORT SEL, Marland — ", "PORT SEL, Marland", None, None),
        ("TOLVA, March 3, 2026 (Reuters) - ", "TOLVA", "Reuters", "2026-03-03"),
        ("Tolva, 3 March 2026 (AFP) – ", "Tolva", "AFP", "2026-03-03"),
        ("TOLVA, March 3 (Reuters) - ", "TOLVA, March 3", "Reuters", None),
        ("TOLVA: ", "TOLVA", None, None),
        ("TOLVA/PORT SEL, Feb. 3 2026 (AFP) -- ", "TOLVA/PORT SEL", "AFP", "2026-02-03"),
        ("ST. ANNE, Marland (AP) _ ", "ST. ANNE, Marland", "AP", None),
        ("(Reuters) - ", None, "Reuters", None),
    ],
)
def test_datelines(head, dateline, outlet, day):
    report = parsed(head + LEAD)
    assert report["text"] == LEAD
    found = [None if pd.isna(report[c]) else report[c] for c in ("dateline", "outlet", "published")]
    assert found == [dateline, outlet, pd.Timestamp(day) if day else None]


@pytest.mark.parametrize(
    "text",
    [
        "NATO — the alliance — said on Monday that two died.",
        "UNODC: Report says UNODC counted nine dead.",
        "BREAKING: Nine people were killed.",
        "Islamic State (IS) — Nine people were killed.",
        "SUDAN-BASED rebels — Nine of them — surrendered.",
        "Five people (AP) - a family - died.",
        "PRESIDENT ORLAN -- WHO WAS ABROAD -- SPOKE TODAY.",
        "A short first line\n\nNine people were killed in the north.",
        "By Monday the army had left.",
        "Police reported from Quetta.",
        "Nine died.\n\nPolice reported from Quetta.",
        "Nine died.\n\nReporting by Jo Mende: at least 12 died",
        "Nine died.\n\nMore than 12 deaths were reported from Quetta.",
    ],
)
def test_what_only_looks_like_a_header_stays(text):
    report = parsed(text)
    assert report["text"] == text
    assert report[["dateline", "outlet", "byline", "title"]].isna().all()


def test_muc_header():
    text = (
        "DEV-MUC3-9999 (XYZ)\n\n"
        "   SAN TOLVA (MARLAND), 3 JAN 90 (RADIO SEL\nNETWORK) -- [REPORT] [PRESS OFFICE,\n"
        "POM] [TEXT] [ORLAN] THE ARMY SAID THAT ABOUT 50 PEASANTS OF ALL AGES HAVE\n"
        "BEEN KIDNAPPED BY ARMED MEN IN THE NORTH OF THE DEPARTMENT, WHERE THE SELF-\n"
        "DEFENSE GROUPS ARE.  TWO FLED.\n\n"
        "   NOBODY KNOWS WHERE THEY ARE.\n"
    )
    report = parsed(text)
    assert report["dateline"] == "SAN TOLVA (MARLAND)"
    assert report["published"] == pd.Timestamp("1990-01-03")
    assert (report["outlet"], report["byline"]) == ("RADIO SEL NETWORK", "PRESS OFFICE, POM")
    assert report["text"] == (
        "[ORLAN] THE ARMY SAID THAT ABOUT 50 PEASANTS OF ALL AGES HAVE BEEN KIDNAPPED BY ARMED MEN IN THE "
        "NORTH OF THE DEPARTMENT, WHERE THE SELF-DEFENSE GROUPS ARE. TWO FLED.\n\n"
        "NOBODY KNOWS WHERE THEY ARE."
    )  # fmt: skip


@pytest.mark.parametrize(
    "head", ["By Jane Doe and Li Wei\n", "March 2, 2026\n", "The Associated Press\n", "TOLVA (AP) — "]
)
def test_title_needs_a_line_that_dates_or_signs_it(head):
    report = parsed(f"Five killed in Tolva raid\n\n{head}{LEAD}")
    assert (report["title"], report["text"]) == ("Five killed in Tolva raid", LEAD)


def test_labelled_lines():
    report = parsed(f"Title: Raid on Tolva\nAuthor: Jane Doe\nPublished: 2 March 2026\nPublisher: The Post\n\n{LEAD}")
    assert report[["title", "byline", "outlet", "text"]].tolist() == [
        "Raid on Tolva",
        "Jane Doe",
        "The Post",
        LEAD,
    ]
    assert report["published"] == pd.Timestamp("2026-03-02")


@pytest.mark.parametrize(
    "tagline",
    [
        "Orlan and Jo Mende reported from Port Sel, Marland.",
        "Associated Press writers Jo Mende in Port Sel and Li Wei in Tolva contributed to this report.",
        "Orlan reported from Port Sel. Associated Press writer Li Wei in Tolva contributed to this report.",
        "(Reporting by Jo Mende; Editing by Al Moe)",
        "Additional reporting by Jo Mende in Port Sel",
    ],
)
@pytest.mark.parametrize("rule", ["", "___\n\n", "___\n"])
def test_tagline_goes_to_the_byline(tagline, rule):
    report = parsed(f"{LEAD}\n\n{rule}{tagline}\n")
    assert (report["text"], report["byline"]) == (LEAD, tagline)


def test_correction_notes_bullets_and_quotes_stay():
    text = f"{LEAD}\n\n• First, “two” died\n• Then 3.5 tons burned\n\nCorrection: it was nine, not ‘twelve’."
    assert parsed(text)["text"] == text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a\u00a0b", "a b"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a \n \n\n\n b", "a\n\nb"),
        ("\ufeffso\u00adft", "soft"),
        ("safe\u202etxt", "safetxt"),
        ("a\x00b", "a b"),
        ("lone \ud800", "lone \ufffd"),
        ("pair \ud83d\ude00", "pair 😀"),
        ("TimoleÃ³n Jimenez", "Timoleón Jimenez"),
        ("Ã‰l died — “so”", "Él died — “so”"),
        ("Jose\u0301", "José"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("naïve café — “1,000” ½ № 5", "naïve café — “1,000” ½ № 5"),
    ],
)
def test_cleaning(raw, clean):
    assert clean_text(raw) == clean


def test_lists_and_verse_are_not_joined():
    text = (
        "These are the dead, as the ministry has it on Monday morning:\n"
        "- Ahmed Khan, who was a teacher in the town and had three sons\n- Li Wei"
    )
    assert clean_text(text) == text


def test_published_that_is_no_date():
    for bad in ("2026-02-30", "soon", "02/03/2026", 20260202, "2026", "today"):
        with pytest.raises(reading.ReadError, match="no date"):
            reading.parse_report(LEAD, published=bad)
    with pytest.raises(reading.ReadError, match="2026-02-30"):
        reading.parse_report(f"date 2026-02-30 TOLVA (AP) — {LEAD}")


@pytest.mark.parametrize(
    "given_", ["2026-03-02", "2026-03-02T01:30:00+02:00", "March 2, 2026", pd.Timestamp("2026-03-02")]
)
def test_published_is_a_day_in_utc(given_):
    day = parsed(LEAD, published=given_)["published"]
    assert day == pd.Timestamp("2026-03-01" if "T" in str(given_) else "2026-03-02")


def test_no_text_is_named():
    with pytest.raises(reading.ReadError, match="found bytes"):
        reading.parse_report(b"bytes")


def test_nothing_in_nothing_out():
    report = parsed("")
    assert report["text"] == ""


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("date 2026-02-02 date 2026-02-02 QUETTA: QUETTA: x")
def test_a_body_parsed_again_is_the_same(text):
    body = parse_text(text)["text"]
    again = parse_text(body)
    assert again["text"] == body
    assert not any(again[name] for name in ("published", "dateline", "outlet", "title", "byline"))
    assert clean_text(body) == body


@settings(max_examples=300, deadline=None)
@given(TEXTS.filter(lambda t: "Ã" not in t))
def test_no_number_or_word_is_changed_or_made_up(text):
    row = parse_text(text)
    kept = " ".join(str(value) for name, value in row.items() if value and name != "published")
    normal = clean_text(text)
    for number in re.findall(r"\d+", row["text"]):
        assert number in re.findall(r"\d+", normal)
    assert set(re.findall(r"\w+", kept)) <= set(re.findall(r"\w+", normal)) | set(re.findall(r"\w+", text))


def test_hostile_lengths_cost_little():
    for text in (
        "A." * 300_000,
        "A-" * 300_000,
        "[" * 300_000,
        "By A" + " A" * 300_000,
        "(" * 300_000 + "AP) - x",
    ):
        parse_text(text)
    with pytest.raises(reading.ReadError, match="headers"):
        parse_text("date 2026-02-02 " * 2_000 + "x")


@pytest.mark.parametrize("module", [m.name for m in pkgutil.iter_modules(reading.__path__)])
def test_examples_in_docstrings_run(module):
    assert doctest.testmod(importlib.import_module(f"helpers.reading.{module}")).failed == 0


def test_places_that_head_the_paragraphs_of_a_chronicle_are_no_dateline():
    text = "TOLM – Two men were shot at the ford.\n\nUPPER WENA – A lorry was burnt on Monday."
    report = reading.parse_report(text).iloc[0]
    assert report["text"] == text and pd.isna(report["dateline"])
    alone = reading.parse_report("TOLM – Two men were shot at the ford.\n\nA lorry was burnt on Monday.").iloc[0]
    assert alone["dateline"] == "TOLM"


@pytest.mark.parametrize(
    "byline",
    ["By our correspondent in Tolm", "By Ida Marn and our correspondents", "By a staff reporter", "By the Herald desk"],
)
def test_correspondents_without_a_name_are_a_byline(byline):
    report = reading.parse_report(f"Two shot at the ford\n{byline}\n3 March 2024\n\nTwo men were shot.").iloc[0]
    assert (report["title"], report["byline"], report["text"]) == (
        "Two shot at the ford",
        byline[3:],
        "Two men were shot.",
    )


def test_a_headline_in_quotes_is_a_headline():
    report = reading.parse_report("'I thought it was hail'\n3 March 2024\n\nTwo men were shot.").iloc[0]
    assert report["title"] == "'I thought it was hail'"
