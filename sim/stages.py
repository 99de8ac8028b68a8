"""The words of the model as enumerations: stages, grades, levels, classes, kinds of work.

Numbers are part of the data format: they are stored in tables and order simultaneous events.
Append, never renumber.
"""

from enum import IntEnum

from sim.text import Text


class Stage(IntEnum):
    """The nine stages of the paper's work operation mechanism (clauses W1 to W4), in order."""

    COLLECT = 0  # 问题收集
    INTEGRATE = 1  # 信息整合
    CLASSIFY = 2  # 事项分类
    RELEASE = 3  # 需求发布
    ACCEPT = 4  # 承办受理
    CHECK_IN = 5  # 部门报到
    HANDLE = 6  # 处理实施
    VERIFY = 7  # 核实结项
    EVALUATE = 8  # 评价反馈


class Level(IntEnum):
    """Levels of government that do or create work; RESIDENT creates only."""

    RESIDENT = 0
    COMMUNITY = 1
    STREET = 2
    DEPARTMENT = 3
    HANDLER = 4  # outside government


class Handler(IntEnum):
    """Handlers outside government, each with a queue of its own (clauses P2, P3, W3)."""

    PROPERTY = 0  # 物业: a property firm's people for residents' requests, one a community
    VOLUNTEERS = 1  # residents who give hours, in-service Party members first; one a community
    CONTRACTOR = 2  # 市场力量: hired by a street
    SOCIAL = 3  # 社会组织, social workers; one a street
    UTILITY = 4  # heating, water, power and gas; one a district and category


class Grade(IntEnum):
    """Urgency of an issue; deadlines in `rules.Deadlines` (fact 2.30)."""

    EMERGENCY = 0  # 2 hours
    URGENT = 1  # 24 hours
    ORDINARY = 2  # 7 days
    COMPLEX = 3  # 15 days


class Solvability(IntEnum):
    """Whether anybody could solve the problem at all."""

    SOLVABLE = 0
    UNREASONABLE = 1  # or outside the law: explained or excluded, never solved
    HISTORIC = 2  # needs policy or money


class Status(IntEnum):
    """Where a ledger row has ended."""

    OPEN = 0
    CLOSED = 1
    WITHDRAWN = 2  # the problem was found solved when the street called
    EXCLUDED = 3  # explained to the reporter and taken out of the rates


class Channel(IntEnum):
    """How a resident reports (clause W1)."""

    HOTLINE = 0
    WEB = 1
    WECHAT = 2
    WEIBO = 3
    HALL = 4
    GRID = 5  # found by the community's patrol; nobody has reported it


class Threat(IntEnum):
    """What gives a repeat filing its weight (fact 8.05)."""

    NONE = 0
    GROUP = 1  # 集体诉求: several affected residents together
    PETITION = 2  # 信访


class Standing(IntEnum):
    """The four monthly classes of streets under ranking (fact 2.43)."""

    ADVANCED = 0  # 先进类
    IMPROVING = 1  # 进步类
    RECTIFYING = 2  # 整改类
    GOVERNED = 3  # 治理类: most demand, supervised


class Authority(IntEnum):
    """On what authority a street handles what is beyond its own."""

    NONE = 0
    DELEGATED = 1  # powers passed to the street (P4)
    STATIONED = 2  # a department's team stationed at the street (S1)


class Family(IntEnum):
    """Families of whistles (clause W2)."""

    ENFORCEMENT = 0  # 综合执法
    KEY_WORK = 1  # 重点工作
    EMERGENCY = 2  # 应急处置


FAMILIES = {
    Family.ENFORCEMENT: Text(en="comprehensive enforcement", zh="综合执法"),
    Family.KEY_WORK: Text(en="key work", zh="重点工作"),
    Family.EMERGENCY: Text(en="emergencies", zh="应急处置"),
}


class Ground(IntEnum):
    """Grounds on which a street may whistle (clause W2)."""

    AUTHORITY = 0  # needs a district department
    OVERLAP = 1  # overlapping duties, several departments
    PHASE = 2  # prominent problem of a given phase (阶段性)


GROUNDS = {
    Ground.AUTHORITY: Text(en="a department's authority is needed", zh="需要区级部门的权限"),
    Ground.OVERLAP: Text(en="duties of several departments overlap", zh="部门职责交叉"),
    Ground.PHASE: Text(en="a prominent problem of the season", zh="阶段性突出问题"),
}


class StreetClass(IntEnum):
    """Classes of a street division's queue (docs/flow.md, 2)."""

    EMERGENCY = 0
    UPWARD = 1
    EASY = 2
    RESIDENT = 3
    COORDINATION = 4
    PROACTIVE = 5
    ESCORT = 6  # the street's officer, once all departments have come


