"""The rules of a notebook, each a function from a notebook to its complaints; test_notebooks.py applies them.

They say what a machine can check of how a notebook of this collection is built: a question as its title, a
card, one cell of imports, short cells, prose between them, values that come out as quoted, a summary.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from nbformat import NotebookNode

Rule = Callable[[NotebookNode], list[str]]
RULES: list[Rule] = []
MARKERS = ("nbval_ignore_output", "nbval_skip", "pytest_validate_ignore_output")
CARD = ("learn", "reads", "writes", "needs", "minutes", "content")
MACHINE_PATH = re.compile(
    r"(?<![\w.])/(?:work|tmp|home|root|Users|var|mnt|opt|usr)/\w|[A-Z]:\\\\?\w|\bat 0x[0-9a-f]{6,}"
)
NUMBER = re.compile(r"(?<![\w.,/–-])\d+(?:[.,]\d+)*(?![\w/]|[.,]\d)")
CONVENTIONAL = {"95", "100"}  # the level of an interval and the whole of a percentage are nobody's result


def rule(check: Rule) -> Rule:
    RULES.append(check)
    return check


def code_cells(notebook: NotebookNode) -> list[tuple[int, NotebookNode]]:
    return [(n, cell) for n, cell in enumerate(notebook.cells) if cell.cell_type == "code"]


def prose_cells(notebook: NotebookNode) -> list[tuple[int, NotebookNode]]:
    return [(n, cell) for n, cell in enumerate(notebook.cells) if cell.cell_type == "markdown"]


def parse(cell: NotebookNode) -> ast.Module:
    """Parse a cell as Python; magics and shell commands, which are no Python, have a rule of their own."""
    plain = [line for line in cell.source.splitlines() if not line.lstrip().startswith(("%", "!"))]
    return ast.parse("\n".join(plain))


def said(output: NotebookNode) -> str:
    """Give what a reader sees of an output, as text."""
    if output.output_type == "stream":
        return output.text
    data = output.get("data", {})
    html = re.sub(r"<style.*?</style>|<[^>]+>", " ", data.get("text/html", ""), flags=re.DOTALL)
    return f"{data.get('text/plain', '')} {html} {data.get('text/markdown', '')}"


@rule
def has_run_in_order(notebook: NotebookNode) -> list[str]:
    counts = [cell.execution_count for _, cell in code_cells(notebook)]
    if counts == list(range(1, len(counts) + 1)):
        return []
    return [f"execution counts are {counts}: restart, run all, save"]


@rule
def names_the_kernel_that_everyone_has(notebook: NotebookNode) -> list[str]:
    name = notebook.metadata.get("kernelspec", {}).get("name")
    return [] if name == "python3" else [f"the kernel is {name!r}, not 'python3': JupyterLab would have to ask"]


@rule
def stores_no_error_or_stderr(notebook: NotebookNode) -> list[str]:
    complaints = []
    for n, cell in code_cells(notebook):
        for output in cell.outputs:
            if output.output_type == "error" and "raises-exception" not in cell.metadata.get("tags", []):
                complaints.append(f"cell {n} stores an error: {output.ename}")
            if output.output_type == "stream" and output.name == "stderr":
                complaints.append(f"cell {n} stores stderr: {output.text[:80]!r}")
    return complaints


@rule
def defines_nothing(notebook: NotebookNode) -> list[str]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return [
        f"cell {n} defines {node.name}: it belongs in helpers"
        for n, cell in code_cells(notebook)
        for node in ast.walk(parse(cell))
        if isinstance(node, kinds)
    ]


@rule
def imports_once_at_the_top(notebook: NotebookNode) -> list[str]:
    cells = code_cells(notebook)
    importing = [
        n for n, cell in cells if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(parse(cell)))
    ]
    if not cells or importing != [cells[0][0]]:
        return [f"imports stand in cells {importing}: one cell, the first code cell, holds them all"]
    if "session.start(" not in cells[0][1].source:
        return [f"cell {importing[0]} does not call session.start()"]
    return []


@rule
def depends_on_no_folder(notebook: NotebookNode) -> list[str]:
    forbidden = r"sys\.path|\bpip\b|\.\./|os\.chdir|^\s*[!%]|get_ipython\(|/data/"
    return [
        f"cell {n} holds {found[0].strip()!r}: paths come from helpers.paths, packages from the lock"
        for n, cell in code_cells(notebook)
        if (found := re.search(forbidden, cell.source, re.MULTILINE))
    ]


@rule
def explains_between_code(notebook: NotebookNode) -> list[str]:
    kinds = "".join("c" if cell.cell_type == "code" else "." for cell in notebook.cells)
    return [f"{len(r[0])} code cells in a row from cell {r.start()}" for r in re.finditer("c{4,}", kinds)]


@rule
def keeps_cells_short(notebook: NotebookNode) -> list[str]:
    lengths = [(n, len(cell.source.splitlines())) for n, cell in code_cells(notebook)]
    complaints = [f"cell {n} has {lines} lines" for n, lines in lengths if lines > 25]
    long = [n for n, lines in lengths if lines > 15]
    if len(long) > 1:
        complaints.append(f"cells {long} have over 15 lines; one such cell is enough")
    return complaints


@rule
def is_a_session_long(notebook: NotebookNode) -> list[str]:
    words = sum(len(cell.source.split()) for _, cell in prose_cells(notebook))
    complaints = []
    if len(notebook.cells) > 45:
        complaints.append(f"{len(notebook.cells)} cells: a chapter, not a session (at most 45)")
    if words > 1600:
        complaints.append(f"{words} words of prose (at most 1,600)")
    return complaints


@rule
def gives_reasons_for_unchecked_cells(notebook: NotebookNode) -> list[str]:
    complaints = []
    for n, cell in code_cells(notebook):
        comments = [line.lstrip("# ").lower() for line in cell.source.splitlines() if line.startswith("#")]
        if is_unchecked(cell) and not any(c not in MARKERS for c in comments):
            complaints.append(f"cell {n} is not checked and no comment says why")
    return complaints


def is_unchecked(cell: NotebookNode) -> bool:
    tags = {tag.lower().replace("-", "_") for tag in cell.metadata.get("tags", [])}
    comments = {line.strip("# ").lower() for line in cell.source.splitlines() if line.strip().startswith("#")}
    return bool((tags | comments) & set(MARKERS))


@rule
def asks_a_question(notebook: NotebookNode) -> list[str]:
    first = notebook.cells[0] if notebook.cells else None
    if first is None or first.cell_type != "markdown" or not re.match(r"# .+\?\s*$", first.source, re.MULTILINE):
        return ["the first cell has to start with '# ' and a question"]
    return []


@rule
def shows_a_card(notebook: NotebookNode) -> list[str]:
    opening = " ".join(cell.source.lower() for cell in notebook.cells[:3] if cell.cell_type == "markdown")
    missing = [word for word in CARD if word not in opening]
    return [f"the card in the first cells lacks: {', '.join(missing)}"] if missing else []


@rule
def says_what_it_does_not_show(notebook: NotebookNode) -> list[str]:
    headings = " ".join(re.findall(r"^#+ .*$", prose(notebook), re.MULTILINE)).lower()
    return [] if "not show" in headings else ["no heading says what this does not show"]


@rule
def ends_with_a_summary(notebook: NotebookNode) -> list[str]:
    parts = re.split(r"^#+ .*summary.*$", prose(notebook), maxsplit=1, flags=re.MULTILINE | re.IGNORECASE)
    bullets = re.findall(r"^[-*] ", parts[1], re.MULTILINE) if len(parts) == 2 else []
    return [] if len(bullets) >= 3 else [f"the summary has {len(bullets)} bullets (three to five)"]


def prose(notebook: NotebookNode) -> str:
    return "\n\n".join(cell.source for _, cell in prose_cells(notebook))


def links(notebook: NotebookNode) -> list[str]:
    """Give the targets of the links in the prose, without anchors."""
    return [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)", prose(notebook))]


@rule
def describes_each_figure(notebook: NotebookNode) -> list[str]:
    complaints = []
    for n, cell in code_cells(notebook):
        pictures = sum("image/png" in output.get("data", {}) for output in cell.outputs)
        printed = "".join(o.text for o in cell.outputs if o.output_type == "stream" and o.name == "stdout")
        if pictures > len(printed.strip().splitlines()):
            complaints.append(f"cell {n} shows {pictures} figures but prints no sentence for each")
    return complaints


@rule
def ends_cells_with_something_to_see(notebook: NotebookNode) -> list[str]:
    complaints = []
    for n, cell in code_cells(notebook):
        if cell.source.rstrip().endswith(";"):
            complaints.append(f"cell {n} ends with a semicolon, which hides nothing under nbval")
        shown = [o.data.get("text/plain", "") for o in cell.outputs if o.output_type == "execute_result"]
        if any(re.match(r"\[?<(Axes|matplotlib)|\(?<Figure|Text\(", text) for text in shown):
            complaints.append(f"cell {n} shows a bare artist: end with plt.show()")
    return complaints


@rule
def names_no_machine(notebook: NotebookNode) -> list[str]:
    complaints = []
    for n, cell in enumerate(notebook.cells):
        seen = "\n".join([cell.source, *(said(output) for output in cell.get("outputs", []))])
        complaints += [f"cell {n} names a machine's path: {found!r}" for found in MACHINE_PATH.findall(seen)]
    return complaints


@rule
def quotes_numbers_that_came_out(notebook: NotebookNode) -> list[str]:
    """Look for each number of ten and more, or with decimals, in what the cells above show or hold.

    Prose before the first output announces: there the number may come out below. Years, dates, code, links
    and formulas are no quotations of a result. A cell with the tag `cited` and a link quotes others.
    """
    everything = {number for cell in notebook.cells for number in _numbers_shown(cell)}
    above: set[str] = set()
    complaints, announcing = [], True
    for n, cell in enumerate(notebook.cells):
        if cell.cell_type == "code":
            above |= _numbers_shown(cell)
            announcing = announcing and not cell.outputs
        elif not ("cited" in cell.metadata.get("tags", []) and "](" in cell.source):
            known = everything if announcing else above
            unknown = [q for q in _numbers_quoted(cell.source) if not _spellings(q) & known]
            complaints += [f"cell {n} quotes {number}, which no cell above shows" for number in unknown]
    return complaints


def _numbers_shown(cell: NotebookNode) -> set[str]:
    if cell.cell_type != "code":
        return set()
    text = "\n".join([cell.source, *(said(output) for output in cell.outputs)])
    return {number.replace(",", "") for number in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)}


# What holds digits and is no quotation of a result.
MONTH = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
NO_RESULT = (
    r"```.*?```|`[^`]*`|\$[^$\n]+\$",  # code, formulas
    r"\]\([^)]*\)|https?://\S+|\b\d\d_\w+",  # links, names of notebooks
    r"(?m)^#+ .*$|^\|.*\bminutes\b.*$|^\s*\d+\. ",  # headings, the card, numbered lists
    r"\d+ (?:minutes|seconds)",
    rf"\d{{4}}-\d\d(?:-\d\d)?|\b\d{{1,2}} (?={MONTH})|\b(?:{MONTH})[a-z]*\.? \d{{1,2}}\b",  # dates
)


def _numbers_quoted(source: str) -> Iterator[str]:
    for pattern in NO_RESULT:
        source = re.sub(pattern, " ", source, flags=re.DOTALL if "```" in pattern else re.IGNORECASE)
    for found in NUMBER.findall(source):
        number = found.replace(",", "")
        is_year = re.fullmatch(r"(1[89]|20)\d\d", number) and "," not in found
        if not is_year and number not in CONVENTIONAL and ("." in number or int(number) >= 10):
            yield number


def _spellings(number: str) -> set[str]:
    """Give the ways in which a table may show a number: 85 (per cent) is also .85, 12.0 is 12."""
    value = float(number)
    share = f"{value / 100:.4f}".rstrip("0")
    return {number, f"{value:.1f}", f"{value:.2f}", f"{value:g}", share, share + "0", f"{value:.3f}"}
