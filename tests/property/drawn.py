"""Random sets of levers over all that their declarations allow, in towns of one to three streets.

Everything is drawn in the order in which it is to shrink: fewer levers first, then values that change nothing, then
fewer streets, communities and days.
"""

from functools import cache, lru_cache
from itertools import combinations
from typing import Any, NamedTuple, get_args
from unittest.mock import patch

from hypothesis import strategies as st

from scenarios.base_rules import Built
from scenarios.compile import Compiled, build_world, checked_stretches, compile_scenario
from scenarios.levers import LEVERS
from scenarios.levers.base import FieldRecord, Lever
from scenarios.loading import list_scenarios, load_scenario
from scenarios.place import Place, load_place
from scenarios.scenario import Scenario
from sim.errors import BadInput, Fault
from sim.model import CALENDAR_MARGIN_DAYS, StreetModel

DAYS, BURN_IN = 14, 7
LEVER_NAMES = [lever.name for lever in LEVERS]
STREETS = (((160,),), ((160, 90),), ((160,), (90,)), ((110, 60), (80,)), ((110, 60), (40,), (80,)))  # residents


@cache
def tiny_place(streets: tuple[tuple[int, ...], ...]) -> Place:
    """Return the classroom with few residents who file much, a third of its categories and half of its departments."""
    place = load_place("classroom").model_dump()
    written = place["geography"]["streets"]
    place["geography"]["streets"] = [
        {**written[n], "communities": communities, "staff": 4 + n} for n, communities in enumerate(streets)
    ]
    place["demand"]["filed_a_year"]["value"] = 10.0
    # departments are soon late, so that they are answered for within the fortnight
    place["deadlines"]["check_in_hours"] = (2.0, 2.0, 0.5)
    chosen = place["categories"][::3]
    whole = sum(category["share"] for category in chosen)
    place["categories"] = [{**category, "share": category["share"] / whole} for category in chosen]
    pairs = zip(place["departments"][::2], place["departments"][1::2], strict=True)
    place["departments"] = [
        {**one, "covers": (*one["covers"], *other["covers"]), "staff": n + len(streets)}
        for n, (one, other) in enumerate(pairs)
    ]
    return Place.model_validate(place)


@cache
def built(streets: tuple[tuple[int, ...], ...]) -> Built:
    """Return the place in machine form, built once a process."""
    return build_world(tiny_place(streets), -BURN_IN - CALENDAR_MARGIN_DAYS, DAYS + CALENDAR_MARGIN_DAYS)


grounds = cache(load_scenario)  # read once a process


@lru_cache(maxsize=8)
def compiled(levers: tuple[Lever, ...], streets: tuple[tuple[int, ...], ...]) -> Compiled:
    """Return the rules of a set of levers; the towns of one draw share them."""
    scenario = scenario_of("drawn", {lever.name: lever for lever in levers})
    span = (-BURN_IN - CALENDAR_MARGIN_DAYS, DAYS + CALENDAR_MARGIN_DAYS)
    return compile_scenario(scenario, tiny_place(streets), *span, built=built(streets))


def values_of(lever: type[Lever], record: FieldRecord) -> st.SearchStrategy[Any]:
    """Draw a value of a field as it is declared: what changes nothing, either end, anything between."""
    annotation = lever.model_fields[record.name].annotation
    kinds = (annotation, *get_args(annotation))
    if bool in kinds:
        return st.sampled_from([record.neutral, not record.neutral])
    if record.choices:
        return st.lists(st.sampled_from(record.choices), unique=True).map(tuple)
    assert record.low is not None and record.high is not None, f"{lever.name}.{record.name} is of no kind known here"
    number: st.SearchStrategy[Any] = st.floats(record.low, record.high, allow_subnormal=False)
    ends = (record.low, record.high)
    if int in kinds:
        ends = tuple(map(int, ends))
        # a day of the run or a round within it more often than one in a hundred years
        number = st.integers(ends[0], min(ends[1], DAYS)) | st.integers(*ends)
    return st.sampled_from([record.neutral, *ends]) | number


