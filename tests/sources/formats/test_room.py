"""What the files of platforms are: described, or code that says why."""

from __future__ import annotations

import ast
from pathlib import Path

from engagement.sources import formats

FOLDER = Path(formats.__file__).parent


def test_a_platform_is_described_or_says_in_its_docstring_why_it_is_code():
    silent = []
    for file in FOLDER.glob("*/*.py"):
        text = file.read_text("utf-8")
        plain = file.parent.name in {"described", "generic"} or file.name == "__init__.py"
        is_explained = "\nCode, because " in (ast.get_docstring(ast.parse(text)) or "")
        if not plain and "formats.described" not in text and not is_explained:
            silent.append(str(file.relative_to(FOLDER)))
    assert silent == []
