"""What the codes in tables are called, in both languages, and the columns of names that stand beside them in memory.

Files hold codes alone (`sim.tables`); a table in memory has beside a column of codes `x` a categorical column `x_name`.
"""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

import numpy as np
import pandas as pd

from sim.stages import (
    FAMILIES,
    GROUNDS,
    Authority,
    Channel,
    Family,
    Grade,
    Ground,
    Handler,
    Level,
    Solvability,
    Standing,
    Status,
    TaskKind,
    TaskStatus,
    Threat,
    Work,
)
from sim.text import Language, Text

SUFFIX = "_name"


WORDS: dict[type[IntEnum], Mapping[Any, Text]] = {
    Level: {
        Level.RESIDENT: Text(en="resident", zh="居民"),
        Level.COMMUNITY: Text(en="community", zh="社区"),
        Level.STREET: Text(en="street office", zh="街道"),
        Level.DEPARTMENT: Text(en="department", zh="部门"),
        Level.HANDLER: Text(en="outside government", zh="政府之外"),
    },
    Handler: {
        Handler.PROPERTY: Text(en="property firm", zh="物业企业"),
        Handler.VOLUNTEERS: Text(en="volunteers", zh="志愿者"),
        Handler.CONTRACTOR: Text(en="contractor", zh="市场企业"),
        Handler.SOCIAL: Text(en="social organisation", zh="社会组织"),
        Handler.UTILITY: Text(en="utility", zh="公用事业单位"),
    },
    Grade: {
        Grade.EMERGENCY: Text(en="emergency", zh="特急"),
        Grade.URGENT: Text(en="urgent", zh="紧急"),
        Grade.ORDINARY: Text(en="ordinary", zh="一般"),
        Grade.COMPLEX: Text(en="complex", zh="疑难"),
    },
    Solvability: {
        Solvability.SOLVABLE: Text(en="solvable", zh="可以解决"),
        Solvability.UNREASONABLE: Text(en="unreasonable", zh="不合理"),
        Solvability.HISTORIC: Text(en="historic", zh="历史遗留"),
    },
    Status: {
        Status.OPEN: Text(en="open", zh="未结"),
        Status.CLOSED: Text(en="closed", zh="办结"),
        Status.WITHDRAWN: Text(en="withdrawn", zh="撤回"),
        Status.EXCLUDED: Text(en="excluded", zh="剔除"),
    },
    Channel: {
        Channel.HOTLINE: Text(en="hotline", zh="热线"),
        Channel.WEB: Text(en="web", zh="网站"),
        Channel.WECHAT: Text(en="WeChat", zh="微信"),
        Channel.WEIBO: Text(en="Weibo", zh="微博"),
        Channel.HALL: Text(en="service hall", zh="服务大厅"),
        Channel.GRID: Text(en="grid patrol", zh="网格巡查"),
    },
    Threat: {
        Threat.NONE: Text(en="none", zh="无"),
        Threat.GROUP: Text(en="group complaint", zh="集体诉求"),
        Threat.PETITION: Text(en="petition", zh="信访"),
    },
    Standing: {
        Standing.ADVANCED: Text(en="advanced", zh="先进类"),
        Standing.IMPROVING: Text(en="improving", zh="进步类"),
        Standing.RECTIFYING: Text(en="rectifying", zh="整改类"),
        Standing.GOVERNED: Text(en="governed", zh="治理类"),
    },
    Authority: {
        Authority.NONE: Text(en="its own", zh="自身职权"),
        Authority.DELEGATED: Text(en="delegated", zh="下放职权"),
        Authority.STATIONED: Text(en="stationed team", zh="派驻力量"),
    },
    Family: FAMILIES,
    Ground: GROUNDS,
    TaskKind: {
        TaskKind.TRANSFERRED: Text(en="transferred", zh="转移任务"),
        TaskKind.DERIVED: Text(en="derived", zh="衍生任务"),
        TaskKind.OWN_LINE: Text(en="own line", zh="本职工作"),
        TaskKind.STATUTORY: Text(en="statutory", zh="法定工作"),
        TaskKind.WALK_IN: Text(en="walk-in", zh="上门办事"),
        TaskKind.PROACTIVE: Text(en="root cause", zh="未诉先办"),
        TaskKind.PATROL: Text(en="patrol", zh="网格巡查"),
        TaskKind.SUPERVISED: Text(en="supervision", zh="督办"),
        TaskKind.TRAINING: Text(en="training", zh="培训"),
        TaskKind.ADVICE: Text(en="advice", zh="参与规划与重大事项"),
        TaskKind.GRID: Text(en="round of grid leaders", zh="走访网格长"),
        TaskKind.PROPOSAL: Text(en="proposal", zh="考核建议"),
    },
    TaskStatus: {
        TaskStatus.OPEN: Text(en="open", zh="未完成"),
        TaskStatus.DONE: Text(en="done", zh="已完成"),
        TaskStatus.CANCELLED: Text(en="cancelled", zh="已取消"),
        TaskStatus.RETURNED: Text(en="returned", zh="已退回"),
    },
    Work: {
        Work.CONTACT: Text(en="first contact", zh="首次联系"),
        Work.RESIDENT: Text(en="residents' issues", zh="居民诉求"),
        Work.PREPARE: Text(en="preparing whistles and letters", zh="准备吹哨与发函"),
        Work.COORDINATION: Text(en="coordination", zh="协调"),
        Work.VERIFY: Text(en="verification", zh="核实"),
        Work.LETTER: Text(en="letters", zh="办理来函"),
        Work.ASSIGNMENT: Text(en="whistled work", zh="哨单办理"),
        Work.TRANSFERRED: Text(en="transferred", zh="转移任务"),
        Work.DERIVED: Text(en="derived", zh="衍生任务"),
        Work.OWN_LINE: Text(en="own line", zh="本职工作"),
        Work.STATUTORY: Text(en="statutory", zh="法定工作"),
        Work.WALK_IN: Text(en="walk-in", zh="上门办事"),
        Work.TRAVEL: Text(en="travel", zh="路途"),
        Work.WAITING: Text(en="waiting on site", zh="现场等候"),
        Work.MEETING: Text(en="meetings", zh="会议"),
        Work.DESK: Text(en="emergency desk", zh="应急值守"),
        Work.PROACTIVE: Text(en="root cause", zh="未诉先办"),
        Work.PATROL: Text(en="patrol", zh="网格巡查"),
        Work.SUPERVISED: Text(en="supervision", zh="督办"),
        Work.DELIBERATION: Text(en="deliberation", zh="居民议事"),
        Work.CALL_BACK: Text(en="own checks", zh="街道自查"),
        Work.APPLICATION: Text(en="applications for exclusion", zh="申请剔除"),
        Work.TRAINING: Text(en="training", zh="培训"),
        Work.ADVICE: Text(en="advice", zh="参与规划与重大事项"),
        Work.GRID: Text(en="round of grid leaders", zh="走访网格长"),
        Work.PROPOSAL: Text(en="proposals", zh="考核建议"),
        Work.HANDOVER: Text(en="handing over", zh="移交"),
        Work.REPLY: Text(en="replies", zh="答复"),
        Work.DUTY: Text(en="duty", zh="值班"),
        Work.CHASING: Text(en="chasing letters", zh="催办"),
        Work.OVERTIME: Text(en="overtime", zh="加班"),
        Work.SLACK: Text(en="root cause, in spare hours", zh="余力先办"),
    },
}
CATEGORY = "category"  # the one column of codes whose names are the place's

