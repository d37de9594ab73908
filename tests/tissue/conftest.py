from __future__ import annotations

import math

import pytest

from sim.core.model import BoneQuality, Fracture
from sim.tissue.anatomy import build_bone
from sim.tissue.bone import Bone

OBLIQUE = Fracture(obliquity_rad=math.radians(35.0), azimuth_rad=math.radians(20.0))


@pytest.fixture(scope="session")
def oblique() -> Fracture:
    return OBLIQUE


@pytest.fixture(scope="session")
def intact_tibia() -> Bone:
    """Shared: tests must not change it."""
    return build_bone("tibia_shaft", BoneQuality.NORMAL, OBLIQUE)


@pytest.fixture
def tibia() -> Bone:
    """A bone of the test's own."""
    return build_bone("tibia_shaft", BoneQuality.NORMAL, OBLIQUE)
