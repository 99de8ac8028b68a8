"""How people come in: command line, Python. No arithmetic; the only place of imports inside functions."""
