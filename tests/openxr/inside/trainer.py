"""The trainer itself in the headset, with somebody beside it who can be asked what is going on.

Arguments: the run file, who plays (``person`` or a bot) and after how many seconds a lost headset is given up.
Lines in: ``look`` (what is shown now, as JSON), ``eyes FOLDER`` (the runtime's own pictures of the next frame, with
where the eyes were), ``mark X Y Z`` (a square of one colour there), ``shoot FOLDER`` (eyes and window as pictures),
``leave`` (the trainer asks to end, as when the person closes it in the headset's menu).
Ends with what the command line would say.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np
from OpenGL import GL
from panda3d.core import CardMaker, NodePath

from sim.app import Order, Wearing
from sim.at_headset import AtHeadset
from sim.core.errors import ProctorError
from sim.core.events import Event
from sim.core.model import Mode
from sim.core.options import RunOptions
from sim.core.ports import InputSource
from sim.core.snapshot import Snapshot
from sim.headset_play import in_headset
from sim.scenario.library import load_scenario
from sim.session.session import Session
from sim.settings import MirrorPicture, PictureQuality, Settings
from sim.shown_play import play_shown

SCENARIO = "plate_osteosynthesis"
MARK_M = 0.012


class Asked:
    """A seat whose every picture is looked at from beside."""

    def __init__(self, seat: AtHeadset, lines: SimpleQueue[str]) -> None:
        self._seat = seat
        self._lines = lines
        self._told = 0
        self._events: list[str] = []
        self._wanted: Path | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._seat, name)

    def show(self, snapshot: Snapshot, events: tuple[Event, ...]) -> None:
        self._seat.show(snapshot, events)
        self._events += [event.kind.value for event in events]
        if self._wanted is not None and self._seat.headset.last_images:
            self._keep_images(self._wanted)
            self._wanted = None
            self._tell({})
        try:
            word, *rest = self._lines.get_nowait().split()
        except Empty:
            return
        getattr(self, f"_{word}")(snapshot, *rest)

    def _look(self, snapshot: Snapshot) -> None:
        seat = self._seat
        hands = {hand.hand.value: hand for hand in snapshot.hands}
        self._tell(
            {
                "frame": snapshot.frame,
                "phase": snapshot.phase,
                "step": snapshot.step.id,
                "shown": seat.headset.counts.shown,
                "stale": seat.headset.counts.stale,
                "lost": seat.headset.lost,
                "focused": seat._state.focused,
                "tracked": [seat._state.left.tracked, seat._state.right.tracked],
                "profiles": [seat._state.left.profile, seat._state.right.profile],
                "targets": {name: hand.target.position for name, hand in hands.items()},
                "holding": {name: hand.holding for name, hand in hands.items()},
                "head": seat._in_room(seat._state.head).position,
                "world_from_play": asdict(seat._placement.world_from_play),
                "speed": max(each.speed_rad_s for each in snapshot.instruments),
                "force_n": snapshot.gauges.force_n,
                "buttons": dict(seat.panels.board.key_names),
                "events": self._events,
            }
        )
        self._events = []

    def _eyes(self, snapshot: Snapshot, folder: str) -> None:
        self._wanted = Path(folder)

    def _keep_images(self, folder: Path) -> None:
        width, height = self._seat.headset.eye_size
        for name, image in zip(("left", "right"), self._seat.headset.last_images, strict=True):
            GL.glBindTexture(GL.GL_TEXTURE_2D, image)
            pixels = GL.glGetTexImage(GL.GL_TEXTURE_2D, 0, GL.GL_RGBA, GL.GL_UNSIGNED_BYTE)
            GL.glBindTexture(GL.GL_TEXTURE_2D, 0)
            # the first row is the lowest
            np.save(folder / f"{name}.npy", np.frombuffer(pixels, np.uint8).reshape(height, width, 4)[::-1, :, :3])

    def _mark(self, snapshot: Snapshot, x: str, y: str, z: str) -> None:
        """A flat square of one colour that faces the surgeon, lit by nothing."""
        card = CardMaker("mark")
        card.set_frame(-MARK_M, MARK_M, -MARK_M, MARK_M)
        node: NodePath = self._seat._window.render.attach_new_node(card.generate())
        node.set_pos(float(x), float(y), float(z))
        node.set_shader_off(100)
        node.set_light_off(100)
        node.set_texture_off(100)
        node.set_depth_test(False)
        node.set_depth_write(False)
        node.set_bin("fixed", 1000)
        node.set_color(0.8, 0.2, 0.7, 1.0, 100)
        self._tell({})

    def _shoot(self, snapshot: Snapshot, folder: str) -> None:
        self._seat.display.screenshot_eyes(Path(folder, "eyes.png"))
        self._seat._window.screenshot(Path(folder, "mirror.png"))
        self._tell({})

    def _leave(self, snapshot: Snapshot) -> None:
        self._seat.headset.request_exit()
        self._tell({})

    def _tell(self, what: dict[str, object]) -> None:
        self._told += 1
        print(json.dumps(what), flush=True)
        print(f"told {self._told}", flush=True)


def read_lines(lines: SimpleQueue[str]) -> None:
    for line in sys.stdin:
        lines.put(line.strip())


def main() -> None:
    run_file, player, give_up_s = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    lines: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=read_lines, args=(lines,), daemon=True).start()
    settings = Settings(quality=PictureQuality.LOW, sound=False, mirror=MirrorPicture.LEFT, headset_tutorial_done=True)
    order = Order(SCENARIO, RunOptions(Mode.PRACTISE), player, False, settings, run_file, headset=Wearing.ALWAYS)

    @contextmanager
    def open_place() -> Iterator[Any]:
        with in_headset(settings, give_up_s=give_up_s) as sit_down:

            def sit(session: Session, source: InputSource | None) -> Any:
                seat = sit_down(session, source)
                print("sitting", flush=True)
                return Asked(seat, lines)  # type: ignore[arg-type]  # it is one

            yield sit

    try:
        played = play_shown(order, load_scenario(SCENARIO), print, open_place, taught="headset_tutorial_done")
    except ProctorError as error:
        print(f"error: {error}", flush=True)
        raise SystemExit(2) from None
    print(f"score {played.card.score} finished {played.card.finished} device {played.card.device}", flush=True)


main()
