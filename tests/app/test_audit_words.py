"""Every line of the audit has words, in whatever language, and none shows a raw name."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest

from engagement.app.people.audit_lines import sentence_of
from engagement.store.journal.audit import AuditEntry, What


@pytest.mark.parametrize("what", get_args(What))
def test_whatever_is_written_down_has_words(what):
    about = {"title": "For Eva", "member": "jan@example.com", "role": "viewer", "count": 2,
             "figure": "repeat_purchase_rate"}  # fmt: skip
    words = str(sentence_of(AuditEntry(datetime.now(UTC), "", what, about)))
    assert "no words" not in words
    assert "{" not in words
    assert "repeat_purchase_rate" not in words


def test_a_line_of_a_newer_program_is_told_as_such():
    assert "no words" in str(sentence_of(AuditEntry(datetime.now(UTC), "", "teleported", {})))


def test_counts_and_roles_are_said_as_a_person_says_them():
    moment = datetime.now(UTC)
    assert str(sentence_of(AuditEntry(moment, "", "uploaded", {"count": 1}))) == "Added 1 file"
    assert str(sentence_of(AuditEntry(moment, "", "uploaded", {"count": 3}))) == "Added 3 files"
    role = sentence_of(AuditEntry(moment, "", "role", {"member": "jan@example.com", "role": "owner"}))
    assert str(role) == "Changed what jan@example.com may do: Owner"
