"""Every public function that shows something of a story, and its arguments from a story's records.

A new function is found by itself; if its parameters have names not known here, its test says which
argument is missing. What comes out is read as words, whatever it is.
"""

import importlib
import inspect
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from types import ModuleType
from typing import Any

import folium
import ipywidgets
import nbformat
from matplotlib.text import Text

import explainer as ex
from explainer.page.offline import MapPage
from explainer.story import Story

#: What is shown of a story comes from one of these; a function with none of them knows no story.
STORYLIKE = {"story", "places", "place", "found", "lesson", "drawn", "position", "works"}
#: Rooms that are no part of `ex`, but that readers and tools use.
MORE_ROOMS = ("explainer.export",)


def rooms() -> Iterator[ModuleType]:
    """Yield the public rooms: the modules that `import explainer as ex` offers, and a few more."""
    offered = (getattr(ex, name) for name in ex.__all__)
    yield from (room for room in offered if inspect.ismodule(room))
    yield from map(importlib.import_module, MORE_ROOMS)


def functions() -> dict[str, Callable[..., Any]]:
    """Return the functions that show something of a story: ``"maps.places"`` -> function."""
    found = {}
    for room in rooms():
        names = getattr(room, "__all__", None) or [
            name
            for name, item in vars(room).items()
            if not name.startswith("_")
            and (hasattr(room, "__path__") or getattr(item, "__module__", "") == room.__name__)
        ]
        for name in names:
            item = getattr(room, name)
            if inspect.isfunction(item) and STORYLIKE & inspect.signature(item).parameters.keys():
                found[f"{room.__name__.removeprefix('explainer.')}.{name}"] = item
    return found


