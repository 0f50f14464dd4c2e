"""Running the collection: what lands in results/, what is said at the end, how a failure is told."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers import collection, paths, session

HOSTILE = "<script>document.title='owned'</script><img src=x onerror=alert(1)>"
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def write(folder: Path, name: str, *sources: str) -> Path:
    """Write a small notebook: prose where a source begins with #, code elsewhere."""
    cells = [new_markdown_cell(s) if s.startswith("#") else new_code_cell(s) for s in sources]
    folder.mkdir(exist_ok=True)
    nbformat.write(new_notebook(cells=cells), folder / f"{name}.ipynb")
    return folder


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, Path]:
    """Run two notebooks once: what was said, the results, the notebooks."""
    base = tmp_path_factory.mktemp("collection")
    folder = base / "notebooks"
    (base / "mine").mkdir()
    write(
        folder,
        "00_draw",
        f"# What was <b>found</b>?\n\n{HOSTILE}",
        "import pandas as pd\nimport matplotlib.pyplot as plt\n\nfrom helpers import session",
        f"claims = pd.DataFrame({{'quote': ['=1+1', {HOSTILE!r}]}})\nclaims",
        "session.save_table(claims, 'claims')",
        f"plt.plot([1, 2])\nplt.show()\nprint({'Two < three. ' + HOSTILE!r})",
    )
    write(folder, "01_where", "# Where?", "import os\nos.getcwd(), os.environ['CASEBOOK_REPORTS']")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CASEBOOK_RESULTS", str(base / "results"))
        patch.chdir(base)
        (base / "results" / "tables").mkdir(parents=True)
        (base / "results" / "tables" / "yours.csv").write_text("n\n")
        session.save_table(pd.DataFrame({"n": [1]}), "stale")
        said = collection.run(Path("mine"), store=True, folder=folder)
    return said, base / "results", folder


def test_one_line_says_what_was_found_and_where(ran: tuple) -> None:
    assert ran[0] == "2 claims → results/index.html"


def test_everything_is_there_and_nothing_stale(ran: tuple) -> None:
    made = {p.relative_to(ran[1]).as_posix() for p in ran[1].rglob("*") if p.is_file()}
    notebooks = {f"notebooks/{name}{end}" for name in ("00_draw", "01_where") for end in (".ipynb", ".html")}
    figures = {"figures/00_draw-1.png", "figures/00_draw-1.txt"}
    tables = {"tables/claims.csv", "tables/claims.csv-metadata.json", "tables/claims.parquet", "tables/yours.csv"}
    assert made == notebooks | figures | tables | {"index.html", session.MANIFEST}


def test_a_kernel_starts_in_the_notebooks_folder_with_absolute_reports(ran: tuple) -> None:
    executed = nbformat.read(ran[1] / "notebooks" / "01_where.ipynb", as_version=4)
    shown = executed.cells[1].outputs[0].data["text/plain"]
    assert str(ran[2]) in shown and str(ran[2].parent / "mine") in shown


def test_store_keeps_outputs_and_counts_in_the_notebook(ran: tuple) -> None:
    stored = nbformat.read(ran[2] / "00_draw.ipynb", as_version=4)
    assert [c.execution_count for c in stored.cells if c.cell_type == "code"] == [1, 2, 3, 4]
    assert stored.cells[4].outputs[0].data["image/png"]
    assert set(stored.metadata) == {"kernelspec", "language_info"}


def test_the_figure_is_described_by_the_sentence_printed_with_it(ran: tuple) -> None:
    assert (ran[1] / "figures" / "00_draw-1.txt").read_text() == f"Two < three. {HOSTILE}\n"
    for page in ("index.html", "notebooks/00_draw.html"):
        pictures = BeautifulSoup((ran[1] / page).read_text(), "html.parser").select("img[src^='data:image/png']")
        assert [p["alt"] for p in pictures] == [f"Two < three. {HOSTILE}"], page


def test_the_index_lists_questions_and_table_sizes(ran: tuple) -> None:
    page = BeautifulSoup((ran[1] / "index.html").read_text(), "html.parser")
    assert [a.text for a in page.select(".questions > li > a")] == ["What was <b>found</b>?", "Where?"]
    assert [[td.text for td in tr.select("td")][:3] for tr in page.select("tbody tr")] == [["claims", "2", "1"]]
    for link in page.select("a"):
        assert (ran[1] / link["href"]).exists(), link


def test_pages_run_nothing_and_fetch_nothing(ran: tuple) -> None:
    for path in ran[1].rglob("*.html"):
        page = BeautifulSoup(path.read_text(), "html.parser")
        assert "default-src 'none'" in page.select_one("meta[http-equiv]")["content"]
        assert not page.select("script, iframe, object, embed, link, [onerror]"), path
        assert all(tag["src"].startswith("data:") for tag in page.select("[src]") if tag["src"] != "x"), path


def test_outputs_that_would_run_are_disarmed() -> None:
    html = '<a href=" JavaScript:alert(1)">a</a><a href="https://a.org">b</a><svg onload=alert(1)></svg>' + HOSTILE
    outputs = [
        new_output("display_data", {"text/html": html}),
        new_output("display_data", {"application/javascript": "alert(1)"}),
        new_output("display_data", {"image/png": PNG}),
    ]
    notebook = new_notebook(cells=[new_markdown_cell("# Q?"), new_code_cell("1", outputs=outputs)])
    figures = list(collection.find_figures("n", notebook))
    page = BeautifulSoup(collection.render_notebook(notebook, figures), "html.parser").main
    assert not page.select("script, [onload], [onerror]")
    assert [a.get("href") for a in page.select("a")] == [None, "https://a.org"]


