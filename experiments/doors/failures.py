"""How a command ends when something goes wrong: one message, the right exit code, nothing half-written.

0 done; 1 the run failed; 2 bad input; 130 stopped with Ctrl-C.
"""

import errno
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from experiments.words import LANGUAGES, Language, choose_language
from experiments.words import messages as say
from experiments.words.notes import said_once

DONE, FAILED, BAD, INTERRUPTED = 0, 1, 2, 130
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Ended(Exception):
    """A command has ended with an exit code; what was to be said has been said."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def given_language(option: str | None) -> Language:
    """Return the language to speak; refuse one we do not."""
    if option is not None and option not in LANGUAGES:
        aside(say.BAD_LANGUAGE(choose_language(), value=option))
        raise Ended(BAD)
    return choose_language(option)


@contextmanager
def told(
    language: Language, *, target: Path | None = None, kept: Callable[[], str] | None = None, debug: bool = False
) -> Iterator[None]:
    """Turn every failure into its message and exit code.

    Parameters
    ----------
    target : Path, optional
        Result folder being written: what was kept of it is said.
    kept : callable, optional
        Says what was kept, where that is not a result folder.
    """
    try:
        with said_once(language, aside):
            yield
    except Ended:  # all has been said
        raise
    except KeyboardInterrupt:
        aside("\n" + say.STOPPED(language))
        _say_kept(language, target, kept)
        raise Ended(INTERRUPTED) from None
    except BrokenPipeError:
        raise Ended(DONE) from None  # the reader has gone: nobody to say anything to
    except Exception as error:
        if debug:
            raise
        raise Ended(_code_of(error, language, target, kept)) from None


def _code_of(error: Exception, language: Language, target: Path | None, kept: Callable[[], str] | None) -> int:
    from sim.errors import BadInput

    if isinstance(error, BadInput):
        aside(error.text(language))
        return BAD
    from concurrent.futures.process import BrokenProcessPool

    from experiments.conduct.carry_out import RunsFailed

    reason = (str(error).splitlines() or [type(error).__name__])[0]
    if isinstance(error, OSError) and (error.errno in NO_ROOM or "No space left" in str(error)):
        aside(say.DISK_FULL(language, reason=reason))
    elif isinstance(error, BrokenProcessPool):
        aside(say.FAILED(language, reason=say.WORKER_DIED(language)))
    elif isinstance(error, RunsFailed):
        aside(say.RUNS_FAILED(language, count=error.count, folder=error.folder, error=error.error))
    else:
        aside(say.FAILED(language, reason=f"{type(error).__name__}: {reason}"))
    _say_kept(language, target, kept)
    return FAILED


def _say_kept(language: Language, target: Path | None, kept: Callable[[], str] | None) -> None:
    if kept is not None:
        _say_with(kept)
    if target is None:
        return
    from experiments.store.folder import kept_in

    done, total = kept_in(target)
    if done:
        aside(say.KEPT(language, done=done, total=total, folder=target))
    else:
        aside(say.NOTHING_KEPT(language))


def _say_with(kept: Callable[[], str]) -> None:
    """Say what was kept; a folder too damaged to tell must not hide why the command ended."""
    from sim.errors import BadInput

    try:
        told = kept()
    except (OSError, BadInput):
        return
    if told:
        aside(told)


def aside(message: str) -> None:
    """Say something beside the result: why a command ends, what was kept."""
    print(message, file=sys.stderr, flush=True)
