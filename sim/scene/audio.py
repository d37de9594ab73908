"""Plays what the sound board asks for; silent where the machine has no sound device."""

from __future__ import annotations

from typing import Any

from panda3d.core import Filename, VirtualFileMountRamdisk, VirtualFileSystem

from assets.sounds import LOOPS, sound

from ..core.events import Event
from ..core.snapshot import Snapshot
from ..sound import SoundBoard

FOLDER = "/proctor-sounds"
"""Where the sounds lie in Panda3D's file system: in memory only."""


class Audio:
    """The sounds of one session, loaded when they are first heard."""

    def __init__(self, manager: Any, board: SoundBoard) -> None:
        self._manager = manager
        self._board = board
        self._can_play: bool = manager.is_valid()
        self._sounds: dict[str, Any] = {}
        self._playing: set[str] = set()
        if self._can_play:
            VirtualFileSystem.get_global_ptr().mount(VirtualFileMountRamdisk(), FOLDER, 0)

    def play(self, snapshot: Snapshot, events: tuple[Event, ...]) -> tuple[str, ...]:
        """Play what sounds now; the caption keys of it, also where nothing can be heard."""
        frame = self._board.cues(snapshot, events)
        if self._can_play:
            self._play_loops(frame.loops)
            for cue in frame.shots:
                self._start(cue.name, cue.volume, cue.pitch)
        return frame.captions

    def close(self) -> None:
        """Fall silent."""
        for sound_here in self._sounds.values():
            sound_here.stop()
        self._sounds.clear()

    def _play_loops(self, loops: dict[str, tuple[float, float]]) -> None:
        for name in self._playing - loops.keys():
            self._sounds[name].stop()
        for name, (volume, pitch) in loops.items():
            if name in self._playing:
                self._sounds[name].set_volume(volume)
                self._sounds[name].set_play_rate(pitch)
            else:
                self._start(name, volume, pitch)
        self._playing = set(loops)

    def _start(self, name: str, volume: float, pitch: float) -> None:
        if name not in self._sounds:
            self._sounds[name] = self._load(name)
        playing = self._sounds[name]
        playing.set_volume(volume)
        playing.set_play_rate(pitch)
        playing.play()

    def _load(self, name: str) -> Any:
        path = Filename(f"{FOLDER}/{name}.wav")
        VirtualFileSystem.get_global_ptr().write_file(path, sound(name), False)
        loaded = self._manager.get_sound(path)
        loaded.set_loop(name in LOOPS)
        return loaded
