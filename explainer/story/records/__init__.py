"""The records a story is made of, checked by pydantic as they load.

Every record names its sources; none loads without. Whether the records fit together is for
:mod:`explainer.story.checks`.
"""

from explainer.story.records.fields import Record
from explainer.story.records.said import Body, Figure, Hand, Part, Person, Statement, Variant
from explainer.story.records.sources import Source
from explainer.story.records.what import (
    Accession,
    Correction,
    Event,
    GlossaryTerm,
    Observation,
    Order,
    Paragraph,
    Partner,
    Point,
    ReferendumResult,
    Step,
    Term,
    Vote,
)
from explainer.story.records.where import (
    Atlas,
    Place,
    Position,
    Question,
    Report,
    Shape,
    Site,
    Town,
    View,
)
