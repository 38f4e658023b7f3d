"""Asking a service on the network, and believing nothing it says before it is looked at.

geopy's own adapter waits anew for each piece of an answer, reads without end and goes wherever it
is sent. Here one clock runs for the whole request, an answer has a size, and only the host that
was asked may answer.
"""

import threading
from collections.abc import Mapping
from contextlib import suppress
from queue import Empty, SimpleQueue
from socket import SHUT_RDWR
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlsplit
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
)

from geopy.adapters import URLLibAdapter
from geopy.exc import GeocoderParseError, GeocoderServiceError, GeocoderTimedOut
from geopy.geocoders import Nominatim
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

#: Most bytes of an answer; one with all its names has a few thousand.
LARGEST = 1_000_000
Kind = Literal["country", "continent", "city", "town", "region", "sea", "building", "site"]
#: What OpenStreetMap calls them where it has other words, too.
_KINDS = {kind: kind for kind in get_args(Kind)}
_KINDS |= {"village": "town", "hamlet": "town", "state": "region", "peninsula": "region"}
_KINDS |= {"ocean": "sea", "strait": "sea"}
_FINITE = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
_Latitude = Annotated[float, Field(ge=-90, le=90)]
_Longitude = Annotated[float, Field(ge=-180, le=180)]
_BOX = TypeAdapter(tuple[_Latitude, _Latitude, _Longitude, _Longitude], config=_FINITE)


class Told(BaseModel):
    """One answer of the service, as it is kept; what cannot be one does not get this far."""

    model_config = _FINITE

    id: Annotated[str, Field(max_length=100)]
    address: Annotated[str, Field(min_length=1, max_length=2000)]
    point: tuple[_Latitude, _Longitude]
    kind: Kind
    precision_km: Annotated[float, Field(ge=0.1, le=20_100)]

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> "Told":
        """Return what is kept of one answer; one of the usual errors if it is not one."""
        south, north, west, east = _BOX.validate_python(raw["boundingbox"])
        kind = raw.get("addresstype") or raw.get("type")
        across = max(north - south, (east - west) / 2)
        return cls(
            id=f"osm:{raw['osm_type']}:{raw['osm_id']}",
            address=raw["display_name"],
            point=(raw["lat"], raw["lon"]),
            kind=_KINDS.get(kind, "site") if isinstance(kind, str) else "site",
            precision_km=max(0.1, round(111 * across / 2, 1)),
        )


#: All answers to one question, as they stand in a file.
ANSWERS = TypeAdapter(Annotated[tuple[Told, ...], Field(max_length=100)])


class Service(Nominatim):
    """Nominatim, of whose answers only those are taken that are of its form."""

    def _parse_json(self, places: Any, exactly_one: bool) -> tuple[Told, ...]:
        """Return the answers: a list to a name, one to a point."""
        if exactly_one and isinstance(places, Mapping):
            nothing = places.get("error") == "Unable to geocode"
            places = [] if nothing else [places]
        elif exactly_one or not isinstance(places, list):
            raise GeocoderParseError("this is not an answer")
        return ANSWERS.validate_python(tuple(map(Told.of, places)))


class OneClock(URLLibAdapter):
    """geopy's adapter with one clock for a whole request, a largest size, and one host."""

    def __init__(self, *, proxies: Any, ssl_context: Any) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._given = {"proxies": proxies, "ssl_context": ssl_context}

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """Return what the service says, or raise one of geopy's errors."""
        done: SimpleQueue[str | Exception] = SimpleQueue()
        sockets: list[Any] = []
        one = URLLibAdapter(**self._given)
        watched = _Http(), _Https(context=self._given["ssl_context"])
        for handler in watched:
            handler.sockets = sockets
        proxies = ProxyHandler(self._given["proxies"])
        one.urlopen = build_opener(*watched, proxies, _SameHost()).open
        one._decode_page = _limited

        def ask() -> None:
            try:
                done.put(one.get_text(url, timeout=timeout, headers=headers))
            except Exception as error:
                done.put(error)

        # A name server, a connection and an answer that drips are waited for together.
        threading.Thread(target=ask, daemon=True).start()
        try:
            found = done.get(timeout=timeout)
        except Empty:
            for one_socket in sockets:
                with suppress(OSError):
                    one_socket.shutdown(SHUT_RDWR)  # so that the thread ends, too
            raise GeocoderTimedOut("Service timed out") from None
        if isinstance(found, Exception):
            raise found
        return found


class _Watched:
    """Remembers the connections it makes, so that they can be ended."""

    sockets: list[Any]

    def do_open(self, make: Any, request: Request, **more: Any) -> Any:
        def remembered(*args: Any, **options: Any) -> Any:
            connection = make(*args, **options)
            connect = connection.connect

            def connected() -> None:
                connect()
                self.sockets.append(connection.sock)

            connection.connect = connected
            return connection

        return super().do_open(remembered, request, **more)


class _Http(_Watched, HTTPHandler): ...


class _Https(_Watched, HTTPSHandler): ...


class _SameHost(HTTPRedirectHandler):
    def redirect_request(
        self, request: Request, page: Any, code: int, message: str, headers: Any, url: str
    ) -> Request | None:
        """Follow a redirect only within the host that was asked; None is an error of HTTP."""
        if urlsplit(url)[:2] != urlsplit(request.full_url)[:2]:
            return None
        return super().redirect_request(request, page, code, message, headers, url)


def _limited(page: Any) -> str:
    """Return the text of an answer that is whole and not too large."""
    try:
        data = page.read(LARGEST + 1)
        left = getattr(page, "length", 0)
    except TimeoutError:
        raise GeocoderTimedOut("Service timed out") from None
    except Exception as error:
        raise GeocoderServiceError("Unable to read the response") from error
    finally:
        page.close()
    if len(data) > LARGEST or left:
        raise GeocoderParseError("this is more, or less, than an answer")
    return str(data, encoding=page.headers.get_content_charset() or "utf-8")
