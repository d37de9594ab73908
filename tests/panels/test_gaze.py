from sim.core.pose import Pose, Vec3, cross, quat_from_axes, subtract, unit
from sim.panels.deeds import Deed
from sim.panels.gaze import Gaze
from sim.panels.lessons import EYES_M

WOUND: Vec3 = (0.0, 0.0, 1.0)
TRAY: Vec3 = (0.42, -0.27, 0.95)


def head(at: Vec3, looking: Vec3 = WOUND, pitch_share: float = 1.0) -> Pose:
    """A head that looks at a point; the eyes do the rest of the way down."""
    sight = subtract(looking, at)
    ahead = unit((sight[0], sight[1], sight[2] * pitch_share))
    right = unit(cross(ahead, (0.0, 0.0, 1.0)))
    return Pose(at, quat_from_axes(right, cross(right, ahead)))


def test_says_once_what_the_person_begins_to_look_at():
    gaze = Gaze(WOUND)
    assert gaze.follow(head(EYES_M)) is Deed.LOOKED_AT_WOUND
    assert gaze.follow(head(EYES_M)) is None
    assert gaze.follow(head(EYES_M, TRAY)) is Deed.LOOKED_ASIDE
    assert gaze.follow(head(EYES_M, TRAY)) is None
    assert gaze.follow(head(EYES_M)) is Deed.LOOKED_AT_WOUND


def test_eyes_may_look_farther_down_than_the_head():
    assert Gaze(WOUND).follow(head(EYES_M, pitch_share=0.45)) is Deed.LOOKED_AT_WOUND


def test_looking_straight_ahead_is_not_looking_at_the_wound():
    assert Gaze(WOUND).follow(head(EYES_M, (0.0, 3.0, 1.6))) is None


def test_directions_are_compared_also_behind_the_back():
    assert Gaze(WOUND).follow(head(EYES_M, (0.05, -3.0, 1.6))) is Deed.LOOKED_ASIDE


def test_keeps_the_eyes_of_before_while_the_person_leans_over_the_wound():
    gaze = Gaze(WOUND)
    assert not gaze.known
    gaze.follow(head((0.0, -0.2, 1.3)))
    assert gaze.eyes == EYES_M
    gaze.follow(head((0.1, -0.6, 1.5)))
    assert gaze.known
    assert gaze.eyes == (0.1, -0.6, 1.5)
    gaze.follow(head((0.0, -0.2, 1.3)))
    assert gaze.eyes == (0.1, -0.6, 1.5)
