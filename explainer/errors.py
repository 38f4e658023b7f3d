"""Every error this package raises, under one root.

Each also inherits the built-in a caller would expect to catch, as geopy's do.
"""


class ExplainerError(Exception):
    """Root of all errors of this package."""


class StoryError(ExplainerError, ValueError):
    """A story file holds mistakes; the message lists all of them."""


class UnknownRecord(ExplainerError, KeyError):
    """No record of this story has that id."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class Unreadable(ExplainerError, ValueError):
    """A file cannot be read; `wrong` says why, `todo` what to do."""

    def __init__(self, wrong: str, todo: str) -> None:
        super().__init__(wrong, todo)
        self.wrong, self.todo = wrong, todo

    def __str__(self) -> str:
        return f"{self.wrong}. {self.todo}."


class DateError(ExplainerError, ValueError):
    """A text is not a day of the calendar."""


class GeographyError(ExplainerError, ValueError):
    """A shape, unit or point of view is not known."""


class OfflineError(ExplainerError, RuntimeError):
    """A map asks for a script or style that is not shipped, so it would need a network."""


class DataMissing(ExplainerError, FileNotFoundError):
    """A data file of the package is not where it should be."""


class WorksheetError(ExplainerError, OSError):
    """A reader's saved answers could not be read or written."""


class ChartError(ExplainerError, ValueError):
    """There is nothing to draw, or no way to draw or save it as asked."""


class LessonError(ExplainerError, RuntimeError):
    """A lesson cannot be run, or one of its cells stops with an error."""


class QueryError(ExplainerError, ValueError):
    """A gazetteer was asked something that is not a place name or a point."""


class TourError(ExplainerError, ValueError):
    """A tour has no stops, does not have the stop asked for, or a stop has nothing to show."""
