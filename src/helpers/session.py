"""What every notebook shares: one seed, one way to show tables and figures, one way to save a table."""

from __future__ import annotations

import random
import re
import warnings
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import paths

STYLE = Path(__file__).parent / "showing" / "casebook.mplstyle"
MANIFEST = ".made_by_the_collection"
DISPLAY = {
    "display.width": 110,
    "display.max_rows": 20,
    "display.max_columns": 16,
    "display.max_colwidth": 70,
    "display.float_format": "{:,.2f}".format,
}


def start(seed: int = 0) -> None:
    """Set up a notebook: seeds, table display, figure style, plain text for models, warnings that matter.

    Raises nothing; outside Jupyter only what applies there is set.

    >>> start(seed=1)
    """
    random.seed(seed)
    np.random.seed(seed)  # for libraries that still draw from the global generator
    for option, value in DISPLAY.items():
        pd.set_option(option, value)
    # A deprecation is news for whoever keeps the lock, not for a reader; all else is shown, once.
    warnings.simplefilter("once")
    for category in (DeprecationWarning, PendingDeprecationWarning, FutureWarning):
        warnings.simplefilter("ignore", category)
    _set_figures()
    _show_models_as_text()


def _set_figures() -> None:
    import matplotlib as mpl
    import matplotlib.style

    mpl.rcParams["figure.dpi"] = 110  # the style file may set another; the machine never does
    if STYLE.exists():
        matplotlib.style.use(STYLE)
    if _shell() is not None:
        from matplotlib_inline.backend_inline import set_matplotlib_formats

        set_matplotlib_formats("png")


def _show_models_as_text() -> None:
    """Register by name, so that scikit-learn (a second) is imported only by notebooks that need it."""
    shell = _shell()
    if shell is None:
        return
    formatter = shell.display_formatter
    formatter.mimebundle_formatter.for_type_by_name(
        "sklearn.base", "BaseEstimator", lambda model, include=None, exclude=None: {"text/plain": repr(model)}
    )
    formatter.formatters["text/html"].for_type_by_name("sklearn.base", "BaseEstimator", lambda model: None)


def _shell():
    import sys

    if "IPython" not in sys.modules:
        return None
    from IPython import get_ipython

    return get_ipython()


def save_table(table: pd.DataFrame, name: str) -> None:
    """Save a table as `tables/<name>.csv` and `.parquet` in the results folder, replacing an earlier one.

    A named index becomes columns. Raises ValueError for a name that is no plain file name.
    """
    write_table(table, paths.results_folder() / "tables", name)
    for suffix in (".csv", ".parquet"):
        note_made(paths.results_folder() / "tables" / f"{name}{suffix}")


def write_table(table: pd.DataFrame, folder: Path, name: str) -> None:
    """Write `<name>.csv` (safe to open in a spreadsheet) and `<name>.parquet` (exact) into `folder`.

    A named index becomes columns; one row per row of `table`. Raises ValueError for a name that is no plain
    file name.
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", name):
        raise ValueError(f"{name!r} cannot name a table: use letters, digits, _ and -, as in 'claims'.")
    folder.mkdir(parents=True, exist_ok=True)
    if any(level is not None for level in table.index.names):
        table = table.reset_index()
    table.to_parquet(folder / f"{name}.parquet", index=False)
    safe_for_spreadsheets(table).to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")


def safe_for_spreadsheets(table: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before each text that a spreadsheet would run as a formula (OWASP: CSV injection).

    A new DataFrame with the same rows, columns and index.

    >>> safe_for_spreadsheets(pd.DataFrame({"quote": ["=1+1", "four"], "low": [-1, 4]}))["quote"].to_list()
    ["'=1+1", 'four']
    """
    numeric = pd.api.types.is_numeric_dtype
    columns = [values if numeric(values) else values.map(_defuse) for _, values in table.items()]
    safe = pd.concat(columns, axis=1) if columns else table.copy()
    return safe.set_axis([_defuse(name) for name in table.columns], axis=1)


def _defuse(value: object) -> object:
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return value


def note_made(path: Path) -> None:
    """Note a file in the results folder as made by the collection, so that the next run may remove it."""
    folder = paths.results_folder()
    name = path.resolve().relative_to(folder.resolve()).as_posix()
    with (folder / MANIFEST).open("a", encoding="utf-8") as manifest:
        manifest.write(f"{name}\n")


def remove_made() -> None:
    """Remove what an earlier run noted as its own from the results folder; other files stay."""
    folder = paths.results_folder().resolve()
    manifest = folder / MANIFEST
    if not manifest.exists():
        return
    for name in set(manifest.read_text(encoding="utf-8").splitlines()):
        path = (folder / name).resolve()
        if path.is_relative_to(folder) and path.is_file():
            path.unlink()
    manifest.unlink()
