"""The order of one study: plan, run, answer, tell, publish."""
