"""Headings of splits and comparisons by dimension: whole phrases, as some languages inflect names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message

#: The head of a metric's split.
BY: Final[Mapping[str, Message]] = {
    "country": message("By country"),
    "region": message("By region"),
    "channel": message("By channel"),
    "discount_code": message("By discount code"),
    "currency": message("By currency"),
    "shop": message("By shop"),
    "source": message("By source"),
    "guest": message("Guest or registered"),
    "status": message("By order status"),
    "network": message("By network"),
    "account": message("By account"),
    "type": message("By type of post"),
    "weekday": message("By weekday"),
    "survey": message("By survey"),
    "question": message("By question"),
    "language": message("By language"),
    "device": message("By device"),
    "landing_page": message("By landing page"),
    "traffic_source": message("By source of visits"),
    "campaign": message("By campaign"),
    "property": message("By website"),
    "list": message("By list"),
    "tier": message("By level"),
    "first_month": message("By month of the first order"),
    "month": message("By month"),
    "first_product": message("By first product"),
    "product": message("By product"),
    "parent_product": message("By product, variants together"),
    "product_type": message("By kind of product"),
    "vendor": message("By vendor"),
}

#: The way from a finding to the split in which it was found.
COMPARE: Final[Mapping[str, Message]] = {
    "country": message("Compare countries"),
    "region": message("Compare regions"),
    "channel": message("Compare channels"),
    "discount_code": message("Compare discount codes"),
    "currency": message("Compare currencies"),
    "shop": message("Compare shops"),
    "source": message("Compare sources"),
    "guest": message("Compare guests and registered customers"),
    "status": message("Compare order statuses"),
    "network": message("Compare networks"),
    "account": message("Compare accounts"),
    "type": message("Compare types of post"),
    "weekday": message("Compare weekdays"),
    "survey": message("Compare surveys"),
    "question": message("Compare questions"),
    "language": message("Compare languages"),
    "device": message("Compare devices"),
    "landing_page": message("Compare landing pages"),
    "traffic_source": message("Compare sources of visits"),
    "campaign": message("Compare campaigns"),
    "property": message("Compare websites"),
    "list": message("Compare lists"),
    "tier": message("Compare levels"),
    "first_month": message("Compare months of the first order"),
    "month": message("Compare months"),
    "product": message("Compare products"),
    "parent_product": message("Compare products, variants together"),
    "product_type": message("Compare kinds of product"),
    "vendor": message("Compare vendors"),
}
