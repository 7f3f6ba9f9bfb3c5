"""The page of mail: an owner sets a schedule up, reads how each address stands, and ends it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from engagement.app.mail.mailman import mailman
from engagement.app.who import current
from engagement.app.who.hosting import Hosting
from engagement.store import open_workspace
from engagement.store.mail import mail_recipients, schedules, sendings
from tests.app.mail.mailed_shop import EVA, SITE, fill, planned
from tests.app.mail.postbox import named
from tests.app.own_shop import plain, text_of, visit


@pytest.fixture
def workspace(data, monkeypatch):
    """The own shop of a server that has a mail server, and whose mailman does not run."""
    monkeypatch.setattr(current._Process, "guard", current.Guard(Hosting(site=SITE)))
    monkeypatch.setattr(current, "connected", lambda: current.Visitor("house"))
    mailman.forget()
    named(monkeypatch, 25)
    opened = open_workspace(data / "data", "shop")
    fill(opened)
    return opened


def test_a_schedule_is_set_up_by_a_form_that_says_what_is_wrong_and_ended_by_a_press(workspace):
    at = visit("mails")
    assert "Nothing is sent by mail" in text_of(at)
    at.segmented_control(key="mail_form").set_value("pdf").run()
    at.text_input(key="mail_title_0").set_value("For the board")
    at.text_input(key="mail_password_0").set_value("short")
    at.text_area(key="mail_addresses_0").set_value(f"{EVA}, nobody")
    at.button(key="mail_make").click().run()
    assert [one.value for one in at.error] == ["The password needs at least 8 characters."]
    at.text_input(key="mail_password_0").set_value("long enough")
    at.button(key="mail_make").click().run()
    assert [plain(one.value) for one in at.error] == ["nobody is no e-mail address."]
    assert schedules.all_schedules(workspace.storage) == []
    at.text_area(key="mail_addresses_0").set_value(EVA)
    at.button(key="mail_make").click().run()
    (made,) = schedules.all_schedules(workspace.storage)
    assert (made.plan.form, made.plan.step, made.plan.hour) == ("pdf", "month", 8)
    assert schedules.secrets_of(made, workspace.key) == schedules.MailSecrets("long enough")
    assert EVA in plain(text_of(at))
    assert "not confirmed yet" in text_of(at)
    assert at.text_input(key="mail_title_1").value == ""
    at.button(key=f"mail_end_{made.id}").click().run()
    assert schedules.all_schedules(workspace.storage) == []


def test_it_says_what_became_of_the_last_mail_to_each_address(workspace):
    planned(workspace, EVA)
    (one,) = mail_recipients.all_recipients(workspace.storage, workspace.key)
    now, manifest = datetime.now(UTC), workspace.storage.manifest
    assert sendings.claim(
        manifest, one, "confirm.1", "<a@b>", now, ("secret", now + mail_recipients.CONFIRM_WITHIN)
    )
    sendings.end(manifest, one, "confirm.1", "failed", now, "connect")
    assert "not sent: the mail server does not answer; tried again on" in text_of(visit("mails", lang="en"))
    assert "il server di posta non risponde" in text_of(visit("mails", lang="it"))
    assert mail_recipients.confirm(manifest, "secret", now)
    assert sendings.claim(manifest, one, "month.1", "<c@b>", now + timedelta(seconds=1))
    sendings.end(manifest, one, "month.1", "unknown", now, "unknown")
    assert "whether it arrived is not known; it is not sent twice" in text_of(visit("mails"))


def test_without_a_mail_server_it_says_what_is_lacking(workspace, monkeypatch):
    monkeypatch.setenv("ENGAGEMENT_SMTP_PORT", "many")
    assert "ENGAGEMENT_SMTP_PORT" in plain(text_of(visit("mails")))
    monkeypatch.delenv("ENGAGEMENT_SMTP_HOST")
    assert "names a mail server first" in text_of(visit("mails"))
    assert workspace.datasets()