def figure_lines(*outputs: nbformat.NotebookNode) -> list[str]:
    cells = [new_markdown_cell("# Why?"), new_code_cell("", outputs=list(outputs))]
    return [f.description for f in collection.find_figures("n", new_notebook(cells=cells))]


def test_a_description_is_found_after_or_before_or_made_up() -> None:
    picture = new_output("display_data", {"image/png": PNG})
    first, second = (new_output("stream", name="stdout", text=f"{s}\nline\n\nmore\n") for s in ("one", "two"))
    assert figure_lines(picture, first, picture, second) == ["one line", "two line"]
    assert figure_lines(first, picture) == ["more"]
    assert figure_lines(picture, picture) == ["Figure 1 of Why?", "Figure 2 of Why?"]


def test_a_failing_notebook_says_where_and_why(tmp_path: Path) -> None:
    raising = "y = x\nraise ValueError('lo\\x1b[31mw')"
    folder = write(tmp_path / "n", "00_fail", "# Q?", "x = 1", raising, "never = 2")
    with pytest.raises(collection.NotebookFailed) as failed:
        collection.execute(folder / "00_fail.ipynb")
    told = str(failed.value)
    assert told.startswith("00_fail.ipynb stopped at cell 3 of 4:\n\n    y = x\n    raise ValueError(")
    assert told.splitlines()[-1] == "ValueError: lo\N{REPLACEMENT CHARACTER}[31mw"
    assert "Traceback" not in told and "\x1b" not in told


def test_a_dead_kernel_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path / "n", "00_die", "# Q?", "import os", "os._exit(1)")
    with pytest.raises(collection.NotebookFailed, match=r"(?s)cell 3 of 3.*os\._exit.*the kernel died"):
        collection.execute(folder / "00_die.ipynb")


def test_real_corpora_wait_for_their_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "n", "00_a", "# Q?")
    write(folder, "10_real_corpora", "# Q?")
    monkeypatch.delenv("CASEBOOK_CORPORA", raising=False)
    found, skipped = collection.find_notebooks(folder)
    assert [p.stem for p in found] == ["00_a"] and "CASEBOOK_CORPORA" in skipped[0]
    monkeypatch.setenv("CASEBOOK_CORPORA", str(tmp_path))
    assert [p.stem for p in collection.find_notebooks(folder)[0]] == ["00_a", "10_real_corpora"]


def test_a_kernel_in_another_folder_finds_what_relative_names_name(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CASEBOOK_LEXICON", "words")
    monkeypatch.setenv("CASEBOOK_ACTORS", "who.csv")
    monkeypatch.setenv("CASEBOOK_GAZETTEER", os.pathsep.join(["a.csv", str(tmp_path / "b.csv")]))
    given = collection._environment(None)
    assert given["CASEBOOK_LEXICON"] == str(tmp_path / "words")
    assert given["CASEBOOK_ACTORS"] == str(tmp_path / "who.csv")
    assert given["CASEBOOK_GAZETTEER"] == os.pathsep.join(str(tmp_path / name) for name in ("a.csv", "b.csv"))


# With one's own reports, what is about the embedded ones must not pass for one's own

NOTEBOOKS = sorted(paths.NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
CORPORA = [folder.name for folder in paths.REPORTS.iterdir() if folder.is_dir()]
SAVING = re.compile(
    r"(?:save_table|save_figure|to_csv|to_parquet)\([^\n]*?(\"\w*\"|\bname\b)\)|results_folder\(\) / (\"[^\"]+\")"
)
ONES_OWN = {"model", "annotations"}  # a model's file says what it learned from; labels name their reports


def saved_by(notebook: nbformat.NotebookNode) -> list[str]:
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    return [(a or b).strip('"') for source in sources for a, b in SAVING.findall(source)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_saved_of_an_embedded_corpus_is_named_for_it(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    follows = any("paths.reports_folder(" in cell.source for cell in notebook.cells if cell.cell_type == "code")
    names = [name for name in saved_by(notebook) if name not in ONES_OWN]
    assert follows or [name for name in names if not name.startswith(tuple(CORPORA))] == []


def test_saving_is_seen() -> None:
    assert {name for path in NOTEBOOKS for name in saved_by(nbformat.read(path, as_version=4))} >= {
        "name", "model", "annotations", "ostrevane_incidents", "ostrevane_mentions", "ostrevane_rates",
        "ostrevane_example_decisions.csv",
    }  # fmt: skip


def test_with_ones_own_reports_every_table_is_of_these(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "notebooks").mkdir()
    for path in NOTEBOOKS:
        if any("paths.reports_folder(" in cell.source for cell in nbformat.read(path, as_version=4).cells):
            shutil.copy(path, tmp_path / "notebooks")
    mine = [
        {"report_id": "mine-1", "published": "2025-03-04", "text": "Gunmen killed five miners in Quetta on Monday."}
    ]
    pd.DataFrame(mine).to_csv(tmp_path / "mine.csv", index=False)
    monkeypatch.setenv("CASEBOOK_RESULTS", str(tmp_path / "results"))
    collection.run(tmp_path / "mine.csv", folder=tmp_path / "notebooks")
    tables = {path.stem: pd.read_parquet(path) for path in (tmp_path / "results" / "tables").glob("*.parquet")}
    assert {"reports", "claims", "incidents"} <= set(tables)
    for name, table in tables.items():
        ids = table["report_ids"].str.split().explode() if "report_ids" in table else table["report_id"]
        assert name.startswith(tuple(CORPORA)) or set(ids) == {"mine-1"}, name


def test_nothing_to_run_or_to_read_is_an_error(tmp_path: Path, results: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no notebook in"):
        collection.run(folder=tmp_path)
    with pytest.raises(FileNotFoundError, match="does not exist"):
        collection.run(tmp_path / "nowhere", folder=write(tmp_path / "n", "00_a", "# Q?"))
