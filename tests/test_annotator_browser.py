"""The annotator in a real JupyterLab: keyboard only, nothing lost on reload, no stray key, text as text."""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from helpers.annotating import read_claims, read_labels

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed.")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="There is no Chromium here to open JupyterLab in.")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run",
    "--disable-component-update",
)  # fmt: skip
SECONDS = 60
SETUP = """
import json
import pandas as pd
from helpers import annotating, tables
texts = json.load(open("texts.json", encoding="utf-8"))
reports = tables.conform("reports", [{"report_id": f"r{i}", "text": " ".join(t)} for i, t in enumerate(texts)])
rows = []
for i, sentences in enumerate(texts):
    start = 0
    for k, text in enumerate(sentences):
        rows.append((f"r{i}", k, start, start + len(text), text))
        start += len(text) + 1
sentences = tables.conform("sentences", pd.DataFrame(rows, columns=tables.columns("sentences")))
"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    folder = tmp_path_factory.mktemp("lab")
    with jupyter_lab(folder) as address:
        yield address, folder


@contextlib.contextmanager
def jupyter_lab(folder: Path) -> Iterator[str]:
    """Run JupyterLab on a port of this machine only; settings of whoever runs the tests stay out of it."""
    home = folder / ".jupyter"
    (home / "labconfig").mkdir(parents=True)
    quiet = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
    (home / "labconfig" / "page_config.json").write_text(json.dumps(quiet))
    names = ("CONFIG_DIR", "RUNTIME_DIR", "DATA_DIR")
    env = os.environ | {f"JUPYTER_{name}": str(home) for name in names} | {"IPYTHONDIR": str(home / "ipython")}
    env |= {f"JUPYTERLAB_{name}_DIR": str(home / name) for name in ("SETTINGS", "WORKSPACES")}
    port, token = free_port(), secrets.token_hex(16)
    options = [
        f"--ServerApp.port={port}",
        f"--IdentityProvider.token={token}",
        f"--ServerApp.root_dir={folder}",
    ]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.ip=127.0.0.1", "--allow-root"]
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen([*command, *options], cwd=folder, stdout=log, stderr=log, env=env)
        try:
            wait_for(f"http://127.0.0.1:{port}/api?token={token}", server)
            yield f"http://127.0.0.1:{port}/lab/workspaces/{{name}}/tree/{{name}}/nb.ipynb?token={token}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str, server: subprocess.Popen) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.1)
    pytest.fail("JupyterLab did not start.")


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


class Notebook:
    """A notebook that is open in the browser, its cells run, and what a person can see of it."""

    def __init__(self, page: object, folder: Path, name: str) -> None:
        self.page, self.folder, self.name = page, folder, name
        self.press: Callable[[str], None] = page.keyboard.press

    @property
    def labels(self) -> pd.DataFrame:
        return read_labels(self.folder / "labels")

    @property
    def claims(self) -> pd.DataFrame:
        return read_claims(self.folder / "labels")

    def run(self) -> None:
        """Run all cells from the menu, once the kernel is there."""
        self.page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for(timeout=SECONDS * 1000)
        for item in ("Run", "Run All Cells"):
            self.page.get_by_role("menuitem", name=item, exact=True).click()
        last = self.page.locator(".jp-Notebook .jp-CodeCell .jp-InputPrompt").last
        playwright.expect(last).to_have_text(re.compile(r"\[\d+\]:"), timeout=SECONDS * 1000)
        self.page.locator(".casebook .text .unit").first.wait_for()

    def focus(self, index: int = 0) -> None:
        """Go to an annotator with the Tab key alone."""
        self.press("Escape")
        for _ in range(8):
            self.press("ArrowUp")  # to the first cell, from which Tab goes through the page
        for _ in range(40):
            self.press("Tab")
            if self.focused() == index:
                return
        pytest.fail("The Tab key does not reach the annotator.")

    def focused(self) -> int:
        """Give which annotator holds the focus, -1 for none."""
        script = "[...document.querySelectorAll('.casebook')].findIndex(n => n.contains(document.activeElement))"
        return self.page.evaluate(script)

    def saved(self, index: int = 0) -> None:
        self.page.locator(f".casebook >> nth={index}").and_(self.page.locator("[data-state=saved]")).wait_for()

    def cells(self) -> list[str]:
        """Give the cells' sources as JupyterLab holds them, with their execution counts."""
        script = (
            "[...document.querySelectorAll('.jp-Notebook .jp-Cell')].map(c => "
            "c.querySelector('.jp-InputPrompt').textContent + c.querySelector('.cm-content').textContent)"
        )
        return self.page.evaluate(script)


@pytest.fixture
def open_notebook(lab: tuple, chromium: object) -> Iterator[Callable[..., Notebook]]:
    opened = []

    def start(name: str, texts: list[list[str]], *cells: str) -> Notebook:
        address, root = lab
        folder = root / name
        folder.mkdir()
        (folder / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
        sources = [SETUP.strip(), *cells, "'the last cell'"]
        made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])
        made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(made, folder / "nb.ipynb")
        page = chromium.new_page(viewport={"width": 1280, "height": 1500})
        page.set_default_timeout(15_000)
        opened.append(page)
        page.goto(address.format(name=name))
        notebook = Notebook(page, folder, name)
        notebook.run()
        return notebook

    yield start
    for page in opened:
        page.close()


