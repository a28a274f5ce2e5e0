"""Stores for tests, and the environment that points the dashboard to them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import group_stores
import pytest
import stores
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest, local_script_runner

os.environ["SAMMACHIP_AHEAD"] = "0"  # nothing is asked of a test's store but by the test
APP = Path(__file__).resolve().parent.parent / "dashboard" / "app.py"

# every AppTest would read the metadata of every installed package anew: two thirds of what a small page costs
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def _wait_for_its_end(runner: local_script_runner.LocalScriptRunner, timeout: float = 3) -> None:
    """Let a run of the app have the processor: Streamlit's own waiting looks a thousand times a second."""
    assert runner._script_thread is not None
    runner._script_thread.join(timeout)
    if not runner.script_stopped():
        runner.request_stop()
        runner.join()
        raise TimeoutError(f"the app ran longer than {timeout} s")


local_script_runner.require_widgets_deltas = _wait_for_its_end


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest in one file comes first, so that at the end no worker waits for another's."""
    long = [APP.parent.parent / "tests" / name for name in ("lake", "faults", "browser")]
    items.sort(key=lambda item: not any(item.path.is_relative_to(folder) for folder in long))


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A real store with eight villages at different stages (see stores.py), shared: whoever writes takes a copy."""
    folder = tmp_path_factory.mktemp("small")
    stores.build_store(folder)
    yield folder
    assert not list(folder.glob("audit*")), "a test did something in the store that all share"


@pytest.fixture(scope="session")
def group_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small store with groups at every step (see group_stores.py)."""
    folder = tmp_path_factory.mktemp("groups")
    group_stores.build_group_store(folder)
    return folder


@pytest.fixture
def open_app(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Run the dashboard on a store at an address, on the stores' today: `open_app(folder, area="40")`."""

    def _open(folder: Path, page: str = "", /, **query: str) -> AppTest:
        monkeypatch.setenv("SAMMACHIP_STORE", str(folder))
        monkeypatch.setenv("SAMMACHIP_TODAY", stores.TODAY.isoformat())
        app = AppTest.from_file(str(APP), default_timeout=60)
        app.query_params.update(query)
        app.run()
        return app.switch_page(page).run() if page else app

    return _open
