import io
import wave

import numpy as np
import pytest

from assets.sounds import LOOPS, SHOTS, SOUNDS, signal, sound
from assets.sounds.synthesis import RATE, wav


def spectrum_peak_hz(samples: np.ndarray, low_hz: float, high_hz: float) -> float:
    power = np.abs(np.fft.rfft(samples))
    frequency = np.fft.rfftfreq(len(samples), 1.0 / RATE)
    band = (frequency >= low_hz) & (frequency <= high_hz)
    return float(frequency[band][np.argmax(power[band])])


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_is_a_mono_wav_file_that_is_neither_clipped_nor_silent(name: str) -> None:
    with wave.open(io.BytesIO(sound(name))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    assert 0.1 * 32767 < np.abs(samples.astype(int)).max() <= 0.93 * 32767
    assert abs(samples.mean()) < 0.01 * 32767


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_is_the_same_every_time(name: str) -> None:
    assert np.array_equal(signal(name), signal(name))


@pytest.mark.parametrize("name", sorted(LOOPS))
def test_a_loop_has_no_seam(name: str) -> None:
    samples = signal(name)
    inside = np.abs(np.diff(samples)).max()
    assert abs(samples[0] - samples[-1]) <= inside
    bend_inside = np.abs(np.diff(samples, 2)).max()
    around = np.concatenate([samples[-2:], samples[:2]])
    assert np.abs(np.diff(around, 2)).max() <= bend_inside


@pytest.mark.parametrize("name", sorted(SHOTS))
def test_a_shot_begins_and_ends_in_silence(name: str) -> None:
    samples = signal(name)
    assert abs(samples[0]) < 0.02
    assert np.abs(samples[-20:]).max() < 0.02
    assert len(samples) <= 2.5 * RATE


def test_the_drill_hums_at_its_turning_speed() -> None:
    assert spectrum_peak_hz(signal("drill"), 40.0, 90.0) == pytest.approx(62.0, abs=4.0)


def test_a_working_drill_carries_more_of_its_power_low_down() -> None:
    def low_share(name: str) -> float:
        power = np.abs(np.fft.rfft(signal(name))) ** 2
        frequency = np.fft.rfftfreq(len(signal(name)), 1.0 / RATE)
        return float(power[frequency < 420.0].sum() / power.sum())

    assert low_share("drill_load") > low_share("drill") + 0.05


def test_a_signal_beyond_full_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="full scale"):
        wav(np.array([0.0, 1.2]))


def test_an_unknown_sound_is_named() -> None:
    with pytest.raises(KeyError, match="trumpet"):
        sound("trumpet")
