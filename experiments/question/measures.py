"""The questions researchers compare reforms on, and the measures that answer each."""

from typing import NamedTuple

from experiments.words import Text
from sim.measure import QuestionName
from sim.measures import MEASURES


class Question(NamedTuple):
    """A question, and its headline measures by the names of `sim.measures.MEASURES`."""

    name: QuestionName
    title: Text
    first: tuple[str, ...]

    @property
    def measures(self) -> tuple[str, ...]:
        """All measures that say they answer it, the headline ones first."""
        return self.first + tuple(m.name for m in MEASURES if m.question == self.name and m.name not in self.first)


QUESTIONS = (
    Question(
        "funnel",
        Text(en="Funnel workload: how much work is passed down?", zh="漏斗效应：有多少工作被下派？"),
        (
            "street_funnel_share",
            "community_funnel_share",
            "passed_down_hours",
            "derived_hours",
            "funnel_amplification",
            "street_utilisation",
            "department_utilisation",
        ),
    ),
    Question(
        "times",
        Text(en="Response times: how fast are issues dealt with?", zh="响应时间：诉求办得有多快？"),
        (
            "median_days_to_resolve",
            "p90_days_to_resolve",
            "restricted_mean_days_30",
            "median_hours_to_check_in",
            "solved_30",
            "late_share",
        ),
    ),
    Question(
        "satisfaction",
        Text(en="Satisfaction: as measured, and as it truly is", zh="满意度：测得的与真实的"),
        (
            "response_rate",
            "resolution_rate",
            "true_resolution_rate",
            "satisfaction_rate",
            "true_satisfaction_rate",
            "silent_share",
            "mean_trust",
        ),
    ),
    Question(
        "cost",
        Text(en="Demand and cost: how much comes in, and what does it take?", zh="来件与成本：来了多少，投入多少？"),
        ("staffed_hours",),
    ),
)

# One of each question that a reform is made for.
HEADLINES = ("street_funnel_share", "restricted_mean_days_30", "true_satisfaction_rate")
