"""The clauses of the reform that the model stands for: what each says, and what must be visible of it.

F is the problem the reform answers, P Party-led coordination (党建引领), D decision and command (决策指挥), W work
operation (工作运行), S supervision and assessment (监督考核). A clause is carried by the levers that name it; what a
clause of the problem is about are rule quantities, and the levers that write them.
"""

from __future__ import annotations

from typing import NamedTuple

from scenarios.levers import LEVERS, Lever
from sim.text import Text


class Clause(NamedTuple):
    """One clause.

    Attributes
    ----------
    id : str
    title : Text
    says : Text
        What it is about.
    visible : Text
        What must be seen in results where it is at work.
    quantities : tuple of str
        Rule quantities ("part.field" of `Rules`) it lives in beside those its levers write.
    measures : tuple of str
        Measures it shows in (`sim.measures.MEASURES`).
    """

    id: str
    title: Text
    says: Text
    visible: Text
    quantities: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()

    def levers(self) -> tuple[type[Lever], ...]:
        """Return the levers that carry it: those that name it, else those that write its quantities."""
        own = tuple(lever for lever in LEVERS if lever.clause == self.id)
        return own or tuple(lever for lever in LEVERS if set(self.quantities) & set(lever.writes))

    def rules(self) -> tuple[str, ...]:
        """Return every rule quantity it lives in: its own and those that levers naming it write."""
        written = (name for lever in LEVERS if lever.clause == self.id for name in lever.writes)
        return tuple(dict.fromkeys((*self.quantities, *written)))


