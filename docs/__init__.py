"""Documents: what writes them, and what was measured for them. Not in the wheel."""
