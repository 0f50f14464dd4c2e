"""Label files lose nothing: undo, torn ends, two windows, a killed writer; and the codebook is whole."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from helpers import tables
from helpers.annotating import (
    LabelFile,
    LabelFileError,
    codebook,
    locking,
    read_claims,
    read_decisions,
    read_labels,
    units_read,
)

CLAIM = {
    "report_id": "r1", "sentence_id": 0, "start": 3, "end": 6, "quote": "two", "measure": "killed",
    "group": "civilians", "low": 2, "high": 2, "scope": "incident", "date_start": "2024-03-01",
}  # fmt: skip


def types_of(path: Path) -> list[tuple]:
    table = read_labels(path)
    return list(zip(table["report_id"], table["sentence_id"], table["incident_type"], strict=True))


def test_labels_come_back_as_the_table(tmp_path: Path) -> None:
    LabelFile("ben", tmp_path, "1.0").types("r1", None, ["other"])
    ana = LabelFile("ana", tmp_path, "1.0")
    ana.types("r1", 1, ["bombing", "armed_attack", "bombing"], comment="both")
    ana.types("r1", 0, ["none"])
    labels = read_labels(tmp_path)
    assert list(labels.columns) == tables.columns("labels")
    assert labels["coder"].tolist() == ["ana", "ana", "ana", "ben"]
    assert labels["incident_type"].tolist() == ["none", "bombing", "armed_attack", "other"]
    assert labels["comment"].tolist() == ["", "both", "both", ""]
    assert labels["sentence_id"].isna().tolist() == [False, False, False, True]
    assert set(labels["codebook_version"]) == {"1.0"} and labels["labelled_at"].notna().all()
    tables.validate("labels", labels)


def test_empty_folder_gives_an_empty_table_and_a_missing_one_an_error(tmp_path: Path) -> None:
    assert list(read_labels(tmp_path).columns) == tables.columns("labels")
    assert list(read_claims(tmp_path).columns) == [*tables.columns("claims"), "coder"]
    assert len(read_decisions(tmp_path)) == len(units_read(tmp_path)) == 0
    with pytest.raises(LabelFileError, match="no such folder"):
        read_labels(tmp_path / "nowhere")


def test_a_later_decision_replaces_and_an_empty_one_takes_away(tmp_path: Path) -> None:
    file = LabelFile("ana", tmp_path)
    file.types("r1", 0, ["bombing"])
    file.types("r1", 0, ["other"])
    file.types("r1", 1, ["other"])
    file.types("r1", 1, [])
    assert types_of(tmp_path) == [("r1", 0, "other")]
    assert len(file.path.read_bytes().splitlines()) == 4


def test_undo_walks_back_and_is_a_line(tmp_path: Path) -> None:
    file = LabelFile("ana", tmp_path)
    file.types("r1", 0, ["bombing"])
    file.types("r1", 0, ["other"], comment="hm")
    assert file.undo()["types"] == ["other"]
    assert types_of(tmp_path) == [("r1", 0, "bombing")]
    assert file.undo()["types"] == ["bombing"]
    assert file.undo() is None and types_of(tmp_path) == []
    assert [json.loads(line)["kind"] for line in file.path.open()] == ["type", "type", "undo", "undo"]
    assert read_decisions(tmp_path)["stands"].tolist() == [False] * 4


def test_a_comment_stays_when_types_change(tmp_path: Path) -> None:
    file = LabelFile("ana", tmp_path)
    file.comment("r1", 0, "a\u2028b")
    file.types("r1", 0, ["other"])
    file.types("r1", 0, ["bombing"])
    assert read_labels(tmp_path)["comment"].tolist() == ["a\u2028b"]
    file.comment("r1", 0, "")
    assert read_labels(tmp_path)["comment"].tolist() == [""]


def test_claims_are_kept_changed_and_taken_away(tmp_path: Path) -> None:
    file = LabelFile("ana", tmp_path)
    first = file.claim(CLAIM)["claim_id"]
    second = file.claim({**CLAIM, "start": 9, "end": 12})["claim_id"]
    file.claim({**CLAIM, "low": 3, "high": None, "modifier": "at_least"}, first)
    claims = read_claims(tmp_path).set_index("claim_id")
    assert claims.loc[first, "low"] == 3 and claims["high"].isna()[first] and claims.loc[second, "low"] == 2
    assert claims.loc[first, "coder"] == "ana" and str(claims.loc[first, "date_start"].date()) == "2024-03-01"
    file.remove_claim(first)
    assert read_claims(tmp_path)["claim_id"].tolist() == [second]
    file.undo()
    assert set(read_claims(tmp_path)["claim_id"]) == {first, second}
    assert len(read_labels(tmp_path)) == 0
    with pytest.raises(LabelFileError, match="no claim 'x'"):
        file.remove_claim("x")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"measure": "eaten"}, "eaten"),
        ({"low": 3, "high": 2}, "low 3 is above high 2"),
        ({"low": -1}, "-1 people"),
        ({"colour": "red"}, "no column colour"),
        ({"date_start": "soon"}, "date_start"),
    ],
)
def test_a_claim_outside_the_vocabulary_is_refused(tmp_path: Path, change: dict, complaint: str) -> None:
    file = LabelFile("ana", tmp_path)
    with pytest.raises(tables.TableError, match=complaint):
        file.claim({**CLAIM, **change})
    assert file.path.read_bytes() == b""


def test_what_was_read_is_known_even_if_nothing_was_found(tmp_path: Path) -> None:
    file = LabelFile("ana", tmp_path)
    file.done("r2")
    file.claim(CLAIM)
    file.comment("r3", None, "not yet")
    read = units_read(tmp_path)
    assert read["report_id"].tolist() == ["r2", "r1"] and set(read["coder"]) == {"ana"}


# What a crash, git or a second window can do to a file


def test_every_torn_end_is_mended_and_loses_only_itself(tmp_path: Path) -> None:
    file = LabelFile("ana", tmp_path)
    file.types("r1", 0, ["bombing"], comment="Ünï")
    whole = file.path.read_bytes()
    line = LabelFile("bo", tmp_path / "b").types("r1", 1, ["other"])
    last = json.dumps(line, ensure_ascii=False).encode() + b"\n"
    for cut in range(1, len(last) - 1):
        file.path.write_bytes(whole + last[:cut])
        with pytest.warns(UserWarning, match="last line was torn"):
            assert types_of(file.path) == [("r1", 0, "bombing")]
        with pytest.warns(UserWarning, match="never been shown as saved"):
            mended = LabelFile("ana", tmp_path)
        assert file.path.read_bytes() == whole and "torn" in mended.messages[0]
    file.path.write_bytes(whole + last[:-1])  # whole but for its line end: it counts
    LabelFile("ana", tmp_path).types("r1", 2, ["none"])
    assert [t[2] for t in types_of(tmp_path / "ana.jsonl") if t[1] in (0, 2)] == ["bombing", "none"]
    assert file.path.read_bytes().count(b"\n") == 3


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("<<<<<<< HEAD\n", "line 2.*conflict mark"),
        ("not json\n", "line 2: not JSON"),
        ('{"kind": "shout", "id": "1", "at": "x"}\n', "line 2: expected one of type"),
        ('{"kind": "type", "id": "1", "at": "x", "types": []}\n', "line 2: a type line lacks report_id"),
        ("[1, 2]\n", "line 2: expected one of"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    file = LabelFile("ana", tmp_path)
    file.types("r1", 0, ["bombing"])
    with file.path.open("a") as out:
        out.write(text + '{"kind": "done", "id": "2", "at": "x", "report_id": "r"}\n')
    with pytest.raises(LabelFileError, match=complaint):
        read_labels(tmp_path)


@pytest.mark.parametrize("coder", ["", "../ana", "a/b", "a\\b", "con", "NUL.x", ".ana", "a" * 65, "ana.", "a b"])
def test_a_coder_that_cannot_name_a_file_is_refused(tmp_path: Path, coder: str) -> None:
    with pytest.raises(LabelFileError, match="cannot name a file"):
        LabelFile(coder, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_two_coders_that_differ_in_capitals_only_are_refused(tmp_path: Path) -> None:
    LabelFile("Ana", tmp_path)
    LabelFile("Ana", tmp_path)
    with pytest.raises(LabelFileError, match="differs only in capitals"):
        LabelFile("ana", tmp_path)


def test_two_windows_of_one_coder_see_each_other(tmp_path: Path) -> None:
    first, second = LabelFile("ana", tmp_path), LabelFile("ana", tmp_path)
    first.types("r1", 0, ["bombing"])
    second.types("r1", 1, ["other"])
    assert first.undo()["types"] == ["other"]  # the last decision, whichever window made it
    assert types_of(tmp_path) == [("r1", 0, "bombing")]
    first.path.write_bytes(first.path.read_bytes().split(b"\n")[0] + b"\n")  # git brought an older file
    second.types("r1", 5, ["none"])
    assert [line["types"] for line in second.lines] == [["bombing"], ["none"]]


def test_a_window_that_writes_without_end_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = LabelFile("ana", tmp_path)
    monkeypatch.setattr(locking, "WAIT_SECONDS", 0.05)
    with (
        locking.locked_file(file.path),
        pytest.raises(TimeoutError, match="another window has held this file"),
    ):
        file.types("r1", 0, ["none"])
    assert file.path.read_bytes() == b"" and file.lines == []


def test_windows_that_write_at_once_lose_and_double_nothing(tmp_path: Path) -> None:
    def work(name: int) -> None:
        file = LabelFile("ana", tmp_path)
        for k in range(40):
            file.types(f"r{name}", k, ["none"])

    threads = [threading.Thread(target=work, args=(n,)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(types_of(tmp_path)) == [(f"r{n}", k, "none") for n in range(5) for k in range(40)]


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = LabelFile("ana", tmp_path)
    file.types("r1", 0, ["bombing"])
    before = file.path.read_bytes()
    real_write = os.write
    monkeypatch.setattr(locking.os, "write", lambda fd, raw: real_write(fd, raw[:10]))
    with pytest.raises(OSError, match="not saved"):
        file.types("r1", 1, ["other"])
    monkeypatch.undo()
    assert file.path.read_bytes() == before
    file.types("r1", 2, ["none"])
    assert types_of(tmp_path) == [("r1", 0, "bombing"), ("r1", 2, "none")]


def test_saved_means_flushed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed = []
    real_flush = locking._flush

    def flush(fd: int) -> None:
        flushed.append(os.fstat(fd).st_size)
        real_flush(fd)

    monkeypatch.setattr(locking, "_flush", flush)
    file = LabelFile("ana", tmp_path)
    for k in range(3):
        file.types("r1", k, ["none"])
        assert flushed[-1] == file.path.stat().st_size


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 needs a POSIX system.")
def test_kill_9_loses_nothing_that_was_said_to_be_saved(tmp_path: Path) -> None:
    rng, said = random.Random(1), []
    LabelFile("ana", tmp_path)
    for run in range(100):
        said += killed_after(tmp_path, f"r{run}", rng.uniform(0.001, 0.02))
    file = LabelFile("ana", tmp_path)
    file.types("after", 0, ["none"])
    kept = [(r, int(k)) for r, k, _ in types_of(tmp_path)]
    assert len(said) > 100, "the writers were killed before they wrote"
    assert set(said) <= set(kept) and len(kept) == len(set(kept))


def killed_after(folder: Path, report_id: str, seconds: float) -> list[tuple[str, int]]:
    """Fork a writer, kill it, and give what it had reported as saved."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        file = LabelFile("ana", folder)
        for k in range(10**9):
            file.types(report_id, k, ["bombing"], comment="x" * 3000)
            os.write(writing, f"{k}\n".encode())
    os.close(writing)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with os.fdopen(reading) as out:
        return [(report_id, int(line)) for line in out.read().split()]


