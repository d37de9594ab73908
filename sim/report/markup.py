"""Building HTML so that nothing a scenario or a run says can become markup."""

from __future__ import annotations

import html
from collections.abc import Iterable

VOID = frozenset({"img", "meta", "br", "hr"})


class Markup(str):
    """Text that is HTML already; every other string is escaped."""

    __slots__ = ()


def element(name: str, /, *children: str, **attributes: str | None) -> Markup:
    """An element with children and attributes.

    An underscore in an attribute's name stands for a hyphen, one at its end is dropped (``class_``); an attribute that
    is None is left out.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{joined(children)}</{name}>")


def joined(children: Iterable[str]) -> Markup:
    """Children one after the other, those that are not markup escaped."""
    return Markup("".join(child if isinstance(child, Markup) else html.escape(child) for child in children))
