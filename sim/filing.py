"""From problems to filed rows: how many reports and ledger rows a problem is expected to bring."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.rules import Demand, Residents

_SAMPLE = 50_000


class Filing(NamedTuple):
    """Expected numbers per problem, by category.

    Attributes
    ----------
    report : float64[K]
        Probability that an affected resident reports.
    reports : float64[K]
        Reports, merged ones included.
    first : float64[K]
        Problems that are filed at all.
    duplicates : float64[K]
        Further rows that were not merged.
    """

    report: NDArray[np.float64]
    reports: NDArray[np.float64]
    first: NDArray[np.float64]
    duplicates: NDArray[np.float64]

    @property
    def rows(self) -> NDArray[np.float64]:
        """Rows of round 0 per problem."""
        return self.first + self.duplicates


def expected_filing(demand: Demand, residents: Residents) -> Filing:
    """Work out filing from the residents' report probability.

    Affected residents are drawn independently, so reports of a problem with 1 + Poisson(m) affected
    are none with probability (1 − p) exp(−m p). Every later report is taken to find the row open.
    The mean over residents is taken over every n-th of them.
    """
    step = max(1, len(residents.trust) // _SAMPLE)
    channel = residents.channel[::step]
    logit = (
        np.log(demand.report_base / (1.0 - demand.report_base))
        + residents.activity[::step].astype(np.float64)
        + demand.report_trust * (residents.trust[::step].astype(np.float64) - 0.5)
        + demand.report_awareness * (float(demand.awareness.mean()) - 0.5)
    )
    reach = demand.channel_reach.mean(axis=0)[channel]
    report = np.array([(reach / (1.0 + np.exp(-(logit + severity)))).mean() for severity in demand.severity])
    further = demand.further_affected
    reports = report * (1.0 + further)
    first = 1.0 - (1.0 - report) * np.exp(-further * report)
    return Filing(report, reports, first, (reports - first) * (1.0 - float(demand.merge_share.mean())))
