from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from telemetry.settings import READERS, HubSettings, SettingsError, hub_settings

SECRET_DATABASE = "postgresql://hub:hunter2@db.example/proctor"
SECRET_REDIS = "redis://:hunter2@10.0.0.5:6379/0"


def test_without_anything_it_serves_this_machine_from_the_data_folder(tmp_path: Path) -> None:
    settings = hub_settings({}, {"PROCTOR_DATA_DIR": str(tmp_path)})
    assert settings == HubSettings(folder=tmp_path / "hub", database=f"sqlite:///{tmp_path / 'hub' / 'hub.sqlite3'}")
    assert (settings.host, settings.port, settings.redis, settings.tls_cert) == ("127.0.0.1", 8765, None, None)
    assert settings.keys_folder == tmp_path / "hub" / "keys"


def test_an_option_counts_more_than_the_environment_and_that_more_than_the_default() -> None:
    environment = {"PROCTOR_HUB_PORT": "9001", "PROCTOR_HUB_HOST": "0.0.0.0"}
    settings = hub_settings({"port": 9002, "host": None, "redis": None}, environment)
    assert (settings.port, settings.host) == (9002, "0.0.0.0")


def test_every_setting_can_be_given_in_the_environment() -> None:
    assert {one.name for one in fields(HubSettings)} == {*READERS, "folder"}
    settings = hub_settings(
        {},
        {
            "PROCTOR_HUB_FOLDER": "/srv/hub",
            "PROCTOR_HUB_DATABASE": SECRET_DATABASE,
            "PROCTOR_HUB_REDIS": SECRET_REDIS,
            "PROCTOR_HUB_HOST": "hub.lab",
            "PROCTOR_HUB_PORT": "443",
            "PROCTOR_HUB_TLS_CERT": "/etc/hub/server.pem",
            "PROCTOR_HUB_TLS_KEY": "/etc/hub/server-key.pem",
            "PROCTOR_HUB_ORIGINS": "https://Portal.example, http://localhost:8080",
            "PROCTOR_HUB_PROXIES": "10.0.0.0/8 2001:db8::1",
            "PROCTOR_HUB_METRICS_FROM": "192.0.2.0/24",
            "PROCTOR_HUB_TOKEN_S": "3600",
            "PROCTOR_HUB_KEEP_TALK_DAYS": "30",
            "PROCTOR_HUB_KEEP_SCORES_DAYS": "365",
        },
    )
    assert settings.folder == Path("/srv/hub")
    assert (settings.database, settings.redis) == (SECRET_DATABASE, SECRET_REDIS)
    assert (settings.tls_cert, settings.tls_key) == (Path("/etc/hub/server.pem"), Path("/etc/hub/server-key.pem"))
    assert settings.origins == ("https://portal.example", "http://localhost:8080")
    assert [str(network) for network in settings.proxies] == ["10.0.0.0/8", "2001:db8::1/128"]
    assert [str(network) for network in settings.metrics_from] == ["192.0.2.0/24"]
    assert (settings.token_s, settings.keep_talk_days, settings.keep_scores_days) == (3600, 30, 365)


def test_passwords_may_stand_in_files(tmp_path: Path) -> None:
    (tmp_path / "database").write_text(SECRET_DATABASE + "\n")
    environment = {"PROCTOR_HUB_DATABASE_FILE": str(tmp_path / "database")}
    assert hub_settings({}, environment).database == SECRET_DATABASE
    with pytest.raises(SettingsError, match="PROCTOR_HUB_REDIS_FILE"):
        hub_settings({}, environment | {"PROCTOR_HUB_REDIS_FILE": str(tmp_path / "none")})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "70000"), ("port", "-1"), ("port", "http"), ("host", "https://hub.lab"), ("host", ""),
        ("database", "mysql://hub:hunter2@host/x"), ("database", "hunter2"), ("redis", "http://:hunter2@host"),
        ("origins", "portal.example"), ("origins", "https://portal.example/path"), ("origins", "https://a@b"),
        ("proxies", "10.0.0.1/8"), ("metrics_from", "everybody"), ("token_s", "0"), ("keep_talk_days", "1.5"),
        ("tls_cert", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_named_without_its_secret(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as by_option:
        hub_settings({name: value}, {})
    assert f"--{name.replace('_', '-')}" in str(by_option.value)
    with pytest.raises(SettingsError) as by_variable:
        hub_settings({}, {f"PROCTOR_HUB_{name.upper()}": value})
    assert f"PROCTOR_HUB_{name.upper()}" in str(by_variable.value)
    assert "hunter2" not in str(by_option.value) + str(by_variable.value)


@pytest.mark.parametrize("name", ["tls_cert", "tls_key"])
def test_a_certificate_needs_its_key(name: str) -> None:
    with pytest.raises(SettingsError, match="belong together"):
        hub_settings({name: "file.pem"}, {})


@pytest.mark.parametrize(
    ("host", "cert", "is_open"),
    [
        ("127.0.0.1", None, False), ("::1", None, False), ("localhost", None, False), ("0.0.0.0", None, True),
        ("hub.lab", None, True), ("0.0.0.0", "server.pem", False),
    ],
)  # fmt: skip
def test_a_hub_that_others_reach_without_tls_is_known(host: str, cert: str | None, is_open: bool) -> None:
    settings = hub_settings({"host": host, "tls_cert": cert, "tls_key": cert}, {})
    assert settings.open_to_all_without_tls is is_open


def test_what_is_shown_of_settings_has_no_password() -> None:
    with_parameter = "postgresql://db.example/proctor?user=hub&password=hunter2"
    for database in (SECRET_DATABASE, with_parameter):
        settings = hub_settings({"database": database, "redis": SECRET_REDIS}, {})
        shown = settings.described()
        assert "hunter2" not in repr(settings) + str(settings) + str(shown)
        assert "db.example/proctor" in shown["database"]
        assert "10.0.0.5:6379" in shown["redis"]
        assert set(shown) == {one.name for one in fields(HubSettings)}
