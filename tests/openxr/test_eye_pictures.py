"""What the compositor gets: the runtime's own pictures of both eyes, read back."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from remote import RemoteEye
from runtime import Runtime
from trainer import PATIENCE_S, Trainer

from sim.core.pose import Pose, Vec3, quat_from_axis_angle, quat_multiply

Picture = NDArray[np.uint8]

MARK: Vec3 = (0.05, -0.08, 1.12)
"""In the room: a little above the wound."""
EYES_M = 0.066
COLOUR = (0.8, 0.2, 0.7)
LEFT = RemoteEye(Pose((-EYES_M / 2.0, 0.0, 0.0)), -0.90, 0.65, 0.70, -0.80)
RIGHT = RemoteEye(Pose((EYES_M / 2.0, 0.0, 0.0)), -0.65, 0.90, 0.70, -0.80)
"""Canted outwards as a headset's are: no eye sees as far in as out."""

HEAD = Pose(
    (0.08, 1.62, -0.05),
    quat_multiply(quat_from_axis_angle((0.0, 1.0, 0.0), 0.12), quat_from_axis_angle((1.0, 0.0, 0.0), -0.62)),
)


def projected(point: Vec3, eye: RemoteEye, size: tuple[int, int]) -> tuple[float, float]:
    """Where a point of play space is in an eye's picture, in pixels from its upper left corner: a pinhole's sums."""
    x, y, z = point
    right, up, back = (HEAD @ eye.pose).inverse().apply((x, z, -y))
    across, upwards = right / -back, up / -back
    left, wide = math.tan(eye.left_rad), math.tan(eye.right_rad) - math.tan(eye.left_rad)
    low, high = math.tan(eye.down_rad), math.tan(eye.up_rad) - math.tan(eye.down_rad)
    return (across - left) / wide * size[0], (1.0 - (upwards - low) / high) * size[1]


def marked(picture: Picture) -> tuple[float, float]:
    """The middle of what is of the mark's colour."""
    red, green, blue = (picture[:, :, channel].astype(int) for channel in range(3))
    rows, columns = np.nonzero((red > 150) & (blue > 130) & (green < 90))
    assert rows.size, "the mark is not in the picture"
    return float(columns.mean()) + 0.5, float(rows.mean()) + 0.5


@pytest.fixture(scope="module")
def seen(runtime: Runtime, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Both eyes' pictures, with and without a mark, and where the head was."""
    folder = tmp_path_factory.mktemp("pictures")
    with runtime.remote() as person:
        person.head.pose, person.head.eyes = HEAD, (LEFT, RIGHT)
        person.send()
        trainer = Trainer(runtime, folder / "run.proctor")
        trainer.until(lambda now: now["shown"] > 300)
        found: dict[str, object] = {}
        place = trainer.look()["world_from_play"]
        found["world_from_play"] = Pose(tuple(place["position"]), tuple(place["rotation"]))
        for name in ("plain", "marked"):
            (folder / name).mkdir()
            trainer.ask(f"eyes {folder / name}")
            if name == "plain":
                trainer.ask(f"mark {MARK[0]} {MARK[1]} {MARK[2]}")
                trainer.look()
            found[name] = [np.load(folder / name / f"{side}.npy") for side in ("left", "right")]
        (folder / "shot").mkdir()
        trainer.ask(f"shoot {folder / 'shot'}")
        trainer.ask("leave")
        found["ended"] = trainer.application.wait(PATIENCE_S)
        found["log"] = trainer.log
    return found


def test_a_session_from_focus_through_300_pictures_to_an_orderly_end(seen: dict[str, object]) -> None:
    assert seen["ended"].faults == []  # type: ignore[attr-defined]  # an Ended
    log = str(seen["log"])
    states = [line.split("session: ")[1] for line in log.splitlines() if "session: " in line]
    assert states[:5] == ["idle", "ready", "synchronized", "visible", "focused"]
    assert states[-5:] == ["visible", "synchronized", "stopping", "idle", "exiting"]
    assert "runtime: Monado" in log
    assert "OpenXR 1.1" in log
    assert "used: LOCAL_FLOOR" in log
    assert "colours 0x8c43, depth 0x" in log
    assert "lost" not in log


def test_a_point_lies_in_both_eyes_where_projection_says(seen: dict[str, object]) -> None:
    mark = seen["world_from_play"].inverse().apply(MARK)  # type: ignore[attr-defined]  # a Pose
    places = []
    for eye, picture in zip((LEFT, RIGHT), seen["marked"], strict=True):  # type: ignore[call-overload]  # two arrays
        height, width = picture.shape[:2]
        wanted, found = projected(mark, eye, (width, height)), marked(picture)
        assert math.dist(wanted, found) < 1.0
        places.append(found[0] / width * (math.tan(eye.right_rad) - math.tan(eye.left_rad)) + math.tan(eye.left_rad))
    assert places[0] > places[1]  # what is near lies further to the right for the left eye


def test_both_eyes_are_lit_and_see_nearly_the_same(seen: dict[str, object]) -> None:
    left, right = (picture.astype(float) for picture in seen["plain"])  # type: ignore[attr-defined]  # two arrays
    for picture in (left, right):
        assert 60.0 < picture.mean() < 220.0
        assert picture.std() > 20.0
    assert abs(left.mean() - right.mean()) < 25.0  # the left one sees more of the left
    assert not np.array_equal(left, right)


def test_colours_come_to_the_compositor_as_they_were_drawn(seen: dict[str, object]) -> None:
    """A mark of a known colour: taken for linear light it would come out far brighter."""
    for picture in seen["marked"]:  # type: ignore[attr-defined]  # two arrays
        x, y = marked(picture)
        assert picture[int(y), int(x)].tolist() == [int(255 * each + 0.5) for each in COLOUR]
