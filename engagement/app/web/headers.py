"""Security headers of every response: no remote content, only permitted frames, no indexing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders

from engagement.app.web.request import requester_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Streamlit and Plotly need inline script and style; `wasm-unsafe-eval` is for the data grid.
_POLICY: Final = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' {sockets}; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors {ancestors}"
)
_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_YEAR: Final = "max-age=31536000; includeSubDomains"


class SecurityHeaders:
    """Adds the headers to every response. `https` is True where people reach us over TLS."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        self._app = app
        self._https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; write on the way back."""

        async def written(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._write(MutableHeaders(scope=message), scope)
            await send(message)

        await self._app(scope, receive, written if scope["type"] == "http" else send)

    def _write(self, headers: MutableHeaders, scope: Scope) -> None:
        origins = requester_of(scope).origins
        # Not all browsers count a websocket to the same host as 'self'.
        host = Headers(scope=scope).get("host", "")
        headers["Content-Security-Policy"] = _POLICY.format(
            sockets=f"ws://{host} wss://{host}" if host else "",
            ancestors=" ".join(origins) or "'none'",
        )
        if not origins:
            headers["X-Frame-Options"] = "DENY"
        for name, value in _ALWAYS.items():
            headers[name] = value
        if "vary" in headers:
            # Each layer adds one; they would reveal the layers of the server.
            headers["vary"] = ", ".join(dict.fromkeys(headers["vary"].split(", ")))
        if self._https:
            headers["Strict-Transport-Security"] = _YEAR
            cookies = headers.getlist("set-cookie")
            del headers["set-cookie"]
            for cookie in cookies:
                headers.append("set-cookie", cookie if "; Secure" in cookie else f"{cookie}; Secure")
