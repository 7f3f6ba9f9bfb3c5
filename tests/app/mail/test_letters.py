"""A letter says the same as text and as HTML, in four languages, fetches nothing and forges no header."""

from __future__ import annotations

import email
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.policy import default

import pytest

import engagement
from engagement.app.mail import letter_words, letters
from engagement.app.mail.mail_server import MailServer
from engagement.locale import LANGUAGES
from engagement.planning.statements import Statement
from tests.app.mail.mailed_shop import SITE, plan

SERVER = MailServer("mail.example.com", 587, "starttls", "", "", "reports@example.com")
NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)
LETTER = letters.Letter(
    "en", "For the board: October", ["A line.", "Another."], ["Why."], ("Open it", SITE + "/s/x")
)


def sent(letter, to="eva@example.com"):
    """A mail as its recipient's program reads it, and its bytes."""
    content = letters.mail(letter, SERVER, to, "<a@example.com>", NOW).as_bytes()
    return email.message_from_bytes(content, policy=default), content


@pytest.mark.parametrize(
    "evil",
    [
        "Board\r\nBcc: all@example.com",
        "Board\nContent-Type: text/html\n\n<script>",
        "Board\u2028Bcc: all@example.com",
        "Board\x00\x0b\x85Bcc: all@example.com",
        "=?utf-8?q?Board=0D=0ABcc:_all@example.com?=",
    ],
)
def test_a_title_is_one_header_whatever_is_in_it(evil):
    mail, content = sent(replace(LETTER, subject=evil))
    assert mail["Bcc"] is None
    assert mail["To"] == "eva@example.com"
    assert b"\nBcc:" not in content
    assert len(mail.get_all("Content-Type")) == 1


def test_an_address_with_a_line_end_makes_no_mail():
    for evil in ("eva@example.com\r\nBcc: all@example.com", "eva@example.com, all@example.com", "eva"):
        with pytest.raises(Exception, match=r".+"):
            sent(LETTER, evil)


def test_markup_in_a_title_is_text_and_nothing_is_fetched():
    evil = replace(LETTER, lines=['<img src="https://example.org/x.gif"><script>alert(1)</script>'])
    mail, _ = sent(evil)
    page = mail.get_body(("html",)).get_content()
    assert "&lt;img" in page
    assert re.findall(r"@import|url\(", page) == []
    assert re.findall(r"<(?:img|script|link|iframe|style)\b", page) == []
    assert set(re.findall(r'href="([^"]+)"', page)) == {f"{SITE}/s/x"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_is_in_the_language_of_its_schedule_as_text_and_as_html(language):
    schedule = plan(language=language)
    goal = Statement(
        "goal", "repeat_purchase_rate", "share", 0.3, 0.2, 0.4, 50, 0, 1, status="met", due=20_757
    )
    left = Statement("range", "orders", "count", 12.0, 20.0, 40.0, 12, 20_727, 20_757)
    made = [
        letter_words.confirming(schedule, "Lume & Filo", f"{SITE}/mail/confirm/x", NOW),
        letter_words.of_changes(
            schedule, "Lume & Filo", [goal, left], f"{SITE}/review", f"{SITE}/mail/stop/x"
        ),
    ]
    english = [
        letter_words.confirming(plan(), "Lume & Filo", f"{SITE}/mail/confirm/x", NOW),
        letter_words.of_changes(plan(), "Lume & Filo", [goal, left], f"{SITE}/review", f"{SITE}/mail/stop/x"),
    ]
    for letter, other in zip(made, english, strict=True):
        mail, _ = sent(letter)
        assert mail["Content-Language"] == language
        text, page = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
        for line in letter.lines:
            assert line in text
            assert line.replace("&", "&amp;") in page
        assert f'lang="{language}"' in page
        assert (letter.lines == other.lines) is (language == "en")
    # It names what has changed, and tells no number of it.
    told = "".join(made[1].lines)
    assert not {"12", "30", "40"} & set(re.findall(r"\d+", told))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_goal_that_has_ended_is_not_called_a_change_beyond_variation(language):
    """A total is met by the count itself: 560 orders where 559 were the goal are no change."""
    goal = Statement("goal", "orders", "count", 560.0, None, None, 560, 0, 1, status="met", due=20_757)
    left = Statement("range", "orders", "count", 12.0, 20.0, 40.0, 12, 20_727, 20_757)

    def lines(*changes: Statement) -> list[str]:
        letter = letter_words.of_changes(plan(language=language), "Lume & Filo", changes, SITE, SITE)
        return list(letter.lines)

    of_goal, of_range = lines(goal), lines(left)
    assert of_goal[0] != of_range[0]
    assert lines(goal, left) == [*of_range, *of_goal]


def test_an_alert_calls_an_estimate_one(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text("Order ID,Order Date,Email,Total\n1,2026-01-02,a@example.com,5.00\n")
    view = engagement.measure(engagement.read(path))
    left = Statement("range", "guest_checkout_rate", "share", 0.3, 0.1, 0.2, 50, 20_727, 20_757)
    letter = letter_words.of_changes(plan(), "Lume & Filo", [left], SITE, SITE, view)
    assert "Guest checkout (estimated) has left its usual range" in letter.lines[1]
