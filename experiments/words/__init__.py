"""Every sentence the user reads, in English and Chinese.

A sentence is a `Text` constant of one of these modules; a test checks that both languages are
there and take the same values.
"""

import os
from collections.abc import Sequence

from sim.text import LANGUAGES, Language, Text

__all__ = ["LANGUAGES", "Language", "Text", "choose_language"]


def choose_language(option: str | None = None, arguments: Sequence[str] = ()) -> Language:
    """Return the language of the option, else of `--lang` in `arguments`, else of the environment.

    The environment is WHISTLE_LANG, then LC_ALL, LC_MESSAGES and LANG; anything unknown is English.
    """
    given = [option] if option else []
    for at, word in enumerate(arguments):
        if word == "--lang" and at + 1 < len(arguments):
            given.append(arguments[at + 1])
        elif word.startswith("--lang="):
            given.append(word.removeprefix("--lang="))
    if not given:
        given = [value for name in ("WHISTLE_LANG", "LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))]
    return "zh" if given and given[0].lower().startswith("zh") else "en"
