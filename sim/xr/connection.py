"""One session with one headset: everything that has to be made anew when it is lost."""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Callable, Iterator, Sequence

import xr

from ..core.timing import StageTimer
from ..language import Translator
from .actions import Actions
from .blit import Blit
from .frames import FrameCounts, Frames
from .graphics import CurrentContext, graphics_binding
from .instance import Log, Runtime
from .layers import EyeLayers, PanelLayers
from .lifecycle import Duty, Lifecycle, SessionState
from .refresh_rate import choose_rate
from .spaces import PlaySpace
from .swapchains import Size, colour_format, depth_format, log_formats
from .system import STEREO, System

EyeSize = Callable[[Size, Size], Size]
"""The size of an eye's picture, given the recommended and the largest."""

DEPTH_EXTENSION = "XR_KHR_composition_layer_depth"


class Connection:
    """A session and all that hangs on it. Any call may raise pyopenxr's SessionLostError or InstanceLostError."""

    def __init__(
        self,
        runtime: Runtime,
        system: System,
        eye_size: EyeSize,
        our_depths: Sequence[int],
        counts: FrameCounts,
        log: Log,
        translator: Translator,
        timer: StageTimer | None = None,
    ) -> None:
        """``our_depths`` are the GL formats that our depth buffer can have, the best first."""
        self._log = log
        self._runtime = runtime
        self.lifecycle = Lifecycle()
        self.leaving = False
        self._context = CurrentContext()
        self._binding = graphics_binding(runtime, log)
        self.session = xr.create_session(
            runtime.instance, xr.SessionCreateInfo(system_id=system.id, next=self._binding)
        )
        self._context.restore()
        self._blit = Blit(timer)
        self.space = PlaySpace(runtime, self.session, log)
        self.frames = Frames(self.session, self.space, counts)
        choose_rate(runtime, self.session, log)
        self._make_layers(system, eye_size, our_depths)
        self.actions = Actions(
            runtime.instance,
            self.session,
            api_1_1=runtime.api_1_1,
            extensions=runtime.extensions,
            log=log,
            translator=translator,
        )

    def _make_layers(self, system: System, eye_size: EyeSize, our_depths: Sequence[int]) -> None:
        offered = [int(each) for each in xr.enumerate_swapchain_formats(self.session)]
        colour = colour_format(offered)
        takes_depth = DEPTH_EXTENSION in self._runtime.extensions
        self.depth = depth_format(offered, our_depths) if takes_depth else None
        """GL format of the depth that is handed over; None for none."""
        log_formats(offered, colour, self.depth, self._log)
        self.eye_size = eye_size(system.recommended, system.largest)
        self._log(f"pictures: {self.eye_size[0]} x {self.eye_size[1]} an eye")
        self.eyes = EyeLayers(self.session, self.eye_size, colour, self.depth, self._blit)
        self.panels = PanelLayers(self.session, colour, self._blit, max(0, system.most_layers - 1))

    @property
    def gl_objects(self) -> int:
        """GL objects made for copying."""
        return self._blit.made

    @property
    def running(self) -> bool:
        """Whether frames may be begun."""
        return self.lifecycle.running

    def follow_events(self) -> bool:
        """See what the runtime has to say; False when the session is lost."""
        return all(self._follow(event) for event in _events(self._runtime.instance))

    def _follow(self, event: ctypes.Structure) -> bool:
        match event:
            case xr.EventDataSessionStateChanged():
                return self._enter(SessionState(int(event.state)))
            case xr.EventDataInstanceLossPending():
                self._log("the runtime is about to end")
                return False
            case xr.EventDataReferenceSpaceChangePending():
                self.space.announce(int(event.reference_space_type), int(event.change_time))
            case xr.EventDataInteractionProfileChanged():
                self.actions.profile_changed()
            case xr.EventDataEventsLost():
                self._log(f"{event.lost_event_count} of the runtime's events were lost")
        return True

    def _enter(self, state: SessionState) -> bool:
        self._log(f"session: {state.name.lower()}")
        match self.lifecycle.enter(state):
            case Duty.BEGIN:
                xr.begin_session(self.session, xr.SessionBeginInfo(STEREO))
            case Duty.END:
                xr.end_session(self.session)
            case Duty.LEAVE:
                self.leaving = True
            case Duty.RENEW:
                return False
        return True

    def keep_context(self) -> None:
        """Have our own OpenGL context current, whatever the runtime's last call did."""
        self._context.restore()

    def close(self) -> None:
        """Give everything back; what is lost already is none the worse."""
        for part in (self.actions, self.eyes, self.panels, self._blit, self.frames, self.space):
            with contextlib.suppress(xr.XrException):
                part.close()
        with contextlib.suppress(xr.XrException):
            xr.destroy_session(self.session)


_KINDS = {
    xr.StructureType.EVENT_DATA_SESSION_STATE_CHANGED: xr.EventDataSessionStateChanged,
    xr.StructureType.EVENT_DATA_INSTANCE_LOSS_PENDING: xr.EventDataInstanceLossPending,
    xr.StructureType.EVENT_DATA_REFERENCE_SPACE_CHANGE_PENDING: xr.EventDataReferenceSpaceChangePending,
    xr.StructureType.EVENT_DATA_INTERACTION_PROFILE_CHANGED: xr.EventDataInteractionProfileChanged,
    xr.StructureType.EVENT_DATA_EVENTS_LOST: xr.EventDataEventsLost,
}


def _events(instance: xr.Instance) -> Iterator[ctypes.Structure]:
    """The events that wait, those of kinds that we know."""
    while True:
        try:
            event = xr.poll_event(instance)
        except xr.EventUnavailable:
            return
        kind = _KINDS.get(xr.StructureType(event.type))
        if kind is not None:
            yield ctypes.cast(ctypes.byref(event), ctypes.POINTER(kind)).contents
