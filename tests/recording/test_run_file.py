import resource
from contextlib import contextmanager
from dataclasses import replace
from itertools import count

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from recorded_frames import HEADER, runs, smooth_frame, smooth_run

from sim.core.device import InputDevice
from sim.core.errors import RunFileError
from sim.core.events import Event, EventKind
from sim.core.model import Label
from sim.core.scorecard import MetricResult, ScoreCard
from sim.recording.blocks import Chain, Tag, opening
from sim.recording.contents import Chunk, End, encode
from sim.recording.reader import read_run
from sim.recording.writer import CHUNK_FRAMES, RunWriter

PLUNGE = MetricResult(
    "plunge", "pilot", 1.25, "mm", 3.5, 5.0, Label.OURS, "ours", "max depth past the far cortex", 0.0, 5.0, False
)
CARD = ScoreCard("bench_drilling", "assess", 0.1 + 0.2, True, 80.0, "ours", True, 61.5, (PLUNGE,), ("pilot/plunge",))

in_own_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)


def write(path, run, card=CARD):
    path.unlink(missing_ok=True)
    writer = RunWriter(path, HEADER)
    for frame, events in run:
        writer.record(frame, events)
    writer.finish(card)
    return path


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """The bytes of a run of 200 frames and the frames themselves."""
    run = smooth_run(200)
    return write(tmp_path_factory.mktemp("runs") / "whole.proctor", run).read_bytes(), run


@in_own_folder
@given(runs())
def test_any_run_comes_back(tmp_path, made):
    run = read_run(write(tmp_path / "any.proctor", made))
    assert repr(list(run.frames())) == repr([frame for frame, _ in made])
    assert run.events == tuple(event for _, events in made for event in events)
    assert (run.header, run.card, run.truncated, run.lost_bytes) == (HEADER, CARD, False, 0)
    assert run.frame_count == len(made)


@in_own_folder
@given(place=st.data(), mask=st.integers(1, 255))
def test_a_changed_byte_is_refused(tmp_path, recorded, place, mask):
    data = bytearray(recorded[0])
    data[place.draw(st.integers(0, len(data) - 1))] ^= mask
    path = tmp_path / "edited.proctor"
    path.write_bytes(data)
    with pytest.raises(RunFileError, match=r"edited\.proctor: byte \d+") as refused:
        read_run(path)
    assert refused.value.remedy


@in_own_folder
@given(st.data())
def test_a_cut_run_reads_up_to_its_last_whole_chunk(tmp_path, recorded, place):
    data, run = recorded
    size = place.draw(st.integers(0, len(data) - 1))
    path = tmp_path / "cut.proctor"
    path.write_bytes(data[:size])
    header_size = len(opening() + Chain().block(Tag.HEADER, encode(HEADER)))
    if size < header_size:
        with pytest.raises(RunFileError):
            read_run(path)
        return
    cut = read_run(path)
    whole = [frame for frame, _ in run]
    assert cut.truncated
    assert cut.card is None
    assert cut.frame_count % CHUNK_FRAMES == 0 or cut.frame_count == len(whole)
    assert list(cut.frames()) == whole[: cut.frame_count]
    assert cut.lost_bytes < size - header_size + 1


def test_what_was_handed_over_is_on_the_disk_before_the_run_ends(tmp_path):
    path = tmp_path / "killed.proctor"
    writer = RunWriter(path, HEADER)
    for frame, events in smooth_run(3 * CHUNK_FRAMES + 5):
        writer.record(frame, events)
    while read_run(path).frame_count < 3 * CHUNK_FRAMES:
        pass
    assert read_run(path).truncated
    writer.close()


def test_zeros_after_a_power_cut_count_as_a_cut(tmp_path, recorded):
    path = tmp_path / "zeros.proctor"
    path.write_bytes(recorded[0][:6000] + bytes(5000))
    with pytest.raises(RunFileError, match="checksum"):
        read_run(path)
    whole = read_run_of(tmp_path, recorded[0][:6000])
    path.write_bytes(recorded[0][: 6000 - whole.lost_bytes] + bytes(5000))
    run = read_run(path)
    assert (run.truncated, run.lost_bytes, run.frame_count) == (True, 5000, whole.frame_count)


def read_run_of(folder, data):
    path = folder / "part.proctor"
    path.write_bytes(data)
    return read_run(path)


def test_a_removed_chunk_is_refused(tmp_path, recorded):
    data = recorded[0]
    second = data.index(Tag.CHUNK.value, data.index(Tag.CHUNK.value) + 1)
    third = data.index(Tag.CHUNK.value, second + 1)
    with pytest.raises(RunFileError, match=f"byte {second}.*does not follow"):
        read_run_of(tmp_path, data[:second] + data[third:])


def test_something_after_the_end_is_refused(tmp_path, recorded):
    with pytest.raises(RunFileError, match="added after the end"):
        read_run_of(tmp_path, recorded[0] + b"more")


