r"""How to split a budget of runs over points and replications of a Sobol' study.

Write ρ for the noise variance of one run over the part of the variance that a factor moves (its total index × the
variance of the mean response). With R replications at n base rows the numerator of the total index, the mean over rows
of ½ d_r d_s over r ≠ s, d the gap of a step, has for normal luck

    variance = 2 V_T² [(1 + ρ/R)² + ρ² ÷ (R² (R − 1))] ÷ n,

and n R (k + 2) runs are fixed, so that the interval is narrowest where R + 2ρ + ρ² ÷ (R − 1) is least: at

    R = 1 + ρ.

Half as many replications as noise over signal asks for, and products of luck swamp the index; many more, and points are
lost. With a price of setting up a point beside the price of a run, the same expression is multiplied by (1 + set-up
price ÷ (R × price of a run)) and the least is searched for. R is at least 2: with one, luck cannot be taken off.
"""

import math
from typing import NamedTuple

from experiments.answer.sensitivity.sobol import LEAST_ROWS
from experiments.words import sensitivity as say
from experiments.words.faults import bad_input

MOST_REPLICATIONS = 256
FEWEST_ROWS = 32  # below, the bootstrap over rows is no interval


class Plan(NamedTuple):
    """The best split of a budget."""

    runs: int  # used, at most those allowed
    base: int  # base rows of the design, a power of two
    points: int  # base × (factors + 2)
    replications: int
    ideal: float  # replications without regard to powers of two and whole numbers
    half_width: float  # of the 95 % interval of the total index asked for
    cost: float  # in the unit of the prices
    noise_share: float
    total: float  # the total index asked for
    enough: bool  # False: the budget does not reach 32 base rows with two replications


def half_width(noise_share: float, index: float, base: int, replications: int) -> float:
    """Return the half-width of the 95 % interval of a total index of that size.

    Parameters
    ----------
    noise_share : float
        Luck ÷ (signal + luck) of one run, in [0, 1).
    index : float
        Total index of the factor, above 0.
    base, replications : int
        At least 2 replications.
    """
    rho = noise_share / (1.0 - noise_share) / index
    r = replications
    square = (1.0 + rho / r) ** 2 + rho**2 / (r**2 * (r - 1))
    return 1.96 * index * math.sqrt(2.0 * square / base)


def plan(
    noise_share: float,
    factors: int,
    runs: int,
    index: float | None = None,
    run_cost: float = 1.0,
    point_cost: float = 0.0,
) -> Plan:
    """Return how many replications at how many points give the narrowest interval of a total index.

    Parameters
    ----------
    noise_share : float
        From a pilot: `noise_of(outcomes).share_of_run`; on common random numbers residual ÷ (signal + residual).
    factors : int
    runs : int
        Budget: runs in all, at the price `run_cost` each; setting up points is paid from it too.
    index : float or None
        Total index one wants to see; None: an equal share, 1 ÷ factors.
    run_cost, point_cost : float
        Price of a run, and of a point beside its runs.

    Raises
    ------
    sim.errors.BadInput
        If the noise share is not in [0, 1), the index not in (0, 1], or the budget is below the smallest design.
    """
    index = 1.0 / factors if index is None and factors else index
    if index is None or not 0.0 <= noise_share < 1.0 or not 0.0 < index <= 1.0 or run_cost <= 0 or point_cost < 0:
        raise bad_input((say.BAD_PLAN, {"noise": noise_share, "index": index}))
    rho = noise_share / (1.0 - noise_share) / index
    budget, price = runs * run_cost, point_cost / run_cost
    found, base = [], LEAST_ROWS
    while base * (factors + 2) * (2 * run_cost + point_cost) <= budget:
        many = int(budget / (base * (factors + 2)) / run_cost - price + 1e-9)
        many = min(many, MOST_REPLICATIONS)
        found.append((half_width(noise_share, index, base, many), -base, many))
        base *= 2
    if not found:
        least = math.ceil(LEAST_ROWS * (factors + 2) * (2 + price))
        raise bad_input((say.BUDGET_TOO_SMALL, {"runs": runs, "least": least}))
    enough = [item for item in found if -item[1] >= FEWEST_ROWS]
    width, base, many = min(enough or found)
    base = -base
    points = base * (factors + 2)
    return Plan(
        points * many, base, points, many, _ideal(rho, price), width, points * (many * run_cost + point_cost),
        noise_share, index, bool(enough),
    )  # fmt: skip


def _ideal(rho: float, price: float) -> float:
    """Return the replications at which the interval is narrowest, as a real number."""
    if price <= 0:
        return max(1.0 + rho, 2.0)
    from scipy.optimize import minimize_scalar  # type: ignore[import-untyped]

    def cost(r: float) -> float:
        return (r + price) / r * (r + 2 * rho + rho**2 / (r - 1))

    found = minimize_scalar(cost, bounds=(1.0 + 1e-6, 10.0 * (1.0 + rho + price)), method="bounded")
    return max(float(found.x), 2.0)
