"""Make data/outlines.geojson: the outlines of countries, for maps drawn without a network.

Source: Natural Earth 1:110m admin 0 countries (https://www.naturalearthdata.com, public domain), as the test
data of the Python package pyogrio carries them. The borders are Natural Earth's: those in force on the ground
when it was drawn, disputed ones included; they state no opinion. Names and codes (ISO 3166) are the
gazetteer's. Small states are missing at this scale.

    python scripts/make_outlines.py                  # fetches the wheel with pip
    python scripts/make_outlines.py --pyogrio WHEEL  # a wheel or unpacked folder at hand

The shapefile is read here, not by a library: two record layouts of a published format (ESRI Shapefile
Technical Description, 1998; dBASE III), so that nothing has to be installed for one file.
"""

from __future__ import annotations

import argparse
import json
import struct
import subprocess
import sys
import tempfile
import zipfile
from itertools import pairwise
from pathlib import Path

from helpers.gazetteer import country_name, lookup
from helpers.paths import DATA

VERSION = "0.13.0"
STEM = "pyogrio/tests/fixtures/naturalearth_lowres/naturalearth_lowres"
POLYGON = 5
DIGITS = 2  # a kilometre: finer than the 1:110m drawing
# Natural Earth's short names that the gazetteer does not have; two of its outlines are no country there.
SHORT_NAMES = {
    "Bosnia and Herz.": "Bosnia and Herzegovina", "Central African Rep.": "Central African Republic",
    "Congo": "Republic of the Congo", "Dem. Rep. Congo": "Democratic Republic of the Congo",
    "Dominican Rep.": "Dominican Republic", "Eq. Guinea": "Equatorial Guinea",
    "Falkland Is.": "Falkland Islands", "Fr. S. Antarctic Lands": "French Southern Territories",
    "Solomon Is.": "Solomon Islands", "S. Sudan": "South Sudan", "W. Sahara": "Western Sahara",
}  # fmt: skip
NO_CODE = {"N. Cyprus": "Northern Cyprus", "Somaliland": "Somaliland"}

Ring = list[tuple[float, float]]


def main() -> None:
    """Read the shapefile out of the package and write it as GeoJSON."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--pyogrio", type=Path, help="wheel or unpacked folder; fetched with pip if not given")
    parser.add_argument("--out", type=Path, default=DATA / "outlines.geojson")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        source = given.pyogrio or fetch(Path(scratch))
        shapes = read_shapes(read_member(source, f"{STEM}.shp"))
        records = read_records(read_member(source, f"{STEM}.dbf"))
    features = [feature(rings, record) for rings, record in zip(shapes, records, strict=True)]
    features.sort(key=lambda f: f["properties"]["name"])
    write(features, given.out)
    print(given.out.name, given.out.stat().st_size, "bytes;", len(features), "countries")


def fetch(folder: Path) -> Path:
    """Download the package's wheel with pip; each platform's has the same file: no hash."""
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:"]
    subprocess.run([*command, f"pyogrio=={VERSION}", "-d", str(folder)], check=True)
    return next(folder.glob("pyogrio-*.whl"))


def read_member(source: Path, member: str) -> bytes:
    """Read one file of a wheel or an unpacked folder; nothing is extracted."""
    if source.is_dir():
        return (source / member).read_bytes()
    with zipfile.ZipFile(source) as wheel:
        return wheel.read(member)


def read_shapes(data: bytes) -> list[list[Ring]]:
    """Read the rings of each polygon record of a .shp file; raises ValueError for other kinds of shape."""
    shapes, at = [], 100
    while at < len(data):
        words, kind = (
            struct.unpack(">4xi", data[at : at + 8])[0],
            struct.unpack("<i", data[at + 8 : at + 12])[0],
        )
        if kind != POLYGON:
            raise ValueError(f"{STEM}.shp, byte {at}: shape of type {kind} where a polygon ({POLYGON}) was expected.")
        shapes.append(read_rings(data[at + 8 : at + 8 + 2 * words]))
        at += 8 + 2 * words
    return shapes


def read_rings(record: bytes) -> list[Ring]:
    """Read the rings of one polygon record: first points' numbers, then all points."""
    n_rings, n_points = struct.unpack("<ii", record[36:44])
    starts = [*struct.unpack(f"<{n_rings}i", record[44 : 44 + 4 * n_rings]), n_points]
    flat = struct.unpack_from(f"<{2 * n_points}d", record, 44 + 4 * n_rings)
    points = list(zip(flat[::2], flat[1::2], strict=True))
    return [points[a:b] for a, b in pairwise(starts)]


def read_records(data: bytes) -> list[dict[str, str]]:
    """Read the rows of a .dbf file as text (ISO 8859-1, as its .cpg says) by column name."""
    count, header, size = struct.unpack("<4xIHH", data[:12])
    fields = []
    for at in range(32, header - 1, 32):
        fields.append((data[at : at + 11].split(b"\0")[0].decode("ascii"), data[at + 16]))
    return [read_row(data[header + i * size + 1 : header + (i + 1) * size], fields) for i in range(count)]


def read_row(row: bytes, fields: list[tuple[str, int]]) -> dict[str, str]:
    """Cut one fixed-width row into its fields."""
    values, at = {}, 0
    for name, width in fields:
        values[name] = row[at : at + width].decode("latin-1").strip()
        at += width
    return values


def feature(rings: list[Ring], record: dict[str, str]) -> dict:
    """Make a GeoJSON feature; a shapefile's outer rings run clockwise, GeoJSON's (RFC 7946) do not."""
    name, iso2 = name_and_code(record["name"])
    polygons: list[list[Ring]] = []
    for ring in rings:
        rounded = drop_repeats([(round(x, DIGITS), round(y, DIGITS)) for x, y in ring])
        if len(rounded) < 4:
            continue
        if signed_area(ring) < 0:
            polygons.append([rounded[::-1]])
        else:
            polygons[-1].append(rounded[::-1])
    geometry = {"type": "MultiPolygon", "coordinates": polygons}
    return {"type": "Feature", "properties": {"name": name, "iso2": iso2}, "geometry": geometry}


def name_and_code(short_name: str) -> tuple[str, str]:
    """Give the gazetteer's name and ISO 3166 code of a country; raises LookupError where it has none."""
    if short_name in NO_CODE:
        return NO_CODE[short_name], ""
    name = country_name(SHORT_NAMES.get(short_name, short_name))
    if name is None:
        raise LookupError(f"{short_name!r} is no country of the gazetteer: add it to SHORT_NAMES or NO_CODE.")
    return name, lookup(name, kind="country")[0].iso2


def drop_repeats(ring: Ring) -> Ring:
    """Drop points that rounding made equal to the one before."""
    return [point for i, point in enumerate(ring) if i == 0 or point != ring[i - 1]]


def signed_area(ring: Ring) -> float:
    """Compute the area (square degrees) of a ring, negative if it runs clockwise (shoelace formula)."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def write(features: list[dict], path: Path) -> None:
    """Write one feature a line, so that a change shows as the line it is."""
    body = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n', encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
