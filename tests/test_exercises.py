"""The exercises are made from the solutions, every solution is right, and every check helps whoever is wrong."""

from __future__ import annotations

import ast
import copy
import os
import re
import runpy
from pathlib import Path

import nbformat
import notebook_rules as rules
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers import annotating, paths

MAKER = runpy.run_path(str(paths.ROOT / "scripts" / "make_exercises.py"))
SOLUTIONS = sorted(MAKER["SOLUTIONS"].glob("[0-9][0-9]_*.ipynb"))
WITHOUT = ("10_",)  # needs corpora that cannot be shipped, so no check could be run
SHORTEST_HINT = 6  # words; a bare "wrong" helps nobody
DOTS = "in the place of"
APPLY = [
    rules.names_the_kernel_that_everyone_has,
    rules.stores_no_error_or_stderr,
    rules.defines_nothing,
    rules.imports_once_at_the_top,
    rules.depends_on_no_folder,
    rules.keeps_cells_short,
    rules.asks_a_question,
    rules.ends_cells_with_something_to_see,
    rules.names_no_machine,
]


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def is_wrong(cell: NotebookNode) -> bool:
    return "wrong" in MAKER["tags"](cell)


def checks(source: str) -> list[str]:
    """List the checks that a cell calls, in order."""
    calls = (node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [f.attr for f in calls if isinstance(f, ast.Attribute) and getattr(f.value, "id", "") == "check"]


def check_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for _, cell in rules.code_cells(notebook) if checks(cell.source)]


def texts(cell: NotebookNode) -> list[str]:
    """Give what a cell prints and shows, as text; pictures have a sentence of their own."""
    return [o.get("text") or o.get("data", {}).get("text/plain", "") for o in cell.outputs]


def printed(cell: NotebookNode) -> list[str]:
    return "".join(texts(cell)).splitlines()


def unanswered(solution: NotebookNode) -> NotebookNode:
    """Give the cells of the exercise that differ when nobody has answered: those with dots, and the checks."""
    exercise = MAKER["make_exercise"](solution)
    sources = [c.source for _, c in rules.code_cells(exercise) if MAKER["PLACE"] in c.source or checks(c.source)]
    return new_notebook(cells=[new_code_cell(source) for source in sources])


@pytest.fixture(scope="module")
def run() -> dict[Path, tuple[NotebookNode, NotebookNode]]:
    """Run every solution and, where it has left its tables, the exercise without answers; all in one kernel."""
    solutions = {path: read(path) for path in SOLUTIONS}
    whole = []
    for solution in solutions.values():
        whole.append(new_notebook(cells=[*solution.cells, *unanswered(solution).cells]))
    MAKER["run_together"](whole)
    sizes = {path: len(solution.cells) for path, solution in solutions.items()}
    parts = [(n.cells[:size], n.cells[size:]) for n, size in zip(whole, sizes.values(), strict=True)]
    return {p: (new_notebook(cells=a), new_notebook(cells=b)) for p, (a, b) in zip(sizes, parts, strict=True)}


every = pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)


def test_every_notebook_has_exercises() -> None:
    notebooks = [p.name for p in paths.NOTEBOOKS.glob("[0-9][0-9]_*.ipynb") if not p.name.startswith(WITHOUT)]
    assert set(notebooks) <= {path.name for path in SOLUTIONS}
    assert [path.name for path in sorted(MAKER["EXERCISES"].glob("*.ipynb"))] == [path.name for path in SOLUTIONS]


@every
def test_exercise_is_made_from_its_solution(path: Path) -> None:
    stored = read(MAKER["EXERCISES"] / path.name)
    assert stored == MAKER["make_exercise"](read(path)), "run scripts/make_exercises.py"


@every
def test_exercise_gives_nothing_away(path: Path) -> None:
    exercise = read(MAKER["EXERCISES"] / path.name)
    assert [c.source for c in exercise.cells if MAKER["tags"](c)] == []
    assert [c.source for _, c in rules.code_cells(exercise) if c.outputs or c.execution_count] == []
    assert all(len(cell.source.splitlines()) for cell in exercise.cells)


