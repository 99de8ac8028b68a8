"""The compiled kernel: issues, tasks and offices carried through events in exact time order.

`choices` are the sentences of the institution as scalar functions; every other module owns arrays
and holds no formula. `docs/flow.md` fixes the rules; `loop.advance` is the entrance.
"""
