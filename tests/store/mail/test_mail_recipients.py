"""An address is confirmed once and in time, unsubscribes for good, and goes with its person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from engagement.sources.people.identities import pseudonym
from engagement.store import StoreError, open_workspace
from engagement.store.database import schema
from engagement.store.erasing import one_person
from engagement.store.journal import audit
from engagement.store.mail import mail_recipients, schedules, sendings
from engagement.store.upkeep.backup import back_up
from engagement.store.upkeep.restore import restore
from engagement.store.workspaces import founding

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)
EVA = "eva@example.com"
PLAN = schedules.MailPlan("For the board", "review", "month", 8, "UTC", "en", "link")


@pytest.fixture
def workspace(tmp_path):
    return open_workspace(tmp_path / "data")


def planned(workspace, *addresses, now=NOW):
    made = schedules.make(workspace.storage, workspace.key, PLAN, "a password", "ann@example.com")
    mail_recipients.ask(workspace.storage, workspace.key, made, addresses, "", now)
    return made


def people(workspace):
    return mail_recipients.all_recipients(workspace.storage, workspace.key)


def confirmation(workspace, one, now=NOW):
    """Send the question to an address; return the secret that would confirm it."""
    secret = f"secret of {one.id} {one.asks}"
    until = now + mail_recipients.CONFIRM_WITHIN
    assert sendings.claim(
        workspace.storage.manifest, one, f"confirm.{one.asks}", "<a@b>", now, (secret, until)
    )
    return secret


def test_a_confirmation_counts_once_and_no_other_secret_does(workspace):
    planned(workspace, EVA)
    (one,) = people(workspace)
    secret, manifest = confirmation(workspace, one), workspace.storage.manifest
    for wrong in ("", "x", secret + " ", secret.upper(), one.stop, "\ud800"):
        assert not mail_recipients.waits_for(manifest, wrong, NOW)
        assert not mail_recipients.confirm(manifest, wrong, NOW)
    assert mail_recipients.waits_for(manifest, secret, NOW)
    assert mail_recipients.confirm(manifest, secret, NOW)
    assert not mail_recipients.waits_for(manifest, secret, NOW)
    assert not mail_recipients.confirm(manifest, secret, NOW)
    assert people(workspace)[0].state == "confirmed"


def test_a_confirmation_expires_and_can_be_asked_for_again_a_few_times(workspace):
    planned(workspace, EVA)
    (one,) = people(workspace)
    secret, manifest = confirmation(workspace, one), workspace.storage.manifest
    late = NOW + mail_recipients.CONFIRM_WITHIN
    assert not mail_recipients.confirm(manifest, secret, late)
    with pytest.raises(StoreError):
        mail_recipients.resend_confirmation(workspace.storage, one, NOW + timedelta(minutes=59))
    mail_recipients.resend_confirmation(workspace.storage, one, late)
    second = confirmation(workspace, people(workspace)[0], late)
    assert not mail_recipients.confirm(manifest, secret, late)
    assert mail_recipients.confirm(manifest, second, late)
    with pytest.raises(StoreError):
        mail_recipients.resend_confirmation(workspace.storage, people(workspace)[0], late + timedelta(days=1))


def test_whoever_unsubscribes_goes_from_all_schedules_and_is_not_asked_soon(workspace):
    first, other = planned(workspace, EVA), planned(workspace, EVA, "tom@example.com")
    manifest = workspace.storage.manifest
    stop = people(workspace)[0].stop
    assert not mail_recipients.stop(manifest, "guess", NOW)
    assert mail_recipients.stop(manifest, stop, NOW)
    assert mail_recipients.stop(manifest, stop, NOW)  # a second press says the same
    assert [(one.state, one.address) for one in people(workspace)] == [
        ("stopped", ""),
        ("stopped", ""),
        ("asked", "tom@example.com"),
    ]
    for schedule in (first, other):
        with pytest.raises(StoreError, match="unsubscribed"):
            mail_recipients.ask(
                workspace.storage, workspace.key, schedule, [EVA], "", NOW + timedelta(days=29)
            )
    later = NOW + timedelta(days=31)
    assert mail_recipients.ask(workspace.storage, workspace.key, first, [EVA], "", later) == 1
    assert [one.what for one in audit.entries(manifest, workspace.storage.id)].count("mail_stopped") == 1


#: What is no address to which a mail may go.
NO_ADDRESSES = (
    "eva",
    "eva@example",
    "eva@example.com\nBcc: all@example.com",
    "eva@example.com,tom@example.com",
    "Eva <eva@example.com>",
    '"eva tom"@example.com',
    "eva@exa mple.com",
    "eva@.com",
    "eva..a@example.com",
    ".eva@example.com",
    "éva@example.com",
    f"{'e' * 65}@example.com",
    f"eva@{'e' * 250}.com",
    "eva@example.com\x00",
    "=?utf-8?q?eva?=@example.com",
    "-oProxyCommand@-example.com",
)


def test_what_is_no_plain_address_is_refused_before_anything_is_kept(workspace):
    made = planned(workspace)
    for text in NO_ADDRESSES:
        with pytest.raises(StoreError):
            mail_recipients.ask(workspace.storage, workspace.key, made, ["tom@example.com", text], "", NOW)
        assert people(workspace) == [], text


def test_long_lists_are_refused(workspace):
    made = planned(workspace)
    with pytest.raises(StoreError, match="at most 20"):
        mail_recipients.ask(
            workspace.storage, workspace.key, made, [f"p{n}@example.com" for n in range(21)], "", NOW
        )
    others = [planned(workspace, *(f"p{n}_{m}@example.com" for m in range(20))) for n in range(2)]
    more = [f"q{m}@example.com" for m in range(11)]
    with pytest.raises(StoreError, match="At most 50"):
        mail_recipients.ask(workspace.storage, workspace.key, made, more, "", NOW)
    assert (
        mail_recipients.ask(workspace.storage, workspace.key, made, more, "", NOW + timedelta(days=1)) == 11
    )
    assert len(others) == 2
    for _ in range(schedules.MOST - 3):
        planned(workspace)
    with pytest.raises(StoreError, match="20 schedules"):
        planned(workspace)


def test_no_address_token_or_password_stands_in_the_database_or_in_a_backup(workspace, tmp_path):
    planned(workspace, EVA)
    (one,) = people(workspace)
    secret = confirmation(workspace, one)
    database = b"".join(path.read_bytes() for path in (tmp_path / "data").glob("*") if path.is_file())
    for hidden in (EVA, one.stop, secret, "a password"):
        assert hidden.encode() not in database
    back_up(tmp_path / "data", tmp_path / "backup", contacts=True)
    engine = sa.create_engine(f"sqlite:///{next((tmp_path / 'backup').glob('*.sqlite*'))}")
    with engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(schema.mail_schedule)) == 1
        assert connection.scalar(sa.select(sa.func.count()).select_from(schema.mail_recipient)) == 0
    engine.dispose()
    restore(tmp_path / "backup", tmp_path / "data", replace=True)
    restored = open_workspace(tmp_path / "data")
    assert [one.plan for one in schedules.all_schedules(restored.storage)] == [PLAN]
    assert people(restored) == []


def test_whoever_is_erased_is_found_by_their_address_gone_from_the_lists_and_never_asked_again(workspace):
    made = planned(workspace, EVA, "tom@example.com")
    key = workspace.key
    (found,) = one_person.find(workspace.storage, key, [EVA])
    assert found.contacts == 1
    one_person.erase(workspace.storage, key, found.keys)
    assert [one.address for one in people(workspace)] == ["tom@example.com"]
    with pytest.raises(StoreError, match="erased"):
        mail_recipients.ask(workspace.storage, key, made, [EVA], "", NOW)
    assert pseudonym(f"email:{EVA}", key) not in mail_recipients.keys_of(workspace.storage)


def test_a_shop_that_is_removed_takes_all_of_it_along(workspace, tmp_path):
    data = tmp_path / "data"
    north = founding.found_shop(data, "North")
    planned(north, EVA)
    founding.close(data, north)
    with workspace.storage.manifest.read() as connection:
        for table in (schema.mail_schedule, schema.mail_recipient, schema.mail_sending):
            assert connection.scalar(sa.select(sa.func.count()).select_from(table)) == 0
