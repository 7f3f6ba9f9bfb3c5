"""The line below a page's heading says with what a period is compared."""

from __future__ import annotations

from tests.app.own_shop import dropped, plain, text_of, visit

_LINES = ["Order ID,Order Date,Email,Total"]
_LINES += [f"{n},202{4 + n % 3}-03-{1 + n % 19:02},c{n % 7}@example.com,{n}.00" for n in range(1, 120)]
_OTHER = "the days compared are other days of the week"


def test_the_line_says_what_the_two_periods_are_and_what_the_address_does_not_say(data):
    dropped(data, _LINES)

    def said(**address: str) -> str:
        return plain(text_of(visit("overview", **address)))

    own = {"window": "2026-03-01..2026-03-03"}
    assert _OTHER in said(**own)
    assert _OTHER not in said(window="2026-03-01..2026-03-07")
    assert _OTHER not in said(**own, cmp="2026-02-01..2026-02-03")
    assert "is not as long as the period" in said(**own, cmp="2026-02-01..2026-02-20")
    assert "is not before the period" in said(**own, cmp="2026-03-02..2026-03-04")
    assert "“2026-02-30..2026-03-07” in the address is no period" in said(window="2026-02-30..2026-03-07")
