"""What every page is judged by: WCAG as axe-core judges it, the order of headings, what it asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.conftest import PATIENCE, at_rest

if TYPE_CHECKING:
    from playwright.sync_api import Page

_JUDGE = """() => axe.run(document, {
  runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']},
  resultTypes: ['violations'],
})"""
_LEVELS = "[...document.querySelectorAll('h1, h2, h3, h4')].map(e => +e.tagName[1])"
_TELL = """document.addEventListener('securitypolicyviolation',
  e => console.error(`Content Security Policy: ${e.violatedDirective} ${e.blockedURI}`))"""


def violations(page: Page) -> list[str]:
    """What axe finds: the rule, where, and why."""
    # What a run has not drawn anew yet is faded.
    page.wait_for_selector('[data-stale="true"]', state="detached", timeout=PATIENCE)
    at_rest(page.locator("body"))
    page.evaluate(AXE_SCRIPT)
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in page.evaluate(_JUDGE)["violations"]
        for node in found["nodes"]
    ]


def accessible(page: Page) -> list[str]:
    """What axe finds, and headings that do not begin at the first level or go down more than a step."""
    levels = page.evaluate(_LEVELS)
    steps = [below - above for above, below in pairwise(levels)]
    return violations(page) + [f"headings {levels}"] * (levels[0] != 1 or max(steps, default=0) > 1)


@dataclass(frozen=True)
class Policy:
    """What a page asked others for, and what the rules that we give the browser (CSP) forbade it."""

    strangers: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def watched(page: Page, address: str) -> Policy:
    """Watch from now on what a page asks for; `address` is our own server's."""
    result = Policy()
    ours = (address.partition("?")[0], "data:", "blob:")
    page.on("request", lambda r: None if r.url.startswith(ours) else result.strangers.append(r.url))
    page.on(
        "console", lambda m: result.broken.append(m.text) if "Content Security Policy" in m.text else None
    )
    page.add_init_script(_TELL)
    return result
