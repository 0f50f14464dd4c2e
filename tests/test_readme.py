"""The README shows what the collection makes, and its code runs."""

from __future__ import annotations

import re
import runpy

import pytest

from helpers import paths

README = (paths.ROOT / "README.md").read_text(encoding="utf-8")


def test_its_figure_is_the_notebooks() -> None:
    script = runpy.run_path(str(paths.ROOT / "scripts" / "take_readme_figure.py"))
    assert script["FIGURE"].read_bytes() == script["first_figure"](), "run scripts/take_readme_figure.py"


def test_its_links_lead_somewhere() -> None:
    targets = [t.split("#")[0] for t in re.findall(r"\]\(([^)\s]+)\)", README) if not t.startswith("http")]
    assert len(targets) > 5
    assert [t for t in targets if not (paths.ROOT / t).exists()] == []


def test_its_python_runs(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my_folder").mkdir()
    (tmp_path / "my_folder" / "a.txt").write_text("Gunmen killed three people in Osken on Friday.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL).group(1)
    space: dict = {}
    exec(code, space)
    assert list(space["incidents"]["killed_best"]) == [3]
