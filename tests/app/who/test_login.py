"""Whom an identity provider vouches for: as Entra, Google, Keycloak and Authelia say it."""

from __future__ import annotations

import pytest

from engagement.app.who import hosting
from engagement.app.who.hosting import Oidc, Refused
from engagement.app.who.login import _believed

TENANT = "0b5f7d1e-6fc0-4fdf-9a8d-1d2327fcfbf8"
OTHER = "9d232700-0000-4000-8000-e8e6e1f29a88"
HOME = "https://engagement.example.com"
WHO = "ann@example.com"
#: What each sends beside the address; `xms_edov` is an optional claim of Entra's.
GOOGLE = {"email": WHO, "email_verified": True, "hd": "example.com", "iss": "https://accounts.google.com"}
KEYCLOAK = {"email": WHO, "email_verified": True, "preferred_username": "ann"}
AUTHELIA = {"email": WHO, "email_verified": True, "alt_emails": [], "name": "Ann"}
ENTRA = {"email": WHO, "tid": TENANT, "oid": "1", "preferred_username": WHO, "ver": "2.0"}


def believed(claims: dict[str, object], **trust: object) -> str | None:
    oidc = Oidc("id", "secret", "https://login.example.com", f"{HOME}/oauth2callback", **trust)
    return _believed({"is_logged_in": True, "origin": HOME, **claims}, oidc)


@pytest.mark.parametrize("claims", [GOOGLE, KEYCLOAK, AUTHELIA])
def test_a_provider_that_verifies_addresses_is_believed(claims: dict[str, object]):
    assert believed(claims) == WHO
    for verified in (False, "true", "false", 1, None):
        assert believed({**claims, "email_verified": verified}) is None


@pytest.mark.parametrize(
    ("claims", "trust", "who"),
    [
        (ENTRA, {}, None),
        (ENTRA, {"trust_tenant": TENANT}, WHO),
        (ENTRA | {"tid": TENANT.upper()}, {"trust_tenant": TENANT}, WHO),
        (ENTRA, {"trust_tenant": OTHER}, None),
        (ENTRA | {"tid": [TENANT]}, {"trust_tenant": TENANT}, None),
        ({"email": WHO}, {"trust_tenant": TENANT}, None),
        ({"email": WHO}, {}, None),
        (ENTRA | {"xms_edov": True}, {}, None),
        (ENTRA | {"xms_edov": True}, {"trust_edov": True}, WHO),
        (ENTRA | {"xms_edov": "1"}, {"trust_edov": True}, WHO),
        (ENTRA | {"xms_edov": False}, {"trust_edov": True}, None),
        (ENTRA, {"trust_edov": True}, None),
        # A plain no outweighs everything.
        (ENTRA | {"email_verified": False, "xms_edov": True}, {"trust_edov": True}, None),
        (ENTRA | {"email_verified": False}, {"trust_tenant": TENANT}, None),
        # Whatever else Entra sends that looks like an address is no verified one.
        ({k: v for k, v in ENTRA.items() if k != "email"}, {"trust_tenant": TENANT}, None),
    ],
)
def test_entra_is_believed_by_what_the_operator_has_chosen_to_trust(
    claims: dict[str, object], trust: dict[str, object], who: str | None
):
    assert believed(claims, **trust) == who


GIVEN = {
    "ENGAGEMENT_LOGIN": "oidc",
    "ENGAGEMENT_SECRET": "kF83hs-Lq02mVx_7TzPw41RnYb95cGdE",
    "ENGAGEMENT_OIDC_CLIENT_ID": "id",
    "ENGAGEMENT_OIDC_CLIENT_SECRET": "of-the-test",
    "ENGAGEMENT_OIDC_METADATA_URL": "https://login.example.com",
    "ENGAGEMENT_OIDC_REDIRECT_URI": f"{HOME}/oauth2callback",
}


def test_what_is_trusted_is_chosen_by_name_and_nothing_is_by_itself():
    oidc = hosting.from_environment(GIVEN, "127.0.0.1").oidc
    assert oidc is not None
    assert (oidc.trust_tenant, oidc.trust_edov) == ("", False)
    settings = {"ENGAGEMENT_OIDC_TRUST_TENANT": TENANT.upper(), "ENGAGEMENT_OIDC_TRUST_EDOV": "yes"}
    oidc = hosting.from_environment(GIVEN | settings, "127.0.0.1").oidc
    assert oidc is not None
    assert (oidc.trust_tenant, oidc.trust_edov) == (TENANT, True)


@pytest.mark.parametrize(
    ("name", "value"),
    [("TENANT", "common"), ("TENANT", "organizations"), ("TENANT", "example.com"), ("EDOV", "maybe")],
)
def test_a_choice_that_would_trust_everybody_is_refused(name: str, value: str):
    with pytest.raises(Refused, match=f"ENGAGEMENT_OIDC_TRUST_{name}"):
        hosting.from_environment(GIVEN | {f"ENGAGEMENT_OIDC_TRUST_{name}": value}, "127.0.0.1")
