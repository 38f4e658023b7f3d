"""Lessons on paper: still maps, hand-outs, answer sheets."""

from explainer.paper.still import still

__all__ = ["still"]
