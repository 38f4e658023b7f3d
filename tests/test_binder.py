"""What Binder will do with this repository, asked of its own builder, without Docker."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import nbformat
import pytest
from nbclient import NotebookClient
from repo2docker.app import Repo2Docker

from tests.lessons import write

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def buildpack():
    """The first of repo2docker's build packs that says it can build this repository."""
    before = Path.cwd()
    os.chdir(ROOT)  # detection looks at the working directory
    try:
        builder = Repo2Docker()
        packs = (pack(base_image=builder.base_image) for pack in builder.buildpacks)
        chosen = next(pack for pack in packs if pack.detect())
        chosen.platform = "linux/amd64"
        yield chosen
    finally:
        os.chdir(before)


@pytest.fixture(scope="module")
def dockerfile(buildpack):
    return buildpack.render()


def test_conda_is_chosen_and_the_binder_folder_used(buildpack):
    assert type(buildpack).__name__ == "CondaBuildPack"
    assert buildpack.binder_dir == "binder"
    assert buildpack.environment_yaml_path == "binder/environment.yml"
    assert buildpack.get_post_build_scripts() == ["binder/postBuild"]


def test_python_is_the_pinned_one(buildpack):
    assert buildpack.python_version == "3.12"
    assert not buildpack.separate_kernel_env


def test_the_environment_is_cached_apart_from_the_lessons(dockerfile):
    # In this order a changed lesson costs a copy, not an hour of solving and installing.
    steps = [
        r"^COPY .* src/binder/environment\.yml ",
        r"env update -p \S+ --file \"binder/environment\.yml\"",
        r"^COPY .* src/ \$\{REPO_DIR\}/$",
        r"^RUN \./binder/postBuild$",
    ]
    places = [re.search(step, dockerfile, re.MULTILINE) for step in steps]
    assert all(places), f"missing: {[s for s, p in zip(steps, places, strict=True) if not p]}"
    assert [place.start() for place in places] == sorted(place.start() for place in places)


def test_post_build_is_a_script_that_stops_at_the_first_mistake():
    script = ROOT / "binder" / "postBuild"
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")
    assert "set -euo pipefail" in script.read_text(encoding="utf-8")
    subprocess.run(["bash", "-n", script], check=True)


def test_the_server_starts_at_once_and_what_it_needs_is_read_meanwhile(buildpack, tmp_path):
    assert buildpack.get_start_script() == "${REPO_DIR}/binder/start"
    script = ROOT / "binder" / "start"
    assert os.access(script, os.X_OK)
    for name in ("python", "nice"):  # whatever the reading does, the server is what was asked for
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [script, "echo", "--a", "b c"], env=os.environ | {"PATH": path}, capture_output=True
    )
    assert (done.returncode, done.stdout) == (0, b"--a b c\n")


def test_a_kernel_has_read_what_the_first_cell_needs(tmp_path):
    said = (ROOT / "binder" / "postBuild").read_text(encoding="utf-8")
    assert 'cp binder/ipython_kernel_config.json "$prefix/etc/ipython"' in said
    (tmp_path / "profile_default").mkdir()
    shutil.copy(ROOT / "binder" / "ipython_kernel_config.json", tmp_path / "profile_default")
    look = "import sys; print('explainer.maps' in sys.modules, 'ex' in globals(), len(In))"
    notebook = write(tmp_path / "a.ipynb", look)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(tmp_path))
        told = NotebookClient(nbformat.read(notebook, as_version=4), kernel_name="python3")
        (cell,) = told.execute().cells
    assert [out.text for out in cell.outputs] == ["True False 2\n"]


def test_a_release_is_one_command(tmp_path, monkeypatch):
    from tools import release

    def git(*arguments):
        return subprocess.run(
            ["git", *arguments], cwd=tmp_path, check=True, capture_output=True, text=True
        ).stdout.strip()

    (tmp_path / "README.md").write_text(README, encoding="utf-8")
    git("init", "--quiet", "--initial-branch", "main")
    git("config", "user.name", "Somebody")
    git("config", "user.email", "somebody@example.org")
    git("add", ".")
    git("commit", "--quiet", "--message", "First")
    monkeypatch.setattr(release, "ROOT", tmp_path)
    monkeypatch.setattr(release, "README", tmp_path / "README.md")
    assert release.release("me/lessons/v1") == "git push origin HEAD v1 course"
    assert git("rev-parse", "v1^{commit}") == git("rev-parse", "course") == git("rev-parse", "main")
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "[web]: https://me.github.io/lessons/" in text and "/gh/me/lessons/v1?" in text
    with pytest.raises(SystemExit, match="already"):
        release.release("me/lessons/v1")
    assert release.release("me/lessons/v2", keep_course=True) == "git push origin HEAD v2"
    assert git("rev-parse", "course") == git("rev-parse", "v1^{commit}")


def test_the_badges_open_lessons_that_exist():
    links = set(re.findall(r"https://mybinder\.org/v2/\S+?(?=[)\s>])", README))
    assert links
    for link in links:
        address = urlsplit(link)
        assert address.path.startswith("/v2/gh/") and address.path.count("/") == 5
        (path,) = parse_qs(address.query)["urlpath"]
        assert path.startswith("lab/tree/")
        assert (ROOT / path.removeprefix("lab/tree/")).is_file()
