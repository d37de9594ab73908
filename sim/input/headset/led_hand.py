"""One hand in the air: how it takes, leads and turns what it holds, and what it does while nobody sees it."""

from __future__ import annotations

from ...core.headset import HeadsetHand
from ...core.intents import FRAME_HZ, FRAME_S, Hand, HandInput
from ...core.model import Instrument, InstrumentKind
from ...core.pose import Pose, distance, interpolate, norm, quat_inverse, quat_multiply, quat_normalise
from .fingers import Squeeze, Trigger
from .following import Followed, jumped
from .sight import Sight
from .slack import Slack, kept_near, resting_turn, slack_between
from .twist import Ratchet, stick_rad_s, twirl, without_twist

TURNED_KINDS = (InstrumentKind.COUNTERSINK, InstrumentKind.TAP, InstrumentKind.DRIVER)
EARLY_FRAMES = round(0.3 * FRAME_HZ)
"""A hand that closes this long before it comes to an instrument still takes it."""
SETTLES_FRAMES = round(0.3 * FRAME_HZ)
"""A hand just found again does not let go before this: its fingers are seen last."""
SHORT_FRAMES = round(0.3 * FRAME_HZ)
"""After a longer absence a drill does not start again by itself."""
CARRIED_M = 0.03
"""Carried this far from where it lay, an instrument comes into the hand at full pace."""
HANDY_M = 0.15
"""At a view the person's hands are elsewhere: a gap wider than this is kept until they are back."""
SLACKENS = 0.15
"""Share by which the hand stops pushing, a control frame, while nobody sees it."""
FARTHEST_M = 50.0
"""A hand farther away than this is a mistake."""


