"""A table of counts opens on its incidents and their sentences, safely, whatever the reports hold."""

from __future__ import annotations

import matplotlib

matplotlib.use("agg")

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from helpers import collection, extracting, linking, tables
from helpers.showing import show_evidence

TEXTS = {
    "a": "OSKEN, 3 May 2024 (TNS) - Gunmen killed four farmers in Osken on Thursday, police said. Two women were wounded.",
    "b": "OSKEN, 4 May 2024 (TNS) - Four farmers were killed by gunmen in Osken on Thursday. <script>x()</script>",
    "c": "KIRVOLL, 9 June 2024 (TNS) - At least 31 people were killed when a bomb exploded in Kirvoll on Saturday.",
    "d": "KIRVOLL, 10 June 2024 (TNS) - On Sunday men set fire to a school in Kirvoll. Nobody was in it.",
}
REPORTS = tables.conform(
    "reports",
    [
        {"report_id": k, "text": v, "outlet": f"outlet <b>{k}</b>", "published": pd.Timestamp("2024-05-03") if k < "c" else pd.Timestamp("2024-06-10")}
        for k, v in TEXTS.items()
    ],
)  # fmt: skip
CLAIMS = extracting.extract_claims(REPORTS)
TYPES = pd.DataFrame(
    [("a", 0, 1, 0, 0), ("b", 0, 1, 0, 0), ("c", 0, 0, 1, 0), ("d", 0, 0, 0, 1)],
    columns=["report_id", "sentence_id", "armed_attack", "bombing", "arson_or_sabotage"],
)
LINKS = linking.find_links(CLAIMS, REPORTS, TYPES)


def page(**more: object) -> BeautifulSoup:
    shown = show_evidence(LINKS.incidents, CLAIMS, REPORTS, **{"mentions": LINKS.mentions, **more})
    return BeautifulSoup(shown.data, "html.parser")


def rows(soup: BeautifulSoup) -> list[list[str]]:
    return [[s.get_text() for s in r.summary("span")] for r in soup.select("details.cb-row")]


def test_rows_count_incidents_and_add_up_their_tolls() -> None:
    assert rows(page()) == [
        ["armed attack", "1", "4", ""],
        ["arson or sabotage", "1", "0", ""],
        ["bombing", "1", "31 or more", ""],
    ]
    assert [r[:2] for r in rows(page(by="month"))] == [["2024-05", "1"], ["2024-06", "2"]]
    assert rows(page(measure="injured"))[0][2] == "2"


def test_a_number_opens_on_its_incidents_and_they_on_marked_words_with_their_report() -> None:
    attack = page().select_one("details.cb-row")
    incident = attack.select_one("details.cb-one")
    assert "2 reports" in incident.summary.get_text() and "Osken" in incident.summary.get_text()
    first, second = incident.select("blockquote")
    assert [m.find(string=True) for m in first("mark")] == ["killed four farmers", "Two women were wounded"]
    assert first.cite.get_text() == "outlet <b>a</b>, 3 May 2024, report a"
    assert second.cite.get_text().endswith("report b")


def test_numbers_stand_apart_where_no_style_is_kept() -> None:
    assert [r.summary.get_text() for r in page().select("details.cb-row")][-1] == "bombing · 1 · 31 or more · "
    assert (
        page().select_one("details.cb-one").summary.get_text()
        == "2 May 2024 · armed attack, Osken · 4 killed · 2 reports"
    )


def test_what_has_no_number_shows_the_typed_sentence_where_mentions_are_given() -> None:
    def arson(soup: BeautifulSoup) -> str:
        return next(r for r in soup.select("details.cb-row") if "arson" in r.get_text()).blockquote.get_text()

    assert "set fire to a school" in arson(page())
    assert arson(page(mentions=None)) == "outlet <b>d</b>, 10 June 2024, report d"


def test_text_from_outside_is_escaped_and_the_page_opens_without_a_script() -> None:
    hostile = REPORTS.assign(text=REPORTS["text"].str.replace(", police said", ", <img src=x onerror=x()> said"))
    claims = extracting.extract_claims(hostile)
    links = linking.find_links(claims, hostile, TYPES)
    shown = show_evidence(links.incidents, claims, hostile, mentions=links.mentions)
    soup = BeautifulSoup(shown.data, "html.parser")
    assert not soup(["img", "b", "script"]) and "onerror=x()" in soup.get_text()


def test_estimates_stand_beside_the_counts_by_the_same_names() -> None:
    table = pd.DataFrame({"type": ["bombing", "armed_attack"], "value": [1.5, None], "low": [0.5, None], "high": [None, None]})  # fmt: skip
    soup = page(estimates=table, unit="incidents a month")
    assert [r[3] for r in rows(soup)] == ["not estimated", "not estimated", "1.5 [0.5, open]"]
    assert "incidents a month [95%]" in soup.select_one(".cb-head").get_text()


def test_history_is_left_out_and_said() -> None:
    past = LINKS.incidents.assign(background=LINKS.incidents["incident_type"] == "bombing")
    soup = BeautifulSoup(show_evidence(past, CLAIMS, REPORTS).data, "html.parser")
    assert len(rows(soup)) == 2 and "2 incidents; 1 told as history left out" in soup.get_text()


def test_nothing_to_show_is_an_empty_table_with_a_sentence() -> None:
    soup = BeautifulSoup(show_evidence(tables.empty("incidents"), CLAIMS, REPORTS).data, "html.parser")
    assert rows(soup) == [] and "0 incidents" in soup.get_text()


@pytest.mark.parametrize(("more", "word"), [({"by": "planet"}, "planet"), ({"measure": "sung"}, "sung")])
def test_an_unknown_column_or_measure_is_refused(more: dict, word: str) -> None:
    with pytest.raises(ValueError, match=word):
        page(**more)


def test_the_exported_page_keeps_what_opens() -> None:
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    shown = show_evidence(LINKS.incidents, CLAIMS, REPORTS, mentions=LINKS.mentions)
    cell = new_code_cell("x", outputs=[new_output("display_data", {"text/html": shown.data})])
    kept = BeautifulSoup(collection.render_notebook(new_notebook(cells=[cell]), []), "html.parser")
    assert len(kept.select("details.cb-one")) == 3 and len(kept.select("mark")) == len(BeautifulSoup(shown.data, "html.parser")("mark"))  # fmt: skip
