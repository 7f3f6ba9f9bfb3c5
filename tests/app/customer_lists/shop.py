"""An invented shop with the exports that say who may be written to: Shopify's orders and customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.store import Workspace, open_workspace
from engagement.store.persons import contacts
from tests.store import household

if TYPE_CHECKING:
    from pathlib import Path

_ORDERS = (
    "Name,Email,Financial Status,Created at,Total,Currency,Accepts Marketing,Shipping Country,Phone,"
    "Lineitem name,Lineitem quantity,Lineitem price"
)
_CUSTOMERS = (
    "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Country Code,Phone,"
    "Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags"
)


def _order(number: int, who: str, on: str, product: str, *, ticked: str = "", phone: str = "") -> str:
    return (
        f"#{number},{who},paid,{on} 10:00:00 +0000,{10 + number}.50,EUR,{ticked},IT,{phone},"
        f'"{product}",1,{10 + number}.50'
    )


#: ava buys often; ben twice; cy has no address but a number; dan and eva said no, one of them later than yes.
ORDERS = [
    _ORDERS,
    *(_order(n, "ava@example.com", f"2025-{n:02}-05", "Mug", ticked="yes") for n in range(1, 7)),
    _order(11, "ben@example.com", "2025-01-09", "Bowl, blue", ticked="no"),
    _order(12, "ben@example.com", "2025-06-09", "Mug", ticked="yes"),
    _order(13, "", "2025-06-20", "Mug", phone="+393331234567"),
    _order(14, "dan@example.com", "2025-02-11", "Mug", ticked="yes"),
    _order(15, "eva@example.com", "2025-03-11", "Bowl, blue", ticked="no"),
    _order(16, "=fay@example.com", "2025-03-12", "=Mug", ticked="yes"),
]
#: dan took back what was ticked; cy may be written to by SMS.
CUSTOMERS = [
    _CUSTOMERS,
    "'1,Ava,R,ava@example.com,yes,IT,,no,1.00,6,,no,",
    "'2,Dan,R,dan@example.com,no,IT,,no,1.00,1,,no,",
    "'3,Cy,R,,no,IT,'+393331234567,yes,1.00,1,,no,",
]
FILES = {"orders.csv": ORDERS, "customers.csv": CUSTOMERS}


def shop(folder: Path, files: dict[str, list[str]] | None = None, *, keep: bool = True) -> Workspace:
    """A shop that has read these files."""
    return fill(open_workspace(folder / "data"), folder / "up", files, keep=keep)


def fill(
    workspace: Workspace, uploads: Path, files: dict[str, list[str]] | None = None, *, keep: bool = True
) -> Workspace:
    """Read these files into a workspace, and return it."""
    if keep:
        contacts.begin(workspace.storage)
    return household.read(workspace, files or FILES, uploads, contacts=keep)
