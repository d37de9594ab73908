"""Instruments and plates: their models and the parts of them that move."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from panda3d.core import NodePath

from assets import instruments as shapes
from assets.implants import plate
from assets.mesh import Part, merge

from ..core.model import Instrument, InstrumentKind, PlaceTask, Scenario
from ..core.snapshot import InstrumentState
from .glow import OUTLINE_M, RIM, rim
from .meshes import joined, model, shell
from .poses import place
from .store import Store
from .surfaces import Surfaces

GAUGE_HEAD_M = 0.030
"""What a depth gauge's length leaves for its sleeve; the rest is its scale."""

STILL = "still"
ROTOR = "rotor"
SLIDING = "sliding_sleeve"
JAWS = {"jaw_moving": -0.5, "jaw_fixed": 0.5}
"""Jaw -> its share of the opening angle, about +y."""
RIM_OF = f"{RIM} of "
"""Before the name of what moves the rim."""
THIN = ("engraving", "marking")
"""Materials of marks on other parts, which need no rim."""


def parts_of(instrument: Instrument, holds_plates: bool = False) -> tuple[Part, ...]:
    """The shape of an instrument; ``holds_plates`` tells a clamp for plates from one for bone."""
    spec = instrument
    match spec.kind:
        case InstrumentKind.DRILL:
            return shapes.drill(spec.diameter_m, spec.length_m)
        case InstrumentKind.SLEEVE:
            return shapes.sleeve(spec.diameter_m, spec.inner_diameter_m, spec.length_m)
        case InstrumentKind.COUNTERSINK:
            return shapes.countersink(spec.diameter_m, spec.inner_diameter_m, spec.length_m)
        case InstrumentKind.DEPTH_GAUGE:
            return shapes.depth_gauge(spec.length_m, spec.length_m - GAUGE_HEAD_M)
        case InstrumentKind.TAP:
            return shapes.tap(spec.diameter_m, spec.pitch_m, spec.length_m)
        case InstrumentKind.DRIVER:
            return shapes.driver(spec.diameter_m, spec.length_m)
        case InstrumentKind.CLAMP:
            return (shapes.plate_clamp if holds_plates else shapes.reduction_clamp)(spec.jaw_m)
        case InstrumentKind.PLATE:
            return _plate_parts(spec)


def _plate_parts(spec: Instrument) -> tuple[Part, ...]:
    if spec.plate is None:
        return ()
    form = spec.plate
    return plate(form.length_m, form.width_m, form.thickness_m, form.hole_along_m, form.hole_diameter_m)


class InstrumentModel:
    """One instrument's nodes."""

    def __init__(self, parent: NodePath, name: str, parts: tuple[Part, ...], surfaces: Surfaces) -> None:
        """``parts`` as `joined_parts` gives them."""
        self.root = parent.attach_new_node(name)
        self._body = self.root.attach_new_node("body")
        self._jaw_m = 0.0
        groups: dict[str, list[Part]] = defaultdict(list)
        for part in parts:
            groups[part.name.removeprefix(RIM_OF)].append(part)
        self._rims: list[NodePath] = []
        nodes = {group: self._attach(group, groups[group], surfaces) for group in groups}
        self._rotor = nodes.get(ROTOR)
        self._sliding = nodes.get(SLIDING)
        self._jaws = {jaw: nodes[jaw] for jaw in JAWS if jaw in nodes}

    def show(self, state: InstrumentState) -> None:
        """Put the instrument and its moving parts where they are."""
        place(self.root, state.pose)
        if self._rotor is not None:
            self._rotor.set_h(-math.degrees(state.turn_rad) % 360.0)
        if self._sliding is not None:
            self._sliding.set_z(state.reading_m or 0.0)
        self._open(state.jaw_m)

    def highlight(self, on: bool) -> None:
        """Show or hide a glowing rim."""
        for path in self._rims:
            if on:
                path.show()
            else:
                path.hide()

    def _attach(self, group: str, parts: list[Part], surfaces: Surfaces) -> NodePath:
        """A node that holds a group of parts and turns about the joint, if it is a jaw."""
        height = shapes.HINGE_HEIGHT_M if group in JAWS else 0.0
        node = self._body.attach_new_node(group)
        node.set_z(height)
        child = model(group, [part for part in parts if not part.name.startswith(RIM)], surfaces)
        child.reparent_to(node)
        child.set_z(-height)
        self._rims.append(rim(child, [part for part in parts if part.name.startswith(RIM)]))
        return node

    def _open(self, jaw_m: float) -> None:
        """Turn the jaws about the joint and sink it, so that the tips stay level with the origin."""
        if jaw_m == self._jaw_m:
            return
        self._jaw_m = jaw_m
        angle = shapes.opening_rad(jaw_m)
        self._body.set_z(-shapes.HINGE_HEIGHT_M * (1.0 - math.cos(angle / 2.0)))
        for jaw, node in self._jaws.items():
            node.set_r(math.degrees(JAWS[jaw] * angle))


def joined_parts(parts: Iterable[Part]) -> list[Part]:
    """Parts that move together joined by material and named after what moves them, each group with its rim."""
    groups: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        groups[_group(part.name)].append(part)
    named = [replace(part, name=group) for group, members in groups.items() for part in joined(members)]
    return [*named, *(_rim_of(group, members) for group, members in groups.items())]


def _rim_of(group: str, members: list[Part]) -> Part:
    thick = [part for part in members if not part.material.startswith(THIN)] or members
    return Part(RIM_OF + group, merge(shell(part.mesh, OUTLINE_M) for part in thick), thick[0].material)


def _group(part_name: str) -> str:
    if part_name.startswith(ROTOR):
        return ROTOR
    return part_name if part_name == SLIDING or part_name in JAWS else STILL


def _stored(spec: Instrument, holds_plates: bool, store: Store) -> tuple[Part, ...]:
    lengths = (spec.diameter_m, spec.inner_diameter_m, spec.length_m, spec.pitch_m, spec.jaw_m, spec.plate)
    name = f"{spec.kind} {holds_plates} {lengths}"
    return store.parts(name, lambda: joined_parts(parts_of(spec, holds_plates)))


class Instruments:
    """Every instrument of the set."""

    def __init__(self, parent: NodePath, scenario: Scenario, surfaces: Surfaces, store: Store) -> None:
        plate_clamps = {step.task.clamp for step in scenario.steps if isinstance(step.task, PlaceTask)}
        self._root = parent.attach_new_node("instruments")
        self.models = {
            spec.id: InstrumentModel(self._root, spec.id, _stored(spec, spec.id in plate_clamps, store), surfaces)
            for spec in scenario.instruments
        }

    def show(self, states: tuple[InstrumentState, ...], lit: frozenset[str]) -> None:
        """Put all where they are, with a rim around those in ``lit``."""
        for state in states:
            instrument = self.models[state.id]
            instrument.show(state)
            instrument.highlight(state.id in lit)

    def copy(self, name: str, parent: NodePath) -> NodePath | None:
        """A copy of an instrument's model, its `glow.RIM` too, under another node; None when there is none of it."""
        return self.models[name].root.copy_to(parent) if name in self.models else None
