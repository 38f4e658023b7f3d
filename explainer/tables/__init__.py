"""Records as tables to read, and the article read layer by layer."""

from explainer.tables.retold import VERBS, events, folded, people, terms, verbs

__all__ = ["VERBS", "events", "folded", "people", "terms", "verbs"]
