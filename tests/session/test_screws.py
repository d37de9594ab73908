"""Screws from the rack to the bone: torque, stripping, tapping."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from operation import Operated, operate, step
from rig import STEADY

from sim.core.events import EventKind
from sim.core.measurements import ScrewResult
from sim.core.model import BoneQuality, Tapped, TapTask
from sim.core.options import RunOptions

TAP = replace(step("tap"), id="tap_plate_1", task=TapTask("tap_35", "plate_1"), done_when=Tapped("plate_1"))


@cache
def driven(
    torque_aim: float = 0.75, quality: BoneQuality = BoneQuality.NORMAL, *, tapped: bool = False
) -> tuple[Operated, ScrewResult]:
    """Drill, perhaps tap, choose a screw and drive it to a share of its stripping torque."""
    steps = ["drill_plate_1", *([TAP] if tapped else []), "choose_plate_1", "drive_plate_1"]
    done = operate(*steps, skill=replace(STEADY, torque_aim=torque_aim), options=RunOptions(quality=quality))
    return done, done.record.steps[-1].screws[-1]


def insertion_torque_nm(done: Operated) -> float:
    """Highest torque while the screw went in, before its head bore."""
    running = [s.gauges.torque_nm for s in done.snapshots if s.screws and not any(w.seated for w in s.screws)]
    return max(running)


def test_a_screw_stopped_at_three_quarters_holds() -> None:
    done, screw = driven(0.75)
    assert done.record.steps[-1].finished
    assert screw.seated
    assert not screw.stripped
    assert screw.peak_torque_nm / screw.stripping_torque_nm == pytest.approx(0.75, abs=0.06)
    assert screw.near_engagement > 0.7
    assert screw.far_engagement > 0.7
    assert screw.past_far_cortex_m == pytest.approx(0.002, abs=0.0012)


def test_turning_on_strips_the_screw_at_its_stripping_torque() -> None:
    done, screw = driven(1.6)
    assert screw.stripped
    assert screw.peak_torque_nm == pytest.approx(screw.stripping_torque_nm, rel=1e-6)
    assert [e.subject for e in done.events if e.kind is EventKind.SCREW_STRIPPED] == [screw.id]
    assert done.snapshots[-1].screws[-1].stripped


def test_stripping_takes_the_torque_reported_for_shaft_bone() -> None:
    assert 1.5 < driven(0.75)[1].stripping_torque_nm < 4.5


def test_osteoporotic_bone_strips_at_a_lower_torque() -> None:
    weak, sound = (driven(0.75, quality)[1] for quality in (BoneQuality.OSTEOPOROTIC, BoneQuality.NORMAL))
    assert weak.stripping_torque_nm < 0.75 * sound.stripping_torque_nm
    assert weak.peak_torque_nm < 0.8 * sound.peak_torque_nm


def test_a_tap_lowers_the_torque_that_drives_the_screw() -> None:
    assert insertion_torque_nm(driven(tapped=True)[0]) < 0.6 * insertion_torque_nm(driven()[0])


def test_a_screw_is_started_and_seated_once() -> None:
    done, screw = driven()
    for kind in (EventKind.SCREW_TAKEN, EventKind.SCREW_STARTED, EventKind.SCREW_SEATED):
        assert [e.subject for e in done.events if e.kind is kind] == [screw.id]
