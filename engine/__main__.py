"""``python -m``, for where the command itself is not on the path."""

from .commands.program import main

main()
