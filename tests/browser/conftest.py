"""A real server and a real browser, as a person has them."""

from __future__ import annotations

import shutil
from collections import defaultdict
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from engagement.store.sharing.terms import Terms
from engagement.store.workspaces import founding
from tests.app.shared_house import make
from tests.browser import planted
from tests.browser.guests import PATIENCE, READY, whole
from tests.serving import furnish, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize

    from engagement.store import Workspace
    from tests.app.shared_house import Made

#: The first that there is. Debian's shell without windows does the same with a fifth less of the processor.
_CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-gpu-compositing",
    "--disable-software-rasterizer",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_SHOPS = count(1)
_DESK: ViewportSize = {"width": 1440, "height": 900}
#: What a window has unless a test says otherwise.
_USUAL = {"accept_downloads": True, "locale": "en-GB", "reduced_motion": "reduce"}
# What a busy machine does slowly is not wrong; every expectation waits as long as a page may take.
expect.set_options(timeout=PATIENCE)
#: The title of each page, by its path.
TITLES = {
    "/": "How engaged are the customers?",
    "/purchases": "Do customers buy again?",
    "/retention": "Do customers come back?",
    "/customers": "Who are the customers?",
    "/products": "What do customers buy?",
    "/value": "What is a customer worth?",
    "/levels": "How far do customers take part?",
    "/review": "What changed, and what comes next?",
    "/claims": "Does what is said of engaged customers hold here?",
    "/surveys": "What do customers say?",
    "/social": "How do posts perform?",
    "/web": "Do visits and e-mails lead to orders?",
    "/loyalty": "Do members buy more?",
    "/definitions": "What does each number count?",
    "/data": "Your data",
    "/sharing": "Who may see this?",
    "/mails": "Who gets it by mail?",
    "/mailing": "Whom do you want to write to?",
    "/customer": "What is known of one customer?",
    "/people": "Who has access, and who did what?",
    "/privacy": "What is kept about your customers?",
}
#: The pages of the link `published`.
LINKED = ("overview", "purchases", "surveys", "definitions")
SENDER = "Lume & Filo"
TITLE = "For the board"
NOTE = "For Thursday: look at the 90-day figure first."
#: Pages whose charts come after the page itself.
CHARTS = {
    *("/purchases", "/retention", "/customers", "/products", "/value", "/levels"),
    *("/surveys", "/social", "/web", "/loyalty", "/data"),
}
_UNTIL = """async patience => {
  const end = performance.now() + patience;
  while (!(CONDITION)) {
    if (performance.now() > end) throw new Error("never: CONDITION");
    await new Promise(requestAnimationFrame);
  }
}"""
#: Animations begin with the frame after the click.
_AT_REST = """async element => {
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
  await Promise.all(element.getAnimations({subtree: true}).map(a => a.finished.catch(() => {})));
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the tests, open until the end of the block."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=_executable(), args=_FLAGS)
        yield opened
        opened.close()


def _executable() -> str:
    result = next((path for name in _CHROMIUM if (path := shutil.which(name))), None)
    if result is None:
        raise FileNotFoundError("no Chromium; `make browser` installs it")
    return result


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def house(tmp_path_factory) -> Iterator[tuple[str, Path]]:
    """A server on the demo shop, shared by the tests of this process, and its data folder.

    What it keeps only for a while lies in the folder `temporary` beside that.
    """
    data_dir = furnish(tmp_path_factory.mktemp("server") / "data")
    temporary = data_dir.parent / "temporary"
    temporary.mkdir()
    with serving(data_dir, TMPDIR=str(temporary)) as started:
        yield started, data_dir


@pytest.fixture(scope="session")
def address(house) -> str:
    """The address of a demo shop that no test changes: what is uploaded goes into shops of its own."""
    return f"{house[0]}?shop=demo"


@pytest.fixture(scope="session")
def planted_shop(house, tmp_path_factory) -> Workspace:
    """A small shop with orders and a survey, whose secrets can be looked for in whatever goes out."""
    workspace = founding.found_shop(house[1], SENDER)
    return planted.fill(workspace, tmp_path_factory.mktemp("planted") / "files")


@pytest.fixture(scope="session")
def published(house, planted_shop) -> Made:
    """A link to pages of the planted shop that no test changes: its bundle is computed once."""
    terms = Terms(
        pages=LINKED,
        question={"window": "365", "grain": "month"},
        free={"country": ("IT", "DE")},
        sender=SENDER,
    )
    name = planted_shop.name
    return whole(*house, name, make(house[1], name, terms=terms, title=TITLE, note=NOTE))


@pytest.fixture
def own(house) -> str:
    """The address of a new, empty shop of this test's own."""
    started, data_dir = house
    shop = founding.found_shop(data_dir, f"Shop {next(_SHOPS)}")
    return f"{started}?shop={shop.name}"


