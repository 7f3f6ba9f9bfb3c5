"""Logging in at a provider that behaves as Entra, Google, Keycloak and Authelia do, all the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from tests.app.who.test_login import AUTHELIA, ENTRA, GOOGLE, KEYCLOAK, TENANT
from tests.browser.provider import Provider, providing
from tests.serving import free_port, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.app.shared_house import House


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with providing() as running:
        yield running


@pytest.fixture(scope="module")
def address(house: House, provider: Provider) -> Iterator[str]:
    port = free_port()
    trusted = {"ENGAGEMENT_OIDC_TRUST_TENANT": TENANT}
    with serving(house.data_dir, port, **provider.environment(port), **trusted) as started:
        yield started


@pytest.mark.parametrize(
    ("claims", "comes_in"),
    [
        (ENTRA, True),
        (ENTRA | {"tid": "9d232700-0000-4000-8000-e8e6e1f29a88"}, False),
        (GOOGLE, True),
        (GOOGLE | {"email_verified": False}, False),
        (KEYCLOAK, True),
        (KEYCLOAK | {"email_verified": False}, False),
        (AUTHELIA, True),
        (AUTHELIA | {"email": None}, False),
    ],
)
def test_whoever_the_provider_vouches_for_comes_in(
    address: str, provider: Provider, claims: dict[str, object], *, comes_in: bool
):
    provider.claims = {name: value for name, value in claims.items() if name != "iss"}
    with httpx.Client(follow_redirects=True, timeout=300) as browser:
        before = browser.get(f"{address}/data").text
        assert "/enter" in before
        assert "<script" not in before
        after = browser.get(f"{address}/enter")
        assert str(after.url) == f"{address}/"
        assert ("data-aside" in after.text, "/enter" in after.text) == (comes_in, not comes_in)
