"""The invented shop of the tests that talk to a real server."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.app.shared_house import furnish

if TYPE_CHECKING:
    from tests.app.shared_house import House


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A furnished data folder, shared by the tests of one file."""
    return furnish(tmp_path_factory.mktemp("house") / "data")
