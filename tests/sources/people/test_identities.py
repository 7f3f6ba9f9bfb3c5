"""A pseudonym is the keyed hash of an identity, by a standard that others can compute too."""

from __future__ import annotations

import hmac

import pytest

from engagement.sources.people import identities


@pytest.mark.parametrize("key", [b"", b"k" * 32, b"k" * 64, b"k" * 200])
@pytest.mark.parametrize("identity", ["email:ava@example.com", "id:shop:17850", "name:z\u00f3\u0142w|00-001"])
def test_a_pseudonym_is_63_bits_of_hmac_sha256(identity, key):
    expected = int.from_bytes(hmac.digest(key, identity.encode(), "sha256")[:8], "big") >> 1
    assert identities.pseudonym(identity, key) == expected
