"""The browsers of the tests, Chromium and Firefox; run as a script, install what is missing."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find() -> str | None:
    """Return the browser to use: ``$CHROMIUM``, or one on the PATH; None leaves it to Playwright.

    Returns
    -------
    str or None
        Path of an executable.
    """
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def find_firefox() -> str | None:
    """Return the path of a Firefox, or None where there is none."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


def install() -> None:
    """Install both by apt as root on Debian; else a Chromium where none is, by Playwright."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        apt, both = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"], ["chromium", "firefox-esr"]
        subprocess.run([*apt, "update"], check=True, env=environment)
        subprocess.run([*apt, "install", "--yes", *both], check=True, env=environment)
    elif find() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    if find() is None or find_firefox() is None:
        install()
    print("Chromium:", find() or "Playwright's own")
    print("Firefox:", find_firefox() or "none, so the tests in it are skipped")
