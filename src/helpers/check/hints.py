"""Judge one number, and find the slip that leads to a wrong one."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.check import answers

Slips = Iterable[tuple[float, str]]
TWO_DECIMALS = 0.05  # a tolerance below it asks for a second decimal


def number(answer: object, right: float, slips: Slips, because: str, tolerance: float) -> None:
    """Print whether a number is right, else the hint of the slip that comes nearest to it."""
    given = answers.real(answer)
    if given is None:
        print(answers.no_number(answer))
    elif abs(given - right) <= tolerance:
        print(f"Right: {right:.2f} ({because}).")
    else:
        print(_slip(given, right, slips, tolerance) or _off(given, right, tolerance))


def _slip(given: float, right: float, slips: Slips, tolerance: float) -> str:
    near = [
        (abs(given - value), hint)
        for value, hint in slips
        if abs(given - value) <= tolerance and abs(value - right) > tolerance
    ]
    return min(near, key=lambda slip: slip[0])[1] if near else ""


def _off(given: float, right: float, tolerance: float) -> str:
    if given > 1 >= right >= 0 and abs(given - 100 * right) <= 100 * tolerance:
        return "Right but for the unit: this is per cent. Give a share, 0 to 1."
    if tolerance < TWO_DECIMALS and given and abs(given - round(right, 1)) < 1e-9:
        return f"{given:g} is rounded too far to be judged. Give two decimals."
    return f"Not {given:g}: it is {'less' if right < given else 'more'}. Write down what is counted, and of what."
