"""Every page of two states of the code, compared pixel by pixel.

    .venv/bin/python -m benchmarks.screenshots BEFORE AFTER FOLDER

A state is a revision of git or the folder of a checkout (`.` is what lies here). Both show the demo shop from
copies of one data folder, which the state before has filled, in the browser of the tests. The pages are
those that both have. Pictures, and for each page that differs one of where it does, are left in FOLDER;
the exit code is 1 where a page differs. `--pages purchases,web` takes some of them, `--views pl-390-dark`
others than the two usual ones: language, width, theme.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageChops

from benchmarks.states import checkout, surroundings
from tests.browser.conftest import chromium, settle
from tests.serving import serving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Page

_VIEWS: Final = ("en-1440-light", "pl-390-dark")
_PATIENCE: Final = 120_000
_HEIGHT: Final = 900
#: Pictures that are taken of a page until two in a row are the same.
_TRIES: Final = 40
_BETWEEN: Final = 250
#: What the page shows while it is still being drawn.
_UNDONE: Final = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')];
  return app?.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-testid="stSkeleton"]')
    && charts.every(chart => chart.querySelector('.main-svg'));
}"""
_FURNISH: Final = """
import pathlib, sys
from tests.serving import furnish
furnish(pathlib.Path(sys.argv[1]))
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """How many pixels of two pictures differ, and the box (left, top, right, bottom) that holds them."""

    pixels: int
    box: tuple[int, int, int, int]
    sizes: tuple[tuple[int, int], tuple[int, int]]


def compared(before: Path, after: Path, shown: Path) -> Difference | None:
    """Compare two pictures; write what differs, in white, to `shown`. None where nothing does."""
    one, other = (Image.open(path).convert("RGB") for path in (before, after))
    sizes = (one.size, other.size)
    width, height = (max(pair) for pair in zip(*sizes, strict=True))
    # What one picture has below the other's end differs from black.
    one, other = (picture.crop((0, 0, width, height)) for picture in (one, other))
    red, green, blue = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    differing = most.point(lambda shade: 255 if shade else 0)
    box = differing.getbbox()
    if box is None and sizes[0] == sizes[1]:
        return None
    differing.save(shown)
    return Difference(differing.histogram()[255], box or (0, 0, width, height), sizes)


def take(page: Page, address: str, target: Path) -> None:
    """Take a picture of a whole page, once it changes no more."""
    page.goto(address, timeout=_PATIENCE)
    settle(page)
    page.wait_for_function(_UNDONE, timeout=_PATIENCE)
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({**(page.viewport_size or {"width": 0}), "height": height})
    last = b""
    for _ in range(_TRIES):
        page.wait_for_timeout(_BETWEEN)
        page.wait_for_function(_UNDONE, timeout=_PATIENCE)
        picture = page.screenshot(animations="disabled", caret="hide")
        if picture == last:
            break
        last = picture
    target.write_bytes(last)


def shoot(state: Path, data: Path, paths: Sequence[str], views: Sequence[str], target: Path) -> None:
    """Leave in `target` a picture of each page in each view, as a state shows it on a copy of `data`."""
    copy = target / "data"
    shutil.copytree(data, copy)
    with serving(copy, code=state, **surroundings(state)) as address, chromium() as browser:
        for view in views:
            language, width, theme = view.split("-")
            context = browser.new_context(locale="en-GB", color_scheme=theme, reduced_motion="reduce")
            page = context.new_page()
            page.set_default_timeout(_PATIENCE)
            for path in paths:
                page.set_viewport_size({"width": int(width), "height": _HEIGHT})
                stem = "" if path == "overview" else path
                where = f"{address}/{stem}?shop=demo&lang={language}"
                take(page, where, target / f"{path}-{view}.png")
            context.close()


def main() -> int:
    """Compare the pages of two states; return 1 where one differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=lambda said: said.split(","))
    parser.add_argument("--views", type=lambda said: said.split(","), default=_VIEWS)
    asked = parser.parse_args()
    data = asked.folder / "data"
    with checkout(asked.before) as before, checkout(asked.after) as after:
        states = {"before": before, "after": after}
        common = set.intersection(
            *({file.stem for file in (s / "pages").glob("*.py")} for s in states.values())
        )
        paths = sorted(common) if asked.pages is None else asked.pages
        asked.folder.mkdir(parents=True)
        subprocess.run(  # noqa: S603 - our own
            [sys.executable, "-c", _FURNISH, str(data)], cwd=before, env=surroundings(before), check=True
        )
        for name, state in states.items():
            target = asked.folder / name
            target.mkdir()
            shoot(state, data, paths, asked.views, target)
    differing = 0
    for path in paths:
        for view in asked.views:
            name = f"{path}-{view}.png"
            found = compared(*(asked.folder / state / name for state in states), asked.folder / name)
            differing += found is not None
            sys.stdout.write(f"{path:12} {view:14} {found or 'same'}\n")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
