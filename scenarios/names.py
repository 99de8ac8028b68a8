"""Names of scenarios and places: they stand in tables and become names of folders, on every system."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator

MOST_LETTERS = 50
_FORBIDDEN = set('/\\:*?"<>|')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
ALLOWED = (
    (
        f'1 to {MOST_LETTERS} letters, digits, spaces and signs; none of / \\ : * ? " < > |, no line break, '
        "no space or dot at either end, no name a system keeps for itself (CON, NUL, COM1, …)"
    ),
    (
        f'1 至 {MOST_LETTERS} 个字母、汉字、数字、空格或符号；不含 / \\ : * ? " < > | 与换行，'
        "首尾不是空格或点，也不是系统保留名（CON、NUL、COM1 等）"
    ),
)


def can_be_a_name(name: str) -> bool:
    """Tell whether a name can be that of a folder anywhere."""
    return (
        0 < len(name) <= MOST_LETTERS
        and name == name.strip().strip(".")
        and not _FORBIDDEN & set(name)
        and not any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") for sign in name)
        and _RESERVED.fullmatch(name) is None
    )


def alike(name: str) -> str:
    """Return what names have in common that some system takes for one: small letters, joined accents."""
    return unicodedata.normalize("NFC", name).casefold()


def _checked(name: str) -> str:
    if not can_be_a_name(name):
        raise ValueError(*ALLOWED)
    return name


Name = Annotated[str, AfterValidator(_checked)]
