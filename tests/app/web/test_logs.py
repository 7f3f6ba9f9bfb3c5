"""A line of the log says what happened and where, and no value."""

from __future__ import annotations

import json
import logging
import sys
import threading

import pytest

from engagement.app.web import logs


@pytest.fixture(params=[True, False])
def line(request):
    formatter = logs.LineFormatter(as_json=request.param)

    def made(name: str, text: str, **more: object) -> str:
        record = logging.getLogger(name).makeRecord(name, 40, "f.py", 1, text, (), None, **more)
        return formatter.format(record)

    return made


def _fault() -> tuple[object, ...]:
    try:
        int("ann@example.com")
    except ValueError:
        return sys.exc_info()
    raise AssertionError


def test_our_own_events_are_told_with_their_fields(line):
    text = line("engagement.app.web", "request failed", extra={"code": "1a2b3"})
    assert "request failed" in text
    assert "1a2b3" in text


def test_a_fault_is_told_by_type_and_place_without_its_text():
    record = logging.getLogger("engagement.x").makeRecord("engagement.x", 40, "f", 1, "failed", (), _fault())
    for as_json in (True, False):
        text = logs.LineFormatter(as_json=as_json).format(record)
        assert "ValueError" in text
        assert "test_logs.py" in text
        assert "ann@" not in text


def test_what_others_log_is_told_without_its_words(line):
    text = line("uvicorn.access", "GET /s/secret-token?who=ann@example.com")
    assert "secret-token" not in text
    assert "ann@" not in text
    assert "uvicorn.access" in text


def test_a_line_stays_one_line():
    record = logging.makeLogRecord({"name": "engagement.x", "msg": "one\ntwo", "levelname": "INFO"})
    for as_json in (True, False):
        assert "\n" not in logs.LineFormatter(as_json=as_json).format(record)
    assert set(json.loads(logs.LineFormatter(as_json=True).format(record))) == {"time", "level", "event"}


def test_the_same_fault_has_the_same_code_in_every_process():
    fault = _fault()[1]
    assert logs.code(fault) == logs.code(fault)
    assert len(logs.code(fault)) == 5


def test_what_ends_a_thread_is_told_without_its_text(monkeypatch, capsys):
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    ours, root = logging.getLogger("engagement"), logging.getLogger()
    before = ours.level, root.level, root.handlers[:]
    try:
        logs.set_up(as_json=False)
        thread = threading.Thread(target=int, args=("ann@example.com",))
        thread.start()
        thread.join()
    finally:
        ours.setLevel(before[0])
        root.setLevel(before[1])
        root.handlers[:] = before[2]
        logging.captureWarnings(capture=False)
    output = capsys.readouterr().err
    assert "thread failed" in output
    assert "ValueError" in output
    assert "ann@" not in output
