"""The rows of the documentation's table of what the articles speak of, for tests."""

from __future__ import annotations

import runpy
from typing import Final

from tests.conftest import ROOT

#: `Row` of docs/build/articles.py: statement, key, page and heading.
ARTICLES: Final = runpy.run_path(str(ROOT / "docs" / "build" / "articles.py"))["ROWS"]
