"""The house keeps its walls: each folder has a rule of imports, none is too large, none goes in circles."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import grimp
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "engagement"
MOST_MODULES = 15
MOST_LINES = 350
#: Folders of one kind of thing each, which a rule for all of them would not tell apart.
PLAIN = {"engagement.store.database.migrations.versions"}
#: Modules that share a name because they are the same part of several families of figures, or of pages.
OF_EACH_FAMILY = {"family", "notes", "page", "rules", "tables"}
#: Classes that may share a name: none does.
SAME_CLASS: set[str] = set()


def contracts() -> list[dict]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def folders() -> dict[str, Path]:
    """Every folder of the package that holds modules, by its dotted name."""
    result = {}
    for init in PACKAGE.rglob("__init__.py"):
        result[".".join(init.parent.relative_to(ROOT).parts)] = init.parent
    return result


def named() -> set[str]:
    """What the layers of the contracts name."""
    return {
        f"{container}.{layer.strip()}"
        for contract in contracts()
        if contract["type"] == "layers"
        for container in contract["containers"]
        for line in contract["layers"]
        for layer in line.replace("|", ":").split(":")
    }


def test_every_folder_has_a_rule_of_imports():
    assert set(folders()) - named() - {"engagement"} - PLAIN == set()


def test_every_folder_says_in_its_first_line_what_lives_there():
    silent = [
        name
        for name, folder in folders().items()
        if not ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8")))
    ]
    assert silent == []


def test_no_folder_holds_more_modules_than_one_remembers():
    sizes = {
        name: sum(path.name != "__init__.py" for path in folder.glob("*.py"))
        for name, folder in folders().items()
    }
    assert {name: size for name, size in sizes.items() if size > MOST_MODULES} == {}


def test_no_module_is_longer_than_one_reads_at_once():
    lengths = {str(path): len(path.read_text("utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_nothing_that_is_kept_is_a_link():
    """A link leads to a place of the machine that made it: one named .venv kept a copy from starting."""
    kept = subprocess.run(
        ["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert [line for line in kept.stdout.splitlines() if line.startswith("120000")] == []


def twice(names: Iterable[str]) -> set[str]:
    return {name for name, times in Counter(names).items() if times > 1}


def test_no_class_has_the_name_of_another():
    trees = (ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py"))
    classes = (node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef))
    assert twice(classes) == SAME_CLASS


def test_modules_share_a_name_only_where_they_are_one_part_of_several_families():
    modules = (path.stem for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")
    assert twice(modules) == OF_EACH_FAMILY


def test_no_modules_import_one_another_in_a_circle():
    graph = grimp.build_graph("engagement", cache_dir=None)
    order = TopologicalSorter({m: graph.find_modules_directly_imported_by(m) for m in graph.modules})
    order.prepare()  # raises CycleError


@pytest.fixture(scope="module")
def broken(tmp_path_factory) -> str:
    """What import-linter says of a copy in which a module of each lowest layer imports of the highest."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copytree(PACKAGE, copy / "engagement", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for contract in contracts():
        if contract["type"] != "layers":
            continue
        (container,) = contract["containers"]
        high, low = (contract["layers"][end].replace("|", ":").split(":")[0].strip() for end in (0, -1))
        place = copy / Path(*container.split("."), low)
        module = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        with module.open("a") as text:
            text.write(f"\nimport {container}.{high}\n")
    lint = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    done = subprocess.run(lint, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    return done.stdout


@pytest.mark.parametrize("name", [c["name"] for c in contracts() if c["type"] == "layers"])
def test_an_import_against_a_rule_is_found(broken, name):
    assert f"{name} BROKEN" in broken


#: Folders whose modules are tried from elsewhere: as pages in a browser, as subcommands, or by what is made
#: with them. Each names where.
TRIED_ELSEWHERE = {
    "app/figure_pages": "tests/browser",
    "app/one_customer": "tests/browser",
    "app/people": "tests/browser",
    "app/planning": "tests/browser",
    "app/readable": "tests/readable",
    "app/what_stands_out": "tests/browser",
    "dialogue": "tests/questions",
    "metrics/holding": "tests/metrics/views",
    "metrics/rules": "tests/statistics",
    "metrics/words": "tests/metrics/views",
    "reporting": "tests/reports",
    "sources/formats/costs": "tests/sources/formats",
    "sources/model": "tests/sources",
    "sources/reports": "tests/sources/formats/reports",
    "sources/social": "tests/sources/formats/social",
    "statistics/fitting": "tests/statistics",
    "store/database/migrations": "tests/store",
    "store/database/migrations/versions": "tests/store",
    "store/manifest": "tests/store",
}
#: Tests of no folder: pages in a browser, the image and its recipes, the files of the demo shop.
OF_NO_FOLDER = {"browser", "deploy", "sample_data"}


def with_tests(folder: Path) -> bool:
    return any(folder.glob("test_*.py"))


def test_tests_stand_where_their_modules_stand():
    holding = {
        file.parent.relative_to(PACKAGE) for file in PACKAGE.rglob("*.py") if file.name != "__init__.py"
    }
    untried = {str(one) for one in holding if not with_tests(ROOT / "tests" / one)}
    assert untried - TRIED_ELSEWHERE.keys() == set()
    assert [place for place in TRIED_ELSEWHERE.values() if not with_tests(ROOT / place)] == []
    tests = ROOT / "tests"
    places = {file.parent.relative_to(tests) for file in tests.rglob("test_*.py")}
    assert {str(one) for one in places if not (PACKAGE / one).is_dir()} == OF_NO_FOLDER
