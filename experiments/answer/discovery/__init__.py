"""Where in the space of inputs a reform backfires: boxes and small trees, held against points they have not seen.

Names to call:

`cases.judge_points(differences, bad)`
    Which points are of interest, which not, and which cannot be told from zero.
`findings.discover(inputs, differences, bad)`
    Boxes with everything below for them; `.sentences(language)`, `.frame()`.
`prim.find_box(inputs, interest)`
    One box alone, with its peeling trajectory.
`tree.grow(inputs, differences)`
    A tree of depth three on the mean difference; `.sentences(language)`, `.frame()`.

Figures are in `experiments.tell.figures.boxes`. `inputs` is a table with one row a point and one column a factor, by
dotted name; `differences` an array (points, replications) of reform minus reference, paired.
"""
