"""The order of calls for one picture: wait, begin, (draw,) end. Structures are made once and filled again.

Pictures that came too late or not at all are counted.
"""

from __future__ import annotations

import contextlib
import ctypes
import time
from collections.abc import Sequence
from dataclasses import dataclass

import xr

from ..core.headset import Eye, Fov
from ..core.pose import Pose
from .axes import pose_from_xr
from .spaces import PlaySpace
from .system import STEREO

_VALID = int(xr.ViewStateFlags.ORIENTATION_VALID_BIT | xr.ViewStateFlags.POSITION_VALID_BIT)
_LOCATED = int(xr.SpaceLocationFlags.ORIENTATION_VALID_BIT | xr.SpaceLocationFlags.POSITION_VALID_BIT)


@dataclass(slots=True)
class FrameCounts:
    """What became of the pictures."""

    shown: int = 0
    late: int = 0
    """Handed over later than one refresh after they were begun."""
    dropped: int = 0
    """Refreshes for which there was no picture."""
    discarded: int = 0
    """Begun, and thrown away by the runtime."""
    stale: int = 0
    """Handed over for another moment than the eyes' poses were asked for: never, if all is well."""


class Frames:
    """The pictures of one session."""

    def __init__(self, session: xr.Session, space: PlaySpace, counts: FrameCounts) -> None:
        self._session = session
        self._space = space
        self.counts = counts
        self._state = xr.FrameState()
        self._views = (xr.View * 2)(xr.View(), xr.View())
        self._view_state = xr.ViewState()
        self._view_count = ctypes.c_uint32()
        self._locate = xr.ViewLocateInfo(STEREO, 0, space.handle)
        self._head_space = xr.create_reference_space(
            session, xr.ReferenceSpaceCreateInfo(xr.ReferenceSpaceType.VIEW, xr.Posef())
        )
        self._location = xr.SpaceLocation()
        self._begun_s = 0.0
        self._located_for = 0
        self._shown_before = 0
        self.eyes: tuple[Eye, Eye] | None = None
        """As last located, in play space."""

    @property
    def display_time(self) -> int:
        """When the picture that was begun will be seen, nanoseconds of the runtime's clock."""
        return int(self._state.predicted_display_time)

    @property
    def period_s(self) -> float:
        """How long a picture is shown."""
        return max(1e-3, self._state.predicted_display_period / 1e9)

    @property
    def should_render(self) -> bool:
        """Whether anybody would see the picture."""
        return bool(self._state.should_render)

    @property
    def views(self) -> ctypes.Array[xr.View]:
        """Both eyes as the runtime located them, in the reference space."""
        return self._views

    def wait(self) -> None:
        """Wait until it is time for the next picture."""
        checked(xr.raw_functions.xrWaitFrame(self._session, None, ctypes.byref(self._state)))
        self._begun_s = time.perf_counter()

    def begin(self) -> None:
        """Begin the picture that was waited for."""
        if xr.raw_functions.xrBeginFrame(self._session, None) == xr.Result.FRAME_DISCARDED:
            self.counts.discarded += 1
        missed = round((self.display_time - self._shown_before) / 1e9 / self.period_s) - 1
        if self._shown_before and missed > 0:
            self.counts.dropped += missed
        self._shown_before = self.display_time

    def locate_head(self) -> Pose | None:
        """space_from_head when the picture will be seen; None while the headset does not know."""
        checked(
            xr.raw_functions.xrLocateSpace(
                self._head_space, self._space.handle, self.display_time, ctypes.byref(self._location)
            )
        )
        if int(self._location.location_flags) & _LOCATED != _LOCATED:
            return None
        return pose_from_xr(self._location.pose)

    def locate_eyes(self) -> tuple[Eye, Eye]:
        """Both eyes when the picture will be seen, in play space; as last known while the headset does not know."""
        self._locate.display_time = self._located_for = self.display_time
        checked(
            xr.raw_functions.xrLocateViews(
                self._session,
                ctypes.byref(self._locate),
                ctypes.byref(self._view_state),
                2,
                ctypes.byref(self._view_count),
                self._views,
            )
        )
        if int(self._view_state.view_state_flags) & _VALID == _VALID or self.eyes is None:
            self.eyes = (self._eye(0), self._eye(1))
        return self.eyes

    def end(self, layers: Sequence[ctypes.Structure]) -> None:
        """Hand the picture over: its layers, the farthest first."""
        pointers = [ctypes.cast(ctypes.pointer(each), _LAYER) for each in layers]
        info = xr.FrameEndInfo(
            display_time=self.display_time,
            environment_blend_mode=xr.EnvironmentBlendMode.OPAQUE,
            layers=pointers,
        )
        self.counts.stale += bool(layers) and self._located_for != self.display_time
        if time.perf_counter() - self._begun_s > self.period_s:
            self.counts.late += 1
        checked(xr.raw_functions.xrEndFrame(self._session, ctypes.byref(info)))
        self.counts.shown += bool(layers)

    def close(self) -> None:
        """Give the head's space back."""
        with contextlib.suppress(xr.XrException):
            xr.destroy_space(self._head_space)

    def _eye(self, number: int) -> Eye:
        view = self._views[number]
        fov = Fov(view.fov.angle_left, view.fov.angle_right, view.fov.angle_up, view.fov.angle_down)
        return Eye(self._space.play_from(pose_from_xr(view.pose)), fov)


_LAYER = ctypes.POINTER(xr.CompositionLayerBaseHeader)


def checked(result: xr.Result) -> xr.Result:
    """The result of a call, if it is a success. Raises pyopenxr's exception otherwise."""
    if result < 0:
        raise xr.check_result(result)
    return result
