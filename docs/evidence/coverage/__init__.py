"""How often intervals, selections and stop rules are right, measured on experiments whose truth is known."""
