"""The head and the hands that Monado's remote driver follows: whoever moves them is the person under the headset.

Poses are in OpenXR's own axes (x right, y up, -z ahead, metres) from the origin of STAGE, on the floor. They arrive to
the last bit of a float32: Monado neither filters nor predicts them, and answers with the newest packet whatever time it
is asked about. What each field does to an OpenXR application was found by trying (tests/openxr/test_devices.py):

- A controller is a ``valve/index_controller`` with grip and aim both exactly at `RemoteController.pose`. Its values are
  passed on as they are: a pulled trigger does not click, a firm grip has no force, unless the packet says so. A boolean
  action on a value is true above 0.7.
- One that is not `active` has no pose (no valid flag), and no action of it is active. Its interaction profile stays.
- Hand joints come while ``hand_tracking_active``, with or without ``active``. Their wrist is at the pose.
- The view space is `RemoteHead.pose`. Eyes lie 63 mm apart unless `RemoteHead.eyes` says how.
"""

from __future__ import annotations

import socket
import struct
import time
from dataclasses import dataclass, field, fields
from types import TracebackType

from unread import unread_bytes

from sim.core.pose import IDENTITY, Pose

HEADER = b"mndrmt3\0"
PACKET_BYTES = 376
STANDING = Pose((0.0, 1.6, 0.0))
_CONTROLLER = struct.Struct("<7f3f3f5ffff2ff2f13?3x")
_EYE = struct.Struct("<4f7f4x")
_HEAD = struct.Struct("<7f?3x")


@dataclass
class RemoteEye:
    """``pose`` is head_from_eye. Angles in radians from straight ahead, right and up positive."""

    pose: Pose = IDENTITY
    left_rad: float = -0.75
    right_rad: float = 0.75
    up_rad: float = 0.75
    down_rad: float = -0.75


@dataclass
class RemoteHead:
    pose: Pose = STANDING
    eyes: tuple[RemoteEye, RemoteEye] | None = None
    """Left and right; None leaves them to Monado."""


@dataclass
class Curl:
    """How far each finger is closed, 0 to 1. Thumb and index wholly closed pinch (their tips 9 mm apart)."""

    little: float = 0.0
    ring: float = 0.0
    middle: float = 0.0
    index: float = 0.0
    thumb: float = 0.0


@dataclass
class RemoteController:
    pose: Pose = IDENTITY
    linear_velocity: tuple[float, float, float] = (0.0, 0.0, 0.0)
    angular_velocity: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Radians a second, in the controller's own axes."""
    curl: Curl = field(default_factory=Curl)
    trigger: float = 0.0
    squeeze: float = 0.0
    squeeze_force: float = 0.0
    thumbstick: tuple[float, float] = (0.0, 0.0)
    """Right and up positive, -1 to 1."""
    trackpad_force: float = 0.0
    trackpad: tuple[float, float] = (0.0, 0.0)
    hand_tracking_active: bool = False
    active: bool = True
    system_click: bool = False
    system_touch: bool = False
    a_click: bool = False
    a_touch: bool = False
    b_click: bool = False
    b_touch: bool = False
    trigger_click: bool = False
    trigger_touch: bool = False
    thumbstick_click: bool = False
    thumbstick_touch: bool = False
    trackpad_touch: bool = False

    def packed(self) -> bytes:
        curl = (getattr(self.curl, finger.name) for finger in fields(Curl))
        switches = (getattr(self, each.name) for each in fields(self) if each.type == "bool")
        return _CONTROLLER.pack(
            *_seven(self.pose),
            *self.linear_velocity,
            *self.angular_velocity,
            *curl,
            self.trigger,
            self.squeeze,
            self.squeeze_force,
            *self.thumbstick,
            self.trackpad_force,
            *self.trackpad,
            *switches,
        )


@dataclass
class Remote:
    """Everything the driver follows: change fields, then `send`. At first a person stands, hands before the hips."""

    head: RemoteHead = field(default_factory=RemoteHead)
    left: RemoteController = field(default_factory=lambda: RemoteController(Pose((-0.2, 1.0, -0.3))))
    right: RemoteController = field(default_factory=lambda: RemoteController(Pose((0.2, 1.0, -0.3))))
    _connection: socket.socket | None = None

    def connect(self, port: int, timeout_s: float = 10.0) -> Remote:
        """Wait to be greeted: the driver follows one connection at a time, the next when this is closed."""
        self._connection = socket.create_connection(("127.0.0.1", port), timeout_s)
        self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        greeting = 2 * PACKET_BYTES
        while greeting:
            received = len(self._connection.recv(greeting))
            if not received:
                self.close()
                raise ConnectionError("Monado's remote driver closed the connection.")
            greeting -= received
        return self

    def packed(self) -> bytes:
        eyes = self.head.eyes or (RemoteEye(), RemoteEye())
        return b"".join(
            (
                HEADER,
                *(_EYE.pack(eye.left_rad, eye.right_rad, eye.up_rad, eye.down_rad, *_seven(eye.pose)) for eye in eyes),
                _HEAD.pack(*_seven(self.head.pose), self.head.eyes is not None),
                self.left.packed(),
                self.right.packed(),
            )
        )

    def send(self, timeout_s: float = 10.0) -> None:
        """Send all that is set, and wait until the driver has taken it (about 0.2 ms): whoever asks then sees it."""
        if self._connection is None:
            raise ConnectionError("Connect first.")
        self._connection.sendall(self.packed())
        until = time.monotonic() + timeout_s
        while unread_bytes(self._connection):
            if time.monotonic() > until:
                raise TimeoutError("Monado's remote driver does not take what it is sent.")

    def close(self) -> None:
        """The head and the hands stay where they were last."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Remote:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _seven(pose: Pose) -> tuple[float, ...]:
    return (*pose.rotation, *pose.position)
