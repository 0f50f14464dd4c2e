"""What every test shares, and how the notebooks are checked: strictly, their figures too, and out of the way.

nbval compares each stored output with a fresh one, but skips pictures: `compare_outputs` is wrapped here, so
that a figure that changed fails like a number that changed. Solutions are checked, exercises (unfinished on
purpose) are not, and `10_real_corpora` only where the corpora are.
"""

from __future__ import annotations

import base64
import io
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

LARGEST_RMS = 3.0  # of 255: rounding in a font's edge stays below 1, a bar that moved is above 10
NEEDS_CORPORA = "10_"


def pytest_configure(config: pytest.Config) -> None:
    _keep_results_apart(config)
    _compare_pictures()
    config.pluginmanager.register(NotebooksToRun(), "notebooks-to-run")


def _keep_results_apart(config: pytest.Config) -> None:
    """Send what notebooks save to a folder of this run: a reader's results/ is not the tests' to change."""
    if hasattr(config, "workerinput"):  # a worker of pytest-xdist inherits the folder of the run
        return
    scratch = tempfile.TemporaryDirectory(prefix="casebook-results-")
    config.add_cleanup(scratch.cleanup)
    os.environ["CASEBOOK_RESULTS"] = scratch.name
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # two workers with two threads each only wait
        os.environ.setdefault(name, "1")
    os.environ["TQDM_DISABLE"] = "1"  # a progress bar is output on stderr, different each time
    os.environ.pop("CASEBOOK_REPORTS", None)  # stored outputs are those of the embedded reports


@pytest.fixture(autouse=True)
def close_figures():
    """Close what a test drew, where it drew: most tests never import Matplotlib."""
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")


def _compare_pictures() -> None:
    from nbval.plugin import IPyNbCell

    compare_the_rest = IPyNbCell.compare_outputs
    if getattr(compare_the_rest, "sees_pictures", False):
        return

    def compare_outputs(cell, test, ref, skip_compare=None) -> bool:
        same = compare_the_rest(cell, test, ref, skip_compare)
        told = tell_difference(read_pictures(test), read_pictures(ref))
        if told:
            cell.comparison_traceback.append(told)
        return same and not told

    compare_outputs.sees_pictures = True
    IPyNbCell.compare_outputs = compare_outputs


def read_pictures(outputs: Iterable[dict]) -> list[np.ndarray]:
    """Decode the PNG pictures among the outputs of a cell, each to rows × columns × RGBA."""
    encoded = (output["data"]["image/png"] for output in outputs if "image/png" in output.get("data", {}))
    return [np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGBA")) for png in encoded]


def tell_difference(new: list[np.ndarray], stored: list[np.ndarray]) -> str:
    """Say how the pictures of a cell differ from the stored ones; an empty string: they do not."""
    if len(new) != len(stored):
        return f"{len(new)} pictures where {len(stored)} are stored"
    for number, (fresh, old) in enumerate(zip(new, stored, strict=True), start=1):
        if fresh.shape != old.shape:
            return f"picture {number} has the shape {fresh.shape}, the stored one {old.shape}"
        rms = float(np.sqrt(np.mean((fresh.astype(float) - old.astype(float)) ** 2)))
        if rms > LARGEST_RMS:
            return f"picture {number} differs from the stored one (RMS {rms:.1f}, at most {LARGEST_RMS})"
    return ""


class NotebooksToRun:
    """Decide which notebooks nbval runs; a plugin, since a conftest in tests/ has no say over notebooks/."""

    def pytest_ignore_collect(self, collection_path: Path, config: pytest.Config) -> bool | None:
        if collection_path.name in ("exercises", ".ipynb_checkpoints"):
            return True
        needs_corpora = collection_path.suffix == ".ipynb" and collection_path.name.startswith(NEEDS_CORPORA)
        return True if needs_corpora and not os.environ.get("CASEBOOK_CORPORA") else None

    def pytest_report_header(self) -> str | None:
        if not os.environ.get("CASEBOOK_CORPORA"):
            return "notebooks: 10_real_corpora is left out, because CASEBOOK_CORPORA names no folder"
        return None


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty results folder of the test's own."""
    folder = tmp_path / "results"
    monkeypatch.setenv("CASEBOOK_RESULTS", str(folder))
    return folder
