"""The command line: what the pages do, without a screen."""

from followup.cli.commands import main

__all__ = ["main"]
