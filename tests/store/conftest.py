"""The store's tests run on both kinds of manifest."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from engagement.settings import DATABASE_URL
from engagement.store import open_workspace
from engagement.store.database.sqlite import FILE
from tests.store import household

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engagement.store import Workspace
    from tests.postgres import Server


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep for the gates what `postgres_in_gates` marks, but for its cases `but`, on PostgreSQL."""
    for item in items:
        marked = item.get_closest_marker("postgres_in_gates")
        if marked is None or not isinstance(item, pytest.Function):
            continue
        case = [*item.callspec.params.values()]
        if "postgres" in case and not any(value in case for value in marked.kwargs.get("but", ())):
            item.add_marker(pytest.mark.gate)


@dataclass(frozen=True, slots=True)
class Backend:
    """Where the manifest of a test lies: in the data folder's file, or in a server's database."""

    url: str = ""
    server: Server | None = None

    def bytes_of(self, data_dir: Path) -> bytes:
        """All bytes of the manifest as they lie on disk."""
        if self.server is None:
            return (data_dir / FILE).read_bytes()
        self.server.execute("CHECKPOINT")
        ((oid,),) = self.server.execute(
            "SELECT oid FROM pg_database WHERE datname = current_database()", self.database
        )
        folder = self.server.folder / "data" / "base" / str(oid)
        return b"".join(file.read_bytes() for file in folder.iterdir())

    @property
    def database(self) -> str:
        return sa.make_url(self.url).database or ""


@pytest.fixture(params=["sqlite", "postgres"])
def backend(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Backend]:
    """Let every workspace that the test opens have its manifest in SQLite, then in PostgreSQL."""
    if request.param == "sqlite":
        monkeypatch.delenv(DATABASE_URL.name, raising=False)
        yield Backend()
        return
    server: Server = request.getfixturevalue("postgres")
    with server.ready() as url:
        monkeypatch.setenv(DATABASE_URL.name, url)
        yield Backend(url, server)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a shop that has Ava; whoever changes it takes a copy."""
    folder = tmp_path_factory.mktemp("whole")
    household.workspace_of(folder / "data", household.FILES, folder / "uploads")
    return folder / "data"


@pytest.fixture
def workspace(whole: Path, tmp_path: Path) -> Workspace:
    """The shop that has Ava, to be changed."""
    shutil.copytree(whole, tmp_path / "data")
    return open_workspace(tmp_path / "data")
