"""The zip for a laptop without a network: made, unpacked, installed with the network cut, run."""

import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("bundle", ROOT / "tools" / "offline_bundle.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_start_scripts_stay_executable_in_the_zip(tool, tmp_path):
    folder = tmp_path / "kit"
    folder.mkdir()
    (folder / "start.sh").write_text("#!/bin/sh\n")
    (folder / "a.txt").write_text("a")
    with zipfile.ZipFile(tool.pack(folder, tmp_path / "kit.zip")) as archive:
        modes = {entry.filename: entry.external_attr >> 16 for entry in archive.infolist()}
    assert modes == {"kit/start.sh": 0o755, "kit/a.txt": 0o644}


def test_the_name_says_which_computers_it_fits(tool):
    assert f"py{sys.version_info.major}{sys.version_info.minor}" in tool.name()


def test_start_scripts_name_the_python_they_fit(tool, tmp_path):
    tool.copy_scripts(tmp_path)
    wanted = f"{sys.version_info.major}.{sys.version_info.minor}"
    for name in ("start.sh", "start.bat", "READ-ME-FIRST.txt"):
        text = (tmp_path / name).read_bytes()
        assert wanted.encode() in text
        assert b"@" not in text.replace(b"$@", b"").replace(b"@echo", b"")
        assert (b"\r\n" in text) is (name != "start.sh")


def test_an_install_that_fails_says_what_is_wrong_and_leaves_nothing(tool, tmp_path):
    tool.copy_scripts(tmp_path)
    (tmp_path / "wheels").mkdir()  # with nothing that fits, as if made for another computer
    (tmp_path / "wheels" / "list.txt").write_text("explainer==0.1.0\n")
    # The pip that is there serves to fail: to install another takes longer than all the rest.
    quick = tmp_path / "python"
    quick.write_text(
        f'#!/bin/sh\nexec {sys.executable} "$@" --without-pip --system-site-packages\n'
    )
    quick.chmod(0o755)
    clean = os.environ | {"PYTHON": str(quick), "PIP_CONFIG_FILE": os.devnull}
    done = subprocess.run(
        ["sh", "start.sh"], cwd=tmp_path, env=clean, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "could not be installed" in done.stderr
    assert "Install that version of Python" in done.stderr
    assert not (tmp_path / ".venv").exists()


@pytest.mark.bundle
def test_it_installs_and_draws_a_map_with_the_network_cut(tool, tmp_path, monkeypatch):
    monkeypatch.delenv("PYTHONPATH")  # which cuts the network of what tests start; this downloads
    made = tool.bundle(tmp_path / "made")
    shutil.unpack_archive(made, tmp_path / "laptop")
    (folder,) = (tmp_path / "laptop").iterdir()
    assert (folder / "docs" / "map.png").is_file(), "the README shows it"
    alone = ["unshare", "--net"] if shutil.which("unshare") and os.geteuid() == 0 else []
    clean = os.environ | {"PYTHON": sys.executable, "PIP_CONFIG_FILE": os.devnull}
    command = [*alone, "sh", str(folder / "start.sh"), "--version"]
    subprocess.run(command, check=True, env=clean)
    own = str(folder / ".venv" / "bin" / "python")
    subprocess.run([own, "-m", "pip", "check"], check=True, env=clean)
    shown = subprocess.run(
        [
            *alone,
            own,
            "-c",
            "import explainer as ex; drawn = ex.maps.places(ex.load())._repr_html_();"
            "print(ex.__file__, len(drawn))",
        ],
        check=True,
        env=clean,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert Path(shown[0]).is_relative_to(folder)
    assert int(shown[1]) > 100_000
