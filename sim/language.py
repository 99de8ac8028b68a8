"""The language the laboratory speaks to people: English or Chinese."""

import os

from sim.text import LANGUAGES, Language

VARIABLES = ("WHISTLE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_asked: list[Language] = []  # by `language`, the last one holds


def language(name: str | None = None) -> Language:
    """Speak a language from now on: names in tables, figures, reports, what objects show of themselves.

    Parameters
    ----------
    name : {"en", "zh"}, optional
        None: only say which language is spoken. Unless asked otherwise that is the one of WHISTLE_LANG, then of LC_ALL,
        LC_MESSAGES and LANG; anything unknown there is English.

    Returns
    -------
    {"en", "zh"}

    Raises
    ------
    sim.errors.BadInput
        If it is neither.
    """
    if name is not None:
        if name not in LANGUAGES:
            from sim.errors import BadInput, out_of_range  # pydantic comes with it

            raise BadInput([out_of_range("language", name, '"en", "zh"')])
        _asked[:] = [each for each in LANGUAGES if each == name]
    if _asked:
        return _asked[0]
    given = next((value for each in VARIABLES if (value := os.environ.get(each))), "")
    return "zh" if given.lower().startswith("zh") else "en"
