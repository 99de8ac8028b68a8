"""The command `whistle`: what can be asked for.

Nothing heavy is imported here: `whistle --help` must answer at once.
"""

import atexit
import faulthandler
import os
import sys
from contextlib import suppress
from typing import Any

import typer

from experiments.doors.asking import Command, callback
from experiments.doors.commands import (
    check,
    compare,
    demo,
    diff,
    discover,
    explain,
    figures,
    listing,
    merge,
    run,
    sensitivity,
    status,
    sweep,
    tradeoffs,
)
from experiments.doors.failures import DONE, INTERRUPTED, Ended
from experiments.words import Language, choose_language
from experiments.words import help as say

# In the order of the help.
COMMANDS: tuple[Command[Any], ...] = (
    demo.COMMAND,
    *listing.COMMANDS,
    explain.COMMAND,
    diff.COMMAND,
    check.COMMAND,
    run.COMMAND,
    compare.COMMAND,
    figures.COMMAND,
    status.COMMAND,
    sweep.COMMAND,
    sensitivity.COMMAND,
    discover.COMMAND,
    tradeoffs.COMMAND,
    merge.COMMAND,
)


def command() -> None:
    """Run the command line as a process of its own, and leave without what libraries do after Python has ended.

    Threads of compiled libraries that nobody waits for abort a process now and then while their code is unloaded
    ("terminate called without an active exception"), and with it the exit code is lost. All that Python has to do at
    the end is done before: what is registered for it, and streams.
    """
    try:
        main()
    except SystemExit as ended:
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):
                stream.flush()
        os._exit(ended.code if isinstance(ended.code, int) else 0)


def main() -> None:
    """Run the command line and leave with its exit code; a crash of compiled code says where it was."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):  # a stream that is no file
            faulthandler.enable()
    try:
        from experiments.doors.streams import close_output, code_of, open_output

        open_output()
        build_app(choose_language(arguments=sys.argv[1:]))()
        code = DONE
    except Ended as ended:
        code = ended.code
    except SystemExit as ended:
        code = code_of(ended)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    sys.exit(close_output(code))


def build_app(help_language: Language) -> typer.Typer:
    """Return the application with help in one language."""
    app = typer.Typer(
        help=say.APP(help_language),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for command in COMMANDS:
        app.command(command.name, help=command.help(help_language))(callback(command, help_language))
    return app
