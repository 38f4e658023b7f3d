"""Lessons on paper and on slides: still maps, hand-outs, answer sheets, decks."""

from explainer import lazy

#: Loaded on first use: the kernel of a lesson that is run for paper needs little of this room.
_WHERE = {
    "answer_sheet": "sheets:answer_sheet",
    "cut": "cutting:cut",
    "deck": "decks:deck",
    "grown": "printing:grown",
    "handout": "sheets:handout",
    "pdf": "printing:pdf",
    "still": "stills:still",
    "tally_sheet": "sheets:tally_sheet",
}

__all__ = sorted(_WHERE)
__getattr__, __dir__ = lazy.names(__name__, _WHERE)
