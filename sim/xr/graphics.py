"""The OpenGL context that is current in this thread, in the words in which a runtime wants it: WGL, GLX or EGL."""

from __future__ import annotations

import ctypes
import ctypes.util
import sys

import xr

from ..core.errors import HeadsetError
from .instance import Log, Runtime

_EGL_CONFIG_ID, _EGL_NONE = 0x3028, 0x3038
_GLX_FBCONFIG_ID, _GLX_SCREEN, _GLX_VISUAL_ID = 0x8013, 0x800C, 0x800B


def graphics_binding(runtime: Runtime, log: Log) -> ctypes.Structure:
    """The binding for xrCreateSession. HeadsetError when no context is current that this runtime could use."""
    if sys.platform == "win32":
        log("graphics: WGL")
        return _wgl()
    binding = _glx()
    if binding is not None:
        log("graphics: GLX")
        return binding
    binding = _egl() if "XR_MNDX_egl_enable" in runtime.extensions else None
    if binding is not None:
        log("graphics: EGL")
        return binding
    raise HeadsetError(
        "The headset cannot use this window's OpenGL.",
        remedy="Start it from a desktop session with X11 or XWayland (DISPLAY must be set).",
    )


class CurrentContext:
    """The OpenGL context that is current now, to be made current again when a runtime has put its own in the place.

    SteamVR on Linux does so (issues 421 and 821 of its tracker).
    """

    def __init__(self) -> None:
        self._glx = _library("GLX", "GL") if sys.platform == "linux" else None
        self._ours = self._now()

    def restore(self) -> None:
        """Make it current again if it no longer is."""
        if self._glx is not None and self._ours[2] and self._now() != self._ours:
            display, drawable, context = (ctypes.c_void_p(each) for each in self._ours)
            self._glx.glXMakeCurrent(display, drawable, context)

    def _now(self) -> tuple[int | None, int | None, int | None]:
        if self._glx is None:
            return (None, None, None)
        glx = self._glx
        return glx.glXGetCurrentDisplay(), glx.glXGetCurrentDrawable(), glx.glXGetCurrentContext()


def _library(*names: str) -> ctypes.CDLL | None:
    found = next((path for name in names if (path := ctypes.util.find_library(name))), None)
    if found is None:
        return None
    library = ctypes.CDLL(found)
    for name in ("glXGetCurrentDisplay", "glXGetCurrentContext", "glXGetCurrentDrawable"):
        getattr(library, name).restype = ctypes.c_void_p
    return library


def _wgl() -> ctypes.Structure:
    opengl = ctypes.WinDLL("opengl32")  # type: ignore[attr-defined]  # Windows only
    opengl.wglGetCurrentDC.restype = opengl.wglGetCurrentContext.restype = ctypes.c_void_p
    return xr.GraphicsBindingOpenGLWin32KHR(h_dc=opengl.wglGetCurrentDC(), h_glrc=opengl.wglGetCurrentContext())


def _glx() -> ctypes.Structure | None:
    glx = _library("GLX", "GL")
    context = glx.glXGetCurrentContext() if glx is not None else None
    if glx is None or not context:
        return None
    binding = xr.GraphicsBindingOpenGLXlibKHR
    display = glx.glXGetCurrentDisplay()
    config, visual = _glx_config(glx, display, context)
    return binding(
        x_display=ctypes.cast(display, _field(binding, "x_display")),
        visualid=visual,
        glx_fbconfig=ctypes.cast(config, _field(binding, "glx_fbconfig")),
        glx_drawable=glx.glXGetCurrentDrawable(),
        glx_context=ctypes.cast(context, _field(binding, "glx_context")),
    )


def _glx_config(glx: ctypes.CDLL, display: int, context: int) -> tuple[int, int]:
    """The frame buffer configuration and the visual of a context."""
    shown, about = ctypes.c_void_p(display), ctypes.c_void_p(context)
    number, screen, visual, count = (ctypes.c_int() for _ in range(4))
    glx.glXQueryContext(shown, about, _GLX_FBCONFIG_ID, ctypes.byref(number))
    glx.glXQueryContext(shown, about, _GLX_SCREEN, ctypes.byref(screen))
    glx.glXChooseFBConfig.restype = ctypes.POINTER(ctypes.c_void_p)
    wanted = (ctypes.c_int * 3)(_GLX_FBCONFIG_ID, number.value, 0)
    found = glx.glXChooseFBConfig(shown, screen, wanted, ctypes.byref(count))
    if not found or count.value < 1:
        return 0, 0
    glx.glXGetFBConfigAttrib(shown, ctypes.c_void_p(found[0]), _GLX_VISUAL_ID, ctypes.byref(visual))
    return found[0] or 0, visual.value


def _egl() -> ctypes.Structure | None:
    library = ctypes.util.find_library("EGL")
    if library is None:
        return None
    egl = ctypes.CDLL(library)
    for name in ("eglGetCurrentDisplay", "eglGetCurrentContext", "eglGetProcAddress"):
        getattr(egl, name).restype = ctypes.c_void_p
    display, context = egl.eglGetCurrentDisplay(), egl.eglGetCurrentContext()
    if not context:
        return None
    of = {
        name: _field(xr.GraphicsBindingEGLMNDX, name) for name in ("get_proc_address", "display", "config", "context")
    }
    return xr.GraphicsBindingEGLMNDX(
        get_proc_address=ctypes.cast(egl.eglGetProcAddress, of["get_proc_address"]),
        display=ctypes.cast(display, of["display"]),
        config=ctypes.cast(_egl_config(egl, display, context), of["config"]),
        context=ctypes.cast(context, of["context"]),
    )


def _egl_config(egl: ctypes.CDLL, display: int, context: int) -> ctypes.c_void_p:
    number, count, config = ctypes.c_int32(), ctypes.c_int32(), ctypes.c_void_p()
    egl.eglQueryContext(ctypes.c_void_p(display), ctypes.c_void_p(context), _EGL_CONFIG_ID, ctypes.byref(number))
    wanted = (ctypes.c_int32 * 3)(_EGL_CONFIG_ID, number.value, _EGL_NONE)
    egl.eglChooseConfig(ctypes.c_void_p(display), wanted, ctypes.byref(config), 1, ctypes.byref(count))
    return config


def _field(structure: type[ctypes.Structure], name: str) -> type:
    """The C type of a structure's field."""
    return next(kind for field, kind, *_ in structure._fields_ if field == name)
