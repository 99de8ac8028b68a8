"""docs/odd.md: the model by the ODD+D protocol; prose from a template, tables from the code."""

import ast
import re
from collections import Counter

from docs.pages import odd_words as words
from docs.pages.formulas import FORMULAS_ZH
from docs.pages.writing import NOTICE, ROOT, names, said, shown, table
from experiments.words import Language, Text
from scenarios.clauses import CLAUSES
from scenarios.place import list_places, load_place, place_parameters
from scenarios.units import UNITS
from sim import calendar, tables
from sim.kernel import state
from sim.rules import Residents
from sim.stages import EventKind
from sim.still import BEHAVIOURS

PLACE = "district"
FUNCTIONS = ("agents/decisions.py", "sim/kernel/choices.py")


def page(language: Language) -> str:
    """Return the page in one language: the template with its tables put in."""
    from sim.model import BURN_IN_DAYS

    rows = parameters(language)
    status = words.STATUS
    counts = Counter(row[4] for row in rows)
    parts = {
        "entities": table(_heads(words.ENTITY_HEADS, language), entities(language)),
        "places": table(_heads(words.PLACE_HEADS, language), places(language)),
        "schedule": table(_heads(words.PHASE_HEADS, language), schedule(language)),
        "events": names(kind.name for kind in EventKind),
        "decisions": table(_heads(words.DECISION_HEADS, language), decisions(language)),
        "behaviours": names(BEHAVIOURS),
        "burn_in_days": str(BURN_IN_DAYS),
        "place": PLACE,
        "statuses": ", ".join(f"{counts[status[key](language)]} {status[key](language)}" for key in status),
        "parameters": table(_heads(words.PARAMETER_HEADS, language), rows),
        "equations": table(_heads(words.EQUATION_HEADS, language), equations(language)),
        "levers": table(_heads(words.LEVER_HEADS, language), levers(language)),
    }
    template = f"docs/templates/odd.{language}.md"
    text = (ROOT / template).read_text(encoding="utf-8")
    filled = re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match.group(1)], text)
    return NOTICE.format(source=f"{template}, docs/pages and the code") + filled


def entities(language: Language) -> list[tuple[str, str]]:
    """Return the entities with their state variables."""
    stocks = {"memory": words.MEMORY, "stocks": words.STOCKS, "queues": words.QUEUES}
    found = []
    for key, title in words.ENTITIES.items():
        if key in stocks:
            told = stocks[key](language)
        elif key == "residents":
            told = names(Residents._fields)
        elif key.endswith("_policy"):
            told = names(getattr(state, key.upper()).names)
        else:
            told = names(column.name for column in tables.TABLES[key])
        found.append((title(language), told))
    return found


def places(language: Language) -> list[tuple[str, ...]]:
    """Return the shipped places with their sizes."""
    from scenarios.compile import build_world

    found = []
    for name in list_places():
        place = load_place(name)
        built = build_world(place, -200, 200)
        world = built.world
        numbers = (len(world.street_district), len(world.community_street), len(world.department_district),
                   int(world.community_residents[-1]))  # fmt: skip
        title = place.zh if language == "zh" else place.en
        found.append((f"`{name}` {title}", *(f"{number:,}" for number in numbers)))
    return found


def schedule(language: Language) -> list[tuple[str, str, str]]:
    """Return the phases in their order."""
    return [(phase.name, told.what(language), told.when(language)) for phase, told in calendar.ORDER_OF_THE_DAY.items()]


def decisions(language: Language) -> list[tuple[str, ...]]:
    """Return who decides what."""
    return [tuple(text(language) for text in decision) for decision in words.DECISIONS]


def parameters(language: Language) -> list[tuple[str, ...]]:
    """Return every parameter of the place: value, unit, range, status, source."""
    place = load_place(PLACE)
    found: list[tuple[str, ...]] = []
    for name in place_parameters():
        part, _, field = name.partition(".")
        record = getattr(getattr(place, part), field)
        unit = UNITS[record.unit].title(language)
        span = "–" if record.low is None or record.high is None else f"{record.low:g}–{record.high:g}"
        status = words.STATUS[status_of(record.source)](language)
        found.append((f"`{name}`", shown(record.value), unit, span, status, record.source))
    return found


def status_of(source: str) -> str:
    """Tell whether a source is a published fact, a fit, or an assumption; a fit counts before what it started from."""
    if "fitted" in source:
        return "fitted"
    return "fact" if re.match(r"facts? \d", source) else "assumption"


def equations(language: Language) -> list[tuple[str, str]]:
    """Return the scalar functions of cases, residents and offices with their sentences."""
    return [
        (f"`{name}({', '.join(arguments)})`", FORMULAS_ZH.get(name, sentence) if language == "zh" else sentence)
        for name, arguments, sentence in functions()
    ]


def functions() -> list[tuple[str, list[str], str]]:
    """Return name, arguments and docstring of every scalar function."""
    return [
        (node.name, [argument.arg for argument in node.args.args], " ".join((ast.get_docstring(node) or "").split()))
        for file in FUNCTIONS
        for node in ast.parse((ROOT / file).read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    ]


def levers(language: Language) -> list[tuple[str, str, str]]:
    """Return every clause with the levers that carry it."""
    found = []
    for clause in CLAUSES:
        own = [lever.name for lever in clause.levers() if lever.clause == clause.id]
        process = [words.PROCESS(language)] if clause.quantities else []
        found.append((clause.id, said(clause.title, language), "; ".join([*process, *([names(own)] if own else [])])))
    return found


def _heads(heads: tuple[Text, ...], language: Language) -> list[str]:
    return [head(language) for head in heads]
