"""Turns on a file that several windows append to, and a write that is on the disk before it returns."""

from __future__ import annotations

import errno
import os
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

WAIT_SECONDS = 10.0
FAR_BEYOND_ANY_FILE = 0x7FFFFFFF  # Windows locks bytes, and a locked byte cannot be read: lock one that is never there

if sys.platform == "win32":
    import msvcrt

    def _try_lock(fd: int) -> None:
        os.lseek(fd, FAR_BEYOND_ANY_FILE, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

    def _unlock(fd: int) -> None:
        os.lseek(fd, FAR_BEYOND_ANY_FILE, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)

    def _flush(fd: int) -> None:
        os.fsync(fd)

else:
    import fcntl

    def _try_lock(fd: int) -> None:
        # flock, not lockf: the latter belongs to the process, and two windows may share one kernel
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_UN)

    def _flush(fd: int) -> None:
        # on macOS fsync leaves the data in the drive's cache
        if hasattr(fcntl, "F_FULLFSYNC"):
            fcntl.fcntl(fd, fcntl.F_FULLFSYNC)
        else:
            os.fsync(fd)


@contextmanager
def locked_file(path: Path) -> Iterator[int]:
    """Open a file for reading and appending, made if need be, and hold its lock; yields the file descriptor.

    Raises TimeoutError when another process holds the lock for longer than WAIT_SECONDS.
    """
    is_new = not path.exists()
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
    try:
        held = _lock(fd, path)
        if is_new:
            _flush_folder(path.parent)
        try:
            yield fd
        finally:
            if held:
                _unlock(fd)
    finally:
        os.close(fd)


def write_through(fd: int, raw: bytes, path: Path) -> None:
    """Append bytes and return when they are on the disk; on failure the file is as long as before.

    Raises OSError that says the line was not saved.
    """
    before = os.fstat(fd).st_size
    try:
        written = os.write(fd, raw)
        if written < len(raw):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        _flush(fd)
    except OSError as problem:
        os.ftruncate(fd, before)
        raise OSError(
            problem.errno,
            f"not saved: {problem.strerror}. Make room or check the disk, then decide again",
            str(path),
        ) from problem


def _lock(fd: int, path: Path) -> bool:
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            _try_lock(fd)
            return True
        except OSError as problem:
            if problem.errno in (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS):
                warnings.warn(f"{path}: this file system has no locks; use one window for each coder.", stacklevel=4)
                return False
        if time.monotonic() > until:
            raise TimeoutError(
                f"{path}: another window has held this file for {WAIT_SECONDS:.0f} seconds. "
                "Close it, or restart its kernel."
            )
        time.sleep(0.005)


def _flush_folder(folder: Path) -> None:
    """Make a new file's name survive a power cut too; Windows does it by itself."""
    if sys.platform == "win32":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
