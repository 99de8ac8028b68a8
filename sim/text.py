"""A text in both languages: what every layer says to people, it says in this."""

from dataclasses import asdict, dataclass
from typing import Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A word, a sentence or a paragraph in English and Chinese, with `{named}` places for values."""

    en: str
    zh: str

    def __call__(self, language: Language, **values: object) -> str:
        """Return it in one language with its values put in."""
        sentence = self.zh if language == "zh" else self.en
        return sentence.format(**values) if values else sentence

    def both(self) -> dict[str, str]:
        """Return the two by language, as tables and JSON hold them."""
        return asdict(self)
