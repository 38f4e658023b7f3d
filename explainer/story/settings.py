"""What a story brings besides records: its words, the views of its maps, its lessons.

The engine knows no story. Lists that records choose from, titles and sentences stand in
``words.toml``, first views and what maps show in ``maps.toml``, lessons in ``lessons.toml``.
"""

from typing import Annotated, Any

from pydantic import Field, model_validator

from explainer import shipped
from explainer.errors import StoryError
from explainer.story.presets import Extent, Presets, Rule
from explainer.story.records.fields import Count, Of, Slug, Strict, Text


class Look(Strict):
    """How one of several kinds is drawn on a map, and what the legend calls it.

    ``symbol`` is one of ``static/symbols.svg``; without one it is an area of the class ``cls``.
    """

    symbol: str = ""
    cls: str = ""
    words: Text


class Topic(Strict):
    """What statements and numbers are about.

    ``label`` is its name in a list, ``numbers`` the title of a chart of the numbers on it,
    ``groups`` of the people of a number by group, ``days`` of the numbers day by day; ``note``
    says what they must not be taken for.
    """

    label: Text
    numbers: Text | None = None
    groups: Text | None = None
    days: Text | None = None
    note: Text | None = None


class Words(Strict):
    """The story's own words (``words.toml``).

    ``lanes``, ``acts``, ``parties``, ``layers``, ``moves`` and ``point_kinds`` are the lists that
    records choose from, in the order in which they are shown. ``topics``, ``site_kinds``,
    ``sides`` (who held a town) and ``statuses`` (of states towards an alliance) say more of each.
    ``relays`` are those acts by which a speaker gives somebody else's words, ``voters`` how many
    members a body has that votes.
    ``party_words`` gives words that take a side, by the side that uses them, ``attributing`` the
    words by which a sentence says whose word it uses.
    ``titles`` and ``sentences`` are what charts, maps and rules say, by name.
    """

    lanes: tuple[Text, ...] = ()
    acts: tuple[Text, ...] = ()
    relays: tuple[Text, ...] = ()
    parties: tuple[Text, ...] = ()
    layers: tuple[Text, ...] = ()
    moves: tuple[Text, ...] = ()
    point_kinds: tuple[Text, ...] = ()
    topics: dict[Text, Topic] = Field(default_factory=dict)
    site_kinds: dict[Text, Look] = Field(default_factory=dict)
    sides: dict[Text, Look] = Field(default_factory=dict)
    statuses: dict[Text, Look] = Field(default_factory=dict)
    voters: dict[Text, Count] = Field(default_factory=dict)
    party_words: dict[Text, tuple[Text, ...]] = Field(default_factory=dict)
    attributing: tuple[Text, ...] = ()
    titles: dict[Slug, Text] = Field(default_factory=dict)
    sentences: dict[Slug, Text] = Field(default_factory=dict)

    def title(self, name: str, **values: Any) -> str:
        """Return a title, with ``{names}`` filled in: the story's, or the engine's own.

        StoryError, if neither has one.
        """
        return _filled("titles", self.titles, name, values)

    def sentence(self, name: str, **values: Any) -> str:
        """Return a sentence, as :meth:`title` does."""
        return _filled("sentences", self.sentences, name, values)


class Maps(Strict):
    """The first views of the story's maps, and what each shows (``maps.toml``).

    ``view`` is the point of view that draws the borders where none is asked for, ``extent`` the
    name of the first view of a map in ``extents``: ((south, west), (north, east)) in degrees. A
    map that has an extent of its own name opens on that one. ``presets`` hold, by name of the
    map, what its function needs of this story; ``rules`` are how a map may draw disputed areas.
    """

    view: Annotated[Slug | None, Of(("views",))] = None
    extent: Slug | None = None
    extents: dict[Slug, Extent] = Field(default_factory=dict)
    presets: Presets = Presets()
    rules: tuple[Rule, ...] = ()

    @model_validator(mode="after")
    def _extent_is_listed(self) -> "Maps":
        if self.extent and self.extent not in self.extents:
            raise ValueError(f"extent: there is no {self.extent!r} under [extents]")
        return self

    def preset(self, name: str) -> Any:
        """Return what a map needs of this story: a form of :mod:`explainer.story.presets`.

        StoryError, if the story does not have this map.
        """
        if (found := getattr(self.presets, name, None)) is None:
            raise StoryError(
                f"This story has no map {name!r}. If it should have one, add [presets.{name}] to "
                "maps.toml"
            )
        return found


class Lesson(Strict):
    """A lesson of the story: the name of its notebook, its title, what it asks again.

    ``recall`` are questions of earlier lessons with which it opens: ``01-where/3``; ``tasks`` are
    those for which there is time in one period (none: all).
    """

    id: Slug
    title: Text
    recall: tuple[Text, ...] = ()
    tasks: tuple[Slug, ...] = ()


class Lessons(Strict):
    """The lessons of the story (``lessons.toml``).

    ``banners`` are the sentences of :mod:`explainer.classroom.banners`, with ``{day}`` and
    ``{end}`` for the story's day and the end of what is told.
    """

    lesson: tuple[Lesson, ...] = ()
    banners: dict[Slug, Text] = Field(default_factory=dict)

    def recall(self, id: str) -> tuple[str, ...]:
        """Return the names of the questions of earlier lessons with which a lesson opens."""
        return next((item.recall for item in self.lesson if item.id == id), ())

    def banner(self, name: str, **values: Any) -> str:
        """Return a sentence for a banner, or raise :class:`~explainer.errors.StoryError`."""
        return _filled("banners", self.banners, name, values, "lessons.toml")


def _filled(
    table: str, own: dict[str, str], name: str, values: dict[str, Any], file: str = "words.toml"
) -> str:
    said = shipped.data("engine.toml").get(table, {}) | own
    if name not in said:
        raise StoryError(
            f"This story has nothing to say for {name!r}. If it should, add {name} under [{table}] "
            f"in {file}"
        )
    try:
        return said[name].format(**values)
    except (KeyError, IndexError, ValueError) as error:
        known = ", ".join(f"{{{key}}}" for key in values) or "none"
        raise StoryError(
            f"{file} · {table} · {name}: {error} cannot be filled in. Use only: {known}"
        ) from None
