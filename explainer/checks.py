"""What pydantic cannot see in one record: whether the records of a story fit together."""

from explainer.story import Problem, Story


def check(story: Story) -> list[Problem]:
    """Return every mistake in how the records of a story fit together.

    Parameters
    ----------
    story : Story

    Returns
    -------
    list of Problem
        Empty if all is well.
    """
    return []
