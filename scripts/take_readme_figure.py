"""Takes the README's figure out of the stored outputs of 00_start_here, so that both show the same."""

from __future__ import annotations

import base64
import json

from helpers import paths

FIGURE = paths.ROOT / "docs" / "the-sum.png"


def first_figure() -> bytes:
    """Give the first PNG among the stored outputs of 00_start_here."""
    notebook = json.loads((paths.NOTEBOOKS / "00_start_here.ipynb").read_text(encoding="utf-8"))
    outputs = (o for cell in notebook["cells"] for o in cell.get("outputs", []))
    return base64.b64decode(next(o["data"]["image/png"] for o in outputs if "image/png" in o.get("data", {})))


if __name__ == "__main__":
    FIGURE.parent.mkdir(exist_ok=True)
    FIGURE.write_bytes(first_figure())
    print(f"written: {FIGURE.relative_to(paths.ROOT)}")
