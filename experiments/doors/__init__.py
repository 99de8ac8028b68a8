"""How people come in: the command line. No arithmetic; the only place of imports inside functions."""
