"""The house stands as drawn: arrows point down the path, no file is undocumented, none names a machine."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

import helpers
from helpers import paths

STATIONS = ("reading", "annotating", "extracting", "classifying", "linking", "estimating", "showing")
GOES_THROUGH = ("coding",)  # takes reports through all stations; what it finds is for others to show
MAY_SHOW = ("__main__", "collection")  # the command line; the notebooks are no modules
SOURCE = Path(helpers.__file__).parent
PUBLIC = {
    "reading": ("read_reports iter_reports parse_report mark_duplicates split_sentences fetch_corpus ReadError Corpus"),
    "annotating": "read_labels agreement adjudicate",
    "extracting": "extract_claims extract_responsibility",
    "classifying": "IncidentTypeClassifier",
    "linking": "report_tolls link_incidents",
}
MACHINE_PATH = re.compile(r"(?<![\w.~])/(?:work|tmp/w|home/\w+|root|Users/\w+)/|[A-Z]:\\\\?Users")
# What belongs to a workplace or a registry and not to the project.
FOREIGN = re.compile(r"\.\./shared|files\.pythonhosted\.org|pypi\.org/simple|--(?:extra-)?index-url (?!$)")
MAY_NAME_SHARED = {".ci/run"}


def project_files() -> list[Path]:
    """List what is, or would be, committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=paths.ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("The project is not in a git checkout, so its files cannot be told from others.")
    return [paths.ROOT / name for name in listed.stdout.split("\0") if name and (paths.ROOT / name).is_file()]


# Arrows


def module_name(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path, root: Path) -> Iterator[str]:
    """Give the modules of helpers that a file imports, at any depth of its code, relative ones resolved."""
    package = list(path.relative_to(root).with_suffix("").parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name.removeprefix("helpers.") for a in node.names if a.name.startswith("helpers."))
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            whole = [*base, *(node.module or "").split(".")] if node.module else base
            if not node.level:
                if whole[:1] != ["helpers"]:
                    continue
                whole = whole[1:]
            yield from (".".join([*whole, a.name]) for a in node.names)


def arrows_that_point_up(root: Path) -> list[str]:
    complaints = []
    for path in sorted(root.rglob("*.py")):
        here = module_name(path, root)
        for target in imported(path, root):
            station, own = target.split(".")[0], here.split(".")[0]
            if station in STATIONS and not may_import(own, station):
                complaints.append(f"{here} imports {target}")
    return complaints


def may_import(own: str, station: str) -> bool:
    if own == station or own in MAY_SHOW:
        return True
    if own in GOES_THROUGH:
        return station != "showing"
    if station == "showing" or own not in STATIONS:
        return False  # what all may import (tables, paths, lexicon …) stands before the first station
    return STATIONS.index(own) > STATIONS.index(station)


def test_arrows_point_down_the_path() -> None:
    assert arrows_that_point_up(SOURCE) == []


@pytest.mark.parametrize(
    ("module", "line", "points_up"),
    [
        ("reading/text.py", "from helpers.linking import report_tolls", True),
        ("reading/text.py", "from helpers import linking", True),
        ("reading/text.py", "from .. import linking", True),
        ("reading/text.py", "from ..extracting.dates import find", True),
        ("reading/__init__.py", "from ..extracting import find", True),
        ("reading/text.py", "import helpers.estimating.counts", True),
        ("reading/text.py", "def f():\n    from helpers import classifying", True),
        ("estimating/counts.py", "from helpers import showing", True),
        ("tables.py", "from helpers import reading", True),
        ("linking/link.py", "from helpers.extracting import extract_claims", False),
        ("linking/link.py", "from . import reading", False),
        ("linking/link.py", "from .. import tables, lexicon", False),
        ("showing/figures.py", "from helpers import estimating", False),
        ("coding.py", "from helpers import linking", False),
        ("coding.py", "from helpers import showing", True),
        ("__main__.py", "from helpers import showing, reading", False),
        ("reading/text.py", "import linking", False),
    ],
)
def test_an_arrow_that_points_up_is_seen(tmp_path: Path, module: str, line: str, points_up: bool) -> None:
    (tmp_path / module).parent.mkdir(exist_ok=True)
    (tmp_path / module).write_text(f"{line}\n")
    assert bool(arrows_that_point_up(tmp_path)) is points_up


@pytest.mark.parametrize("station", STATIONS)
def test_a_station_has_what_the_design_names(station: str) -> None:
    module = __import__(f"helpers.{station}", fromlist=["*"])
    for name in PUBLIC.get(station, "").split():
        assert callable(getattr(module, name)), f"helpers.{station}.{name}"
        assert getattr(module, name).__doc__, f"helpers.{station}.{name} has no docstring"
        assert name in module.__all__
    assert (module.__doc__ or "").strip(), f"helpers.{station} does not say what it is"


