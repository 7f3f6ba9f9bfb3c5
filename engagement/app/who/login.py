"""Identification of members of the team.

On a single machine there is no login. Behind a trusted proxy its header has the person's address, which is
used from the proxy's connections only. With an identity provider it is the cookie that Streamlit signs after
the provider's redirect (`st.login`).
"""

from __future__ import annotations

import ipaddress
import json
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from engagement.store import StoreError
from engagement.store.sharing.workspace_members import address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Scope
    from streamlit.runtime.secrets import SecretsValue

    from engagement.app.who.hosting import Hosting, Oidc

#: The user of the machine, without login.
AT_THE_MACHINE: Final = ""


class Identity:
    """Identifies the person of a connection. `cookie_key` is the key that signs Streamlit's cookies."""

    def __init__(self, hosting: Hosting, cookie_key: str) -> None:
        self._hosting = hosting
        self._cookie_key = cookie_key

    def who(self, scope: Scope) -> str | None:
        """Return the person's e-mail address ("" without login); None if unknown."""
        if self._hosting.login == "none":
            return AT_THE_MACHINE
        claimed = self._by_proxy(scope) if self._hosting.login == "proxy" else self._by_cookie(scope)
        try:
            return address(claimed or "")
        except StoreError:
            return None

    def _by_proxy(self, scope: Scope) -> str | None:
        client = scope.get("client")
        if client is None or not self._is_proxy(client[0]):
            return None
        # Of two such headers one is not from the proxy.
        values = HTTPConnection(scope).headers.getlist(self._hosting.proxy_header)
        return values[0] if len(values) == 1 else None

    def _is_proxy(self, host: str) -> bool:
        try:
            peer = ipaddress.ip_address(host)
        except ValueError:
            return False
        return any(peer in network for network in self._hosting.proxy_from)

    def _by_cookie(self, scope: Scope) -> str | None:
        cookies = HTTPConnection(scope).cookies

        def opened(name: str) -> bytes | None:
            value = cookies.get(name)
            return None if value is None else decode_signed_value(self._cookie_key, name, value)

        cookie = get_cookie_with_chunks(opened, USER_COOKIE_NAME)
        claims = json.loads(cookie) if cookie else {}
        return _believed(claims, self._hosting.oidc)


def _believed(claims: Mapping[str, object], oidc: Oidc | None) -> str | None:
    """Return the e-mail address of claims; None where it is not verified, as anybody could claim it."""
    if oidc is None or claims.get("is_logged_in") is not True or not _is_verified(claims, oidc):
        return None
    home = urlsplit(oidc.redirect_uri)
    if claims.get("origin") != f"{home.scheme}://{home.netloc}":
        return None
    email = claims.get("email")
    return email if isinstance(email, str) else None


def _is_verified(claims: Mapping[str, object], oidc: Oidc) -> bool:
    """Return whether the provider, or a claim that the settings trust, verifies the address.

    An explicit "not verified" always counts.
    """
    verified = claims.get("email_verified")
    if verified is not None:
        return verified is True
    tenant = claims.get("tid")
    by_tenant = oidc.trust_tenant and isinstance(tenant, str) and tenant.lower() == oidc.trust_tenant
    # Entra sends it as a truth value, as 1, or as either in a text, depending on the kind of token.
    by_domain = oidc.trust_edov and str(claims.get("xms_edov")).lower() in {"true", "1"}
    return bool(by_tenant or by_domain)


def streamlit_secrets(oidc: Oidc, cookie_key: str) -> Mapping[str, SecretsValue]:
    """Return the secrets that `st.login` reads."""
    return {
        "auth": {
            "client_id": oidc.client_id,
            "client_secret": oidc.client_secret,
            "server_metadata_url": oidc.metadata_url,
            "redirect_uri": oidc.redirect_uri,
            "cookie_secret": cookie_key,
        }
    }