def annotator(coder: str, **more: str) -> str:
    given = "".join(f", {name}={value}" for name, value in more.items())
    return f"annotating.Annotator(reports, {coder!r}, sentences, 'labels'{given})"


TWENTY = [[f"Sentence {r}.{k} says that {r + 2} men of Brelt died." for k in range(5)] for r in range(4)]
KEYS = "1234567890"


def test_twenty_sentences_and_five_spans_by_keyboard_alone(open_notebook) -> None:
    notebook = open_notebook("keyboard", TWENTY, annotator("ana"))
    before = notebook.cells()
    notebook.focus()
    for k in range(20):
        notebook.page.locator(".casebook .unit", has_text=f"Sentence {k // 5}.{k % 5} ").wait_for()
        if k % 4 == 0:
            mark_the_number(notebook)
        notebook.press(KEYS[k % 10])
        notebook.press("Enter" if k % 2 else "ArrowRight")
    notebook.saved()
    assert notebook.cells() == before and notebook.focused() == 0
    labels, claims = notebook.labels, notebook.claims
    assert len(labels) == 20 and labels.groupby(["report_id", "sentence_id"]).ngroups == 20
    assert labels["incident_type"].value_counts().to_dict() == dict.fromkeys(labels["incident_type"], 2)
    text = {f"r{i}": " ".join(sentences) for i, sentences in enumerate(TWENTY)}
    assert len(claims) == 5
    for claim in claims.itertuples():
        assert claim.quote == text[claim.report_id][claim.start : claim.end] == f"{claim.low} men"
        assert (claim.measure, claim.group, claim.scope) == ("killed", "civilians", "incident")
    reload_shows_everything(notebook)


def mark_the_number(notebook: Notebook) -> None:
    """Mark `n men`: from the first word four on, then one longer; fill in the form by typing."""
    notebook.press("m")
    for _ in range(4):
        notebook.press("ArrowRight")
    notebook.press("Shift+ArrowRight")
    number = notebook.page.locator(".casebook .mark").inner_text().split()[0]
    notebook.press("Enter")
    for keys in ("k", "c", number, number, "incid"):
        notebook.page.keyboard.type(keys)
        notebook.press("Tab")
    if notebook.page.locator("select[name=scope]").input_value() != "incident":
        pytest.fail("the scope could not be typed")
    notebook.press("Enter")
    notebook.page.locator(".casebook .claim-form").wait_for(state="detached")


def reload_shows_everything(notebook: Notebook) -> None:
    notebook.press("Escape")
    notebook.press("Control+s")
    notebook.page.locator(".jp-mod-dirty").wait_for(state="detached")
    notebook.page.reload()
    notebook.page.locator(".casebook .count").wait_for(timeout=SECONDS * 1000)
    notebook.page.locator(".casebook .count", has_text="20 labelled").wait_for()
    notebook.page.locator(".casebook .text .claim").first.wait_for()
    assert notebook.page.locator(".casebook .type[aria-pressed=true]").count() == 1


def test_two_annotators_and_jupyterlab_each_get_their_own_keys(open_notebook) -> None:
    notebook = open_notebook("two", [["One.", "Two."]], annotator("ana"), annotator("ben"))
    labels_of_two(notebook)
    before = notebook.cells()
    notebook.focus(0)
    for key in (
        "a",
        "b",
        "d",
        "d",
        "x",
        "x",
        "z",
        "y",
        "v",
        "0",
        "0",
        "Shift+M",
        "r",
        "l",
        "Shift+Enter",
        "Escape",
    ):
        notebook.press(key)
        assert notebook.focused() == (-1 if key == "Escape" else 0), f"after {key} the focus is elsewhere"
    assert notebook.cells() == before
    # not focused: b adds a cell below, d d cuts it, and the annotator hears nothing
    heard = len((notebook.folder / "labels" / "ana.jsonl").read_text().split("\n"))
    notebook.page.locator(".jp-Notebook .jp-InputPrompt").last.click()
    notebook.press("b")
    notebook.page.wait_for_function(f"document.querySelectorAll('.jp-Notebook .jp-Cell').length == {len(before) + 1}")
    notebook.press("d")
    notebook.press("d")
    notebook.page.wait_for_function(f"document.querySelectorAll('.jp-Notebook .jp-Cell').length == {len(before)}")
    assert len((notebook.folder / "labels" / "ana.jsonl").read_text().split("\n")) == heard


def labels_of_two(notebook: Notebook) -> None:
    for index, (first, second) in enumerate((("1", "2"), ("3", "4"))):
        notebook.focus(index)
        for key in (first, "ArrowRight", second):
            notebook.press(key)
        notebook.saved(index)
        notebook.press("Escape")
    by_coder = notebook.labels.groupby("coder")["incident_type"].agg(list).to_dict()
    assert by_coder == {
        "ana": ["armed_attack", "armed_clash"],
        "ben": ["bombing", "air_or_drone_strike"],
    }


