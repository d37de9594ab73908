from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import trimesh

from assets.mesh import Part, from_trimesh, with_box_uv
from sim.scene.store import Store


def _counting() -> tuple[list[int], Callable[[], tuple[Part, ...]]]:
    calls: list[int] = []

    def make() -> tuple[Part, ...]:
        calls.append(1)
        box = from_trimesh(trimesh.creation.box((1.0, 2.0, 3.0)))
        return (Part("plain", box, "bone"), Part("textured", with_box_uv(box, 0.5), "skin"))

    return calls, make


def test_parts_come_back_as_they_were_and_are_made_once(tmp_path: Path) -> None:
    calls, make = _counting()
    first = Store(tmp_path).parts("box 1", make)
    second = Store(tmp_path).parts("box 1", make)
    assert len(calls) == 1
    for a, b in zip(first, second, strict=True):
        assert (a.name, a.material) == (b.name, b.material)
        assert np.array_equal(a.mesh.vertices, b.mesh.vertices)
        assert np.array_equal(a.mesh.faces, b.mesh.faces)
    assert second[0].mesh.uv is None
    assert second[1].mesh.uv is not None


def test_other_arguments_are_other_things(tmp_path: Path) -> None:
    calls, make = _counting()
    Store(tmp_path).parts("box 1", make)
    Store(tmp_path).parts("box 2", make)
    assert len(calls) == 2


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    calls, make = _counting()
    Store(tmp_path).parts("box 1", make)
    (stored,) = tmp_path.iterdir()
    stored.write_bytes(stored.read_bytes()[:100])
    assert len(Store(tmp_path).parts("box 1", make)) == 2
    assert len(calls) == 2


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    calls, make = _counting()
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    assert len(Store(blocked / "cache").parts("box 1", make)) == 2
    assert len(Store(None).parts("box 1", make)) == 2
    assert len(calls) == 2
