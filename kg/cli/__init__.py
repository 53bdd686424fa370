"""The command line: ``kg COMMAND``. The only place that prints or exits.

Results go to standard output, progress and warnings to standard error. The library is imported
inside the commands, so that ``kg --help`` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from kg.cli import articles, check, correct, diff, graph, serve, workshop
from kg.cli.console import report
from kg.errors import KgError

_INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kg")
def kg() -> None:
    """Who backs whom, since when, and who says so: a graph from English news articles.

    \b
    Example:
      kg build seeds
      kg query who-supports --set name="Mark Rutte"
    """


for _command in (
    *articles.COMMANDS,
    *check.COMMANDS,
    *correct.COMMANDS,
    *diff.COMMANDS,
    *graph.COMMANDS,
    *serve.COMMANDS,
    *workshop.COMMANDS,
):
    kg.add_command(_command)


def main(args: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status; here, and only here, errors become a line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return kg.main(args=args, prog_name="kg", standalone_mode=False) or 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return _INTERRUPTED
    except KgError as error:
        report("error", str(error))
    except OSError as error:
        report("error", f"{error.filename}: {error.strerror}" if error.filename else str(error))
    return 1
