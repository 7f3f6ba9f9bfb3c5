"""Uploads by a program: a request has the bytes of one file, which is imported like a dropped one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import anyio
from anyio.to_thread import run_sync
from starlette.requests import ClientDisconnect

from engagement import private
from engagement.app.api.json_answers import Declined, as_json
from engagement.app.api.token_sources import language_of
from engagement.app.importing import arrivals
from engagement.app.workspaces import open_workspaces
from engagement.locale import message
from engagement.questions.answering import saying_in
from engagement.store import StoreError
from engagement.store.journal import audit

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from engagement.store.sharing.tokens import Token

PATH: Final = "/api/upload"
_LONGEST_NAME: Final = 150
#: How long a body may take to come.
_SECONDS: Final = 900
_MOST_CONCURRENT: Final = 4


class SentFiles:
    """Takes uploaded files, a limited number at the same time."""

    def __init__(self) -> None:
        self._underway = 0

    async def take(self, request: Request, token: Token) -> Response:
        """Receive a file and read it; `Declined` where it cannot be taken."""
        name = _name(request)
        _check_head(request)
        if token.workspace == open_workspaces.DEMO:
            raise Declined(403, message("The demo shop takes no files."))
        if self._underway >= _MOST_CONCURRENT:
            raise Declined(503, message("Too many files come at once. Try again soon."), Retry_After="10")
        self._underway += 1
        folder = await run_sync(private.make)
        try:
            path = folder / "body"
            await _receive(request, path)
            return await run_sync(partial(_import, token, name, path, language_of(request)))
        finally:
            self._underway -= 1
            await run_sync(private.remove, folder)


def _import(token: Token, name: str, path: Path, language: str) -> Response:
    say = saying_in(language)
    try:
        workspace = open_workspaces.workspace(token.workspace)
        audit.note(
            workspace.storage.manifest, workspace.storage.id, token.who, "sent_file", title=token.title
        )
        with path.open("rb") as content:
            job = arrivals.begin(workspace, [(name, content)], token.who)
    except StoreError as refused:
        raise Declined(409, refused.sentence) from refused
    ((_, fault),) = arrivals.wait_for(job, token.title)
    if fault is not None:
        return as_json({"error": say(fault), "file": name, "read": False}, 422)
    outcome = job.taken[0].outcome
    reports = () if outcome is None else outcome.dataset.reports
    tables: list[dict[str, Any]] = [
        {
            "kind": report.kind,
            "platform": report.platform,
            "rows_in": report.rows_in,
            "rows_kept": report.rows_kept,
            "rows_set_aside": report.rows_set_aside,
            "warnings": [say(warning) for warning in report.warnings],
            "doubts": [
                {"about": doubt.about, "column": doubt.column or None, "question": say(doubt.sentence)}
                for doubt in report.doubts
                if doubt.sentence is not None
            ],
        }
        for report in reports
    ]
    unchanged = outcome is not None and outcome.unchanged
    return as_json({"file": name, "read": True, "unchanged": unchanged, "tables": tables})


def _name(request: Request) -> str:
    """Return the name of the uploaded file. Raises `Declined` for one that could be a path."""
    names = request.query_params.getlist("name")
    name = names[0].strip() if len(names) == 1 else ""
    odd = any(letter in "/\\" or not letter.isprintable() for letter in name)
    if not name or odd or name.startswith(".") or len(name) > _LONGEST_NAME:
        raise Declined(400, message("Name the file in the address: /api/upload?name=orders.csv"))
    return name


def _check_head(request: Request) -> None:
    """Raise `Declined` for a form, a compressed body, or a declared length above the limit."""
    if request.headers.get("content-type", "").lower().startswith(("multipart/", "application/x-www-form")):
        raise Declined(415, message("Send the file itself as the body, not a form."))
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Declined(415, message("Send the file as it is, without a Content-Encoding."))
    length = request.headers.get("content-length", "0")
    if length.isdecimal() and int(length) > arrivals.LARGEST_BYTES:
        raise _too_large()


async def _receive(request: Request, path: Path) -> None:
    """Write the body to a file; raise `Declined` for an empty one, and as soon as it is too large."""
    size = 0
    try:
        with anyio.fail_after(_SECONDS):
            async with await anyio.open_file(path, "wb") as file:
                async for part in request.stream():
                    size += len(part)
                    if size > arrivals.LARGEST_BYTES:
                        raise _too_large()
                    await file.write(part)
    except TimeoutError as late:
        raise Declined(408, message("The file took too long to come.")) from late
    except ClientDisconnect as gone:
        raise Declined(400, message("The file did not come whole.")) from gone
    except OSError as full:
        raise Declined(507, message("There is no room on this machine for the file.")) from full
    if not size:
        raise Declined(400, message("The file is empty."))


def _too_large() -> Declined:
    most = arrivals.LARGEST_BYTES >> 20
    return Declined(413, message("At most {most} MB are taken. Export a shorter period.", most=most))
