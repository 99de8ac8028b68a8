"""The headline sentences of this laboratory: what each rests on, what it lives on, and what would refute it.

A claim is a reform held against a base in one measure. Its *ablation* is what has to be taken away, in both
worlds, for the effect to vanish: behaviours switched off, or settings. `docs.evidence.claims.study` measures both.
"""

from __future__ import annotations

from typing import NamedTuple

from docs.evidence.worlds import Settings, World, settings_of
from experiments.words import Text
from sim.measure import Tag


class Ablation(NamedTuple):
    """What is taken away in both worlds.

    Attributes
    ----------
    what : Text
        In words.
    without : tuple of str
        Behaviours switched off (`sim.still.BEHAVIOURS`).
    settings : Settings
        Lever fields or place parameters set.
    """

    what: Text
    without: tuple[str, ...] = ()
    settings: Settings = ()


class Claim(NamedTuple):
    """One headline sentence.

    Attributes
    ----------
    name : str
    sentence : Text
    base : World
        What is compared with; the burn-in is lived under it.
    reform : World
    measure, minus : str
        Reform minus base in this measure, or in the difference of two.
    sign : int
        Expected: +1 or −1.
    tag : Tag
        What the effect is mostly made of.
    ablation : Ablation
    refuted_by : Text
        What observation would refute it.
    """

    name: str
    sentence: Text
    base: World
    reform: World
    measure: str
    sign: int
    tag: Tag
    ablation: Ablation
    refuted_by: Text
    minus: str = ""

    def value(self, run: dict[str, float]) -> float:
        """Return the claim's quantity in one run."""
        return run[self.measure] - (run[self.minus] if self.minus else 0.0)


BEFORE = World("status_quo")
WHISTLE = World("whistle")


def _reform(scenario: str) -> World:
    return BEFORE._replace(reform=scenario)


def _added(base: World, **values: object) -> World:
    """Return the base with lever fields set from day 0 on, `lever__field` to value."""
    return base._replace(added=settings_of({name.replace("__", "."): value for name, value in values.items()}))


def _set(**values: object) -> Settings:
    return settings_of({name.replace("__", "."): value for name, value in values.items()})


