"""Words of the tables of docs/odd.md: phases, entities, units and decisions, in both languages."""

from typing import NamedTuple

from experiments.words import Text

PHASE_HEADS = (Text(en="phase", zh="阶段"), Text(en="what happens", zh="做什么"), Text(en="when", zh="何时"))
ENTITY_HEADS = (Text(en="entity", zh="实体"), Text(en="state", zh="状态"))
ENTITIES = {
    "residents": Text(en="resident", zh="居民"),
    "problems": Text(en="latent problem", zh="潜在问题"),
    "issues": Text(en="issue", zh="事项"),
    "whistles": Text(en="whistle", zh="哨"),
    "assignments": Text(en="assignment of a department", zh="部门承办"),
    "tasks": Text(en="task", zh="任务"),
    "street_policy": Text(en="street office: policy", zh="街道：政策"),
    "department_policy": Text(en="department: policy", zh="部门：政策"),
    "community_policy": Text(en="community: policy", zh="社区：政策"),
    "district_policy": Text(en="grid centre: policy", zh="网格中心：政策"),
    "memory": Text(en="actors' memory", zh="主体的记忆"),
    "stocks": Text(en="slow stocks", zh="慢变量"),
    "queues": Text(en="community, street section, department, handler, desk", zh="社区、街道科室、部门、其他承办者、值守"),
}
MEMORY = Text(
    en="own record since the last decision; streets: experience with each department, skill, team, place in the last "
    "ranking; grid centres: precedents",
    zh="上次决策以来自己的记录；街道：与各部门打交道的经验、技能、派驻队伍、上次排名的名次；网格中心：先例",
)
STOCKS = Text(
    en="root cause by community and category; silent problems; skill; precedents; awareness by community; money left",
    zh="各社区各类别的根源；无人反映的问题；技能；先例；各社区的知晓度；剩余资金",
)
QUEUES = Text(
    en="servers, queues by class, class clocks, meetings owed", zh="服务台、各类队列、各类时钟、待开的会议"
)
PLACE_HEADS = (
    Text(en="place", zh="地方"), Text(en="streets", zh="街道"), Text(en="communities", zh="社区"),
    Text(en="departments", zh="部门"), Text(en="residents", zh="居民"),
)  # fmt: skip
PARAMETER_HEADS = (
    Text(en="parameter", zh="参数"), Text(en="value", zh="取值"), Text(en="unit", zh="单位"),
    Text(en="range", zh="范围"), Text(en="status", zh="来历"), Text(en="source", zh="依据"),
)  # fmt: skip
STATUS = {
    "fact": Text(en="fact", zh="事实"),
    "fitted": Text(en="fitted", zh="拟合"),
    "assumption": Text(en="assumption", zh="假设"),
}
EQUATION_HEADS = (Text(en="function", zh="函数"), Text(en="sentence and formula", zh="含义与公式"))
PROCESS = Text(en="process", zh="过程")
LEVER_HEADS = (Text(en="clause", zh="条款"), Text(en="mechanism", zh="机制"), Text(en="in the model", zh="模型中"))


class Decision(NamedTuple):
    """Who decides what, from what they see, how, and how often."""

    who: Text
    what: Text
    sees: Text
    how: Text
    rhythm: Text


DECISION_HEADS = (
    Text(en="who", zh="谁"), Text(en="decides", zh="决定什么"), Text(en="sees", zh="看见什么"),
    Text(en="how", zh="怎样决定"), Text(en="when", zh="何时"),
)  # fmt: skip
DECISIONS = (
    Decision(
        Text(en="resident", zh="居民"),
        Text(en="whether to report, to file again, to petition; whether satisfied", zh="是否反映、再次反映、上访；是否满意"),
        Text(en="severity, channels within reach, outcome and waiting", zh="严重程度、够得着的渠道、结果与等待"),
        Text(en="odds moved by trust, awareness and expectation", zh="几率随信任、知晓度、期望变动"),
        Text(en="at each event", zh="每次事件"),
    ),
    Decision(
        Text(en="street office", zh="街道"),
        Text(en="which issues to whistle, weights of attention, rigour, call-backs, applications, where to act first",
             zh="哪些事项吹哨，注意力权重，核实严格度，回访，申请剔除，何处先办"),
        Text(en="its own record with each department, its place in the ranking, its trays",
             zh="与各部门打交道的记录、排名名次、自己的积压"),
        Text(en="learned worth against cost; a share of the way under pressure", zh="经验值与代价相比；受压时移动一段"),
        Text(en="weekly", zh="每周"),
    ),
    Decision(
        Text(en="department", zh="部门"),
        Text(en="effort, diligence, acceptance, work passed down, relabelling", zh="投入、用心、受理、下派、改头换面"),
        Text(en="its scores, what was refused, its trays", zh="自己的得分、被拒绝的工作、自己的积压"),
        Text(en="part of the way to the best response", zh="向最优反应移动一段"),
        Text(en="every 30 days", zh="每 30 天"),
    ),
    Decision(
        Text(en="community", zh="社区"),
        Text(en="false closing; spreads what was heard", zh="虚假办结；传播口碑"),
        Text(en="cases solved there", zh="本社区办成的事项"),
        Text(en="rule", zh="规则"),
        Text(en="weekly", zh="每周"),
    ),
    Decision(
        Text(en="grid centre", zh="网格中心"),
        Text(en="which cases to supervise, which applications to grant", zh="督办哪些事项，批准哪些申请"),
        Text(en="the ledger; precedents", zh="台账；先例"),
        Text(en="oldest first; odds by kind of demand", zh="先老后新；几率随诉求类别而定"),
        Text(en="weekly, and as the rules say", zh="每周，及按规则所定"),
    ),
)  # fmt: skip
