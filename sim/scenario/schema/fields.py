"""Every key that the format knows, for suggestions."""

from __future__ import annotations

from .base import Part


def known_keys() -> list[str]:
    """Names of all keys, sorted."""
    return sorted({field.alias or name for part in _parts(Part) for name, field in part.model_fields.items()})


def _parts(base: type[Part]) -> list[type[Part]]:
    return [part for child in base.__subclasses__() for part in (child, *_parts(child))]
