"""Mail goes through a real mail server: once, to whom it was confirmed, and no more than a link shows."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PasswordType, PdfReader

from engagement.app.who import current
from engagement.app.who.hosting import Hosting
from engagement.locale.translator import translator
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.store import open_workspace
from engagement.store.journal import audit
from engagement.store.mail import mail_recipients, schedules, sendings
from engagement.store.planning import kept_goals
from engagement.store.planning.kept_goals import Goal
from engagement.store.sharing import bundles, links, workspace_members
from tests.app.mail.mailed_shop import BEFORE, DUE, EVA, FIRST, PASSWORD, SITE, fill, look, planned, secret
from tests.app.mail.postbox import Postbox, free_port, listening, named

ROOT = Path(__file__).parents[3]
#: The last day of the data.
LAST = (FIRST - date(1970, 1, 1)).days


@pytest.fixture
def postbox(monkeypatch):
    port = free_port()
    named(monkeypatch, port)
    box = Postbox()
    with listening(box, port):
        yield box


@pytest.fixture
def workspace(tmp_path):
    opened = open_workspace(tmp_path)
    fill(opened)
    return opened


def confirmed(data_dir, postbox, *addresses):
    """Let addresses be asked, and confirm them."""
    look(data_dir, BEFORE)
    for address in addresses:
        token = secret(postbox.of(address)[-1], "confirm")
        assert mail_recipients.confirm(open_workspace(data_dir).storage.manifest, token, BEFORE)


def states(workspace):
    return {what: one.state for (_, what), one in sendings.all_sendings(workspace.storage).items()}


def test_a_pdf_goes_out_encrypted_once_and_holds_the_figure_that_its_link_holds(workspace, postbox, tmp_path):
    planned(workspace, EVA, "tom@example.com", form="pdf", password=PASSWORD, language="pl")
    confirmed(tmp_path, postbox, EVA)
    look(tmp_path, DUE - timedelta(minutes=1))
    assert len(postbox.of(EVA)) == 1
    look(tmp_path, DUE)
    look(tmp_path, DUE + timedelta(days=1))
    mail = postbox.of(EVA)[-1]
    assert len(postbox.of(EVA)) == 2
    (attached,) = mail.iter_attachments()
    content = attached.get_content()
    assert attached.get_filename() == f"engagement-{FIRST - timedelta(days=1)}.pdf"
    sealed = PdfReader(io.BytesIO(content))
    assert sealed.is_encrypted
    assert sealed.decrypt("another") == PasswordType.NOT_DECRYPTED
    assert PdfReader(io.BytesIO(content), password=PASSWORD).metadata is not None
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content), password=PASSWORD).pages)
    (link,) = links.links(workspace.storage)
    newest = bundles.newest_bundles(workspace.storage.manifest, link.id)[0]
    result = PublishedView(workspace.storage.objects.read(newest.object))
    orders = result.reading("orders")
    assert orders.value is not None
    assert translator("pl").value(orders.value, orders.unit) in text
    assert PASSWORD not in str(mail)
    assert link.visits == 1  # what was attached counts as told
    assert [one.what for one in audit.entries(workspace.storage.manifest, workspace.storage.id)].count(
        "mail_sent"
    ) == 1
    # Who has not confirmed got the question, and nothing else.
    assert len(postbox.of("tom@example.com")) == 1


def test_a_link_goes_out_with_its_terms_and_opens(workspace, postbox, tmp_path):
    planned(workspace, EVA, days=7)
    kept_goals.keep(workspace.storage, Goal("orders", 5.0, LAST + 400, "month", LAST - 200, 1.0), "")
    kept_goals.keep(
        workspace.storage, Goal("revenue", 5.0, LAST + 400, "month", LAST - 200, segment="Few"), ""
    )
    confirmed(tmp_path, postbox, EVA)
    look(tmp_path, DUE)
    mail = postbox.of(EVA)[-1]
    text = mail.get_body(("plain",)).get_content()
    (link,) = links.links(workspace.storage)
    token = text.partition(f"{SITE}/s/")[2].split()[0]
    assert links.by_token(workspace.storage.manifest, token) == link
    assert link.state == "stands"
    assert "It shows no group smaller than 10." in text
    # The goals of all customers, by a word and without a number; no goal of a segment.
    assert "How the goals stand at its end:\r\n\r\n\N{BULLET} Orders: the goal for" in text
    assert "Few" not in text
    assert "Revenue" not in text
    assert "It expires after" in text
    assert bundles.newest_bundles(workspace.storage.manifest, link.id)
    # It tells of the month that has ended, and stays with its data.
    assert (link.follows, link.terms.question["grain"], link.terms.review) == (False, "month", "month")
    assert str(FIRST - timedelta(days=1)) in str(link.terms.question)
    assert mail["List-Unsubscribe"] == f"<{SITE}/mail/stop/{secret(mail, 'stop')}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    # Revoked, it is not sent to whoever was still to get it.
    links.revoke(workspace.storage, link.id)
    look(tmp_path, DUE + timedelta(hours=1))
    assert len(postbox.of(EVA)) == 2


def test_whoever_unsubscribes_gets_nothing_more_and_the_address_is_gone(workspace, postbox, tmp_path):
    created = planned(workspace, EVA)
    confirmed(tmp_path, postbox, EVA)
    (one,) = mail_recipients.all_recipients(workspace.storage, workspace.key)
    assert mail_recipients.stop(workspace.storage.manifest, one.stop, BEFORE)
    look(tmp_path, DUE)
    assert len(postbox.of(EVA)) == 1
    (one,) = mail_recipients.all_recipients(workspace.storage, workspace.key)
    assert (one.state, one.address) == ("stopped", "")
    assert schedules.all_schedules(workspace.storage) == [created]


def test_a_period_waits_for_its_data_and_only_the_newest_one_is_sent(tmp_path, postbox):
    workspace = open_workspace(tmp_path)
    fill(workspace, FIRST - timedelta(days=9))
    planned(workspace, EVA)
    confirmed(tmp_path, postbox, EVA)
    look(tmp_path, DUE)
    assert links.links(workspace.storage) == []
    fill(workspace, FIRST, "later.csv")
    look(tmp_path, DUE + timedelta(days=2))
    assert len(postbox.of(EVA)) == 2
    look(tmp_path, DUE + timedelta(days=70))  # nothing has come for the months since
    assert len(postbox.of(EVA)) == 2


def test_what_the_server_does_not_take_is_tried_again_later_and_what_it_refuses_is_not(
    workspace, postbox, tmp_path, monkeypatch
):
    planned(workspace, EVA, "no@example.com")
    confirmed(tmp_path, postbox, EVA, "no@example.com")
    postbox.refused["no@example.com"] = "550 no such mailbox"
    postbox.answer = lambda: "451 come back later"
    look(tmp_path, DUE)
    month = f"month.{(FIRST.year * 12 + FIRST.month - 2)}"
    stored = {
        one.address: sendings.all_sendings(workspace.storage)[one.id, month]
        for one in mail_recipients.all_recipients(workspace.storage, workspace.key)
    }
    assert (stored[EVA].state, stored[EVA].fault) == ("failed", "content")
    assert (stored["no@example.com"].state, stored["no@example.com"].fault) == ("given_up", "recipient")
    postbox.answer = lambda: "250 OK"
    look(tmp_path, DUE + timedelta(minutes=4))
    assert len(postbox.of(EVA)) == 1
    # It is down, then up again: each pause is longer than the one before.
    named(monkeypatch, free_port())
    look(tmp_path, DUE + timedelta(minutes=6))
    later = sendings.all_sendings(workspace.storage)[
        next(iter(k for k in sendings.all_sendings(workspace.storage) if k[1] == month))
    ]
    assert (later.fault, later.next_at) == ("connect", DUE + timedelta(minutes=6 + 15))
    port = free_port()
    named(monkeypatch, port)
    with listening(postbox, port):
        look(tmp_path, DUE + timedelta(minutes=22))
        look(tmp_path, DUE + timedelta(days=1))
    assert len(postbox.of(EVA)) == 2
    assert len(postbox.of("no@example.com")) == 1


def test_killed_when_the_server_has_taken_a_mail_it_is_not_sent_a_second_time(workspace, postbox, tmp_path):
    planned(workspace, EVA)
    confirmed(tmp_path, postbox, EVA)
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(tmp_path), DUE.isoformat()], cwd=ROOT, env={**os.environ}
    )

    def kill() -> str:
        os.kill(child.pid, signal.SIGKILL)
        return "250 OK"

    postbox.answer = kill
    assert child.wait(120) == -signal.SIGKILL
    assert len(postbox.of(EVA)) == 2
    assert "begun" in states(workspace).values()
    postbox.answer = lambda: "250 OK"
    look(tmp_path, DUE + timedelta(minutes=1))
    look(tmp_path, DUE + timedelta(days=2))
    assert len(postbox.of(EVA)) == 2
    assert len({mail["Message-ID"] for mail in postbox.of(EVA)}) == 2


_CHILD = f"""
import sys
from datetime import datetime
from pathlib import Path
from engagement.app.mail.mailman import Mailman
Mailman(Path(sys.argv[1]), {SITE!r}).look(datetime.fromisoformat(sys.argv[2]))
"""


def test_two_servers_at_the_same_moment_send_one_mail(workspace, postbox, tmp_path):
    planned(workspace, EVA)
    confirmed(tmp_path, postbox, EVA)
    looked = []

    def meanwhile() -> str:
        look(tmp_path, DUE)  # another server, while this one waits for the mail server's answer
        looked.append(DUE)
        return "250 OK"

    postbox.answer = meanwhile
    look(tmp_path, DUE)
    assert looked == [DUE]
    assert len(postbox.of(EVA)) == 2
    # Nor when both have found that it is due before either has written that it sends it.
    (one,) = mail_recipients.all_recipients(workspace.storage, workspace.key)
    manifest = workspace.storage.manifest
    assert sendings.claim(manifest, one, "month.1", "<a@b>", DUE)
    assert not sendings.claim(manifest, one, "month.1", "<a@b>", DUE + timedelta(days=9))


def test_a_schedule_of_somebody_who_is_no_owner_any_more_sends_nothing(postbox, data, monkeypatch):
    monkeypatch.setattr(current._Process, "guard", current.Guard(Hosting(login="proxy", site=SITE)))
    workspace = open_workspace(data / "data")
    for owner in ("ann@example.com", "ben@example.com"):
        workspace_members.invite(workspace.storage, owner, "owner")
    planned(workspace, EVA, who="ann@example.com")
    workspace_members.invite(workspace.storage, "ann@example.com", "editor")
    look(data / "data", BEFORE)
    assert postbox.taken == []
    workspace_members.invite(workspace.storage, "ann@example.com", "owner")
    look(data / "data", BEFORE)
    assert len(postbox.of(EVA)) == 1


def test_an_alert_names_what_has_changed_once_a_day_and_never_at_the_first_look(workspace, postbox, tmp_path):
    planned(workspace, EVA, alerts=True)
    confirmed(tmp_path, postbox, EVA)
    now, storage = BEFORE + timedelta(hours=1), workspace.storage
    look(tmp_path, now)
    assert len(postbox.of(EVA)) == 1
    # A goal that the newest period has met; it was set before that period ended.
    goal = Goal("orders", 5.0, due=LAST - 40, step="month", set_day=LAST - 200, set_value=1.0)
    kept_goals.keep(storage, goal, "")
    look(tmp_path, now)
    assert len(postbox.of(EVA)) == 1  # the data are those of before
    fill(workspace, FIRST, "b.csv", range(801, 804))
    look(tmp_path, now)
    look(tmp_path, now + timedelta(minutes=1))
    mail = postbox.of(EVA)[-1]
    assert len(postbox.of(EVA)) == 2
    assert mail["Subject"] == "For the board: something has changed"
    text = mail.get_body(("plain",)).get_content()
    assert "Orders: the goal for" in text
    assert "is met." in text
    assert secret(mail, "stop")
    # More has changed on the same day: it waits for the next.
    kept_goals.keep(storage, Goal("revenue", 9e9, LAST - 40, "month", LAST - 200, 1.0), "")
    fill(workspace, FIRST, "c.csv", range(1201, 1204))
    look(tmp_path, now + timedelta(hours=2))
    assert len(postbox.of(EVA)) == 2
    look(tmp_path, now + timedelta(days=1))
    look(tmp_path, now + timedelta(days=1, hours=1))
    assert len(postbox.of(EVA)) == 3
    assert "is missed." in postbox.of(EVA)[-1].get_body(("plain",)).get_content()


def test_each_schedule_with_alerts_tells_its_own_recipients_on_the_same_day(workspace, postbox, tmp_path):
    for who in (EVA, "ben@example.com"):
        planned(workspace, who, alerts=True)
        confirmed(tmp_path, postbox, who)
    now = BEFORE + timedelta(hours=1)
    look(tmp_path, now)
    kept_goals.keep(workspace.storage, Goal("orders", 5.0, LAST - 40, "month", LAST - 200, 1.0), "")
    fill(workspace, FIRST, "b.csv", range(801, 804))
    look(tmp_path, now)
    look(tmp_path, now + timedelta(minutes=1))
    assert [len(postbox.of(who)) for who in (EVA, "ben@example.com")] == [2, 2]


def test_without_alerts_nothing_is_said_of_changes(workspace, postbox, tmp_path):
    planned(workspace, EVA)
    confirmed(tmp_path, postbox, EVA)
    look(tmp_path, BEFORE)
    kept_goals.keep(workspace.storage, Goal("orders", 5.0, LAST - 40, "month", LAST - 200, 1.0), "")
    fill(workspace, FIRST, "b.csv", range(801, 804))
    look(tmp_path, BEFORE)
    assert len(postbox.of(EVA)) == 1
