"""Whether ids are unique and lead somewhere, and every source is cited and its own."""

from collections import Counter
from collections.abc import Iterator
from functools import cache, partial

from explainer.story.checks.common import names, nothing, problem
from explainer.story.model import Story
from explainer.story.problems import Problem
from explainer.story.records.fields import SOURCES, named


def repeated_ids(story: Story) -> Iterator[Problem]:
    """Find ids that two records of a collection share, or a person and a body."""
    for collection, items in story.collections():
        for id, times in Counter(record.id for record in items).items():
            if times > 1:
                wrong = f"{times} records of {collection} have this id"
                yield problem(collection, id, "id", wrong, "Give each its own")
    both = {item.id for item in story.people}  # one field may name either
    for record in story.bodies:
        if record.id in both:
            wrong = "stands in both people and bodies"
            yield problem("bodies", record.id, "id", wrong, "Rename one of the two")


def unknown_names(story: Story) -> Iterator[Problem]:
    """Find ids that no record has, words in no list, shapes that the map does not have."""
    said = cache(partial(nothing, story))  # most names stand in many records
    if wrong := said(story.article, SOURCES):
        yield problem("paragraphs", "", "article", *wrong)
    for collection, record, field, id, mark in names(story):
        if wrong := said(id, mark):
            yield problem(collection, record, field, *wrong)
    for field, id, mark in named(story.maps):
        if wrong := said(id, mark):
            yield Problem("maps.toml", "", field, *wrong)


def uncited_sources(story: Story) -> Iterator[Problem]:
    """Find sources that nothing cites."""
    if any(story.damaged.values()):  # a record that could not be read may be the one that cites it
        return
    cited = {story.article, *(id for *_, id, mark in names(story) if mark is SOURCES)}
    for source in story.sources:
        if source.id not in cited:
            todo = "Name it in the record it backs, or take it out"
            yield problem("sources", source.id, "", "no record cites it", todo)


def self_references(story: Story) -> Iterator[Problem]:
    """Find records that refer to themselves: a statement answering itself."""
    for collection, record, field, id, mark in names(story):
        if id == record and collection in mark.records:
            verb = {"replies_to": "answers", "quotes": "quotes"}.get(field, "points to")
            todo = "Name the other record, or take it out"
            yield problem(collection, record, field, f"{verb} itself", todo)


def addresses(story: Story) -> Iterator[Problem]:
    """Find addresses of sources not seen at their publisher, and sources that nobody can open."""
    for source in story.sources:
        if source.URL and source.custom.confirmed in ("memory", "secondary"):
            wrong = f"has an address, but was confirmed from {source.custom.confirmed}"
            todo = "Take URL out; give one only for the publisher's own page, as seen there"
            yield problem("sources", source.id, "URL", wrong, todo)
        elif not (source.URL or source.custom.unavailable):
            todo = "Add URL, or say in unavailable why there is none and where to look"
            yield problem("sources", source.id, "URL", "nothing says how to open it", todo)
