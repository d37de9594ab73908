from __future__ import annotations

from telemetry.pending import Pending
from telemetry.protocol.events import Chat, ClientEvent
from telemetry.protocol.messages import Tell


def words(pending: Pending) -> list[tuple[int, ClientEvent]]:
    return [(tell.id, tell.body) for tell in pending.waiting]


def test_events_are_numbered_and_wait_until_they_are_acknowledged() -> None:
    pending = Pending()
    assert pending.welcomed(0) == []
    assert [pending.add(Chat(text)).id for text in "abc"] == [1, 2, 3]
    assert pending.next_event == 1
    pending.acknowledged(2)
    assert words(pending) == [(3, Chat("c"))]
    assert pending.next_event == 3
    pending.acknowledged(3)
    assert pending.next_event == 4
    assert len(pending) == 0


def test_a_program_that_begins_anew_goes_on_from_what_the_hub_knows_of_it() -> None:
    pending = Pending()
    pending.add(Chat("before the link"))
    assert pending.next_event == 0
    assert pending.welcomed(57) == [Tell(58, Chat("before the link"))]
    assert pending.add(Chat("next")).id == 59


def test_after_a_break_what_the_hub_lacks_is_told_again() -> None:
    pending = Pending()
    pending.welcomed(0)
    for text in "abcd":
        pending.add(Chat(text))
    assert pending.welcomed(2) == [Tell(3, Chat("c")), Tell(4, Chat("d"))]
    assert pending.welcomed(4) == []
    assert pending.add(Chat("e")).id == 5


def test_numbers_go_on_over_a_restart_of_the_program() -> None:
    pending = Pending([Tell(8, Chat("kept")), Tell(9, Chat("too"))])
    assert pending.next_event == 8
    assert pending.add(Chat("new")).id == 10
    assert pending.welcomed(8) == [Tell(9, Chat("too")), Tell(10, Chat("new"))]
    idle = Pending(next_id=12)
    assert idle.next_event == 12
    assert idle.add(Chat("x")).id == 12


def test_a_program_that_forgot_its_last_events_goes_on_after_them() -> None:
    pending = Pending(next_id=5)
    assert pending.welcomed(9) == []
    assert pending.add(Chat("new")).id == 10


def test_what_is_refused_is_given_back_and_not_told_again() -> None:
    pending = Pending()
    pending.welcomed(0)
    for text in "abc":
        pending.add(Chat(text))
    assert pending.refused(2) == Chat("b")
    assert pending.refused(2) is None
    assert words(pending) == [(3, Chat("c"))]


def test_only_what_was_not_taken_is_told_again() -> None:
    pending = Pending()
    pending.welcomed(0)
    for text in "abc":
        pending.add(Chat(text))
    assert pending.resend(2) == [Tell(2, Chat("b")), Tell(3, Chat("c"))]
