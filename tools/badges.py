"""Write the links that open the lessons elsewhere (web, Binder, a hub) into README.md.

``python tools/badges.py OWNER/REPO/TAG`` (your account, repository and release tag) writes all of
them anew; nothing else has to be changed by hand. Run it for each release.
"""

import argparse
import re
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
FIRST = "00-start-here.ipynb"
#: nbgitpuller opens a tag once and fails the second time, so a hub gets a branch.
BRANCH = "course"


def binder(where: str) -> str:
    """Return what the badges of the lessons point to, one line each."""
    owner, repo, tag = where.split("/", 2)
    start = f"https://mybinder.org/v2/gh/{owner}/{repo}/{quote(tag, safe='')}?urlpath=lab/tree/"
    lessons = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
    links = [f"[binder-{name[:2]}]: {start}notebooks/{name}" for name in lessons]
    return "\n".join(["[badge]: https://mybinder.org/badge_logo.svg", *links])


def hub(where: str) -> str:
    """Return the nbgitpuller link to the first lesson."""
    owner, repo, _ = where.split("/", 2)
    source = quote(f"https://github.com/{owner}/{repo}", safe="")
    first = quote(f"lab/tree/{repo}/notebooks/{FIRST}", safe="")
    pull = f"git-pull?repo={source}&branch={BRANCH}&urlpath={first}"
    return f"    https://HUB/hub/user-redirect/{pull}"


def web(where: str) -> str:
    """Return the address of the web edition on GitHub Pages, which .github/workflows publishes."""
    owner, repo, _ = where.split("/", 2)
    return f"[web]: https://{owner.lower()}.github.io/{repo}/"


PARTS = {"web": web, "binder": binder, "hub": hub}


def written(text: str, where: str) -> str:
    """Return a document with the links between its marks written anew."""
    for name, links in PARTS.items():
        begin, end = f"<!-- {name} links, written by tools/badges.py -->", f"<!-- end of {name} -->"
        if text.count(begin) != 1 or text.count(end) != 1:
            raise SystemExit(f"README.md: {begin} and {end} are to stand there once.")
        before, after = text.split(begin)[0], text.split(end)[1]
        text = f"{before}{begin}\n\n{links(where)}\n\n{end}{after}"
    return text


def main() -> None:
    """Write README.md."""
    parser = argparse.ArgumentParser(
        description="Write the links to the web edition, Binder and a hub."
    )
    parser.add_argument("where", metavar="OWNER/REPO/TAG")
    where = parser.parse_args().where
    if not re.fullmatch(r"[\w.-]+/[\w.-]+/[\w./-]+", where):
        parser.error(f"{where!r}: give account, repository and tag, as in someone/explainer/v1")
    README.write_text(written(README.read_text(encoding="utf-8"), where), encoding="utf-8")


if __name__ == "__main__":
    main()