class Windows:
    """Browser windows that know nothing of what was done before, and yet have the program's files.

    They ask for little motion: what pulses while a page comes is painted anew in each frame, which costs
    as much of the processor as all the rest. `test_still` looks at pages that move.

    A new profile fetches and compiles some fifteen megabytes of script before it shows a page: most of
    what a short test costs. A profile is therefore handed out again, in any size and theme, once its
    cookies and all that pages stored in it are gone. What a test puts onto a page (scripts, routes,
    listeners) goes with the page. The first usual profile may be one `on_disk`.
    """

    def __init__(self, browser: Browser, on_disk: BrowserContext | None = None) -> None:
        self._browser = browser
        self._free: defaultdict[str, list[BrowserContext]] = defaultdict(list)
        self._lent: list[tuple[str, BrowserContext]] = []
        # Its first page stays: without a page the browser ends.
        self._first_page = None if on_disk is None else on_disk.pages[0]
        if on_disk is not None:
            self._free[_kind(_USUAL)].append(on_disk)

    def open(self, **options: object) -> Page:
        """Open a page in a window of its own; options as for Playwright's `new_context`."""
        options = _USUAL | options
        size, scheme = options.pop("viewport", _DESK), options.pop("color_scheme", "light")
        kind = _kind(options)
        free = self._free[kind]
        context = free.pop() if free else self._browser.new_context(viewport=_DESK, **options)
        self._lent.append((kind, context))
        page = context.new_page()
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        page.set_default_timeout(PATIENCE)
        return page

    def close_all(self) -> None:
        """Close all pages, forget all that they stored, and keep the profiles for the next test."""
        for kind, context in self._lent:
            for page in context.pages:
                if page != self._first_page:
                    page.close()
            context.set_storage_state({"cookies": [], "origins": []})
            context.clear_permissions()
            self._free[kind].append(context)
        self._lent.clear()


def _kind(options: dict[str, object]) -> str:
    return repr(sorted(options.items()))


@pytest.fixture(scope="session")
def all_windows(browser, tmp_path_factory) -> Iterator[Windows]:
    """Where windows are opened that stay open for several tests of a module, which closes them.

    A profile on disk keeps scripts as they were compiled, which one in memory does not: a page then costs a
    sixth less.
    """
    on_disk = browser.browser_type.launch_persistent_context(
        tmp_path_factory.mktemp("profile"),
        executable_path=_executable(),
        args=_FLAGS,
        viewport=_DESK,
        **_USUAL,
    )
    yield Windows(browser, on_disk)
    on_disk.close()


@pytest.fixture
def windows(all_windows) -> Iterator[Windows]:
    """Where a test opens windows of a size, a language or a theme; all are closed at its end."""
    yield all_windows
    all_windows.close_all()


@pytest.fixture
def page(windows) -> Page:
    return windows.open()


def settle(page: Page) -> None:
    """Wait until the page has been drawn and nothing runs."""
    page.wait_for_selector(READY, timeout=PATIENCE)
    page.wait_for_selector('[data-testid="stHeading"] h1', timeout=PATIENCE)


def at(address: str, path: str) -> str:
    """A page's address; `address` may end in the query that names a shop."""
    server, _, shop = address.partition("?")
    return server + path + (f"{'&' if '?' in path else '?'}{shop}" if shop else "")


def visit(page: Page, address: str, path: str = "/") -> None:
    """Open a page and wait until it is there."""
    page.goto(at(address, path))
    settle(page)


def walk(page: Page, path: str) -> None:
    """Go to another page by its link at the side, as a person does."""
    page.get_by_test_id("stSidebarNav").locator(f'a[href$="{path}"], a[href*="{path}?"]').click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[path])
    settle(page)


def unfold(within: Page | Locator, title: str) -> None:
    """Open what is folded away, and wait until it moves no more: a click on what moves may miss it."""
    within.get_by_text(title).first.click()
    folded = within.locator("details").filter(has_text=title).first
    # A table's own script may come later, and what stands below it then moves.
    expect(folded.get_by_test_id("stSkeleton")).to_have_count(0)
    at_rest(folded)


def at_rest(element: Locator) -> None:
    """Wait until nothing within the element moves or fades any more."""
    element.evaluate(_AT_REST)


def until(page: Page, condition: str) -> None:
    """Wait until a condition in JavaScript, without double quotes, is true in some frame.

    Playwright's `wait_for_function` evaluates a text within the page, which the page's policy forbids.
    """
    page.evaluate(_UNTIL.replace("CONDITION", condition), PATIENCE)
