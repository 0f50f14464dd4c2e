"""Run the notebooks in their order and lay out what they made: notebooks, figures, tables, one index page."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode
from tqdm import tqdm

from helpers import paths, session

PAGE = Path(__file__).with_name("collection.html")
NEEDS_CORPORA = "10_"  # the one notebook about corpora that cannot be shipped
FOLDERS = ("CASEBOOK_RESULTS", "CASEBOOK_REPORTS", "CASEBOOK_CORPORA", "CASEBOOK_EXAMPLES", "CASEBOOK_LEXICON")
LISTS = ("CASEBOOK_GAZETTEER", "CASEBOOK_ACTORS")  # of files, separated as in PATH
QUIET = ["--IPKernelApp.log_level=40"]  # the kernel's own log would tear the progress bar
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # two kernels with two threads each only wait
LONG = ("03_", "06_", "10_")
AT_ONCE = min(2, os.cpu_count() or 1)  # kernels; each takes a core and half a gigabyte
COUNTED = ("reports", "claims", "incidents")
NEVER_SHOWN = ("script", "iframe", "object", "embed", "link", "meta", "base", "form", "noscript", "template")


class NotebookFailed(RuntimeError):
    """A notebook stopped; the message names it, the cell and the error."""


@dataclass(frozen=True)
class Figure:
    """One figure of a notebook: where its file is, and the sentence printed with it."""

    path: Path
    description: str
    png: bytes = field(repr=False)

    @property
    def address(self) -> str:
        """Give the picture as an address that a page can hold, so that the page can be sent on alone."""
        return f"data:image/png;base64,{base64.b64encode(self.png).decode()}"


def run(reports: Path | None = None, store: bool = False, folder: Path = paths.NOTEBOOKS) -> str:
    """Run every notebook, write `results/`, and give the line that says what was found and where it is.

    `reports`: a folder or file of reports to use instead of the embedded ones. `store`: also write the
    outputs back into the notebooks (for authors). Raises NotebookFailed, and FileNotFoundError where there
    is nothing to run or to read.
    """
    environment = _environment(reports)
    names, skipped = find_notebooks(folder)
    session.remove_made()
    done = dict(zip(names, _execute_all(names, environment), strict=True))
    for path, (notebook, _) in done.items() if store else ():
        nbformat.write(_as_stored(notebook), path)
    figures = {path.stem: drawn for path, (_, drawn) in done.items()}
    titles = {path.stem: read_title(notebook) for path, (notebook, _) in done.items()}
    write_index(titles, figures)
    return "\n".join([*skipped, _summary(len(done))])


def _execute_all(names: list[Path], environment: dict[str, str]) -> list[tuple[NotebookNode, list[Figure]]]:
    """Run and write out notebooks, two at a time where there are two cores, and give them in their order with their figures.

    None needs what another writes. Raises the NotebookFailed of the first in order that stopped; those not begun are left.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool, tqdm(total=len(names), unit="notebook") as progress:
        running = {path: pool.submit(_execute_and_write, path, environment) for path in sorted(names, key=_takes_short)}
        for path, job in running.items():
            job.add_done_callback(lambda _, name=path.stem: (progress.set_description(name), progress.update()))
        try:
            return [running[path].result() for path in names]
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _execute_and_write(path: Path, environment: dict[str, str]) -> tuple[NotebookNode, list[Figure]]:
    notebook = execute(path, environment)
    return notebook, write_notebook(path.stem, notebook)


def _takes_short(path: Path) -> bool:
    """Sort the long ones first, so that no core waits at the end, and 06 codes what those after it only read."""
    return not path.name.startswith(LONG)


def find_notebooks(folder: Path = paths.NOTEBOOKS) -> tuple[list[Path], list[str]]:
    """Find the notebooks to run, in name order, and a sentence for each that is skipped.

    Raises FileNotFoundError where the folder holds none.
    """
    found = sorted(folder.glob("[0-9][0-9]_*.ipynb"))
    if not found:
        raise FileNotFoundError(f"There is no notebook in {folder}. Is the checkout complete?")
    if os.environ.get("CASEBOOK_CORPORA"):
        return found, []
    skipped = [p for p in found if p.name.startswith(NEEDS_CORPORA)]
    sentences = [f"{p.stem} was not run: it needs the folder named by CASEBOOK_CORPORA." for p in skipped]
    return [p for p in found if p not in skipped], sentences


def _environment(reports: Path | None) -> dict[str, str]:
    if reports is not None and not reports.exists():
        raise FileNotFoundError(f"{reports} does not exist: name a folder or a file of reports.")
    given = {**os.environ, "CASEBOOK_RESULTS": str(paths.results_folder())}
    if reports is not None:
        given["CASEBOOK_REPORTS"] = str(reports)
    # A kernel starts in notebooks/, so a path given in the reader's folder has to be absolute.
    absolute = {name: str(Path(given[name]).resolve()) for name in FOLDERS if given.get(name)}
    for name in LISTS:
        if given.get(name):
            files = [str(Path(p).resolve()) for p in given[name].split(os.pathsep) if p]
            absolute[name] = os.pathsep.join(files)
    return {**ONE_THREAD, **given, **absolute, "TQDM_DISABLE": "1"}


def execute(path: Path, environment: dict[str, str] | None = None) -> NotebookNode:
    """Run one notebook in a fresh kernel, in its own folder, and give it with its outputs.

    Raises NotebookFailed with the notebook, the cell, its source and the error.
    """
    notebook = nbformat.read(path, as_version=4)
    started: list[int] = []
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,
        extra_arguments=QUIET,
        on_cell_start=lambda cell, cell_index: started.append(cell_index),
    )
    try:
        return client.execute(env=environment or dict(os.environ))
    except CellExecutionError as problem:
        error = f"{problem.ename}: {problem.evalue}"
    except DeadKernelError:
        error = "the kernel died, which mostly means that memory ran out"
    raise NotebookFailed(_tell_failure(path, notebook, started[-1], error))