def levers_of(lever: type[Lever]) -> st.SearchStrategy[Lever]:
    """Draw a lever with every field, its dates in or after the run and the districts it works in."""
    own = {record.name: values_of(lever, record) for record in lever.fields() if record.name not in Lever.model_fields}
    districts = tiny_place(STREETS[0]).geography.districts
    return st.builds(
        lever,
        **own,
        start_day=st.integers(0, DAYS + 1),
        ramp_days=st.sampled_from([0, 1, 7, 10, 2 * DAYS]),
        districts=st.sampled_from([(), districts]),
    )


class Drawn(NamedTuple):
    """A town under a base and under a reform of it.

    Attributes
    ----------
    levers
        Those drawn; the first `before` of them are in force in both, the others in the reform alone.
    ground
        A shipped scenario whose other levers are in force in both, so that there is something to act on.
    streets
        Residents of the communities of every street.
    days
        How long it lives, at most `DAYS`.
    """

    levers: tuple[Lever, ...]
    before: int
    ground: str
    streets: tuple[tuple[int, ...], ...]
    days: int
    seed: int

    @property
    def base(self) -> Scenario:
        """The scenario of the burn-in, and what the reform is compared with."""
        drawn = {lever.name for lever in self.levers}
        ground = {name: lever for name, lever in grounds(self.ground).levers.items() if name not in drawn}
        return scenario_of("base", {**ground, **{lever.name: lever for lever in self.levers[: self.before]}})

    @property
    def reform(self) -> Scenario:
        """The scenario of all levers."""
        return scenario_of("reform", {**self.base.levers, **{lever.name: lever for lever in self.levers}})

    @property
    def begins(self) -> int:
        """The first day on which the reform can differ from its base."""
        return min((lever.start_day for lever in self.levers[self.before :]), default=self.days)

    def town(self, scenario: Scenario, **more: Any) -> StreetModel:
        """Return the town at the first day of its burn-in; one calendar serves all, `live` stops it."""
        more = {"base": self.base, "seed": self.seed, "days": DAYS, "burn_in_days": BURN_IN, **more}
        with patch("sim.model.compile_scenario", lambda of, *_: compiled(tuple(of.levers.values()), self.streets)):
            return StreetModel(scenario, place=tiny_place(self.streets), **more)

    def clashes(self) -> bool:
        """Tell whether the levers are refused; a refusal must name both of every clashing pair."""
        expected = {
            frozenset((one.name, other.name))
            for one, other in combinations((x for x in self.reform.levers.values() if not x.is_neutral()), 2)
            for quantity in one.writes.keys() & other.writes.keys()
            if one.writes[quantity] is None or one.writes[quantity] != other.writes[quantity]
        }
        found: tuple[Fault, ...] = ()
        try:
            checked_stretches(self.reform, tiny_place(self.streets))
        except BadInput as refusal:
            found = refusal.faults
        assert {frozenset(name for name in LEVER_NAMES if f"'{name}'" in fault.en) for fault in found} == expected
        return bool(found)


def scenario_of(name: str, levers: dict[str, Lever]) -> Scenario:
    """Return a scenario of these levers."""
    words = {"zh": "随机", "en": "Drawn"}
    return Scenario(name=name, title=words, question=words, clauses=(), chain=(name,), levers=levers, origins={})


def live(model: StreetModel, until: int) -> StreetModel:
    """Live a town's days up to one."""
    while model.day < until:
        model.step()
    return model


_one_lever = st.one_of(*map(levers_of, LEVERS))
# Short lists first, for these are what a failure shrinks to; of the others many, for levers meet one another there.
_levers = st.lists(_one_lever, unique_by=lambda lever: lever.name, max_size=2) | st.lists(
    _one_lever, unique_by=lambda lever: lever.name, min_size=3, max_size=len(LEVERS)
)
drawn_towns = st.builds(
    Drawn,
    _levers.map(tuple),
    st.integers(0, 3),
    st.sampled_from(sorted(list_scenarios(), key="status_quo".__ne__)),
    st.sampled_from(STREETS),
    st.sampled_from([1, 2, 3, 5, 7, *[DAYS] * 6]),
    st.integers(0, 3),
)
