"""From a run's trace to the tables of a result folder."""
