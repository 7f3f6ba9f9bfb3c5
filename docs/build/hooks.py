"""What MkDocs runs while it builds: generated parts of pages, and pages whose text lies elsewhere.

A page of docs/ says `<!-- generated: NAME -->` where the part of that name goes. Nothing that is generated
is kept: a build makes it anew of the program as it is.
"""

from __future__ import annotations

import re
import sys
from functools import partial
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath
from typing import TYPE_CHECKING, Final

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

sys.path.insert(0, str(Path(__file__).parent))

import generated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT: Final = Path(__file__).resolve().parents[2]
#: Pages and pictures whose source stands where people look for it without the documentation.
TAKEN_IN: Final[Mapping[str, str]] = {
    "hosting.md": "deploy/README.md",
    "restore.md": "deploy/RESTORE.md",
    "small-hosts.md": "deploy/SMALL_HOSTS.md",
    "contributing.md": "CONTRIBUTING.md",
    "changes.md": "CHANGELOG.md",
    "security.md": "SECURITY.md",
    "assets/dashboard.png": "sample_data/dashboard.png",
    "assets/icon.svg": "engagement/app/icon.svg",
}
_PART: Final = re.compile(r"<!-- generated: ([\w-]+) -->")
_LINK: Final = re.compile(r"\[([^\]]*)\]\(([^)#\s:]+)(#[^)\s]*)?\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages and pictures that are taken in."""
    for page, source in TAKEN_IN.items():
        files.append(File.generated(config, page, abs_src_path=str(ROOT / source)))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Let links lead to pages of the site, and put generated parts in."""
    source = TAKEN_IN.get(page.file.src_uri) or f"docs/{page.file.src_uri}"
    return _PART.sub(_part, _LINK.sub(partial(_led, source=source), markdown))


def _part(found: re.Match[str]) -> str:
    if found[1] not in generated.PARTS:
        raise PluginError(f"There is no generated part {found[1]}.")
    return generated.PARTS[found[1]]()


def _led(link: re.Match[str], source: str) -> str:
    """Return a link between files of the repository as one between pages; a file without one is named."""
    pages = {taken: page for page, taken in TAKEN_IN.items()}
    path = normpath(PurePosixPath(source).parent / link[2])
    if not (ROOT / path).exists():
        raise PluginError(f"{source} links to {path}, which does not exist.")
    page = pages.get(path) or (relpath(path, "docs") if path.startswith("docs/") else None)
    return f"{link[1]} (`{path}`)" if page is None else f"[{link[1]}]({page}{link[3] or ''})"
