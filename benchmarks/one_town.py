"""One run in a process of its own: prints CPU seconds, memory and counters as JSON."""

import json
import resource
import sys
import time


def main(place: str, days: int) -> None:
    """Live `days` days of `status_quo` in a place and print what it cost."""
    from sim.kernel.state import PERSISTENT, Count, used
    from sim.model import StreetModel

    begun = time.process_time()
    model = StreetModel("status_quo", place=place, days=days, seed=1)
    built = time.process_time()
    model.run()
    done = time.process_time()
    town, counts = model.engine.town, model.engine.town.counts
    issues = used(town, "issues")
    print(
        json.dumps(
            {
                "cpu": done - begun,
                "build": built - begun,
                "import": begun,
                "issues": issues,
                "tasks": used(town, "tasks"),
                "events": int(counts[Count.PROCESSED]),
                "draws": int(counts[Count.DRAWS]),
                "kernel_calls": model.engine.calls,
                "table_bytes": sum(getattr(town, name).nbytes for name in PERSISTENT),
                "row_bytes": town.issues.itemsize + 16 * len(town.first),
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0,
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
