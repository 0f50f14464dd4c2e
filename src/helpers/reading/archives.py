"""Unpacking a downloaded archive that may be hostile."""

from __future__ import annotations

import shutil
import tarfile
from pathlib import Path

from .errors import ReadError

_LARGEST = 500_000_000  # bytes unpacked: MUC-4 has 20 million; a bomb has more than this


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a tar archive, and the tar archives that it holds, into a folder.

    Only plain files are written. Raises ReadError, and writes nothing, where a member leads out of the
    folder, is a link or a device, or the whole is over 500 MB.
    """
    try:
        with tarfile.open(archive) as tar:
            members = [m for m in tar.getmembers() if _checked(m, archive, folder)]
            if sum(m.size for m in members) > _LARGEST:
                raise ReadError(f"it unpacks to more than {_LARGEST:,} bytes", "Do not use it", str(archive))
            for member in members:
                _write(tar, member, folder / member.name)
    except (tarfile.TarError, EOFError, OSError) as problem:
        raise ReadError(f"it is no whole tar archive: {problem}", "Download it again", str(archive)) from problem
    for member in members:
        if member.name.endswith((".tar", ".tar.gz")):
            inner = folder / member.name
            unpack(inner, inner.parent)


def _checked(member: tarfile.TarInfo, archive: Path, folder: Path) -> bool:
    inside = (folder / member.name).resolve().is_relative_to(folder.resolve())
    if not inside or not (member.isfile() or member.isdir()):
        raise ReadError(
            f"its member {member.name!r} leads out of the folder or is a link", "Do not use it", str(archive)
        )
    return member.isfile()


def _write(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tar.extractfile(member) as source, target.open("wb") as out:
        shutil.copyfileobj(source, out)
