"""The files of the ConfliBERT repository: a text and its 0/1 labels a line, parted by tabs, no header."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from .errors import ReadError

PARTS = ("train", "dev", "test")
_TELLING = 20  # characters: shorter ones ("he said.", "new delhi:") stand in any document, and tell nothing


class Line(NamedTuple):
    """One line: its part, its number from 1, its text, its labels in the order of the columns."""

    part: str
    number: int
    text: str
    labels: list[int]


def read_parts(folder: Path, n_types: int, parts: tuple[str, ...] = PARTS) -> list[Line]:
    """Read the parts of one corpus that are there, each line with `n_types` labels.

    Raises ReadError where a line has no text or other labels.
    """
    files = [(part, folder / f"{part}.tsv") for part in parts]
    return [line for part, file in files if file.is_file() for line in _read(file, part, n_types)]


def _read(file: Path, part: str, n_types: int) -> list[Line]:
    numbered = enumerate(file.read_bytes().decode("utf-8", "replace").split("\n"), 1)
    return [_line(line, part, number, n_types, file) for number, line in numbered if line.strip()]


def _line(line: str, part: str, number: int, n_types: int, file: Path) -> Line:
    text, *labels = line.rstrip("\r").split("\t")
    if len(labels) != n_types or not set(labels) <= {"0", "1"}:
        reason = f"expected a text and {n_types} labels of 0 or 1"
        raise ReadError(reason, "Download the file again", str(file), number)
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].replace('""', '"')
    return Line(part, number, text, [int(label) for label in labels])


def find_documents(sentences: list[Line], documents: list[Line]) -> list[Line | None]:
    """Find for each sentence the document that holds it word for word; None where none does.

    A test document comes before one of dev, and that before one of train, since who is held by both must not
    be learned from. Sentences under 20 characters are in any document and are not looked for.
    """
    documents = sorted(documents, key=lambda line: -PARTS.index(line.part))
    texts = [" ".join(document.text.split()) for document in documents]
    holding: dict[str, list[int]] = defaultdict(list)
    for row, text in enumerate(texts):
        for word in set(text.split()):
            holding[word].append(row)
    rows = [_first_holding(" ".join(line.text.split()), texts, holding) for line in sentences]
    return [None if row is None else documents[row] for row in rows]


def _first_holding(sentence: str, texts: list[str], holding: dict[str, list[int]]) -> int | None:
    """Search only the documents that hold the sentence's rarest inner word: its outer ones may be cut."""
    if len(sentence) < _TELLING:
        return None
    inner = [holding.get(word, ()) for word in sentence.split()[1:-1]]
    candidates = min(inner, key=len) if inner else range(len(texts))
    return next((row for row in candidates if sentence in texts[row]), None)
