"""The hosting settings: for one person at one machine, or hosted for a team.

They come from the environment, are read once at the start, and are refused where they would leave the data
open. `engagement.settings` says what each variable means.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import urlsplit

from engagement import settings
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message
    from engagement.settings import Setting

Login = Literal["none", "proxy", "oidc"]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_TENANT: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_SHORTEST: Final = 32
_FEWEST_LETTERS: Final = 8
#: Placeholders for a secret in recipes and examples, which are refused.
_DEFAULTS: Final = ("change", "secret", "example", "default", "password", "replace", "your-", "insert")


class Refused(Exception):  # noqa: N818 - it is a sentence for a person, not an error of the program
    """The server must not start with these settings; `sentence` says what to set."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Oidc:
    """The settings of the OpenID Connect provider, with the address to which it redirects people.

    `trust_tenant` is a Microsoft tenant whose addresses count as verified, `trust_edov` accepts the claim
    `xms_edov` for that.
    """

    client_id: str
    client_secret: str
    metadata_url: str
    redirect_uri: str
    #: Accepted in place of the provider's claim that an address is verified: a tenant by its id, and the
    #: claim that the domain's owner was verified. Both only if the operator allows them.
    trust_tenant: str = ""
    trust_edov: bool = False


@dataclass(frozen=True, slots=True)
class Hosting:
    """The hosting settings.

    `site` is the scheme and host that people type, "" where unknown. `owners` are addresses that own all
    shops. `proxy_header` is the header with a person's address, believed only from the networks in
    `proxy_from`.
    """

    login: Login = "none"
    secret: str = ""
    site: str = ""
    owners: frozenset[str] = frozenset()
    proxy_header: str = ""
    proxy_from: tuple[Network, ...] = ()
    oidc: Oidc | None = None

    @property
    def https(self) -> bool:
        """Return whether people reach the server over TLS."""
        return self.site.startswith("https://")

    @property
    def hosts(self) -> frozenset[str]:
        """Host names (without port) that the server answers to, always including those of this machine."""
        named = urlsplit(self.site).hostname
        return _LOOPBACK | {named} if named else _LOOPBACK

    @property
    def logs_in(self) -> bool:
        """Return whether people have to log in."""
        return self.login != "none"


def from_environment(environment: Mapping[str, str], bind: str) -> Hosting:
    """Return the settings for listening on the address `bind`. Raises `Refused` where that is not safe."""
    values = {name: value.strip() for name, value in environment.items()}
    login = _login(values.get(settings.LOGIN.name) or "none")
    if bind not in _LOOPBACK and not values.get(settings.LOGIN.name):
        raise Refused(
            message(
                "Whoever reaches {host} would have the owner's rights. Set ENGAGEMENT_LOGIN to "
                "proxy or oidc; none says that this is meant.",
                host=bind,
            )
        )
    secret = values.get(settings.SECRET.name, "")
    if login != "none" or bind not in _LOOPBACK or secret:
        _check_secret(secret)
    oidc = _oidc(values) if login == "oidc" else None
    return Hosting(
        login=login,
        secret=secret,
        site=_site(values.get(settings.HOST.name) or (oidc.redirect_uri if oidc else "")),
        owners=frozenset(_listed(values.get(settings.OWNERS.name, "").lower())),
        proxy_header=_needed(values, settings.PROXY_HEADER).lower() if login == "proxy" else "",
        proxy_from=_networks(_needed(values, settings.PROXY_FROM)) if login == "proxy" else (),
        oidc=oidc,
    )


def _login(text: str) -> Login:
    for login in ("none", "proxy", "oidc"):
        if text.lower() == login:
            return login
    raise Refused(message("ENGAGEMENT_LOGIN is none, proxy or oidc."))


def _check_secret(secret: str) -> None:
    if not secret:
        raise Refused(message("Set ENGAGEMENT_SECRET to at least 32 random characters before hosting."))
    if len(secret) < _SHORTEST:
        raise Refused(message("ENGAGEMENT_SECRET is too short: it needs at least 32 random characters."))
    lower = secret.lower()
    if any(lower.startswith(word) or f"{word}me" in lower for word in _DEFAULTS) or _is_simple(lower):
        raise Refused(message("ENGAGEMENT_SECRET is no secret: make one from 32 random characters."))


def _is_simple(secret: str) -> bool:
    return len(set(secret)) < _FEWEST_LETTERS or secret in "abcdefghijklmnopqrstuvwxyz0123456789" * 2


def _site(address: str) -> str:
    if not address:
        return ""
    parts = urlsplit(address if "://" in address else f"https://{address}")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Refused(message("ENGAGEMENT_HOST is an address like engagement.example.com."))
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(part, strict=False) for part in _listed(text))
    except ValueError:
        raise Refused(
            message("ENGAGEMENT_PROXY_FROM lists addresses or networks, like 10.0.0.0/8.")
        ) from None


def _oidc(values: Mapping[str, str]) -> Oidc:
    return Oidc(
        client_id=_needed(values, settings.OIDC_CLIENT_ID),
        client_secret=_needed(values, settings.OIDC_CLIENT_SECRET),
        metadata_url=_needed(values, settings.OIDC_METADATA_URL),
        redirect_uri=_needed(values, settings.OIDC_REDIRECT_URI),
        trust_tenant=_tenant(values.get(settings.OIDC_TRUST_TENANT.name, "")),
        trust_edov=_yes(values.get(settings.OIDC_TRUST_EDOV.name, "")),
    )


def _tenant(text: str) -> str:
    """Return the id of a single tenant. Raises `Refused` for "common" and the like, which verify nobody."""
    if text and not _TENANT.fullmatch(text.lower()):
        raise Refused(
            message(
                "ENGAGEMENT_OIDC_TRUST_TENANT is the id of one tenant, like {example}.",
                example="00000000-0000-4000-8000-000000000000",
            )
        )
    return text.lower()


def _yes(text: str) -> bool:
    if text.lower() not in {"", "no", "yes"}:
        raise Refused(message("ENGAGEMENT_OIDC_TRUST_EDOV is yes or no."))
    return text.lower() == "yes"


def _needed(values: Mapping[str, str], setting: Setting) -> str:
    if not values.get(setting.name):
        raise Refused(message("This way of logging in needs {name}.", name=setting.name))
    return values[setting.name]


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
