"""Files that wait for an answer lie in a private folder and go when nobody needs them."""

from __future__ import annotations

import gc
import os
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.runtime import Runtime

from engagement import private
from engagement.app.importing.waiting_files import WaitingFile, WaitingFiles


@pytest.fixture(autouse=True)
def _own_temporary_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture
def dropped(tmp_path):
    path = tmp_path / "0"
    path.write_text("a;b\n1;2\n")
    return path


def test_a_waiting_file_is_moved_into_a_folder_of_which_only_we_can_read(dropped):
    waiting = WaitingFiles()
    waiting.hold(dropped, "../../etc/x.csv", "d1")
    assert not dropped.exists()
    assert waiting.get("d1").path.read_text() == "a;b\n1;2\n"
    assert waiting.get("d1").path.parent == waiting.folder
    assert stat.S_IMODE(waiting.folder.stat().st_mode) == 0o700


def test_an_answered_file_is_gone(dropped):
    waiting = WaitingFiles()
    waiting.hold(dropped, "x.csv", "d1")
    waiting.delete(["d1", "unknown"])
    assert waiting.get("d1") is None
    assert list(waiting.folder.iterdir()) == []


def test_the_next_drop_takes_what_is_not_asked_about(tmp_path, dropped):
    other = tmp_path / "1"
    other.write_text("c;d\n")
    waiting = WaitingFiles()
    waiting.hold(dropped, "x.csv", "d1")
    waiting.hold(other, "y.csv", "d2", proposals=(object(),))
    waiting.delete_unasked()
    assert waiting.get("d1") is None
    assert [w.name for w in waiting.with_questions()] == ["y.csv"]


def test_a_file_may_be_asked_about_and_no_more(dropped):
    waiting = WaitingFiles()
    waiting.hold(dropped, "x.csv", "d1")
    waiting.ask("d1", (object(),))
    assert [w.digest for w in waiting.with_questions()] == ["d1"]
    waiting.ask("d1", ())
    assert waiting.with_questions() == []
    assert waiting.get("d1").read


def test_the_folder_goes_with_its_session(dropped):
    waiting = WaitingFiles()
    folder = waiting.folder
    waiting.hold(dropped, "x.csv", "d1")
    del waiting
    gc.collect()
    assert not folder.exists()


def test_nothing_waits_longer_than_a_day(dropped):
    waiting = WaitingFiles()
    waiting.hold(dropped, "x.csv", "d1", proposals=(object(),))
    now = time.monotonic()
    waiting.end_unattended(now + 23 * 3600)
    assert waiting.folder.exists()
    waiting.end_unattended(now + 25 * 3600)
    assert not waiting.folder.exists()
    assert waiting.with_questions() == []


def test_what_a_killed_process_left_behind_goes_with_the_next_look_of_another(tmp_path):
    ours = private.make()
    killed = "import os; from engagement import private; print(private.make(), flush=True); os.abort()"
    result = subprocess.run(
        [sys.executable, "-c", killed],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        check=False,
    )
    theirs = Path(result.stdout.decode().strip())
    assert theirs.parent == tmp_path
    private.sweep()
    assert not theirs.exists()
    assert ours.exists()
    private.remove(ours)
    assert not ours.exists()


class Sessions:
    """Streamlit's word on which session has a page open."""

    def __init__(self) -> None:
        self.open = True

    def is_active_session(self, _: str) -> bool:
        return self.open


def test_what_waits_goes_when_its_sessions_have_ended_and_not_while_one_may_come_back(dropped, monkeypatch):
    sessions = Sessions()
    monkeypatch.setattr(Runtime, "exists", lambda: True)
    monkeypatch.setattr(Runtime, "instance", lambda: sessions)
    waiting = WaitingFiles()
    waiting.attend("a tab")
    waiting.hold(dropped, "x.csv", "d1", proposals=(object(),))
    waiting.end_unattended(0)
    sessions.open = False
    for now in (1, 100):
        waiting.end_unattended(now)
    sessions.open = True
    waiting.end_unattended(120)
    sessions.open = False
    for now in (121, 270):
        waiting.end_unattended(now)
        assert waiting.get("d1") is not None
    waiting.end_unattended(272)
    assert waiting.get("d1") is None
    assert not waiting.folder.exists()


