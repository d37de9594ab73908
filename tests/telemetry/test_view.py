from __future__ import annotations

import pytest

from telemetry.protocol.errors import ErrorCode, ProtocolError
from telemetry.protocol.events import Chat, Dropped, Event, Events, Joined, Person, Recorded, Returned
from telemetry.protocol.messages import RoomState, SnapshotTold, Welcome
from telemetry.protocol.streams import Frame, Pose, Speaking, Told
from telemetry.roles import Role
from telemetry.view import View

ME = Person(1, "ME", "Li", Role.OPERATOR)
OTHER = Person(2, "OTHER", "Wang", Role.TRAINER)
POSE = Pose(bytes(16))


def welcome(*, resumed: bool = False, snapshot: int | None = None, number: int = 0) -> Welcome:
    return Welcome(
        version=1,
        room="7K3QX-M0ZTD",
        member=1,
        token="",
        resumed=resumed,
        last_event=0,
        number=number,
        at_ms=0,
        opened_unix_ms=0,
        snapshot=snapshot,
        roster=(ME, OTHER),
        state=RoomState(),
    )


def event(number: int, body: Event) -> Recorded:
    return Recorded(number, 0, 0, 0, body)


@pytest.fixture
def view() -> View:
    view = View()
    view.take(welcome())
    return view


def test_each_event_comes_out_once_though_it_is_told_twice(view: View) -> None:
    first, second = event(1, Chat("a")), event(2, Chat("b"))
    assert view.take(Events([first])) == [first]
    assert view.take(Events([first, second])) == [second]
    assert view.seen == 2


def test_a_gap_is_never_passed_over(view: View) -> None:
    with pytest.raises(ProtocolError) as caught:
        view.take(Events([event(2, Chat("b"))]))
    assert caught.value.code is ErrorCode.GAP
    assert view.seen == 0


def test_events_wait_for_the_snapshot() -> None:
    view = View()
    view.take(welcome(snapshot=7))
    view.take(SnapshotTold(7, 0, 2, b"bo"))
    assert view.snapshot is None
    assert view.seen == 0, "who drops out now begins anew"
    with pytest.raises(ProtocolError):
        view.take(Events([event(8, Chat("too early"))]))
    view.take(SnapshotTold(7, 1, 2, b"ne"))
    assert view.snapshot == b"bone"
    assert view.take(Events([event(8, Chat("now"))])) == [event(8, Chat("now"))]


def test_a_part_of_a_snapshot_that_is_missing_is_noticed() -> None:
    view = View()
    view.take(welcome(snapshot=7))
    with pytest.raises(ProtocolError):
        view.take(SnapshotTold(7, 1, 2, b"ne"))


def test_who_is_in_the_room_is_not_changed_by_what_was_before_the_welcome() -> None:
    view = View()
    view.take(welcome(number=3))
    view.take(Events([event(1, Joined(Person(3, "GONE", "", Role.WATCHER))), event(2, Dropped(2))]))
    assert set(view.standing.roster) == {1, 2}
    assert not view.standing.roster[2].away


def test_only_others_who_are_there_are_seen(view: View) -> None:
    told = view.frame(Frame(5, [Told(1, 5, POSE), Told(2, 5, POSE), Told(9, 5, POSE)]))
    assert told == [Told(2, 5, POSE)]
    view.take(Frame(6, [Told(2, 6, Speaking(9))]))
    assert view.streams == {2: {Pose: Told(2, 5, POSE), Speaking: Told(2, 6, Speaking(9))}}
    view.take(Events([event(1, Dropped(2))]))
    assert view.streams == {}
    assert view.frame(Frame(7, [Told(2, 7, POSE)])) == []
    view.take(Events([event(2, Returned(2))]))
    assert view.frame(Frame(8, [Told(2, 8, POSE)])) != []


def test_a_resumption_keeps_what_was_seen_and_a_new_beginning_does_not(view: View) -> None:
    view.take(Events([event(1, Chat("a"))]))
    view.take(welcome(resumed=True, number=2))
    assert view.seen == 1
    view.take(welcome())
    assert view.seen == 0
