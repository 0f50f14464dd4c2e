"""The four published corpora: found under `CASEBOOK_CORPORA`, or downloaded once with a checksum.

Layout, there and in the user's cache: `muc4/muc34/TASK/CORPORA/…`, `conflibert/<folder>/<part>.tsv`.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from .. import tables
from . import muc4
from .archives import unpack
from .cleaning import clean_text
from .conflibert import PARTS, Line, find_documents, read_parts
from .errors import ReadError
from .parsing import parse_text

CONFLIBERT = "https://raw.githubusercontent.com/eventdata/ConfliBERT/0b630014885b9597622082034cc5ab5471b57e5b/data"
GTT = "https://raw.githubusercontent.com/xinyadu/gtt/d829ed82f59afc755080b8ced6f2554f081b781a/data"
MUC_ARCHIVE = "muc/raw_files/muc34.tar.gz"
SHA256 = {
    MUC_ARCHIVE: "44e962ccd9de698e0cf25f1d8dec99a486d7c0043e46d3a43fd6af258a8035e9",
    "satp_relevant/train.tsv": "325b085616c10e3d0054aed9865f8eba7716a4e69dbeb6766ab9b2a5070dc2f4",
    "satp_relevant/dev.tsv": "cc61576ce5baa6c9330a207a16fdd8e8070186f2bc8f1e6c1693f050dc9b5cc7",
    "satp_relevant/test.tsv": "1f56a74de080e1628e179064f5569a620cc34ef30480cee5322dfce243b74441",
    "insightCrime/train.tsv": "1d9665a55ca72a269ce99c8bd9d6ecf1052166ef25ac3369b04e59fea687afd5",
    "insightCrime/dev.tsv": "4467e28722e547f1f0142d1343183ccfb4c65e575715399d7ac586fcae7819a1",
    "insightCrime/test.tsv": "6791b5062ad8b62b5be5fb5bdda41eeaf57937ac8dfa496515148f9b715f7779",
    "IndiaPoliceEvents_docs/train.tsv": "2b07bb211fcf54acb4a58061888954297ddaafc4364e5c6778bf241d98e6c926",
    "IndiaPoliceEvents_docs/dev.tsv": "64bb29aec6a203c7a9deecaf0c4e34a848f7303df525469fa2b8cbdc3e7fdfe0",
    "IndiaPoliceEvents_docs/test.tsv": "cd1e7e13239f603f3d56df15d8a65859b9b419be74da0ab073b35f5449afd8ce",
    "IndiaPoliceEvents_sents/train.tsv": "fb1c90b3f90bda850830fe2ca25f8c623684d80f4272d7389c125d280cc262fa",
    "IndiaPoliceEvents_sents/dev.tsv": "c7c67b027e2568de0a2023a04f55f9b7537e8e9a92224efb0d682f851abfe21e",
    "IndiaPoliceEvents_sents/test.tsv": "d1a988c8972b93a046e3e816bd3eaa7645f1e9202261aef0aeacac4db7cbc00d",
}


@dataclass(frozen=True)
class Source:
    """Where a corpus is, what its label columns mean, how it is cited and on what terms it is had."""

    folder: str
    types: tuple[str, ...]
    citation: str
    licence: str
    sentences: str | None = None


_CONFLIBERT_PAPER = "in the form published with ConfliBERT (Hu et al. 2022, NAACL)"
SOURCES = {
    "muc4": Source(
        "muc34/TASK/CORPORA",
        muc4.TYPES,
        "Sundheim, B. M. (1992). Overview of the Fourth Message Understanding Evaluation and Conference. "
        "Proceedings of MUC-4.",
        "Distributed for research; no licence file. Cite the conference; do not republish the texts.",
    ),
    "satp": Source(
        "satp_relevant",
        ("armed assault", "bombing", "kidnapping", "arson and other"),
        f"South Asia Terrorism Portal, Institute for Conflict Management, New Delhi; {_CONFLIBERT_PAPER}.",
        "The owners' texts: cite them; do not republish the texts.",
    ),
    "insightcrime": Source(
        "insightCrime",
        # The download has no header line: these names are a reading of the texts.
        (
            "drugs",
            "corruption",
            "law enforcement",
            "killings",
            "extortion and money",
            "natural resources",
            "people, arms and goods",
        ),
        f"InSight Crime; {_CONFLIBERT_PAPER}.",
        "The owners' texts: cite them; do not republish the texts.",
    ),
    "india_police": Source(
        "IndiaPoliceEvents_docs",
        ("KILL", "ARREST", "ANY_ACTION", "FAIL", "FORCE"),
        "Halterman, A., Keith, K., Sarwar, S. & O'Connor, B. (2021). Corpus-Level Evaluation for Event QA: "
        f"The IndiaPoliceEvents Corpus. Findings of ACL; {_CONFLIBERT_PAPER}.",
        "Cite Halterman et al. 2021; the texts are The Times of India's.",
        sentences="IndiaPoliceEvents_sents",
    ),
}


@dataclass(frozen=True)
class Corpus:
    """A published corpus as it was read; `fetch_corpus` says what each field holds."""

    name: str
    reports: pd.DataFrame
    types: pd.DataFrame
    split: pd.Series
    templates: pd.DataFrame | None
    sentences: pd.DataFrame | None
    sentence_types: pd.DataFrame | None
    citation: str
    licence: str
    leaked: int | None = None

    def part(self, name: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Give the reports and types of one part: train, dev or test.

        Raises ReadError where that part was not there to be read.
        """
        if not (self.split == name).any():
            there = ", ".join(self.split.unique())
            raise ReadError(
                f"its {name} part is not there (only {there})",
                "Unset CASEBOOK_CORPORA to download every part, or lay the part there",
                self.name,
            )
        chosen = self.split[self.split == name].index
        reports = self.reports[self.reports["report_id"].isin(chosen)].reset_index(drop=True)
        return reports, self.types.loc[chosen]


