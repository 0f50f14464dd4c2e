"""The kernel's side of the annotator: it checks what the browser asks, saves first and answers then."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from helpers import tables
from helpers.annotating import Annotator, LabelFile, codebook, read_claims, read_labels
from helpers.annotating.annotator import AnnotatorError

SENTENCES = ["Two wardens died.", "A 💥 mine went off, and 3 fled.", "The governor spoke."]
TEXT = " ".join(SENTENCES)
FIELDS = {
    "measure": "killed",
    "group": "civilians",
    "scope": "incident",
    "low": "2",
    "high": "2",
    "actor": "",
}


@pytest.fixture
def reports() -> pd.DataFrame:
    rows = [{"report_id": r, "text": TEXT, "published": "2024-05-02", "title": "<i>Mine</i>"} for r in ("r1", "r2")]
    return tables.conform("reports", rows)


@pytest.fixture
def sentences() -> pd.DataFrame:
    places = [(k, TEXT.index(s), TEXT.index(s) + len(s), s) for k, s in enumerate(SENTENCES)]
    rows = [
        {"report_id": r, "sentence_id": k, "start": a, "end": b, "text": s}
        for r in ("r1", "r2")
        for k, a, b, s in places
    ]
    return tables.conform("sentences", rows)


class Browser:
    """Stand in for the page: ask, and keep what the kernel answers."""

    def __init__(self, annotator: Annotator) -> None:
        self.annotator, self.answers = annotator, []
        annotator.send = lambda content, buffers=None: self.answers.append(content)

    def ask(self, do: str, **content: object) -> dict:
        before = len(self.answers)
        self.annotator._handle_custom_msg({"do": do, **content}, [])
        return self.answers[-1] if len(self.answers) > before else {}


@pytest.fixture
def browser(reports: pd.DataFrame, sentences: pd.DataFrame, tmp_path: Path) -> Browser:
    return Browser(Annotator(reports, "ana", sentences, tmp_path))


def span(quote: str) -> dict:
    start = TEXT.index(quote)
    return {"start": start, "end": start + len(quote), "quote": quote}


def test_the_answer_comes_after_the_line_is_on_the_disk(browser: Browser, tmp_path: Path) -> None:
    seen = []
    browser.annotator.send = lambda content, buffers=None: seen.append((content, len(read_labels(tmp_path))))
    browser.ask("types", unit=1, types=["bombing", "other"], n="a:1")
    (answer, rows), = seen  # fmt: skip
    assert answer["reply"] == "saved" and answer["n"] == "a:1" and rows == 2
    assert answer["units"][0]["types"] == ["bombing", "other"]


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ({"do": "types", "unit": 99, "types": ["none"]}, "no unit 99"),
        ({"do": "types", "unit": -1, "types": ["none"]}, "no unit -1"),
        ({"do": "types", "unit": "0", "types": ["none"]}, "no unit '0'"),
        ({"do": "types", "unit": 0, "types": ["flood"]}, "no type 'flood'"),
        ({"do": "types", "unit": 0, "types": ["none", "other"]}, "none excludes"),
        ({"do": "types", "unit": 0}, "types"),
        ({"do": "undo"}, "nothing left to undo"),
        ({"do": "unclaim", "claim_id": "x"}, "no claim 'x'"),
        ({"do": "text", "report_id": "../etc"}, "not in reports"),
        (
            {"do": "claim", "unit": 0, "fields": FIELDS, "start": 0, "end": 3, "quote": "Tw💥"},
            "the report has 'Two'",
        ),
        ({"do": "claim", "unit": 0, "fields": {**FIELDS, "scope": ""}, **span("Two")}, "choose a scope"),
        (
            {"do": "claim", "unit": 0, "fields": {**FIELDS, "low": "two"}, **span("Two")},
            "low is a number of people",
        ),
        (
            {"do": "claim", "unit": 0, "fields": {**FIELDS, "high": "1"}, **span("Two")},
            "low 2 is above high 1",
        ),
        (
            {"do": "claim", "unit": 0, "fields": {**FIELDS, "claim_id": "z"}, **span("Two")},
            "no field claim_id",
        ),
        ({"do": "claim", "unit": 0, "fields": {**FIELDS, "date_start": "soon"}, **span("Two")}, "date_start"),
    ],
)
def test_what_cannot_be_saved_is_refused_and_says_why(
    browser: Browser, tmp_path: Path, message: dict, why: str
) -> None:
    answer = browser.ask(**message, n="a:1")
    assert answer["reply"] == "failed" and answer["n"] == "a:1" and why in answer["why"]
    assert len(read_labels(tmp_path)) == len(read_claims(tmp_path)) == 0


def test_a_message_it_does_not_know_is_ignored(browser: Browser, tmp_path: Path) -> None:
    assert browser.ask("__class__") == browser.ask("file") == {}
    assert (tmp_path / "ana.jsonl").read_bytes() == b""


def test_a_full_disk_is_told_and_the_old_state_shown(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    browser.ask("types", unit=0, types=["other"])

    def full(*_: object) -> None:
        raise OSError(28, "not saved: No space left on device")

    monkeypatch.setattr("helpers.annotating.locking.write_through", full)
    answer = browser.ask("types", unit=0, types=["bombing"], n=2)
    assert answer["reply"] == "failed" and "No space" in answer["why"]
    assert answer["units"][0]["types"] == ["other"]


def test_claims_count_in_python_characters(browser: Browser, tmp_path: Path) -> None:
    answer = browser.ask("claim", unit=1, fields=FIELDS, n=1, **span("3 fled"))
    assert answer["reply"] == "saved" and answer["close"]
    claim = read_claims(tmp_path).iloc[0]
    assert TEXT[claim["start"] : claim["end"]] == claim["quote"] == "3 fled"
    assert (claim["report_id"], claim["sentence_id"], claim["low"], claim["coder"]) == ("r1", 1, 2, "ana")
    assert pd.isna(claim["actor"]) or claim["actor"] == ""
    shown = browser.ask("text", report_id="r1")["claims"][0]
    browser.ask("claim", unit=1, fields={**FIELDS, "high": ""}, claim_id=shown["claim_id"], n=2, **span("3 fled"))
    claims = read_claims(tmp_path)
    assert len(claims) == 1 and pd.isna(claims["high"][0])
    assert browser.ask("unclaim", claim_id=shown["claim_id"], n=3)["report"]["claims"] == []
    answer = browser.ask("undo", n=4)
    assert len(answer["report"]["claims"]) == 1 and answer["goto"] in (0, 1)


def test_a_new_annotator_goes_on_where_the_coder_stopped(reports, sentences, tmp_path: Path, browser) -> None:
    for unit in (0, 1, 3):
        browser.ask("types", unit=unit, types=["none"])
    again = Browser(Annotator(reports, "ana", sentences, tmp_path))
    state = again.ask("hello")
    assert state["at"] == 4 and [bool(u["types"]) for u in state["units"]] == [1, 1, 0, 1, 0, 0]
    for unit in (4, 5):
        again.ask("types", unit=unit, types=["none"])
    assert Browser(Annotator(reports, "ana", sentences, tmp_path)).ask("hello")["at"] == 2
    assert repr(again.annotator) == "Annotator: ana has labelled 5 of 6"
    bundle, _ = again.annotator._repr_mimebundle_()
    assert bundle["text/plain"] == repr(again.annotator)


def test_undo_names_the_unit_to_go_back_to(browser: Browser) -> None:
    browser.ask("types", unit=2, types=["other"])
    browser.ask("types", unit=4, types=["none"])
    assert browser.ask("undo")["goto"] == 4
    answer = browser.ask("undo")
    assert answer["goto"] == 2 and answer["units"] == [{"index": 2, "types": [], "comment": "", "done": False}]


def test_labels_of_a_changed_text_are_asked_again(reports, sentences, tmp_path: Path, browser) -> None:
    browser.ask("types", unit=0, types=["other"])
    browser.ask("types", unit=1, types=["other"])
    changed = reports.assign(text=reports["text"].str.replace("Two", "Ten"))
    state = Browser(Annotator(changed, "ana", sentences, tmp_path)).ask("hello")
    assert [u["types"] for u in state["units"][:2]] == [[], ["other"]] and state["at"] == 2
    assert "1 labels were made on another text" in state["messages"][0]


def test_blind_coders_are_sent_nothing_of_others(reports, sentences, tmp_path: Path) -> None:
    said = tables.conform(
        "labels",
        [{"report_id": "r1", "sentence_id": 0, "coder": c, "incident_type": "other"} for c in ("ana", "bo")],
    )
    claim = {"claim_id": "m1", "report_id": "r1", "measure": "displaced", "group": "civilians"}
    claims = tables.conform("claims", [{**claim, **span("3 fled"), "scope": "incident"}])
    given = {"suggestions": said, "others": said, "suggested_claims": claims}
    seeing = Browser(Annotator(reports, "ana", sentences, tmp_path, **given))
    unit = seeing.ask("hello")["units"][0]
    assert unit["suggested"] == ("other",) or unit["suggested"] == ("other", "other")
    assert [o["coder"] for o in unit["others"]] == ["bo"], "her own decision is no other's"
    assert seeing.ask("text", report_id="r1")["suggested"][0]["quote"] == "3 fled"
    blind = Browser(Annotator(reports, "ana", sentences, tmp_path, blind=True, **given))
    assert all(u["suggested"] is None and u["others"] == () for u in blind.ask("hello")["units"])
    assert blind.ask("text", report_id="r1")["suggested"] == []


def test_a_suggestion_counts_only_when_confirmed_and_is_on_record(reports, sentences, tmp_path: Path) -> None:
    said = pd.DataFrame({"report_id": ["r1"], "sentence_id": [0], "incident_type": ["other"]})
    browser = Browser(Annotator(reports, "ana", sentences, tmp_path, suggestions=said))
    assert len(read_labels(tmp_path)) == 0
    browser.ask("types", unit=0, types=["none"], shown=True, seconds=2.5)
    browser.ask("types", unit=1, types=["none"], shown=True)
    browser.ask("types", unit=0, types=["other"], shown=False)
    lines = LabelFile("ana", tmp_path).lines
    assert [line.get("suggested") for line in lines] == [["other"], None, None]
    assert lines[0]["seconds"] == 2.5


def test_queue_and_codebook_are_the_users(reports, sentences, tmp_path: Path) -> None:
    (tmp_path / "book.yaml").write_text("version: x\ntitle: t\ntypes: [{name: flood, key: 4, definition: water}]")
    own = codebook.load(tmp_path / "book.yaml")
    queue = pd.DataFrame({"report_id": ["r2", "r1"], "sentence_id": [1, 0]})
    browser = Browser(Annotator(reports, "ana", sentences, tmp_path, queue=queue, codebook=own))
    state = browser.ask("hello")
    assert [u["report_id"] for u in state["units"]] == ["r2", "r1"] and state["types"][0]["key"] == "4"
    assert browser.ask("types", unit=0, types=["flood"])["reply"] == "saved"
    assert read_labels(tmp_path / "ana.jsonl")["codebook_version"].tolist() == ["x"]
    for bad in ({"report_id": ["r2"], "sentence_id": [9]}, {"report_id": ["r9"], "sentence_id": [0]}):
        with pytest.raises(AnnotatorError, match=r"r2|r9"):
            Annotator(reports, "ana", sentences, tmp_path, queue=pd.DataFrame(bad))
    with pytest.raises(AnnotatorError, match="columns report_id and sentence_id"):
        Annotator(reports, "ana", sentences, tmp_path, queue=pd.DataFrame({"id": [1]}))
    with pytest.raises(AnnotatorError, match="stands twice"):
        Annotator(pd.concat([reports, reports]), "ana", sentences, tmp_path)


def test_whole_reports_can_be_labelled(reports, tmp_path: Path) -> None:
    browser = Browser(Annotator(reports, "ana", folder=tmp_path))
    state = browser.ask("hello")
    assert [(u["sentence_id"], u["start"]) for u in state["units"]] == [(None, None)] * 2
    browser.ask("types", unit=1, types=["bombing"])
    browser.ask("done", unit=0)
    labels = read_labels(tmp_path)
    assert labels["report_id"].tolist() == ["r2"] and labels["sentence_id"].isna().all()
    assert len(browser.annotator.labels()) == 1 and len(browser.annotator.claims()) == 0
    assert repr(browser.annotator) == "Annotator: ana has labelled 2 of 2"


def test_labels_of_a_removed_type_are_asked_again(reports, sentences, tmp_path: Path, browser) -> None:
    browser.ask("types", unit=0, types=["other", "bombing"])
    browser.ask("done", unit=0)
    browser.ask("types", unit=1, types=["none"])
    few = ("version: 2\ntitle: t\ntypes:\n  - {name: bombing, key: 1, definition: d}\n"
           "  - {name: none, key: 0, definition: d}\n")  # fmt: skip
    (tmp_path / "book.yaml").write_text(few)
    again = Browser(Annotator(reports, "ana", sentences, tmp_path, codebook=codebook.load(tmp_path / "book.yaml")))
    state = again.ask("hello")
    assert [(u["types"], u["done"]) for u in state["units"][:2]] == [([], False), (["none"], False)]
    assert "1 labels name other, no type of this codebook" in state["messages"][0]
    assert repr(again.annotator) == "Annotator: ana has labelled 1 of 6"
    assert again.ask("types", unit=0, types=["bombing"])["units"][0]["types"] == ["bombing"]
