"""People who move between offices: whole ones, each counted once (clauses P4 and S1)."""

import numpy as np
from numpy.typing import NDArray

from sim.apportion import apportion
from sim.involvement import involvement, shares
from sim.rules import Rules
from sim.stages import Level

ISSUE_SHARE = 0.34  # of departments' staff, left for issues after own line and meetings (load table, docs/load.md)


def released(staff: NDArray[np.int64], many: int) -> NDArray[np.int64]:
    """Return how many of `many` people each department of a district gives, by its size; one stays behind."""
    return np.asarray(np.minimum(apportion(many, staff), staff - 1))


def need_of_communities(rules: Rules) -> NDArray[np.float64]:
    """Return problems a day that need a department, by community."""
    authority = shares(rules.categories.authority_cumulative)[:, Level.DEPARTMENT - Level.COMMUNITY]
    return np.asarray(rules.demand.problems_a_day @ authority)


def calls(rules: Rules, communities: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return how often a day those communities' problems need each department, by number within the district."""
    authority = shares(rules.categories.authority_cumulative)[:, Level.DEPARTMENT - Level.COMMUNITY]
    problems = rules.demand.problems_a_day[communities].sum(axis=0) * authority
    return np.asarray(problems @ np.array([one.expected() for one in involvement(rules.categories)]))
