"""reading.fetch_corpus: found, downloaded and unpacked safely; every slot of MUC-4; no leak in IndiaPolice.

The small corpora here are made up. What the real ones hold is checked where `CASEBOOK_CORPORA` is set.
"""

import hashlib
import io
import os
import tarfile
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pandas as pd
import pytest

from helpers import reading, tables
from helpers.reading import corpora, muc4
from helpers.reading.archives import unpack
from helpers.reading.sentences import sentence_spans

REAL = os.environ.get("CASEBOOK_CORPORA")
needs_corpora = pytest.mark.skipif(
    not REAL, reason="This checks the published corpora: set CASEBOOK_CORPORA to their folder."
)

NAMES = (
    "MESSAGE: ID", "MESSAGE: TEMPLATE", "INCIDENT: DATE", "INCIDENT: LOCATION", "INCIDENT: TYPE",
    "INCIDENT: STAGE OF EXECUTION", "INCIDENT: INSTRUMENT ID", "INCIDENT: INSTRUMENT TYPE",
    "PERP: INCIDENT CATEGORY", "PERP: INDIVIDUAL ID", "PERP: ORGANIZATION ID",
    "PERP: ORGANIZATION CONFIDENCE", "PHYS TGT: ID", "PHYS TGT: TYPE", "PHYS TGT: NUMBER",
    "PHYS TGT: FOREIGN NATION", "PHYS TGT: EFFECT OF INCIDENT", "PHYS TGT: TOTAL NUMBER",
    "HUM TGT: NAME", "HUM TGT: DESCRIPTION", "HUM TGT: TYPE", "HUM TGT: NUMBER",
    "HUM TGT: FOREIGN NATION", "HUM TGT: EFFECT OF INCIDENT", "HUM TGT: TOTAL NUMBER",
)  # fmt: skip


def template(message: str, **slots: str) -> str:
    values = {0: f"{message} (XYZ)", 1: "1"} | {int(k[1:]): v for k, v in slots.items()}
    pad = " " * 36
    lines = [
        f"{i}.".ljust(4) + name.ljust(32) + values.get(i, "-").replace("\n", "\n" + pad) for i, name in enumerate(NAMES)
    ]
    return "\n".join(lines) + "\n\n"


KEY = (
    ";;; a remark\n"
    + template(
        "DEV-MUC3-9001", s2="- 08 JAN 90", s3="MARLAND: SAN TOLVA (TOWN)", s4="ATTACK",
        s6='"GUNS"\n"A/B: ROCKET"',
        s9='? "MEN"', s10='"FRONT FOR TOLVA" / "FFT"', s21='9: "PEASANTS" / "FARMERS"\nPLURAL: "NUNS"',
        s11='(POSSIBLE: "FFT") / (SUSPECTED OR ACCUSED: "ARMY")', s12="*",
    )
    + template("DEV-MUC3-9001", s1="2 (OPTIONAL)", s2="30 DEC 89 - 03 JAN 90", s4="BOMBING / ATTACK")
    + template("DEV-MUC3-9002", **{f"s{i}": "*" for i in range(1, 25)})
)  # fmt: skip
MESSAGES = (
    "DEV-MUC3-9001 (XYZ)\n\n   SAN TOLVA, 9 JAN 90 -- [TEXT] NINE PEASANTS DIED.\n\n\n"
    "DEV-MUC3-9002  (XYZ)\n\n   PORT SEL (MARLAND), 10 JAN 90 (RADIO SEL) -- [TEXT] A COURT MET.\n"
)
TEST_MESSAGES = "TST3-MUC4-0001\n\n   SAN TOLVA, 9 MAY 90 -- [TEXT] A BRIDGE WAS BLOWN UP.\n"


