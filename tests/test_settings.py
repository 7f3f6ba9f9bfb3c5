"""The program reads no variable of the environment that is not declared, and so documented."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from engagement import settings

PACKAGE = Path(settings.__file__).parent
#: By what a program gets at its environment; `os.environ[...] = ...` only writes.
READERS = {"environ", "environb", "getenv", "getenvb", "get_exec_path"}
DECLARED = {setting.name for setting in settings.SETTINGS}


#: What a module has to say for any of these tests to find something in it.
OF_INTEREST = re.compile("|".join([*READERS, "ENGAGEMENT_", r"settings\."]))


@cache
def trees() -> dict[Path, ast.Module]:
    """The modules of the program that may have to do with its environment."""
    texts = {path: path.read_text("utf-8") for path in PACKAGE.rglob("*.py")}
    return {path: ast.parse(text) for path, text in texts.items() if OF_INTEREST.search(text)}


def reads(tree: ast.Module) -> list[int]:
    """The lines of a module that get at the environment other than to set a variable."""
    written = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if id(node) not in written
        and (
            (isinstance(node, ast.Attribute) and node.attr in READERS)
            or (isinstance(node, ast.Name) and node.id in READERS)
            or (isinstance(node, ast.ImportFrom) and {alias.name for alias in node.names} & READERS)
            or (isinstance(node, ast.Constant) and node.value in READERS)
        )
    ]


@pytest.mark.parametrize(
    "code",
    [
        'os.environ["ENGAGEMENT_NEW"]',
        'os.environ.get("ENGAGEMENT_NEW")',
        'os.getenv("ENGAGEMENT_NEW")',
        '"ENGAGEMENT_NEW" in os.environ',
        "given = dict(os.environ)",
        'from os import environ as e\ne["ENGAGEMENT_NEW"]',
        'getattr(os, "environ")["ENGAGEMENT_NEW"]',
        'os.environb[b"ENGAGEMENT_NEW"]',
    ],
)
def test_a_variable_is_seen_however_it_is_read(code):
    assert reads(ast.parse(code))


def test_a_variable_that_is_only_set_is_not_taken_for_one_that_is_read():
    assert not reads(ast.parse('os.environ["STREAMLIT_SERVER_COOKIE_SECRET"] = key'))


def test_nothing_but_the_settings_reads_the_environment():
    result = {
        str(path.relative_to(PACKAGE)): lines
        for path, tree in trees().items()
        if path.name != "settings.py" and (lines := reads(tree))
    }
    assert result == {}


def test_only_what_is_declared_comes_out_of_the_environment(monkeypatch):
    monkeypatch.setenv("ENGAGEMENT_NEW", "value")
    monkeypatch.setenv(settings.LOG.name, " json ")
    assert settings.variables_set()["ENGAGEMENT_LOG"] == "json"
    assert set(settings.variables_set()) <= DECLARED


def test_every_variable_that_a_text_of_the_code_names_is_declared():
    named = {
        name
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for name in re.findall(r"\bENGAGEMENT_[A-Z_]*[A-Z]\b", node.value)
    }
    assert named == DECLARED


def test_every_variable_that_is_declared_is_used():
    used = {
        node.attr for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.Attribute)
    }
    ours = {name for name, value in vars(settings).items() if isinstance(value, settings.Setting)}
    assert ours - used == set()
    assert {getattr(settings, name).name for name in ours} == DECLARED


def test_a_child_process_gets_its_search_path_before_ours_and_no_secret(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/theirs")
    monkeypatch.setenv("ENGAGEMENT_SECRET", "a")
    monkeypatch.setenv("HOME", "/home/ann")
    child = settings.inherited(["ENGAGEMENT_"], PYTHONPATH="/ours", TMPDIR="/folder")
    assert child["PYTHONPATH"] == "/ours:/theirs"
    assert (child["TMPDIR"], child["HOME"]) == ("/folder", "/home/ann")
    assert "ENGAGEMENT_SECRET" not in child
