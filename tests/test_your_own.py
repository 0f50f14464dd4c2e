"""The shell blocks of docs/your_own.md, run as they stand in a folder beside the collection."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import paths

PAGE = (paths.ROOT / "docs" / "your_own.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
CHECK = """
from helpers import gazetteer, lexicon, paths
from helpers.extracting.actors import known_actor
print(gazetteer.lookup("Dunmarrow")[0].country, known_actor("the Levy"), lexicon.folder() != paths.LEXICON)
lexicon.people()
"""


def blocks_as_run() -> str:
    """Put this checkout and this Python where the page has a clone and its environment; open no JupyterLab."""
    script = "\n".join(BLOCKS)
    for named, here in (
        ('"$PWD/../incident-casebook"', f'"{paths.ROOT}"'),
        ('"$CASEBOOK/.venv/bin/python"', f'"{sys.executable}"'),
        ('"$CASEBOOK/.venv/bin/jupyter-lab"', ":"),
    ):
        assert named in script, f"the page has no more {named}: run what it has instead"
        script = script.replace(named, here)
    return f"set -eu\n{script}\ncd coded\n'{sys.executable}' -c '{CHECK}'\n"  # from elsewhere: the paths are whole


@pytest.mark.skipif(shutil.which("bash") is None, reason="The blocks are for a POSIX shell.")
def test_the_shell_blocks_run_beside_the_collection(tmp_path: Path) -> None:
    for name, content in re.findall(r"^`([\w/.]+)`:\n\n```\w+\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    done = subprocess.run(["bash", "-c", blocks_as_run()], cwd=tmp_path, capture_output=True, text=True, env=os.environ)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "Tamsinia ('Tamsin Levy', 'armed_group') True"
    assert (tmp_path / "coded" / "claims.csv").is_file()


def test_every_variable_of_ones_own_is_on_the_page() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in (paths.ROOT / "src" / "helpers").glob("*.py"))
    named = set(re.findall(r"CASEBOOK_(?:GAZETTEER|ACTORS|LEXICON)", source))
    assert named and all(name in PAGE for name in named)
