"""What every test starts from: a cache of its own, so that no test sees the user's, and
properties that take the time they take. They try the same examples in every run, unless
KAIYAKU_NIGHTLY=1 asks for new ones."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "unhurried",
    deadline=None,
    derandomize=os.environ.get("KAIYAKU_NIGHTLY") != "1",
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("unhurried")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    before = os.environ.get("KAIYAKU_CACHE_DIR")
    os.environ["KAIYAKU_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["KAIYAKU_CACHE_DIR"]
    else:
        os.environ["KAIYAKU_CACHE_DIR"] = before
