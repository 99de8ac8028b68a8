"""What a study is where nothing is asked for, and how large it may be."""

DEFAULT_BASE = "status_quo"
DEFAULT_REFORMS = ("whistle", "duty_list", "empowerment", "integrated")
DEFAULT_PLACE = "district"
MOST_REPLICATIONS = 10_000
MOST_WORKERS = 1024
LARGE_TABLES = ("issues", "assignments", "whistles", "rankings", "decisions")
MOST_ROWS = 65_536  # trajectories of morris, rows of sobol