def fetch_corpus(name: str) -> Corpus:
    """Fetch a published corpus: from `CASEBOOK_CORPORA` where that is set, else by a checked download.

    `name` is muc4, satp, insightcrime or india_police. Gives a Corpus with

    - reports: one row per document; ids as `dev-muc3-0001` or `satp-train-0001` (the number is the line)
    - types: 0/1 (int64), one column a type, indexed by report_id; MUC-4: the first-named type of every
      template, optional ones too
    - split: train, dev or test, indexed by report_id; MUC-4: DEV, TST1 and TST2, TST3 and TST4
    - templates: MUC-4's, one row per template (see `muc4.templates_table`, `muc4.fillers`), else None
    - sentences, sentence_types: IndiaPolice's labelled sentences, row by row the same, else None; each has a
      report_id of its own, the column document (a report_id, where it is found) and split (its document's)
    - leaked: how many sentences were taken out because a test document holds them; None where the test
      documents are not there to compare with
    - citation, licence

    Parts that are not there are left out; `Corpus.part` says so when one is asked for. Raises ReadError for
    an unknown name, a corpus that is not there at all, a failed download, a file that is not as published.
    """
    if name not in SOURCES:
        raise ReadError(f"there is no corpus {name!r}", f"Choose one of {', '.join(SOURCES)}", "fetch_corpus")
    root = _root(name)
    return _read_muc4(root / "muc4") if name == "muc4" else _read_conflibert(name, root / "conflibert")


def _root(name: str) -> Path:
    if os.environ.get("CASEBOOK_CORPORA"):
        return Path(os.environ["CASEBOOK_CORPORA"])
    import pooch

    root = Path(pooch.os_cache("incident-casebook"))
    if name == "muc4":
        archive = _download(GTT, MUC_ARCHIVE, root / "muc4")
        if not (root / "muc4" / SOURCES[name].folder).is_dir():
            unpack(archive, root / "muc4")
        return root
    for folder in (SOURCES[name].folder, SOURCES[name].sentences):
        for part in PARTS if folder else ():
            _download(CONFLIBERT, f"{folder}/{part}.tsv", root / "conflibert" / folder)
    return root


def _download(base: str, path: str, folder: Path) -> Path:
    """Download one file once; a file that does not have its sha256 is not kept."""
    import pooch

    try:
        return Path(pooch.retrieve(f"{base}/{path}", f"sha256:{SHA256[path]}", Path(path).name, folder))
    except (OSError, ValueError) as problem:
        raise ReadError(
            f"the download failed: {problem}",
            "Try again later, or set CASEBOOK_CORPORA to a folder that holds the corpora",
            f"{base}/{path}",
        ) from problem


