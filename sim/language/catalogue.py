"""Reading one language's catalogue from its .po file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from babel.core import Locale
from babel.messages.pofile import PoFileError, read_po

from ..core.errors import Place, ProctorError

_PLURAL_ORDER = ("zero", "one", "two", "few", "many", "other")

Entry = str | tuple[str, ...]
"""A text, or its plural forms in the order of the language's plural categories."""


@cache
def languages() -> tuple[str, ...]:
    """Codes of the catalogues that exist, English first."""
    found = {path.name.removesuffix(".po") for path in _folder().iterdir() if path.name.endswith(".po")}
    return tuple(sorted(found, key=lambda code: (code != "en", code)))


@cache
def catalogue(language: str) -> Mapping[str, Entry]:
    """Key -> text or plural forms of a language.

    Raises ProctorError when there is no such catalogue or it cannot be read.
    """
    path = _folder() / f"{language}.po"
    place = Place(f"{language}.po")
    try:
        with path.open("rb") as file:
            messages = read_po(file, locale=language, abort_invalid=True)
    except FileNotFoundError as error:
        known = ", ".join(languages())
        raise ProctorError(
            f"There are no texts in the language '{language}'.", place=place, remedy=f"Choose one of: {known}."
        ) from error
    except (PoFileError, UnicodeDecodeError) as error:
        raise ProctorError(
            f"The catalogue cannot be read: {error}", place=place, remedy="Install the program again."
        ) from error
    return {_key(message.id): _entry(message.string) for message in messages if message.id}


def plural_index(language: str, count: float) -> int:
    """Which plural form a count takes in a language."""
    rule = Locale.parse(language).plural_form
    categories = [name for name in _PLURAL_ORDER if name in rule.tags or name == "other"]
    return categories.index(rule(count))


def _folder() -> Traversable:
    return files(__package__) / "locale"


def _key(identifier: str | list[str] | tuple[str, ...]) -> str:
    return identifier if isinstance(identifier, str) else identifier[0]


def _entry(string: str | list[str] | tuple[str, ...] | None) -> Entry:
    return string if isinstance(string, str) else tuple(string or ())
