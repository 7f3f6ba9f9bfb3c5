"""Which products are variants of one product: by a list of products, else by their names."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: The separator between a product and its variant: "Tee - Large / Blue".
_BETWEEN: Final = (" - ", " – ", " — ")


def parents(names: Iterable[str], titles: Mapping[str, str]) -> dict[str, str]:
    """Return the parent product of each variant; names that are no variants are left out.

    `titles` has the parents from a list of products. In other names the last part is taken as the variant,
    but only if several names share the part before it, or that is sold itself; otherwise a dash is part of
    the name.

    >>> parents(["Tee - Large / Blue", "Tee - Small / Blue", "Tea - Green"], {})
    {'Tee - Large / Blue': 'Tee', 'Tee - Small / Blue': 'Tee'}
    """
    all_names = list(names)
    parent_of = {name: titles[name] for name in all_names if titles.get(name, name) != name}
    products, sharing = set(all_names) | set(titles.values()), defaultdict[str, list[str]](list)
    for name in all_names:
        before = _before(name) if name not in titles else None
        if before is not None:
            sharing[before].append(name)
    for before, variants in sharing.items():
        if len(variants) > 1 or before in products:
            parent_of |= dict.fromkeys(variants, before)
    return parent_of


def _before(name: str) -> str | None:
    """Return the text before the last dash between words; None without one."""
    dash_at = max(name.rfind(dash) for dash in _BETWEEN)
    before = name[:dash_at].strip() if dash_at > 0 else ""
    return before or None