def _read_muc4(root: Path) -> Corpus:
    source, folder = SOURCES["muc4"], root / SOURCES["muc4"].folder
    files = sorted(f for f in folder.rglob("*") if f.is_file()) if folder.is_dir() else []
    rows = [_muc_row(row, f) for f in files if _holds_messages(f) for row in muc4.read_messages(f)]
    if not rows:
        raise _nothing_there("muc4", folder)
    keys = [muc4.read_keys(f) for f in files if f.name.startswith("key-")]
    reports, ids = tables.conform("reports", rows), [row["report_id"] for row in rows]
    known = set(ids)
    templates = muc4.templates_table([t for _, found in keys for t in found if t["report_id"] in known])
    split = pd.Series([_muc_part(i) for i in ids], pd.Index(ids, name="report_id"), dtype="str", name="split")
    types = muc4.first_types(templates, ids)
    return Corpus("muc4", reports, types, split, templates, None, None, source.citation, source.licence)


def _holds_messages(file: Path) -> bool:
    """Tell the files of reports from the keys; of TST4, which is there twice, take the upper-case one."""
    return file.name.startswith(("dev-muc", "tst")) and "." not in file.name


def _muc_row(row: dict, file: Path) -> dict:
    digest = _sha256(row.pop("raw"))
    return {**row, "source": f"{file.parent.name}/{file.name}", "sha256": digest}


def _muc_part(report_id: str) -> str:
    return {"dev": "train", "tst1": "dev", "tst2": "dev"}.get(report_id.split("-")[0], "test")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _nothing_there(name: str, folder: Path) -> ReadError:
    return ReadError(
        "no part of it is there", "Set CASEBOOK_CORPORA to the right folder, or unset it", f"{name}: {folder}"
    )


def _read_conflibert(name: str, root: Path) -> Corpus:
    source = SOURCES[name]
    lines = read_parts(root / source.folder, len(source.types))
    if not lines:
        raise _nothing_there(name, root / source.folder)
    ids = [_line_id(name, line) for line in lines]
    rows = [
        {"report_id": i, "source": f"{source.folder}/{line.part}.tsv", "sha256": _sha256(line.text)}
        | parse_text(line.text)
        for i, line in zip(ids, lines, strict=True)
    ]
    split = pd.Series([line.part for line in lines], _index(ids), dtype="str", name="split")
    sentences, sentence_types, leaked = _read_sentences(name, root, lines)
    return Corpus(
        name,
        tables.conform("reports", rows),
        _indicators(ids, lines, source),
        split,
        None,
        sentences,
        sentence_types,
        source.citation,
        source.licence,
        leaked,
    )


def _line_id(name: str, line: Line) -> str:
    return f"{name}-{line.part}-{line.number:04d}"


def _index(ids: list[str]) -> pd.Index:
    return pd.Index(ids, name="report_id", dtype="str")


def _indicators(ids: list[str], lines: list[Line], source: Source) -> pd.DataFrame:
    return pd.DataFrame([line.labels for line in lines], _index(ids), list(source.types), dtype="int64")


def _read_sentences(
    name: str, root: Path, documents: list[Line]
) -> tuple[pd.DataFrame | None, pd.DataFrame | None, int | None]:
    """Read the labelled sentences, and take out and count those that a test document holds.

    The published split of the sentences is not by document: a model that is fitted on them has seen nearly
    every test document.
    """
    source = SOURCES[name]
    if not source.sentences:
        return None, None, None
    lines = read_parts(root / source.sentences, len(source.types), ("train", "dev"))
    pairs = zip(lines, find_documents(lines, documents), strict=True)
    kept = [(line, document) for line, document in pairs if not document or document.part != "test"]
    there = any(document.part == "test" for document in documents)
    ids = [_line_id(f"{name}-sentence", line) for line, _ in kept]
    types = _indicators(ids, [line for line, _ in kept], source)
    return _sentence_table(name, ids, kept), types, len(lines) - len(kept) if there else None


def _sentence_table(name: str, ids: list[str], kept: list[tuple[Line, Line | None]]) -> pd.DataFrame:
    texts = [clean_text(line.text) for line, _ in kept]
    found = [document for _, document in kept]
    columns = {
        "report_id": ids,
        "sentence_id": [0] * len(ids),
        "start": [0] * len(ids),
        "end": [len(text) for text in texts],
        "text": texts,
        "document": pd.Series([_line_id(name, line) if line else None for line in found], dtype="str"),
        "split": pd.Series([line.part if line else None for line in found], dtype="str"),
    }
    return tables.conform("sentences", pd.DataFrame(columns))
