"""What one reform gains and another loses: fronts over several measures, and regret over states of the world.

Names to call:

`criteria.criteria(names, extra)`
    What is compared, with the direction of good from `sim.measures.MEASURES` or given (staff cost).
`pareto.front(reforms, criteria, values)`
    Who is on the front, how surely, who is beaten by whom, who cannot be told apart.
`regret.regrets(reforms, states, values, criterion)`
    Regret of each reform in each state, ranking by the largest; satisficing; robust front over several measures.

Results have `.frame()` and `.sentences(language)`; figures are in `experiments.tell.figures.tradeoffs`. Values are
arrays (reforms, replications, criteria) and (reforms, states, replications), paired by replication.
"""
