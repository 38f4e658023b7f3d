"""A name of a text while it is looked at: its words, what it may be, what speaks against it."""

from dataclasses import dataclass, field

from explainer.places.ranking import Row


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text, without a possessive ending."""

    text: str
    lower: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Doubt:
    """What speaks against a place, as a sentence; `weighty` if it outweighs what speaks for it."""

    text: str
    weighty: bool = True


@dataclass
class Weighed:
    """A known name while it is looked at: words `first` to `last`, and what it may be."""

    first: int
    last: int
    ask: str
    rows: list[Row]
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, text: str, weighty: bool = True) -> None:
        """Say what speaks against a place."""
        self.doubts.append(Doubt(text, weighty))