CLAIMS: tuple[Claim, ...] = (
    Claim(
        "gate_relieves",
        Text(en="A list of duties with a gate takes hours of work passed down from streets and communities.",
             zh="有准入关口的职责清单，减少街道和社区承担的下派工时。"),
        BEFORE, _reform("duty_list"), "passed_down_hours", -1, "construction",
        Ablation(Text(en="the gate stands open and nothing waits for admission", zh="关口敞开，也不须等待准入"),
                 settings=_set(duty_list__gate=0.0, duty_list__admission_days=0.0)),
        Text(en="hours of passed-down work in time sheets that do not fall where a gate is in force",
             zh="准入制度生效后，工时记录中的下派工时没有下降"),
    ),
    Claim(
        "gate_frees_streets",
        Text(en="Streets that are spared passed-down work answer residents sooner.",
             zh="街道少了下派工作，首次联系居民更快。"),
        BEFORE, _reform("duty_list"), "response_rate", +1, "queueing",
        Ablation(Text(en="streets have twice the staff, so that nobody queues", zh="街道人手加倍，无人排队"),
                 settings=_set(staffing__street_factor=2.0)),
        Text(en="a share answered within 24 hours that stays as it was while passed-down hours fall",
             zh="下派工时下降而24小时内联系的比例不变"),
    ),
    Claim(
        "too_many_whistles",
        Text(en="Whistling nearly everything makes residents wait longer than whistling with moderation.",
             zh="事事吹哨比适度吹哨让居民等得更久。"),
        WHISTLE, WHISTLE._replace(reform="over_whistling"), "restricted_mean_days_30", +1, "queueing",
        Ablation(Text(en="departments have four times the staff", zh="部门人手为原来的四倍"),
                 settings=_set(staffing__department_factor=4.0)),
        Text(en="districts that whistle most having waits no longer than others with the same department staff",
             zh="部门人手相同时，吹哨最多的区等待并不更久"),
    ),
    Claim(
        "powers_without_people",
        Text(en="Powers that come without people and funds serve residents worse than powers that come with them.",
             zh="只放权而不给人财，不如权随人财一并下放。"),
        _added(BEFORE, delegation__share=0.5, delegation__staff_share=1.0, delegation__funds_share=1.0),
        _reform("unfunded_mandate"), "true_resolution_rate", -1, "queueing",
        Ablation(Text(en="no authority passes", zh="不下放权限"), settings=_set(delegation__share=0.0)),
        Text(en="streets with powers alone solving as large a share as streets with powers, people and funds",
             zh="只有权力的街道，解决的比例与权、人、财俱全的街道一样高"),
    ),
    Claim(
        "evaluation_brings_them",
        Text(en="Departments check in sooner where the streets' evaluation of them counts.",
             zh="街道评价计入部门绩效，部门报到更快。"),
        WHISTLE, _added(WHISTLE, street_evaluation__weight=0.5), "median_hours_to_check_in", -1, "behaviour",
        Ablation(Text(en="departments do not adjust their effort for whistles", zh="部门不调整对哨件的投入"),
                 without=("effort",)),
        Text(en="check-in times that do not move when the weight of the streets' evaluation is raised",
             zh="提高街道评价权重后报到时长不变"),
    ),
    Claim(
        "ranking_raises_measured",
        Text(en="A monthly ranking of streets raises the measured resolution rate.",
             zh="每月给街道排名，测得的解决率上升。"),
        BEFORE, _reform("ranking"), "resolution_rate", +1, "behaviour",
        Ablation(Text(en="streets do not react to the ranking: no insisting, no care, no turning to residents, no "
                         "false closing, no call-backs, no applications",
                      zh="街道对排名无反应：不较真、不用心、不转向居民、不虚假办结、不回访、不申请剔除"),
                 without=("insistence", "care", "attention", "easy_first", "false_closing", "call_backs",
                          "applications")),
        Text(en="measured rates in ranked streets that move no more than in unranked ones",
             zh="有排名的街道测得的比率变化不比无排名的大"),
    ),
    Claim(
        "ranking_widens_the_gap",
        Text(en="Under ranking the measured resolution rate runs ahead of the true one.",
             zh="排名之下，测得的解决率跑在真实解决率前面。"),
        BEFORE, _reform("ranking"), "resolution_rate", +1, "behaviour",
        Ablation(Text(en="no false closings under pressure, no applications for exclusion, nobody insists",
                      zh="不因压力虚假办结，不申请剔除，也不较真"),
                 without=("false_closing", "applications", "insistence")),
        Text(en="an independent survey of affected residents that rises as much as the ledger's rate",
             zh="对受影响居民的独立调查与台账同幅上升"),
        minus="true_resolution_rate",
    ),
    Claim(
        "patrols_find_the_silent",
        Text(en="Patrols of the grid solve problems of residents who never report.",
             zh="网格巡查解决从不反映的居民的问题。"),
        BEFORE, _added(BEFORE, grid_patrol__hours_share=0.05), "true_resolution_rate", +1, "construction",
        Ablation(Text(en="patrols find nothing", zh="巡查一无所获"), settings=_set(stocks__patrol_find=0.0)),
        Text(en="a household survey in which patrolled grids have as many unsolved problems as others",
             zh="入户调查表明，巡查过的网格未解决的问题一样多"),
    ),
    Claim(
        "acting_first_saves",
        Text(en="Hours spent on root causes leave fewer issues to register within the year.",
             zh="把工时用于治理根源，年内登记的事项减少。"),
        BEFORE, _added(BEFORE, proactive__hours_share=0.05), "issues", -1, "construction",
        Ablation(Text(en="treatment of root causes has no effect", zh="治理根源不起作用"), without=("root_causes",)),
        Text(en="categories treated at their roots that are registered as often a year later",
             zh="治理过根源的类别一年后登记量不变"),
    ),
    Claim(
        "short_hands_solve_less",
        Text(en="Short-handed streets solve a smaller share of their problems truly.",
             zh="街道人手不足，真正解决的比例下降。"),
        BEFORE, _added(BEFORE, staffing__street_factor=0.8), "true_resolution_rate", -1, "behaviour",
        Ablation(Text(en="quality does not depend on the load", zh="办理质量不受负荷影响"),
                 without=("quality_under_load",)),
        Text(en="reopened and repeated cases that do not grow where staff is cut", zh="减员之处重办和重复来件并不增加"),
    ),
    Claim(
        "publicity_is_heard",
        Text(en="Publicity and merged hotlines make fewer residents silent, and residents wait longer for it.",
             zh="宣传和热线整合使沉默者减少，居民等待却因此变长。"),
        BEFORE, _added(BEFORE, channels__awareness_gain=0.4), "restricted_mean_days_30", +1, "queueing",
        Ablation(Text(en="streets and communities have twice the staff", zh="街道和社区人手加倍"),
                 settings=_set(staffing__street_factor=2.0, staffing__community_factor=2.0)),
        Text(en="waits that stay as they are when contacts rise and staff does not",
             zh="来件上升而人手不变，等待却不变"),
    ),
    Claim(
        "together",
        Text(en="A modest dose of the mechanisms together solves more problems truly than the state before.",
             zh="各项机制适度并举，真正解决的问题多于改革之前。"),
        BEFORE, _reform("integrated"), "true_resolution_rate", +1, "queueing",
        Ablation(Text(en="verification does not insist and no authority passes to streets",
                      zh="核实不较真，权限不下放"),
                 settings=_set(verification__rigour=0.2, verification__professional=0.0, delegation__share=0.0)),
        Text(en="districts with all mechanisms in force solving no more than before, by an independent survey",
             zh="独立调查表明，各机制齐备的区解决的问题不比以前多"),
    ),
)  # fmt: skip
