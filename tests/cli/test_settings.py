import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.core.errors import ProctorError
from sim.core.intents import Hand
from sim.folders import data_folder, new_run_file, runs_folder
from sim.settings import MirrorPicture, PictureQuality, Settings, load_settings, save_settings

settings = st.builds(
    Settings,
    language=st.text(),
    dominant=st.sampled_from(Hand),
    quality=st.none() | st.sampled_from(PictureQuality),
    sound=st.booleans(),
    tutorial_done=st.booleans(),
    table_offset_m=st.floats(allow_nan=False),
    seated=st.booleans(),
    vibration=st.floats(0.0, 1.0),
    mirror=st.sampled_from(MirrorPicture),
    keys=st.dictionaries(st.text(), st.text()),
)


@given(settings)
def test_settings_come_back_as_they_were(tmp_path_factory, saved):
    path = tmp_path_factory.mktemp("settings") / "proctor" / "settings.toml"
    save_settings(saved, path)
    loaded = load_settings(path)
    assert loaded.fault is None
    assert loaded.settings == saved


def test_without_a_file_there_are_defaults(tmp_path):
    loaded = load_settings(tmp_path / "settings.toml")
    assert loaded.settings == Settings()
    assert loaded.fault is None


@pytest.mark.parametrize(
    "text",
    [
        "language = ",
        'sound = "loud"',
        'quality = "ultra"',
        'dominant = "both"',
        'mirror = "both"',
        "seated = 0.5",
        "keys = 3",
        "\x00",
        "\udcff",
    ],
)
def test_a_broken_file_is_named_and_the_defaults_are_used(tmp_path, text):
    path = tmp_path / "settings.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    loaded = load_settings(path)
    assert loaded.settings == Settings()
    assert "settings.toml" in str(loaded.fault)
    assert loaded.fault.remedy


def test_a_folder_that_cannot_be_used_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ProctorError, match=r"cannot be kept.*PROCTOR_DATA_DIR"):
        save_settings(Settings(), tmp_path / "file" / "settings.toml")


def test_the_folder_can_be_chosen(monkeypatch, tmp_path):
    monkeypatch.setenv("PROCTOR_DATA_DIR", str(tmp_path))
    assert data_folder() == tmp_path
    assert runs_folder() == tmp_path / "runs"


def test_every_run_gets_a_name_of_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("PROCTOR_DATA_DIR", str(tmp_path))
    first = new_run_file("plate", "2026-11-02")
    assert first == tmp_path / "runs" / "2026-11-02_plate_1.proctor"
    first.parent.mkdir()
    first.touch()
    assert new_run_file("plate", "2026-11-02").name == "2026-11-02_plate_2.proctor"