def _tell_failure(path: Path, notebook: NotebookNode, cell: int, error: str) -> str:
    source = "\n".join(f"    {line}" for line in notebook.cells[cell].source.splitlines())
    place = f"cell {cell + 1} of {len(notebook.cells)}"
    return _printable(f"{path.name} stopped at {place}:\n\n{source}\n\n{error}")


def _printable(text: str) -> str:
    # An error may quote a report, and a report may hold the codes that steer a terminal.
    return "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text)


def _as_stored(notebook: NotebookNode) -> NotebookNode:
    """Leave out what differs from machine to machine, so that a diff shows only what came out."""
    stored = nbformat.from_dict(notebook)
    stored.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    return stored


def write_notebook(name: str, notebook: NotebookNode) -> list[Figure]:
    """Write an executed notebook as .ipynb and .html, its figures as .png with the description as .txt.

    Gives the figures, in order.
    """
    figures = list(find_figures(name, notebook))
    for figure in figures:
        _write(figure.path, figure.png)
        _write(figure.path.with_suffix(".txt"), f"{figure.description}\n".encode())
    folder = paths.results_folder() / "notebooks"
    _write(folder / f"{name}.ipynb", nbformat.writes(notebook).encode())
    _write(folder / f"{name}.html", render_notebook(notebook, figures).encode())
    return figures


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    session.note_made(path)


def find_figures(name: str, notebook: NotebookNode) -> Iterator[Figure]:
    """Find the PNG figures among a notebook's outputs, each with the sentence that was printed with it."""
    number = 0
    for cell in notebook.cells:
        outputs = cell.get("outputs", [])
        for place, output in enumerate(outputs):
            if "image/png" not in output.get("data", {}):
                continue
            number += 1
            path = paths.results_folder() / "figures" / f"{name}-{number}.png"
            said = _printed_with(outputs, place) or f"Figure {number} of {read_title(notebook)}"
            yield Figure(path, said, base64.b64decode(output.data["image/png"]))


def _printed_with(outputs: list[NotebookNode], place: int) -> str:
    """Give the first paragraph printed after a figure, else the last before it (inline figures come out late)."""
    after, before = outputs[place + 1 :], outputs[:place][::-1]
    for neighbours, paragraph in ((after, 0), (before, -1)):
        for output in neighbours:
            if "image/png" in output.get("data", {}):
                break
            if output.output_type == "stream" and output.name == "stdout" and output.text.strip():
                return " ".join(re.split(r"\n\s*\n", output.text.strip())[paragraph].split())
    return ""


def read_title(notebook: NotebookNode) -> str:
    """Give the first heading of a notebook: the question that it answers."""
    for cell in notebook.cells:
        heading = re.search(r"^# +(.+)$", cell.source, re.MULTILINE)
        if cell.cell_type == "markdown" and heading:
            return re.sub(r"[*_`]", "", heading[1]).strip()
    return "Untitled"


def render_notebook(notebook: NotebookNode, figures: list[Figure]) -> str:
    """Render a notebook as one page that needs no network and runs no script, whatever its outputs hold."""
    from bs4 import BeautifulSoup
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(template_name="basic", embed_images=True, exclude_anchor_links=True)
    soup = BeautifulSoup(exporter.from_notebook_node(notebook)[0], "html.parser")
    for tag in soup(NEVER_SHOWN):
        tag.decompose()
    for tag in soup(True):
        tag.attrs = {key: value for key, value in tag.attrs.items() if _harmless(key, value)}
    for picture, figure in zip(soup.select("div.output_png img"), figures, strict=True):
        picture["alt"] = figure.description
    return _template().render(title=read_title(notebook), body=str(soup))


def _harmless(attribute: str, value: str | list[str]) -> bool:
    if attribute.lower().startswith("on"):
        return False
    if attribute.lower() not in ("href", "src", "xlink:href", "action", "formaction", "srcdoc", "srcset"):
        return True
    address = re.sub(r"[\s\x00-\x1f]", "", str(value)).lower()
    return not re.match(r"[a-z][a-z0-9+.-]*:", address) or address.startswith(("https:", "http:", "data:image/"))


@cache
def _template():
    from jinja2 import Environment

    return Environment(autoescape=True).from_string(PAGE.read_text(encoding="utf-8"))


def write_index(titles: dict[str, str], figures: dict[str, list[Figure]]) -> Path:
    """Write `results/index.html`: notebooks with their questions, figures, tables with their sizes."""
    index = paths.results_folder() / "index.html"
    page = _template().render(title="Incident Casebook", titles=titles, figures=figures, tables=list_tables())
    _write(index, page.encode())
    return index


def list_tables() -> list[tuple[str, int, int]]:
    """List the tables in the results folder: name, number of rows, number of columns."""
    import pyarrow.parquet

    found = sorted((paths.results_folder() / "tables").glob("*.parquet"))
    sizes = [(p.stem, pyarrow.parquet.read_metadata(p)) for p in found]
    return [(name, size.num_rows, size.num_columns) for name, size in sizes]


def _summary(notebooks: int) -> str:
    tables = {name: rows for name, rows, _ in list_tables()}
    found = [f"{tables[name]:,} {name}" for name in COUNTED if name in tables] or [f"{notebooks} notebooks"]
    return f"{' · '.join(found)} → {_short(paths.results_folder() / 'index.html')}"


def _short(path: Path) -> str:
    here = Path.cwd().resolve()
    return str(path.resolve().relative_to(here) if path.resolve().is_relative_to(here) else path)
