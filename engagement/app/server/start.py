"""`python -m engagement.app.server.start PORT [HOST]`: check the settings, then serve."""

from __future__ import annotations

import gc
import os
import socket
import sys
from typing import Final

from engagement import settings
from engagement.app.who import hosting
from engagement.locale import message

_REFUSED: Final = 2


def main() -> int:
    """Serve until stopped and return the exit status. The port is the first argument, the host the second."""
    port, host = int(sys.argv[1]), (sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1")
    try:
        standing = hosting.from_environment(settings.variables_set(), host)
        listening = _listen(host, port)
    except hosting.Refused as refused:
        return _refuse(refused)

    # Not before it is clear that it may start: all that it needs takes seconds to load. What is loaded
    # stays: to look through it again and again for garbage takes a fifth of the time that loading does.
    gc.disable()
    from engagement.app.server import server  # noqa: PLC0415
    from engagement.store import StoreError  # noqa: PLC0415

    gc.freeze()
    gc.enable()
    try:
        server.serve(standing, listening, host)
    except (hosting.Refused, StoreError) as refused:
        _refuse(refused)
        os._exit(_REFUSED)  # else DuckDB, loaded by now, lists forty lines of what it did not free
    return 0


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError:
        raise hosting.Refused(
            message(
                "Nothing can listen on {host}, port {port}: it is taken, or not this machine's.",
                host=host,
                port=str(port),
            )
        ) from None


def _refuse(refused: Exception) -> int:
    sys.stderr.write(f"{refused}\n")
    return _REFUSED


if __name__ == "__main__":
    sys.exit(main())
