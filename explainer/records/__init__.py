"""The records a story is made of, checked by pydantic as they load.

Every record names its sources; none loads without. Whether the records fit together is for
:mod:`explainer.checks`.
"""

from explainer.records.actors import Body, Person
from explainer.records.agreements import Order, Point, Step
from explainer.records.base import Record
from explainer.records.events import (
    Accession,
    Event,
    GlossaryTerm,
    Paragraph,
    Partner,
    ReferendumResult,
    Term,
    Vote,
)
from explainer.records.observations import Observation
from explainer.records.places import Place, Report, Site, Town
from explainer.records.positions import Atlas, Position, Question, View
from explainer.records.sources import Source
from explainer.records.speech import Figure, Hand, Part, Statement, Variant

__all__ = [
    "Accession",
    "Atlas",
    "Body",
    "Event",
    "Figure",
    "GlossaryTerm",
    "Hand",
    "Observation",
    "Order",
    "Paragraph",
    "Part",
    "Partner",
    "Person",
    "Place",
    "Point",
    "Position",
    "Question",
    "Record",
    "ReferendumResult",
    "Report",
    "Site",
    "Source",
    "Statement",
    "Step",
    "Term",
    "Town",
    "Variant",
    "View",
    "Vote",
]
