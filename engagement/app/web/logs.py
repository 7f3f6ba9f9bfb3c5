"""The server's log: one line for each event, without values.

No line has an e-mail address, a token, a cell, a query or the text of an error, which may have any of them:
an error is logged by its type and place. Lines are for people, or with `ENGAGEMENT_LOG=json` one JSON object
each: time, level, event, and the event's own fields.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import orjson

_OURS: Final = "engagement"
_log: Final = logging.getLogger(__name__)
#: What every record has; anything else was given with `extra=`.
_USUAL: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


def set_up(*, as_json: bool) -> None:
    """Set up logging of this process with our formatter."""
    handler = logging.StreamHandler()
    handler.setFormatter(LineFormatter(as_json=as_json))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger(_OURS).setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    threading.excepthook = _thread_failed


def place(fault: BaseException) -> str:
    """Return file and line of the innermost frame of our code, else of the innermost frame."""
    frames = traceback.extract_tb(fault.__traceback__)
    own_frames = [frame for frame in frames if _OURS in frame.filename or "pages" in frame.filename]
    last = next(reversed(own_frames or frames), None)
    return f"{Path(last.filename).name}:{last.lineno}" if last else "?"


def code(fault: BaseException) -> str:
    """Return a code of five letters for an error, which is both shown and logged."""
    return hashlib.sha256(f"{type(fault).__name__} {place(fault)}".encode()).hexdigest()[:5]


def _thread_failed(failed: threading.ExceptHookArgs) -> None:
    """Log an exception that ends a thread, as Python would print its text with values."""
    if failed.exc_value is not None and not isinstance(failed.exc_value, SystemExit):
        _log.error("thread failed", exc_info=failed.exc_value)


class LineFormatter(logging.Formatter):
    """Formats a record as one line."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record; for loggers of libraries only the logger and the type of error."""
        fields: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            **_event(record),
        }
        if self._as_json:
            return orjson.dumps(fields, default=str).decode()
        head = [str(fields.pop(name)) for name in ("time", "level", "event")]
        return " ".join([*head, *(f"{name}={value}" for name, value in fields.items())]).replace("\n", " ")


def _event(record: logging.LogRecord) -> dict[str, object]:
    fault = record.exc_info[1] if record.exc_info else None
    fault_fields = {} if fault is None else {"fault": type(fault).__name__, "at": place(fault)}
    if record.name.split(".")[0] != _OURS:
        return {
            "event": "elsewhere",
            "logger": record.name,
            "line": f"{record.module}:{record.lineno}",
            **fault_fields,
        }
    extra = {name: value for name, value in vars(record).items() if name not in _USUAL}
    return {"event": record.getMessage(), **extra, **fault_fields}
