"""The headset as the rest of the trainer sees it: state in, pictures out, and no loss of it ends a run by itself."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import xr

from ..core.errors import HeadsetError
from ..core.headset import Eye, HeadsetHand, HeadsetState
from ..core.intents import Hand
from ..core.ports import Pulse
from ..core.pose import Pose
from ..core.timing import StageTimer, timed
from ..language import Translator
from .blit import finish
from .connection import Connection, EyeSize
from .frames import FrameCounts
from .instance import Log, Runtime, open_runtime
from .layers import Panel, Picture
from .system import System, find_system
from .vibration import Vibration

RENEW_EVERY_S = 1.0
GIVE_UP_S = 30.0
"""A headset that has been gone for so long is not coming back by itself (ours)."""
IDLE_S = 0.02
"""Between two looks at a session that shows nothing."""

_BUSY = "Close other programs that use the headset, and start its software again."

_GONE = (xr.SessionLostError, xr.InstanceLostError, xr.RuntimeFailureError, xr.RuntimeUnavailableError)


class Headset:
    """A headset that is there. It is used in the thread whose OpenGL context is current when its session is begun."""

    def __init__(
        self, log: Log, translator: Translator, give_up_s: float = GIVE_UP_S, timer: StageTimer | None = None
    ) -> None:
        """Look for it; HeadsetError when there is no runtime or no headset.

        ``translator`` names our actions in the runtime's own settings; ``timer`` counts our calls as ``xr_calls``.
        """
        self._timer = timer
        self._translator = translator
        self.counts = FrameCounts()
        self._eye_size: EyeSize = lambda recommended, _: recommended
        self._our_depths: Sequence[int] = ()
        self._log = log
        self._give_up_s = give_up_s
        self._lost_since_s: float | None = None
        self._tried_s = 0.0
        self._runtime: Runtime | None = None
        self._connection: Connection | None = None
        self._state: HeadsetState | None = None
        self._begun = False
        self._vibration: Vibration | None = None
        self._asked_s = 0.0
        self.pose_to_submission_s = 0.0
        """From asking where the eyes will be to handing over, in the last picture."""
        self.eye_size = (0, 0)
        """Pixels of one eye's picture."""
        self.depth: int | None = None
        """GL format of the depth pictures that the headset takes; None for none."""
        self._find()

    def begin(self, eye_size: EyeSize, our_depths: Sequence[int]) -> None:
        """Begin a session with the OpenGL context that is current. HeadsetError when the runtime will not.

        ``our_depths`` are the GL formats that our depth pictures can have, the best first.
        """
        self._eye_size, self._our_depths = eye_size, our_depths
        try:
            self._connect()
        except xr.XrException as error:
            self.close()
            words = str(error) or type(error).__name__
            raise HeadsetError(f"{self.system.name} refused to begin ({words}).", remedy=_BUSY) from error

    # --- what it is ---

    @property
    def runtime(self) -> Runtime:
        """The runtime; HeadsetError while there is none."""
        if self._runtime is None:
            raise HeadsetError("The headset's runtime has gone.")
        return self._runtime

    @property
    def system(self) -> System:
        """The headset last seen."""
        return self._system

    @property
    def lost(self) -> bool:
        """Whether the headset has gone and we wait for it."""
        return self._connection is None

    @property
    def leaving(self) -> bool:
        """Whether the person has closed the trainer from within the headset."""
        return self._connection is not None and self._connection.leaving

    @property
    def drawing(self) -> bool:
        """Whether a picture has been begun that somebody will see."""
        return self._begun and self._connection is not None and self._connection.frames.should_render

    @property
    def period_s(self) -> float:
        """How long a picture is shown."""
        return self._connection.frames.period_s if self._connection is not None else IDLE_S

    @property
    def last_images(self) -> tuple[int, ...]:
        """GL names of the runtime's pictures that were filled last, left and right."""
        return self._connection.eyes.last_images if self._connection is not None else ()

    # --- one picture ---

    def wait(self) -> HeadsetState | None:
        """Wait for the next picture, begin it and say where everything will be when it is seen.

        None when there is no picture to make now (the headset lies on the table, is starting, or is lost).
        HeadsetError when it has been lost for too long.
        """
        if self._connection is None:
            self._renew()
            return None
        try:
            return self._wait(self._connection)
        except _GONE as error:
            self._lose(error)
            return None

    def _wait(self, connection: Connection) -> HeadsetState | None:
        if not connection.follow_events():
            self._lose(None)
            return None
        if not connection.running:
            time.sleep(IDLE_S)
            return None
        connection.frames.wait()
        with timed(self._timer, "xr_calls"):
            connection.frames.begin()
            self._begun = True
            self._state = self._locate(connection)
        connection.keep_context()
        return self._state

    def _locate(self, connection: Connection) -> HeadsetState:
        frames, space = connection.frames, connection.space
        connection.actions.sync(connection.lifecycle.focused)
        time_ns = frames.display_time
        jumped = space.jumped(time_ns)
        before = self._state
        found = frames.locate_head()
        if found is not None:
            jumped = space.centre(found) or jumped
        head = space.play_from(found) if found is not None else before.head if before is not None else Pose()
        left, right = (_in_play(connection.actions.hand(hand, space.handle, time_ns), space.play_from) for hand in Hand)
        return HeadsetState(time_ns / 1e9, head, left, right, connection.lifecycle.focused, jumped)

    def eyes(self) -> tuple[Eye, Eye] | None:
        """Where both eyes will be when the picture is seen, asked anew: call it right before drawing."""
        if self._connection is None or not self._begun:
            return None
        try:
            with timed(self._timer, "xr_calls"):
                self._asked_s = time.perf_counter()
                return self._connection.frames.locate_eyes()
        except _GONE as error:
            self._lose(error)
            return None

    def submit(self, picture: Picture | None, panels: tuple[Panel, ...] = ()) -> None:
        """Hand the picture over that was begun (None: nothing to see)."""
        if self._connection is None or not self._begun:
            return
        self._begun = False
        connection = self._connection
        connection.keep_context()
        try:
            with timed(self._timer, "xr_calls"):
                layers = []
                if picture is not None and connection.frames.should_render:
                    layers.append(connection.eyes.layer(picture, connection.frames.views, connection.space))
                    layers += connection.panels.layers(panels, connection.space)
                connection.frames.end(layers)
            self.pose_to_submission_s = time.perf_counter() - self._asked_s
        except _GONE as error:
            self._lose(error)

    # --- the rest ---

    def play(self, pulse: Pulse) -> None:
        """Shake a hand (`core.ports.Haptics`)."""
        if self._vibration is not None and self._connection is not None and self._connection.lifecycle.focused:
            with contextlib.suppress(xr.XrException):
                self._vibration.play(pulse)

    @property
    def gl_objects(self) -> int:
        """How many GL objects of our own stand between our pictures and the runtime's."""
        return self._connection.gl_objects if self._connection is not None else 0

    def finish_drawing(self) -> float:
        """Wait until the graphics card has drawn everything; how long that took, seconds."""
        started = time.perf_counter()
        finish()
        return time.perf_counter() - started

    def request_exit(self) -> None:
        """Ask the runtime to let us end in order; `leaving` becomes true when it does."""
        if self._connection is not None and self._connection.running:
            with contextlib.suppress(xr.XrException):
                xr.request_exit_session(self._connection.session)

    def leave(self, patience_s: float = 3.0) -> None:
        """End in order: ask to exit, go on showing nothing until the runtime lets go, then close."""
        self.request_exit()
        until = time.monotonic() + patience_s
        while self._connection is not None and self._connection.running and time.monotonic() < until:
            if self.wait() is not None:
                self.submit(None)
        until = time.monotonic() + patience_s
        while self._connection is not None and not self.leaving and time.monotonic() < until:
            if not self._connection.follow_events():
                break
            time.sleep(IDLE_S)
        self.close()

    def close(self) -> None:
        """Give everything back at once."""
        self._drop_connection()
        if self._runtime is not None:
            self._runtime.close()
            self._runtime = None

    # --- gone and back ---

    def _find(self) -> Runtime:
        if self._runtime is None:
            self._runtime = open_runtime(self._log)
            try:
                self._system = find_system(self._runtime, self._log)
            except (HeadsetError, xr.XrException):
                self.close()
                raise
        return self._runtime

    def _connect(self) -> None:
        runtime = self._find()
        self._connection = Connection(
            runtime,
            self._system,
            self._eye_size,
            self._our_depths,
            self.counts,
            self._log,
            self._translator,
            self._timer,
        )
        self._vibration = Vibration(self._connection.actions)
        self.eye_size, self.depth = self._connection.eye_size, self._connection.depth
        self._our_depths = (self.depth,) if self.depth is not None else ()

    def _drop_connection(self) -> None:
        self._begun = False
        self._vibration = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _lose(self, error: Exception | None) -> None:
        self._log(f"lost: {type(error).__name__ if error is not None else 'the runtime said so'}")
        self.close()
        self._lost_since_s = self._tried_s = time.monotonic()

    def _renew(self) -> None:
        """Try to connect again now and then."""
        time.sleep(IDLE_S)
        now = time.monotonic()
        if now - self._tried_s < RENEW_EVERY_S:
            return
        self._tried_s = now
        try:
            self._connect()
        except (HeadsetError, xr.XrException) as error:
            self.close()
            if self._lost_since_s is not None and now - self._lost_since_s > self._give_up_s:
                raise HeadsetError(
                    "The headset has gone and did not come back.",
                    remedy="Start its software again; the run up to here is kept.",
                ) from error
            return
        self._log("found again")
        self._lost_since_s = None


def _in_play(hand: HeadsetHand, play_from: Callable[[Pose], Pose]) -> HeadsetHand:
    """A hand that was located in the reference space, in play space."""
    return replace(
        hand,
        grip=play_from(hand.grip),
        aim=play_from(hand.aim),
        fingers=tuple(play_from(joint) for joint in hand.fingers),
    )
