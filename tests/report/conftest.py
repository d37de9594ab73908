import pytest
from synthetic_run import SyntheticRun

from sim.report import pictures, report_html
from sim.scenario.library import load_scenario


@pytest.fixture(scope="session")
def scenario():
    return load_scenario("plate_osteosynthesis")


@pytest.fixture(scope="session", autouse=True)
def small_pictures():
    """What is in the pictures is tested with the imaging; here they only have to be there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "SIZE", (184, 60))
        yield


@pytest.fixture(scope="session")
def content(scenario):
    return SyntheticRun(scenario).play()


@pytest.fixture(scope="session", params=["en", "zh"])
def report_page(request, content):
    """Language and text of a report."""
    return request.param, report_html(content, request.param)
