"""Klaviyo, a list or segment > Export: profiles with their consent by channel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.formats.format import Format
from engagement.sources.orders.rows import names
from engagement.sources.reports.contact_lists import contacts

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells

KEY: Final = "klaviyo_profiles"


def _read(cells: Cells) -> Mapping[str, pa.Table]:
    return contacts(cells, KEY, columns={"customer": ()})


FORMAT: Final = Format(
    key=KEY,
    platform="Klaviyo",
    export="Lists and segments > Export",
    kind="contacts",
    read=_read,
    signature=(
        names("Email", "Email Marketing Consent", "SMS Marketing Consent"),
        names("Email", "Klaviyo ID", "Email Marketing Consent"),
        names("Email", "Email Marketing Consent", "Email Marketing Consent Timestamp"),
    ),
)
