"""A page of a shop that has dropped one file, as the product draws it, without a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from engagement.app.navigation.router import ROOT
from engagement.app.workspaces.intake import take
from engagement.app.workspaces.open_workspaces import OWN
from engagement.store import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def dropped(data: Path, lines: Iterable[str]) -> None:
    """Drop a file of these lines; `data` is the folder of the fixture of that name."""
    path = data / "orders.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    take(open_workspace(data / "data", OWN), [(path, path.name)])


def visit(stem: str, **parameters: str) -> AppTest:
    """Open a page with what its address asks."""
    at = AppTest.from_file(ROOT / "dashboard.py", default_timeout=300)
    for name, value in {"shop": OWN, **parameters}.items():
        at.query_params[name] = value
    at.switch_page(f"pages/{stem}.py").run()
    assert not at.exception
    return at


def text_of(at: AppTest) -> str:
    """All that the page says in words."""
    kinds = (at.title, at.header, at.subheader, at.caption, at.markdown)
    return "\n".join(element.value for elements in kinds for element in elements)


def plain(text: str) -> str:
    """Return what a page says as people read it: without the marks that keep a name from acting."""
    return text.replace("\\", "").replace("\u2060", "")
