"""What a reader calls a factor: the words of its lever's declaration, else its dotted name."""

import re
from functools import cache

from experiments.words import Text
from scenarios.levers import LEVERS


@cache
def factor_words(name: str) -> Text:
    """Return a factor's name for sentences and figures, its dotted name behind it.

    A field of a lever is called by its declaration; place parameters have no words of their own and keep their
    dotted names, as has anything unknown.
    """
    table, _, field = name.partition(".")
    for lever in LEVERS:
        for record in lever.fields() if lever.name == table else ():
            if record.name == field:
                en = re.split(r"[;:.]", record.words.en)[0].strip()
                zh = re.split(r"[(（]", record.words.zh)[0].strip()
                return Text(en=f"{en[:1].lower()}{en[1:]} ({name})", zh=f"{zh} {name}")
    return Text(en=name, zh=name)
