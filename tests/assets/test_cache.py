"""Made once, made again when anything changed or the file is broken."""

from pathlib import Path

import numpy as np
import pytest

from assets.cache import cache_folder, cached_parts
from assets.implants import cortex_screw
from assets.mesh import Part, with_box_uv, with_colour
from assets.shapes import box, part

SIZES = {"major_m": 0.0035, "minor_m": 0.0024, "pitch_m": 0.00125, "head_diameter_m": 0.006, "head_height_m": 0.0026}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PROCTOR_CACHE_DIR", str(tmp_path))
    return tmp_path


def files() -> list[Path]:
    return sorted(cache_folder().glob("*"))


def same(a: tuple[Part, ...], b: tuple[Part, ...]) -> bool:
    return all(
        x.name == y.name
        and x.material == y.material
        and np.array_equal(x.mesh.vertices, y.mesh.vertices)
        and np.array_equal(x.mesh.normals, y.mesh.normals)
        and np.array_equal(x.mesh.faces, y.mesh.faces)
        for x, y in zip(a, b, strict=True)
    )


def test_the_folder_is_the_one_asked_for(folder: Path) -> None:
    assert folder in cache_folder().parents


def test_parts_are_made_once_and_read_back_exactly() -> None:
    calls = []

    def make(size: float) -> tuple[Part, ...]:
        calls.append(size)
        plain = part("block", box((size, 1.0, 2.0)), "steel_brushed")
        painted = with_colour(with_box_uv(plain.mesh, 0.01), (1.0, 0.5, 0.25, 1.0))
        return (plain, Part("painted", painted, "wall"))

    first = cached_parts("block", make, size=3.0)
    second = cached_parts("block", make, size=3.0)
    assert calls == [3.0]
    assert same(first, second)
    assert second[0].mesh.uv is None
    assert np.array_equal(first[1].mesh.uv, second[1].mesh.uv)
    assert np.array_equal(first[1].mesh.colours, second[1].mesh.colours)


def test_other_parameters_are_other_files() -> None:
    cached_parts("screw", cortex_screw, length_m=0.016, **SIZES)
    cached_parts("screw", cortex_screw, length_m=0.018, **SIZES)
    cached_parts("screw", cortex_screw, length_m=0.018, **SIZES)
    assert len(files()) == 2


@pytest.mark.parametrize("damage", [b"", b"not a mesh", None])
def test_a_damaged_file_is_made_again(damage: bytes | None) -> None:
    made = cached_parts("screw", cortex_screw, length_m=0.016, **SIZES)
    (file,) = files()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert same(made, cached_parts("screw", cortex_screw, length_m=0.016, **SIZES))
    assert file.read_bytes() == whole
    assert files() == [file]


def test_a_flipped_byte_is_noticed() -> None:
    made = cached_parts("screw", cortex_screw, length_m=0.016, **SIZES)
    (file,) = files()
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)
    assert same(made, cached_parts("screw", cortex_screw, length_m=0.016, **SIZES))


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    monkeypatch.setenv("PROCTOR_CACHE_DIR", str(blocked))
    assert cached_parts("screw", cortex_screw, length_m=0.016, **SIZES)[0].name == "screw"


def test_a_name_that_is_no_file_name_is_refused() -> None:
    with pytest.raises(ValueError, match="cache name"):
        cached_parts("../screw", cortex_screw, length_m=0.016, **SIZES)
