"""The checked file as a `core.model.Scenario`: metres, radians, poses."""

from __future__ import annotations

import math

from ..core import model
from ..core.model import Instrument, InstrumentKind, PlateShape
from ..core.pose import Pose, quat_from_axis_angle
from .compile_norms import metric_of, pass_mark_of
from .compile_steps import landmark, question, scored, step_of
from .grips import grip
from .resting import rest_pose, tray_point
from .schema import ScenarioPart
from .schema import devices as d
from .schema.patient import PatientPart
from .schema.steps import StepPart
from .texts import Catalogues, hint_count


def compiled(part: ScenarioPart, name: str, content_hash: str, texts: Catalogues) -> model.Scenario:
    """The scenario of a file whose cross-references have been checked."""
    instruments = tuple(_instrument(one, part.tray) for one in part.instruments)
    by_id = {one.id: one for one in instruments}
    questions = {one.id: question(one) for one in part.questions}
    metrics = {key: metric_of(tolerance) for key, tolerance in part.tolerances.items()}
    steps = tuple(
        step_of(step, chapter.id, questions, by_id, metrics, hint_count(texts, step.id))
        for chapter in part.chapters
        for step in chapter.steps
        if isinstance(step, StepPart)
    )
    return model.Scenario(
        name=name,
        format_version=part.format,
        content_hash=content_hash,
        patient=_patient(part.patient),
        targets=_targets(part),
        instruments=instruments,
        screws=tuple(_family(one, part.tray) for one in part.screws),
        steps=steps,
        metrics=scored(part.overall, metrics),
        pass_mark=pass_mark_of(part.pass_mark),
        texts=texts,
    )


def _patient(part: PatientPart) -> model.Patient:
    moved = part.fracture.displacement
    position = (
        moved.distal,
        moved.sideways * math.sin(moved.azimuth),
        moved.sideways * math.cos(moved.azimuth),
    )
    # About +x an angle runs from y to z; an azimuth runs from z to y.
    displacement = Pose(position, quat_from_axis_angle((1.0, 0.0, 0.0), -moved.rotation))
    return model.Patient(
        bone=part.bone,
        side=part.side,
        quality=model.BoneQuality(part.quality),
        fracture=model.Fracture(part.fracture.obliquity, part.fracture.azimuth, displacement),
        world_from_bone=Pose((part.at[0], part.at[1], part.at[2])),
    )


def _targets(part: ScenarioPart) -> tuple[model.Target, ...]:
    through_bone = tuple(
        model.AxisTarget(one.id, landmark(one.at), model.Direction(one.direction)) for one in part.targets.through_bone
    )
    through_plate = tuple(model.PlateHoleTarget(one.id, one.plate, one.hole - 1) for one in part.targets.through_plate)
    return through_bone + through_plate


def _instrument(part: d.AnyInstrumentPart, tray: d.TrayPart) -> Instrument:
    kind = InstrumentKind(part.kind)
    rest = rest_pose(kind, tray, part.lies)
    held = grip(kind, part.length)

    def made(
        diameter_m: float = 0.0,
        inner_diameter_m: float = 0.0,
        pitch_m: float = 0.0,
        max_speed_rad_s: float = 0.0,
        sharpness: model.Sharpness = model.Sharpness.SHARP,
        plate: PlateShape | None = None,
        screw_family: str | None = None,
        jaw_m: float = 0.0,
    ) -> Instrument:
        return Instrument(
            id=part.id,
            kind=kind,
            part_number=part.part_number,
            mass_kg=part.mass,
            diameter_m=diameter_m,
            inner_diameter_m=inner_diameter_m,
            length_m=part.length,
            pitch_m=pitch_m,
            max_speed_rad_s=max_speed_rad_s,
            sharpness=sharpness,
            plate=plate,
            screw_family=screw_family,
            jaw_m=jaw_m,
            rest=rest,
            grip=held,
        )

    match part:
        case d.DrillPart():
            return made(part.diameter, max_speed_rad_s=part.max_speed, sharpness=model.Sharpness(part.edges))
        case d.SleevePart():
            return made(part.diameter, part.bore)
        case d.CountersinkPart():
            return made(part.diameter, part.nose)
        case d.DepthGaugePart():
            return made(part.diameter)
        case d.TapPart():
            return made(part.diameter, pitch_m=part.pitch)
        case d.DriverPart():
            return made(part.diameter, screw_family=part.screws)
        case d.ClampPart():
            return made(jaw_m=part.jaw)
        case d.PlatePart():
            return made(plate=_plate_shape(part))


def _plate_shape(part: d.PlatePart) -> PlateShape:
    return PlateShape(part.length, part.width, part.thickness, tuple(part.holes), part.hole_diameter)


def row_of_lengths(part: d.LengthsPart) -> tuple[float, ...]:
    """Every length of a row, in metres, rounded to micrometres."""
    count = math.floor((part.to - part.from_) / part.by + 1e-6) + 1
    return tuple(round(part.from_ + i * part.by, 6) for i in range(count))


def _family(part: d.ScrewFamilyPart, tray: d.TrayPart) -> model.ScrewFamily:
    return model.ScrewFamily(
        id=part.id,
        part_number=part.part_number,
        major_diameter_m=part.major_diameter,
        minor_diameter_m=part.minor_diameter,
        pitch_m=part.pitch,
        head_diameter_m=part.head_diameter,
        head_height_m=part.head_height,
        lengths_m=row_of_lengths(part.lengths),
        rack=Pose(tray_point(tray, part.rack_at, part.rack_height)),
        slot_spacing_m=part.slot_spacing,
    )
