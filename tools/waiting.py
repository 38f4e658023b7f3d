"""How long to wait for what must happen, and how: until it has happened, never for a time."""

import time
from collections.abc import Callable, Iterator

#: How many seconds to wait for what must happen: it may be a slow machine, busy with other things.
PATIENCE = 600
#: Seconds from one look to the next.
PAUSE = 0.05


def looks(what: str = "what the test waits for") -> Iterator[float]:
    """Yield the pause before the next look, again and again; fail when patience is at its end."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        yield PAUSE
    raise TimeoutError(f"{what} did not come within {PATIENCE} s")


def until(
    true: Callable[[], object],
    what: str = "what the test waits for",
    rest: Callable[[float], object] = time.sleep,
) -> None:
    """Wait until something is true.

    >>> until(lambda: True)
    """
    for pause in looks(what):
        if true():
            return
        rest(pause)
