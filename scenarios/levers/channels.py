"""Channels to report by (clause W1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from scenarios.levers.base import Combine, Doses, Effect, Lever, Offices, blend, lever_field
from sim.rules import Rules
from sim.stages import Channel
from sim.text import Text

_FALLBACK = 0.5  # reach left where a channel is closed, of the hotline's: half of its users turn there (assumption)
_REACH = "assumption; facts 1.20 to 1.22 count contacts by channel, not who is reached"
_ON = "clause W1"


class Channels(Lever):
    """Which doors are open to residents, and how well they are known."""

    name: ClassVar[str] = "channels"
    clause: ClassVar[str] = "W1"
    title: ClassVar[Text] = Text(en="Channels to report by", zh="多渠道收集")
    explanation: ClassVar[Text] = Text(
        en="Hotline, website, WeChat, Weibo and hall are each open or closed and reach more or fewer residents; "
        "publicity and mergers of hotlines make more of them aware.",
        zh="热线、网站、微信、微博、大厅各渠道开或关、覆盖多少居民;宣传和热线整合使更多人知道可以反映。",
    )
    writes: ClassVar[Mapping[str, Combine | None]] = {
        "demand.channel_reach": None,
        "demand.channel_delay": None,
        "demand.awareness": None,
    }
    touches_demand: ClassVar[bool] = True
    effect: ClassVar[Effect] = Effect("silent_share", -1)
    strong: ClassVar[Mapping[str, Any]] = {"awareness_gain": 0.4}
    doses: ClassVar[Doses | None] = Doses("awareness_gain", (0.0, 0.1, 0.2, 0.4))

    hotline: bool = lever_field(
        True, zh="热线是否开通", en="Whether the hotline is open.", unit="switch", source=_ON, neutral=True
    )
    hotline_reach: float | None = lever_field(
        None, zh="热线覆盖率", en="Reach of the hotline.", unit="share", source=_REACH, neutral=None, ge=0.0, le=1.0
    )
    web: bool = lever_field(
        True, zh="网站是否开通", en="Whether the website is open.", unit="switch", source=_ON, neutral=True
    )
    web_reach: float | None = lever_field(
        None, zh="网站覆盖率", en="Reach of the website.", unit="share", source=_REACH, neutral=None, ge=0.0, le=1.0
    )
    wechat: bool = lever_field(
        True, zh="微信是否开通", en="Whether WeChat is open.", unit="switch", source=_ON, neutral=True
    )
    wechat_reach: float | None = lever_field(
        None, zh="微信覆盖率", en="Reach of WeChat.", unit="share", source=_REACH, neutral=None, ge=0.0, le=1.0
    )
    weibo: bool = lever_field(
        True, zh="微博是否开通", en="Whether Weibo is open.", unit="switch", source=_ON, neutral=True
    )
    weibo_reach: float | None = lever_field(
        None, zh="微博覆盖率", en="Reach of Weibo.", unit="share", source=_REACH, neutral=None, ge=0.0, le=1.0
    )
    hall: bool = lever_field(
        True, zh="大厅是否开通", en="Whether the hall is open.", unit="switch", source=_ON, neutral=True
    )
    hall_reach: float | None = lever_field(
        None, zh="大厅覆盖率", en="Reach of the hall.", unit="share", source=_REACH, neutral=None, ge=0.0, le=1.0
    )
    delay_factor: float = lever_field(
        1.0,
        zh="反映时滞倍数",
        en="Time from noticing a problem to reporting it, times.",
        unit="factor",
        source="assumption; clause W1",
        neutral=1.0,
        ge=0.0,
        le=4.0,
    )
    awareness_gain: float = lever_field(
        0.0,
        zh="宣传与热线整合带来的知晓度",
        en="Awareness added by publicity and mergers of hotlines.",
        unit="share",
        source="assumption; trap 3 of the facts: mergers and new channels raise volume",
        neutral=0.0,
        ge=0.0,
        le=1.0,
    )

    def enact(self, rules: Rules, s: NDArray[np.float64], place: Offices) -> Rules:
        """Open and close doors; a ramp spreads the word."""
        demand = rules.demand
        gain = s * self.awareness_gain
        return rules._replace(
            demand=demand._replace(
                channel_reach=blend(demand.channel_reach, self._reach(demand.channel_reach), s[:, None]),
                channel_delay=blend(demand.channel_delay, demand.channel_delay * self.delay_factor, s[:, None]),
                awareness=np.where(gain <= 0.0, demand.awareness, np.minimum(1.0, demand.awareness + gain)),
            )
        )

    def _reach(self, old: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the reach in full force: who finds a channel closed may still turn to the hotline."""
        new = old.copy()
        for channel, _, reach in self._doors():
            if reach is not None:
                new[:, channel] = reach
        for channel, is_open, _ in self._doors():  # the hotline first: where it is closed too, less is left to turn to
            if not is_open:
                new[:, channel] = np.minimum(new[:, channel], _FALLBACK * new[:, Channel.HOTLINE])
        return new

    def _doors(self) -> tuple[tuple[Channel, bool, float | None], ...]:
        return (
            (Channel.HOTLINE, self.hotline, self.hotline_reach),
            (Channel.WEB, self.web, self.web_reach),
            (Channel.WECHAT, self.wechat, self.wechat_reach),
            (Channel.WEIBO, self.weibo, self.weibo_reach),
            (Channel.HALL, self.hall, self.hall_reach),
        )
