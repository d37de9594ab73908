"""Screws: those in the rack, on a driver and in the bone."""

from __future__ import annotations

from dataclasses import replace

from panda3d.core import NodePath

from assets.implants import cortex_screw, screw_rack
from assets.mesh import Part

from ..core.model import Scenario, ScrewFamily
from ..core.snapshot import ScrewState
from .meshes import joined, model
from .poses import place
from .store import Store
from .surfaces import Surfaces


class Screws:
    """All screws of a scenario. The rack holds a supply of every length: a slot is empty while a driver carries one."""

    def __init__(self, parent: NodePath, scenario: Scenario, surfaces: Surfaces, store: Store, whole: bool) -> None:
        """``whole`` shows the threads of screws in the rack too."""
        self._whole = whole
        self._surfaces = surfaces
        self._store = store
        self._root = parent.attach_new_node("screws")
        self._families = {family.id: family for family in scenario.screws}
        self._models: dict[tuple[str, float], NodePath] = {}
        self._shown: dict[str, NodePath] = {}
        self._slots: dict[tuple[str, float], NodePath] = {}
        for family in scenario.screws:
            self._fill_rack(family)

    def show(self, states: tuple[ScrewState, ...]) -> None:
        """Put the screws outside the rack where they are."""
        present = {state.id for state in states}
        for gone in self._shown.keys() - present:
            self._shown.pop(gone).remove_node()
        for state in states:
            if state.id not in self._shown:
                self._shown[state.id] = self._model(self._families[state.family], state.length_m).copy_to(self._root)
            place(self._shown[state.id], state.pose)
        carried = {(state.family, state.length_m) for state in states if state.driver is not None}
        for key, slot in self._slots.items():
            if key in carried:
                slot.hide()
            else:
                slot.show()

    def _fill_rack(self, family: ScrewFamily) -> None:
        size = (len(family.lengths_m), family.slot_spacing_m, family.lengths_m)
        parts = self._store.parts(f"rack {size}", lambda: joined(screw_rack(*size)))
        rack = model("rack", parts, self._surfaces)
        rack.reparent_to(self._root)
        place(rack, family.rack)
        for number, length_m in enumerate(family.lengths_m):
            slot = self._rack_model(family, length_m).copy_to(self._root)
            place(slot, family.slot(number))
            self._slots[(family.id, length_m)] = slot

    def _rack_model(self, family: ScrewFamily, length_m: float) -> NodePath:
        if self._whole:
            return self._model(family, length_m)
        from_z = length_m - family.head_height_m
        return model("head", [_above(part, from_z) for part in self._parts(family, length_m)], self._surfaces)

    def _model(self, family: ScrewFamily, length_m: float) -> NodePath:
        key = (family.id, length_m)
        if key not in self._models:
            self._models[key] = model("screw", self._parts(family, length_m), self._surfaces)
        return self._models[key]

    def _parts(self, family: ScrewFamily, length_m: float) -> tuple[Part, ...]:
        size = (
            family.major_diameter_m,
            family.minor_diameter_m,
            family.pitch_m,
            length_m,
            family.head_diameter_m,
            family.head_height_m,
        )
        return self._store.parts(f"screw {size}", lambda: joined(cortex_screw(*size)))


def _above(part: Part, z_m: float) -> Part:
    """The faces of a part that reach above a height."""
    faces = part.mesh.faces[(part.mesh.vertices[part.mesh.faces, 2] > z_m).any(axis=1)]
    return replace(part, mesh=replace(part.mesh, faces=faces))
