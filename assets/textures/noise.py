"""Seeded periodic noise: what leaves one edge comes in at the opposite one, so every picture made of it tiles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Image = NDArray[np.float64]


def fractal(
    size: int, seed: int, exponent: float = 2.0, lowest: float = 1.0, stretch: tuple[float, float] = (1.0, 1.0)
) -> Image:
    """(size, size) noise of mean 0 and deviation 1, its power falling as 1 / frequency ** exponent.

    ``lowest`` is the coarsest frequency, in waves per tile. ``stretch`` lengthens features along (x, y): a stretch of
    8 along x makes fibres that run along x.
    """
    rng = np.random.default_rng(seed)
    waves_y = np.fft.fftfreq(size, 1.0 / size)[:, None] * stretch[1]
    waves_x = np.fft.fftfreq(size, 1.0 / size)[None, :] * stretch[0]
    frequency = np.hypot(waves_x, waves_y)
    amplitude = np.where(frequency >= lowest, np.maximum(frequency, lowest) ** (-exponent / 2.0), 0.0)
    spectrum = amplitude * np.exp(2j * np.pi * rng.random((size, size)))
    return standardised(np.fft.ifft2(spectrum).real)


@dataclass(frozen=True)
class Cells:
    """A periodic division of the tile into cells around seeded points."""

    nearest: Image
    """(size, size) distance to the nearest point, in tiles."""
    border: Image
    """(size, size) second distance less the first: 0 on the walls between cells."""
    shade: Image
    """(size, size) a number from 0 to 1 for each cell."""


def cells(size: int, seed: int, count: int, stretch: float = 1.0) -> Cells:
    """About ``count`` cells, longer along x by ``stretch``, spread evenly by two relaxations (Lloyd's method)."""
    rng = np.random.default_rng(seed)
    box = np.array([1.0, stretch])
    pixels = _pixel_centres(size) * box
    points = rng.random((count, 2)) * box
    for _ in range(2):
        points = _relaxed(points, box)
    distance, owner = cKDTree(points, boxsize=box).query(pixels, k=2)
    shade = rng.random(count)[owner[:, 0]]
    grid = (size, size)
    return Cells(distance[:, 0].reshape(grid), (distance[:, 1] - distance[:, 0]).reshape(grid), shade.reshape(grid))


def warped(image: Image, shift_x: Image, shift_y: Image) -> Image:
    """Image read ``shift`` pixels aside at every pixel, around the edges, to the nearest pixel."""
    size = len(image)
    rows, columns = np.indices(image.shape)
    result: Image = image[(rows + np.rint(shift_y).astype(int)) % size, (columns + np.rint(shift_x).astype(int)) % size]
    return result


def blurred(image: Image, radius: float) -> Image:
    """Image smoothed around the edges by a Gaussian of ``radius`` pixels."""
    waves = np.fft.fftfreq(len(image))
    gain = np.exp(-2.0 * (np.pi * radius * waves) ** 2)
    return np.fft.ifft2(np.fft.fft2(image) * gain[:, None] * gain[None, :]).real


def standardised(image: Image) -> Image:
    """Image of mean 0 and deviation 1."""
    centred: Image = image - image.mean()
    return centred / max(float(centred.std()), 1e-12)


def smooth_step(low: float, high: float, value: Image) -> Image:
    """0 below ``low``, 1 above ``high``, an even S between."""
    share = np.clip((value - low) / (high - low), 0.0, 1.0)
    result: Image = share * share * (3.0 - 2.0 * share)
    return result


def _pixel_centres(size: int) -> Image:
    along = (np.arange(size) + 0.5) / size
    x, y = np.meshgrid(along, along)
    return np.column_stack([x.ravel(), y.ravel()])


def _relaxed(points: Image, box: Image) -> Image:
    """Every point moved to the middle of the places nearest to it, on a grid that does not depend on the picture."""
    sample = _pixel_centres(200) * box
    _, owner = cKDTree(points, boxsize=box).query(sample)
    offset = sample - points[owner]
    offset -= box * np.round(offset / box)
    counts = np.maximum(np.bincount(owner, minlength=len(points)), 1)
    move = np.column_stack([np.bincount(owner, offset[:, axis], minlength=len(points)) / counts for axis in (0, 1)])
    moved = np.mod(points + move, box)
    result: Image = np.where(moved < box, moved, 0.0)  # the remainder of a tiny negative number rounds up to the box
    return result
