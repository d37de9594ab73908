"""Numbers with units."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.values import EXAMPLES, LARGEST, UNITS, Dimension, read_quantity, read_value


@pytest.mark.parametrize(
    ("written", "dimension", "value"),
    [
        ("3.5 mm", Dimension.LENGTH, 0.0035),
        ("3.5mm", Dimension.LENGTH, 0.0035),
        ("-2 cm", Dimension.LENGTH, -0.02),
        ("30 deg", Dimension.ANGLE, math.pi / 6.0),
        ("10 min", Dimension.TIME, 600.0),
        ("1.2 N*m", Dimension.TORQUE, 1.2),
        ("47 degC", Dimension.TEMPERATURE, 47.0),
        ("60 g", Dimension.MASS, 0.06),
        ("60 rpm", Dimension.SPEED, 2.0 * math.pi),
        ("75 %", Dimension.NUMBER, 0.75),
        (0.75, Dimension.NUMBER, 0.75),
        ("1.5e2 mm", Dimension.LENGTH, 0.15),
    ],
)
def test_a_value_is_read(written: object, dimension: Dimension, value: float) -> None:
    assert read_value(written, dimension) == pytest.approx(value)


@pytest.mark.parametrize(
    "written", ["", "mm", "3,5 mm", "3.5 mm mm", "nan mm", "inf mm", "1e99 m", "３ mm", True, None, [], 10**400]
)
def test_what_is_no_value_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match=r"number|units|length"):
        read_value(written, Dimension.LENGTH)


def test_another_dimension_is_refused() -> None:
    with pytest.raises(ValueError, match="a length such as"):
        read_value("3 deg", Dimension.LENGTH)


def test_every_example_is_right() -> None:
    for dimension, example in EXAMPLES.items():
        assert read_quantity(example.split(" or ")[-1].strip('"')).dimension is dimension


@given(st.floats(-1000.0, 1000.0), st.sampled_from(sorted(UNITS)))
def test_a_value_comes_back_in_its_unit(number: float, unit: str) -> None:
    quantity = read_quantity(f"{number:.6f} {unit}")
    assert abs(quantity.value) <= LARGEST
    assert quantity.in_unit(unit) == pytest.approx(round(number, 6), rel=1e-9, abs=1e-12)
