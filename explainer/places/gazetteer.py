"""Where a place name points, without a network: a geopy geocoder over the embedded data.

The data is GeoNames, Natural Earth, and what was added by hand; the card in
``explainer/data/README.md`` says of which day.

>>> import explainer as ex
>>> ex.Gazetteer().geocode("Peking").address
'Beijing, China'
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from explainer.errors import QueryError
from explainer.places import options
from explainer.places.answers import Chosen, location, nearby
from explainer.places.document import Document
from explainer.places.ranking import Found
from explainer.places.searching import Searching
from explainer.places.spotting import Spot, spots


class Gazetteer(Geocoder):
    """A geopy geocoder that answers from a file.

    Works with everything that takes a geopy geocoder, such as ``geopy.extra.rate_limiter``. May be
    shared between threads.

    Parameters
    ----------
    path : str or pathlib.Path, optional
        Another gazetteer file; the one that comes with the package if left out.
    service : object
        What geopy's other geocoders take (``user_agent``, ``timeout`` …); no service is asked, so
        it changes nothing.

    Raises
    ------
    DataMissing
        If there is no such file, or it is damaged.

    Examples
    --------
    >>> place = Gazetteer().geocode("Pristina")
    >>> place.address, place.raw["country"], place.raw["status"]["question"]
    ('Pristina, Kosovo (status disputed)', None, 'kosovo')
    >>> [place.address for place in Gazetteer().geocode("Cordoba", exactly_one=False)][3]
    'Córdoba, Spain'
    """

    def __init__(self, path: str | Path | None = None, **service: Any) -> None:
        if unknown := sorted(set(service) - options.IGNORED):
            raise QueryError(
                f"the gazetteer does not know the keyword {unknown[0]!r}: leave it out"
            )
        super().__init__(timeout=None, proxies=None, adapter_factory=options.NoNetwork)
        self._file = Searching(path)

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        limit: int | None = None,
        country_codes: str | Sequence[str] | None = None,
        viewbox: Sequence[Any] | None = None,
        language: str = "en",
        **more: Any,
    ) -> Location | list[Location] | None:
        """Return where a name points.

        Parameters
        ----------
        query : str or dict
            A name in English or another language, or a common other spelling, alone or followed
            by a region or country: ``"Odessa, Texas"``, or ``{"city": "Odessa", "state":
            "Texas"}``. A missing value of a table (None, NaN, NA) has no answer.
        exactly_one : bool
            Whether to return the best answer only, or all, best first.
        timeout : object
            Ignored; other geocoders have it.
        limit : int, optional
            Most answers to return when ``exactly_one`` is false.
        country_codes : str or sequence of str, optional
            ISO 3166-1 alpha-2 codes the place must lie in. A place whose country is disputed is
            found under each country it is claimed for.
        viewbox : two points, optional
            Opposite corners, each ``(latitude, longitude)`` in degrees; places inside come first.
        language : str
            ``"en"``, ``"uk"``, ``"ru"`` or another ISO 639-1 code; English where a name is not
            known in it. What an address says of a status is always English.
        more : object
            Keywords of geopy's Nominatim: ``bounded`` (only inside the viewbox);
            ``addressdetails`` and the like change nothing.

        Returns
        -------
        geopy.location.Location, list of Location, or None
            None if nothing is found, or if the name is not one of a place (:meth:`explain` says
            which). ``raw`` has ``id``, ``source``, ``kind``, ``precision_km``, ``population``,
            ``country`` (ISO code; None if disputed), ``region``, ``names``, ``matched``,
            ``score`` (100 if spelled right), ``guess``, ``rank_reason``, ``extent`` (south, west,
            north, east), ``years``, ``points_to`` (of an adjective), ``status`` and ``place_id``.

        Raises
        ------
        QueryError
            If the query, an option or a keyword is none that can be meant.
        """
        del timeout
        one, limit = options.flag(exactly_one, "exactly_one"), options.limit(limit)
        language, only = options.language(language), options.bounded(more)
        countries, box = options.countries(country_codes), options.corners(viewbox)
        if options.is_missing(query):
            return None
        found = self._file.geocode(options.text_of(query), countries)
        found.rows = options.boxed(found.rows, box, only)
        if not found.rows:
            return None
        count = 1 if one else limit
        answers = [
            location(self._file, row, language, found, rank)
            for rank, row in enumerate(found.rows[:count])
        ]
        return answers[0] if one else answers

    def resolve(
        self,
        names: str | Sequence[str],
        *,
        language: str = "en",
        spots: Sequence[Spot] | None = None,
    ) -> list[Location | None]:
        """Return where the names of one text point, decided together.

        A name starts with what is known of it alone, as in :meth:`geocode`. Other names that lie
        in the same country, the same region or nearby, and an area in which the text puts it,
        speak for one of its places. A name means the same wherever it stands.

        Parameters
        ----------
        names : str or sequence of str
            A text, or the names that stand in one.
        language : str
            As in :meth:`geocode`.
        spots : sequence of Spot, optional
            What :meth:`spots` found in the text, so as not to look twice.

        Returns
        -------
        list of Location or None
            For names: one answer each, in their order, None for what is no place. For a text: its
            places, in their order. ``raw`` is as in :meth:`geocode`; ``rank_reason`` says what
            spoke for it, ``sure`` (0 to 1) how much, and of a text ``words`` and ``start`` say
            which words it is about and where they begin.

        Examples
        --------
        >>> found = Gazetteer().resolve("Paris, a town in Kentucky, lies near Lexington.")
        >>> [place.address for place in found][0]
        'Paris, Kentucky, United States'
        >>> [place.raw["country"] for place in Gazetteer().resolve(["Dublin", "Cork", "Galway"])]
        ['IE', 'IE', 'IE']
        """
        document = Document(self._file, names, spots)
        answers = Chosen(self._file, document.distinct, options.language(language))
        return [name and answers.where(name) for name in document.asked]

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        language: str = "en",
        limit: int | None = None,
        max_km: float = 100,
        **more: Any,
    ) -> Location | list[Location] | None:
        """Return the city or town nearest to a point, and how far it is.

        Its country is the country of that place. The point itself may lie across a border: this
        is a list of places, not of territories.

        Parameters
        ----------
        query : geopy.point.Point, (latitude, longitude) in degrees, or str
            The point.
        exactly_one : bool
            Whether to return the nearest place only, or a list, nearest first.
        limit : int, optional
            Most places to return when ``exactly_one`` is false (5 if left out).
        max_km : float
            How far to look.
        timeout, language, more
            As in :meth:`geocode`.

        Returns
        -------
        geopy.location.Location, list of Location, or None
            None if there is no place within `max_km`. ``raw`` is as in :meth:`geocode`, with
            ``distance_km`` besides.

        Examples
        --------
        >>> Gazetteer().reverse((42.60, 21.05)).address
        '6 km north of Glanica, Kosovo (status disputed)'
        """
        del timeout
        options.bounded(more)
        one = options.flag(exactly_one, "exactly_one")
        count, language = options.limit(limit, 5), options.language(language)
        if options.is_missing(query):
            return None
        point, km = options.point(query), options.above_zero(max_km, "max_km", "kilometres")
        near = self._file.near(point.latitude, point.longitude, km, 1 if one else count)
        answers = [nearby(self._file, row, point, language) for row in near]
        return (answers[0] if one else answers) if answers else None

    def explain(self, query: str) -> str:
        """Say in a sentence or two what a name stands for, and why.

        Unlike :meth:`geocode` it also answers for names that are no place, for names typed wrongly
        and for names not found.

        >>> print(Gazetteer().explain("Frnace"))
        No place is spelled “Frnace”. The closest name is that of France, a country (83 of 100).
        """
        long = isinstance(query, str) and len(query) > options.LONGEST
        query = options.text_of(query)
        found = self._file.geocode(query, set())
        if found.no_place:
            return found.no_place
        if not found.rows:
            return "No place has so long a name." if long else self._nothing(query, found)
        best = location(self._file, found.rows[0], "en", found, 0)
        where, kind = best.address, best.raw["kind"]
        kind = f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
        text = f"“{query}” is {where}, {kind}: {best.raw['rank_reason']}."
        if found.guess:
            text = f"No place is spelled “{query}”. The closest name is that of {where}, {kind}"
            text += f" ({best.raw['score']} of 100)."
        notes = (best.raw["status"] or {}).get("text"), found.rows[0]["note"]
        return " ".join([text, *filter(None, notes)])

    def spots(self, text: str) -> list[Spot]:
        """Return the known names of a text, each with what speaks against its being a place."""
        return spots(options.text(text), self._file)

    def knows(self, name: str) -> bool:
        """Say whether a name stands in the gazetteer, spelled like this; without guessing.

        >>> Gazetteer().knows("Peking"), Gazetteer().knows("Frnace"), Gazetteer().knows("the West")
        (True, False, True)
        """
        return self._file.knows(options.name(name))

    @staticmethod
    def _nothing(query: str, found: Found) -> str:
        if found.elsewhere:
            return f"The gazetteer has {found.elsewhere}, but not where you looked for it."
        if not query.strip():
            return "Type the name of a place."
        return f"The gazetteer has no place called “{query}”, and no name close enough to guess."
