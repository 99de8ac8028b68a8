"""Sweeps: a study file, its design, its runs, and how they are made and kept.

`schema`      what a study file may hold
`study_file`  reading and checking one
`spaces`      what a factor may be, from the declarations of levers and places
`designs`     from factors to design points
`plan`        design points × states of the world × replications, each run with its address
`worker`      one batch of runs
`executors`   where batches are carried out
`carry_out`   the sweep itself
`paired`      differences from the reference, world by world
"""
