"""The place parameters that are searched: those that move a target more than luck does.

Chosen from about forty by moving each to the farther end of its range (`python docs/make.py fit
screen`); what that moved, on `classroom` with common random numbers, is said below. What moved nothing keeps its value:
waiting and expectation in satisfaction, the trays of quality under load, departments' effort, skill, trust,
letters, repeat delays. `demand.filed_a_year` moves much but is an input, not a guess.
"""

from docs.evidence.fit.space import Group
from experiments.words import Text

PARAMETERS = (
    Group(
        ("service.quality_street", "service.quality_community", "service.quality_department"),
        Text(en="resolution in 2018 by 0.25, repeats by 0.06; one unknown, how well work is done, at three levels",
             zh="2018 年解决率 0.25、重复来件 0.06；三个层级办理质量，同一个未知数"),
    ),
    Group(
        ("streets.false_closing", "communities.false_closing", "department_work.false_closing"),
        Text(en="measured resolution in 2018 by 0.17 without solving anything",
             zh="2018 年测得解决率 0.17，并无实际解决"),
    ),
    Group(("streets.rigour",),
          Text(en="resolution in 2018 by 0.06: false closings caught", zh="2018 年解决率 0.06：查出虚假办结")),
    Group(("evaluation.satisfied_base",),
          Text(en="satisfaction in 2018 by 0.19, satisfied though unsolved by 0.27",
               zh="2018 年满意率 0.19，未解决者中的满意比例 0.27")),
    Group(("evaluation.satisfied_solved",),
          Text(en="satisfaction by 0.05 to 0.07, the unsolved unmoved", zh="满意率 0.05 至 0.07，未解决者不变")),
    Group(("evaluation.satisfied_contact",),
          Text(en="satisfaction in 2019 by 0.23, satisfied though unsolved by 0.29",
               zh="2019 年满意率 0.23，未解决者中的满意比例 0.29")),
    Group(("evaluation.contact_half_hours",),
          Text(en="satisfaction in 2018 by 0.30: how much contact counts as much",
               zh="2018 年满意率 0.30：多少联系才算多")),
    Group(
        ("conduct.care_gain", "conduct.diligence_quality"),
        Text(en="resolution in 2019 by 0.18 and 0.19, the one times the other: care under ranking and what it solves",
             zh="2019 年解决率 0.18 与 0.19，两者相乘：排名之下的用心及其成效"),
    ),
    Group(("conduct.attention_gain",),
          Text(en="satisfied though unsolved in 2019 by 0.12, the late share by 0.06",
               zh="2019 年未解决者中的满意比例 0.12，超期率 0.06")),
    Group(
        ("conduct.call_back_hours", "conduct.call_back_gain"),
        Text(en="satisfaction in 2019 by 0.08 and 0.11, the late share by 0.14: time on the telephone",
             zh="2019 年满意率 0.08 与 0.11，超期率 0.14：回访所花时间"),
    ),
    Group(("demand.refile",), Text(en="repeats by 0.13", zh="重复来件 0.13")),
    Group(("residents.report_awareness",), Text(en="growth of reports by 0.30", zh="来件增长 0.30")),
    Group(("residents.report_base",),
          Text(en="growth of reports by 0.14; who stays silent", zh="来件增长 0.14；谁保持沉默")),
    Group(("demand.consultation_share",),
          Text(en="consultations among contacts, before awareness has grown", zh="知晓度提高之前咨询占来件的比例")),
    Group(("top_down.sheets_a_resident",),
          Text(en="satisfied though unsolved in 2019 by 0.12: hours left for residents",
               zh="2019 年未解决者中的满意比例 0.12：留给居民的工时")),
    Group(("top_down.exempt_derived", "top_down.relabel"),
          Text(en="forms by 0.08 and 0.05: what slips through the gate", zh="报表 0.08 与 0.05：绕过准入的部分")),
    Group(("top_down.exempt_transferred",),
          Text(en="items of transferred work by 0.21", zh="转移事项 0.21")),
)  # fmt: skip
