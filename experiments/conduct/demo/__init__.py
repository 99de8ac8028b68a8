"""A comparison that ships with the package, so that there is something to see while the kernel compiles.

`stored.json` holds its runs and where they come from; `python docs/make.py demo` makes it anew. What is
stored is always shown as stored: with the version, the date and the model's sources it was made with.
"""
