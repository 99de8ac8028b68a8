"""From plans to rows: jobs and batches, in this process, in many, on a cluster."""
