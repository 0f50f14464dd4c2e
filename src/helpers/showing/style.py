"""Sizes, colours and marks of all figures, in one place: a type looks the same wherever it stands.

Colours are those of Okabe and Ito (2008), which colour-blind readers tell apart; every incident type has a mark
besides, so that a figure printed in grey still reads.
"""

from __future__ import annotations

import zlib

SMALL = (7.0, 3.2)  # inches

INK, FAINT, QUIET, PAPER = "#222222", "#555555", "#777777", "#ffffff"
BLUE, ORANGE, GREEN, RED, PURPLE, SKY, YELLOW, GREY = (
    "#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#F0E442", "#999999",
)  # fmt: skip

# incident type → (colour, marker)
TYPES = {
    "armed_attack": (RED, "o"),
    "armed_clash": (PURPLE, "X"),
    "bombing": (ORANGE, "*"),
    "air_or_drone_strike": (SKY, "v"),
    "abduction": (GREEN, "s"),
    "arson_or_sabotage": (YELLOW, "D"),
    "security_operation": (BLUE, "^"),
    "protest_or_riot": (GREY, "P"),
    "other": (QUIET, "p"),
    "none": ("#cccccc", "."),
}
UNKNOWN_TYPE = (INK, "h")
# For types of one's own, dark enough for a white page and with marks that none of ours has.
SPARE_COLOURS = ("#117733", "#882255", "#332288", "#999933", "#AA4466", "#44AA99")  # Tol 2021, muted
SPARE_MARKERS = ("<", ">", "H", "d", "8")

# measure → colour of its words in a highlighted report (all dark enough for black text on a pale ground)
MEASURES = {
    "killed": RED, "injured": ORANGE, "abducted": PURPLE, "freed": GREEN, "arrested": BLUE, "missing": GREY,
    "displaced": SKY, "attackers": INK,
}  # fmt: skip


def of(name: object) -> tuple[str, str]:
    """Give the colour and mark of an incident type; a type of one's own has always the same, whatever stands beside it.

    Two own types can fall on the same of thirty pairs; a missing type has UNKNOWN_TYPE.
    """
    if not isinstance(name, str):
        return UNKNOWN_TYPE
    number = zlib.crc32(name.encode())
    spare = (SPARE_COLOURS[number % len(SPARE_COLOURS)], SPARE_MARKERS[number // 7 % len(SPARE_MARKERS)])
    return TYPES.get(name, spare)


def words(name: str) -> str:
    """Write a vocabulary word for reading: security_forces → security forces."""
    return name.replace("_", " ")