class Given:
    """The arguments that one story has to give, by the name of the parameter.

    Parameters
    ----------
    story : Story
    folder : pathlib.Path
        Where a lesson of the story, and files, may be written.
    """

    def __init__(self, story: Story, folder: Path) -> None:
        self.story, self.folder = story, folder
        self.places = ex.Gazetteer()
        self.lessons = sorted(
            file.name.removesuffix(".json") for file in (story.folder / "quiz").iterdir()
        )

    def choices(self, function: Callable[..., Any]) -> Iterator[dict[str, Any]]:
        """Yield what else a reader could choose: every point of view, every topic with numbers."""
        words = self.story.words.topics
        offered = {
            "view": [view.id for view in self.story.views],
            "topic": list(dict.fromkeys(figure.topic for figure in self.story.figures)),
            "topics": [[topic] for topic in words if any(self._about(topic))],
        }
        for parameter in inspect.signature(function).parameters.values():
            if parameter.default is not parameter.empty:
                yield from ({parameter.name: value} for value in offered.get(parameter.name, ()))

    def _about(self, topic: str) -> Iterator[bool]:
        statements = self.story.statements
        return (item.topic == topic and item.kind == "claim" for item in statements)

    def call(self, name: str, function: Callable[..., Any], **chosen: Any) -> Any:
        """Call a function with this story; where nothing is chosen its defaults stand."""
        parameters = inspect.signature(function).parameters.values()
        open_ended = any(item.kind is item.VAR_POSITIONAL for item in parameters)
        positional: list[Any] = []
        keywords: dict[str, Any] = {}
        for item in parameters:
            if item.kind is item.VAR_POSITIONAL:
                positional += self.rest(name, item.name)
            elif item.kind is item.VAR_KEYWORD:
                continue
            elif item.name == "story" or item.default is item.empty:
                if item.name in chosen and "Story" in str(item.annotation):
                    value = chosen.pop(item.name)
                else:
                    value = self.value(name, item)
                if open_ended and item.kind is not item.KEYWORD_ONLY:
                    positional.append(value)
                else:
                    keywords[item.name] = value
        chosen.pop("story", None)
        return function(*positional, **keywords | chosen)

    def value(self, name: str, parameter: inspect.Parameter) -> Any:
        """Return what the story gives for a parameter; AssertionError if nothing is known."""
        wanted = parameter.name
        own = getattr(self, f"_{name.rpartition('.')[2]}_{wanted}", None)
        by_name = own or getattr(self, f"_{wanted}", None)
        assert by_name, f"{name} has a parameter {wanted!r}: say in {__name__} what a story gives"
        return by_name(str(parameter.annotation)) if wanted in ("story", "place") else by_name()

    def rest(self, name: str, wanted: str) -> list[Any]:
        """Return what stands for ``*ids`` and the like: nothing where nothing is known."""
        by_name = getattr(self, f"_{name.rpartition('.')[2]}_{wanted}", None)
        return list(by_name()) if by_name else []

    # --- by name

    def _story(self, annotation: str) -> Any:
        return self.story if "Story" in annotation or "story" in annotation else self.story.folder

    def _place(self, annotation: str) -> Any:
        place = next(place for place in self.story.places if place.point and place.country)
        return place if "Place" in annotation else place.id

    def _title(self) -> str:
        return "A map"

    def _view(self) -> str:
        return self.story.views[0].id

    def _a(self) -> str:
        return self.story.views[0].id

    def _b(self) -> str:
        return self.story.views[1].id

    def _position(self) -> Any:
        return self.story.positions[0]

    def _event(self) -> str:
        return self.story.points[0].agreement

    def _statement(self) -> str:
        return next(item.id for item in self.story.statements if item.via and item.variants)

    def _reply(self) -> Any:
        return next(item for item in self.story.statements if item.replies_to)

    def _first(self) -> str:
        return self._reply().replies_to[0]

    def _second(self) -> str:
        return self._reply().id

    def _year(self) -> int:
        return self.story.day.year

    def _day(self) -> Any:
        return self.story.day

    def _known(self) -> Any:
        return self.story.day

    def _country(self) -> str:
        return next(place.country for place in self.story.places if place.country)

    def _places(self) -> list[Any]:
        return [place for place in self.story.places if place.point]

    def _confirmed_places(self) -> list[Any]:
        return [(item.address, item) for item in self._found()]

    _confirmed_table_places = _confirmed_places

    def _found(self) -> list[Any]:
        return self.places.geocode(self._query(), exactly_one=False)

    def _gazetteer(self) -> Any:
        return self.places

    def _query(self) -> str:
        return next(place.name for place in self.story.places if place.kind == "city")

    def _figures(self) -> list[str]:
        topic = next(
            item.topic
            for item in self.story.figures
            if sum(other.topic == item.topic for other in self.story.figures) > 1
        )
        return [item.id for item in self.story.figures if item.topic == topic][:2]

    def _lesson(self) -> str:
        return self.lessons[0]

    def _recall_lesson(self) -> str:
        return self.lessons[-1]

    def _guess_lesson(self) -> str:
        guessed = {item.id: name for name in self.lessons for item in self._guesses(name)}
        return next(iter(guessed.values()))

    def _guess_id(self) -> str:
        return next(self._guesses(self._guess_lesson())).id

    def _guess_answer(self) -> list[Any]:
        return ["the answer", ex.cards.text("as a block")]

    def _guesses(self, lesson: str) -> Iterator[Any]:
        return (item for item in self.story.quiz(lesson) if item.type == "guess")

    def _handout_lesson(self) -> str:
        return "99-all"

    _cut_lesson = _deck_lesson = _handout_lesson

    def _task(self) -> str:
        return self.story.tasks(self.lessons[0]).tasks[0].id

    def _drawn(self) -> folium.Map:
        return ex.maps.places(self.story)

    def _folder(self) -> Path:
        return self.folder

    def _records(self) -> list[Any]:
        return list(self.story.events)

    def _ids(self) -> tuple[str, ...]:
        return self.story.events[0].sources

    def _name(self) -> str:
        return "places"

    def _works(self) -> list[Any]:
        from explainer.classroom.worksheet import Work

        sheet = self.story.tasks(self.lessons[0])
        task = sheet.tasks[0]
        words = {"value": "My words", "changed": "2020-01-26T12:00:00+00:00"}
        return [Work(lesson=self.lessons[0], answers={task.id: {task.boxes[0].id: words}})]

    def _notebooks(self) -> Path:
        cells = [
            nbformat.v4.new_markdown_cell("# A lesson of this story\n\nIts places and its events."),
            nbformat.v4.new_code_cell(
                "import explainer as ex\n\n"
                f"story = ex.load({str(self.story.folder)!r})\n"
                "ex.maps.places(story)"
            ),
            nbformat.v4.new_code_cell("ex.charts.timeline(story)"),
            nbformat.v4.new_code_cell("ex.tables.people(story)"),
        ]
        for place, cell in enumerate(cells):
            cell.id = f"cell-{place}"  # not drawn by lot: the same notebook each time
            cell.metadata["tags"] = ["period"]
        notebook = nbformat.v4.new_notebook(cells=cells)
        notebook.metadata["kernelspec"] = {
            "display_name": "Python 3",
            "language": "python",
            "name": "python3",
        }
        nbformat.write(notebook, self.folder / "99-all.ipynb")
        return self.folder

    # --- what stands for several

    def _events_ids(self) -> list[str]:
        return [event.id for event in self.story.events if event.terms][:2]

    def _average_ids(self) -> list[str]:
        return self._figures()

    def _terms_ids(self) -> list[str]:
        return [term.id for term in self.story.glossary][:3]

    def _verbs_words(self) -> list[str]:
        return ["said"]

    def _distances_table_places(self) -> list[str]:
        return [place.id for place in self.story.places if place.point and place.country][:3]

    def _paragraphs_tags(self) -> list[str]:
        return [paragraph.id for paragraph in self.story.paragraphs][:2]


