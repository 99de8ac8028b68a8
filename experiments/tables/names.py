"""What the codes in the tables of a result folder are called."""

from collections.abc import Mapping, Sequence

from experiments.words import waterfall, whistles
from sim.names import WORDS, names_in
from sim.stages import Level
from sim.text import Text

_LEVELS = tuple(WORDS[Level].values())
# The last bar of a waterfall is what its steps lead to, no step.
_OWN: dict[str, dict[str, tuple[Text, ...]]] = {
    "capacity": {"level": _LEVELS},
    "resolution": {"authority": _LEVELS},
    "rate_steps": {"step": waterfall.RESOLUTION_STEPS[:-1]},
    "satisfaction_steps": {"step": waterfall.SATISFACTION_STEPS[:-1]},
    "whistle_steps": {"step": whistles.STEPS},
}


def names_of(table: str, categories: Sequence[Mapping[str, str]] = ()) -> Mapping[str, Sequence[Text]]:
    """Return what the codes of a table are called, by column; `categories` as `sim.names.names_in` takes them."""
    return _OWN.get(table) or names_in(table, categories)
