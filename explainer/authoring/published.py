"""Who published an article: an entry of sources.json that is asked for like a find."""

import json
from typing import Any

from explainer import reading
from explainer.authoring.drafts import ARTICLE
from explainer.authoring.folder import Folder, fits

FILE, SOURCES = "sources.json", "sources"
#: Its publisher before anybody was asked, and where whoever was asked did not know.
UNASKED, UNKNOWN = "Publisher not written down yet", "Publisher not known"


def find(folder: Folder) -> list[dict[str, Any]]:
    """Return the article itself as a find behind its last word, or nothing if it is no source.

    >>> import explainer as ex
    >>> find(Folder(ex.load("carvonia-2019").folder))[0]["decision"]
    'kept'
    """
    end = len(folder.text)
    return [
        {"collection": SOURCES, "id": ARTICLE, "start": end, "end": end}
        | {"decision": "" if row.get("publisher") == UNASKED else "kept"}
        for row in folder.rows(SOURCES)
        if row["id"] == ARTICLE
    ]


def publish(folder: Folder, **told: str | None) -> None:
    """Write down who published the article; `told`: title, publisher and URL, None if not known.

    If it does not fit its form, StoryError says so, and nothing is changed.
    """
    folder.rows(SOURCES)  # says what is wrong with the file
    listed = json.loads(reading.text(folder.content(FILE)))
    row = next(row for row in listed if isinstance(row, dict) and row.get("id") == ARTICLE)
    said = {name: reading.letters(value) for name, value in told.items() if value}
    if said.get("publisher", UNASKED) == UNASKED:
        said["publisher"] = UNKNOWN
    custom = row.setdefault("custom", {})
    if said.get("title", row.get("title")) != row.get("title"):
        custom["described"] = False
    custom["confirmed"] = "publisher" if "URL" in said else "memory"
    if "URL" in said:
        custom.pop("unavailable", None)
    else:
        row.pop("URL", None)
        custom["unavailable"] = "Whoever made this story did not write it down."
    row |= said
    fits(SOURCES, ARTICLE, row)
    folder.rewrite({FILE: json.dumps(listed, indent=2, ensure_ascii=False) + "\n"})
