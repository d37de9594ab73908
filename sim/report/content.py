"""What a report is made from."""

from __future__ import annotations

from dataclasses import dataclass

from ..core.events import Event
from ..core.measurements import RunRecord
from ..core.model import InstrumentKind, Scenario
from ..core.scorecard import ScoreCard
from ..core.snapshot import Snapshot
from ..imaging.metal import Metal, PlateOnBone, ScrewInBone
from ..tissue.bone import Bone


@dataclass(frozen=True, slots=True)
class ReportContent:
    """A run as it ended."""

    card: ScoreCard
    record: RunRecord
    scenario: Scenario
    events: tuple[Event, ...]
    bone: Bone
    """With every hole that was made."""
    metal: tuple[Metal, ...] = ()
    """Screws and plates left in and on the bone, see `metal_of`."""
    player: str = ""
    """The bot that played; empty for a person."""


def metal_of(scenario: Scenario, snapshot: Snapshot) -> tuple[Metal, ...]:
    """Fixed plates and seated or stripped screws of a session's last snapshot, in the bone frame."""
    bone_from_world = snapshot.fragments[0].inverse()
    plates = [
        PlateOnBone(instrument.plate, bone_from_world @ snapshot.instrument(instrument.id).pose)
        for instrument in scenario.instruments
        if instrument.kind is InstrumentKind.PLATE and instrument.plate and snapshot.instrument(instrument.id).fixed
    ]
    screws = [
        ScrewInBone(scenario.family(screw.family), screw.length_m, bone_from_world @ screw.pose)
        for screw in snapshot.screws
        if screw.seated or screw.stripped
    ]
    return (*plates, *screws)
