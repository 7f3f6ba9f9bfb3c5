"""A browser's half of the conversation with Streamlit, without a browser: for probes and for load."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from websockets.sync.client import ClientConnection

_PATIENCE = 300.0
#: Streamlit's own name for the part of the subprotocol header that carries no XSRF token.
_NO_TOKEN = "no-token"  # noqa: S105 - says that there is none


class Talk:
    """An open websocket, and all that came through it."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self.session = ""
        self._query = ""
        self.received: list[ForwardMsg] = []

    def say(self, message: BackMsg) -> None:
        """Send a message and wait for nothing."""
        self._socket.send(message.SerializeToString())

    def hear(self) -> ForwardMsg:
        """Wait for the next message."""
        result = ForwardMsg()
        result.ParseFromString(self._socket.recv(timeout=_PATIENCE))
        return result

    def run(self, page: str = "", query: str = "") -> str:
        """Ask for a page, as a browser does that opens it; return all that came, as text."""
        here, self._query = [], query
        for told in self._drawing(_page(page, query)):
            here.append(told)
            if told.WhichOneof("type") == "new_session":
                self.session = told.new_session.initialize.session_id
        self.received += here
        return _read(here)

    def wait_for_ticks(self, seconds: float) -> str:
        """Run what the page runs by itself within so many seconds, as a browser does; return what came."""
        ticks = [told.auto_rerun for told in self.received if told.WhichOneof("type") == "auto_rerun"]
        here = []
        for tick in ticks:
            if tick.interval <= seconds:
                message = BackMsg()
                message.rerun_script.fragment_id = tick.fragment_id
                here += self._drawing(message)
        return _read(here)

    def choose(self, widget: str, value: str, page: str = "") -> None:
        """Choose in a select box, as a browser does, and wait until the page has been drawn."""
        message = BackMsg()
        message.rerun_script.page_name = page
        widget_state = message.rerun_script.widget_states.widgets.add()
        widget_state.id, widget_state.string_value = widget, value
        self.say(message)
        while (told := self.hear()).WhichOneof("type") != "script_finished" or not _is_over(told):
            pass

    def change(self, key: str, **value: object) -> list[ForwardMsg]:
        """Change the control with this key, as a browser does; return what came until all was drawn.

        `value` is the one field of the control's state: `string_value`, `bool_value` ...
        """
        message, widget = BackMsg(), ""
        message.rerun_script.query_string = self._query
        for told in self.received:
            kind = told.WhichOneof("type")
            if kind == "navigation":
                message.rerun_script.page_script_hash = told.navigation.page_script_hash
            elif kind == "page_info_changed":
                message.rerun_script.query_string = told.page_info_changed.query_string
            elif kind == "delta" and _widget(told).endswith(f"-{key}"):
                widget, message.rerun_script.fragment_id = _widget(told), told.delta.fragment_id
        message.rerun_script.widget_states.widgets.add(id=widget, **value)
        here = list(self._drawing(message))
        self.received += here
        return here

    def look(self, page: str = "", query: str = "") -> bool:
        """Ask for a page and read it without keeping it; return whether it was drawn whole."""
        whole = True
        for told in self._drawing(_page(page, query)):
            if told.WhichOneof("type") == "delta":
                whole = whole and told.delta.new_element.WhichOneof("type") != "exception"
            if told.WhichOneof("type") == "script_finished" and _is_over(told):
                return whole and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        return False

    def _drawing(self, message: BackMsg) -> Iterator[ForwardMsg]:
        """Ask for something to be run and yield what comes until it has been drawn."""
        self.say(message)
        while True:
            result = self.hear()
            yield result
            if result.WhichOneof("type") == "script_finished" and _is_over(result):
                return


def _read(told: Iterable[ForwardMsg]) -> str:
    """What came, as text, as people read it: without the marks that keep a name from acting."""
    return "\n".join(map(str, told)).replace("\\\\", "").replace("\\342\\201\\240", "")


def _widget(told: ForwardMsg) -> str:
    """The id of the control that a message brings, "" for none."""
    drawn = getattr(told.delta, told.delta.WhichOneof("type"))
    return str(getattr(getattr(drawn, drawn.WhichOneof("type") or "", None), "id", ""))


def _page(page: str, query: str) -> BackMsg:
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.query_string = query
    return message


def _is_over(told: ForwardMsg) -> bool:
    """Whether the page has been drawn; a page that sends itself through the front door runs again."""
    return told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN


@contextmanager
def talking(
    address: str,
    base: str = "",
    *,
    origin: str | None = "",
    session: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Iterator[Talk]:
    """Open the websocket of the pages under `base`. `origin`: "" for the server's own, None for none."""
    host = urlsplit(address).netloc
    subprotocols = ["streamlit", _NO_TOKEN, *([session] if session else [])]
    with connect(
        f"ws://{host}{base}/_stcore/stream",
        origin=f"http://{host}" if origin == "" else origin,
        subprotocols=[Subprotocol(name) for name in subprotocols],
        additional_headers=headers,
        max_size=None,
        compression=None,
        proxy=None,
    ) as socket:
        yield Talk(socket)