def test_another_process_holds_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import sys, pathlib\nfrom helpers.annotating import locking\n"
        "with locking.locked_file(pathlib.Path(sys.argv[1])):\n"
        "    print('held', flush=True)\n    sys.stdin.read()"
    )
    file = LabelFile("ana", tmp_path)
    command = [sys.executable, "-c", code, str(file.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        monkeypatch.setattr(locking, "WAIT_SECONDS", 0.1)
        with pytest.raises(TimeoutError):
            file.types("r1", 0, ["none"])
        holder.kill()
    file.types("r1", 0, ["none"])  # a dead window holds nothing


# The codebook


def test_the_codebook_holds_what_the_design_says() -> None:
    book = codebook.load()
    assert tuple(book.names) == tables.INCIDENT_TYPES
    assert all(len(t.examples) == 3 and len(t.near_misses) == 2 for t in book.types)
    assert book.names[-1] == "none"
    assert set(book.schemes["scheme"]) == {"ACLED", "GTD", "MUC-4", "UCDP", "PLOVER"}
    cells = book.crosswalk.groupby("scheme")["incident_type"].agg(set)
    assert (cells == set(book.names)).all() and book.crosswalk["loses"].str.len().min() > 5
    hard = {frozenset(pair.between) for pair in book.decisions}
    assert frozenset({"armed_attack", "armed_clash", "security_operation"}) in hard
    assert frozenset({"armed_attack", "bombing"}) in hard
    texts = [x for t in book.types for x in (*t.examples, *(m.text for m in t.near_misses))]
    assert len(set(texts)) == len(texts)


def test_the_page_shows_every_text_escaped(tmp_path: Path) -> None:
    one = "{name: a, key: 1, definition: '<img src=x>', examples: ['<b>x</b>']}"
    (tmp_path / "book.yaml").write_text(f"version: 2\ntitle: <script>alert(1)</script>\ntypes: [{one}]")
    book = codebook.load(tmp_path / "book.yaml")
    page = book._repr_html_()
    assert "<script" not in page and "<img" not in page and "<b>x" not in page
    assert "&lt;img src=x&gt;" in page and (book.version, book.types[0].key) == ("2", "1")
    whole = codebook.page(codebook.load())
    assert all(t.examples[0].replace("'", "&#x27;") in whole for t in codebook.load().types)


HEAD = "version: 1\ntitle: t\n"
A = "{name: a, key: 1, definition: d}"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (HEAD, "lacks types"),
        ("- 1\n", "a codebook is a mapping"),
        ("a: [", "cannot be read as YAML"),
        (HEAD + "types: [{name: a, key: 1}]", "type 1: lacks definition"),
        (HEAD + "types: [{name: a, key: x, definition: d}]", "key 'x' is not one of 0 to 9"),
        (HEAD + f"types: [{A}, {{name: b, key: 1, definition: d}}]", "key '1' stands at two types"),
        (
            HEAD + f"types: [{A}]\ndecisions: [{{between: [a, z], steps: []}}]",
            "no type of this codebook .a.: 'z' in decisions",
        ),
    ],
)
def test_a_broken_codebook_says_what_it_lacks(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "book.yaml").write_text(text)
    with pytest.raises(codebook.CodebookError, match=complaint):
        codebook.load(tmp_path / "book.yaml")


def test_all_that_speaks_of_a_removed_type_is_named_at_once(tmp_path: Path) -> None:
    miss = "{text: t, instead: z, why: w}"
    crosswalk = "crosswalk: [{scheme: S, types: {z: {codes: [], loses: l}}}]"
    types = f"types: [{{name: a, key: 1, definition: d, near_misses: [{miss}]}}]"
    (tmp_path / "book.yaml").write_text(f"{HEAD}{types}\ndecisions: [{{between: [a, z], steps: []}}]\n{crosswalk}")
    with pytest.raises(codebook.CodebookError) as problem:
        codebook.load(tmp_path / "book.yaml")
    for where in ("decisions", "near_misses of a", "crosswalk to S"):
        assert f"'z' in {where}" in str(problem.value)


def test_a_small_codebook_shows_no_empty_headings(tmp_path: Path) -> None:
    (tmp_path / "book.yaml").write_text(HEAD + f"types: [{A}]")
    page = codebook.page(codebook.load(tmp_path / "book.yaml"))
    assert "Hard pairs" not in page and "Near, but not it" not in page and "<ul></ul>" not in page
