"""What every part of the schema shares: strict models, ids, and numbers with units."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from ..values import Dimension, Quantity, expectation, read_quantity, read_value, with_article


class Part(BaseModel):
    """A mapping of the file: unknown keys are faults, nothing is guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=False)


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,47}$")]
Ref = Annotated[str, StringConstraints(pattern=r"^([a-z]|\{target\})([a-z0-9_]|\{target\}){0,47}$")]
"""An id that names something; ``{target}`` stands for a target in steps that are repeated."""
Words = Annotated[str, StringConstraints(min_length=1, max_length=400)]
ViewId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,47}$")]


def _reader(dimension: Dimension, low: float, above: float | None) -> Callable[[object], float]:
    def read(written: object) -> float:
        try:
            value = read_value(written, dimension)
        except ValueError:
            raise PydanticCustomError("quantity", "{expected}", {"expected": expectation(dimension)}) from None
        if value < low or (above is not None and value <= above):
            bound = "above 0" if above is not None else "of at least 0"
            raise PydanticCustomError("quantity", "{expected}", {"expected": f"{with_article(dimension)} {bound}"})
        return value

    return read


_WRITTEN = {"anyOf": [{"type": "string"}, {"type": "number"}]}


def _any_quantity(written: object) -> Quantity:
    try:
        return read_quantity(written)
    except ValueError as error:
        raise PydanticCustomError("quantity", "{expected}", {"expected": str(error)}) from None


Length = Annotated[
    float,
    BeforeValidator(_reader(Dimension.LENGTH, float("-inf"), None)),
    WithJsonSchema({"type": "string", "description": expectation(Dimension.LENGTH)}),
]
Size = Annotated[
    float,
    BeforeValidator(_reader(Dimension.LENGTH, 0.0, 0.0)),
    WithJsonSchema({"type": "string", "description": expectation(Dimension.LENGTH) + ", above 0"}),
]
Angle = Annotated[
    float,
    BeforeValidator(_reader(Dimension.ANGLE, float("-inf"), None)),
    WithJsonSchema({"type": "string", "description": expectation(Dimension.ANGLE)}),
]
Mass = Annotated[
    float,
    BeforeValidator(_reader(Dimension.MASS, 0.0, 0.0)),
    WithJsonSchema({"type": "string", "description": expectation(Dimension.MASS) + ", above 0"}),
]
Seconds = Annotated[
    float,
    BeforeValidator(_reader(Dimension.TIME, 0.0, None)),
    WithJsonSchema({"type": "string", "description": expectation(Dimension.TIME)}),
]
Speed = Annotated[
    float,
    BeforeValidator(_reader(Dimension.SPEED, 0.0, 0.0)),
    WithJsonSchema({"type": "string", "description": expectation(Dimension.SPEED) + ", above 0"}),
]
Share = Annotated[
    float,
    BeforeValidator(_reader(Dimension.NUMBER, 0.0, None)),
    WithJsonSchema(_WRITTEN | {"description": expectation(Dimension.NUMBER)}),
]
AnyQuantity = Annotated[Quantity, PlainValidator(_any_quantity), WithJsonSchema(_WRITTEN)]


class SourcePart(Part):
    """Where a number comes from."""

    label: Literal["validated", "published norm", "ours"]
    reference: Words


class LandmarkPart(Part):
    """A point on the bone's surface: distance distal of the fracture centre, angle about the shaft from the top."""

    along: Length
    azimuth: Angle


PositiveInt = Annotated[int, Field(ge=1, le=1000)]
