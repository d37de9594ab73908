import numpy as np
import pytest

from assets.materials import MATERIALS
from assets.textures import SURFACES, TEXTURES, texture
from assets.textures.noise import blurred, cells, fractal


@pytest.mark.parametrize("name", TEXTURES)
def test_a_texture_is_bytes_of_the_size_asked_for(name: str) -> None:
    pixels = texture(name, 64)
    assert pixels.shape == (64, 64, 3)
    assert pixels.dtype == np.uint8
    assert np.array_equal(pixels, texture(name, 64))


@pytest.mark.parametrize("name", TEXTURES)
def test_a_texture_tiles(name: str) -> None:
    """The step across the seam is like the steps inside."""
    pixels = texture(name, 128).astype(float)
    for axis in (0, 1):
        inside = np.abs(np.diff(pixels, axis=axis)).mean(axis=tuple({0, 1, 2} - {axis}))
        seam = np.abs(np.take(pixels, 0, axis=axis) - np.take(pixels, -1, axis=axis)).mean()
        assert seam <= inside.max() + 0.5


@pytest.mark.parametrize("name", sorted(SURFACES))
def test_a_normal_map_holds_unit_vectors_that_point_out_and_lean_to_no_side(name: str) -> None:
    normals = texture(f"{name}_normal", 128).astype(float) / 127.5 - 1.0
    assert np.allclose(np.linalg.norm(normals, axis=2), 1.0, atol=0.02)
    assert normals[:, :, 2].min() > 0.2
    assert np.abs(normals[:, :, :2].mean(axis=(0, 1))).max() < 0.02


@pytest.mark.parametrize("name", sorted(SURFACES))
def test_a_colour_stays_light_because_it_multiplies_the_materials_own(name: str) -> None:
    assert 150 < texture(name, 128).mean() < 255


def test_every_texture_that_a_material_names_exists() -> None:
    wanted = {name for material in MATERIALS.values() for name in (material.texture, material.normal_map) if name}
    assert wanted <= set(TEXTURES)


def test_muscle_fibres_run_along_x() -> None:
    pixels = texture("muscle", 256).astype(float).mean(axis=2)
    assert np.abs(np.diff(pixels, axis=1)).mean() < 0.7 * np.abs(np.diff(pixels, axis=0)).mean()


def test_noise_has_mean_zero_and_deviation_one() -> None:
    image = fractal(64, 1)
    assert abs(image.mean()) < 1e-9
    assert image.std() == pytest.approx(1.0)


def test_cells_are_zero_on_their_borders_only() -> None:
    made = cells(128, 2, 40)
    assert made.border.min() >= 0.0
    assert 0.0 < made.nearest.max() < 0.3
    assert len(np.unique(made.shade)) == 40


def test_blurring_keeps_the_mean_and_takes_the_contrast() -> None:
    image = fractal(64, 3, exponent=0.5)
    soft = blurred(image, 2.0)
    assert soft.mean() == pytest.approx(image.mean(), abs=1e-9)
    assert soft.std() < image.std()


def test_wrong_requests_are_refused() -> None:
    with pytest.raises(KeyError, match="velvet"):
        texture("velvet", 64)
    with pytest.raises(ValueError, match="16"):
        texture("skin", 8)
