"""Lessons on paper: still maps, hand-outs, answer sheets."""

from explainer.paper.cutting import cut
from explainer.paper.handout import answer_sheet, handout, tally_sheet
from explainer.paper.printing import pdf
from explainer.paper.still import still

__all__ = ["answer_sheet", "cut", "handout", "pdf", "still", "tally_sheet"]
