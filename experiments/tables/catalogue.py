"""The list of tables that every result folder holds, and that its content hash covers."""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from experiments.tables import rates, resolution, satisfaction_steps, summaries, whistle_steps
from sim import tables
from sim.tables import Column

_MONTH = Column("month", "int32", "", "a twelfth of 365 days, from 0; comparisons")
_DAY = Column("day", "int32", "", "day of the run; single runs, instead of month")
_OFFICE = Column("office", "int32", "", "number of the office at its level; single runs")


def _of(columns: tuple[Column, ...], *names: str) -> tuple[Column, ...]:
    return tuple(column for column in columns if column.name in names)


class ResultTable(NamedTuple):
    """One table of a result folder; every row also has `scenario`, `replication` and, with sets, `parameters`."""

    name: str
    make: Callable[..., pd.DataFrame] | None  # from a trace and whose it is; None: from the plan and the measures
    meaning: str
    columns: tuple[Column, ...]


RESULT_TABLES = (
    ResultTable("runs", None, "Who a run is, what was set, its measures (below).", summaries.RUN_COLUMNS),
    ResultTable("daily", summaries.daily, "The trace's table of that name, reported days.", tables.DAILY),
    ResultTable("workload", summaries.workload, "Hours by who created the work, who did it and what it was.",
                (_MONTH, _DAY, _OFFICE, *_of(tables.WORKLOAD, "origin_level", "level", "kind", "hours"))),
    ResultTable("capacity", summaries.capacity, "Hours staffed, idle and overrun; desks are outside them.",
                (_MONTH, _DAY, _OFFICE, *_of(tables.OFFICES, "level", "staffed", "idle", "overrun"))),
    ResultTable("funnel", summaries.funnel, "Hours of passed-down work by the department that created it.",
                (_MONTH._replace(meaning="a twelfth of 365 days, from 0"),
                 *_of(tables.FUNNEL, "origin", "level", "kind", "hours"))),
    ResultTable("offices", summaries.offices, "Every office over the whole period.", summaries.OFFICE_COLUMNS),
    ResultTable("resolution", resolution.resolution_table, "How long until an issue is resolved, by duration.",
                resolution.COLUMNS),
    ResultTable("rates", rates.rates, "Numbers behind the measured and the true rates, by month.", rates.RATE_COLUMNS),
    ResultTable("rate_steps", rates.rate_steps, "From the true to the measured resolution rate: part ÷ whole.",
                rates.STEP_COLUMNS),
    ResultTable("satisfaction_steps", satisfaction_steps.satisfaction_steps,
                "From the true to the measured satisfaction rate: part ÷ whole.", satisfaction_steps.COLUMNS),
    ResultTable("whistle_steps", whistle_steps.whistle_steps, "How far whistles come and how long each step takes.",
                whistle_steps.COLUMNS),
)  # fmt: skip
