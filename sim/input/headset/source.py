"""Head and hands in the air as a source of input frames.

`feel` is told once a picture what the headset knows; `poll` is asked 0 to 9 times between two pictures. Nothing here
knows OpenXR.
"""

from __future__ import annotations

from ...core.headset import Button, HeadsetState
from ...core.intents import Command, CommandKind, Hand, InputFrame, rounded
from ...core.model import Scenario
from ...core.pose import Pose, Quat, Vec3, quat_from_axes, quat_normalise
from ...core.snapshot import Phase, Snapshot
from ...core.views import OWN_VIEW, STANDING_EYES_M
from .following import Followed, Pace
from .led_hand import LedHand, sound
from .looking import Looking
from .placement import Placement
from .sight import sight_of
from .water import asks_for_water

START: dict[Hand, Vec3] = {Hand.LEFT: (-0.15, -0.28, 1.15), Hand.RIGHT: (0.15, -0.28, 1.15)}
AT_REST: dict[Hand, Quat] = {
    hand: quat_from_axes((0.0, 0.0, up), (-up, 0.0, 0.0)) for hand, up in ((Hand.LEFT, -1.0), (Hand.RIGHT, 1.0))
}
"""Palm down, fingers away from the surgeon, until a hand is seen."""
LONGEST_S = 0.5
"""A picture is not later than this after the one before."""


class HeadsetInput:
    """An `InputSource` fed with what a headset tells."""

    def __init__(self, scenario: Scenario, placement: Placement) -> None:
        self.placement = placement
        self._instruments = {instrument.id: instrument for instrument in scenario.instruments}
        self._world_from_bone = scenario.patient.world_from_bone
        self._looking = Looking(self._world_from_bone)
        self._pace = Pace()
        self._hands = {hand: LedHand(hand, Pose(START[hand], AT_REST[hand])) for hand in Hand}
        self._head_in_play = Pose((0.0, 0.0, STANDING_EYES_M))
        self._head = Followed(placement.world_from_play @ self._head_in_play)
        self._felt: HeadsetState | None = None
        self._moves = placement.moves
        self._down: dict[Hand, frozenset[Button]] = dict.fromkeys(Hand, frozenset())
        self._pressed: list[Button] = []
        self._commands: list[Command] = []
        self._view = placement.view
        self._listening = self._placed = False

    # --- what the headset and the panels tell ---

    def feel(self, state: HeadsetState) -> None:
        """Take over the newest state.

        The first that means something puts the person at the surgeon's place, as does one whose play space has jumped.
        """
        head = self._head_in_play = _head(state, self._head_in_play)
        if state.recentred or (state.focused and not self._placed):
            self.placement.recentre(head)
            self._placed = True
        before, self._felt = self._felt, state
        seconds = 0.0 if before is None else min(LONGEST_S, max(0.0, state.time_s - before.time_s))
        moved = before is None or self.placement.moves != self._moves
        self._moves = self.placement.moves
        self._pace.picture()
        there = self.placement.world_from_play @ head
        if moved:
            self._head.jump(there)
        else:
            self._head.lead(there)
        for hand, led in self._hands.items():
            led.feel(state.hand(hand), self.placement.world_from_play, state.focused, moved, seconds)
        if before is not None and before.focused and not state.focused:
            self.command(Command(CommandKind.PAUSE))
        self._note_buttons(state)

    def capture(self, hands: frozenset[Hand]) -> None:
        """These hands point at a panel: their triggers are not the instrument's until they have been let go once.

        To be called once a picture after `feel`. A trigger that already runs an instrument is left to it.
        """
        for hand in hands:
            self._hands[hand].trigger.capture()

    def command(self, command: Command) -> None:
        """A wish from a panel."""
        self._commands.append(command)

    def true_pose(self, hand: Hand) -> Pose:
        """Where the person's own hand is: world_from_hand, even where the hand in the room is held back."""
        return self._hands[hand].true_pose

    # --- what the session asks ---

    def poll(self, index: int, snapshot: Snapshot) -> InputFrame:
        """The input of control frame ``index``."""
        share = self._pace.frame()
        self._head.advance(share)
        self._answer_buttons(snapshot)
        self._look(snapshot)
        at_own_place = self.placement.view == OWN_VIEW
        sights = {hand: sight_of(hand, snapshot, self._instruments, self._world_from_bone) for hand in Hand}
        left, right = (self._hands[hand].frame(share, sights[hand], at_own_place) for hand in Hand)
        holding = {hand: sight.holding for hand, sight in sights.items()}
        irrigates = self._irrigates or any(
            asks_for_water(self._profile(hand), given, holding[hand], holding[hand.other])
            for hand, given in ((Hand.LEFT, left), (Hand.RIGHT, right))
        )
        commands, self._commands = tuple(self._commands), []
        return rounded(InputFrame(index, left, right, self._head.pose, irrigates, commands))

    # --- inside ---

    def _profile(self, hand: Hand) -> str:
        return self._felt.hand(hand).profile if self._felt is not None else ""

    @property
    def _irrigates(self) -> bool:
        return any(Button.IRRIGATE in down for down in self._down.values())

    def _note_buttons(self, state: HeadsetState) -> None:
        """What went down since the last picture; what is down as the person comes back was meant for something else."""
        back = state.focused and not self._listening
        self._listening = state.focused
        for hand in Hand:
            down = state.hand(hand).buttons if state.focused else frozenset()
            if not back:
                self._pressed += sorted(down - self._down[hand])
            self._down[hand] = down

    def _answer_buttons(self, snapshot: Snapshot) -> None:
        pressed, self._pressed = self._pressed, []
        for button in pressed:
            match button:
                case Button.HELP:
                    self.command(Command(CommandKind.HINT))
                case Button.MENU if snapshot.phase is Phase.PAUSED:
                    self.command(Command(CommandKind.RESUME))
                case Button.MENU:
                    self.command(Command(CommandKind.PAUSE))
                case Button.NEXT_VIEW:
                    self.placement.ask(self.placement.next_view(snapshot.step.views_wanted))
                case _:
                    pass

    def _look(self, snapshot: Snapshot) -> None:
        """Say which view is taken: the person was put there, or has gone and looked."""
        taken = self._looking.frame(self._head.pose, snapshot) if snapshot.phase is Phase.RUNNING else ()
        if self.placement.view != self._view:
            self._view = self.placement.view
            taken = (self._view, *(name for name in taken if name != self._view))
        for name in taken:
            self.command(Command(CommandKind.TAKE_VIEW, name))


def _head(state: HeadsetState, before: Pose) -> Pose:
    """Where the head is in play space; where it was, while a headset tells nonsense."""
    if not sound(state.head):
        return before
    return Pose(state.head.position, quat_normalise(state.head.rotation))
