"""A person before a window: what the window reports goes in, what the session makes of it comes out."""

from __future__ import annotations

from sim.at_window import AtWindow
from sim.core.events import Event, EventKind
from sim.core.intents import FRAME_HZ, Hand
from sim.core.pose import Vec3, dot, subtract
from sim.core.snapshot import HandState, Snapshot
from sim.input.desktop import Tuning
from sim.scene.window import Window
from sim.session.session import Session


class Sitting:
    """Sends Panda3D's own events for keys and buttons, and plays on."""

    def __init__(self, window: Window, session: Session, there: AtWindow) -> None:
        self.window = window
        self.session = session
        self.there = there
        self.events: list[Event] = []
        self.frame = 0
        self.show()
        self.play(1)

    @property
    def snapshot(self) -> Snapshot:
        return self.session.snapshot

    def hand(self, hand: Hand = Hand.RIGHT) -> HandState:
        return self.snapshot.hand(hand)

    def happened(self, kind: EventKind) -> list[str]:
        return [event.subject for event in self.events if event.kind is kind]

    def show(self, events: tuple[Event, ...] = ()) -> None:
        self.there.show(self.snapshot, events)

    def play(self, frames: int) -> None:
        """Let control frames pass, then draw."""
        new: list[Event] = []
        for _ in range(frames):
            frame = self.there.poll(self.frame, self.snapshot)
            assert frame is not None
            new += self.session.step(frame)[1]
            self.frame += 1
        self.events += new
        self.show(tuple(new))

    def down(self, key: str) -> None:
        self.window.base.messenger.send("proctor-button-down", [key])

    def up(self, key: str) -> None:
        self.window.base.messenger.send("proctor-button-up", [key])

    def tap(self, key: str, frames: int = 2) -> None:
        self.down(key)
        self.up(key)
        self.play(frames)

    def hold(self, key: str, frames: int) -> None:
        self.down(key)
        self.play(frames)
        self.up(key)
        self.play(1)

    def lead_to(self, point: Vec3, hand: Hand = Hand.RIGHT) -> None:
        """Move the hand by mouse, the depth key held for the part into the picture."""
        camera, pixel = self.there.display.world_from_camera, Tuning().metres_per_pixel
        gap = subtract(point, self.hand(hand).target.position)
        right, into, up = (dot(gap, camera.turn(axis)) for axis in ((1, 0, 0), (0, 1, 0), (0, 0, 1)))
        self.there.mouse_moved(right / pixel, -up / pixel)
        self.down("space")
        self.there.mouse_moved(0.0, -into / pixel)
        self.up("space")
        self.play(FRAME_HZ // 3)

    def take(self, instrument: str, key: str = "g", hand: Hand = Hand.RIGHT) -> None:
        spec = self.session.scenario.instrument(instrument)
        self.lead_to((spec.rest @ spec.grip).position, hand)
        self.tap(key, FRAME_HZ)
