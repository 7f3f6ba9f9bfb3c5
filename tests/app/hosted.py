"""A server behind a trusted proxy, and the people of the shared house as the proxy names them."""

from __future__ import annotations

from typing import Final

SECRET: Final = "kF83hs-Lq02mVx_7TzPw41RnYb95cGdE"  # noqa: S105 - invented
#: What the server is started with.
HOSTED: Final = {
    "ENGAGEMENT_SECRET": SECRET,
    "ENGAGEMENT_LOGIN": "proxy",
    "ENGAGEMENT_PROXY_HEADER": "X-Forwarded-Email",
    "ENGAGEMENT_PROXY_FROM": "127.0.0.1",
    "ENGAGEMENT_OWNERS": "first@example.com",
    "ENGAGEMENT_LOG": "json",
}


def named(who: str) -> dict[str, str]:
    """The header by which the proxy says who it is."""
    return {"X-Forwarded-Email": who}


ANN: Final = named("Ann@Example.com")
EVA: Final = named("eva@example.com")
VIC: Final = named("vic@example.com")
OLGA: Final = named("olga@example.com")
STRANGER: Final = named("stranger@example.com")
