"""Lessons on paper: still maps, hand-outs, answer sheets."""

from explainer.paper.handout import answer_sheet, handout
from explainer.paper.printing import pdf
from explainer.paper.still import still

__all__ = ["answer_sheet", "handout", "pdf", "still"]
