"""The commands: options in, calls to the engine, text out. The one room that knows Typer."""
