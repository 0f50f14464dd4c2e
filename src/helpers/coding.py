"""From reports to all tables in one call: for many reports in parts, for a notebook's corpus once and then from disk.

`code_reports` takes 500 reports at a time and puts each part away in `DIR/unfinished` before the next, so that memory
stays flat. Who is interrupted calls again: what is there is kept, if the reports, the code, the word lists and the
places are still the same. Incidents are linked at the end from the mentions of all parts, which wait on disk.
`code_corpus` keeps what it found in the results folder: several notebooks ask for the same coding.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from helpers import extracting, gazetteer, linking, paths, session, tables
from helpers.shelf import Shelf

BATCH = 500  # reports
FOUND = ("reports", "claims", "responsibility", "tolls")
PATIENCE = 120  # seconds to wait for another notebook that codes the same
KEPT = 4  # codings of whole corpora in the results folder; of more the oldest goes


@dataclass(frozen=True)
class Coded:
    """What the machine finds in reports: claims, responsibility, incidents, and mentions (`linking.find_links`)."""

    claims: pd.DataFrame
    responsibility: pd.DataFrame
    incidents: pd.DataFrame
    mentions: pd.DataFrame


def code_corpus(reports: pd.DataFrame, types: pd.DataFrame | None = None) -> Coded:
    """Find claims, responsibility and incidents of reports that fit in memory, or take them from the last time.

    Takes `reports`, and `types` of their sentences as `linking.find_links` does. What it finds is kept in
    `results/cache` and given again while reports, types, code, word lists and places are the same.
    """
    whole = hashlib.sha256(_fingerprint(reports).encode())
    if types is not None:
        whole.update(
            f"{list(types.columns)}".encode() + pd.util.hash_pandas_object(types, index=False).to_numpy().tobytes()
        )
    place = paths.results_folder() / "cache" / whole.hexdigest()[:16]
    lock = place.with_suffix(".lock")
    while _is_fresh(lock) and not place.is_dir():  # another notebook is at it
        time.sleep(0.2)
    if place.is_dir():
        return Coded(*(_load(place, field.name) for field in fields(Coded)))
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.touch()
    try:
        claims, said = extracting.extract_claims(reports), extracting.extract_responsibility(reports)
        links = linking.find_links(claims, reports, types, said)
        found = Coded(claims, said, links.incidents, links.mentions)
        _keep(found, place)
        return found
    finally:  # also where a cell is interrupted: whoever runs it again must not wait for himself
        lock.unlink(missing_ok=True)


def _keep(found: Coded, place: Path) -> None:
    """Put a coding away, whole or not at all, and drop the oldest of more than KEPT."""
    half = place.with_name(f"{place.name}-{os.getpid()}")
    half.mkdir(parents=True, exist_ok=True)
    for field in fields(Coded):
        getattr(found, field.name).to_parquet(half / f"{field.name}.parquet", index=False)
    try:
        half.rename(place)
    except OSError:  # another notebook has just put the same there
        shutil.rmtree(half, ignore_errors=True)
    kept = sorted(
        (p for p in place.parent.iterdir() if len(p.name) == len(place.name)), key=lambda p: p.stat().st_mtime
    )
    for old in kept[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def code_reports(reports: Iterable[pd.DataFrame], out: Path) -> dict[str, int]:
    """Find claims, responsibility, tolls and incidents, and write them as tables into the folder `out`.

    Takes `reports` in tables of any size, report_id unique in all of them together. Writes reports, claims,
    responsibility, tolls and incidents, each as .csv and .parquet with its stamp (`session.write_tables`), and gives
    the number of rows of each. Interrupted, it goes on where it stopped when it is called again with the same reports.
    Where there is no report nothing is written, and the answer is empty.
    """
    unfinished = out / "unfinished"
    parts = []
    with tqdm(desc="finding claims", unit="report") as progress:
        for number, batch in enumerate(_batches(reports)):
            parts.append(_part(unfinished, number, batch))
            progress.update(len(batch))
    if not parts:
        return {}
    # Before anything is written: linking takes longest, and a folder with half of its tables is worse than none.
    found = dict.fromkeys(FOUND, parts) | {"incidents": _link(parts, unfinished)}
    rows = {}
    for name, some in found.items():
        bar = tqdm(some, desc=f"writing {name}", unit="part")
        rows[name] = session.write_tables((_load(part, name) for part in bar), out, name)
    shutil.rmtree(unfinished)
    return rows


def _is_fresh(lock: Path) -> bool:
    """Tell whether somebody took a lock lately; one that died leaves it behind."""
    try:
        return time.time() - lock.stat().st_mtime < PATIENCE
    except OSError:
        return False


def _batches(reports: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Cut tables into batches of BATCH rows whatever sizes they come in, so that a second run cuts the same."""
    rest = tables.empty("reports")
    for table in reports:
        rest = pd.concat([rest, table], ignore_index=True) if len(rest) else table
        while len(rest) >= BATCH:
            yield rest.iloc[:BATCH].reset_index(drop=True)
            rest = rest.iloc[BATCH:].reset_index(drop=True)
    if len(rest):
        yield rest


