"""Elements of a page: text is always text, so nothing that a file holds can become markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from xml.etree.ElementTree import Element, tostring

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What can stand inside an element; None is left out.
Content: TypeAlias = "Element | str | None"


def tag(name: str, /, *children: Content, **attributes: str | float) -> Element:
    """Return an element. `class_` is the attribute class; an underscore inside a name is a dash."""
    element = Element(
        name, {key.rstrip("_").replace("_", "-"): str(value) for key, value in attributes.items()}
    )
    return filled(element, children)


def filled(element: Element, children: Iterable[Content]) -> Element:
    """Put children into an element, texts where they belong."""
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
    """Return an element as HTML."""
    return tostring(element, encoding="unicode", method="html")
