"""Code many reports: in parts that are kept until all are done, so that memory stays flat and nothing is done twice.

Each part of 500 reports is read, coded and put away in `DIR/unfinished` before the next. Who is interrupted calls
again: what is there is kept, if the reports, the code, the word lists and the places are still the same. Incidents
are linked at the end from the mentions of all parts, which take some kilobytes a report.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from helpers import extracting, gazetteer, linking, paths, session, tables

BATCH = 500  # reports
FOUND = ("reports", "claims", "responsibility", "tolls")


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
    incidents = _link(parts)
    rows = {name: session.write_tables((_load(p, name) for p in parts), out, name) for name in FOUND}
    rows["incidents"] = session.write_tables([incidents], out, "incidents")
    shutil.rmtree(unfinished)
    return rows


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
    files = sorted({*gazetteer.gazetteer_paths(), paths.DATA / "demonyms.csv", *paths.DATA.rglob("actors.csv")})
    changed = [(str(f), f.stat().st_size, f.stat().st_mtime_ns) for f in files]
    whole = hashlib.sha256(f"{session.make_stamp(batch)['code_sha256']} {changed}".encode())
    whole.update(pd.util.hash_pandas_object(batch, index=False).to_numpy().tobytes())
    return whole.hexdigest()[:16]


def _load(part: Path, name: str) -> pd.DataFrame:
    return tables.conform(name, pd.read_parquet(part / f"{name}.parquet"))


def _link(parts: list[Path]) -> pd.DataFrame:
    mentions, corrected, home = [], set(), {}
    for part in tqdm(parts, desc="linking", unit="part"):
        reports, claims, said = (_load(part, name) for name in ("reports", "claims", "responsibility"))
        mentions += linking.find_mentions(claims, reports, responsibility=said)
        corrected |= set(linking.read_corrections(claims, reports)["claim_id"])
        home |= dict.fromkeys(reports["report_id"], part)

    def look_up(report_ids: Collection[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
        wanted = sorted({home[r] for r in report_ids})
        claims, reports = (pd.concat([_load(p, n) for p in wanted], ignore_index=True) for n in ("claims", "reports"))
        return tuple(t[t["report_id"].isin(report_ids)].reset_index(drop=True) for t in (claims, reports))

    return linking.link_mentions(mentions, corrected=corrected, look_up=look_up)
