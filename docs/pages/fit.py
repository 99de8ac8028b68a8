"""What the model was fitted to, and what the shipped parameter sets give."""

from docs.evidence.fit import page as fitted
from docs.pages.writing import NOTICE
from experiments.words import Language


def page(language: Language) -> str:
    """Return the page: targets, what the shipped parameter sets give, and what they leave open."""
    return NOTICE.format(source="scenarios/fitted and docs/evidence/fit") + fitted.page(language)