@every
def test_two_to_four_exercises_each_with_a_check_and_wrong_answers(path: Path) -> None:
    parts = re.split(r"^## \d\. .*\?$|^## \d\. .*$", rules.prose(read(path)), flags=re.MULTILINE)
    assert 2 <= len(parts) - 1 <= 4
    asked, kinds = [], [c for _, c in rules.code_cells(read(path)) if checks(c.source)]
    for first, second in zip(kinds[::2], kinds[1::2], strict=True):
        assert not is_wrong(first) and is_wrong(second), first.source
        assert set(checks(first.source)) == set(checks(second.source))
        asked.append(first)
    assert len(asked) == len(parts) - 1


@every
@pytest.mark.parametrize("rule", APPLY, ids=lambda rule: rule.__name__)
def test_rules_of_a_notebook_that_apply(path: Path, rule: rules.Rule) -> None:
    assert rule(read(path)) == []
    assert rule(read(MAKER["EXERCISES"] / path.name)) == []


@every
def test_links_lead_somewhere(path: Path) -> None:
    if not (paths.NOTEBOOKS / path.name).exists():
        pytest.skip(f"The notebook {path.stem} is not written yet.")
    for notebook in (path, MAKER["EXERCISES"] / path.name):
        targets = [t for t in rules.links(read(notebook)) if t and not re.match(r"[a-z]+:", t)]
        assert [t for t in targets if not (notebook.parent / t).exists()] == []


@every
def test_solution_is_right(path: Path, run: dict) -> None:
    for cell in check_cells(run[path][0]):
        if not is_wrong(cell):
            lines = printed(cell)
            assert len(lines) == len(checks(cell.source)), lines
            assert all(line.startswith("Right: ") for line in lines), lines


@every
def test_check_refuses_what_is_wrong_and_says_why(path: Path, run: dict) -> None:
    for cell in filter(is_wrong, check_cells(run[path][0])):
        lines = printed(cell)
        assert len(lines) == len(checks(cell.source)), lines
        assert not [line for line in lines if line.startswith("Right: ") or len(line.split()) < SHORTEST_HINT], lines
        assert len(set(lines)) >= min(2, len(lines)), f"each wrong answer gets the same hint: {lines}"


@every
def test_check_of_nothing_asks_for_an_answer(path: Path, run: dict) -> None:
    for cell in check_cells(run[path][1]):
        assert [line for line in printed(cell) if DOTS not in line] == []
        assert printed(cell)


@every
def test_outputs_are_as_stored(path: Path, run: dict) -> None:
    stored = [texts(cell) for _, cell in rules.code_cells(read(path))]
    assert [texts(cell) for _, cell in rules.code_cells(run[path][0])] == stored, "run scripts/make_exercises.py"
    assert rules.has_run_in_order(read(path)) == []


# How an exercise is made


def small_solution() -> NotebookNode:
    cells = [
        new_markdown_cell("## 1. How many?"),
        new_code_cell("claims = [1, 2]\n# solution\nhalf = claims[0]\nanswer = half + 2"),
        new_code_cell("check.toll(answer, claims)"),
        new_code_cell("check.toll(7, claims)", metadata={"tags": ["wrong"]}),
        new_markdown_cell("Because 1 + 2 = 3.", metadata={"tags": ["solution"]}),
        new_code_cell("print(half)", metadata={"tags": ["solution"]}),
    ]
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    return new_notebook(cells=cells)


def test_an_exercise_has_dots_for_what_later_cells_use() -> None:
    solution = small_solution()
    before = copy.deepcopy(solution)
    exercise = MAKER["make_exercise"](solution)
    assert [c.source for c in exercise.cells] == [
        "## 1. How many?",
        "claims = [1, 2]\n# Write your code here.\nanswer = ...",
        "check.toll(answer, claims)",
    ]
    assert solution == before


def test_a_solution_that_changed_is_seen() -> None:
    stored, changed = MAKER["make_exercise"](small_solution()), small_solution()
    changed.cells[1].source = "claims = [1, 2, 3]\n# solution\nanswer = 3"
    assert MAKER["make_exercise"](changed) != stored
    changed = small_solution()
    changed.cells[1].source = "claims = [1, 2]\n# solution\nanswer = 3"  # another way to the same question
    assert MAKER["make_exercise"](changed) == stored