def test_a_sweep_follows_no_link(tmp_path):
    copy = tmp_path / "kept"
    copy.mkdir()
    (tmp_path / f"{private.PREFIX}trap").symlink_to(copy)
    private.sweep()
    assert copy.exists()
    assert os.path.lexists(tmp_path / f"{private.PREFIX}trap")


def _question(shape):
    return SimpleNamespace(shape=shape)


def _job(*, runs, read):
    return SimpleNamespace(runs=runs, taken=[SimpleNamespace(outcome=object() if read else None, unlike=())])


def test_a_file_waits_until_every_question_about_it_is_answered(dropped):
    waiting = WaitingFiles()
    waiting.hold(dropped, "x.csv", "d1", proposals=(_question("a"), _question("b")))
    waiting.answer("a", _job(runs=True, read=False), ["d1"])
    waiting.settle()
    assert waiting.is_answered("a")
    waiting.answer("a", _job(runs=False, read=True), ["d1"])
    waiting.settle()
    assert not waiting.is_answered("a")
    assert ([q.shape for q in waiting.get("d1").proposals], waiting.get("d1").read) == (["b"], True)
    waiting.answer("b", _job(runs=False, read=True), ["d1"])
    waiting.settle()
    assert waiting.get("d1") is None
    assert list(waiting.folder.iterdir()) == []


def test_an_answer_by_which_nothing_can_be_read_leaves_the_question(dropped):
    waiting = WaitingFiles()
    waiting.hold(dropped, "x.csv", "d1", proposals=(_question("a"),))
    waiting.answer("a", _job(runs=False, read=False), ["d1"])
    waiting.settle()
    assert [w.digest for w in waiting.with_questions()] == ["d1"]
    waiting.leave("d1", "a")
    assert waiting.get("d1") is None


def test_a_file_that_is_read_stays_at_hand_when_no_more_is_asked(dropped):
    waiting = WaitingFiles()
    waiting.hold(dropped, "x.csv", "d1")
    waiting.ask("d1", (_question("a"),))
    waiting.leave("d1", "a")
    assert waiting.get("d1").read


def test_what_came_by_itself_waits_for_whoever_looks_and_goes_back_without_an_answer(dropped, monkeypatch):
    sessions = Sessions()
    monkeypatch.setattr(Runtime, "exists", lambda: True)
    monkeypatch.setattr(Runtime, "instance", lambda: sessions)
    sent, mine = WaitingFiles(lasting=True), WaitingFiles()
    sent.hold(dropped, "orders.csv", "d1", (_question("one"),))
    came_at = sent.get("d1").came_at
    sent.end_unattended(came_at + 3600)
    mine.attend("a tab")
    mine.take_over(sent)
    assert [one.name for one in mine.with_questions()] == ["orders.csv"]
    assert sent.get("d1") is None
    sessions.open = False
    for later in (1, 1000):
        mine.end_unattended(came_at + later)
    assert [one.name for one in sent.with_questions()] == ["orders.csv"]
    sent.end_unattended(came_at + 25 * 3600)
    assert sent.get("d1") is None


def test_a_folder_whose_day_is_over_gives_back_what_came_later_and_takes_no_more(dropped):
    sent, mine = WaitingFiles(lasting=True), WaitingFiles()
    later = time.monotonic() + 3600
    sent.keep(WaitingFile("d1", dropped, "orders.csv", (_question("one"),), came_at=later))
    mine.take_over(sent)
    mine.end_unattended(later + 23.5 * 3600)
    assert not mine.folder.exists()
    assert [one.name for one in sent.with_questions()] == ["orders.csv"]
    mine.take_over(sent)  # it has ended: another takes its place
    assert [one.name for one in sent.with_questions()] == ["orders.csv"]


def test_a_file_that_was_taken_over_waits_no_longer_than_its_own_day(dropped):
    sent, mine = WaitingFiles(lasting=True), WaitingFiles()
    sent.keep(WaitingFile("d1", dropped, "orders.csv", (_question("one"),), came_at=time.monotonic() - 3600))
    mine.take_over(sent)
    mine.end_unattended(time.monotonic() + 23.5 * 3600)
    assert mine.folder.exists()
    assert mine.with_questions() == sent.with_questions() == []