def test_chunks_must_follow_each_other(tmp_path):
    chain = Chain()
    gap = Chunk(5, 1, b"", (), ())
    data = opening() + chain.block(Tag.HEADER, encode(HEADER)) + chain.block(Tag.CHUNK, encode(gap))
    with pytest.raises(RunFileError, match="starts at frame 0"):
        read_run_of(tmp_path, data)


def test_a_chunk_that_does_not_hold_its_frames_is_refused(tmp_path):
    chain = Chain()
    empty = Chunk(0, 1, b"", (), ())
    data = opening() + chain.block(Tag.HEADER, encode(HEADER)) + chain.block(Tag.CHUNK, encode(empty))
    run = read_run_of(tmp_path, data)
    with pytest.raises(RunFileError, match="frames from 0"):
        list(run.frames())


def test_another_version_names_both(tmp_path, recorded):
    data = bytearray(recorded[0])
    data[8] = 99
    with pytest.raises(RunFileError, match=r"version 99, but this Proctor reads version 1"):
        read_run_of(tmp_path, bytes(data))


def test_another_kind_of_file_is_refused(tmp_path):
    for data in (b"", b"GIF89a", b"\x89PNG and so on, a picture"):
        with pytest.raises(RunFileError, match="not a run file"):
            read_run_of(tmp_path, data)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(RunFileError, match=r"nowhere\.proctor.*No such file"):
        read_run(tmp_path / "nowhere.proctor")


def test_frames_must_be_numbered_in_order(tmp_path):
    writer = RunWriter(tmp_path / "gap.proctor", HEADER)
    (first, _), _, (third, _) = smooth_run(3)
    writer.record(first, ())
    with pytest.raises(ValueError, match="expected frame 1, but got 2"):
        writer.record(third, ())
    writer.close()


def test_a_run_is_never_written_over(tmp_path, recorded):
    path = tmp_path / "taken.proctor"
    path.write_bytes(recorded[0])
    with pytest.raises(RunFileError, match="already"):
        RunWriter(path, HEADER)
    assert path.read_bytes() == recorded[0]


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(RunFileError, match=r"cannot be written.*--record"):
        RunWriter(tmp_path / "file" / "run.proctor", HEADER)


def test_a_disk_that_fills_up_is_told_while_the_run_goes_on(tmp_path):
    path = tmp_path / "big.proctor"
    with no_file_larger_than(10_000):
        writer = RunWriter(path, HEADER)
        with pytest.raises(RunFileError, match=r"cannot be written: File too large.*Make room"):
            record_for_ever(writer)
        with pytest.raises(RunFileError, match="cannot be written"):
            writer.close()
    assert read_run(path).truncated


@contextmanager
def no_file_larger_than(size):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def record_for_ever(writer):
    for index in count():
        writer.record(smooth_frame(index), ())


def test_a_run_broken_off_has_no_card(tmp_path):
    run = read_run(write(tmp_path / "off.proctor", smooth_run(10), card=None))
    assert run.card is None
    assert not run.truncated


def test_an_event_keeps_its_exact_value(tmp_path):
    event = Event(0, EventKind.PLUNGED, "pilot", value=0.1 + 0.2)
    frame, _ = smooth_run(1)[0]
    assert read_run(write(tmp_path / "event.proctor", [(frame, (event,))])).events == (event,)


def test_a_minute_takes_less_than_a_megabyte(tmp_path):
    path = write(tmp_path / "minute.proctor", smooth_run(90 * 60))
    assert path.stat().st_size < 1_000_000


def test_a_run_tells_what_led_the_hands_in_general_until_the_card_tells_what_did(tmp_path):
    header = replace(HEADER, device=InputDevice.HEADSET)
    for name, card, device in (
        ("whole", replace(CARD, device=InputDevice.HEADSET_BOTH), InputDevice.HEADSET_BOTH),
        ("broken_off", None, InputDevice.HEADSET),
    ):
        writer = RunWriter(tmp_path / f"{name}.proctor", header)
        writer.finish(card)
        assert read_run(writer.path).device is device


def test_a_run_from_before_there_were_headsets_was_made_at_the_desk(tmp_path):
    header, end = (msgspec.to_builtins(content) for content in (HEADER, End(0, CARD)))
    del header["device"]
    for added in ("device", "pass_mark_device"):
        del end["card"][added]
    for metric in end["card"]["metrics"]:
        del metric["norm_device"]
    chain = Chain()
    blocks = ((Tag.HEADER, header), (Tag.END, end))
    data = opening() + b"".join(chain.block(tag, msgspec.msgpack.encode(content)) for tag, content in blocks)
    run = read_run_of(tmp_path, data)
    assert (run.header, run.card, run.device) == (HEADER, CARD, InputDevice.DESK)
