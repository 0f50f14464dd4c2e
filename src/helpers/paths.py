"""Where things are, whatever folder a notebook or a script was started in."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
REPORTS = DATA / "reports"
ANNOTATIONS = DATA / "annotations"
LEXICON = DATA / "lexicon"
COVERAGE = DATA / "coverage.csv"  # made by `make coverage`
OSTREVANE = DATA / "ostrevane"  # what everybody knows of the invented province
TRUTH = DATA / "truth"  # what happened there, and how it was to be reported
NOTEBOOKS = ROOT / "notebooks"


def reports_folder(corpus: str = "ostrevane") -> Path:
    """Give the folder of the reports to work on: `CASEBOOK_REPORTS` if it is set, else an embedded corpus."""
    return Path(os.environ["CASEBOOK_REPORTS"]) if os.environ.get("CASEBOOK_REPORTS") else REPORTS / corpus


def results_folder() -> Path:
    """Give the folder for tables and figures (`CASEBOOK_RESULTS`, else `results/`), made if need be."""
    folder = Path(os.environ.get("CASEBOOK_RESULTS") or ROOT / "results")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
