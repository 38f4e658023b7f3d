"""Find a Chromium for the browser tests; run as a script, install one where there is none."""

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


def install() -> None:
    """Install a Chromium: by apt as root on Debian, with Firefox; else by Playwright, for one."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        apt, both = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"], ["chromium", "firefox-esr"]
        subprocess.run([*apt, "update"], check=True, env=environment)
        subprocess.run([*apt, "install", "--yes", *both], check=True, env=environment)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    if find() is None:
        install()
    print("Chromium:", find() or "Playwright's own")
