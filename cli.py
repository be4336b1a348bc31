"""The console command: assembled in engine.commands."""