HOSTILE = [
    "<img src=x onerror='window.hacked=1'> <script>window.hacked=2</script> 5 died.",
    "💥 \u202egnimoc era yehT\u202c and 👩‍👩‍👧 fled 𐍈 near \u200fברלט 7 died.",
    "x" * 1000 + " padding " * 120_000 + "end.",
]


def test_hostile_text_is_text_and_offsets_are_pythons(open_notebook) -> None:
    notebook = open_notebook("hostile", [HOSTILE, ["\r\ntab\t& 😀 9 died."]], annotator("ana"))
    page, whole = notebook.page, " ".join(HOSTILE)
    assert len(whole) > 1_000_000
    shown = page.evaluate("document.querySelector('.casebook .text').textContent")
    assert shown == whole
    assert page.evaluate("window.hacked") is None
    assert page.evaluate("document.querySelectorAll('.casebook img, .casebook script').length") == 0
    notebook.focus()
    notebook.press("1")
    notebook.press("ArrowRight")
    mark_by_mouse(notebook, "7 died")
    notebook.press("ArrowRight")
    notebook.press("ArrowRight")
    page.locator(".casebook .text", has_text="tab").wait_for()
    mark_by_mouse(notebook, "9 died")
    claims = notebook.claims
    texts = {"r0": whole, "r1": "\r\ntab\t& 😀 9 died."}
    assert sorted(claims["quote"]) == ["7 died", "9 died"]
    assert all(texts[c.report_id][c.start : c.end] == c.quote for c in claims.itertuples())
    assert claims["sentence_id"].tolist() == [1, 0]


def mark_by_mouse(notebook: Notebook, quote: str) -> None:
    """Select words as a mouse does, let go, and describe them."""
    script = """quote => {
        const pane = document.querySelector('.casebook .text');
        const nodes = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
        while (nodes.nextNode()) {
            const at = nodes.currentNode.data.indexOf(quote);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(nodes.currentNode, at);
            range.setEnd(nodes.currentNode, at + quote.length);
            document.getSelection().removeAllRanges();
            document.getSelection().addRange(range);
            pane.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
            return;
        }
    }"""
    notebook.page.evaluate(script, quote)
    assert notebook.page.locator(".casebook .mark").inner_text() == quote
    notebook.press("Enter")
    for keys in ("k", "c", "7", "7", "incid"):
        notebook.page.keyboard.type(keys)
        notebook.press("Tab")
    notebook.press("Enter")
    notebook.page.locator(".casebook .claim-form").wait_for(state="detached")


def test_undo_comment_suggestion_and_help(open_notebook) -> None:
    suggested = "pd.DataFrame({'report_id': ['r0'], 'sentence_id': [0], 'incident_type': ['bombing']})"
    notebook = open_notebook("little", [["One.", "Two."]], annotator("ana", suggestions=suggested))
    page = notebook.page
    assert page.locator(".casebook .type.suggested").inner_text().endswith("bombing")
    notebook.focus()
    notebook.press("s")
    page.locator(".casebook .type.suggested").wait_for(state="detached")
    notebook.press("s")
    notebook.press("Enter")  # confirms and goes on
    page.locator(".casebook .count", has_text="2 of 2").wait_for()
    notebook.press("9")
    notebook.press("c")
    page.keyboard.type("why <b>not</b> 1 u?")  # keys that mean something elsewhere
    notebook.press("Enter")
    page.locator(".casebook .comment", has_text="<b>not</b> 1 u?").wait_for()
    notebook.saved()
    assert notebook.labels[["sentence_id", "incident_type", "comment"]].values.tolist() == [
        [0, "bombing", ""],
        [1, "other", "why <b>not</b> 1 u?"],
    ]
    for _ in range(2):
        notebook.press("u")
    page.locator(".casebook .type[aria-pressed=true]").wait_for(state="detached")
    notebook.saved()
    assert notebook.labels["sentence_id"].tolist() == [0]
    notebook.press("?")
    assert page.locator(".casebook .codebook p").count() == 10
    notebook.press("Escape")
    assert notebook.focused() == 0


def test_a_dead_kernel_is_not_called_saved(open_notebook) -> None:
    notebook = open_notebook("dead", [["One.", "Two."]], "import os; print('pid', os.getpid())", annotator("ana"))
    pid = int(notebook.page.locator(".jp-OutputArea-output", has_text="pid").first.inner_text().split()[1])
    notebook.focus()
    notebook.press("1")
    notebook.saved()
    os.kill(pid, 19)  # stopped: it neither dies nor answers
    try:
        notebook.press("2")
        notebook.page.locator(".casebook[data-state=saving]").wait_for(timeout=3000)
        notebook.page.locator(".casebook[data-state=failed]").wait_for()
        assert "NOT saved" in notebook.page.locator(".casebook .status").inner_text()
    finally:
        os.kill(pid, 9)
    assert notebook.labels["incident_type"].tolist() == ["armed_attack"]