def tree(root: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8", newline="")
    return root


MUC = "muc4/muc34/TASK/CORPORA"
LEAKED = "two shops were burnt in the old town on sunday night."
SMALL = {
    f"{MUC}/dev/dev-muc3-9001-9002": MESSAGES,
    f"{MUC}/dev/key-dev-9001.muc4": KEY,
    f"{MUC}/tst3/tst3-muc4": TEST_MESSAGES,
    f"{MUC}/tst4/tst4-muc4.mixed-case": TEST_MESSAGES.replace("TST3", "TST4"),
    "conflibert/satp_relevant/train.tsv": "Five died in Tolva\t1\t0\t0\t1\nA bus burnt\t0\t0\t0\t1\n",
    "conflibert/satp_relevant/dev.tsv": '"He said ""five"" died"\t0\t1\t0\t0\r\n',
    "conflibert/IndiaPoliceEvents_docs/train.tsv":
        "This story is from March 10, 2002  port sel: police fired twice at the crowd."
        f" {LEAKED}\t0\t0\t1\t0\t1\n",
    "conflibert/IndiaPoliceEvents_docs/test.tsv": f"port sel: {LEAKED} he said.\t0\t0\t1\t0\t0\n",
    "conflibert/IndiaPoliceEvents_sents/train.tsv":
        f"police fired twice at the crowd.\t0\t0\t1\t0\t1\n{LEAKED}\t0\t0\t1\t0\t0\n"
        "he said.\t0\t0\t0\t0\t0\n",
    "conflibert/IndiaPoliceEvents_sents/dev.tsv": f"{LEAKED.replace(' ', '  ')}\t0\t0\t1\t0\t0\n",
}  # fmt: skip


@pytest.fixture
def small(tmp_path, monkeypatch):
    monkeypatch.setenv("CASEBOOK_CORPORA", str(tree(tmp_path, SMALL)))
    return tmp_path


def test_muc4(small):
    corpus = reading.fetch_corpus("muc4")
    assert corpus.reports["report_id"].tolist() == ["dev-muc3-9001", "dev-muc3-9002", "tst3-muc4-0001"]
    assert corpus.reports["text"].tolist() == [
        "NINE PEASANTS DIED.",
        "A COURT MET.",
        "A BRIDGE WAS BLOWN UP.",
    ]
    assert list(corpus.reports.columns) == tables.columns("reports")
    assert corpus.split.to_dict() == {
        "dev-muc3-9001": "train",
        "dev-muc3-9002": "train",
        "tst3-muc4-0001": "test",
    }
    assert corpus.types.loc["dev-muc3-9001"].to_dict() == dict.fromkeys(muc4.TYPES, 0) | {
        "ATTACK": 1,
        "BOMBING": 1,
    }
    assert corpus.types.sum(axis=1).tolist() == [2, 0, 0]
    assert corpus.templates["optional"].tolist() == [False, True]
    first, second = corpus.templates.to_dict("records")
    assert pd.isna(first["date_start"]) and first["date_end"] == pd.Timestamp("1990-01-08")
    assert (second["date_start"], second["date_end"]) == (
        pd.Timestamp("1989-12-30"),
        pd.Timestamp("1990-01-03"),
    )
    assert set(muc4.SLOTS) < set(corpus.templates.columns) and len(muc4.SLOTS) == 23


def test_fillers_keep_entries_alternatives_and_doubt(small):
    fillers = muc4.fillers(reading.fetch_corpus("muc4").templates)
    one = fillers[fillers["template"] == 1]

    def slot(name: str) -> list[list]:
        rows = one.loc[one["slot"] == name, ["entry", "alternative", "value", "about"]]
        return rows.fillna("").values.tolist()

    assert slot("instrument_id") == [[0, 0, "GUNS", ""], [1, 0, "A/B: ROCKET", ""]]
    assert slot("perp_organization") == [[0, 0, "FRONT FOR TOLVA", ""], [0, 1, "FFT", ""]]
    assert slot("human_number") == [[0, 0, "9", "PEASANTS / FARMERS"], [1, 0, "PLURAL", "NUNS"]]
    assert slot("perp_confidence") == [[0, 0, "POSSIBLE", "FFT"], [0, 1, "SUSPECTED OR ACCUSED", "ARMY"]]
    assert slot("incident_location") == [[0, 0, "MARLAND: SAN TOLVA (TOWN)", ""]]
    assert slot("target_id") == []
    assert one.loc[one["uncertain"], "value"].tolist() == ["MEN"]
    assert muc4.fillers(muc4.templates_table([])).empty


def test_missing_slot_names_file_and_line(small):
    broken = KEY.replace("20. HUM TGT: TYPE", "    HUM TGT TYPE", 1)
    (small / MUC / "dev" / "key-dev-9001.muc4").write_text(broken)
    with pytest.raises(reading.ReadError, match=r"key-dev-9001\.muc4, row 2: a template with 24 of 25 slots"):
        reading.fetch_corpus("muc4")


def test_satp(small):
    corpus = reading.fetch_corpus("satp")
    assert corpus.reports["report_id"].tolist() == ["satp-train-0001", "satp-train-0002", "satp-dev-0001"]
    assert corpus.reports["text"].tolist()[2] == 'He said "five" died'
    assert corpus.types.loc["satp-train-0001"].tolist() == [1, 0, 0, 1]
    assert (corpus.templates, corpus.sentences, corpus.leaked) == (None, None, None)
    assert corpus.citation and corpus.licence


def test_parts_that_are_not_there_are_missed_when_asked_for(small):
    corpus = reading.fetch_corpus("satp")
    reports, types = corpus.part("dev")
    assert reports["report_id"].tolist() == types.index.tolist() == ["satp-dev-0001"]
    with pytest.raises(reading.ReadError, match=r"satp: its test part is not there \(only train, dev\)"):
        corpus.part("test")
    with pytest.raises(reading.ReadError, match=r"insightcrime: .*no part of it is there"):
        reading.fetch_corpus("insightcrime")
    with pytest.raises(reading.ReadError, match="no corpus 'nyt'"):
        reading.fetch_corpus("nyt")


def test_sentences_of_test_documents_are_taken_out_and_counted(small):
    corpus = reading.fetch_corpus("india_police")
    assert corpus.leaked == 2
    assert corpus.sentences["text"].tolist() == ["police fired twice at the crowd.", "he said."]
    assert corpus.sentences["document"].fillna("").tolist() == ["india_police-train-0001", ""]
    assert corpus.sentence_types.index.tolist() == corpus.sentences["report_id"].tolist()
    assert corpus.sentence_types["FORCE"].tolist() == [1, 0]
    report = corpus.reports.iloc[0]
    assert (report["dateline"], report["published"]) == ("port sel", pd.Timestamp("2002-03-10"))
    tables.validate("sentences", corpus.sentences)


def test_without_test_documents_nothing_is_said_of_leaks(small):
    (small / "conflibert" / "IndiaPoliceEvents_docs" / "test.tsv").unlink()
    corpus = reading.fetch_corpus("india_police")
    assert corpus.leaked is None and len(corpus.sentences) == 4


def test_a_line_without_its_labels_is_named(small):
    (small / "conflibert" / "satp_relevant" / "dev.tsv").write_text("Five died\t1\t0\n")
    with pytest.raises(reading.ReadError, match=r"dev\.tsv, row 1: expected a text and 4 labels"):
        reading.fetch_corpus("satp")


def archive_of(files: dict[str, str], *members: tarfile.TarInfo) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content.encode("latin-1"))
            tar.addfile(info, io.BytesIO(content.encode("latin-1")))
        for member in members:
            tar.addfile(member)
    return buffer.getvalue()


