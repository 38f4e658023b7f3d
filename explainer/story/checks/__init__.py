"""What pydantic cannot see in one record: whether the records of a story fit together.

A check is a function from a story to the problems it finds; :data:`CHECKS` lists them all.
"""

from collections.abc import Callable, Iterator

from explainer.story.checks import lessons, links, proofs, quoting, sums, terrain
from explainer.story.model import Story
from explainer.story.problems import Problem

CHECKS: tuple[Callable[[Story], Iterator[Problem]], ...] = (
    links.repeated_ids,
    links.unknown_names,
    links.uncited_sources,
    links.self_references,
    links.addresses,
    sums.dates,
    sums.later_references,
    quoting.long_quotations,
    quoting.replies,
    quoting.article_statements,
    quoting.spellings,
    quoting.party_words,
    terrain.disputed_places,
    terrain.incomplete_views,
    terrain.own_shapes,
    terrain.unknown_units,
    terrain.coordinates,
    sums.votes,
    sums.parts,
    sums.members,
    sums.points,
    proofs.proofs,
    lessons.quizzes,
    lessons.shapes,
    lessons.study,
    lessons.tasks,
)


def check(story: Story) -> list[Problem]:
    """Return every mistake in how the records of a story fit together; none if all is well.

    >>> check(ex.load())
    []
    """
    everything = story.whole()
    return [problem for function in CHECKS for problem in function(everything)]
