"""Whether ids are unique and lead somewhere, and every source is cited and its own."""

from collections import Counter
from collections.abc import Iterator

from explainer.story.checks.common import citations, problem, records
from explainer.story.model import Story
from explainer.story.parsing import EVERY_ID
from explainer.story.problems import Problem, near
from explainer.story.settings import VOCABULARIES

_ACTORS = ("people", "bodies")
_TEXT = ("paragraphs",)

#: (collection, field) -> the collections its ids come from.
REFERENCES: dict[tuple[str, str], tuple[str, ...]] = {
    ("places", "mentions"): _TEXT,
    ("places", "question"): ("questions",),
    ("people", "mentions"): _TEXT,
    ("people", "body"): ("bodies",),
    ("bodies", "mentions"): _TEXT,
    ("events", "places"): ("places",),
    ("events", "concerns"): ("places",),
    ("events", "actors"): _ACTORS,
    ("statements", "mentions"): _TEXT,
    ("statements", "speaker"): _ACTORS,
    ("statements", "place"): ("places",),
    ("statements", "replies_to"): ("statements",),
    ("statements", "quotes"): ("statements",),
    ("figures", "mentions"): _TEXT,
    ("figures", "by"): _ACTORS,
    ("observations", "mentions"): _TEXT,
    ("positions", "question"): ("questions",),
    ("positions", "holder"): _ACTORS,
    ("positions", "view"): ("views",),
    ("atlases", "place"): ("places",),
    ("points", "agreement"): ("events",),
    ("orders", "agreement"): ("events",),
    ("orders", "holder"): _ACTORS,
    ("glossary", "see"): ("glossary",),
}
#: Collections whose ids share one space, because one field may name either.
_SHARED = (_ACTORS,)


def references(story: Story) -> Iterator[tuple[str, str, str, str, tuple[str, ...]]]:
    """Yield collection, record id, field, id referred to, and the collections it may be in."""
    for (collection, field), targets in REFERENCES.items():
        for record in getattr(story, collection):
            value = getattr(record, field)
            ids = (value,) if isinstance(value, str) else value or ()
            yield from ((collection, record.id, field, id, targets) for id in ids)


def repeated_ids(story: Story) -> Iterator[Problem]:
    """Find ids that two records of a collection share, or a person and a body."""
    for collection, items in story.collections():
        for id, times in Counter(record.id for record in items).items():
            if times > 1:
                wrong = f"{times} records of {collection} have this id"
                yield problem(collection, id, "id", wrong, "Give each its own")
    for first, second in _SHARED:
        both = {item.id for item in getattr(story, first)}
        for record in getattr(story, second):
            if record.id in both:
                wrong = f"stands in both {first} and {second}"
                yield problem(second, record.id, "id", wrong, "Rename one of the two")


def unknown_ids(story: Story) -> Iterator[Problem]:
    """Find ids that no record has."""
    known = _known(story)
    for collection, record, field, id, targets in references(story):
        if not any(id in known[target] or EVERY_ID in known[target] for target in targets):
            yield _unknown(story, collection, record, field, id, targets)


def unlisted_words(story: Story) -> Iterator[Problem]:
    """Find topics, parties, kinds ... that are not in the story's own lists."""
    for (collection, field), name in VOCABULARIES.items():
        listed = getattr(story.words, name)
        for record in getattr(story, collection):
            word = getattr(record, field)
            if word not in listed:
                wrong = f"{word!r} is not in {name} of words.toml"
                todo = f"Add it there, or use one of: {', '.join(listed)}.{near(word, listed)}"
                yield problem(collection, record.id, field, wrong, todo)


def unknown_sources(story: Story) -> Iterator[Problem]:
    """Find source ids that are not in sources.json."""
    known = _known(story)["sources"]
    if EVERY_ID in known:
        return
    if story.article not in known:
        yield _unknown(story, "paragraphs", "", "article", story.article, ("sources",))
    for collection, record in records(story):
        for field, id in citations(record):
            if id not in known:
                yield _unknown(story, collection, record.id, field, id, ("sources",))


def uncited_sources(story: Story) -> Iterator[Problem]:
    """Find sources that nothing cites."""
    if any(story.damaged.values()):  # a record that could not be read may be the one that cites it
        return
    cited = {id for _, record in records(story) for _, id in citations(record)} | {story.article}
    for source in story.sources:
        if source.id not in cited:
            todo = "Name it in the record it backs, or take it out"
            yield problem("sources", source.id, "", "no record cites it", todo)


def self_references(story: Story) -> Iterator[Problem]:
    """Find records that refer to themselves: a statement answering itself."""
    for collection, record, field, id, targets in references(story):
        if id == record and collection in targets:
            verb = {"replies_to": "answers", "quotes": "quotes"}.get(field, "points to")
            todo = "Name the other record, or take it out"
            yield problem(collection, record, field, f"{verb} itself", todo)


def borrowed_addresses(story: Story) -> Iterator[Problem]:
    """Find addresses of sources that were not seen at their own publisher."""
    for source in story.sources:
        if source.URL and source.custom.confirmed in ("memory", "secondary"):
            wrong = f"has an address, but was confirmed from {source.custom.confirmed}"
            todo = "Take URL out; give one only for the publisher's own page, as seen there"
            yield problem("sources", source.id, "URL", wrong, todo)


def unreachable_sources(story: Story) -> Iterator[Problem]:
    """Find sources that a reader can neither open nor learn why not."""
    for source in story.sources:
        if not (source.URL or source.custom.unavailable):
            todo = "Add URL, or say in unavailable why there is none and where to look"
            yield problem("sources", source.id, "URL", "nothing says how to open it", todo)


def _known(story: Story) -> dict[str, set[str]]:
    """Return the ids of every collection, those of damaged records among them."""
    return {
        collection: {record.id for record in items} | story.damaged.get(collection, set())
        for collection, items in story.collections()
    }


def _unknown(
    story: Story, collection: str, record: str, field: str, id: str, targets: tuple[str, ...]
) -> Problem:
    names = [item.id for target in targets for item in getattr(story, target)]
    if any(row.get("id") == id for target in targets for row in story.drafts.get(target, ())):
        wrong, todo = f"{id!r} is still a draft", "Confirm it, or name another"
        return problem(collection, record, field, wrong, todo)
    wrong = f"there is no {id!r} among the {' or '.join(targets)}"
    todo = f"Add it there, or mend the id.{near(id, names)}"
    return problem(collection, record, field, wrong, todo)
