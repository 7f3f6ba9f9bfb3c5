"""The discount codes in the records of shops' programs: a list within each order.

Shopify writes `discount_codes: [{"code": "SPRING"}]`, WooCommerce `coupon_lines: [{"code": "spring"}]`. The
codes become a column of the order; as JSON in one cell they would be lost.
"""

from __future__ import annotations

import re
from typing import Final

from engagement.sources.words.fold import fold

#: Words in the names of such lists; lists of tax and shipping have codes, too.
_LISTS: Final = re.compile("discount|coupon|voucher|promo")
_CODE: Final = "code"
_COLUMN: Final = "discount code"


def are_discounts(name: str) -> bool:
    """Return whether a list of this name in a record holds discounts."""
    return _LISTS.search(fold(name)) is not None


def with_codes(record: dict[str, object]) -> dict[str, object]:
    """Return a record with the codes of its lists of discounts as text; unchanged without such a list."""
    found = {key: _codes(value) for key, value in record.items() if are_discounts(key)}
    found = {key: codes for key, codes in found.items() if codes}
    if not found or _COLUMN in record:
        return record
    codes = dict.fromkeys(code for several in found.values() for code in several)
    return {key: value for key, value in record.items() if key not in found} | {_COLUMN: ", ".join(codes)}


def _codes(value: object) -> list[str]:
    """Return the code of each entry of a list of objects; none if an entry lacks one."""
    if not isinstance(value, list):
        return []
    codes = [entry.get(_CODE) for entry in value if isinstance(entry, dict)]
    named = [code.strip() for code in codes if isinstance(code, str) and code.strip()]
    return named if len(named) == len(value) else []
