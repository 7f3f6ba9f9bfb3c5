"""Which public names of the program nothing of the program refers to, by its syntax trees.

A function, class or constant of a module counts as used where its module loads it outside of its own body,
where another module imports it, or where a module that is imported is asked for it; one that an `__init__`
passes on, where it is used from there. A method counts as used where any attribute of its name is loaded. So
does a name that stands in a text by itself: programs hand such names on ("engagement.cli:main").
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_NAME = re.compile(r"[A-Za-z_][\w.:]*")


def unused(root: Path, defining: Iterable[Path], using: Iterable[Path]) -> list[str]:
    """Return "module.name" of what the files `defining` define and neither they nor `using` use.

    `root` is the folder from which modules are imported.
    """
    trees = {_dotted(root, file): ast.parse(file.read_text("utf-8")) for file in {*defining, *using}}
    packages = {_dotted(root, file) for file in {*defining, *using} if file.name == "__init__.py"}
    uses = _Uses(frozenset(trees), frozenset(packages))
    for name, tree in trees.items():
        uses.meet(name, tree)
    defined = {_dotted(root, file) for file in defining}
    result = ((module, name) for module in defined for name in _definitions(trees[module]))
    return sorted(f"{module}.{name}" for module, name in result if not uses.knows(module, name))


class _Uses(ast.NodeVisitor):
    """What has been met: names by module, names of attributes, and names in texts."""

    def __init__(self, modules: frozenset[str], packages: frozenset[str]) -> None:
        self._modules, self._packages = modules, packages
        self._of_module: dict[str, set[str]] = defaultdict(set)
        #: Package -> name -> the module that defines it.
        self._passed_on: dict[str, dict[str, str]] = defaultdict(dict)
        self._attributes: set[str] = set()
        #: Modules that stand as values ("for room in (notes, plans)"): who asks them for what is not seen.
        self._handed_on: set[str] = set()
        self._texts: set[str] = set()
        self._module = ""
        self._called: dict[str, str] = {}
        self._own: list[str] = []

    def knows(self, module: str, name: str) -> bool:
        """Whether a name that a module defines is used."""
        owner, _, member = name.rpartition(".")
        if (owner or module in self._handed_on) and (member in self._attributes or member in self._texts):
            return True
        if owner:
            return False
        passing = (package for package, names in self._passed_on.items() if names.get(name) == module)
        places = (module, *passing)
        return name in self._texts or any(name in self._of_module[place] for place in places)

    def meet(self, module: str, tree: ast.Module) -> None:
        """Take note of what a module uses."""
        self._module, self._called = module, {}
        self.visit(tree)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            text = f"{node.module}.{alias.name}"
            if text in self._modules:
                self._called[alias.asname or alias.name] = text
            elif self._module in self._packages and str(node.module).startswith(self._module):
                self._passed_on[self._module][alias.name] = str(node.module)
            else:
                self._of_module[str(node.module)].add(alias.name)

    def visit_Import(self, node: ast.Import) -> None:
        self._called.update({alias.asname or alias.name: alias.name for alias in node.names})

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        self._own.append(node.name)
        self.generic_visit(node)
        self._own.pop()

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815 - names of ast
    visit_ClassDef = visit_FunctionDef  # noqa: N815

    def visit_Name(self, node: ast.Name) -> None:
        self._load(node)
        if node.id in self._called:
            self._handed_on.add(self._called[node.id])

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._attributes.add(node.attr)
        if isinstance(node.value, ast.Name):
            self._load(node.value)
            self._of_module[self._called.get(node.value.id, "")].add(node.attr)
        else:
            self.generic_visit(node)

    def _load(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load) and node.id not in self._own:
            self._of_module[self._module].add(node.id)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # a docstring uses nothing
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and _NAME.fullmatch(node.value):
            self._texts.update({node.value, re.split(r"[.:]", node.value)[-1]})


def _dotted(root: Path, file: Path) -> str:
    parts = file.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _definitions(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a module defines and offers; of a class, those of its methods, too."""
    for node in tree.body:
        yield from (name for name in _names_of(node) if not name.startswith("_"))
        if isinstance(node, ast.ClassDef):
            methods = (inner for inner in node.body if isinstance(inner, _FUNCTIONS))
            yield from (f"{node.name}.{one.name}" for one in methods if not one.name.startswith("_"))


def _names_of(node: ast.stmt) -> list[str]:
    if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
        return [node.name]
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign):
        targets = [node.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]
