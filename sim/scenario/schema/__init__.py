"""The file format as strict models, one module a concept; `ScenarioPart` is the whole file."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from .base import Id, Part
from .devices import AnyInstrumentPart, ScrewFamilyPart, TrayPart
from .norms import PassMarkPart, Points, TolerancePart
from .patient import AxisTargetPart, PatientPart, PlateHoleTargetPart
from .steps import ChapterPart
from .tasks import QuestionPart

FORMAT = 1
"""The version of the file format that this build reads."""


def _this_format(written: object) -> object:
    if isinstance(written, int) and not isinstance(written, bool) and written == FORMAT:
        return written
    raise PydanticCustomError("quantity", "{expected}", {"expected": f"{FORMAT}, the format that this build reads"})


class TargetsPart(Part):
    """The planned holes."""

    through_bone: list[AxisTargetPart] = Field(default_factory=list, max_length=40)
    through_plate: list[PlateHoleTargetPart] = Field(default_factory=list, max_length=40)


class ScenarioPart(Part):
    """``scenario.yaml``."""

    format: Annotated[Literal[1], BeforeValidator(_this_format)]
    languages: list[Literal["en", "zh"]] = Field(min_length=1, max_length=10)
    patient: PatientPart
    targets: TargetsPart
    tray: TrayPart
    instruments: list[AnyInstrumentPart] = Field(min_length=1, max_length=100)
    screws: list[ScrewFamilyPart] = Field(default_factory=list, max_length=20)
    questions: list[QuestionPart] = Field(default_factory=list, max_length=100)
    tolerances: dict[Id, TolerancePart]
    chapters: list[ChapterPart] = Field(min_length=1, max_length=40)
    overall: dict[Id, Points] = Field(default_factory=dict)
    """Tolerance -> points, asked of the whole run."""
    pass_mark: PassMarkPart
