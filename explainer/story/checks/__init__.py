"""What pydantic cannot see in one record: whether the records of a story fit together.

A check is a function from a story to the problems it finds; :data:`CHECKS` lists them all.
"""

from collections.abc import Callable, Iterator

from explainer.story.checks import lessons, links, proofs, times, voice
from explainer.story.checks import quoting as speech
from explainer.story.checks import sums as numbers
from explainer.story.checks import terrain as ground
from explainer.story.model import Story
from explainer.story.problems import Problem

CHECKS: tuple[Callable[[Story], Iterator[Problem]], ...] = (
    links.repeated_ids,
    links.unknown_ids,
    links.unlisted_words,
    links.unknown_sources,
    links.uncited_sources,
    links.self_references,
    links.borrowed_addresses,
    links.unreachable_sources,
    times.dates,
    times.later_references,
    speech.long_quotations,
    speech.replies,
    speech.article_statements,
    speech.spellings,
    voice.party_words,
    ground.disputed_places,
    ground.incomplete_views,
    ground.unknown_shapes,
    ground.own_shapes,
    ground.unknown_units,
    ground.presets,
    ground.coordinates,
    numbers.votes,
    numbers.parts,
    numbers.members,
    numbers.points,
    proofs.proofs,
    lessons.quizzes,
    lessons.shapes,
    lessons.study,
    lessons.tasks,
)


def check(story: Story) -> list[Problem]:
    """Return every mistake in how the records of a story fit together; none if all is well.

    Examples
    --------
    >>> check(ex.load())
    []
    """
    everything = story.whole()
    return [problem for function in CHECKS for problem in function(everything)]
