"""A list on disk, for what is made once, asked for a few times, and too much to stand in memory."""

from __future__ import annotations

import os
import pickle
import tempfile
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


class Shelf(Sequence[T]):
    """A list that grows at its end and keeps its items in a file; 8 bytes each stand in memory.

    The file has no name and goes with the process, even one that is killed. What is taken off the shelf is a copy.

    >>> with Shelf() as shelf:
    ...     shelf.extend(["a", "b"])
    ...     shelf[1], len(shelf)
    ('b', 2)
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (closed by __exit__, or with the shelf)
        self._ends = array("q", [0])

    def append(self, item: T) -> None:
        """Put an item at the end."""
        self._file.seek(0, os.SEEK_END)
        self._ends.append(self._ends[-1] + self._file.write(pickle.dumps(item, pickle.HIGHEST_PROTOCOL)))

    def extend(self, items: Iterable[T]) -> None:
        """Put items at the end, one after another."""
        for item in items:
            self.append(item)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, index: int) -> T:
        if not 0 <= index < len(self):
            raise IndexError(index)
        start, end = self._ends[index : index + 2]
        self._file.seek(start)
        return pickle.loads(self._file.read(end - start))

    def __enter__(self) -> Shelf[T]:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
