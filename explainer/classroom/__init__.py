"""What makes a lesson of a story: banners, questions, worksheets, a class's pages, the set-up.

>>> import explainer as ex
>>> "no pages" in ex.classroom.gather("/no/such/folder")
True
"""

from explainer.classroom.gathering import gather
from explainer.classroom.tally import tally

__all__ = ["gather", "tally"]
