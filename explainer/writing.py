"""Writing files where a reader wants them, and lines to a terminal, whatever is in the way."""

import os
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from explainer import reading
from explainer.errors import ExplainerError, Unreadable

#: Which files of a folder were written here, so that only those are written over.
_MADE = ".made-by-explainer.txt"

#: What begins a formula in a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def no_formula(text: str) -> str:
    """Return a text for a cell that a spreadsheet would else run: an apostrophe makes it text.

    >>> no_formula("=1+1"), no_formula("one")
    ("'=1+1", 'one')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def swap_in(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files beside those they replace, then swap them: all or none, and no link is followed.

    `files` are names, or folder/name -> what each holds; the folder is made if it does not exist.

    ExplainerError, if nothing can be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".explainer-", dir=folder) as half:
            for name, held in files.items():
                for file in (Path(half) / name, folder / name):
                    file.parent.mkdir(parents=True, exist_ok=True)
                if isinstance(held, str):
                    # Without the mark at its beginning, Excel takes UTF-8 for another encoding.
                    code = "utf-8-sig" if name.endswith(".csv") else "utf-8"
                    held = reading.letters(held).encode(code)
                (Path(half) / name).write_bytes(held)
            for name in files:
                (Path(half) / name).replace(folder / name)
    except (OSError, ValueError) as error:
        raise _not_written(folder, error) from error


@contextmanager
def made_whole(folder: Path) -> Iterator[Path]:
    """Hand out a new folder to fill, which gets its name when it is whole, or never was there.

    ExplainerError, if there is something of that name, or nothing can be written there.
    """
    if os.path.lexists(folder):
        raise ExplainerError(
            f"{printable(str(folder))} exists already. Nothing was changed in it. Choose another "
            "name, or move it away."
        )
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".explainer-", dir=folder.parent) as half:
            made = Path(half) / folder.name
            made.mkdir()
            yield made
            made.rename(folder)
    except ExplainerError:
        raise
    except (OSError, ValueError) as error:
        raise _not_written(folder, error) from error


def _not_written(folder: Path, error: OSError | ValueError) -> ExplainerError:
    reason = getattr(error, "strerror", None) or "no folder can have that name"
    return ExplainerError(
        f"Nothing could be written to {printable(str(folder))}: {reason}. Nothing was changed: "
        "make room there, or choose another folder that you may write to."
    )


def write_all(
    folder: str | Path, texts: Mapping[str, str | bytes], *, beside: Collection[str] = ()
) -> list[Path]:
    """Write files of a folder, all or none, and return them; tables so that spreadsheets read them.

    Parameters
    ----------
    folder : str or pathlib.Path
        Made if it does not exist. Files that were written here before are replaced; others of the
        same names are not touched, and a link is never followed.
    texts : mapping of str to str or bytes
        As in :func:`swap_in`.
    beside : collection of str
        Names of further files that the caller is going to write there.

    ExplainerError, if the folder cannot be written to, or holds files of these names that somebody
    else made.
    """
    folder = Path(folder)
    made: set[str] = set()
    with suppress(Unreadable):  # which were written here cannot be told: none were
        made |= {*reading.text(reading.content(folder / _MADE) or b"").splitlines()}
    for name in (*texts, *beside):
        if name not in made and os.path.lexists(folder / name):
            raise ExplainerError(
                f"There is a file {printable(name)} in {printable(str(folder))} already, and it "
                "was not written by explainer. Nothing was written. Move that file, or choose "
                "another folder."
            )
    swap_in(folder, {_MADE: "\n".join(sorted({*made, *texts, *beside})), **texts})
    return [folder / name for name in texts]


def printable(text: str, encoding: str = "utf-8") -> str:
    r"""Return text in which what a terminal would obey, or cannot show, is spelled out.

    >>> print(printable("Lima\x1b[31m\u202e\ud800"), printable("Perú", "ascii"))
    Lima\x1b[31m\u202e\ud800 Per\xfa
    """
    shown = (
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )
    return "".join(shown).encode(encoding, "backslashreplace").decode(encoding)


def say(*lines: object, wrong: bool = False) -> None:
    """Print lines, safely; to the channel for mistakes if something is `wrong`.

    ExplainerError, if they cannot be printed; nothing if whoever read them has gone, as ``head``
    does.
    """
    stream = sys.stderr if wrong else sys.stdout
    if stream is None:  # a program without a window has none
        return
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        for line in "\n".join(map(str, lines)).split("\n"):
            print(printable(line, encoding), file=stream, flush=True)
    except OSError as error:
        # What is still to be printed must not fail once more when the program ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if wrong or isinstance(error, BrokenPipeError):
            return
        raise ExplainerError(
            f"The result cannot be printed: {error.strerror}. Print it to another place."
        ) from error
