"""Run the solutions, keep their outputs, and make the exercises from them.

    python scripts/make_exercises.py

Exercises are written once, as `notebooks/solutions/NN_….ipynb`; `notebooks/exercises/NN_….ipynb` is made from it, so
that the two cannot diverge. What a learner does not get:

- in a code cell, what follows a line `# solution`: a place to write stays there, with `name = ...` for each name set
  there that later cells use;
- cells with the tag `solution` (what is to be said of the answer) or `wrong` (wrong answers, with what the check says
  to each).

After the model of scikit-learn-mooc's generate-exercise-from-solution.
"""

from __future__ import annotations

import ast
import copy
import os
from collections.abc import Iterable

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from helpers import paths
from helpers.collection import QUIET

SOLUTIONS, EXERCISES = paths.NOTEBOOKS / "solutions", paths.NOTEBOOKS / "exercises"
MARKER, LEFT_OUT = "# solution", {"solution", "wrong"}
PLACE = "# Write your code here."


def tags(cell: NotebookNode) -> set[str]:
    return set(cell.metadata.get("tags", ()))


def make_exercise(solution: NotebookNode) -> NotebookNode:
    """Give the exercise of a solution: without what is tagged, without outputs, with dots for what is asked."""
    exercise = copy.deepcopy(solution)
    exercise.cells = [c for c in exercise.cells if not tags(c) & LEFT_OUT]
    for number, cell in enumerate(exercise.cells):
        if cell.cell_type == "code":
            cell.source = _without_solution(cell.source, exercise.cells[number + 1 :])
            cell.outputs, cell.execution_count = [], None
    return exercise


def _without_solution(source: str, later: Iterable[NotebookNode]) -> str:
    lines = source.splitlines()
    if MARKER not in lines:
        return source
    kept, hidden = lines[: lines.index(MARKER)], lines[lines.index(MARKER) + 1 :]
    used = _names("\n".join(c.source for c in later if c.cell_type == "code"), ast.Load)
    asked = [f"{name} = ..." for name in _names("\n".join(hidden), ast.Store) if name in used]
    return "\n".join([*kept, PLACE, *asked])


def _names(source: str, context: type) -> list[str]:
    """List the names that code reads (ast.Load) or sets (ast.Store), each once, in their order."""
    nodes = (node for statement in ast.parse(source).body for node in ast.walk(statement))
    return list(dict.fromkeys(n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, context)))


def run_together(notebooks: Iterable[NotebookNode]) -> None:
    """Run notebooks one after the other in one kernel, emptied before each, so that imports are paid for once.

    Writes the outputs into them. Raises nbclient's CellExecutionError where a cell fails.
    """
    notebooks = list(notebooks)
    cells = [cell for notebook in notebooks for cell in (new_code_cell("%reset -f"), *notebook.cells)]
    NotebookClient(
        new_notebook(cells=cells),
        kernel_name="python3",
        resources={"metadata": {"path": str(paths.NOTEBOOKS)}},
        record_timing=False,
        extra_arguments=QUIET,
        coalesce_streams=True,  # else one printed text comes in as many pieces as it happens to
        timeout=120,
    ).execute(env={**os.environ, "TQDM_DISABLE": "1"})
    for notebook in notebooks:
        for count, cell in enumerate((c for c in notebook.cells if c.cell_type == "code"), start=1):
            cell.execution_count = count
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = count


def main() -> None:
    found = sorted(SOLUTIONS.glob("[0-9][0-9]_*.ipynb"))
    solutions = {path: nbformat.read(path, as_version=4) for path in found}
    run_together(solutions.values())
    EXERCISES.mkdir(exist_ok=True)
    for path, solution in solutions.items():
        nbformat.write(solution, path)
        nbformat.write(make_exercise(solution), EXERCISES / path.name)
        print(f"{path.stem}: {sum('wrong' in tags(c) for c in solution.cells)} exercises")


if __name__ == "__main__":
    main()