CODES: dict[str, dict[str, type[IntEnum]]] = {
    "issues": {"grade": Grade, "solvability": Solvability, "authority": Level, "family": Family, "ground": Ground,
               "channel": Channel, "status": Status, "threat": Threat, "delegated": Authority, "handler": Handler},
    "whistles": {"family": Family, "ground": Ground},
    "tasks": {"kind": TaskKind, "level": Level, "status": TaskStatus},
    "workload": {"origin_level": Level, "level": Level, "kind": Work},
    "funnel": {"level": Level, "kind": Work},
    "offered": {"level": Level, "kind": Work},
    "offices": {"level": Level},
    "rankings": {"standing": Standing},
}  # fmt: skip
"""Columns of codes by table."""


def names_in(table: str, categories: Sequence[Mapping[str, str]] = ()) -> dict[str, list[Text]]:
    """Return what the codes of a table of `sim.tables` are called, by column.

    Parameters
    ----------
    categories : sequence of mapping
        Names of the place's categories, by language; without them categories keep their numbers alone.
    """
    found = {column: list(WORDS[kind].values()) for column, kind in CODES.get(table, {}).items()}
    if table in ("problems", "issues") and categories:
        found[CATEGORY] = [Text(en=each["en"], zh=each["zh"]) for each in categories]
    return found


def named(frame: pd.DataFrame, names: Mapping[str, Sequence[Text]], language: Language) -> pd.DataFrame:
    """Return a table with a categorical column of names behind every column of codes; NONE has no name."""
    out = frame.copy(deep=False)
    for column, words in names.items():
        if column in out:
            called = _told_apart([name(language) for name in words])
            told = pd.Categorical.from_codes(out[column].to_numpy(dtype=np.int64), pd.Index(called))
            out.insert(list(out.columns).index(column) + 1, column + SUFFIX, pd.Series(told, index=out.index))
    return out


def _told_apart(called: list[str]) -> list[str]:
    """Return names with their numbers behind those that come twice: a place may call two categories alike."""
    return [f"{name} {at}" if called.count(name) > 1 else name for at, name in enumerate(called)]


def bare(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table as files hold it, without the columns of names that `named` added."""
    added = [c for c in frame.columns if c.endswith(SUFFIX) and c.removesuffix(SUFFIX) in frame]
    return frame.drop(columns=added) if added else frame
