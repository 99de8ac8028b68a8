"""The stop rule of commands: `--until`, `--target`, `--most`, read and told."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Protocol

from experiments.words import Language
from experiments.words import until as say
from experiments.words.faults import bad_input

if TYPE_CHECKING:
    from experiments.answer.differences.stopping import Looks
    from experiments.conduct.until import Until


class Asked(Protocol):
    """Options of a command that knows a stop rule."""

    @property
    def until(self) -> str | None:
        """Which rule."""
        ...

    @property
    def targets(self) -> tuple[str, ...]:
        """What is wanted of which measures."""
        ...

    @property
    def most(self) -> int | None:
        """Budget of replications."""
        ...

    @property
    def share(self) -> str | None:
        """Part of the runs."""
        ...


def rule_of(options: Asked, replications: int) -> Until | None:
    """Read the options of the stop rule; None without one.

    Raises
    ------
    sim.errors.BadInput
        If they cannot be used, or not together.
    """
    if options.until is None:
        if options.targets or options.most is not None:
            raise bad_input((say.NEEDS_UNTIL, {}))
        return None
    if options.share is not None:
        raise bad_input((say.SHARE_OR_UNTIL, {}))
    from experiments.conduct.until import parse_until

    return parse_until(options.until, options.targets, options.most, replications)


def say_rounds(rule: Until, looks: Looks, replications: int, language: Language, sets: int = 0) -> None:
    """Print when and why it was stopped, and what is answered."""
    from experiments.conduct.until import show_until

    print(say.HEAD(language, replications=replications, kind=rule.kind, most=rule.most))
    if sets:
        print(textwrap.fill(say.OVER_SETS(language, sets=sets), 100))
    for line in show_until(looks, language):
        print(textwrap.fill(line, 100, initial_indent="  ", subsequent_indent="    "))
