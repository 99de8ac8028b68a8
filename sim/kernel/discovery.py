"""Problems nobody reports: kept in a list of their community, found by patrols (clause W1)."""

import numpy as np

from sim.clock import day_of
from sim.compiled import inner
from sim.kernel.draws import draw
from sim.kernel.heap import push
from sim.kernel.intake import dispatch_hours, file_row
from sim.kernel.state import Town
from sim.randomness import Purpose, exponential, person_key
from sim.stages import NONE, Channel, EventKind

MOST_FOUND = 32  # cases one round files; what else it has come upon, the next one files


@inner
def keep_silent(town: Town, problem: int) -> None:
    """Put a problem that nobody will report on its community's list."""
    p = town.problems[problem]
    p.next_silent = town.silent[p.community]
    town.silent[p.community] = problem
    withstands = exponential(draw(town, Purpose.PATROL, p.problem, 0), 1.0)
    p.found_at_hazard = town.hazard[p.community] + withstands


@inner
def patrolled(town: Town, community: int, hours: float, time: float) -> None:
    """A patrol is back: problems whose hazard is used up are filed, old ones are forgotten."""
    people = town.communities[community].residents
    town.hazard[community] += town.stocks[0].patrol_find * hours / (people / 1000.0)
    oldest = 24.0 * np.floor(time / 24.0 - town.stocks[0].silent_days)
    previous = NONE
    found = 0
    problem = int(town.silent[community])
    while problem != NONE and found < MOST_FOUND:
        p = town.problems[problem]
        after = int(p.next_silent)
        if p.arises_at < oldest:  # days newest first: all that follow are older
            if previous == NONE:
                town.silent[community] = NONE
            else:
                town.problems[previous].next_silent = NONE
            return
        if p.arises_at <= time and p.found_at_hazard <= town.hazard[community]:
            if previous == NONE:
                town.silent[community] = after
            else:
                town.problems[previous].next_silent = after
            _found(town, problem, time)
            found += 1
        else:
            previous = problem
        problem = after


@inner
def _found(town: Town, problem: int, time: float) -> None:
    """File a problem in the name of the grid; a resident drawn for it stands as its reporter and is not surveyed."""
    p = town.problems[problem]
    home = town.communities[p.community]
    reporter = home.first_resident + int(draw(town, Purpose.WHO, person_key(p.problem, 0), 1) * home.residents)
    issue = file_row(town, problem, 0, 0, 0, reporter, Channel.GRID.value, time, 0)
    town.days[day_of(time) - town.first_day].found += 1
    push(town, time + dispatch_hours(town, issue), EventKind.INTEGRATED, town.issues[issue].row, issue, 0)
