"""A story: its records, its clock, and whether they fit together.

>>> story.place(story.places[0].id) is story.places[0]
True
"""

from explainer.story.loading import Named, default, load, named, names, read
from explainer.story.model import Story, cite
from explainer.story.problems import Problem

__all__ = ["Named", "Problem", "Story", "cite", "default", "load", "named", "names", "read"]
