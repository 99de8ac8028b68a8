"""The three questions researchers compare reforms on, and the measures that answer each."""

from typing import NamedTuple

from experiments.words import Text


class Question(NamedTuple):
    """A question and its headline measures, by the names of `sim.measures.MEASURES`."""

    title: Text
    measures: tuple[str, ...]


QUESTIONS = (
    Question(
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
        Text(en="Response times: how fast are issues dealt with?", zh="响应时间：诉求办得有多快？"),
        (
            "median_days_to_resolve",
            "p90_days_to_resolve",
            "restricted_mean_days_30",
            "median_hours_to_check_in",
            "late_share",
        ),
    ),
    Question(
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
)

HEADLINES = ("street_funnel_share", "restricted_mean_days_30", "true_satisfaction_rate")  # one of each question