class LedHand:
    """Where the hand is (``pose``, world_from_hand), for the session and for the picture."""

    def __init__(self, hand: Hand, start: Pose) -> None:
        self._hand = hand
        self._true = Followed(start)
        self.pose = start
        self.grasp = False
        self.turn_rad = 0.0
        self.trigger = Trigger()
        self._squeeze = Squeeze()
        self._ratchet = Ratchet()
        self._stick = 0.0
        self._present = False
        self._absent_frames = 0
        self._settling_frames = 0
        self._displaced = False
        """The person's hand is elsewhere than it was when it last led."""
        self._held: str | None = None
        self._asked: str | None = None
        """What the hand went to as it closed."""
        self._slack = Slack()
        self._took_at = start.position
        self._carried_m = 0.0
        self._was_closed = False
        self._closing: int | None = None
        """Control frames since the hand closed on nothing; None when it need not take anything any more."""
        self._keeps = False
        """The person may open the hand without letting go, until they have closed it again."""

    @property
    def true_pose(self) -> Pose:
        """Where the person's own hand is: world_from_hand, without any slack to what it holds."""
        return self._true.pose

    # --- what a picture tells ---

    def feel(self, given: HeadsetHand, world_from_play: Pose, focused: bool, moved: bool, seconds: float) -> None:
        """Take over what is known for a picture, that many ``seconds`` after the one before.

        ``moved``: the person has been put elsewhere since then.
        """
        was_present = self._present
        self._present = focused and given.tracked and sound(given.grip)
        if not focused:
            self._keeps = self._held is not None
            self.trigger.withhold()
        if not self._present:
            self._true.jump(self._true.pose)
            self._stick = 0.0
            return
        there = world_from_play @ Pose(given.grip.position, quat_normalise(given.grip.rotation))
        if not was_present or moved or jumped(self._true.goal, there, seconds):
            self._true.jump(there)
            self._displaced = True
        else:
            self._true.lead(there)
        self._squeeze.feel(given.squeeze)
        self.trigger.feel(given.trigger)
        self._stick = given.turn

    # --- what a control frame asks ---

    def frame(self, share: float, sight: Sight, at_own_place: bool) -> HandInput:
        """The hand's part of an input frame; ``share`` of the way to the newest picture is gone."""
        self._true.advance(share)
        self._notice(sight)
        if not self._present or (sight.holding is not None and not sight.running):
            self._stand_still(sight)
        elif sight.holding is not None:
            self._hold(sight, sight.holding, at_own_place)
        else:
            self._reach(sight)
        leads = self._present and sight.running
        return HandInput(self.pose, self.grasp, self.trigger.give(leads), self.turn_rad)

    def _notice(self, sight: Sight) -> None:
        """See what the hand holds now; what it was given without asking stays where it is."""
        holding = sight.holding.id if sight.holding is not None else None
        if holding == self._held:
            return
        if holding not in (None, self._asked):
            self.pose, self._displaced = sight.held_at, True
        self._held, self._asked = holding, None
        self._keeps = False
        self._ratchet.rest()

    def _stand_still(self, sight: Sight) -> None:
        """Nobody leads the hand: it keeps what it holds, and stops pushing."""
        self._absent_frames += 1
        if sight.holding is None:
            return
        self._displaced, self._settling_frames = True, SETTLES_FRAMES
        self.pose = interpolate(self.pose, sight.held_at, SLACKENS)
        self._keeps = self._keeps or not sight.running
        if not sight.running or self._absent_frames > SHORT_FRAMES:
            self.trigger.withhold()

    def _hold(self, sight: Sight, instrument: Instrument, at_own_place: bool) -> None:
        true = self._true.pose
        if self._displaced:
            self._slack, self._carried_m = slack_between(true, self.pose), CARRIED_M
            self._displaced = False
        if instrument.kind in TURNED_KINDS:
            self._turn(sight, instrument)
        if sight.stays:
            self.pose = kept_near(self._slack.applied(true), sight.held_at, before=self.pose)
            self._slack = slack_between(true, self.pose)
        else:
            self._close_gap(instrument, at_own_place)
            self.pose = self._slack.applied(true)
        self._keep_grasp()

    def _close_gap(self, instrument: Instrument, at_own_place: bool) -> None:
        """Let a free instrument come into the hand as that carries it away."""
        self._carried_m = max(self._carried_m, distance(self._true.pose.position, self._took_at))
        if at_own_place or norm(self._slack.shift) < HANDY_M:
            pace = min(1.0, self._carried_m / CARRIED_M)
            self._slack = self._slack.closing(resting_turn(self._hand, instrument.grip), pace)

    def _keep_grasp(self) -> None:
        closed = self._squeeze.closed
        self._keeps = self._keeps and not closed
        self._absent_frames, self._settling_frames = 0, max(0, self._settling_frames - 1)
        self.grasp = closed or self._keeps or self._settling_frames > 0
        self._was_closed = closed

    def _turn(self, sight: Sight, instrument: Instrument) -> None:
        """Let stick or wrist turn the handle: what the wrist twists near the bone does not turn the rest."""
        by_stick = stick_rad_s(self._stick) * FRAME_S
        self.turn_rad += by_stick
        if not sight.near_bone:
            self._ratchet.rest()
            return
        twist_rad = self._part_twist(instrument)
        if by_stick:
            self._ratchet.rest()
            return
        turned = self._ratchet.twist(twist_rad, reverse=self.trigger.pulled)
        self.turn_rad += twirl(sight.torque_share) * turned

    def _part_twist(self, instrument: Instrument) -> float:
        """Take the wrist's twist about the instrument's axis out of what leads it; the twist."""
        true, grip = self._true.pose, instrument.grip.rotation
        before = quat_multiply(self.pose.rotation, quat_inverse(grip))
        now = quat_multiply(self._slack.applied(true).rotation, quat_inverse(grip))
        swung, twist_rad = without_twist(before, now)
        turn = quat_multiply(quat_inverse(true.rotation), quat_multiply(swung, grip))
        self._slack = Slack(self._slack.shift, quat_normalise(turn))
        return twist_rad

    def _reach(self, sight: Sight) -> None:
        """Lead an empty hand, and close it on what is in reach: it goes to the grip, never the other way round."""
        true = self._true.pose
        self.pose, self._slack = true, Slack()
        self._displaced, self._keeps = False, False
        self._absent_frames = self._settling_frames = 0
        closed = self._squeeze.closed
        if not sight.running or not closed:
            self.grasp, self._closing = False, None
        elif not self._was_closed:
            self._closing = 0
        self._was_closed = closed
        if self._closing is None:
            return
        self._closing += 1
        if sight.reach is None and self._closing < EARLY_FRAMES:
            return
        self.grasp, self._closing = True, None
        if sight.reach is not None:
            self._asked = sight.reach.id
            self.pose, self._slack = sight.reach_at, slack_between(true, sight.reach_at)
            self._took_at, self._carried_m = true.position, 0.0


def sound(pose: Pose) -> bool:
    """Whether a pose can be one of a person's hand."""
    return all(abs(c) < FARTHEST_M for c in pose.position) and all(abs(c) < 2.0 for c in pose.rotation)
