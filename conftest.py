"""What the examples in the docstrings may take for granted."""

from typing import Any

import pytest

import explainer as ex


@pytest.fixture(autouse=True, scope="session")
def _names(doctest_namespace: dict[str, Any]) -> None:
    """Give every example `ex`, the package, and `story`, the one that comes with it."""
    doctest_namespace |= {"ex": ex, "story": ex.load()}
