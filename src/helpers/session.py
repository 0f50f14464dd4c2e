"""What every notebook shares: one seed, one way to show tables and figures, one way to save a table."""

from __future__ import annotations

import hashlib
import itertools
import json
import random
import re
import warnings
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import __version__, lexicon, paths

STYLE = Path(__file__).parent / "showing" / "casebook.mplstyle"
MANIFEST = ".made_by_the_collection"
STAMP_KEY = b"incident_casebook"  # in the metadata of a Parquet file
STAMPED = ("model", "toll_rule", "lost")  # what a table's `attrs` may add to its stamp
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # OWASP: CSV injection
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
    for suffix in (".csv", ".csv-metadata.json", ".parquet"):
        note_made(paths.results_folder() / "tables" / f"{name}{suffix}")


def write_table(table: pd.DataFrame, folder: Path, name: str) -> None:
    """Write `<name>.csv` (safe to open in a spreadsheet) and `<name>.parquet` (exact) into `folder`, both stamped.

    A named index becomes columns; one row per row of `table`. The stamp (`read_stamp`) says which codebook, model and
    code made the table: in the Parquet file's metadata, and for the CSV in `<name>.csv-metadata.json` beside it (the
    name that W3C's CSV on the Web gives such a file). `table.attrs` may hold `codebook`, `model`, `toll_rule` and `lost`. Raises
    ValueError for a name that is no plain file name.
    """
    write_tables([table], folder, name)


def write_tables(pieces: Iterable[pd.DataFrame], folder: Path, name: str) -> int:
    """Write a table that comes in pieces as `write_table` does, one piece after another, and give its number of rows.

    The pieces have the same columns and dtypes; the first one's `attrs` go into the stamp. Raises ValueError where
    there is none.
    """
    check_name(name)
    folder.mkdir(parents=True, exist_ok=True)
    rest = iter(pieces)
    first = next(rest, None)
    if first is None:
        raise ValueError(f"write_tables: nothing to write as {name}.")
    rows, stamp, whole = 0, make_stamp(first), hashlib.sha256()
    parquet = _ParquetFile(folder / f"{name}.parquet", stamp)
    with parquet, (folder / f"{name}.csv").open("wb") as csv:
        for number, table in enumerate(itertools.chain([first], rest)):
            if any(level is not None for level in table.index.names):
                table = table.reset_index()
            parquet.write(table)
            lines = safe_for_spreadsheets(table).to_csv(index=False, header=number == 0, lineterminator="\n").encode()
            whole.update(lines)
            csv.write(lines)
            rows += len(table)
    about = {"@context": "http://www.w3.org/ns/csvw", "url": f"{name}.csv",
             "notes": [stamp | {"sha256": whole.hexdigest()}]}  # fmt: skip
    text = json.dumps(about, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    (folder / f"{name}.csv-metadata.json").write_text(text, encoding="utf-8")
    return rows


def check_name(name: str) -> None:
    """Raise ValueError for what cannot name a table or a figure: its file has to stay in the results folder."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", name):
        raise ValueError(f"{name!r} cannot name a table or a figure: use letters, digits, _ and -, as in 'claims'.")


class _ParquetFile:
    """A Parquet file with a stamp, written piece by piece; the first piece says what the columns are."""

    def __init__(self, path: Path, stamp: dict[str, str]) -> None:
        self.path, self.stamp, self.writer = path, json.dumps(stamp, sort_keys=True).encode(), None

    def __enter__(self) -> _ParquetFile:
        return self

    def __exit__(self, *_: object) -> None:
        if self.writer is not None:
            self.writer.close()

    def write(self, table: pd.DataFrame) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        if self.writer is None:
            arrow = pa.Table.from_pandas(table, preserve_index=False)
            metadata = {**(arrow.schema.metadata or {}), STAMP_KEY: self.stamp}
            self.schema = arrow.schema.with_metadata(metadata)
            self.writer = pq.ParquetWriter(self.path, self.schema)
        else:
            arrow = pa.Table.from_pandas(table, schema=self.schema, preserve_index=False)
        self.writer.write_table(arrow.replace_schema_metadata(self.schema.metadata))


def make_stamp(table: pd.DataFrame) -> dict[str, str]:
    """Say what a table was made by: code (version), code_sha256 (of the sources and word lists), codebook (version).

    The codebook is that of the types: the column codebook_version says it, else `table.attrs["codebook"]`, which
    `classifying.type_table` sets; a table of neither has no types that anybody coded, and no codebook in its stamp.
    What `table.attrs` holds under model, toll_rule and lost is added as text.
    """
    stamp = {"code": __version__, "code_sha256": _code_sha256(lexicon.folder())}
    if "codebook_version" in table and table["codebook_version"].notna().any():
        stamp["codebook"] = ", ".join(sorted(map(str, table["codebook_version"].dropna().unique())))
    elif table.attrs.get("codebook") is not None:
        stamp["codebook"] = str(table.attrs["codebook"])
    return stamp | {key: str(table.attrs[key]) for key in STAMPED if table.attrs.get(key) is not None}


@cache
def _code_sha256(words: Path) -> str:
    """Hash all that decides what a text is coded as: the helpers' sources and the word lists."""
    package = Path(__file__).parent
    files = [("src", p, package) for p in package.rglob("*.py")]
    files += [("lexicon", p, words) for p in words.glob("*.csv")]
    whole = hashlib.sha256()
    for kind, path, root in sorted(files):
        whole.update(f"{kind}/{path.relative_to(root).as_posix()}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def read_stamp(path: str | Path) -> dict[str, str]:
    """Read the stamp of a table that `write_table` wrote: `.parquet`, or `.csv` with its metadata file beside it.

    Gives code, code_sha256, codebook and what else was stamped (all text); for a CSV also unchanged: "yes", or "no"
    where the file is not the one that was stamped. Raises ValueError for a file without a stamp.
    """
    path = Path(path)
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        found = (pq.read_schema(path).metadata or {}).get(STAMP_KEY)
        if found is None:
            raise ValueError(f"{path} has no stamp: it was not written by session.save_table or write_table.")
        return json.loads(found)
    about = path.with_name(f"{path.name}-metadata.json")
    if not about.is_file():
        raise ValueError(
            f"{path} has no stamp: {about.name} is not beside it. Write the table with session.save_table."
        )
    stamp = json.loads(about.read_text(encoding="utf-8"))["notes"][0]
    same = hashlib.sha256(path.read_bytes()).hexdigest() == stamp.pop("sha256")
    return stamp | {"unchanged": "yes" if same else "no"}


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
    return f"'{value}" if is_formula(value) else value


def is_formula(value: object) -> bool:
    """Tell whether a spreadsheet would run a value as a formula."""
    return isinstance(value, str) and value.startswith(FORMULA)


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
