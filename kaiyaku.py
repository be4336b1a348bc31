"""The package by the name that it is installed under, for a checkout, where it lies in ``engine/``.

The wheel has no such module: there, ``engine/`` itself is called ``kaiyaku``.
"""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine import *  # noqa: F403


def _load() -> None:
    home = Path(__file__).resolve().with_name("engine")
    spec = spec_from_file_location(
        __name__, home / "__init__.py", submodule_search_locations=[str(home)]
    )
    if spec is None or spec.loader is None:
        raise ImportError(f"there is no package in {home}")
    module = module_from_spec(spec)
    sys.modules[__name__] = module
    spec.loader.exec_module(module)


if __name__ == "__main__":
    from cli import main

    main()
else:
    _load()
