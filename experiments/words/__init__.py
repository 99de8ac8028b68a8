"""Every sentence the user reads, in English and Chinese.

A sentence is a `Text` constant of one of these modules; a test checks that both languages are
there and take the same values.
"""

from collections.abc import Sequence

from sim.language import language
from sim.text import LANGUAGES, Language, Text

__all__ = ["LANGUAGES", "Language", "Text", "choose_language"]


def choose_language(option: str | None = None, arguments: Sequence[str] = ()) -> Language:
    """Return the language of the option, else of `--lang` in `arguments`, else the one spoken (`sim.language`)."""
    given = [option] if option else []
    for at, word in enumerate(arguments):
        if word == "--lang" and at + 1 < len(arguments):
            given.append(arguments[at + 1])
        elif word.startswith("--lang="):
            given.append(word.removeprefix("--lang="))
    if not given:
        return language()
    return "zh" if given[0].lower().startswith("zh") else "en"
