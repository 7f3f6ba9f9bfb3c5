"""The two addresses of a mail do nothing when they are looked at, and one thing when a button is pressed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from engagement.app.mail import mail_answers
from engagement.app.web import paths
from engagement.store import open_workspace
from engagement.store.mail import mail_recipients, sendings
from tests.app.mail.mailed_shop import EVA, planned


@pytest.fixture
def workspace(tmp_path):
    opened = open_workspace(tmp_path)
    planned(opened, EVA)
    return opened


def one(workspace):
    return mail_recipients.all_recipients(workspace.storage, workspace.key)[0]


def test_looking_confirms_nothing_a_press_does_and_a_second_one_finds_nothing(workspace):
    now, manifest = datetime.now(UTC), workspace.storage.manifest
    until = now + mail_recipients.CONFIRM_WITHIN
    assert sendings.claim(manifest, one(workspace), "confirm.1", "<a@b>", now, ("secret", until))
    looked = mail_answers.confirm(manifest, "secret", pressed=False)
    assert looked is not None
    assert str(looked.button) == "Confirm this address"
    assert one(workspace).state == "asked"
    pressed = mail_answers.confirm(manifest, "secret", pressed=True)
    assert pressed is not None
    assert pressed.button is None
    assert one(workspace).state == "confirmed"
    for is_repeated in (True, False):
        assert mail_answers.confirm(manifest, "secret", pressed=is_repeated) is None
        assert mail_answers.confirm(manifest, "another", pressed=is_repeated) is None


def test_looking_unsubscribes_nobody_and_one_press_of_a_mail_program_does(workspace):
    manifest, secret = workspace.storage.manifest, one(workspace).stop
    looked = mail_answers.stop(manifest, secret, pressed=False)
    assert looked is not None
    assert str(looked.button) == "Unsubscribe"
    assert one(workspace).state == "asked"
    assert mail_answers.stop(manifest, secret, pressed=True) is not None
    assert (one(workspace).state, one(workspace).address) == ("stopped", "")
    for pressed in (True, False):
        assert mail_answers.stop(manifest, "another", pressed=pressed) is None


def test_these_addresses_are_there_for_nobody_but_no_others_beside_them_and_none_for_a_guest():
    for path in ("/mail/confirm/a-B_9", "/mail/stop/a-B_9"):
        for method in ("GET", "POST"):
            assert paths.is_allowed(method, path, paths.PAGES, guest=False)
            assert not paths.is_allowed(method, path, paths.PAGES, guest=True)
        assert not paths.is_allowed("PUT", path, paths.PAGES, guest=False)
    long = f"/mail/stop/{'a' * 65}"
    for path in ("/mail", "/mail/", "/mail/stop/", "/mail/stop/a/b", "/mail/other/a", long):
        assert not paths.is_allowed("POST", path, paths.PAGES, guest=False)
