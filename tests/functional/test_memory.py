"""A worker that runs many towns holds one at a time."""

import gc
import weakref

from sim.model import StreetModel


def test_a_closed_town_is_free_without_the_garbage_collector():
    gc.collect()
    gc.disable()
    try:
        model = StreetModel("whistle", place="classroom", days=3, burn_in_days=7)
        trace = model.run()
        engine = weakref.ref(model.engine)
        model.close()
        assert trace.measures()["issues"] > 0 and engine() is not None
        del trace
        assert engine() is None
    finally:
        gc.enable()