@pytest.fixture
def server(tmp_path, monkeypatch):
    """Serve the small corpora on loopback as the two repositories would, and point `corpora` there."""
    site = tmp_path / "site"
    inner = archive_of({"tst3/tst3-muc4": TEST_MESSAGES})
    muc = {name.removeprefix("muc4/"): text for name, text in SMALL.items() if name.startswith(MUC)}
    muc.pop("muc34/TASK/CORPORA/tst3/tst3-muc4")  # as in the archive of 1999: a part may be an archive itself
    muc["muc34/TASK/CORPORA/tst3.tar.gz"] = inner.decode("latin-1")
    files = {corpora.MUC_ARCHIVE: archive_of(muc)}
    files |= {name.removeprefix("conflibert/"): text.encode() for name, text in SMALL.items() if "tsv" in name}
    files["satp_relevant/test.tsv"] = b"Six died\t1\t0\t0\t0\n"
    for name, content in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(content)
    served: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *words):
            served.append(self.path)

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=site))
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{httpd.server_port}"
    monkeypatch.setattr(corpora, "GTT", base)
    monkeypatch.setattr(corpora, "CONFLIBERT", base)
    monkeypatch.setattr(corpora, "SHA256", {n: hashlib.sha256(c).hexdigest() for n, c in files.items()})
    monkeypatch.setattr("pooch.os_cache", lambda name: tmp_path / "cache" / name)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("CASEBOOK_CORPORA", raising=False)
    yield served
    httpd.shutdown()
    httpd.server_close()


def test_download_once_then_from_the_cache(server):
    first = reading.fetch_corpus("satp")
    assert first.part("test")[0]["text"].tolist() == ["Six died"]
    asked = len(server)
    assert asked == 3
    assert reading.fetch_corpus("satp").reports.equals(first.reports)
    assert len(server) == asked


def test_download_of_an_archive_with_archives_in_it(server):
    for _ in range(2):
        corpus = reading.fetch_corpus("muc4")
        assert corpus.split.tolist() == ["train", "train", "test"]
    assert len(server) == 1


