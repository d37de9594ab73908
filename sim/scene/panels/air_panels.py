"""Panels in the air before a surgeon in a headset: read behind the wound, poked or pointed at beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from panda3d.core import Texture

from ...core.comfort import ComfortWish
from ...core.controllers import Control
from ...core.events import Event
from ...core.intents import Command, Hand
from ...core.model import Mode, Scenario
from ...core.pose import Pose
from ...core.scorecard import ScoreCard
from ...core.snapshot import Snapshot
from ...language import Translator
from ...panels.board import PanelBoard
from ...panels.choices import Comfort
from ...panels.deeds import Deed
from ...panels.gaze import Gaze
from ...panels.headset_lessons import HEADSET_LESSONS
from ...panels.pointing import How, Pointed, Pointers, Pointing, Target
from ...panels.shown import Kind
from ...panels.tutorial import Tutorial
from ..window import Window
from .air_sheets import AirSheets
from .air_surface import AirLayer, AirSurface
from .cursors import Cursors
from .monitor import Monitor


def _ignore(_: Command) -> None:
    """Nobody listens."""


def _ignore_wish(_: ComfortWish) -> None:
    """Nobody listens."""


class AirPanels:
    """The panels of one session in the air.

    ``on_command`` and ``key_names`` are those of `panels.board.PanelBoard`; ``on_comfort`` is called for what the
    person asks of the room, ``comfort`` is how it is set up now. For every picture: `look_from`, `point`, `update`.
    """

    def __init__(
        self,
        window: Window,
        scenario: Scenario,
        translator: Translator,
        on_command: Callable[[Command], None] = _ignore,
        on_comfort: Callable[[ComfortWish], None] = _ignore_wish,
        key_names: Mapping[str, str] | None = None,
        comfort: Comfort | None = None,
    ) -> None:
        kind = Kind(HEADSET_LESSONS, "tutorial.skip_in_air", comfort or Comfort())
        self.board = PanelBoard(scenario, translator, on_command, dict(key_names or {}), kind, on_comfort)
        self.clicked: frozenset[Hand] = frozenset()
        """The hand that chose something when `point` was last called."""
        self._gaze = Gaze(scenario.patient.world_from_bone.position)
        self._root = window.render.attach_new_node("panels in the air")
        self._monitor = Monitor(window)
        self._sheets = AirSheets(window, self._root, self.board, self._tried)
        self._cursors = Cursors(self._root)
        self._pointers = Pointers()
        self._how = How.RAY
        self._layered = False
        self._hang(frozenset(self._sheets.surfaces))

    # --- what is shown ---

    @property
    def monitor_texture(self) -> Texture:
        """The picture for the monitor in the room."""
        return self._monitor.texture

    @property
    def tutorial(self) -> Tutorial | None:
        """The tutorial while it is on."""
        return self.board.tutorial

    @property
    def wants_pointer(self) -> bool:
        """Whether something is open that asks for a choice."""
        return self.board.wants_pointer

    def update(self, snapshot: Snapshot, events: Sequence[Event]) -> None:
        """Show the state after a control frame and what happened since the last time."""
        self.board.update(snapshot, events)
        if self.board.debrief is None and self.board.step and self.board.gauges:
            self._monitor.show(self.board.step, self.board.gauges, snapshot.time_s)
        self._draw()

    def hear(self, captions: Iterable[str]) -> None:
        """Sounds with these caption keys were just heard."""
        self.board.hear(captions)

    def teach(self, tutorial: Tutorial | None = None) -> None:
        """Begin the tutorial; `tutorial` is None again when it is over."""
        self.board.teach(tutorial)

    def choose_mode(self, chosen: Callable[[Mode], None]) -> None:
        """Ask for the mode; ``chosen`` is called once."""
        self.board.choose_mode(chosen)
        self._draw()

    def show_debrief(self, card: ScoreCard) -> None:
        """Show the debrief alone; its button sends the command to continue."""
        self.board.show_debrief(card)
        self._draw()

    def close_debrief(self) -> None:
        """Take the debrief away."""
        self.board.close_debrief()
        self._draw()

    def set_key_names(self, key_names: Mapping[str, str]) -> None:
        """Name other buttons from now on: the person has taken another controller."""
        self.board.key_names = dict(key_names)

    def offer(self, lacking: Iterable[Control]) -> None:
        """Offer on a panel what the hands have no button for."""
        self.board.offered = frozenset(lacking)

    def close(self) -> None:
        """Give everything back."""
        self._cursors.close()
        self._sheets.close()
        self._monitor.close()
        self._root.remove_node()

    # --- where it hangs ---

    def look_from(self, world_from_head: Pose, at_once: bool = False) -> None:
        """Say where the person's head is. Panels that are there stay where they are, unless they are to follow now."""
        first = not self._gaze.known
        deed = self._gaze.follow(world_from_head)
        if deed is not None:
            self.board.did(deed)
        if first or at_once:
            self._hang(frozenset(self._sheets.surfaces))

    def use_layers(self, layered: bool) -> None:
        """Whether the headset shows `layers` by itself; the eyes' cameras then do not see them in the scene."""
        self._layered = layered
        for surface in self._sheets.surfaces.values():
            surface.hide_from_eyes(layered and not surface.sheet.touchable)

    @property
    def layers(self) -> tuple[AirLayer, ...]:
        """What the headset may show by itself, while `use_layers`; after the first frame.

        Never what is touched: a finger has to be seen before it.
        """
        surfaces = self._sheets.surfaces.values()
        shown = (surface for surface in surfaces if surface.visible and not surface.sheet.touchable)
        return tuple(surface.layer() for surface in shown) if self._layered else ()

    @property
    def targets(self) -> tuple[Target, ...]:
        """The panels that can be pointed at now, with the areas of their buttons, in the room."""
        wanted = self.board.wants_pointer
        return tuple(surface.target(wanted and surface is not self._sheets.tools) for surface in self._touchable)

    # --- what the hands do ---

    def point(self, hands: Mapping[Hand, Pointing]) -> frozenset[Hand]:
        """Let hands point; those come back whose select belongs to a panel now. One that is not given is not seen."""
        targets = self.targets
        pointed = self._pointers.update(hands, targets)
        self._cursors.show(hands, pointed, {target.panel: target for target in targets})
        self._sheets.shade({(each.panel, each.area) for each in pointed.values() if each.area is not None})
        chosen = [hand for hand, each in pointed.items() if each.clicked and each.area is not None][:1]
        self.clicked = frozenset(chosen)
        for hand in chosen:
            self._press(pointed[hand])
        self._draw()
        return self._pointers.captured

    @property
    def _touchable(self) -> list[AirSurface]:
        return [each for each in self._sheets.surfaces.values() if each.visible and each.sheet.touchable]

    def _press(self, pointed: Pointed) -> None:
        if pointed.area is not None:
            self._how = pointed.how
            self._sheets.surfaces[pointed.panel].canvas.touchables[pointed.area].press()

    def _tried(self) -> None:
        """The tutorial's button was pressed."""
        self.board.did(Deed.POKED if self._how is How.FINGER else Deed.POINTED)

    def _draw(self) -> None:
        opened = self._sheets.draw()
        if opened:
            self._hang(opened)

    def _hang(self, names: frozenset[str]) -> None:
        for name in names:
            self._sheets.surfaces[name].hang(self._gaze.eyes, self._gaze.wound)
