"""What the model was fitted to, and what the shipped parameter sets give."""

from experiments.history_matching import page as fitted
from experiments.texts import Language
from pages.writing import NOTICE


def page(language: Language) -> str:
    """Return the page: targets, what the shipped parameter sets give, and what they leave open."""
    return NOTICE.format(source="scenarios/fitted and experiments/history_matching") + fitted.page(language)
