"""A list on disk gives back what was put there, in any order, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.shelf import Shelf


def test_what_is_put_there_is_given_back_in_any_order(tmp_path: Path) -> None:
    items = [{"n": k, "words": frozenset({"a", str(k)})} for k in range(50)]
    with Shelf(tmp_path) as shelf:
        shelf.extend(items[:30])
        assert shelf[7] == items[7]
        shelf.extend(items[30:])
        assert len(shelf) == 50 and list(shelf) == items
        assert [shelf[k] for k in (49, 0, 31)] == [items[k] for k in (49, 0, 31)]
        with pytest.raises(IndexError):
            shelf[50]
    assert list(tmp_path.iterdir()) == []


def test_who_changes_what_he_took_changes_nothing_there() -> None:
    with Shelf() as shelf:
        shelf.append(["a"])
        shelf[0].append("b")
        assert shelf[0] == ["a"]
