"""What goes wrong while reading, said so that a person can mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rejection:
    """One file or row that could not be read: where, why, and what to do about it."""

    file: str
    row: int | None
    reason: str
    remedy: str

    def __str__(self) -> str:
        """Say it in one line: `file, row 3: reason. remedy.`"""
        where = self.file if self.row is None else f"{self.file}, row {self.row}"
        return f"{where}: {self.reason}. {self.remedy}."

    def as_dict(self) -> dict:
        """Give the columns file, row (from 1; None for the whole file), reason, remedy."""
        return {"file": self.file, "row": self.row, "reason": self.reason, "remedy": self.remedy}


class ReadError(ValueError):
    """Text that cannot be read as a report: the message names file, row, reason and remedy."""

    def __init__(self, reason: str, remedy: str = "", file: str = "text", row: int | None = None):
        """Hold what a row of `rejected` needs, and say it as the message."""
        self.rejection = Rejection(file, row, reason, remedy or "Mend it or leave it out")
        super().__init__(str(self.rejection))
