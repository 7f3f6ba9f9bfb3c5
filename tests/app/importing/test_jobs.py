"""Drops are read in the background, in order, can be cancelled, and leave nothing behind."""

from __future__ import annotations

import io
import threading
import time
from types import SimpleNamespace

import pytest
from streamlit.runtime import Runtime

from engagement import settings
from engagement.app.figures import key_figures
from engagement.app.importing import waiting_files
from engagement.app.importing.jobs import Jobs
from engagement.app.workspaces import what_changed
from engagement.caching import kept_files
from engagement.locale import message
from engagement.sources.recognition.recipes import Recipe
from engagement.store import StoreError, open_workspace
from tests.conftest import ROOT

_HEAD = "Order ID,Created at,Email,Total,Currency,Refunded\n"


def _orders(rows, refunded=()):
    lines = [
        f"{n},2026-{n % 6 + 1:02}-{n % 28 + 1:02},c{n % 40}@example.com,12.50,EUR,{12.5 * (n in refunded)}"
        for n in rows
    ]
    return (_HEAD + "\n".join(lines) + "\n").encode()


@pytest.fixture
def jobs():
    created = Jobs()
    yield created
    created.close()


@pytest.fixture
def workspace(tmp_path):
    return open_workspace(tmp_path / "data")


def _start(jobs, workspace, **files):
    return jobs.start(workspace, [(f"{name}.csv", io.BytesIO(content)) for name, content in files.items()])


def _ended(jobs, workspace):
    """Wait for the thread of the workspace, if it still runs."""
    thread = jobs._threads.get(workspace.name)
    if thread is not None:
        thread.join(300)
        assert not thread.is_alive()


def test_a_drop_is_read_while_nobody_waits_and_leaves_no_bytes(jobs, workspace):
    posts = (ROOT / "sample_data" / "instagram_posts.csv").read_bytes()
    job = _start(jobs, workspace, a=posts, b=b"%PDF-1.7")
    assert job.folder.stat().st_mode & 0o777 == 0o700
    _ended(jobs, workspace)
    assert job.stage == "done"
    good, bad = job.taken
    assert good.outcome.dataset.reports[0].platform == "Meta Business Suite"
    assert good.outcome.dataset.rows["posts"] > 100
    assert "PDF" in str(bad.fault)
    assert not job.folder.exists()
    assert jobs.of(workspace.name) == [job]


def test_what_was_imported_is_computed_and_kept_before_somebody_asks(jobs, workspace, tmp_path, monkeypatch):
    monkeypatch.setenv(settings.HEAD_START.name, "yes")
    _start(jobs, workspace, a=_orders(range(300)))
    _start(jobs, workspace, b=_orders(range(300, 320)))
    jobs._threads[workspace.name].join(300)
    for thread in threading.enumerate():
        if thread.name == key_figures.THREAD:
            thread.join()
    (kept_file,) = tmp_path.rglob(f"*{kept_files.SUFFIX}")
    assert kept_file.name.startswith(workspace.version.digest)


def test_two_drops_are_read_in_the_order_in_which_they_came(jobs, workspace):
    first = _start(jobs, workspace, old=_orders(range(300)))
    second = _start(jobs, workspace, new=_orders(range(400), refunded={7, 13}))
    assert first.runs
    assert jobs.of(workspace.name) == [first, second]
    _ended(jobs, workspace)
    assert [job.stage for job in (first, second)] == ["done", "done"]
    entries = workspace.log()
    assert [str(entry.what) for entry in entries[:2]] == ["Added new.csv", "Added old.csv"]
    result = what_changed.read(entries[0].note)
    assert (result.records["orders"].added, result.records["orders"].changed) == (100, 2)
    assert result.records["orders"].same == 298
    assert {move.key for move in result.moved.moves} >= {"orders"}
    assert what_changed.read(entries[1].note).moved.of == 0


def test_a_drop_that_is_cancelled_while_it_is_read_changes_nothing(jobs, workspace):
    job = _start(jobs, workspace, large=_orders(range(400_000)))
    look = threading.Event()
    while job.runs and job.step is None:
        look.wait(0.005)
    jobs.cancel(job)
    _ended(jobs, workspace)
    assert job.stage == "cancelled"
    assert workspace.datasets() == []
    assert not job.folder.exists()


def test_a_drop_that_waits_is_cancelled_without_being_read(jobs, workspace):
    first = _start(jobs, workspace, large=_orders(range(100_000)))
    second = _start(jobs, workspace, small=_orders(range(10)))
    jobs.cancel(second)
    assert second.stage == "cancelled"
    assert not second.folder.exists()
    jobs.cancel(first)
    _ended(jobs, workspace)
    assert workspace.datasets() == []