CLAUSES: tuple[Clause, ...] = (
    Clause(
        "F1",
        Text(en="The funnel", zh="漏斗效应"),
        Text(
            en="Departments let work sink to streets and communities: some of it is transferred, hour for hour; some "
            "is forms, ledgers and inspections that cost their origin next to nothing and every office below its "
            "hours.",
            zh="部门把工作层层派到街道和社区：有的是转移，部门省下多少、基层就多花多少；有的是表格、台账、检查一类的衍生"
            "工作，部门几乎不花工夫，基层却户户要填。",
        ),
        Text(
            en="Hours by who created and who did them, the amplification, the share of capacity below that goes into "
            "it.",
            zh="谁产生、谁完成的工时，放大倍数，占街道社区工时的份额。",
        ),
        ("departments.pass_share", "top_down.gate", "top_down.relabel", "top_down.passed_down"),
        ("street_funnel_share", "community_funnel_share", "funnel_amplification"),
    ),
    Clause(
        "F2",
        Text(en="Responsibility without authority", zh="有责无权"),
        Text(
            en="Who sees a problem may not deal with it: the street answers for its area while authority lies with "
            "departments; without the whistle it writes letters that they send back, take up or leave lying.",
            zh="看得见的管不着：街道对辖区的问题负责，处置权却在部门；没有哨，只能发函，部门可以退回、承办，也可以搁置。",
        ),
        Text(
            en="Open issues the street has no authority for, letters that lie, are chased and given up.",
            zh="街道无权处置的未结事项，久拖不办、反复催办、终无人承办的函件。",
        ),
        ("categories.authority_cumulative", "streets.delegated", "streets.whistle", "service.take_up"),
        ("open_issues_end", "true_resolution_rate"),
    ),
    Clause(
        "F3",
        Text(en="Looking upward", zh="向上对口"),
        Text(
            en="Sections mirror the departments above and attend to them first; small sections keep to themselves and "
            "can hardly lend one another a hand.",
            zh="科室按上级部门一一对口设置，注意力先给上级任务；小科室各管一摊，人手难以互借。",
        ),
        Text(
            en="Residents' issues wait longer the more weight upward work has; what keeping sections apart costs.",
            zh="上级任务权重越大，居民的事项等得越久；分设小科室的代价。",
        ),
        measures=("restricted_mean_days_30",),
    ),
    Clause(
        "F4",
        Text(en="Fragmented duties", zh="多头分散、权责不清"),
        Text(
            en="Several offices have a part in one matter and each can pass it on: misrouting, returns, ping-pong.",
            zh="同一件事几家都沾边，几家都可推：转错、退回、来回踢皮球。",
        ),
        Text(en="Returns for each case and the time they cost.", zh="每件退回的次数与耽误的时间。"),
        ("streets.accuracy", "categories.ambiguity", "departments.acceptance"),
        ("return_share",),
    ),
    Clause(
        "F5",
        Text(en="Problems found from inside", zh="问题多由体制内发现"),
        Text(
            en="Few channels, each with its reach and delay, known to some and out of reach of others: part of the "
            "town stays silent.",
            zh="居民反映的渠道少、覆盖窄、知道的人不多，数字鸿沟使一部分人失声。",
        ),
        Text(en="Problems that nobody reports, and who stays silent.", zh="无人反映的问题，以及谁在沉默。"),
        ("demand.channel_reach", "demand.awareness", "communities.patrol"),
        ("silent_share",),
    ),
    Clause(
        "F6",
        Text(en="Busier, and no better", zh="越忙服务越不见好"),
        Text(
            en="Full trays make everybody hasty, cases are closed that are not solved, and what is not solved comes "
            "back: nothing sets this, it comes out of the load.",
            zh="积压一多就草草办理、虚假办结，没解决的又回来：不是设定出来的，而是从负荷里生出来的。",
        ),
        Text(en="Workload up while the true rates stand still.", zh="工作量上升而真实的解决率、满意率不动。"),
        ("streets.false_closing", "streets.rigour", "pressure.haste", "pressure.slip"),
        ("true_resolution_rate", "repeat_share", "reopen_share"),
    ),
    Clause(
        "P1",
        Text(en="The working committee as the core", zh="街道工委统筹"),
        Text(
            en="The street's Party working committee leads what is done in its area and is reported to; leaders are "
            "chosen and staff is trained.",
            zh="街道工委统一领导辖区工作，各方向其报告；选好带头人，训练队伍。",
        ),
        Text(
            en="Faster rendezvous, fewer disputes; skill as a slow stock.",
            zh="会合更快、扯皮更少；技能作为慢变量积累。",
        ),
    ),
    Clause(
        "P2",
        Text(en="Community and grid organisations, the property alliance", zh="社区党组织、网格党组织与物业联建"),
        Text(
            en="Party organisation reaches into the grids; property firms and utilities join in as handlers with "
            "queues of their own.",
            zh="党组织建到网格，物业企业和公用企业进入联建，各有自己的队伍和排队。",
        ),
        Text(en="Earlier discovery; property issues settled in the community.", zh="发现更早；物业类问题在社区解决。"),
    ),
    Clause(
        "P3",
        Text(en="Pooling what the area has", zh="协调委员会与双报到"),
        Text(
            en="Local units and mass organisations lend space, means and people; members in service report to the "
            "community they live in.",
            zh="驻区单位、群团组织出场地、出人；在职党员回社区报到服务。",
        ),
        Text(
            en="Added capacity of communities; small matters settled without the street.",
            zh="社区多出的能力，小事不出社区。",
        ),
    ),
    Clause(
        "P4",
        Text(en="Empowerment", zh="赋权"),
        Text(
            en="Authority passes to the street by kind of matter, with staff and funds or without; the street may "
            "dispatch and has a say in plans.",
            zh="按事项下放处置权，人员经费随权走；街道有调度权和对重大事项的建议权。",
        ),
        Text(
            en="Fewer issues need a department; powers without people make it worse, with decisions reversed in law.",
            zh="须由部门处理的事项减少；有权无人则更糟，并有依法被撤销的决定。",
        ),
    ),
    Clause(
        "P5",
        Text(en="Admission of duties", zh="职责清单准入"),
        Text(
            en="Nothing outside the list may be handed to a street, four fields apart: city management, livelihood, "
            "community building, public safety.",
            zh="清单之外的事不得派给街道；城市管理、民生、社区建设、公共安全四类例外。",
        ),
        Text(
            en="Passed-down hours fall, those of derived work most; relabelling is the loophole.",
            zh="下派工时下降，衍生工作降得最多；改头换面是漏洞。",
        ),
    ),
    Clause(
        "P6",
        Text(en="What assessment decides", zh="考核与奖惩挂钩"),
        Text(
            en="How coordination is assessed bears on performance, promotion and the unit's funds.",
            zh="协调工作的考核结果关系到绩效、晋升和单位经费。",
        ),
        Text(en="How strongly assessed units react to a score.", zh="被考核单位对分数的反应有多强。"),
    ),
    Clause(
        "D1",
        Text(en="Deciding together", zh="民主集中、集体决策"),
        Text(
            en="The working committee decides major matters and large sums in its meetings, the director's office the "
            "rest.",
            zh="重大事项和大额资金由工委会议决定，其余由主任办公会议决定。",
        ),
        Text(en="Major matters wait for the next meeting.", zh="重大事项要等下一次会议。"),
    ),
    Clause(
        "D2",
        Text(en="Consultation", zh="会商"),
        Text(
            en="The street's divisions consult at intervals; knotty matters get a meeting of their own with all who "
            "have a part in them.",
            zh="街道各部门定期会商，疑难事项开专题会，请相关各方到场。",
        ),
        Text(
            en="What was stuck between divisions leaves in batches; meetings cost hours.",
            zh="卡在科室之间的事项成批解决；会议耗费工时。",
        ),
    ),
    Clause(
        "D3",
        Text(en="Deliberation", zh="社区议事"),
        Text(
            en="What residents can settle among themselves goes to their hall, where they raise, discuss, decide, do "
            "and judge it.",
            zh="居民能自己商量着办的，交社区议事厅由居民提、议、决、办、评。",
        ),
        Text(
            en="A share settled by residents: slower, better accepted.",
            zh="一部分由居民自行解决：慢一些，更易接受。",
        ),
    ),
    Clause(
        "D4",
        Text(en="Fewer layers", zh="扁平化与信息报送"),
        Text(
            en="Fewer layers and regular reports: each layer slows and blurs what passes through it, reporting takes "
            "hours.",
            zh="减少层级，定期报送：每过一层，信息慢一点、走样一点，报送要占工时。",
        ),
        Text(en="Delay, distortion and hours of reporting.", zh="时滞、失真与报送工时。"),
    ),
    Clause(
        "D5",
        Text(en="Lists of issues, seats of departments", zh="问题清单与部门席位"),
        Text(
            en="Each kind of issue has its leader and division; departments send someone to sit in the centre and sign "
            "on the spot.",
            zh="每类问题归口到领导和科室；部门派人坐席，当场签收。",
        ),
        Text(
            en="Misrouting and acceptance time fall; seats take department staff.",
            zh="转错和受理时间下降；坐席占用部门人手。",
        ),
    ),
    Clause(
        "W1",
        Text(en="Collecting", zh="精准收集"),
        Text(
            en="Hotline, website, WeChat, Weibo, hall and patrols all feed the grid centre.",
            zh="热线、网站、微信、微博、大厅、巡查多渠道收集，统一进网格中心。",
        ),
        Text(
            en="More is found, earlier, from more kinds of people; volume rises.",
            zh="发现得更多、更早，来自更多样的人；总量上升。",
        ),
    ),
    Clause(
        "W2",
        Text(en="Integrating, dispatching, whistling", zh="整合、派发与吹哨"),
        Text(
            en="The grid centre merges and dispatches; for joint enforcement, key work and emergencies the street "
            "whistles, naming department, task and limit.",
            zh="网格中心并件、派单；街道对综合执法、重点工作、应急处置吹哨，点名部门、写明任务和时限。",
        ),
        Text(
            en="A whistled issue has an owner and a clock; too many whistles saturate departments.",
            zh="被吹哨的事项有了责任人和时限；吹得太多则部门饱和。",
        ),
    ),
    Clause(
        "W3",
        Text(en="Checking in, handling, acting first", zh="报到、处置与未诉先办"),
        Text(
            en="Departments come, handle and leave a record, society takes part; old cases are supervised and streets "
            "urged to whistle; from answering complaints to acting before them.",
            zh="部门到场处置并留痕，社会力量参与；挂账督办老案，也督促街道吹哨；从接诉即办走向未诉先办。",
        ),
        Text(
            en="Old cases disappear; root causes shrink at the cost of hands today; the record costs hours at both "
            "ends.",
            zh="老案减少；今天花人手，日后根源缩小；留痕两头都费工时。",
        ),
    ),
    Clause(
        "W4",
        Text(en="Verifying and evaluating", zh="核实结项与一哨一评"),
        Text(
            en="Every case is verified, every whistle evaluated once for each department; professional assessment, a "
            "survey of satisfaction.",
            zh="逐件核实、一哨一评、全程留痕；专业评估和满意度回访。",
        ),
        Text(
            en="False closings are caught and reopened; each whistle has exactly one evaluation a department.",
            zh="虚假办结被查出重办；每哨每部门恰有一次评价。",
        ),
    ),
    Clause(
        "S1",
        Text(en="Owned by the district, led and used by the street", zh="区属、街管、街用"),
        Text(
            en="Power, people and tasks sink to streets and communities; enforcement staff has two masters.",
            zh="权、人、事下沉街道和社区，执法力量双重管理。",
        ),
        Text(
            en="Streets handle more without a whistle; departments lose the pooling of their people.",
            zh="街道不吹哨也能处置；部门失去统一调度。",
        ),
    ),
    Clause(
        "S2",
        Text(en="Watching", zh="大监督"),
        Text(
            en="The street registers, reports and inspects; networks are merged.",
            zh="街道登记、通报、检查，各类监督网络合一。",
        ),
        Text(en="Lateness and empty check-ins are seen, then become rarer.", zh="迟到和走过场先被看见，后变少。"),
    ),
    Clause(
        "S3",
        Text(en="Streets assess those above them", zh="街道考核部门与派驻人员"),
        Text(
            en="The street's word counts in a department's performance; stationed staff is reviewed and rotated, heard "
            "on appointments; proposals of accountability, feedback back to back, third parties.",
            zh="街道评价按权重计入部门绩效；派驻人员受评议、可轮岗，任免前听取意见；问责建议、背靠背反馈、第三方评估。",
        ),
        Text(
            en="Effort moves to whistled work; marks drift up without blind feedback or third parties.",
            zh="力气转向哨件；没有背靠背和第三方，分数会越打越高。",
        ),
    ),
    Clause(
        "S4",
        Text(en="Monthly ranking", zh="三率排名"),
        Text(
            en="Streets are ranked and classed every month by the three rates, with call-backs.",
            zh="按响应率、解决率、满意率每月给街道排名分类，逐件回访。",
        ),
        Text(en="Attention, call-backs, exclusions, easy tickets first.", zh="注意力、回访、申请剔除、先办易办的。"),
    ),
)