def _part(unfinished: Path, number: int, batch: pd.DataFrame) -> Path:
    """Code one batch, unless that has been done, and give the folder of its tables."""
    done = unfinished / f"{number:06d}-{_fingerprint(batch)}"
    if done.is_dir():
        return done
    half = unfinished / f"{number:06d}.half"
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    claims, said = extracting.extract_claims(batch), extracting.extract_responsibility(batch)
    tolls = linking.report_tolls(claims, report_ids=batch["report_id"])
    for name, table in zip(FOUND, (batch, claims, said, tolls), strict=True):
        table.to_parquet(half / f"{name}.parquet", index=False)
    half.replace(done)  # whole or not at all: a folder of this name is a finished part
    return done


def _fingerprint(batch: pd.DataFrame) -> str:
    """Hash all that decides what a batch is coded as: the reports, the code, the word lists, the places and names."""
    files = sorted({*gazetteer.gazetteer_paths(), paths.DATA / "demonyms.csv", *gazetteer.actor_paths()})
    changed = [(str(f), f.stat().st_size, f.stat().st_mtime_ns) for f in files]
    whole = hashlib.sha256(f"{session.make_stamp(batch)['code_sha256']} {changed}".encode())
    whole.update(pd.util.hash_pandas_object(batch, index=False).to_numpy().tobytes())
    return whole.hexdigest()[:16]


def _load(folder: Path, name: str) -> pd.DataFrame:
    table = pd.read_parquet(folder / f"{name}.parquet")
    days = table.select_dtypes("datetime").columns  # Parquet knows no whole seconds
    return tables.conform(name, table) if name in tables.TABLES else table.astype(dict.fromkeys(days, "datetime64[s]"))


def _link(parts: list[Path], unfinished: Path) -> list[Path]:
    """Link the mentions of all parts, which wait on disk, and give the folders of the incidents, some in each."""
    with Shelf(unfinished) as mentions, Shelf(unfinished) as rows:
        corrected, home = set(), {}
        for number, part in enumerate(tqdm(parts, desc="finding mentions", unit="part")):
            reports, claims, said = (_load(part, name) for name in ("reports", "claims", "responsibility"))
            mentions.extend(linking.find_mentions(claims, reports, responsibility=said))
            corrected |= set(linking.read_corrections(claims, reports)["claim_id"])
            home |= dict.fromkeys(reports["report_id"], number)

        def look_up(report_ids: Collection[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
            wanted = [parts[k] for k in sorted({home[r] for r in report_ids})]
            return tuple(
                pd.concat([_of(report_ids, p, n) for p in wanted], ignore_index=True) for n in ("claims", "reports")
            )

        linked = []
        for number, piece in enumerate(linking.link_in_pieces(mentions, rows, corrected, look_up, progress=tqdm)):
            linked.append(unfinished / f"linked-{number:06d}")
            linked[-1].mkdir(exist_ok=True)
            piece.to_parquet(linked[-1] / "incidents.parquet", index=False)
        return linked


def _of(report_ids: Collection[str], part: Path, name: str) -> pd.DataFrame:
    table = _load(part, name)
    return table[table["report_id"].isin(report_ids)]
