"""Writing files where the reader wants them, or saying in one sentence why it cannot be done."""

from collections.abc import Mapping
from pathlib import Path

from explainer.errors import ExplainerError

#: What begins a formula in a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def no_formula(text: str) -> str:
    """Return a text for a cell that a spreadsheet would else run: an apostrophe makes it text.

    >>> no_formula("=1+1"), no_formula("one")
    ("'=1+1", 'one')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_all(folder: str | Path, texts: Mapping[str, str]) -> list[Path]:
    """Write texts to files of a folder; tables (.csv) so that spreadsheets read all letters.

    Parameters
    ----------
    folder : str or pathlib.Path
        Made if it does not exist; files of the same names are overwritten.
    texts : mapping of str to str
        Name of a file -> what it holds.

    Returns
    -------
    list of pathlib.Path
        The files written.

    Raises
    ------
    ExplainerError
        If the folder cannot be written to.
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            # Without the mark at its beginning, Excel takes UTF-8 for another encoding.
            encoding = "utf-8-sig" if name.endswith(".csv") else "utf-8"
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding=encoding, newline="")
    except OSError as error:
        raise ExplainerError(
            f"Nothing could be written to {folder}: {error.strerror}. "
            "Choose a folder you may write to, with --out FOLDER."
        ) from error
    return [folder / name for name in texts]
