"""A small identity provider (OpenID Connect) of our own, to log in at in tests."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

from tests.serving import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

SECRET = "kF83hs-Lq02mVx_7TzPw41RnYb95cGdE"  # noqa: S105 - invented


class Provider:
    """Whoever comes is logged in as `claims` says, without being asked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.claims: dict[str, object] = {}
        self._key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self._nonces: dict[str, str] = {}

    def environment(self, port: int) -> dict[str, str]:
        """What a server on this port is started with, so that people log in here."""
        return {
            "ENGAGEMENT_LOGIN": "oidc",
            "ENGAGEMENT_SECRET": SECRET,
            "ENGAGEMENT_HOST": f"http://127.0.0.1:{port}",
            "ENGAGEMENT_OIDC_CLIENT_ID": "engagement",
            "ENGAGEMENT_OIDC_CLIENT_SECRET": "of-the-test",
            "ENGAGEMENT_OIDC_METADATA_URL": f"{self.address}/.well-known/openid-configuration",
            "ENGAGEMENT_OIDC_REDIRECT_URI": f"http://127.0.0.1:{port}/oauth2callback",
        }

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._about),
                Route("/keys", self._keys),
                Route("/authorize", self._authorize),
                Route("/token", self._token, methods=["POST"]),
            ]
        )

    async def _about(self, _: Request) -> JSONResponse:
        return JSONResponse(
            {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def _keys(self, _: Request) -> JSONResponse:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    async def _authorize(self, request: Request) -> RedirectResponse:
        parameters = request.query_params
        code = f"code-{len(self._nonces)}"
        self._nonces[code] = parameters["nonce"]
        back = urlencode({"code": code, "state": parameters["state"]})
        return RedirectResponse(f"{parameters['redirect_uri']}?{back}", 302)

    async def _token(self, request: Request) -> JSONResponse:
        code = str((await request.form())["code"])
        now = int(time.time())
        told = {"iss": self.address, "aud": "engagement", "sub": "1", "iat": now, "exp": now + 600}
        told |= {"nonce": self._nonces[code], **self.claims}
        token = jwt.encode({"alg": "RS256", "kid": "one"}, told, self._key)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": token})


@contextmanager
def providing() -> Iterator[Provider]:
    """Run a provider beside the test."""
    port = free_port()
    provider = Provider(f"http://127.0.0.1:{port}")
    server = uvicorn.Server(uvicorn.Config(provider.app(), port=port, log_config=None, ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join(timeout=10)
