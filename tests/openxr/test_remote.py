from __future__ import annotations

import socket
import struct
import threading

import pytest
from remote import PACKET_BYTES, Curl, Remote, RemoteController, RemoteEye

from sim.core.pose import Pose

RIGHT = PACKET_BYTES - 120
LEFT = RIGHT - 120
SWITCHES = (
    "hand_tracking_active",
    "active",
    "system_click",
    "system_touch",
    "a_click",
    "a_touch",
    "b_click",
    "b_touch",
)
SWITCHES += ("trigger_click", "trigger_touch", "thumbstick_click", "thumbstick_touch", "trackpad_touch")


def floats(packet: bytes, at: int, count: int) -> tuple[float, ...]:
    return struct.unpack_from(f"<{count}f", packet, at)


def test_a_packet_has_the_length_and_the_header_that_the_driver_reads() -> None:
    packet = Remote().packed()
    assert len(packet) == PACKET_BYTES
    assert packet[:8] == b"mndrmt3\0"


def test_the_head_is_rotation_then_position_and_its_eyes_count_only_when_given() -> None:
    remote = Remote()
    remote.head.pose = Pose((1.0, 2.0, 3.0), (0.5, 0.5, -0.5, 0.5))
    assert floats(remote.packed(), 104, 7) == (0.5, 0.5, -0.5, 0.5, 1.0, 2.0, 3.0)
    assert remote.packed()[132:136] == b"\0\0\0\0"
    left = RemoteEye(Pose((-0.25, 0.0, 0.0)), left_rad=-1.0, right_rad=0.5, up_rad=0.25, down_rad=-0.125)
    remote.head.eyes = (left, RemoteEye(Pose((0.25, 0.0, 0.0))))
    packet = remote.packed()
    assert floats(packet, 8, 11) == (-1.0, 0.5, 0.25, -0.125, 0.0, 0.0, 0.0, 1.0, -0.25, 0.0, 0.0)
    assert floats(packet, 56, 11)[8:] == (0.25, 0.0, 0.0)
    assert packet[132:136] == b"\1\0\0\0"


def test_a_controllers_numbers_lie_where_the_driver_reads_them() -> None:
    remote = Remote()
    remote.left = RemoteController(
        pose=Pose((1.0, 2.0, 3.0)),
        linear_velocity=(4.0, 5.0, 6.0),
        angular_velocity=(7.0, 8.0, 9.0),
        curl=Curl(little=10.0, ring=11.0, middle=12.0, index=13.0, thumb=14.0),
        trigger=15.0,
        squeeze=16.0,
        squeeze_force=17.0,
        thumbstick=(18.0, 19.0),
        trackpad_force=20.0,
        trackpad=(21.0, 22.0),
    )
    assert floats(remote.packed(), LEFT, 26) == (0.0, 0.0, 0.0, 1.0, *map(float, range(1, 23)))
    assert floats(remote.packed(), RIGHT + 68, 1) == (0.0,)


@pytest.mark.parametrize(("at", "name"), list(enumerate(SWITCHES)))
def test_a_switch_is_one_byte(at: int, name: str) -> None:
    remote = Remote()
    remote.right = RemoteController(active=False)
    setattr(remote.right, name, True)
    assert remote.packed()[RIGHT + 104 :] == bytes(at) + b"\1" + bytes(15 - at)


def test_what_is_sent_is_one_packet_after_the_drivers_greeting() -> None:
    heard = bytearray()

    def driver(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection:
            connection.sendall(bytes(PACKET_BYTES))
            connection.sendall(bytes(PACKET_BYTES))
            while part := connection.recv(4096):
                heard.extend(part)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=driver, args=(listening,))
        thread.start()
        with Remote().connect(listening.getsockname()[1]) as remote:
            remote.send()
            remote.right.trigger = 0.5
            remote.send()
        thread.join()
    assert len(heard) == 2 * PACKET_BYTES
    assert floats(bytes(heard), PACKET_BYTES + RIGHT + 72, 1) == (0.5,)


def test_sending_waits_until_the_driver_has_taken_it() -> None:
    met: list[socket.socket] = []

    def greet(listening: socket.socket) -> None:
        met.append(listening.accept()[0])
        met[0].sendall(bytes(2 * PACKET_BYTES))

    with socket.create_server(("127.0.0.1", 0)) as listening:
        greeter = threading.Thread(target=greet, args=(listening,))
        greeter.start()
        with Remote().connect(listening.getsockname()[1]) as remote:
            greeter.join()
            with met[0] as driver:
                with pytest.raises(TimeoutError):
                    remote.send(timeout_s=0.02)
                taking = threading.Thread(target=driver.recv, args=(2 * PACKET_BYTES, socket.MSG_WAITALL))
                taking.start()
                remote.send()
                taking.join()


def send_often(remote: Remote) -> None:
    for _ in range(100):  # the first packet may still go to the dead
        remote.send()


def test_sending_to_a_driver_that_has_gone_is_an_error() -> None:
    def greet(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        connection.sendall(bytes(2 * PACKET_BYTES))
        connection.close()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        greeter = threading.Thread(target=greet, args=(listening,))
        greeter.start()
        with Remote().connect(listening.getsockname()[1]) as remote:
            greeter.join()
            with pytest.raises(ConnectionError):
                send_often(remote)


def test_a_driver_that_goes_away_before_its_greeting_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=lambda: listening.accept()[0].close())
        thread.start()
        with pytest.raises(ConnectionError):
            Remote().connect(listening.getsockname()[1])
        thread.join()


def test_nothing_is_sent_without_a_connection() -> None:
    with pytest.raises(ConnectionError):
        Remote().send()
