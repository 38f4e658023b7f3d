"""Charts of the story: each a figure, its words for those who cannot see it, and a table."""

from explainer.charts.figure import Chart
from explainer.charts.referendum import referendum
from explainer.charts.timeline import timeline, timeline_closeup
from explainer.charts.votes import votes

__all__ = ["Chart", "referendum", "timeline", "timeline_closeup", "votes"]
