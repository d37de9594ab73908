"""Plays the shipped procedure as `proctor play --vr` does, with a robot for the person, and says in JSON how it went.

Arguments: the port of Monado's remote driver, the run file. To be quick, time passes twice as fast as it is shown, and
one picture in `DRAWN_EVERY` is drawn and handed over (the runtime's compositor takes no more than 20 of them a second;
those that hold nothing it does not wait for). The robot sees what every one would show.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from remote import Remote
from robot import Robot
from robot_gestures import Seen

from sim import at_headset, headset_play
from sim.app import Order, Wearing
from sim.at_headset import AtHeadset
from sim.core.events import Event
from sim.core.intents import FRAME_S
from sim.core.model import Mode
from sim.core.options import RunOptions
from sim.core.pose import Pose
from sim.core.snapshot import Snapshot
from sim.headset_clock import HeadsetClock
from sim.loop import MOST_STEPS_A_PICTURE
from sim.panels.pointing import Area, Target
from sim.recording.contents import PERSON
from sim.scenario import load_scenario
from sim.scene.panels.air_panels import AirPanels
from sim.settings import MirrorPicture, PictureQuality, Settings
from sim.xr.layers import Picture

SEED = 1
DRAWN_EVERY = 12


class QuickClock(HeadsetClock):
    """As many control frames a picture as there may be."""

    def now(self) -> float:
        return super().now() * MOST_STEPS_A_PICTURE * FRAME_S / self.headset.period_s

    @property
    def hurries(self) -> bool:
        return False


class Watched(AtHeadset):
    """A person's seat in the headset, of whose pictures the robot sees every one before it is handed over."""

    robot: Robot
    remote: Remote
    pictures = 0
    drawn = 0
    shown = 0

    def show(self, snapshot: Snapshot, events: tuple[Event, ...]) -> None:
        self.robot.act(Seen(snapshot, self._placement.world_from_play, dict(buttons(self.panels))))
        self.remote.send()
        if Watched.pictures == 0:
            self._draw, self.display.draw = self.display.draw, self._draw_now_and_then
        Watched.pictures += 1
        super().show(snapshot, events)
        Watched.shown = self.headset.counts.shown

    @property
    def _drawn(self) -> bool:
        return Watched.pictures % DRAWN_EVERY == 1

    def _draw_now_and_then(self) -> None:
        if self._drawn:
            Watched.drawn += 1
            self._draw()

    def _picture(self) -> Picture | None:
        return super()._picture() if self._drawn else None


def buttons(panels: AirPanels) -> Iterator[tuple[str, Pose]]:
    """What can be chosen now, and where it is in the room."""
    dialog = panels.board.menu or panels.board.shown.question
    for target in panels.targets:
        names = [choice.id or "resume" for choice in dialog.choices] if dialog else ["continue", "down", "up"]
        for name, area in zip(names, target.areas, strict=False):
            yield name, target.pose @ middle(target, area)


def middle(target: Target, area: Area) -> Pose:
    """The middle of an area, in the panel's frame."""
    x = (area.left + area.right) / 2.0 - target.width_m / 2.0
    return Pose((x, 0.0, target.height_m / 2.0 - (area.top + area.bottom) / 2.0))


def say(line: str) -> None:
    print(f"{Watched.pictures:6} {line}", flush=True)


def main(port: int, run_file: Path) -> None:
    scenario = load_scenario("plate_osteosynthesis")
    settings = Settings(quality=PictureQuality.LOW, sound=False, headset_tutorial_done=True, mirror=MirrorPicture.OFF)
    order = Order(
        scenario=scenario.name,
        options=RunOptions(mode=Mode.LEARN, seed=SEED),
        player=PERSON,
        headless=False,
        settings=settings,
        run_file=run_file,
        ask_mode=True,
        headset=Wearing.ALWAYS,
    )
    at_headset.HeadsetClock = QuickClock
    headset_play.AtHeadset = Watched
    with Remote().connect(port) as remote:
        Watched.remote, Watched.robot = remote, Robot(scenario, remote, SEED)
        played = headset_play.play_in_headset(order, scenario, say)
    said = {
        "mode": played.card.mode,
        "score": played.card.score,
        "passed": played.card.passed,
        "finished": played.card.finished,
        "device": played.card.device,
        "pictures": Watched.pictures,
        "drawn": Watched.drawn,
        "shown": Watched.shown,
        "lost": [f"{each.step}/{each.id} {each.value} {each.points}/{each.max_points}" for each in played.card.metrics
                 if each.points < 0.5 * each.max_points],
    }  # fmt: skip
    print(json.dumps(said), flush=True)


main(int(sys.argv[1]), Path(sys.argv[2]))
