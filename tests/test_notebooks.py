"""The notebooks follow the rules, each rule can fail, and an altered figure or number is caught."""

from __future__ import annotations

import base64
import copy
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import notebook_rules as rules
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image, ImageDraw

from helpers import collection, paths

NOTEBOOKS = sorted(paths.NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
LARGEST = 500_000  # bytes: a notebook is read in a browser and in diffs


def name_of(value: object) -> str:
    return value.stem if isinstance(value, Path) else value.__name__


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
@pytest.mark.parametrize("rule", rules.RULES, ids=name_of)
def test_notebook_follows(rule: rules.Rule, path: Path) -> None:
    assert rule(nbformat.read(path, as_version=4)) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name_of)
def test_notebook_is_small_and_valid(path: Path) -> None:
    assert path.stat().st_size < LARGEST
    nbformat.validate(nbformat.read(path, as_version=4))


def test_notebooks_lead_from_one_to_the_next() -> None:
    assert dead_ends({path: nbformat.read(path, as_version=4) for path in NOTEBOOKS}) == []


def dead_ends(notebooks: dict[Path, nbformat.NotebookNode]) -> list[str]:
    """Say which notebook does not link to its successor, and which link leads to no file."""
    complaints = []
    for path, following in zip(notebooks, [*notebooks, None][1:], strict=True):
        targets = [t for t in rules.links(notebooks[path]) if t and not re.match(r"[a-z]+:", t)]
        if following is not None and following.name not in targets:
            complaints.append(f"{path.name} does not lead to {following.name}")
        complaints += [f"{path.name} links to {t}" for t in targets if not (path.parent / t).exists()]
    return complaints


def test_few_cells_go_unchecked() -> None:
    cells = [c for p in NOTEBOOKS for _, c in rules.code_cells(nbformat.read(p, as_version=4))]
    assert sum(map(rules.is_unchecked, cells)) <= 0.03 * len(cells)


# Each rule is tried on a notebook that keeps them all, changed so that it breaks this one.


def good_notebook() -> nbformat.NotebookNode:
    picture = new_output("display_data", {"image/png": "", "text/plain": "<Figure size 640x480 with 1 Axes>"})
    table = new_output("execute_result", {"text/plain": "a 177\nb 223\nc 0.85"})
    sentence = new_output("stream", name="stdout", text="Bars of 177 and 22 people.\n")
    cells = [
        new_markdown_cell(
            "# How many died?\n\nYou will learn: claims · reads → writes: reports → claims · needs: nothing "
            "· 5 minutes · Content: death. The sum is 177, not 223."
        ),
        new_code_cell("from helpers import session\n\nsession.start()"),
        new_markdown_cell("## The claims\n\nThey come from one report of 2026-02-02."),
        new_code_cell("claims", outputs=[table]),
        new_markdown_cell("There are 177, and 85% of them are sure; `123` is code."),
        new_code_cell("show(claims)", outputs=[picture, sentence]),
        new_markdown_cell("## What this does not show\n\nWho is missing."),
        new_markdown_cell("## Summary\n\n- One.\n- Two.\n- 22 is an increment.\n\n[On](01_next.ipynb)"),
    ]
    for count, (_, cell) in enumerate(rules.code_cells(new_notebook(cells=cells)), start=1):
        cell.execution_count = count
    kernel = {"name": "python3", "display_name": "Python 3"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def source(cell: int, text: str) -> Callable[[nbformat.NotebookNode], None]:
    return lambda notebook: notebook.cells[cell].update(source=text)


def output(cell: int, added: nbformat.NotebookNode) -> Callable[[nbformat.NotebookNode], None]:
    return lambda notebook: notebook.cells[cell].outputs.append(added)


def lengthen(notebook: nbformat.NotebookNode) -> None:
    notebook.cells[4:4] = [new_markdown_cell("word " * 40) for _ in range(45)]


artist = new_output("execute_result", {"text/plain": "<Axes: >"})
BAD = [
    (rules.has_run_in_order, lambda n: n.cells[3].update(execution_count=7)),
    (rules.has_run_in_order, lambda n: n.cells[3].update(execution_count=None)),
    (rules.names_the_kernel_that_everyone_has, lambda n: n.metadata.kernelspec.update(name="venv")),
    (rules.stores_no_error_or_stderr, output(3, new_output("stream", name="stderr", text="careful"))),
    (rules.stores_no_error_or_stderr, output(3, new_output("error", ename="KeyError", evalue="'x'"))),
    (rules.defines_nothing, source(3, "def count(claims):\n    return len(claims)")),
    (rules.imports_once_at_the_top, source(3, "import json\njson")),
    (rules.imports_once_at_the_top, source(1, "from helpers import session")),
    (rules.depends_on_no_folder, source(3, "!pip install pandas")),
    (rules.depends_on_no_folder, source(3, "open('../data/actors.csv')")),
    (rules.depends_on_no_folder, source(3, "sys.path.append('src')")),
    (rules.explains_between_code, lambda n: n.cells.__setitem__(slice(2, 3), [new_code_cell("1")] * 3)),
    (rules.keeps_cells_short, source(3, "claims\n" * 26)),
    (rules.keeps_cells_short, lambda n: [source(c, "claims\n" * 16)(n) for c in (3, 5)]),
    (rules.is_a_session_long, lengthen),
    (rules.gives_reasons_for_unchecked_cells, source(3, "# NBVAL_IGNORE_OUTPUT\nclaims")),
    (rules.gives_reasons_for_unchecked_cells, lambda n: n.cells[3].metadata.update(tags=["nbval-skip"])),
    (rules.asks_a_question, source(0, "# Counting the dead\n\nreads writes needs learn minutes content")),
    (rules.shows_a_card, source(0, "# How many died?")),
    (rules.says_what_it_does_not_show, source(6, "## Limits")),
    (rules.ends_with_a_summary, source(7, "## Summary\n\n- One.")),
    (rules.describes_each_figure, lambda n: n.cells[5].outputs.pop()),
    (rules.ends_cells_with_something_to_see, source(3, "claims;")),
    (rules.ends_cells_with_something_to_see, output(5, artist)),
    (rules.names_no_machine, output(3, new_output("stream", name="stdout", text="/home/ada/reports\n"))),
    (rules.names_no_machine, output(3, new_output("stream", name="stdout", text="<A at 0x7f3a2b1c>\n"))),
    (rules.quotes_numbers_that_came_out, source(4, "There are 178.")),
    (rules.quotes_numbers_that_came_out, source(4, "It is right in 86% of them.")),
    (rules.quotes_numbers_that_came_out, source(0, "# How many?\n\nThe sum is 178.")),
    (rules.quotes_numbers_that_came_out, source(4, "There are 22, says a figure further down.")),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "spoil"), BAD, ids=[f"{n}-{rule.__name__}" for n, (rule, _) in enumerate(BAD)])
