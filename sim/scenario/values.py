"""Numbers with a unit, as a trainer writes them (`3.5 mm`, `30 deg`, `47 degC`), checked for their dimension."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum


class Dimension(StrEnum):
    """What a number measures."""

    LENGTH = "length"
    ANGLE = "angle"
    TIME = "time"
    MASS = "mass"
    FORCE = "force"
    TORQUE = "torque"
    TEMPERATURE = "temperature"
    SPEED = "turning speed"
    NUMBER = "plain number"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: value in the inside unit (metre, radian, second, ...) = number * factor."""

    dimension: Dimension
    factor: float


UNITS: dict[str, Unit] = {
    "m": Unit(Dimension.LENGTH, 1.0),
    "cm": Unit(Dimension.LENGTH, 1e-2),
    "mm": Unit(Dimension.LENGTH, 1e-3),
    "deg": Unit(Dimension.ANGLE, math.pi / 180.0),
    "rad": Unit(Dimension.ANGLE, 1.0),
    "s": Unit(Dimension.TIME, 1.0),
    "min": Unit(Dimension.TIME, 60.0),
    "kg": Unit(Dimension.MASS, 1.0),
    "g": Unit(Dimension.MASS, 1e-3),
    "N": Unit(Dimension.FORCE, 1.0),
    "N*m": Unit(Dimension.TORQUE, 1.0),
    "N*mm": Unit(Dimension.TORQUE, 1e-3),
    "degC": Unit(Dimension.TEMPERATURE, 1.0),
    "rpm": Unit(Dimension.SPEED, 2.0 * math.pi / 60.0),
    "rad/s": Unit(Dimension.SPEED, 1.0),
    "%": Unit(Dimension.NUMBER, 1e-2),
    "": Unit(Dimension.NUMBER, 1.0),
}
"""Unit as written -> what it measures and its factor."""

EXAMPLES: dict[Dimension, str] = {
    Dimension.LENGTH: '"3.5 mm"',
    Dimension.ANGLE: '"30 deg"',
    Dimension.TIME: '"10 s"',
    Dimension.MASS: '"1.1 kg"',
    Dimension.FORCE: '"40 N"',
    Dimension.TORQUE: '"1.2 N*m"',
    Dimension.TEMPERATURE: '"47 degC"',
    Dimension.SPEED: '"900 rpm"',
    Dimension.NUMBER: '0.75 or "75 %"',
}

LARGEST = 1e6
"""No number of a scenario is larger than this in its inside unit (ours: it stops slips such as 1e300 mm)."""

_WRITTEN = re.compile(r"\s*([+-]?(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})(?:[eE][+-]?\d{1,2})?)\s*(\S*)\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the inside unit of its dimension (metre, radian, second, kilogram, newton, C, rad/s)."""

    value: float
    dimension: Dimension

    def in_unit(self, unit: str) -> float:
        """The number in a unit of `UNITS` of the same dimension, free of the noise of conversion."""
        return float(f"{self.value / UNITS[unit].factor:.12g}")


def expectation(dimension: Dimension) -> str:
    """How a value of a dimension is written, for a message."""
    units = ", ".join(unit for unit, meaning in UNITS.items() if meaning.dimension is dimension and unit)
    if dimension is Dimension.NUMBER:
        return f"a plain number such as {EXAMPLES[dimension]}"
    return f"{with_article(dimension)} such as {EXAMPLES[dimension]} (units: {units})"


def with_article(word: str) -> str:
    """A word with the article that goes before it."""
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def read_quantity(written: object) -> Quantity:
    """The quantity that a scalar of the file stands for; ValueError with what was expected when it is none."""
    if isinstance(written, bool) or not isinstance(written, int | float | str):
        raise ValueError('a number with a unit such as "3.5 mm"')
    match = _WRITTEN.fullmatch(written) if isinstance(written, str) else None
    number, unit = (match[1], match[2]) if match else (written, "")
    if isinstance(number, str) and match is None:
        raise ValueError('a number with a unit such as "3.5 mm"')
    if unit not in UNITS:
        raise ValueError(f"one of the units {', '.join(name for name in UNITS if name)}")
    value = _finite(number) * UNITS[unit].factor
    return Quantity(value, UNITS[unit].dimension)


def _finite(number: str | int | float) -> float:
    try:
        value = float(number)
    except OverflowError:
        value = math.inf
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise ValueError(f"a number between -{LARGEST:.0f} and {LARGEST:.0f}")
    return value


def read_value(written: object, dimension: Dimension) -> float:
    """The number in the inside unit of ``dimension``; ValueError with what was expected."""
    quantity = read_quantity(written)
    if quantity.dimension is not dimension:
        raise ValueError(expectation(dimension))
    return quantity.value
