"""HTML elements of a page. Text is escaped, so nothing in a file can become markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from xml.etree.ElementTree import Element, tostring

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A child of an element; None is left out.
Content: TypeAlias = "Element | str | None"


def tag(name: str, /, *children: Content, **attributes: str | float) -> Element:
    """Return an element with children and attributes.

    A trailing underscore of an attribute's name is dropped (`class_` is class), one inside is a dash.
    """
    element = Element(
        name, {key.rstrip("_").replace("_", "-"): str(value) for key, value in attributes.items()}
    )
    return filled(element, children)


def filled(element: Element, children: Iterable[Content]) -> Element:
    """Append children to an element, text behind the element that it follows, and return the element."""
    for child in children:
        if child is None:
            continue
        if isinstance(child, Element):
            element.append(child)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + child
        else:
            element.text = (element.text or "") + child
    return element


def markup(element: Element) -> str:
    """Return an element as HTML text."""
    return tostring(element, encoding="unicode", method="html")
