"""Hostile text goes through every station to the exported page, and in a real browser nothing of it runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, writes

from helpers import collection

pytest.importorskip("playwright", reason="playwright is not installed: see requirements-test.txt")
from playwright.sync_api import Page, sync_playwright
from test_browser import CHROMIUM, QUIET

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="There is no Chromium here to open a page in.")

RUNS = "window.ran=1;alert(1)"
ATTACKS = (
    f"<script>{RUNS}</script>",
    f"<img src=x onerror={RUNS}>",
    f"<svg onload={RUNS}>",
    f'"><details open ontoggle={RUNS}>',
    f"</blockquote></details></style><iframe srcdoc='<script>parent.{RUNS}</script>'></iframe>",
    f"<a href='javascript:{RUNS}' autofocus onfocus={RUNS}>x</a>",
    "$\\require{html}\\href{javascript:alert(1)}{x}$",
    "<link rel=stylesheet href=http://127.0.0.1:9/x.css>",
)
STATIONS = (
    "import pandas as pd\n\nfrom helpers import estimating, extracting, linking, reading, session, showing\n\nsession.start()",
    "reports = reading.read_reports('reports.jsonl')\nreports",
    "reading.split_sentences(reports)",
    "claims = extracting.extract_claims(reports)\nclaims",
    "said = extracting.extract_responsibility(reports)\nsaid",
    "showing.highlight_claims(reports.iloc[0], claims)",
    "links = linking.find_links(claims, reports, responsibility=said)\nlinks.incidents",
    "links.mentions.merge(links.pairs, left_on='mention_id', right_on='left', how='left')",
    "history = linking.toll_history(links.incidents, claims, reports)\nhistory",
    "showing.show(showing.draw_toll_history(history, history['incident_id'].iloc[0], name=reports['title'].iloc[0]))",
    "showing.show(showing.draw_tolls(links.incidents))",
    "showing.show_evidence(links.incidents, claims, reports, by='place', mentions=links.mentions)",
    "linking.to_acled(links.incidents)",
    "session.save_table(claims, 'claims')",
)


def hostile_reports() -> Iterator[dict]:
    for k, attack in enumerate(ATTACKS):
        yield {
            "report_id": f"r{k}{attack}", "outlet": f"Wire {attack}", "title": f"Attack {attack}", "published": "2024-05-04",
            "text": f"KANDAHAR, 3 May 2024 - Gunmen of the {attack} Front killed {k + 2} farmers {attack} in {attack} Kandahar on "
            f"Thursday, Colonel {attack} Khan said. The Front {attack} claimed responsibility. {attack}",
        }  # fmt: skip


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run a notebook of all stations over hostile reports and export it as `make run` does."""
    base = tmp_path_factory.mktemp("hostile")
    notebooks = base / "notebooks"
    notebooks.mkdir()
    (notebooks / "reports.jsonl").write_text("\n".join(map(json.dumps, hostile_reports())), encoding="utf-8")
    cells = [new_markdown_cell(f"# What? {ATTACKS[0]}\n\n{' '.join(ATTACKS)}"), *map(new_code_cell, STATIONS)]
    (notebooks / "00_all.ipynb").write_text(writes(new_notebook(cells=cells)), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CASEBOOK_RESULTS", str(base / "results"))
        collection.run(folder=notebooks)
    return base / "results"


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


def what_happens(browser, address: str | None = None, content: str = "") -> tuple[list[str], Page]:
    """Open a page, open all that opens, put the pointer on every link, and list what ran or was fetched."""
    page, seen = browser.new_page(), []
    page.on("dialog", lambda dialog: (seen.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on(
        "request", lambda request: seen.append(request.url) if not request.url.startswith(("file:", "data:")) else None
    )
    page.goto(address) if address else page.set_content(content)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    page.evaluate(
        "document.querySelectorAll('main a[href^=javascript], main [autofocus]').forEach(a => a.dispatchEvent(new MouseEvent('click')))"
    )
    page.wait_for_timeout(300)
    if page.evaluate("window.ran === 1"):
        seen.append("a script ran")
    return seen, page


def test_the_watch_sees_what_runs(browser) -> None:
    for attack in ATTACKS[:3]:
        seen, _ = what_happens(browser, content=f"<main>{attack}</main>")
        assert seen, attack


@pytest.mark.parametrize("page", ["index.html", "notebooks/00_all.html"])
def test_nothing_runs_and_nothing_is_fetched(page: str, results: Path, browser) -> None:
    seen, opened = what_happens(browser, (results / page).as_uri())
    assert seen == []
    assert (
        "Wire <script>" in opened.inner_text("body") if "00_all" in page else opened.locator("figure img").count() == 2
    )


def test_nothing_runs_where_no_policy_forbids_it(results: Path, browser) -> None:
    """What a notebook shows is safe by itself: JupyterLab has no content policy of ours."""
    notebook = json.loads((results / "notebooks" / "00_all.ipynb").read_text(encoding="utf-8"))
    shown = [
        out["data"]["text/html"]
        for cell in notebook["cells"]
        for out in cell.get("outputs", [])
        if "text/html" in out.get("data", {})
    ]
    body = "".join("".join(html) for html in shown)
    assert len(shown) >= 10 and body.count("&lt;script&gt;") > 20
    seen, _ = what_happens(browser, content=f"<main>{body}</main>")
    assert seen == []
