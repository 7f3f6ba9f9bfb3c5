"""The documentation is whole: nothing that one can set, call or read is missing, and nothing is fetched."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from engagement import cli, settings
from engagement.app.navigation.router import ENTRIES
from engagement.metrics.views.registry import DEFINITIONS
from engagement.sources.formats import catalogue
from engagement.tables import TABLES
from tests.articles import ARTICLES
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

#: Attributes of HTML at which a browser fetches something by itself.
FETCHED = {"src", "srcset", "poster", "data", "background"}
#: Relations of a <link> that fetch nothing.
QUIET = {"canonical", "next", "prev", "alternate", "license"}


class Page(HTMLParser):
    """A page's text, its headings' ids, and the addresses that a browser fetches of itself."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.ids: set[str] = set()
        self.fetches: list[str] = []
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids.add(given.get("id", ""))
        self.fetches += [value for name, value in given.items() if name in FETCHED]
        if tag == "link" and not QUIET & set(given.get("rel", "").split()):
            self.fetches.append(given.get("href", ""))

    def says(self, words: str) -> bool:
        """Whether the page has the words, whatever breaks stand between them."""
        return " ".join(words.split()) in " ".join(self.text.split())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation as `make docs` builds it; a warning is a failure."""
    folder = tmp_path_factory.mktemp("docs") / "site"
    config = ROOT / "docs" / "build" / "mkdocs.yml"
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(
        [*build, "--config-file", str(config), "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def page(site: Path, name: str) -> Page:
    return Page((site / f"{name}.html").read_text("utf-8"))


def commands() -> dict[str, argparse.ArgumentParser]:
    (found,) = (a for a in cli.parser()._actions if isinstance(a, argparse._SubParsersAction))
    return found.choices


def test_every_variable_of_the_environment_is_documented(site):
    result = page(site, "settings")
    for setting in settings.SETTINGS:
        assert result.says(setting.name)
        assert result.says(setting.meaning.replace("`", ""))


def test_every_variable_of_the_recipes_and_of_make_is_documented(site):
    result = page(site, "settings")
    recipes = "\n".join(path.read_text("utf-8") for path in (ROOT / "deploy").glob("*.sh"))
    entry = (ROOT / "deploy" / "entrypoint.sh").read_text("utf-8")
    (from_files,) = re.findall(r"for name in (.+); do", entry)
    names = {
        *re.findall(r"\$\{([A-Z_]+):?=", recipes),
        *re.findall(r"^([A-Z_]+)=", (ROOT / "deploy" / "example.env").read_text("utf-8"), re.MULTILINE),
        *re.findall(r"^([A-Z_]+) \?=", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE),
        *(f"{name}_FILE" for name in from_files.split()),
    }
    assert {"BACKUP_AT", "PORT", "ENGAGEMENT_SECRET_FILE"} <= names
    assert {name for name in names if not re.search(rf"\b{name}\b", result.text)} == set()


@pytest.mark.parametrize("name", commands())
def test_every_command_is_documented_with_all_its_arguments(site, name):
    result = page(site, "command-line")
    assert name in result.ids
    for action in commands()[name]._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        assert action.help, f"{name} {action.dest} says nothing of itself"
        spelt = action.option_strings[0] if action.option_strings else str(action.metavar)
        assert result.says(spelt), spelt
        assert result.says(action.help), action.help


def test_every_statement_of_the_articles_has_its_row_with_page_and_key(site):
    result = page(site, "articles")
    pages = {entry.stem: str(entry.name) for entry in ENTRIES}
    for row in ARTICLES:
        assert result.says(row.statement.replace("**", ""))
        assert result.says(row.key)
        stem = row.page or DEFINITIONS[row.key].page.heading.page
        assert result.says(pages[stem])
        assert result.says(row.heading) if row.page else result.says(f"/{stem}?figure={row.key}")


def test_every_platform_is_documented_with_where_it_is_exported(site):
    result = page(site, "platforms")
    for one in catalogue.discover():
        assert result.says(one.platform), one.key
        assert result.says(one.export), one.key


def test_every_metric_is_documented_with_its_formula_and_interval(site):
    result = page(site, "figures")
    for key, definition in DEFINITIONS.items():
        metric = definition.metric
        assert key in result.ids
        for words in (key, metric.name, metric.denominator or "", metric.counts, metric.interval):
            assert result.says(str(words)), (key, words)


def test_every_canonical_column_is_documented(site):
    result = page(site, "tables")
    for table in TABLES.values():
        assert table.name in result.ids
        for column in table.columns:
            assert result.says(column.name)
            assert result.says(column.meaning)


def test_every_page_of_the_dashboard_is_on_the_first_page(site):
    result = page(site, "index")
    assert [str(entry.name) for entry in ENTRIES if not result.says(str(entry.name))] == []


def test_nothing_of_the_built_pages_is_fetched_from_elsewhere(site):
    pages = {
        (path.name, address)
        for path in site.rglob("*.html")
        for address in page(path.parent, path.stem).fetches
    }
    styles = {
        (path.name, address)
        for path in site.rglob("*.css")
        for either in re.findall(
            r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)", path.read_text("utf-8")
        )
        for address in either
    }
    fetched = pages | styles
    assert len(fetched) > 20
    assert {one for one in fetched if urlsplit(one[1]).netloc} == set()


def test_every_generated_part_stands_on_a_page(site):
    assert not [path for path in site.rglob("*.html") if "generated:" in path.read_text("utf-8")]
