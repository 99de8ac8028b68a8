"""Which inputs move an outcome, with the luck of replications told apart from what the inputs do.

Names to call, all on plain arrays:

`space.Factor`
    One input that varies.
`sobol.sample(factors, base, seed)`, `sobol.analyse(factors, outcomes)`
    Variance-based indices, corrected for luck.
`morris.sample(factors, trajectories, seed)`, `morris.analyse(factors, points, outcomes)`
    Screening with few runs.
`noise.noise_of(outcomes)`
    How much of the variance is luck.
`budget.plan(noise_share, factors, runs)`
    How many replications at how many points.
`words.sentences_of_…`
    What a result says; figures are in `experiments.tell.figures.sensitivity`.

`outcomes` is an array (points, replications) in the order of the sampled points.
"""
