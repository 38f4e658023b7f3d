"""Printing a page to PDF with a Chromium, where there is one; pages that fill their sheets."""

import os
import re
import shutil
import subprocess
from bisect import bisect
from pathlib import Path
from tempfile import TemporaryDirectory

_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "msedge",
    # Where browsers are that no PATH leads to: on macOS, on Windows.
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_SECONDS = 120
#: What ``paper.css`` says of a hand-out for one period, and how finely it is changed.
_GROW, _STEPS = "--grow: 0;", 8
_PAGE = re.compile(rb"/Type /Page\b")


def pdf(page: str | Path) -> Path | None:
    """Print an HTML file that needs no network to a PDF beside it.

    Returns
    -------
    pathlib.Path or None
        The PDF; None if no Chromium is found (``$CHROMIUM``, one on the PATH,
        Chrome or Edge where they usually are) or it fails.
    """
    page = Path(page).resolve()
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        return None
    target = page.with_suffix(".pdf")
    target.unlink(missing_ok=True)  # an older one is not this one
    with TemporaryDirectory() as profile:
        command = [
            browser,
            "--headless",
            "--disable-gpu",
            "--no-pdf-header-footer",
            "--disable-background-networking",
            f"--user-data-dir={profile}",
            f"--print-to-pdf={target}",
            page.as_uri(),
        ]
        # Chromium does not start for root inside its own sandbox.
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
        except (OSError, subprocess.SubprocessError):
            return None
    return target if target.is_file() else None


def grown(page: str) -> str:
    """Return a hand-out for one period as large as its pages allow, so that the last is full, too.

    Letters, pictures and lines to write on grow together until one more page would be needed.
    Without a Chromium, which counts the pages, they stay as they are.
    """
    if _GROW not in page:
        return page

    def at(step: int) -> str:
        return page.replace(_GROW, f"--grow: {step / _STEPS};", 1)

    with TemporaryDirectory() as folder:
        sheet = Path(folder) / "page.html"

        def pages(step: int) -> int:
            sheet.write_text(at(step), encoding="utf-8")
            printed = pdf(sheet)
            return len(_PAGE.findall(printed.read_bytes())) if printed else 0

        fewest = pages(0)
        return at(bisect(range(1, _STEPS + 1), fewest, key=pages)) if fewest else page
