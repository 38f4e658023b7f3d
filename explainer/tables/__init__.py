"""Records as tables to read, how they are known, and the article read layer by layer."""

from explainer.page.cards import fold as folded
from explainer.tables.left_open import left_open
from explainer.tables.proof import confirmed, corrections, how_we_know, opened, records
from explainer.tables.retold import VERBS, events, people, terms, verbs