def test_notebooks_that_share_a_kernel_share_no_names() -> None:
    first, second = new_notebook(cells=[new_code_cell("a = 1\na")]), new_notebook(cells=[new_code_cell("'a' in dir()")])
    MAKER["run_together"]([first, second])
    assert texts(first.cells[0]) == ["1"]
    assert texts(second.cells[0]) == ["False"]
    assert second.cells[0].execution_count == 1


# The pages for teachers, and the page for those who bring reports of their own

PAGES = sorted([*(paths.ROOT / "docs" / "teaching").glob("*.md"), paths.ROOT / "docs" / "your_own.md"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_names_what_exists(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    assert dead_links(page, links) == []


def dead_links(page: Path, links: list[str]) -> list[str]:
    """List the links that lead to no file, or to no heading of a notebook."""
    dead = []
    for file, _, heading in (link.partition("#") for link in links):
        target = page.parent / file
        if not target.exists() or (heading and heading not in anchors(target)):
            dead.append(f"{file}#{heading}")
    return dead


def anchors(notebook: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", rules.prose(read(notebook)), re.MULTILINE)
    return {heading.strip().replace(" ", "-") for heading in headings}


def test_a_dead_link_is_seen() -> None:
    links = [
        "../../notebooks/00_start_here.ipynb#The-reports",
        "../../notebooks/00_start_here.ipynb#The-repors",
        "no.md",
    ]
    assert len(dead_links(PAGES[0], links)) == 2


@pytest.mark.parametrize(("plan", "minutes"), [("one_hour", 60), ("half_day", 240)])
def test_a_plan_fits_its_time(plan: str, minutes: int) -> None:
    page = (paths.ROOT / "docs" / "teaching" / f"{plan}.md").read_text(encoding="utf-8")
    assert sum(map(int, re.findall(r"^\| (\d+) \|", page, re.MULTILINE))) == minutes


def test_a_browser_gets_the_environment_that_make_makes() -> None:
    steps = re.compile(r"-m pip install (.*)")
    makefile = (paths.ROOT / "Makefile").read_text(encoding="utf-8").split("$(TESTERS):")[0]
    binder = (paths.ROOT / ".binder" / "postBuild").read_text(encoding="utf-8")
    made = [[w for w in s.split() if w != "--quiet"] for s in steps.findall(makefile)]
    assert [[w for w in s.split() if w != "--no-cache-dir"] for s in steps.findall(binder)] == made
    assert len(made) == 2


def test_your_own_reports_types_and_places_need_files_of_your_own_only(tmp_path: Path, monkeypatch) -> None:
    page = (paths.ROOT / "docs" / "your_own.md").read_text(encoding="utf-8")
    for name, content in re.findall(r"^`([\w/.]+)`:\n\n```\w+\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CASEBOOK_RESULTS", str(tmp_path / "results"))
    monkeypatch.setenv("CASEBOOK_GAZETTEER", os.pathsep.join([str(paths.DATA / "gazetteer.csv"), "places.csv"]))
    space: dict = {}
    for code in re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
        if "read_labels" in code:
            label_as_two_coders(space["book"])
        exec(code, space)
    incidents = space["incidents"].set_index("place")
    assert incidents.at["Dunmarrow", "incident_type"].tolist() == ["cattle_raid", "bombing"]
    assert incidents.at["Dunmarrow", "killed_best"].tolist() == [5, 3]
    assert set(incidents["admin1"]) == {"Northern Oskar"}
    assert (tmp_path / "results" / "tables" / "incidents.csv").exists()


def label_as_two_coders(book) -> None:
    given = {("h1", 0): "cattle_raid", ("h1", 1): "cattle_raid", ("w1", 0): "bombing", ("w1", 1): "none"}
    given |= {("h2", 0): "abduction", ("h2", 1): "none"}
    for coder in ("ada", "ben"):
        for unit, name in given.items():
            annotating.LabelFile(coder, "labels", book.version).types(*unit, [name])
