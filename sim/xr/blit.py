"""Copying on the graphics card, from our picture into the runtime's, leaving the driver's state as it was found.

A blit with sRGB conversion off copies colours as they are, scales where sizes differ and needs OpenGL 3.0 only.
Frame buffer objects are made once for each texture.
"""

from __future__ import annotations

from collections.abc import Iterable

from OpenGL import GL

from ..core.timing import StageTimer, timed

Size = tuple[int, int]


class Blit:
    """Two ends of a copy: a frame buffer object for each texture that was ever read or written."""

    def __init__(self, timer: StageTimer | None = None) -> None:
        """``timer`` counts what is told to the driver as ``copies``."""
        self._timer = timer
        self._buffers: dict[tuple[int, bool], int] = {}

    @property
    def made(self) -> int:
        """How many GL objects were made and not given back."""
        return len(self._buffers)

    def copy(self, source: int, corner: Size, size: Size, target: int, target_size: Size, depth: bool) -> None:
        """Copy ``size`` pixels from ``corner`` (lower left) of one texture over all of another; both by GL name."""
        with timed(self._timer, "copies"):
            self._copy(source, corner, size, target, target_size, depth)

    def _copy(self, source: int, corner: Size, size: Size, target: int, target_size: Size, depth: bool) -> None:
        read, drawn = GL.glGetIntegerv(GL.GL_READ_FRAMEBUFFER_BINDING), GL.glGetIntegerv(GL.GL_DRAW_FRAMEBUFFER_BINDING)
        switched = [each for each in (GL.GL_SCISSOR_TEST, GL.GL_FRAMEBUFFER_SRGB) if GL.glIsEnabled(each)]
        for each in switched:
            GL.glDisable(each)
        GL.glBindFramebuffer(GL.GL_READ_FRAMEBUFFER, self._buffer(source, depth))
        GL.glBindFramebuffer(GL.GL_DRAW_FRAMEBUFFER, self._buffer(target, depth))
        x, y = corner
        smooth = GL.GL_NEAREST if depth or size == target_size else GL.GL_LINEAR
        what = GL.GL_DEPTH_BUFFER_BIT if depth else GL.GL_COLOR_BUFFER_BIT
        GL.glBlitFramebuffer(x, y, x + size[0], y + size[1], 0, 0, *target_size, what, smooth)
        GL.glBindFramebuffer(GL.GL_READ_FRAMEBUFFER, int(read))
        GL.glBindFramebuffer(GL.GL_DRAW_FRAMEBUFFER, int(drawn))
        for each in switched:
            GL.glEnable(each)

    def forget(self, textures: Iterable[int]) -> None:
        """These textures will be gone: give their frame buffer objects back."""
        gone = set(textures)
        for key in [key for key in self._buffers if key[0] in gone]:
            GL.glDeleteFramebuffers(1, [self._buffers.pop(key)])

    def close(self) -> None:
        """Give everything back."""
        self.forget({texture for texture, _ in self._buffers})

    def _buffer(self, texture: int, depth: bool) -> int:
        key = (texture, depth)
        if key not in self._buffers:
            self._buffers[key] = self._make(texture, depth)
        return self._buffers[key]

    def _make(self, texture: int, depth: bool) -> int:
        read = GL.glGetIntegerv(GL.GL_READ_FRAMEBUFFER_BINDING)
        name = int(GL.glGenFramebuffers(1))
        GL.glBindFramebuffer(GL.GL_READ_FRAMEBUFFER, name)
        place = GL.GL_DEPTH_ATTACHMENT if depth else GL.GL_COLOR_ATTACHMENT0
        GL.glFramebufferTexture2D(GL.GL_READ_FRAMEBUFFER, place, GL.GL_TEXTURE_2D, texture, 0)
        GL.glBindFramebuffer(GL.GL_READ_FRAMEBUFFER, int(read))
        return name


def finish() -> None:
    """Wait until everything that was told to the driver is done."""
    GL.glFinish()
