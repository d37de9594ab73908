"""How a bot feeds a drill: push to a thrust, feel the cortex give, stop after its reaction time."""

from __future__ import annotations

import math

from ...core.intents import FRAME_S, Hand
from ...core.model import Cortex
from ...core.pose import Pose, scale
from .body import Frames
from .instruments import Handwork, withdrawn

FREE_M_S = 0.012
"""Feed until the tip meets bone."""
GAIN_M_S_N = 0.0006
"""How fast the push follows the wish."""
NEARLY_THROUGH_M = 0.005
GIVES_M_S = 0.007
"""A bit that runs this fast has left the cortex."""
BITE_M = 0.0015
BITE_SHARE = 0.35
"""Until the bit has bitten, a careful hand pushes with this share of its feed force."""
LIGHTEST_N = 8.0
SLIPPED_M = 0.005
"""A bit this far from where it was set, before it has bitten, has slipped: even a clumsy hand then begins again."""
STARTS = 3
LONGEST_S = 40.0


class Drilling:
    """Feeding a bit along its axis."""

    def __init__(self, work: Handwork, hand: Hand) -> None:
        self._work = work
        self._body = work.body
        self._hand = hand
        self._bite_share = 1.0
        self.slipped = False

    def drill(self, drill: str, goal: Pose, through: Cortex, length_m: float, start: int = 0) -> Frames:
        """Bring a running drill to an entry, through a cortex unless it slips (see ``slipped``), and out again.

        Every new ``start`` at the same hole is gentler; the last is carried through wherever the bit goes.
        """
        hand, body, work = self._hand, self._body, self._work
        yield from work.bring(hand, drill, goal, 0.075)
        yield from work.advance(hand, drill, withdrawn(goal, 0.004), 1.3)
        body.irrigate = body.skill.irrigates
        yield from body.pull(hand, 1.0, 0.3)
        self._bite_share = BITE_SHARE ** (start + body.skill.careful)
        self.slipped = False
        yield from self._feed(drill, goal, through, length_m, start < STARTS)
        body.target[hand] = body.seen.hand(hand).pose
        yield from body.wait(0.1)
        yield from self._out(drill, goal)

    def _feed(self, drill: str, goal: Pose, through: Cortex, length_m: float, watchful: bool) -> Frames:
        body, hand = self._body, self._hand
        into = scale(goal.turn((0.0, 0.0, 1.0)), -1.0)
        felt_bone, given_frames = False, 0
        reaction = max(1, round(body.skill.reaction_s / FRAME_S))
        for _ in range(round(LONGEST_S / FRAME_S)):
            gauges = body.seen.gauges
            felt_bone = felt_bone or (gauges.force_n > 6.0 and gauges.depth_m > 0.0015)
            gave = felt_bone and (gauges.force_n < 4.0 or gauges.feed_m_s > GIVES_M_S)
            if gauges.past_far_cortex_m > 0.0006 or (through is Cortex.NEAR and gave) or given_frames:
                given_frames += 1
            self.slipped = watchful and self._slips(drill, goal)
            if given_frames > reaction or self.slipped:
                return
            body.shift(hand, scale(into, self._feed_speed(length_m) * FRAME_S))
            yield

    def _slips(self, drill: str, goal: Pose) -> bool:
        gauges = self._body.seen.gauges
        x, y, _ = goal.inverse().apply(self._body.seen.instrument(drill).pose.position)
        return gauges.depth_m < BITE_M and gauges.force_n > 0.5 and math.hypot(x, y) > SLIPPED_M

    def _feed_speed(self, length_m: float) -> float:
        """Push harder while the thrust is below the wish, yield while it is above."""
        gauges, skill = self._body.seen.gauges, self._body.skill
        if gauges.force_n < 0.5:
            return FREE_M_S
        wish = skill.feed_n
        if gauges.depth_m < BITE_M:
            wish = max(LIGHTEST_N, wish * self._bite_share)
        if gauges.depth_m > length_m - NEARLY_THROUGH_M:
            wish -= skill.feed_drop_n
        return max(-0.02, min(0.03, GAIN_M_S_N * (wish - gauges.force_n))) + max(0.0, gauges.feed_m_s)

    def _out(self, drill: str, goal: Pose) -> Frames:
        body, hand = self._body, self._hand
        pose = self._work.hand_for(drill, withdrawn(goal, 0.03))
        yield from body.move(hand, Pose(pose.position, body.target[hand].rotation), 1.2)
        yield from body.pull(hand, 0.0, 0.2)
        body.irrigate = False
        yield from self._work.bring(hand, drill, goal, 0.075)
