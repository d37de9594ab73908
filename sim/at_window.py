"""A person, a bot or a recording at the window: the display and the source of input in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .core.device import InputDevice
from .core.events import Event
from .core.intents import Command, CommandKind, InputFrame
from .core.ports import InputSource
from .core.snapshot import Snapshot
from .core.timing import StageTimer
from .input.desktop import DesktopInput
from .input.keymap import shown_keys
from .language import Translator
from .loop import Clock, WallClock
from .panels.controls import key_labels
from .scene.desk import DeskEvents
from .scene.panels.layer import PanelLayer
from .scene.view import VIEW_NAMES, SceneDisplay
from .scene.window import Window
from .session.session import Session
from .settings import Settings


class AtWindow:
    """A display that passes the window's events on, and a source of input that ends when the window is closed.

    ``player`` is who leads the hands; None for the person at the window.
    """

    def __init__(
        self,
        window: Window,
        session: Session,
        settings: Settings,
        player: InputSource | None = None,
        timer: StageTimer | None = None,
    ) -> None:
        self._window = window
        self._person = DesktopInput(session.scenario, settings.keys, settings.dominant)
        self._player = player or self._person
        self._continued = False
        translator = Translator(settings.language)
        names = key_labels(shown_keys(self._person.keymap), translator) if player is None else {}
        self.display = SceneDisplay(window, session.scenario, session.bone, translator, self._command, names, timer)
        self._events = DeskEvents(window, self)
        self.clock: Clock = WallClock()

    @property
    def panels(self) -> PanelLayer:
        """The panels over the picture."""
        return self.display.panels

    def show(self, snapshot: Snapshot, events: tuple[Event, ...]) -> None:
        """Draw one picture, then see what the person did."""
        self.display.show(snapshot, events)
        self._events.poll()
        self._person.set_view(self.display.world_from_camera)

    def close(self) -> None:
        """Give back the window."""
        self.display.close()

    def poll(self, index: int, snapshot: Snapshot) -> InputFrame | None:
        """The input of control frame ``index``; None when the window is closed or the player has no more."""
        frame = None if self._window.closed else self._player.poll(index, snapshot)
        return None if frame is None else with_named_view(frame, self.display.view)

    @property
    def device(self) -> InputDevice:
        """What leads the hands."""
        return InputDevice.DESK if self._player is self._person else InputDevice.NONE

    @property
    def left(self) -> bool:
        """The person has closed the window or pressed on."""
        return self._window.closed or self._continued

    # --- what the window asks and tells ---

    @property
    def leads_by_mouse(self) -> bool:
        """Whether the mouse moves a person's hand now; in dialogs it clicks, and it is not taken from a spectator."""
        return self._player is self._person and not self.display.panels.wants_pointer

    def key(self, name: str, down: bool) -> None:
        """A key went down or up: a dialog that is open takes it first."""
        if not (down and self.display.panels.press(name)):
            self._person.key(name, down)

    def wheel(self, notches: float) -> None:
        """The wheel turned."""
        self._person.wheel(notches)

    def mouse_moved(self, dx: float, dy: float) -> None:
        """The mouse moved."""
        self._person.mouse_moved(dx, dy)

    def gamepad(self, axes: Mapping[str, float], buttons: frozenset[str]) -> None:
        """State of the gamepad now."""
        self._person.gamepad(axes, buttons)

    def release_all(self) -> None:
        """The window lost the keyboard: let go of every key, and stop the clock until the person is back."""
        self._person.release_all()
        self._person.command(Command(CommandKind.PAUSE))

    def _command(self, command: Command) -> None:
        self._continued = self._continued or command.kind is CommandKind.CONTINUE
        if command.kind is CommandKind.RESTART_STEP:
            self._person.command(Command(CommandKind.RESUME))
        self._person.command(command)


def with_named_view(frame: InputFrame, view: str) -> InputFrame:
    """The frame with the name of the view that follows ``view`` where the next one is asked for.

    A session knows views by name only; which comes next is the display's affair.
    """
    if all(command.kind is not CommandKind.NEXT_VIEW for command in frame.commands):
        return frame
    following = Command(CommandKind.TAKE_VIEW, VIEW_NAMES[(VIEW_NAMES.index(view) + 1) % len(VIEW_NAMES)])
    commands = (following if command.kind is CommandKind.NEXT_VIEW else command for command in frame.commands)
    return replace(frame, commands=tuple(commands))