# --- what comes out, as words

_SHAPES = re.compile(r"\(explainer\.files \?\?= \{\}\)\[[^]]*\] = .*?;\n", re.DOTALL)
_WORLD = re.compile(r'\{[^{}]*"cls": "ex-(?:country|sea-name)"[^{}]*\}')
#: Of which day the gazetteer's data are.
_GAZETTEER = re.compile(r"snapshot of \d+ \w+ \d{4}")


#: The notices in style sheets of libraries, with the years of their licences.
_LICENCES = re.compile(r"/\*.*?\*/", re.DOTALL)


def words(shown: Any) -> str:
    """Return all that a reader of an output can meet, without the world map's own names."""
    return " ".join(filter(None, _pieces(shown)))


def _pieces(shown: Any) -> Iterator[str]:
    if isinstance(shown, str | int | float):
        yield unescape(_LICENCES.sub("", str(shown)))
    elif isinstance(shown, folium.Map):
        yield from _pieces(shown.get_root())
    elif isinstance(shown, folium.map.Layer):
        page = MapPage("A layer")
        page.add_child(folium.Map(tiles=None).add_child(shown))
        yield from _pieces(page)
    elif isinstance(shown, MapPage):
        yield _of_page(shown.page())
    elif isinstance(shown, Path):
        yield from _pieces(shown.read_text(encoding="utf-8-sig"))
    elif isinstance(shown, dict):
        yield from (piece for pair in shown.items() for item in pair for piece in _pieces(item))
    elif isinstance(shown, list | tuple | set):
        yield from (piece for item in shown for piece in _pieces(item))
    elif isinstance(shown, ipywidgets.Widget):
        yield from _of_widget(shown)
    elif hasattr(shown, "alt") and hasattr(shown, "table"):
        yield f"{shown.title} {shown.alt} {shown.table}"
        yield from (text.get_text() for text in shown.figure.findobj(Text))
    elif hasattr(shown, "_repr_html_"):
        yield unescape(shown._repr_html_())
    else:
        yield repr(shown)


def _of_page(page: str) -> str:
    for worldly in (_SHAPES, _WORLD, _GAZETTEER):
        page = worldly.sub("", page)
    return unescape(page)


def _of_widget(widget: ipywidgets.Widget) -> Iterator[str]:
    for name in ("value", "description", "placeholder"):
        said = getattr(widget, name, None)
        if isinstance(said, str):
            yield _of_page(unescape(said))
    options = getattr(widget, "options", ())
    yield from (str(option) for option in options or ())
    for child in getattr(widget, "children", ()):
        yield from _of_widget(child)
    for part in ("controls", "panes"):
        held = getattr(widget, part, None)
        for child in held.values() if isinstance(held, dict) else ():
            yield from _of_widget(child)


def plain(said: str) -> str:
    """Return the letters that are left without markup and scripts."""
    said = re.sub(r"<(script|style)\b.*?</\1>", " ", said, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", said).split())


def markers(drawn: folium.Map) -> list[dict[str, Any]]:
    """Return the markers of a map as data."""
    from explainer.maps.layers import Markers
    from tests.drawn import layers

    return [item for layer in layers(drawn, Markers) for item in layer.data]


def first_view(drawn: folium.Map) -> Any:
    """Return ((south, west), (north, east)) of a map's first view."""
    from explainer.maps.layers import Prepare
    from tests.drawn import layers

    [prepared] = layers(drawn, Prepare)
    return json.loads(json.dumps(prepared.options["bounds"]))
