"""Firefox, asked for what its own protocol (WebDriver BiDi) tells: a page's state, and keys.

Playwright's Firefox is one of its own, which no package registry has; Debian's is what readers use.
"""

import itertools
import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from websocket import create_connection

from tools.browsers import find_firefox
from tools.waiting import PATIENCE, until

NAME = find_firefox()


class Firefox:
    """A window of Firefox; what its pages say is wrong stands in `faults`."""

    def __init__(self, address: str) -> None:
        self._socket = create_connection(
            f"{address}/session", timeout=PATIENCE, suppress_origin=True
        )
        self._numbers, self.faults = itertools.count(), []
        self._ask("session.new", capabilities={})
        self._ask("session.subscribe", events=["log.entryAdded"])
        self._window = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (told := json.loads(self._socket.recv())).get("id") != number:
            if told["params"].get("level") == "error":
                self.faults.append(told["params"]["text"])
        if told["type"] == "error":
            raise RuntimeError(f"{method}: {told['message']}")
        return told["result"]

    def goto(self, url: str) -> None:
        """Open a page as from a bookmark: nothing of the one before is left."""
        for address in ("about:blank", url):
            self._ask(
                "browsingContext.navigate", context=self._window, url=address, wait="complete"
            )

    def look(self, expression: str) -> Any:
        """Return the value of an expression (or of its promise) in the page, as JSON has it."""
        told = self._ask(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({expression})))()",
            target={"context": self._window},
            awaitPromise=True,
        )
        if told["type"] == "exception":
            raise RuntimeError(told["exceptionDetails"]["text"])
        return json.loads(told["result"].get("value", "null"))

    def sees(self, expression: str) -> None:
        """Wait until an expression is true in the page."""

        def true() -> bool:
            with suppress(RuntimeError):  # a part is not there yet
                return self.look(expression)
            return False

        until(true, f"in Firefox: {expression}")

    def close(self) -> None:
        """End the session."""
        with suppress(RuntimeError):
            self._ask("browser.close")
        self._socket.close()


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """Start Firefox without a window on a screen, with a profile of its own; end it."""
    command = [NAME, "--headless", "--no-remote", "--profile", profile]
    process = subprocess.Popen(
        [*command, "--remote-debugging-port", "0"], stderr=subprocess.PIPE, text=True
    )
    try:
        said = (re.search(r"BiDi listening on (ws://\S+)", line) for line in process.stderr)
        window = Firefox(next(filter(None, said))[1])
        yield window
        window.close()
        process.wait(PATIENCE)
    finally:
        process.kill()
