"""The list of platforms that the README and the documentation show."""

from __future__ import annotations

import types
from importlib.metadata import EntryPoint

import pytest

from engagement.sources.formats import catalogue
from engagement.sources.formats.format import Format
from tests.conftest import ROOT


def test_the_readme_lists_every_platform_that_is_read():
    text = (ROOT / "README.md").read_text("utf-8")
    assert catalogue.with_platforms(text) == text, (
        "run: python -m engagement.sources.formats.catalogue README.md"
    )


def test_every_format_is_in_the_list_with_where_it_is_exported():
    listed = {(one.name, one.kind, one.export) for one in catalogue.platforms(installed=False)}
    known = {(one.platform, one.kind, one.export) for one in catalogue.discover()}
    assert listed == known
    assert all(export.strip() and "|" not in export for _, _, export in listed)


def test_a_file_without_the_markers_is_not_written_to():
    with pytest.raises(ValueError, match="markers"):
        catalogue.with_platforms("# Nothing here\n")


def test_an_installed_package_brings_its_formats_and_stays_out_of_our_own_readme(monkeypatch):
    theirs = Format(
        key="acme_orders", platform="Acme", export="Orders > Save", kind="orders", read=lambda _cells: {}
    )
    module = types.ModuleType("acme_formats")
    module.FORMAT = theirs
    monkeypatch.setitem(__import__("sys").modules, "acme_formats", module)
    entry = EntryPoint(name="acme", value="acme_formats", group="engagement.formats")
    monkeypatch.setattr(catalogue, "entry_points", lambda group: [entry] if group == entry.group else [])
    catalogue._installed.cache_clear()
    catalogue.discover.cache_clear()
    try:
        assert theirs in catalogue.discover()
        assert "Acme" in {one.name for one in catalogue.platforms()}
        assert "Acme" not in {one.name for one in catalogue.platforms(installed=False)}
    finally:
        monkeypatch.undo()
        catalogue._installed.cache_clear()
        catalogue.discover.cache_clear()