def test_rule_can_fail(rule: rules.Rule, spoil: Callable[[nbformat.NotebookNode], object]) -> None:
    notebook = good_notebook()
    assert rule(notebook) == []
    spoil(notebook)
    assert rule(notebook)


def test_every_rule_was_tried() -> None:
    assert {rule for rule, _ in BAD} == set(rules.RULES)


def test_a_reason_makes_an_unchecked_cell_fine() -> None:
    notebook = good_notebook()
    notebook.cells[3].source = "# NBVAL_IGNORE_OUTPUT\n# the clock\nclaims"
    assert rules.gives_reasons_for_unchecked_cells(notebook) == []


def test_dead_ends_are_found(tmp_path: Path) -> None:
    first, second = tmp_path / "00_a.ipynb", tmp_path / "01_next.ipynb"
    for path in (first, second):
        nbformat.write(good_notebook(), path)
    last = good_notebook()
    last.cells[7].source = "[home](../README.md)"
    found = dead_ends({first: good_notebook(), second: last})
    assert found == ["01_next.ipynb links to ../README.md"]
    assert dead_ends({second: last, first: good_notebook()}) == [
        "01_next.ipynb does not lead to 00_a.ipynb",
        "01_next.ipynb links to ../README.md",
    ]


# nbval with the picture comparison of conftest.py, on a notebook that is as stored and on two that are not.


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Run pytest on three notebooks and give what it printed."""
    folder = tmp_path_factory.mktemp("nbval")
    shutil.copy(Path(__file__).with_name("conftest.py"), folder)
    stored = executed_figure(folder)
    for name, alter in {"same": lambda n: None, "picture": paint, "number": miscount}.items():
        notebook = copy.deepcopy(stored)
        alter(notebook)
        nbformat.write(notebook, folder / f"{name}.ipynb")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-rA",
        "-p",
        "no:cacheprovider",
        "--nbval",
        "--nbval-current-env",
    ]
    return subprocess.run([*command, "."], cwd=folder, capture_output=True, text=True, timeout=120).stdout


def executed_figure(folder: Path) -> nbformat.NotebookNode:
    draw = "plt.figure(figsize=(2, 1))\nplt.plot([1, 2])\nplt.show()\nprint(177)"
    path = folder / "as_written.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("import matplotlib.pyplot as plt"), new_code_cell(draw)]), path)
    executed = collection.execute(path)
    path.unlink()
    return executed


def paint(notebook: nbformat.NotebookNode) -> None:
    """Put a red box into the stored figure."""
    data = notebook.cells[1].outputs[0].data
    picture = Image.open(io.BytesIO(base64.b64decode(data["image/png"])))
    ImageDraw.Draw(picture).rectangle((10, 10, 50, 40), fill="red")
    buffer = io.BytesIO()
    picture.save(buffer, "png")
    data["image/png"] = base64.b64encode(buffer.getvalue()).decode()


def miscount(notebook: nbformat.NotebookNode) -> None:
    notebook.cells[1].outputs[1].text = "223\n"


# pytest-xdist takes :: in a test's name for the end of its module, so the names here have none.
@pytest.mark.parametrize("outcome", ["PASSED same", "FAILED picture", "FAILED number"])
def test_nbval_sees(verdict: str, outcome: str) -> None:
    assert f"{outcome}.ipynb::Cell 1" in verdict, verdict


def test_the_altered_picture_is_named(verdict: str) -> None:
    assert re.search(r"picture 1 differs from the stored one \(RMS \d\d", verdict), verdict
