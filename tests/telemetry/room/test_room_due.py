from __future__ import annotations

from rehearsal import Rehearsal

from telemetry.protocol.streams import Pose
from telemetry.roles import Role

POSE = Pose(bytes(16))


def test_a_room_is_due_when_there_is_something_new_and_no_sooner_than_its_pace() -> None:
    played = Rehearsal()
    operator = played.person("OPERATOR", Role.OPERATOR)
    rep = played.person("REP", Role.REPRESENTATIVE)
    room = played.room
    room.frame_s = 0.02
    assert room.due_s is None
    played.now_s = 10.0
    operator.stream(POSE)
    played.hub_hears(operator)
    assert room.due_s is not None
    assert room.due_s <= 10.0, "after a silence at once"
    played.tick()
    assert room.due_s is None
    operator.stream(POSE)
    played.now_s = 10.005
    played.hub_hears(operator)
    assert room.due_s == 10.02
    played.now_s = 10.02
    played.tick()
    played.drop(rep)
    played.settle()
    assert room.due_s == 10.02 + 60.0, "when the seat is given up"
