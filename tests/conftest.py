"""Fixtures that every part of the tests shares."""

from __future__ import annotations

import atexit
import gc
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

from engagement import settings as settings_of_product
from tests import memory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.postgres import Server

# How long an example takes depends on what else the machine does; speed is measured in benchmarks/.
# `make gates` tries each property on many more examples than `make test`.
for name, examples in (("test", 6), ("thorough", 250)):
    settings.register_profile(
        name, max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))

# While tests are collected everything that is made stays: to look for garbage takes a quarter of that time.
gc.disable()

# Nine seconds of processor time for each server and each state of the data that a test makes.
os.environ.setdefault(settings_of_product.HEAD_START.name, "no")

ROOT = Path(__file__).resolve().parent.parent
#: Browser tests that need a server of their own: they share a browser. All others share a server and a
#: published link, too, and go to one worker: a second server costs more than another worker gains.
_BROWSER = "tests/browser/"
_OWN_SERVERS = ("test_framed.py", "test_front_door.py", "test_login.py")
#: Files that read the same public shops, which takes seconds.
_PUBLIC_SHOPS = tuple(
    f"tests/metrics/{name}.py"
    for name in (
        *("retention/test_tables", "customers/test_tables", "products/test_tables", "lifetime/test_tables"),
        "publishing/test_recipients_view",
    )
)
#: The folders whose tests take long, the longest first; () has the tests of the whole.
_LONG = (("browser",), (), ("store",), ("app",), ("reports",), ("planning",), ("metrics",))
#: Room in memory for the files of all tests, three times what they take.
_ENOUGH = 3 << 30
_GROUPS = dict.fromkeys(_PUBLIC_SHOPS, "public shops")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Let the files of a run of several workers lie in memory; they go at its end.

    Those of a single test stay where pytest puts them, to be looked at.
    """
    if not hasattr(config, "workerinput") and config.getoption("numprocesses", None):
        memory.use(_ENOUGH)


class ByFixtures(LoadScopeScheduling):  # type: ignore[misc]
    """Gives each worker whole files, and files that share a fixture to one.

    xdist's own marks of groups are lost with pytest 9.2, which builds what names a test anew.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        if file.startswith(_BROWSER):
            return f"{_BROWSER} {file.removeprefix(_BROWSER) in _OWN_SERVERS}"
        return _GROUPS.get(file, file)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFixtures:
    """Let workers share out the tests by what they share."""
    return ByFixtures(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the longest begin first: with files of a second at the end, all workers end at one time."""
    items.sort(key=lambda item: _turn(item.path))


@cache
def _turn(file: Path) -> int:
    """Return the place of a test's folder among the long ones, or that after them."""
    folder = file.relative_to(ROOT / "tests").parent.parts[:1]
    return _LONG.index(folder) if folder in _LONG else len(_LONG)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Keep what is loaded by now out of every later collection of garbage: a tenth of the tests' time."""
    gc.freeze()
    gc.enable()
    # Libraries complain of what is left at the very end; pytest's collections before that need not see it.
    atexit.register(gc.unfreeze)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of public data beside the checkout; CI has it, a user does not."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no folder ../shared with public data beside the checkout")
    return folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A real PostgreSQL server of the tests' own; skips where none is installed."""
    psycopg = pytest.importorskip("psycopg", reason="the extra [postgres] is not installed")
    assert psycopg
    from tests.postgres import server  # noqa: PLC0415 - needs the driver

    with server() as running:
        yield running
