from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache, partial

import pytest
from whole_runs import WholeRun, played_once


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, int], WholeRun]:
    """``played(bot, seed)``: a bot's whole run of the shipped procedure; the first to ask waits for it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    return lru_cache(maxsize=2)(partial(played_once, folder))
