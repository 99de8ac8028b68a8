"""A second, per-issue implementation of the flow in SimPy, written from docs/flow.md alone."""
