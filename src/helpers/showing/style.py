"""Sizes, colours and marks of all figures, in one place: a type looks the same wherever it stands.

Colours are those of Okabe and Ito (2008), which colour-blind readers tell apart; every incident type has a mark
besides, so that a figure printed in grey still reads.
"""

from __future__ import annotations

SMALL = (7.0, 3.2)  # inches

INK, QUIET, PAPER = "#222222", "#777777", "#ffffff"
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

# measure → colour of its words in a highlighted report (all dark enough for black text on a pale ground)
MEASURES = {
    "killed": RED, "injured": ORANGE, "abducted": PURPLE, "freed": GREEN, "arrested": BLUE, "missing": GREY,
    "displaced": SKY, "attackers": INK,
}  # fmt: skip


def words(name: str) -> str:
    """Write a vocabulary word for reading: security_forces → security forces."""
    return name.replace("_", " ")
