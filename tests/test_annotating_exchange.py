"""Round trips through files as doccano, Label Studio and Prodigy write them; what does not fit is refused."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest

from helpers import tables
from helpers.annotating import codebook, exchange

TEXTS = ["A mine went off 💥 near Brelt and two wardens died.", "‏The <b>governor</b> / spoke."]
WHOLE = " ".join(TEXTS)


@pytest.fixture
def sentences() -> pd.DataFrame:
    rows = [
        {
            "report_id": "r1",
            "sentence_id": k,
            "start": WHOLE.index(t),
            "end": WHOLE.index(t) + len(t),
            "text": t,
        }
        for k, t in enumerate(TEXTS)
    ]
    return tables.conform("sentences", rows)


@pytest.fixture
def labels() -> pd.DataFrame:
    at, book = "2024-05-01T10:00:00.123Z", "1.0"
    rows = [
        ("ana", 0, "armed_attack", "=1+1"), ("ana", 0, "bombing", "=1+1"), ("ana", 1, "none", ""),
        ("bo", 0, "bombing", ""), ("bo", 1, "other", "'@x\nnew line, \"quoted\""),
    ]  # fmt: skip
    names = ("coder", "sentence_id", "incident_type", "comment")
    found = [dict(zip(names, row, strict=True)) for row in rows]
    return tables.conform(
        "labels", [{**row, "report_id": "r1", "labelled_at": at, "codebook_version": book} for row in found]
    )


@pytest.fixture
def claims() -> pd.DataFrame:
    start = WHOLE.index("two wardens")
    row = {
        "claim_id": "k1", "report_id": "r1", "sentence_id": 0, "start": start, "end": start + 11,
        "quote": "two wardens", "measure": "killed", "group": "civilians", "low": 2, "high": 2,
        "modifier": "exact", "scope": "incident", "date_start": "2024-04-30", "place": "Brelt",
        "latitude": 1.5, "coder": "ana",
    }  # fmt: skip
    return tables.conform("claims", [row])


def same(left: pd.DataFrame, right: pd.DataFrame, *dropped: str) -> None:
    keys = ["coder", "report_id", "sentence_id"]
    frames = [
        f.drop(columns=list(dropped)).fillna({"comment": ""}).sort_values(keys, kind="stable", ignore_index=True)
        for f in (left, right)
    ]
    pd.testing.assert_frame_equal(*frames, check_like=True)


def read_jsonl(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


# Round trips


def test_csv_keeps_everything_and_runs_nothing(tmp_path, labels, claims, sentences) -> None:
    assert exchange.to_csv(labels, tmp_path / "l.csv") == []
    same(exchange.from_csv(tmp_path / "l.csv", sentences), labels)
    cells = pd.read_csv(tmp_path / "l.csv", dtype=str)["comment"].dropna()
    assert not cells.str.startswith(("=", "+", "-", "@")).any() and len(cells) == 3
    exchange.to_csv(claims, tmp_path / "c.csv")
    same(exchange.from_csv(tmp_path / "c.csv", sentences, table="claims"), claims)


def test_doccano_round_trip_says_what_is_lost(tmp_path, labels, claims, sentences) -> None:
    told = exchange.to_doccano(sentences, tmp_path, labels, claims)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["ana.jsonl", "bo.jsonl"]
    assert [t for t in told if "comment: 3 values" in t] and [t for t in told if "place and measure" in t]
    for path in tmp_path.iterdir():
        as_doccano_exports(path)
    found = [exchange.from_doccano(tmp_path / f"{c}.jsonl", sentences) for c in ("ana", "bo")]
    lost = ("comment", "labelled_at", "codebook_version")
    same(pd.concat([f.labels for f in found], ignore_index=True), labels, *lost)
    got = found[0].claims.iloc[0]
    assert (got["quote"], got["measure"], got["start"]) == ("two wardens", "killed", claims["start"][0])
    assert got["group"] == "unspecified" and "1 spans came without" in found[0].notes[0]


def as_doccano_exports(path: Path) -> None:
    """Rewrite a file as doccano 1.8 exports it: a DataFrame of id, text, metadata, labels, Comments."""
    rows = [{"id": k, **row, "Comments": []} for k, row in enumerate(read_jsonl(path), 7)]
    for row in rows:
        row["cats"], row["entities"] = sorted(row["cats"]), sorted(row["entities"])
    pd.DataFrame(rows).to_json(path, orient="records", force_ascii=False, lines=True)
    assert "\\/" in path.read_text() or "/" not in path.read_text()  # it escapes slashes, as pandas does


def test_label_studio_round_trip(tmp_path, labels, claims, sentences) -> None:
    told = exchange.to_label_studio(sentences, tmp_path / "a.json", labels, claims)
    assert told == []
    back = exchange.from_label_studio(tmp_path / "a.json", sentences)
    same(back.labels, labels)
    same(back.claims, claims)
    assert back.notes == []


def test_prodigy_round_trip(tmp_path, labels, claims, sentences) -> None:
    assert exchange.to_prodigy(sentences, tmp_path / "a.jsonl", labels, claims) == []
    back = exchange.from_prodigy(tmp_path / "a.jsonl", sentences)
    same(back.labels, labels)
    same(back.claims, claims)


def test_whole_reports_travel_too(tmp_path, labels) -> None:
    reports = tables.conform("reports", [{"report_id": "r1", "text": WHOLE}])
    whole = labels.iloc[:2].assign(sentence_id=pd.array([None, None], "Int64"))
    exchange.to_prodigy(reports, tmp_path / "a.jsonl", whole)
    same(exchange.from_prodigy(tmp_path / "a.jsonl", reports).labels, whole)


# Files as the tools write them, with marks of their own


def doccano_file(path: Path, *rows: dict) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_doccano_projects_of_each_kind(tmp_path, sentences) -> None:
    # text classification, sequence labelling, relation extraction; without our ids the text finds the unit
    path = doccano_file(
        tmp_path / "admin.jsonl",
        {"id": 1, "text": TEXTS[1], "label": ["none"], "Comments": ["sure"]},
        {"id": 2, "text": TEXTS[0], "label": [[33, 44, "killed"]], "Comments": []},
        {"id": 3, "text": TEXTS[1], "label": [], "Comments": []},
        {
            "id": 4, "text": TEXTS[0], "report_id": "r1", "sentence_id": 0.0, "relations": [],
            "entities": [{"id": 9, "label": "injured", "start_offset": 16, "end_offset": 17}],
            "Comments": [{"id": 5, "comment": "bang"}],
        },
    )  # fmt: skip
    found = exchange.from_doccano(path, sentences)
    assert found.labels[["coder", "sentence_id", "incident_type", "comment"]].values.tolist() == [
        ["admin", 1, "none", "sure"]
    ]
    assert found.claims["quote"].tolist() == ["two wardens", "💥"]
    assert set(found.claims["coder"]) == {"admin"}


LABEL_STUDIO = {
    "id": 12, "inner_id": 1, "total_annotations": 2, "cancelled_annotations": 1, "total_predictions": 0,
    "comment_count": 0, "project": 3, "updated_by": 1, "file_upload": "0a-tasks.json", "drafts": [],
    "predictions": [],
    "created_at": "2024-05-01T10:00:00.000000Z", "updated_at": "2024-05-01T10:05:00.000000Z", "meta": {},
    "data": {"text": TEXTS[0], "report_id": "r1", "sentence_id": 0},
    "annotations": [
        {
            "id": 40, "completed_by": 2, "was_cancelled": False, "ground_truth": False, "lead_time": 8.4,
            "created_at": "2024-05-01T10:01:00.5Z", "updated_at": "2024-05-01T10:02:00.5Z",
            "draft_created_at": None,
            "prediction": {}, "result_count": 2, "unique_id": "u", "task": 12, "parent_annotation": None,
            "result": [
                {"id": "a1", "type": "choices", "origin": "manual", "to_name": "text", "from_name": "type",
                 "value": {"choices": ["bombing", "armed_attack"]}},
                {"id": "a2", "type": "labels", "origin": "manual", "to_name": "text", "from_name": "claim",
                 "value": {"start": 33, "end": 44, "text": "two wardens", "labels": ["killed"]}},
                {"id": "a3", "type": "textarea", "to_name": "text", "from_name": "comment",
                 "value": {"text": ["a mine"]}},
            ],
        },
        {"id": 41, "completed_by": {"id": 5, "email": "bo@example.org"}, "was_cancelled": True, "result": []},
    ],
}  # fmt: skip


def studio_file(path: Path, **changes: object) -> Path:
    task = json.loads(json.dumps(LABEL_STUDIO))
    value = task["annotations"][0]["result"][1]["value"]
    for name, given in changes.items():
        (task["data"] if name == "body" else value)["text" if name == "body" else name] = given
    path.write_text(json.dumps([task]), encoding="utf-8")
    return path


def test_a_label_studio_export(tmp_path, sentences) -> None:
    found = exchange.from_label_studio(studio_file(tmp_path / "a.json"), sentences, coders={2: "ana"})
    assert found.labels["incident_type"].tolist() == ["bombing", "armed_attack"]
    assert set(found.labels["comment"]) == {"a mine"} and set(found.labels["coder"]) == {"ana"}
    assert found.labels["labelled_at"][0] == pd.Timestamp("2024-05-01T10:02:00.5")
    assert found.claims["start"][0] == WHOLE.index("two wardens")
    assert "1 annotations were cancelled." in found.notes


def test_prodigy_answers_and_views(tmp_path, sentences) -> None:
    marks = {"_input_hash": -1, "_task_hash": 2, "_timestamp": 1714557600, "_annotator_id": "db-ana"}
    span = {
        "text": "two wardens",
        "start": 33,
        "end": 44,
        "token_start": 8,
        "token_end": 9,
        "label": "killed",
    }
    path = doccano_file(
        tmp_path / "db.jsonl",
        {"text": TEXTS[0], "spans": [span], "answer": "accept", "_view_id": "ner_manual", **marks},
        {"text": TEXTS[0], "label": "bombing", "answer": "accept", "_view_id": "classification", **marks},
        {"text": TEXTS[1], "label": "bombing", "answer": "reject", "_view_id": "classification", **marks},
        {"text": TEXTS[1], "accept": ["none"], "answer": "accept", "_view_id": "choice", **marks},
    )
    found = exchange.from_prodigy(path, sentences)
    assert found.labels["incident_type"].tolist() == ["bombing", "none"]
    assert found.labels["labelled_at"][0] == pd.Timestamp(1714557600, unit="s")
    assert found.claims["quote"].tolist() == ["two wardens"]
    assert "1 rows were rejected" in found.notes[-1]


# What does not fit is refused


def test_a_changed_text_is_refused_with_both(tmp_path, sentences) -> None:
    changed, ids = TEXTS[0].replace("two", "three"), {"report_id": "r1", "sentence_id": 0}
    doccano = doccano_file(tmp_path / "b.jsonl", {"text": changed, **ids})
    prodigy = doccano_file(tmp_path / "c.jsonl", {"text": changed, "meta": ids})
    for read, path in (
        (exchange.from_label_studio, studio_file(tmp_path / "a.json", body=changed)),
        (exchange.from_doccano, doccano),
        (exchange.from_prodigy, prodigy),
    ):
        with pytest.raises(exchange.ExchangeError, match=r"row 1: .*changed.*two wardens.*three wardens"):
            read(path, sentences)


def test_wrong_offsets_are_refused(tmp_path, sentences) -> None:
    # 34–45 is what a tool that counts UTF-16 units would write: the explosion stands before it
    with pytest.raises(exchange.ExchangeError, match="row 1: span 34–45 is 'wo wardens ' in our text, 'two wardens'"):
        exchange.from_label_studio(studio_file(tmp_path / "a.json", start=34, end=45), sentences)
    for span in ([5, 500], [-1, 3], [4, 4], ["a", 3]):
        path = doccano_file(tmp_path / "b.jsonl", {"text": TEXTS[0], "label": [[*span, "killed"]]})
        with pytest.raises(exchange.ExchangeError, match=r"row 1: span .* is not inside"):
            exchange.from_doccano(path, sentences)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"text": TEXTS[0], "label": ["flood"]}, "'flood' is no type of the codebook"),
        ({"text": TEXTS[0], "label": [[0, 4, "eaten"]]}, "'eaten' is no measure"),
        ({"text": "Something else.", "label": []}, "0 of our units have the text"),
        ({"text": TEXTS[0], "report_id": "r9", "sentence_id": 0}, "sentence 0 of 'r9' is not among"),
        ({"text": TEXTS[0], "label": [[0, 4]]}, "is no span"),
        ({"label": []}, "no text in this row"),
    ],
)
def test_rows_that_do_not_fit_are_named(tmp_path, sentences, row: dict, complaint: str) -> None:
    good = {"text": TEXTS[1], "label": ["none"]}
    path = doccano_file(tmp_path / "a.jsonl", good, row)
    with pytest.raises(exchange.ExchangeError, match=f"row 2: .*{complaint}"):
        exchange.from_doccano(path, sentences)


def test_broken_files_are_named(tmp_path, sentences, labels) -> None:
    (tmp_path / "a.json").write_text('{"text": ')
    with pytest.raises(exchange.ExchangeError, match="not JSON"):
        exchange.from_label_studio(tmp_path / "a.json", sentences)
    (tmp_path / "a.json").write_text('[{"text": "JSON-MIN"}]')
    with pytest.raises(exchange.ExchangeError, match="not JSON-MIN"):
        exchange.from_label_studio(tmp_path / "a.json", sentences)
    (tmp_path / "a.jsonl").write_text("[1]\n")
    with pytest.raises(exchange.ExchangeError, match="row 1: expected an object"):
        exchange.from_prodigy(tmp_path / "a.jsonl", sentences)
    exchange.to_csv(labels.assign(report_id="r9"), tmp_path / "a.csv")
    with pytest.raises(exchange.ExchangeError, match="row 2: sentence 0 of 'r9'"):
        exchange.from_csv(tmp_path / "a.csv", sentences)
    with pytest.raises(exchange.ExchangeError, match="is not among the units"):
        exchange.to_prodigy(sentences, tmp_path / "b.jsonl", labels.assign(report_id="r9"))


def test_a_claim_of_another_text_cannot_be_exported(tmp_path, claims, sentences) -> None:
    with pytest.raises(exchange.ExchangeError, match="claim k1: span"):
        exchange.to_prodigy(sentences, tmp_path / "a.jsonl", claims=claims.assign(start=0, end=11))


def test_the_label_studio_configuration_is_xml_with_every_type() -> None:
    root = ElementTree.fromstring(exchange.label_studio_config())
    assert [c.get("value") for c in root.iter("Choice")] == codebook.load().names
    assert [c.get("value") for c in root.iter("Label")] == list(tables.MEASURES)


def test_input_is_not_changed(tmp_path, labels, claims, sentences) -> None:
    before = [frame.copy(deep=True) for frame in (labels, claims, sentences)]
    exchange.to_csv(labels, tmp_path / "a.csv")
    exchange.to_prodigy(sentences, tmp_path / "a.jsonl", labels, claims)
    for frame, copy in zip((labels, claims, sentences), before, strict=True):
        pd.testing.assert_frame_equal(frame, copy)


# Types of one's own, and texts that nobody has labelled


@pytest.fixture
def own(tmp_path) -> codebook.Codebook:
    path = tmp_path / "own.yaml"
    path.write_text(
        "version: 7\ntitle: t\ntypes: [{name: raid, key: 1, definition: d}, {name: none, key: 0, definition: d}]"
    )
    return codebook.load(path)


def test_texts_go_out_to_be_labelled_and_come_back_empty(tmp_path, sentences, own) -> None:
    exchange.to_doccano(sentences, tmp_path / "doccano")
    exchange.to_label_studio(sentences, tmp_path / "studio.json")
    exchange.to_prodigy(sentences, tmp_path / "prodigy.jsonl", codebook=own)
    lines = (tmp_path / "prodigy.jsonl").read_text(encoding="utf-8").splitlines()
    assert [[o["id"] for o in json.loads(line)["options"]] for line in lines] == [["raid", "none"]] * len(TEXTS)
    assert all("answer" not in json.loads(line) for line in lines)
    assert [task["annotations"] for task in json.loads((tmp_path / "studio.json").read_text("utf-8"))] == [[]] * len(
        TEXTS
    )
    for found in (
        exchange.from_doccano(tmp_path / "doccano" / "unlabelled.jsonl", sentences),
        exchange.from_label_studio(tmp_path / "studio.json", sentences),
        exchange.from_prodigy(tmp_path / "prodigy.jsonl", sentences, own),
    ):
        assert found.labels.empty and found.claims.empty


def test_csv_refuses_a_type_that_the_codebook_lacks(tmp_path, labels, own) -> None:
    exchange.to_csv(labels.assign(incident_type="raid"), tmp_path / "a.csv")
    with pytest.raises(exchange.ExchangeError, match="row 2: 'raid' is no type of the codebook"):
        exchange.from_csv(tmp_path / "a.csv")
    assert set(exchange.from_csv(tmp_path / "a.csv", codebook=own)["incident_type"]) == {"raid"}


@pytest.mark.parametrize(("meta", "complaint"), [(None, ""), ([1], "row 1: meta is "), ("x", "row 1: meta is ")])
def test_odd_meta_of_prodigy_is_no_traceback(tmp_path, sentences, meta: object, complaint: str) -> None:
    path = doccano_file(tmp_path / "a.jsonl", {"text": TEXTS[0], "meta": meta, "accept": ["other"]})
    if not complaint:
        assert exchange.from_prodigy(path, sentences).labels["incident_type"].tolist() == ["other"]
        return
    with pytest.raises(exchange.ExchangeError, match=complaint):
        exchange.from_prodigy(path, sentences)
