"""Klaviyo, a list or segment > Export: profiles with their consent by channel."""

from __future__ import annotations

from typing import Final

from engagement.sources.formats.described.report_exports import contact_export

FORMAT: Final = contact_export(
    key="klaviyo_profiles",
    platform="Klaviyo",
    export="Lists and segments > Export",
    signature=(
        ("Email", "Email Marketing Consent", "SMS Marketing Consent"),
        ("Email", "Klaviyo ID", "Email Marketing Consent"),
        ("Email", "Email Marketing Consent", "Email Marketing Consent Timestamp"),
    ),
    columns={"customer": ()},
)
