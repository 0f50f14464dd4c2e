"""reading.read_reports: what is right is read, what is odd is named with its reason, the rest goes on."""

import gzip
import io
import json
import os
import tracemalloc
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from helpers import reading, tables
from helpers.reading import containers

BODY = "Gunmen killed five villagers near Tolva overnight, police said."
PAGE = f"""<html><head><title>Raid on Tolva</title><meta name="author" content="Jane Doe">
<meta property="og:site_name" content="The Post">
<meta property="article:published_time" content="2026-03-02">
</head><body><nav><a href="/">Home</a></nav><article><h1>Raid on Tolva</h1><p>{BODY} The governor of the
province spoke of “at least 12” who had fled to the hills.</p><p>A doctor in the town of Port Sel said that
nine wounded people had been brought to his hospital since Sunday evening.</p><script>alert(1)</script></article>
<footer>All rights reserved</footer></body></html>"""


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def jsonl(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def parquet(frame: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.to_parquet(buffer)
    return buffer.getvalue()


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", BODY)
    return buffer.getvalue()


# name → (content, how many reports come out, a word of each reason)
ODD = {
    "empty.txt": (b"", 0, ["empty"]),
    "blank.txt": (" \n\t\n", 0, ["no text"]),
    "dots.txt": ("... 12 — 34 ...", 0, ["no text"]),
    "header_only.txt": ("date 2026-03-02 \n", 1, []),  # without a lead it is no header
    "binary.txt": (bytes(range(256)) * 20, 0, ["binary"]),
    "nul.txt": (b"a\x00b", 0, ["binary"]),
    "nul_late.txt": (f"{BODY}\n" * 50 + "\0", 0, ["binary"]),
    "zip.txt": (zipped(), 0, ["zip"]),
    "gzip.txt": (gzip.compress(BODY.encode()), 0, ["gzip"]),
    "pdf.txt": (b"%PDF-1.7\n" + BODY.encode(), 0, ["PDF"]),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + b"x" * 90, 0, ["picture"]),
    "rtf.txt": (rb"{\rtf1\ansi Hello}", 0, ["RTF"]),
    "long_line.txt": ("word " * 10_000_000, 0, ["over the limit"]),
    "long_text.txt": ("word " * 300_000, 0, ["over the limit"]),
    "no_such_day.txt": (f"date 2026-02-30 TOLVA (AP) — {BODY}", 0, ["2026-02-30"]),
    "bom.txt": (b"\xef\xbb\xbf" + BODY.encode(), 1, []),
    "latin1.txt": ("Timoleón died — “yes”".encode("cp1252"), 1, []),
    "utf16.txt": (BODY.encode("utf-16"), 1, []),
    "utf16_bare.txt": (BODY.encode("utf-16-le"), 1, []),
    "utf32.txt": (BODY.encode("utf-32"), 1, []),
    "mixed.txt": ("Timoleón died.\n\n".encode() + "Él también.".encode("latin-1"), 1, []),
    "mojibake.txt": ("TimoleÃ³n died — “yes”", 1, []),
    "crlf.txt": (BODY + "\r\n\r\n" + BODY, 1, []),
    "page.html": (PAGE, 1, []),
    "nested.html": ("<div>" * 20_000 + BODY + "</div>" * 20_000, None, []),
    "no_article.html": ("<html><body><script>x</script></body></html>", 0, ["no article"]),
    "broken.html": ("<p>" + BODY + "<table><tr><td><b>" * 50, None, []),
    "entities.html": (f"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><p>{BODY} &a;</p>", None, []),
    "not_json.jsonl": ('{"text": "a"\n' + jsonl({"text": BODY}), 1, ["no JSON"]),
    "deep.jsonl": ("[" * 100_000 + "\n" + jsonl({"text": BODY}), 1, ["no JSON"]),
    "list.jsonl": (jsonl([1, 2], "a", {"body": BODY}, {"text": BODY}), 1, ["list", "str", "no key text"]),
    "types.jsonl": (
        jsonl({"text": 5}, {"text": None}, {"text": ""}, {"text": BODY, "title": {"a": 1}}, {"text": BODY}),
        1,
        ["type int", "no text", "no text", "title is of the type dict"],
    ),
    "twice.jsonl": (jsonl(*[{"text": BODY, "report_id": "same"}] * 3), 1, ["stands twice"] * 2),
    "dates.jsonl": (
        jsonl(*({"text": BODY, "published": p} for p in ("2026-02-30", "soon", 5, [1], "2026-03-02", None))),
        2,
        ["no date"] * 4,
    ),
    "long_line.jsonl": (jsonl({"text": "word " * 10_000_000}, {"text": BODY}), 1, ["over the limit"]),
    "surrogate.jsonl": ('{"text": "Five \\ud800 died near Tolva."}\n', 1, []),
    "long_id.jsonl": (jsonl({"text": BODY, "report_id": "x" * 999}), 0, ["report_id has over"]),
    "latin1.jsonl": ('{"text": "Timoleón died."}\n'.encode("latin-1"), 1, []),
    "binary.jsonl": (b"\x00\x01\x02" * 99, 0, ["binary"]),
    "no_column.csv": ("id,body\n1,a\n", 0, ["no column text"]),
    "fields.csv": (f'text,title\n"{BODY}",a\n{BODY},b\n"{BODY}"\n', 1, ["3 fields", "1 fields"]),
    "unclosed.csv": ('text\nGood one.\n"never closed\n' + "word\n" * 300_000, 1, ["field larger"]),
    "semicolons.csv": (f"report_id;published;TEXT\nk;2026-03-02;{BODY}\n", 1, []),
    "utf16.csv": (f'text\n"{BODY}"\n'.encode("utf-16"), 1, []),
    "header_only.csv": ("text,title\n", 0, []),
    "not_parquet.parquet": (b"PAR1 nothing", 0, ["no whole Parquet"]),
    "no_column.parquet": (parquet(pd.DataFrame({"body": ["a"]})), 0, ["no column text"]),
    "numbers.parquet": (parquet(pd.DataFrame({"text": [1, 2]})), 0, ["type int"] * 2),
    "notes.docx": (zipped(), 0, [".docx are not read"]),
    "no_ending": (BODY, 0, ["(none) are not read"]),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_files_are_read_or_named(name, tmp_path):
    content, reports, reasons = ODD[name]
    file = write(tmp_path / name, content)
    rejected: list[dict] = []
    found = reading.read_reports(file, rejected=rejected)
    assert list(found.columns) == tables.columns("reports")
    if reports is None:  # read or rejected, as the parser can; never both, never lost
        assert len(found) + len(rejected) == 1
    else:
        assert len(found) == reports, rejected
        assert len(rejected) == len(reasons)
    for row, reason in zip(rejected, reasons, strict=False):
        assert reason in row["reason"]
    for row in rejected:
        assert row["file"] == str(file) and row["remedy"] and set(row) == {"file", "row", "reason", "remedy"}
        with pytest.raises(reading.ReadError, match=r".+: .+\. .+\."):
            reading.read_reports(file)


def test_a_folder_of_odd_files_goes_through(tmp_path):
    small = {name: case for name, case in ODD.items() if len(case[0]) < 2_000_000}
    for name, (content, _, _) in small.items():
        write(tmp_path / name, content)
    rejected: list[dict] = []
    found = reading.read_reports(tmp_path, rejected=rejected)
    assert found["report_id"].is_unique
    sure = [case for case in small.values() if case[1] is not None]
    assert len(found) >= sum(case[1] for case in sure)
    assert len(rejected) >= sum(len(case[2]) for case in sure)


@pytest.mark.parametrize("name", ["bom.txt", "utf16.txt", "utf16_bare.txt", "utf32.txt", "semicolons.csv", "utf16.csv"])
def test_encodings_give_the_same_words(name, tmp_path):
    assert reading.read_reports(write(tmp_path / name, ODD[name][0]))["text"].tolist() == [BODY]


@pytest.mark.parametrize("name", ["latin1.txt", "mojibake.txt"])
def test_accents_and_quotes_survive(name, tmp_path):
    found = reading.read_reports(write(tmp_path / name, ODD[name][0]))
    assert found["text"].tolist() == ["Timoleón died — “yes”"]


def test_mixed_encodings_line_by_line(tmp_path):
    found = reading.read_reports(write(tmp_path / "mixed.txt", ODD["mixed.txt"][0]))
    assert found["text"].tolist() == ["Timoleón died.\n\nÉl también."]


def test_links_out_of_the_folder_are_refused(tmp_path):
    secret = write(tmp_path / "outside" / "secret.txt", "The secret text.")
    folder = tmp_path / "in"
    write(folder / "a.txt", BODY)
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    (folder / "out.txt").symlink_to(secret)
    (folder / "dangling.txt").symlink_to(folder / "nothing.txt")
    (folder / "inside.txt").symlink_to(folder / "a.txt")
    (folder / "folder").symlink_to(secret.parent)
    for path in (folder, str(folder / "*.txt"), str(folder / "**" / "*.txt")):
        rejected: list[dict] = []
        found = reading.read_reports(path, rejected=rejected)
        assert "secret" not in " ".join(found["text"])
        assert set(found["report_id"]) == {"a", "inside"}
        reasons = {Path(row["file"]).name: row["reason"] for row in rejected}
        assert "leads out" in reasons["passwd.txt"] and "leads out" in reasons["out.txt"]
        assert "no plain file" in reasons["dangling.txt"]


def test_pipes_are_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(reading.ReadError, match="no plain file"):
        reading.read_reports(tmp_path)


def test_folder_glob_and_ids(tmp_path):
    write(tmp_path / "b.txt", BODY)
    write(tmp_path / "sub" / "b.txt", BODY)
    write(tmp_path / "b.html", PAGE)
    write(tmp_path / "rows.jsonl", jsonl({"text": BODY}, {"text": BODY, "report_id": 7}))
    write(tmp_path / ".hidden.txt", BODY)
    write(tmp_path / ".ipynb_checkpoints" / "b.txt", BODY)
    assert reading.read_reports(tmp_path)["report_id"].tolist() == ["b", "b.txt", "rows-1", "7", "sub/b"]
    assert reading.read_reports(str(tmp_path / "*.txt"))["report_id"].tolist() == ["b"]
    assert reading.read_reports(tmp_path / "sub" / "b.txt")["report_id"].tolist() == ["b"]


def test_nothing_there(tmp_path):
    assert list(reading.read_reports(tmp_path).columns) == tables.columns("reports")
    for path in (tmp_path / "no.txt", tmp_path / "*.txt"):
        with pytest.raises(reading.ReadError, match="no such file"):
            reading.read_reports(path)
    with pytest.raises(ValueError, match="size is 0"):
        next(reading.iter_reports(tmp_path, size=0))


def test_page(tmp_path):
    report = reading.read_reports(write(tmp_path / "page.html", PAGE)).iloc[0]
    assert report[["title", "byline", "outlet"]].tolist() == ["Raid on Tolva", "Jane Doe", "The Post"]
    assert report["published"] == pd.Timestamp("2026-03-02")
    assert BODY in report["text"] and "“at least 12”" in report["text"] and "\n\n" in report["text"]
    assert not any(word in report["text"] for word in ("alert", "Home", "rights"))


def test_columns_win_over_the_texts_header(tmp_path):
    text = f"date 2026-03-02 TOLVA, Marland (AP) — {BODY}"
    record = {
        "text": text,
        "published": "2026-03-05",
        "outlet": "The\n Post",
        "source": "http://x",
        "title": "A\x07 raid",
    }
    for name, content in {
        "a.jsonl": jsonl(record),
        "a.csv": pd.DataFrame([record]).to_csv(index=False),
        "a.parquet": parquet(pd.DataFrame([record]).assign(published=pd.Timestamp("2026-03-05"))),
    }.items():
        report = reading.read_reports(write(tmp_path / name, content)).iloc[0]
        assert report["published"] == pd.Timestamp("2026-03-05")
        assert report[["outlet", "source", "title", "dateline", "text"]].tolist() == [
            "The Post", "http://x", "A raid", "TOLVA, Marland", BODY,
        ]  # fmt: skip
        assert len(report["sha256"]) == 64


def test_source_and_sha256_are_the_files(tmp_path):
    file = write(tmp_path / "a.txt", BODY)
    report = reading.read_reports(file).iloc[0]
    assert report["source"] == str(file)
    assert report["sha256"] == containers.sha256(BODY.encode())


def test_rejected_rows_have_numbers_and_the_rest_goes_on(tmp_path):
    file = write(tmp_path / "a.jsonl", jsonl({"text": BODY}, {}, {"text": BODY}) + "\n" + jsonl({"text": ""}))
    rejected: list[dict] = []
    assert reading.read_reports(file, rejected)["report_id"].tolist() == ["a-1", "a-3"]
    assert [row["row"] for row in rejected] == [2, 5]
    assert pd.DataFrame(rejected).columns.tolist() == ["file", "row", "reason", "remedy"]
    with pytest.raises(reading.ReadError, match=r"a\.jsonl, row 2: no key text; it has nothing\."):
        reading.read_reports(file)


def test_iterator_is_lazy_sized_and_flat(tmp_path):
    file = tmp_path / "many.jsonl"
    line = json.dumps({"text": f"{BODY} " * 60})
    file.write_text(f"{line}\n" * 3_000)
    tracemalloc.start()
    sizes = [len(reports) for reports in reading.iter_reports(file, size=250)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sizes == [250] * 12
    assert file.stat().st_size > 10_000_000
    assert peak < 5_000_000


def test_input_is_not_limited_by_pythons_csv_field_size(tmp_path):
    file = write(tmp_path / "a.csv", f'text\n"{"word " * 100_000}"\n')
    assert len(reading.read_reports(file)) == 1


def test_the_headline_of_a_page_is_no_part_of_its_text(tmp_path):
    story = "<p>Two men were shot at the ford of Tolm on Monday, police said, and a third was hurt.</p>" * 3
    page = f"<html><head><title>Shots at the ford</title></head><body><article><h1>Shots at the ford</h1>{story}</article></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    report = reading.read_reports(tmp_path).iloc[0]
    assert report["title"] == "Shots at the ford" and report["text"].startswith("Two men were shot")
