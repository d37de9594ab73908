"""The one object that turns keys and numbers into what a person reads."""

from __future__ import annotations

import math
from functools import lru_cache

from babel.numbers import format_decimal, format_percent

from .catalogue import Entry, catalogue, languages, plural_index

FALLBACK = "en"


def available_languages() -> tuple[str, ...]:
    """Codes of the languages there are texts in, English first."""
    return languages()


class Translator:
    """Texts and numbers in one language.

    Raises ProctorError when there is no catalogue of that language.
    """

    def __init__(self, language: str = FALLBACK) -> None:
        self.language = language
        self._texts = catalogue(language)

    def has(self, key: str) -> bool:
        """Whether the language itself has a text of that key."""
        return key in self._texts

    def text(self, key: str, **values: object) -> str:
        """The text of a key with its ``{placeholders}`` filled; English when missing, else the key itself.

        A text with plural forms is chosen by the value named ``count``.
        """
        for language in (self.language, FALLBACK):
            entry = catalogue(language).get(key)
            if entry:
                return _filled(entry, language, values)
        return key

    def number(self, value: float, digits: int = 0) -> str:
        """A plain number with a fixed count of decimals."""
        return _decimal(round(value, digits) + 0.0, digits, self.language)

    def quantity(self, value: float, unit: str, digits: int = 0) -> str:
        """A number with the symbol of its unit; ``unit`` is a key under ``unit.``, or empty."""
        number = self.number(value, digits)
        if not unit:
            return number
        symbol = self.text(f"unit.{unit}")
        return f"{number}{symbol}" if symbol in ("°", "%") else f"{number} {symbol}"

    def length(self, metres: float, digits: int = 1) -> str:
        """Metres as millimetres, ``34.5 mm``."""
        return self.quantity(metres * 1000.0, "mm", digits)

    def force(self, newtons: float, digits: int = 0) -> str:
        """Newtons, ``42 N``."""
        return self.quantity(newtons, "N", digits)

    def torque(self, newton_metres: float, digits: int = 2) -> str:
        """Newton-metres, ``1.25 N·m``."""
        return self.quantity(newton_metres, "Nm", digits)

    def angle(self, radians: float, digits: int = 0) -> str:
        """Radians as degrees, ``4°``."""
        return self.quantity(math.degrees(radians), "deg", digits)

    def temperature(self, celsius: float, digits: int = 0) -> str:
        """Degrees Celsius, ``37 °C``."""
        return self.quantity(celsius, "C", digits)

    def duration(self, seconds: float, digits: int = 0) -> str:
        """Seconds, ``12 s``."""
        return self.quantity(seconds, "s", digits)

    def clock(self, seconds: float) -> str:
        """Minutes and seconds, ``3:05``; whole seconds that have passed."""
        minutes, rest = divmod(int(max(0.0, seconds)), 60)
        return f"{minutes}:{rest:02d}"

    def percent(self, share: float, digits: int = 0) -> str:
        """A share as a percentage, ``78%``."""
        return _percent(round(share, digits + 2) + 0.0, digits, self.language)


def _filled(entry: Entry, language: str, values: dict[str, object]) -> str:
    if isinstance(entry, tuple):
        count = values.get("count", 1)
        entry = entry[plural_index(language, count if isinstance(count, int | float) else 1)]
    return entry.format(**values) if values else entry


@lru_cache(maxsize=8192)
def _decimal(value: float, digits: int, language: str) -> str:
    """Gauges ask for the same few numbers again and again."""
    pattern = "#,##0." + "0" * digits if digits else "#,##0"
    return format_decimal(value, format=pattern, locale=language)


@lru_cache(maxsize=512)
def _percent(share: float, digits: int, language: str) -> str:
    pattern = "#,##0." + "0" * digits + "%" if digits else "#,##0%"
    return format_percent(share, format=pattern, locale=language)