class ContactClass(IntEnum):
    """Classes of a contact desk's queue, served in this order (docs/flow.md, 2)."""

    CONTACT = 0
    REPLY = 1  # by due time
    CHECK = 2  # the street's own check, before the city calls


class DepartmentClass(IntEnum):
    """Classes of a department's queue: emergencies, then pairs for an appointment, then the rest as it came."""

    EMERGENCY = 0
    OWN_LINE = 1  # letters that were taken up, too
    WHISTLED = 2


class CommunityClass(IntEnum):
    """Classes of a community's queue."""

    UPWARD = 1
    RESIDENT = 2
    STATUTORY = 3


class TaskKind(IntEnum):
    """Kinds of rows in the task table."""

    TRANSFERRED = 0  # moves hours from a department to a street (funnel)
    DERIVED = 1  # a sheet that fans out to every street and community (funnel)
    OWN_LINE = 2  # a department's own work
    STATUTORY = 3  # a community's windows and patrol
    WALK_IN = 4  # residents who come to the community without a ticket
    PROACTIVE = 5  # a street's work on a root cause (未诉先办)
    PATROL = 6  # a community's round in its grids, or a special census
    SUPERVISED = 7  # a street's reporting on cases under supervision
    TRAINING = 8  # a street's people learn
    ADVICE = 9  # a street's part in plans and major matters of the district
    GRID = 10  # a community worker's round of the leaders of its grids
    PROPOSAL = 11  # a street's proposals to hold departments to account


class TaskStatus(IntEnum):
    """Where a task has ended."""

    OPEN = 0
    DONE = 1
    CANCELLED = 2  # derived work refused at the gate
    RETURNED = 3  # transferred work refused at the gate: its origin does it itself


class Work(IntEnum):
    """Kinds of hours in the workload table."""

    CONTACT = 0  # first contact and triage
    RESIDENT = 1  # handling residents' issues in community or street
    PREPARE = 2  # preparing a whistle or a letter
    COORDINATION = 3  # escorting departments, releasing returned work again
    VERIFY = 4
    LETTER = 5  # departments' handling of letters
    ASSIGNMENT = 6  # departments' handling of whistled work
    TRANSFERRED = 7
    DERIVED = 8
    OWN_LINE = 9
    STATUTORY = 10
    WALK_IN = 11
    TRAVEL = 12
    WAITING = 13  # on site, or reserved for a partner
    MEETING = 14
    DESK = 15  # emergency desks, outside staffed hours and utilisation
    PROACTIVE = 16
    PATROL = 17
    SUPERVISED = 18  # reporting on cases under supervision
    DELIBERATION = 19
    CALL_BACK = 20  # the street's own check with the reporter, before the city calls
    APPLICATION = 21  # asking to take a case out of the rates
    TRAINING = 22
    ADVICE = 23
    GRID = 24
    PROPOSAL = 25
    HANDOVER = 26  # handing a case to somebody outside government, or to units that lend their space
    REPLY = 27  # telling the reporter before the deadline how the case stands
    DUTY = 28  # contact desks outside staffed hours, outside utilisation
    CHASING = 29  # reminding departments of letters
    OVERTIME = 30  # sections after closing time, outside utilisation
    SLACK = 31  # a street's work on root causes in hours that nothing else needed, outside utilisation


# Work a task is booked as, by TaskKind
WORK_OF_TASK = (7, 8, 9, 10, 11, 16, 17, 18, 22, 23, 24, 25)


class EventKind(IntEnum):
    """Order of simultaneous kernel events (docs/flow.md, 1)."""

    APPOINTMENT = -1  # before offices open or close: departments that keep it are asked for their pairs
    CLOSE = 0  # end of a staffed day: who waits on site leaves
    OPEN = 1  # a staffed segment opens: every idle server looks at its queues
    MEETING_OVER = 2
    REMIND = 3  # the street has waited long enough for a letter's answer
    REPORT = 4
    INTEGRATED = 5
    TASK = 6
    RELEASED = 7
    ACCEPT = 8
    ARRIVED = 10
    DONE = 11  # a job leaves its servers
    CALL = 12  # the city calls who filed a row: when it is due, or some time after it was closed
    AGREED = 13  # residents have settled it among themselves
    INSTRUCTED = 14  # the committee has decided, the section has its instruction
    REPLY_DUE = 15  # a reply is to be written, if none was given
    DUTY_OPEN = 16  # contact desks open that sit every day
    DUTY_CLOSE = 17  # they close: their hours of the day are booked
    MISSED = 18  # who has not come to an appointment by now has missed it


NONE = -1  # "no such row, office or department" in integer columns
