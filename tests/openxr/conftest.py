from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from remote import Remote
from runtime import Devices, Runtime, why_missing


@pytest.fixture(scope="session")
def monado() -> None:
    """There is a runtime. Where there is none its tests are skipped, but fail in CI, where nobody would notice."""
    reason = why_missing()
    if reason and os.environ.get("CI") == "true":
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)


@pytest.fixture(scope="session")
def runtime(monado: None) -> Iterator[Runtime]:
    """The runtime for tests that leave it as it was."""
    with Runtime() as running:
        yield running


@pytest.fixture
def start_runtime(monado: None) -> Iterator[Callable[..., Runtime]]:
    """``start_runtime(devices=..., hurried=...)``: one for a test that does anything to it."""
    with ExitStack() as stack:

        def start(*, devices: Devices = Devices.REMOTE, hurried: bool = False) -> Runtime:
            return stack.enter_context(Runtime(devices=devices, hurried=hurried))

        yield start


@pytest.fixture
def person(runtime: Runtime) -> Iterator[Remote]:
    """Who wears the headset of ``runtime``, at rest."""
    with runtime.remote() as remote:
        remote.send()
        yield remote
