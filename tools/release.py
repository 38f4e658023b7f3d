"""Make a release: links, a commit, a tag, and the branch that a hub pulls.

``python tools/release.py OWNER/REPO/TAG`` (or ``make release AS=OWNER/REPO/TAG``) works in this
repository only; the last line says which one command then publishes all of it. The tag starts the
workflow that publishes the web edition; Binder builds from the tag; a hub pulls the branch
``course``, which has to stay as it is while a class uses it: ``--keep-course`` leaves it alone.
"""

import argparse
import re
import subprocess

from tools.badges import BRANCH, README, written

ROOT = README.parent


def git(*arguments: str) -> str:
    """Run git in the repository and return what it prints."""
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout.strip()


def release(where: str, *, keep_course: bool = False) -> str:
    """Make the release and return the command that publishes it."""
    tag = where.split("/", 2)[2]
    if git("status", "--porcelain"):
        raise SystemExit("There are changes that are not committed. Commit them, then try again.")
    if git("tag", "--list", tag):
        raise SystemExit(f"There is a tag {tag} already. A release never changes: take another.")
    README.write_text(written(README.read_text(encoding="utf-8"), where), encoding="utf-8")
    if git("status", "--porcelain"):
        git("commit", "--quiet", "--all", "--message", f"Links for {tag}")
    git("tag", "--annotate", "--message", f"Release {tag}", tag)
    pushed = ["HEAD", tag]
    if not keep_course:
        git("branch", "--force", BRANCH, f"{tag}^{{commit}}")
        pushed.append(BRANCH)
    return f"git push origin {' '.join(pushed)}"


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Make a release in this repository.")
    parser.add_argument("where", metavar="OWNER/REPO/TAG")
    parser.add_argument("--keep-course", action="store_true", help="leave the branch as it is")
    asked = parser.parse_args()
    if not re.fullmatch(r"[\w.-]+/[\w.-]+/v[\w.-]+", asked.where):
        parser.error(f"{asked.where!r}: give account, repository, tag, as in someone/explainer/v1")
    print("To publish it:", release(asked.where, keep_course=asked.keep_course))


if __name__ == "__main__":
    main()