def test_a_download_that_is_not_as_published_is_refused(server, monkeypatch, tmp_path):
    wrong = corpora.SHA256 | {"satp_relevant/dev.tsv": "0" * 64}
    monkeypatch.setattr(corpora, "SHA256", wrong)
    with pytest.raises(reading.ReadError, match=r"dev\.tsv: the download failed: .*hash"):
        reading.fetch_corpus("satp")
    assert not list((tmp_path / "cache").rglob("dev.tsv"))


def test_a_download_that_is_not_there_says_what_to_do(server, monkeypatch):
    monkeypatch.setattr(corpora, "CONFLIBERT", corpora.CONFLIBERT + "/gone")
    with pytest.raises(reading.ReadError, match=r"the download failed: 404.*CASEBOOK_CORPORA"):
        reading.fetch_corpus("satp")


def link(name: str, kind: bytes, target: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


@pytest.mark.parametrize(
    ("files", "members"),
    [
        ({"../out.txt": "x"}, []),
        ({"/tmp/casebook_out.txt": "x"}, []),
        ({"a/../../out.txt": "x"}, []),
        ({}, [link("a", tarfile.SYMTYPE, "/etc/passwd")]),
        ({}, [link("a", tarfile.SYMTYPE, "..")]),
        ({}, [link("a", tarfile.LNKTYPE, "/etc/passwd")]),
        ({}, [link("a", tarfile.FIFOTYPE, "")]),
    ],
)
def test_archives_that_lead_out_are_refused(files, members, tmp_path):
    archive = tmp_path / "a.tar.gz"
    archive.write_bytes(archive_of({"good.txt": "x"} | files, *members))
    with pytest.raises(reading.ReadError, match="leads out of the folder or is a link"):
        unpack(archive, tmp_path / "in")
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.tar.gz"]


def test_archives_that_are_broken_or_too_large(tmp_path, monkeypatch):
    archive = tmp_path / "a.tar.gz"
    archive.write_bytes(archive_of({"a.txt": "x" * 5_000})[:60])
    with pytest.raises(reading.ReadError, match="no whole tar archive"):
        unpack(archive, tmp_path / "in")
    archive.write_bytes(archive_of({"a.txt": "x" * 5_000}))
    monkeypatch.setattr("helpers.reading.archives._LARGEST", 4_999)
    with pytest.raises(reading.ReadError, match="unpacks to more than 4,999 bytes"):
        unpack(archive, tmp_path / "in")


@needs_corpora
def test_all_of_muc4_is_parsed():
    corpus = reading.fetch_corpus("muc4")
    seen = corpus.reports[corpus.split.to_numpy() != "test"]
    templates = corpus.templates[corpus.templates["report_id"].isin(seen["report_id"])]
    types = corpus.types.loc[seen["report_id"]]
    assert len(seen) == 1500
    assert seen["dateline"].notna().all()
    assert seen["published"].notna().mean() > 0.94  # the others say NO DATE, or name no year
    assert (len(templates), templates["optional"].sum()) == (1305, 192)
    assert types.sum().to_dict() == {
        "ARSON": 46, "ATTACK": 552, "BOMBING": 246, "FORCED WORK STOPPAGE": 5, "KIDNAPPING": 102,
        "ROBBERY": 17,
    }  # fmt: skip
    assert (types.sum(axis=1) == 0).sum() == 684
    assert templates["date_end"].notna().mean() > 0.97


@needs_corpora
@pytest.mark.parametrize(
    ("name", "sizes", "train"),
    [
        ("satp", {"train": 1085, "dev": 232}, [437, 419, 94, 277]),
        ("insightcrime", {"train": 1002, "dev": 332}, None),
        ("india_police", {"train": 905, "dev": 165}, None),
    ],
)
def test_the_others_are_as_published(name, sizes, train):
    corpus = reading.fetch_corpus(name)
    assert {part: (corpus.split == part).sum() for part in sizes} == sizes
    assert train is None or corpus.types[corpus.split == "train"].sum().tolist() == train
    if name == "india_police":
        assert len(corpus.sentences) == len(corpus.sentence_types) <= 12_157 + 2_580


@needs_corpora
@pytest.mark.parametrize("name", ["muc4", "satp", "insightcrime", "india_police"])
def test_real_texts_go_round_the_loop(name):
    reports = reading.fetch_corpus(name).reports
    assert reports["report_id"].is_unique
    for text in reports["text"]:
        again = reading.parsing.parse_text(text)
        assert again["text"] == text
        assert all(text[a:b] for a, b in sentence_spans(text))
