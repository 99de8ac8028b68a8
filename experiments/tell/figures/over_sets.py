"""Tables of studies with parameter sets, as figures take them: what a set gives in the mean stands for a run."""

import pandas as pd

# Columns of result tables that say what a row is about; all others are numbers about it.
KEYS = ("scenario", "parameters", "day", "month", "authority", "origin", "origin_level", "level", "office", "kind",
        "step")  # fmt: skip


def over_replications(table: pd.DataFrame) -> pd.DataFrame:
    """Return the mean of every number over a set's replications, the set in the column `replication`.

    A row that some replications lack counts as 0 in them; a number that some have no value for is the mean of the rest.
    """
    runs = table.groupby(["scenario", "parameters"])["replication"].nunique().groupby("scenario").max()
    keys = [name for name in KEYS if name in table]
    values = [name for name in table.columns if name not in (*keys, "replication")]
    grouped = table.groupby(keys, sort=True)
    present = grouped.size() / runs.reindex(grouped.size().index.get_level_values("scenario")).to_numpy()
    means = grouped[values].mean().mul(present, axis=0).reset_index()
    return means.rename(columns={"parameters": "replication"})
