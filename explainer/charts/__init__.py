"""Charts of the story: each a figure, its words for those who cannot see it, and a table."""

from explainer.charts.agreements import agreement, orders
from explainer.charts.average import average
from explainer.charts.ballot import referendum
from explainer.charts.board import Board
from explainer.charts.counts import counts_by_day, people
from explainer.charts.exchange import chain, chains, claims, compare
from explainer.charts.figure import Chart
from explainer.charts.numbers import ranges
from explainer.charts.resolutions import votes
from explainer.charts.speakers import voices
from explainer.charts.timelines import timeline
