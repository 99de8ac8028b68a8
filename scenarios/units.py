"""Units of parameters and of levers' fields: what they are called, how a value is spoken, which values are allowed."""

from typing import NamedTuple

from sim.text import Text


class Unit(NamedTuple):
    """A unit.

    Attributes
    ----------
    title : Text
    spoken : Text or None
        How a value is spoken of, `{}` standing for it; None: value and unit side by side.
    limits : (float, float) or None
        Hard limits of a place's parameter in it; None: no such parameter may be. The plausible range, low to high, of
        a record is for sensitivity studies and does not bind a user's setting.
    """

    title: Text
    spoken: Text | None = None
    limits: tuple[float, float] | None = None


_BARE = Text(en="{}", zh="{}")
UNITS: dict[str, Unit] = {
    "probability": Unit(Text(en="probability", zh="概率"), limits=(0.0, 1.0)),
    "share": Unit(Text(en="share", zh="比例"), limits=(0.0, 1.0)),
    "log odds": Unit(Text(en="log odds", zh="对数几率"), limits=(-20.0, 20.0)),
    "log": Unit(Text(en="log", zh="对数"), limits=(0.0, 5.0)),
    "factor": Unit(Text(en="factor", zh="倍数"), Text(en="{} times", zh="{} 倍"), (0.0, 1000.0)),
    "hours": Unit(Text(en="hours", zh="小时"), Text(en="{} hours", zh="{} 小时"), (0.0, 100_000.0)),
    "staffed hours": Unit(
        Text(en="staffed hours", zh="在岗小时"), Text(en="{} staffed hours", zh="{} 个在岗小时"), (0.0, 10_000.0)
    ),
    "days": Unit(Text(en="days", zh="天"), Text(en="{} days", zh="{} 天"), (0.0, 10_000.0)),
    "per year": Unit(Text(en="per year", zh="每年"), limits=(0.0, 1_000_000.0)),
    "issues per resident-year": Unit(Text(en="issues per resident-year", zh="件/居民·年"), limits=(0.0, 10.0)),
    "hours per resident-year": Unit(Text(en="hours per resident-year", zh="小时/居民·年"), limits=(0.0, 10.0)),
    "households": Unit(Text(en="households", zh="户"), limits=(1.0, 100_000.0)),
    "residents": Unit(Text(en="residents", zh="人"), limits=(1.0, 100_000_000.0)),
    "number": Unit(Text(en="number", zh="个数"), _BARE, (0.0, 1_000_000.0)),
    "switch": Unit(Text(en="switch", zh="开关"), limits=(0.0, 1.0)),
    "weight": Unit(Text(en="weight", zh="权重"), _BARE),
    "staffed days": Unit(Text(en="staffed days", zh="工作日"), Text(en="{} staffed days", zh="{} 个工作日")),
    "day": Unit(Text(en="day", zh="第几天"), Text(en="day {}", zh="第 {} 天")),
    "names": Unit(Text(en="names", zh="名称")),
}
# Units of a place's parameters, with their limits.
LIMITS: dict[str, tuple[float, float]] = {name: unit.limits for name, unit in UNITS.items() if unit.limits is not None}
