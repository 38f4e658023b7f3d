"""What a static host serves to so many readers of the web edition, and what it costs.

``python -m tools.readers site`` reads a built edition: which files a first visit loads, which are
kept for use without a network, which come only when they are asked for. The prices are assumptions,
given with ``--gigabyte`` and ``--requests``; many hosts ask nothing for as much as this.
"""

import argparse
import gzip
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

READERS = 10_000
#: Assumed, not quoted from a host: dollars a gigabyte, and a million requests.
GIGABYTE, REQUESTS = 0.08, 0.75


class Load(NamedTuple):
    """What one reader makes a host send."""

    what: str
    sent: int
    requests: int


def loads(site: Path) -> list[Load]:
    """Return what readers load who do more and more.

    Parameters
    ----------
    site : pathlib.Path
        A built edition. Files are counted as a host sends them: packed, if that makes them smaller.
    """
    script = (site / "sw.js").read_text(encoding="utf-8")
    kept, later = (
        json.loads(re.search(rf"^const {name} = (.*);$", script, re.M)[1])
        for name in ("FILES", "LATER")
    )
    start = next(name for name in kept if re.fullmatch(r"\d\d-[\w-]+\.html", name))
    page = (site / start).read_text(encoding="utf-8")
    first = {start, *re.findall(r"\bassets/[\w./-]+\w", page)}
    # The worker fetches pages once more; assets it finds in the browser's cache.
    pages = [name for name in kept if not name.startswith("assets/")]
    whole = [*first, *pages, *({*kept} - first - {*pages}), "sw.js"]
    python = [name for name in later if name.startswith("assets/python.")]
    return [
        _load(site, "a first page, and gone again", first),
        _load(site, "all lessons, also without a network", whole),
        _load(site, "the same, and Python in the page", [*whole, *python]),
    ]


def _load(site: Path, what: str, names: Iterable[str]) -> Load:
    sizes = [_sent((site / name).read_bytes()) for name in names]
    return Load(what, sum(sizes), len(sizes))


def _sent(data: bytes) -> int:
    return min(len(data), len(gzip.compress(data, 6)))


def table(site: Path, readers: int, gigabyte: float, requests: float) -> str:
    """Return the table of loads, for one reader and for all, with what they cost."""
    every = f"GB for {readers:,}"
    head = f"{'each reader loads':<38}{'MB':>8}{'requests':>10}{every:>16}{'dollars':>9}"
    rows = [
        f"{load.what:<38}{load.sent / 1e6:>8.2f}{load.requests:>10}"
        f"{load.sent * readers / 1e9:>16.1f}"
        f"{readers * (load.sent / 1e9 * gigabyte + load.requests / 1e6 * requests):>9.2f}"
        for load in loads(site)
    ]
    files = [path for path in site.rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in files)
    said = f"Assumed: {gigabyte} dollars a gigabyte, {requests} a million requests."
    return "\n".join([f"{site}: {size / 1e6:.1f} MB in {len(files)} files", head, *rows, said])


def main() -> None:
    """Print the table of an edition."""
    parser = argparse.ArgumentParser(
        description="What a host serves to readers of the web edition."
    )
    parser.add_argument("site", type=Path, help="folder that `make site` wrote")
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--gigabyte", type=float, default=GIGABYTE, help="dollars (an assumption)")
    parser.add_argument("--requests", type=float, default=REQUESTS, help="dollars a million")
    asked = parser.parse_args()
    if not (asked.site / "sw.js").is_file():
        parser.error(f"{asked.site} holds no web edition: run make site, then name its folder")
    print(table(asked.site, asked.readers, asked.gigabyte, asked.requests))


if __name__ == "__main__":
    main()
