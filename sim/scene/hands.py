"""Gloved hands: on the instruments they hold, and as ghosts where the person's hands are when those are far ahead."""

from __future__ import annotations

from panda3d.core import NodePath

from assets.hands import GlovePose
from assets.instruments import grip

from ..core.intents import Hand
from ..core.model import Scenario
from ..core.pose import Pose, Vec3, distance
from ..core.snapshot import HandState
from .arms import towards_elbow
from .glove import Glove
from .glow import WHITE, make_ghost
from .poses import place
from .store import Store
from .surfaces import Surfaces

GHOST_FROM_M = 0.015
"""A hand this far ahead of its instrument is shown as a ghost too."""
GHOST_ALPHA = 0.45
IN_THE_WAY_M = 0.30
TOO_NEAR_M = 0.12
"""A hand or forearm nearer to the eye would fill the picture: idle ones vanish first (ours)."""
FOREARM: tuple[Vec3, ...] = ((0.0, 0.0, 0.0), (0.0, -0.14, 0.0), (0.0, -0.26, 0.0), (0.0, -0.36, 0.0))
"""Places along it in the hand's frame."""
OPEN: GlovePose = "open"


class Hands:
    """Both hands, each in every glove pose that was needed so far."""

    def __init__(
        self, parent: NodePath, scenario: Scenario, surfaces: Surfaces, store: Store, soft_sleeves: bool = False
    ) -> None:
        """``soft_sleeves`` is ``soft_end`` of `glove.Glove`."""
        self._root = parent.attach_new_node("hands")
        self._soft_sleeves = soft_sleeves
        self._surfaces = surfaces
        self._store = store
        self._poses = {spec.id: grip(spec.kind.value, spec.length_m)[2] for spec in scenario.instruments}
        self._gloves: dict[tuple[Hand, GlovePose, bool], Glove] = {}
        for hand in Hand:
            for name in (OPEN, *sorted(set(self._poses.values()))):
                self._glove(hand, name, ghost=False).root.hide()

    def show(
        self,
        hands: tuple[HandState, HandState],
        eye: Vec3 | None = None,
        unseen: frozenset[Hand] = frozenset(),
        head: Pose | None = None,
    ) -> None:
        """Put both hands, and their ghosts, where they are; of those ``unseen`` only the ones that hold something.

        An idle hand right before the ``eye`` of someone at a desk stays away. Whoever has hands there needs no eye,
        but has a ``head`` (world_from_head) and with it elbows, to which the forearms lean.
        """
        for glove in self._gloves.values():
            glove.root.hide()
        for state in hands:
            if state.holding is None and state.hand in unseen:
                continue
            if eye is not None and _fills_picture(state, eye):
                continue
            name = OPEN if state.holding is None else self._poses[state.holding]
            self._put(state, name, head, ghost=False)
            if distance(state.pose.position, state.target.position) > GHOST_FROM_M:
                self._put(state, name, head, ghost=True)

    def _put(self, state: HandState, pose_name: GlovePose, head: Pose | None, ghost: bool) -> None:
        glove = self._glove(state.hand, pose_name, ghost)
        world_from_hand = state.target if ghost else state.pose
        place(glove.root, world_from_hand)
        if not ghost:
            glove.lean(None if head is None else towards_elbow(state.hand, head, world_from_hand, glove.wrist.place))
        glove.root.show()

    def _glove(self, hand: Hand, pose_name: GlovePose, ghost: bool) -> Glove:
        key = (hand, pose_name, ghost)
        if key not in self._gloves:
            soft = self._soft_sleeves and not ghost
            glove = Glove(self._root, hand.value, pose_name, self._surfaces, self._store, soft)
            self._gloves[key] = glove
            if ghost:
                make_ghost(glove.root, WHITE)
                glove.root.set_alpha_scale(GHOST_ALPHA)
        return self._gloves[key]


def _fills_picture(state: HandState, eye: Vec3) -> bool:
    nearest = min(distance(state.pose.apply(point), eye) for point in FOREARM)
    return nearest < (IN_THE_WAY_M if state.holding is None else TOO_NEAR_M)