def test_a_drop_that_cannot_be_kept_says_why_and_the_next_is_read(jobs, workspace):
    _start(jobs, workspace, kept=_orders(range(10)))
    _ended(jobs, workspace)
    before = workspace.version
    key = workspace._key_file
    key.rename(key.with_suffix(".away"))
    job = _start(jobs, workspace, lost=_orders(range(20)))
    _ended(jobs, workspace)
    assert job.stage == "failed"
    assert job.fault is not None
    assert workspace.version == before
    key.with_suffix(".away").rename(key)
    second_result = _start(jobs, workspace, lost=_orders(range(20)))
    _ended(jobs, workspace)
    assert second_result.stage == "done"


def test_a_full_store_fails_the_drop_with_the_stores_own_sentence(jobs, workspace):
    class Full(type(workspace)):
        def add_many(self, *_):
            raise StoreError(message("The disk is full or cannot be written to. Nothing has changed."))

    workspace.__class__ = Full
    job = _start(jobs, workspace, a=_orders(range(10)))
    _ended(jobs, workspace)
    assert (job.stage, str(job.fault)[:12]) == ("failed", "The disk is ")


def test_a_file_about_which_more_may_be_said_waits_for_its_person_and_no_other_stays(jobs, workspace):
    unknown = b"\n".join([b"Alpha;Beta;Gamma", *(b"%d;x%d;%d" % (n, n, n * n) for n in range(30))])
    job = _start(jobs, workspace, unknown=unknown, bad=b"%PDF-1.7")
    _ended(jobs, workspace)
    assert not job.folder.exists()
    waiting = waiting_files.waiting_files_of(workspace.name, "")
    (waiting_file,) = waiting.with_questions()
    assert (waiting_file.name, waiting_file.path.read_bytes()) == ("unknown.csv", unknown)
    waiting.end()


def test_a_recognised_file_is_gone_within_minutes_where_nobody_has_its_page_open(
    jobs, workspace, monkeypatch
):
    runtime = SimpleNamespace(is_active_session=lambda _: False)
    monkeypatch.setattr(Runtime, "exists", lambda: True)
    monkeypatch.setattr(Runtime, "instance", lambda: runtime)
    _start(jobs, workspace, unknown=b"A;B;C\n1;03/04/2026;5\n2;04/04/2026;6\n")
    _ended(jobs, workspace)
    waiting = waiting_files.waiting_files_of(workspace.name, "")
    (waiting_file,) = waiting.with_questions()
    now = time.monotonic()
    for later in (0, 200):
        waiting.end_unattended(now + later)
    assert not waiting_file.path.exists()


def test_what_is_over_is_forgotten_with_the_next_drop_or_on_demand(jobs, workspace):
    first = _start(jobs, workspace, a=_orders(range(5)))
    _ended(jobs, workspace)
    second = _start(jobs, workspace, b=_orders(range(6)))
    assert first not in jobs.of(workspace.name)
    _ended(jobs, workspace)
    jobs.forget(workspace.name)
    assert jobs.of(workspace.name) == []
    assert second.stage == "done"


def test_files_are_read_by_an_answer_in_the_background_and_stay_with_who_holds_them(jobs, workspace):
    content = b"A;B;C\n1;03/04/2026;5\n2;04/04/2026;6\n"
    drop = _start(jobs, workspace, unknown=content)
    _ended(jobs, workspace)
    (taken,) = drop.taken
    (question,) = taken.questions
    recipe = Recipe(question.shape, "orders", {"order_id": "A", "date": "B", "amount": "C"}, date_order="day")
    job = jobs.start(workspace, [("unknown.csv", io.BytesIO(content))], who="Ada", recipe=recipe)
    _ended(jobs, workspace)
    assert (job.stage, job.folder.exists()) == ("done", False)
    assert job.step.done
    assert workspace.version.rows["orders"] == 2
    assert [entry.who for entry in workspace.log()[:1]] == ["Ada"]


def test_an_answer_can_be_cancelled_and_is_not_kept(jobs, workspace):
    first = _start(jobs, workspace, large=_orders(range(100_000)))
    recipe = Recipe("0" * 32, "orders", {}, date_order="day")
    job = jobs.start(workspace, [("a.csv", io.BytesIO(_orders(range(9))))], recipe=recipe)
    jobs.cancel(job)
    jobs.cancel(first)
    _ended(jobs, workspace)
    assert job.stage == "cancelled"
    assert (workspace.recipes(), workspace.datasets()) == ([], [])


def test_when_the_server_stops_nothing_stays_on_the_disk(workspace):
    jobs = Jobs()
    made = [_start(jobs, workspace, large=_orders(range(200_000))) for _ in range(2)]
    jobs.close()
    assert not any(job.folder.exists() for job in made)