# Words and names


def test_no_folder_of_odds_and_ends() -> None:
    assert [p for p in project_files() if p.stem in ("utils", "util", "common", "misc")] == []


def undocumented(folder: Path) -> list[str]:
    """List the files of data/ that its datasheet does not name, by path or by a folder in which they lie."""
    sheet = (folder / "README.md").read_text(encoding="utf-8")
    found = [p.relative_to(folder) for p in sorted(folder.rglob("*")) if p.is_file()]
    others = [p for p in found if p.as_posix() != "README.md" and not p.name.startswith(".")]
    return [p.as_posix() for p in others if not is_named(p, sheet)]


def is_named(path: Path, sheet: str) -> bool:
    names = [
        path.as_posix(),
        *(f"{parent.as_posix()}/*{path.suffix}" for parent in path.parents if parent.name),
    ]
    return any(f"`{name}`" in sheet for name in names)


def test_every_file_of_data_is_in_the_datasheet() -> None:
    assert undocumented(paths.DATA) == []


def test_a_file_missing_from_the_datasheet_is_seen(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("`actors.csv` and `reports/*.txt`")
    (tmp_path / "reports").mkdir()
    for name in ("actors.csv", "gazetteer.csv", "reports/a.txt", "reports/a.html"):
        (tmp_path / name).touch()
    assert undocumented(tmp_path) == ["gazetteer.csv", "reports/a.html"]


def test_the_readme_lists_every_notebook() -> None:
    rows = [line for line in read(paths.ROOT / "README.md").splitlines() if line.startswith("|")]
    for notebook in sorted(paths.NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")):
        assert any(notebook.stem in row for row in rows), f"{notebook.stem} has no row in README's table"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def strays(files: Iterable[Path], root: Path) -> list[str]:
    """Say which file names a machine's path, the workplace or a registry."""
    complaints = []
    for path in files:
        name = path.relative_to(root).as_posix()
        text = read(path) if path.suffix not in (".parquet", ".png") else ""
        found = MACHINE_PATH.findall(text)
        found += [] if name in MAY_NAME_SHARED else FOREIGN.findall(text)
        complaints += [f"{name}: {word!r}" for word in found]
    return complaints


def test_no_file_names_a_machine_or_a_workplace() -> None:
    tried_here = {paths.ROOT / "tests" / name for name in ("test_house.py", "test_notebooks.py")}
    assert strays((p for p in project_files() if p not in tried_here), paths.ROOT) == []


@pytest.mark.parametrize(
    ("name", "text", "stray"),
    [
        ("a.md", "see /work/main/data", True),
        ("a.ipynb", '"text": "/home/ada/casebook"', True),
        ("a.py", "open('../shared/corpora')", True),
        ("requirements.txt", "--index-url https://mirror.example/simple", True),
        (".ci/run", 'folder="../shared/$name"', False),
        ("a.md", "https://example.org/work/main and data/work/x", False),
        ("Makefile", "--no-emit-index-url --no-annotate", False),
    ],
)
def test_a_stray_name_is_seen(tmp_path: Path, name: str, text: str, stray: bool) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text)
    assert bool(strays([tmp_path / name], tmp_path)) is stray


# Environment and hygiene


def test_locks_are_hashed_and_hold_what_people_asked_for() -> None:
    for name in ("requirements", "requirements-test"):
        asked = re.findall(r"^([a-z][\w-]*)", read(paths.ROOT / f"{name}.in"), re.MULTILINE)
        lock = read(paths.ROOT / f"{name}.txt")
        pinned = re.findall(r"^([a-z][\w.-]*)(?:\[\S+\])?==\S+", lock, re.MULTILINE)
        assert set(asked) <= set(pinned)
        blocks = re.split(r"\n(?=[a-z])", lock)[1:]
        assert all("--hash=sha256:" in block for block in blocks)


def test_no_version_is_pinned_twice_differently() -> None:
    pins = [dict(re.findall(r"^([a-z][\w.-]*)==(\S+)", read(paths.ROOT / f), re.MULTILINE)) for f in LOCKS]
    shared = set(pins[0]) & set(pins[1])
    assert {name: (pins[0][name], pins[1][name]) for name in shared if pins[0][name] != pins[1][name]} == {}


LOCKS = ("requirements.txt", "requirements-test.txt")


def test_versions_agree() -> None:
    project = tomllib.loads(read(paths.ROOT / "pyproject.toml"))["project"]
    assert project["version"] == helpers.__version__
    assert f"version: {helpers.__version__}" in read(paths.ROOT / "CITATION.cff")


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=["check", "format"])
def test_ruff_is_content(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *command, "--quiet", "."],
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
