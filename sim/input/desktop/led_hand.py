"""One hand as it is led from a desk: where its target is and how mouse and keys move it."""

from __future__ import annotations

from dataclasses import dataclass

from ...core.intents import FRAME_S, HandInput
from ...core.model import Instrument
from ...core.pose import (
    IDENTITY,
    NO_ROTATION,
    UP,
    Pose,
    Quat,
    Vec3,
    add,
    any_perpendicular,
    cross,
    distance,
    dot,
    norm,
    quat_from_axis_angle,
    quat_inverse,
    quat_multiply,
    quat_normalise,
    quat_rotate,
    quat_slerp,
    quat_to_rotation_vector,
    scale,
    subtract,
    unit,
)
from .tuning import Tuning


def tilt_axes(handle: Vec3, world_from_camera: Pose) -> tuple[Vec3, Vec3]:
    """Unit directions in which a handle leans when the mouse goes right and up in the picture.

    ``handle`` is the unit direction from the tip to the handle. Right is right in the picture; up leans away from the
    eye, or up in the picture when one looks along the handle.
    """
    right = world_from_camera.turn((1.0, 0.0, 0.0))
    across = subtract(right, scale(handle, dot(right, handle)))
    across = any_perpendicular(handle) if norm(across) < 0.05 else unit(across)
    away = cross(handle, across)
    if dot(away, world_from_camera.turn((0.0, 1.0, 1.0))) < 0.0:
        away = scale(away, -1.0)
    return across, away


@dataclass(slots=True)
class LedHand:
    """A hand's input and what it holds. Poses are world_from_hand."""

    target: Pose
    at_rest: Quat
    """world_from_hand rotation of an empty hand that has not been turned."""
    grasp: bool = False
    trigger: float = 0.0
    turn_rad: float = 0.0
    held: Instrument | None = None
    held_pose: Pose = IDENTITY
    """world_from_instrument, as last shown."""
    grasping_frames: int = 0
    easing_s: float | None = None
    """How long the hand has been turning by itself: upright with what it picked up, or to rest once it is empty.
    None when it is left as it is."""
    easing_from: Quat = NO_ROTATION

    @property
    def handle(self) -> Vec3:
        """Unit direction from the tip to the handle, as the hand wants it."""
        return quat_rotate(quat_multiply(self.target.rotation, quat_inverse(self._grip.rotation)), UP)

    @property
    def tip(self) -> Vec3:
        """Where the hand wants the tip; the palm when it is empty."""
        return (self.target @ self._grip.inverse()).position

    @property
    def _grip(self) -> Pose:
        return self.held.grip if self.held is not None else Pose(rotation=self.at_rest)

    @property
    def pivot(self) -> Vec3:
        """What the hand tilts about: the tip where it truly is, on the axis where the hand wants it."""
        if self.held is None:
            return self.tip
        lead = dot(subtract(self.held_pose.position, self.tip), self.handle)
        return add(self.tip, scale(self.handle, lead))

    def move(self, by: Vec3) -> None:
        """Shift the hand by a vector of the room."""
        self.target = self.target.moved(by)

    def push(self, distance_m: float) -> None:
        """Shift the hand along the instrument's axis, forward positive."""
        self.move(scale(self.handle, -distance_m))

    def tilt(self, world_from_camera: Pose, right_rad: float, away_rad: float) -> None:
        """Lean the handle to the right in the picture and away from the eye, the tip staying where it is."""
        across, away = tilt_axes(self.handle, world_from_camera)
        lean = add(scale(across, right_rad), scale(away, away_rad))
        self._turn(quat_from_axis_angle(cross(self.handle, lean), norm(lean)))

    def roll(self, angle_rad: float) -> None:
        """Turn the hand about the instrument's axis, clockwise as seen from the handle."""
        self._turn(quat_from_axis_angle(self.handle, -angle_rad))

    def _turn(self, by: Quat) -> None:
        self.easing_s = None
        pivot = self.pivot
        arm = quat_rotate(by, subtract(self.target.position, pivot))
        self.target = Pose(add(pivot, arm), quat_normalise(quat_multiply(by, self.target.rotation)))

    def close(self, instrument: Instrument | None, lies_at: Pose, fixed: bool) -> None:
        """Close the hand on what is in reach at ``lies_at`` (world_from_instrument), turned as that lies.

        To what is fixed in its place the hand goes itself.
        """
        self.grasp, self.grasping_frames, self.easing_s = True, 0, None
        if instrument is not None:
            there = lies_at @ instrument.grip
            self.target = there if fixed else Pose(self.target.position, there.rotation)

    def took(self, instrument: Instrument, was_fixed: bool) -> None:
        """The hand holds something now: what was not fixed in its place is stood upright."""
        self.held, self.grasp = instrument, True
        self.easing_s, self.easing_from = None if was_fixed else 0.0, self.target.rotation

    def lost(self) -> None:
        """The hand is empty again, by its own will or not."""
        self.held, self.grasp = None, False
        self.easing_s, self.easing_from = 0.0, self.target.rotation

    def advance(self, trigger: float | None, tuning: Tuning) -> None:
        """One control frame: the trigger finger (None: off the trigger), and the hand's turning by itself."""
        pulled = trigger is not None
        rate = FRAME_S / (tuning.trigger_rise_s if pulled else -tuning.trigger_fall_s)
        self.trigger = min(trigger if trigger is not None else 1.0, max(0.0, self.trigger + rate))
        if self.easing_s is not None:
            self.easing_s += FRAME_S
            share = min(1.0, self.easing_s / tuning.upright_s)
            eased = share * share * (3.0 - 2.0 * share)
            self.target = Pose(self.target.position, quat_slerp(self.easing_from, self._grip.rotation, eased))
            if share >= 1.0:
                self.easing_s = None

    def keep_near(self, tuning: Tuning) -> None:
        """Let what is wanted run ahead of a blocked instrument only as far as pushing harder still means something."""
        if self.held is None:
            return
        wanted, true = self.target @ self.held.grip.inverse(), self.held_pose
        lead_rad = norm(quat_to_rotation_vector(quat_multiply(wanted.rotation, quat_inverse(true.rotation))))
        lead_m = distance(wanted.position, true.position)
        if self.easing_s is None and lead_rad > tuning.max_lead_rad:
            wanted = Pose(wanted.position, quat_slerp(true.rotation, wanted.rotation, tuning.max_lead_rad / lead_rad))
        elif lead_m <= tuning.max_lead_m:
            return
        if lead_m > tuning.max_lead_m:
            ahead = scale(subtract(wanted.position, true.position), tuning.max_lead_m / lead_m)
            wanted = Pose(add(true.position, ahead), wanted.rotation)
        self.target = wanted @ self.held.grip

    @property
    def input(self) -> HandInput:
        """The hand's part of an input frame."""
        return HandInput(self.target, self.grasp, self.trigger, self.turn_rad)
