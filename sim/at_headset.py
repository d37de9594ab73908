"""A person in a headset: the display, the clock and the source of input in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .core.button_names import shown_buttons
from .core.controllers import lacking
from .core.device import HeadsetUse, InputDevice
from .core.events import Event
from .core.headset import Eye, Fov, HeadsetState
from .core.intents import Command, CommandKind, Hand, InputFrame
from .core.ports import InputSource
from .core.pose import Pose, quat_from_axis_angle
from .core.snapshot import Snapshot
from .core.timing import StageTimer, timed
from .core.views import STANDING_EYES_M
from .folders import settings_file
from .haptics.touch import Touch
from .headset_clock import HeadsetClock
from .input.headset.comfort import VIBRATION, Comfort
from .input.headset.placement import Placement
from .input.headset.source import HeadsetInput
from .language import Translator
from .panels.choices import Comfort as ComfortShown
from .panels.controls import key_labels
from .panels.pointing import Pointing, pointing_of
from .scene.eyes import Depth
from .scene.headset_display import HeadsetDisplay
from .scene.mirror import MirrorView
from .scene.panels.air_panels import AirPanels
from .scene.window import Window
from .session.session import Session
from .settings import Settings, save_settings
from .xr.headset import Headset
from .xr.layers import Panel, Picture
from .xr.swapchains import DEPTH24, DEPTH24_STENCIL8, DEPTH32F

DEPTHS = {DEPTH32F: Depth.FLOAT_32, DEPTH24_STENCIL8: Depth.FIXED_24_STENCIL_8, DEPTH24: Depth.FIXED_24}
"""Depth pictures that can be handed over, by their GL format; the best first."""


MIRROR_KEY = "m"
"""On the keyboard at the window: what the people in the room see."""

_FIELD = Fov(-0.8, 0.8, 0.8, -0.8)
SOMEBODYS_HEAD = Pose((0.0, 0.0, STANDING_EYES_M), quat_from_axis_angle((1.0, 0.0, 0.0), -0.7))
SOMEBODYS_EYES = (Eye(SOMEBODYS_HEAD, _FIELD), Eye(SOMEBODYS_HEAD, _FIELD))
"""What the window shows as long as nobody wears the headset."""


class AtHeadset:
    """What a person in a headset sees, feels and does. ``player`` is who leads the hands; None for that person."""

    def __init__(
        self,
        window: Window,
        headset: Headset,
        session: Session,
        settings: Settings,
        player: InputSource | None = None,
        timer: StageTimer | None = None,
    ) -> None:
        scenario = session.scenario
        self._window = window
        self.headset = headset
        self.raster_s = 0.0
        """How long the last picture was still drawn after all was told to the driver; only where there is a timer."""
        self._timer = timer
        self._continued = False
        self._eyes = SOMEBODYS_EYES
        self._profiles = ("", "")
        self._moves = 0
        self._use = HeadsetUse()
        self._state = HeadsetState(0.0, SOMEBODYS_HEAD, focused=False)
        self._holding: frozenset[Hand] = frozenset()
        self._placement = Placement(scenario.patient.world_from_bone, settings.table_offset_m, settings.seated)
        self._person = HeadsetInput(scenario, self._placement)
        self._player = player or self._person
        self._comfort = Comfort(self._placement, settings, self._keep)
        self._touch = Touch(scenario.instruments, settings.vibration)
        self.clock = HeadsetClock(headset, self._felt)
        depth = DEPTHS.get(headset.depth or DEPTH24, Depth.FIXED_24)
        mirror = MirrorView(settings.mirror.value)
        self.display = HeadsetDisplay(window, scenario, session.bone, headset.eye_size, depth, mirror, timer)
        self._translator = Translator(settings.language)
        self.panels = AirPanels(
            window, scenario, self._translator, self._command, self._comfort.grant, comfort=comfort_of(settings)
        )
        self._layered = True
        self.panels.use_layers(True)
        self.display.hang(self.panels)
        window.on(MIRROR_KEY, self.next_mirror)

    # --- what the run asks ---

    @property
    def device(self) -> InputDevice:
        """What has led the hands up to now."""
        return self._use.device if self._player is self._person else InputDevice.NONE

    @property
    def left(self) -> bool:
        """Whether the person has closed the trainer or pressed on."""
        return self._gone or self._continued

    def poll(self, index: int, snapshot: Snapshot) -> InputFrame | None:
        """The input of a control frame; None when the person has left or the player has no more."""
        return None if self._gone else self._player.poll(index, snapshot)

    def show(self, snapshot: Snapshot, events: tuple[Event, ...]) -> None:
        """Let it be felt, and draw one picture for both eyes and one for the room."""
        self._holding = frozenset(hand.hand for hand in snapshot.hands if hand.holding is not None)
        for pulse in (*self._touch.pulses(snapshot, events), *self._touch.chosen(self.panels.clicked)):
            self.headset.play(pulse)
        self._move_in_the_dark()
        head = self._in_room(self._state.head)
        self.panels.look_from(head, at_once=self._placement.moves != self._moves)
        self._moves = self._placement.moves
        self.display.follow(snapshot, events, head, self._hands(), self._fingers())
        eyes = self.headset.eyes()
        self._eyes = eyes or self._eyes
        self.display.look(self._eyes_in_room(self._eyes))
        self.display.draw()
        if self._timer is not None:
            self.raster_s = self.headset.finish_drawing()
        if eyes is None:
            return
        self.headset.submit(self._picture(), self._quads())

    def close(self) -> None:
        """Give the window back."""
        self.display.close()

    def next_mirror(self) -> None:
        """Show something else to the people in the room."""
        shown = tuple(MirrorView)
        self.display.mirror.view = shown[(shown.index(self.display.mirror.view) + 1) % len(shown)]

    # --- what the headset tells ---

    def _felt(self, state: HeadsetState | None) -> None:
        """Take over the newest state; a headset that shows nothing has nobody's attention."""
        if state is None:
            if not self._state.focused:
                return
            state = replace(self._state, focused=False)
        with timed(self._timer, "input"):
            self._state = state
            self._use.see(state)
            self._person.feel(state)
            self._name_buttons(state)
            hands = self._pointing() if state.focused else {}
            self._person.capture(self.panels.point(hands))

    def _pointing(self) -> Mapping[Hand, Pointing]:
        return {
            hand: pointing_of(self._state.hand(hand), self._placement.world_from_play, hand in self._holding)
            for hand in Hand
            if self._state.hand(hand).tracked
        }

    def _name_buttons(self, state: HeadsetState) -> None:
        """Show the buttons of what the person has in their hands now, and offer on panels what those lack."""
        profiles = (state.left.profile, state.right.profile)
        if profiles == self._profiles or not any(profiles):
            return
        self._profiles = profiles
        dominant = self._comfort.settings.dominant
        own, other = profiles if dominant is Hand.LEFT else profiles[::-1]
        self.panels.set_key_names(key_labels(shown_buttons(own, dominant, other), self._translator))
        self.panels.offer(lacking(*profiles))

    # --- poses in the room ---

    def _in_room(self, play_from_thing: Pose) -> Pose:
        return self._placement.world_from_play @ play_from_thing

    def _eyes_in_room(self, eyes: tuple[Eye, Eye]) -> tuple[Eye, Eye]:
        left, right = (replace(eye, pose=self._in_room(eye.pose)) for eye in eyes)
        return left, right

    def _hands(self) -> dict[Hand, Pose]:
        return {hand: self._person.true_pose(hand) for hand in Hand if self._state.hand(hand).tracked}

    def _fingers(self) -> dict[Hand, tuple[Pose, ...]]:
        seen = {hand: self._state.hand(hand) for hand in Hand}
        return {
            hand: tuple(self._in_room(joint) for joint in state.fingers)
            for hand, state in seen.items()
            if state.tracked and state.fingers
        }

    # --- what is handed over ---

    def _picture(self) -> Picture:
        eyes = self.display.eyes
        depth = eyes.depth_id if self.headset.depth is not None else None
        return Picture(eyes.colour_id, eyes.size, depth, *eyes.near_far)

    def _quads(self) -> tuple[Panel, ...]:
        play_from_world = self._placement.world_from_play.inverse()
        return tuple(
            Panel(each.id, each.texture, each.pixels, play_from_world @ each.pose, each.size_m, each.revision)
            for each in self.panels.layers
        )

    # --- wishes ---

    @property
    def _gone(self) -> bool:
        return self._window.closed or self.headset.leaving

    def _move_in_the_dark(self) -> None:
        """Artificial movement is never seen: the picture darkens, the person is moved, and the picture comes back."""
        self.display.fade.wanted = self._placement.pending
        self._layer_panels(self.display.fade.level <= 0.0)
        if self._placement.pending and self.display.fade.dark:
            self._placement.apply(self._state.head)

    def _layer_panels(self, layered: bool) -> None:
        """The headset shows panels by itself but for the moments in the dark, which it does not know of."""
        if layered != self._layered:
            self._layered = layered
            self.panels.use_layers(layered)

    def _command(self, command: Command) -> None:
        self._continued = self._continued or command.kind is CommandKind.CONTINUE
        if command.kind is CommandKind.RESTART_STEP:
            self._person.command(Command(CommandKind.RESUME))
        self._person.command(command)

    def _keep(self, settings: Settings) -> None:
        """Remember how the person likes it, also for the next time."""
        self._touch.strength = settings.vibration
        save_settings(settings, settings_file())


def comfort_of(settings: Settings) -> ComfortShown:
    """How the person has set up the headset, for the menu."""
    levels = {value: wish for wish, value in VIBRATION.items()}
    nearest = min(levels, key=lambda value: abs(value - settings.vibration))
    return ComfortShown(settings.dominant, settings.seated, levels[nearest])
