"""Files that are whole or not there: a lock, an atomic write, names that overwrite nothing."""

import datetime as dt
import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from explainer.errors import WorksheetError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

#: How long to wait for another tab or kernel that is writing, in seconds.
WAIT = 5.0

_HELD = {errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK}
if hasattr(errno, "EDEADLOCK"):
    _HELD.add(errno.EDEADLOCK)

_REASONS = {
    errno.EACCES: "this folder may not be written to",
    errno.EPERM: "this folder may not be written to",
    errno.EROFS: "this folder may not be written to",
    errno.ENOSPC: "the disk is full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "the disk is full",
}


def plain(error: OSError, folder: Path) -> WorksheetError:
    """Return an error of the system in words for a reader."""
    if isinstance(error, WorksheetError):
        return error
    reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
    return WorksheetError(
        f"Not saved: {reason} ({folder}). Your words are still in the boxes. "
        "Download your work as a page to keep it."
    )


def _try_lock(handle: IO[Any]) -> None:
    """Take the lock or raise OSError; the system frees it when the process ends, however."""
    if fcntl:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:
        import msvcrt

        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other tabs and kernels from writing into the folder meanwhile.

    Raises
    ------
    WorksheetError
        If another one holds the lock for longer than ``WAIT`` seconds.
    """
    folder.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + WAIT
    with (folder / ".lock").open("ab") as handle:
        while True:
            try:
                _try_lock(handle)
            except OSError as error:
                if error.errno not in _HELD:
                    break  # a file system without locks: better to save without than not at all
                if time.monotonic() > deadline:
                    raise WorksheetError(
                        f"Not saved yet: another window is writing in {folder}. "
                        "This is tried again in a few seconds."
                    ) from error
                time.sleep(0.02)
            else:
                break
        yield


def write(file: Path, data: bytes) -> None:
    """Put `data` in place of the file in one step; call it under the lock of the folder.

    A reader of the file, or a crash at any moment, finds the old content or the new.
    """
    for orphan in file.parent.glob(f".{file.name}.*.tmp"):  # of a writer that was killed
        orphan.unlink(missing_ok=True)
    temporary = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        _replace(temporary, file)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _replace(source: Path, target: Path) -> None:
    """Rename over `target`; on Windows a virus scanner may hold it for a moment."""
    for _ in range(9):
        try:
            source.replace(target)
            return
        except PermissionError:
            time.sleep(0.05)
    source.replace(target)


def beside(file: Path, why: str) -> Path:
    """Return a free name for another version of the file: ``01-where.damaged-….json``."""
    stamp = f"{dt.datetime.now():%Y%m%d-%H%M%S}"
    number = 1
    while True:
        suffix = "" if number == 1 else f"-{number}"
        free = file.with_name(f"{file.stem}.{why}-{stamp}{suffix}{file.suffix}")
        if not free.exists():
            return free
        number += 1
