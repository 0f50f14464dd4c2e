"""Draw the map of Ostrevane, the teaching corpus's invented province: places.csv and outlines.geojson.

The province lies in the empty middle of the North Atlantic, so that no map shows it over somebody's land. Names and ranks are
below; positions and borders are drawn from a fixed seed. Run: python scripts/make_province.py
"""

import csv
import json

import numpy as np

from helpers.gazetteer import COLUMNS
from helpers.paths import OSTREVANE

COUNTRY, CAPITAL, PROVINCE, NEIGHBOUR = "Telverin", "Korvash", "Ostrevane", "Karsovia"
# district: its town (with thousands of inhabitants), then villages, passes, quarters
DISTRICTS = {
    "Kelmarin": ("Kelmarin 310", "Sulvane 24", "Harrowin 9", "Quessal 6", "Lower Tirrum 3", "Mossoth 2"),
    "Tarvessa": ("Tarvessa 88", "Ondrel 14", "Varduin 7", "Ruldane 3", "Askeline 2"),
    "Brenmoor": ("Brenmoor 61", "Yessamar 12", "Dromvale 5", "Zelmoth 2", "Penvaresh 1"),
    "Vashtun": ("Vashtun 47", "Marrekh 11", "Gorvath 4", "Kirvoll 2", "Teshkarn Pass 0"),
    "Selkath": ("Selkath 72", "Orlune 16", "Tammerel 8", "Hesmira 3", "Ellsoum 1"),
    "Dunmarel": ("Dunmarel 39", "Pirrune 9", "Sethrane 4", "Kolvane 2", "Ishmund 1"),
    "Issoun": ("Issoun 54", "Farrune 10", "Lomareth 5", "Nalvash 3", "Birvane 1"),
    "Haskoun": ("Haskoun 28", "Ghelvan 6", "Sumbreth 3", "Iskarel 2", "Uzmarel 1"),
    "Rhovane": ("Rhovane 66", "Jumaren 13", "Baldrune 6", "Torrimel 3", "Ossimer 2"),
    "Velduin": ("Velduin 43", "Shalmur 8", "Dovrin 4", "Gesharn 2", "Varnoul 1"),
    "Norvesk": ("Norvesk 35", "Elmoush 7", "Wessoum 3", "Hamrusk 2", "Dorrash Gap 0"),
    "Corrinal": ("Corrinal 51", "Luthane 10", "Maskerin 4", "Drevane 2", "Ruvash 1"),
}
ACROSS, DOWN = 4, 3
WEST, SOUTH, WIDE, HIGH = -45.0, 31.5, 4.0, 3.0  # degrees; the province's frame


def corners(rng: np.random.Generator) -> np.ndarray:
    """Draw the corners in which districts meet: a grid, each corner moved by up to a fifth of a cell."""
    x, y = np.meshgrid(np.linspace(0, 1, ACROSS + 1), np.linspace(0, 1, DOWN + 1))
    grid = np.stack([WEST + WIDE * x, SOUTH + HIGH * y], axis=-1)
    return grid + rng.uniform(-0.2, 0.2, grid.shape) * (WIDE / ACROSS, HIGH / DOWN)


def border(a: np.ndarray, b: np.ndarray, rng: np.random.Generator, depth: int = 4) -> list[np.ndarray]:
    """Bend a straight border by moving its middle sideways, then the middles of its halves."""
    if depth == 0:
        return [a]
    across = np.array([-(b - a)[1], (b - a)[0]])
    middle = (a + b) / 2 + across * rng.uniform(-0.14, 0.14)
    return border(a, middle, rng, depth - 1) + border(middle, b, rng, depth - 1)


def outlines(rng: np.random.Generator) -> dict[str, list[np.ndarray]]:
    """Give each district's ring of points; neighbours share their border to the digit."""
    points = corners(rng)
    across = {(r, c): border(points[r, c], points[r, c + 1], rng) for r in range(DOWN + 1) for c in range(ACROSS)}
    down = {(r, c): border(points[r, c], points[r + 1, c], rng) for r in range(DOWN) for c in range(ACROSS + 1)}
    rings = {}
    for number, name in enumerate(DISTRICTS):
        r, c = divmod(number, ACROSS)
        back_across = [points[r + 1, c + 1], *across[r + 1, c][:0:-1]]
        back_down = [points[r + 1, c], *down[r, c][:0:-1]]
        rings[name] = across[r, c] + down[r, c + 1] + back_across + back_down
    return rings


def place_rows(rings: dict[str, list[np.ndarray]], rng: np.random.Generator) -> list[dict]:
    """Put each district's places inside it, its town nearest to the middle."""
    whole = np.concatenate([np.array(r) for r in rings.values()]).mean(axis=0)
    rows = [
        row(COUNTRY, "country", whole),
        row(PROVINCE, "admin1", whole),
        row(NEIGHBOUR, "country", whole + np.array([6, 2])),
    ]
    rows.append(row(CAPITAL, "place", whole - np.array([7, 1]), admin1="Capital Territory", population=1_900_000))
    for district, names in DISTRICTS.items():
        middle = np.array(rings[district]).mean(axis=0)
        rows.append(row(district, "admin2", middle, admin1=PROVINCE))
        turn = rng.uniform(0, 2 * np.pi)
        for k, entry in enumerate(names):
            name, thousands = entry.rsplit(" ", 1)
            angle = turn + 2 * np.pi * k / (len(names) - 1)
            away = 0.02 if k == 0 else rng.uniform(0.18, 0.3)
            where = middle + away * np.array([np.cos(angle), np.sin(angle)])
            people = int(thousands) * 1000 + int(rng.integers(0, 900))
            rows.append(row(name, "place", where, admin1=PROVINCE, admin2=district, population=people))
    return rows


def row(name: str, kind: str, where: np.ndarray, admin1: str = "", admin2: str = "", population: int = 0) -> dict:
    """Give one line of a gazetteer; a province and a district are their own admin1 and admin2."""
    own = {"admin1": {"admin1": name}, "admin2": {"admin2": name}}.get(kind, {})
    country = name if kind == "country" else COUNTRY
    place = {"name": name, "kind": kind, "admin1": admin1, "admin2": admin2, "country": country, "iso2": "XO"} | own
    if name == NEIGHBOUR:
        place["iso2"] = "XN"
    longitude, latitude = (round(float(v), 4) for v in where)
    return dict.fromkeys(COLUMNS, "") | place | {
        "latitude": latitude, "longitude": longitude, "population": population,
    }  # fmt: skip


def main() -> None:
    rng = np.random.default_rng(1)
    rings = outlines(rng)
    with (OSTREVANE / "places.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(place_rows(rings, rng))
    features = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[round(float(v), 4) for v in p] for p in [*ring, ring[0]]]],
            },
        }
        for name, ring in rings.items()
    ]
    with (OSTREVANE / "outlines.geojson").open("w", encoding="utf-8") as file:
        json.dump({"type": "FeatureCollection", "features": features}, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
