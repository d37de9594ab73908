"""The least an OpenXR application needs: OpenGL, an instance, a session, four spaces. Knows nothing of `sim`."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Iterator
from contextlib import contextmanager

import xr
from OpenGL import GLX
from panda3d.core import (
    FrameBufferProperties,
    GraphicsEngine,
    GraphicsPipe,
    GraphicsPipeSelection,
    WindowProperties,
    load_prc_file_data,
)

SPACES = ("STAGE", "LOCAL_FLOOR", "LOCAL", "VIEW")
STEREO = xr.ViewConfigurationType.PRIMARY_STEREO


class PlainClient:
    def __init__(self, extensions: tuple[str, ...] = ()) -> None:
        names = ["XR_KHR_opengl_enable", *extensions]
        about = xr.ApplicationInfo("plain client", 1, "none", 1, xr.Version(1, 1, 0))
        self.instance = xr.create_instance(xr.InstanceCreateInfo(application_info=about, enabled_extension_names=names))
        self.system = xr.get_system(self.instance, xr.SystemGetInfo(xr.FormFactor.HEAD_MOUNTED_DISPLAY))
        xr.get_opengl_graphics_requirements_khr(self.instance, self.system)
        binding = xr.GraphicsBindingOpenGLXlibKHR(
            x_display=GLX.glXGetCurrentDisplay(),
            glx_drawable=GLX.glXGetCurrentDrawable(),
            glx_context=GLX.glXGetCurrentContext(),
        )
        self.session = xr.create_session(self.instance, xr.SessionCreateInfo(system_id=self.system, next=binding))
        self.spaces = {name: self._space(name) for name in SPACES}
        self.state = xr.SessionState.UNKNOWN
        self.events: list[str] = []
        self.time = 0
        self.should_render = False
        self._begun = False

    def _space(self, name: str) -> xr.Space:
        info = xr.ReferenceSpaceCreateInfo(xr.ReferenceSpaceType[name], xr.Posef())
        return xr.create_reference_space(self.session, info)

    def poll(self) -> None:
        """Take all events: begin and end the session as they say, keep the names of the others."""
        while True:
            try:
                event = xr.poll_event(self.instance)
            except xr.EventUnavailable:
                return
            kind = xr.StructureType(event.type)
            if kind is xr.StructureType.EVENT_DATA_SESSION_STATE_CHANGED:
                self._enter(xr.SessionState(_as(event, xr.EventDataSessionStateChanged).state))
            elif kind is xr.StructureType.EVENT_DATA_REFERENCE_SPACE_CHANGE_PENDING:
                changed = _as(event, xr.EventDataReferenceSpaceChangePending).reference_space_type
                self.events.append(f"recentred {xr.ReferenceSpaceType(changed).name}")
            else:
                self.events.append(kind.name)

    def _enter(self, state: xr.SessionState) -> None:
        self.state = state
        self.events.append(state.name)
        print(state.name, flush=True)
        if state is xr.SessionState.READY:
            xr.begin_session(self.session, xr.SessionBeginInfo(STEREO))
            self._begun = True
        elif state is xr.SessionState.STOPPING:
            xr.end_session(self.session)
            self._begun = False

    @contextmanager
    def frame(self) -> Iterator[None]:
        """A picture of nothing; what is asked inside is asked for its moment."""
        self.poll()
        if not self._begun:
            time.sleep(0.005)
            yield
            return
        waited = xr.wait_frame(self.session)
        self.time = waited.predicted_display_time
        self.should_render = bool(waited.should_render)
        xr.begin_frame(self.session)
        yield
        blend = xr.EnvironmentBlendMode.OPAQUE
        xr.end_frame(self.session, xr.FrameEndInfo(display_time=self.time, environment_blend_mode=blend, layers=[]))

    def until(self, state: xr.SessionState, frames: int = 2000) -> None:
        for _ in range(frames):
            if self.state is state:
                return
            with self.frame():
                pass
        raise SystemExit(f"The session stayed {self.state.name} and never was {state.name}.")

    def locate(self, space: xr.Space, base: str = "STAGE") -> list[float] | None:
        """Rotation x, y, z, w and position, or nothing where the runtime does not know."""
        found = xr.locate_space(space, self.spaces[base], self.time)
        return seven(found.pose) if found.location_flags == xr.SpaceLocationFlags.ALL else None

    def close(self) -> None:
        xr.request_exit_session(self.session)
        self.until(xr.SessionState.EXITING)
        xr.destroy_session(self.session)
        xr.destroy_instance(self.instance)


@contextmanager
def plain_client(*extensions: str) -> Iterator[PlainClient]:
    """A client in focus, ended in order."""
    with open_gl():
        client = PlainClient(extensions)
        client.until(xr.SessionState.FOCUSED)
        yield client
        client.close()


@contextmanager
def open_gl() -> Iterator[None]:
    """A window with a current context."""
    load_prc_file_data("", "gl-version 3 2\naudio-library-name null")
    engine = GraphicsEngine.get_global_ptr()
    pipe = GraphicsPipeSelection.get_global_ptr().make_default_pipe()
    size = WindowProperties.size(64, 64)
    properties = FrameBufferProperties.get_default()
    engine.make_output(pipe, "window", 0, properties, size, GraphicsPipe.BF_require_window)
    engine.open_windows()
    engine.render_frame()
    try:
        yield
    finally:
        engine.remove_all_windows()


def seven(pose: xr.Posef) -> list[float]:
    turned, at = pose.orientation, pose.position
    return [turned.x, turned.y, turned.z, turned.w, at.x, at.y, at.z]


def _as(event: xr.EventDataBuffer, kind: type) -> ctypes.Structure:
    return ctypes.cast(ctypes.byref(event), ctypes.POINTER(kind)).contents
