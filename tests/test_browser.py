"""The first notebook in a real JupyterLab: opened, run from the menu, its figure seen, no error shown."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from helpers import paths

pytest.importorskip("playwright", reason="playwright is not installed: see requirements-test.txt")
from playwright.sync_api import Locator, Page, expect, sync_playwright

NOTEBOOK = paths.NOTEBOOKS / "00_start_here.ipynb"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
SECONDS = 60

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="There is no Chromium here to open JupyterLab in."),
    pytest.mark.skipif(not NOTEBOOK.exists(), reason="There is no notebooks/00_start_here.ipynb yet."),
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def jupyter_lab(folder: Path) -> Iterator[str]:
    """Run JupyterLab in a folder on a port of this machine only, and give its address with the token."""
    port, token = free_port(), secrets.token_hex(16)
    options = [
        f"--ServerApp.port={port}",
        f"--IdentityProvider.token={token}",
        f"--ServerApp.root_dir={folder}",
    ]
    # Settings, workspaces and runtime files of whoever runs the tests stay out of it.
    homes = {name: str(folder / ".jupyter") for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR")}
    homes |= {
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / ".lab"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / ".lab"),
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ServerApp.ip=127.0.0.1", "--allow-root"]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen([*command, *options], cwd=folder, stdout=log, stderr=log, env=os.environ | homes)
        try:
            wait_for(f"http://127.0.0.1:{port}/api?token={token}", server, folder / "server.log")
            yield f"http://127.0.0.1:{port}/lab/tree/{NOTEBOOK.name}?token={token}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Open a copy of the notebook in JupyterLab under headless Chromium."""
    folder = tmp_path_factory.mktemp("lab")
    (folder / NOTEBOOK.name).write_text(without_outputs(NOTEBOOK), encoding="utf-8")
    with jupyter_lab(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = browser.new_page(viewport={"width": 1280, "height": 2400})
        page.set_default_timeout(SECONDS * 1000)
        page.goto(address)
        page.locator(".jp-Notebook .jp-Cell").first.wait_for()
        run_all(page)
        yield page
        browser.close()


def without_outputs(notebook: Path) -> str:
    """Give the notebook as if it had never run, so that whatever the browser shows came out just now."""
    fresh = nbformat.read(notebook, as_version=4)
    for cell in fresh.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return nbformat.writes(fresh)


def run_all(page: Page) -> None:
    """Run all cells from the menu and wait for the last one's number."""
    prompts = page.locator(".jp-CodeCell .jp-InputPrompt")
    # The indicator in the notebook says idle before there is a kernel; the status bar does not.
    page.locator(".jp-StatusBar-TextItem", has_text="| Idle").wait_for()
    start(page, prompts.first)
    prompts.last.scroll_into_view_if_needed()
    expect(prompts.last).to_have_text(re.compile(r"\[\d+\]:"), timeout=SECONDS * 1000)
    kernel = page.locator(".jp-Notebook-ExecutionIndicator")
    expect(kernel).to_have_attribute("data-status", "idle", timeout=SECONDS * 1000)


def start(page: Page, prompt: Locator) -> None:
    """Choose Run All Cells until it takes effect: as long as there is no kernel, nothing happens."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        choose(page, "Run", "Run All Cells")
        with contextlib.suppress(AssertionError):
            expect(prompt).not_to_have_text(re.compile(r"\[ \]:"), timeout=2000)
            return
    raise AssertionError("JupyterLab ran no cell.")


def choose(page: Page, menu: str, item: str) -> None:
    page.get_by_role("menuitem", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=item, exact=True).click()


def test_the_figure_is_drawn(page: Page) -> None:
    figure = page.locator(".jp-OutputArea-output img").first
    figure.scroll_into_view_if_needed(timeout=5000)
    size = figure.evaluate("img => [img.complete, img.naturalWidth, img.clientWidth, img.clientHeight]")
    assert size[0] is True
    assert min(size[1:]) > 100


def test_no_cell_shows_an_error(page: Page) -> None:
    expect(page.locator("[data-mime-type='application/vnd.jupyter.stderr']")).to_have_count(0)
    expect(page.locator("[data-mime-type='application/vnd.jupyter.error']")).to_have_count(0)
