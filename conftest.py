"""What every test, and the examples in the docstrings, may take for granted."""

from typing import Any

import pytest

import explainer as ex


@pytest.fixture(scope="session")
def story() -> ex.Story:
    """Return the story that comes with the package, as of its day."""
    return ex.load()


@pytest.fixture(autouse=True, scope="session")
def _names(doctest_namespace: dict[str, Any]) -> None:
    """Give every example `ex`, the package, and `story`."""
    # Not the fixture: a file of tests may have a story of its own.
    doctest_namespace |= {"ex": ex, "story": ex.load()}
