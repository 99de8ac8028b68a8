"""Places against the facts their numbers come from."""

from pathlib import Path

import numpy as np
import pytest

from scenarios.base_rules import Built, season_of
from scenarios.compile import build_world
from scenarios.geography import lay_out_geography
from scenarios.place import Place, list_places, load_place, place_parameters
from sim.errors import BadInput
from sim.flows import staffed_days
from sim.involvement import involvement, shares
from sim.load import offered_load


@pytest.fixture(scope="module")
def district() -> Place:
    return load_place("district")


@pytest.fixture(scope="module")
def built(district: Place) -> Built:
    return build_world(district, -300, 500)


def weighted(place: Place, name: str) -> np.ndarray:
    return np.array([c.share for c in place.categories]) @ np.array([getattr(c, name) for c in place.categories])


def test_shipped_places() -> None:
    assert set(list_places()) >= {"classroom", "quarter", "district"}


def test_district_totals(district: Place) -> None:
    geography = lay_out_geography(district)
    assert len(geography.street_residents) == 17  # fact 4.06
    assert geography.street_residents.sum() == 17 * 80_000  # load table
    assert geography.street_residents.min() >= 50_000 and geography.street_residents.max() <= 150_000  # fact 4.04
    assert len(geography.community_street) == 221
    assert geography.community_residents.sum() == 1_360_000
    households = geography.community_households
    share = np.histogram(households, [0, 500, 1000, 3000, 10_000])[0] / 221
    assert share == pytest.approx([0.041, 0.098, 0.670, 0.191], abs=0.01)  # fact 4.02
    weight = geography.street_residents / geography.street_residents.sum()
    assert float((geography.propensity * weight).sum()) == pytest.approx(1.0)
    assert np.log(geography.propensity).std() == pytest.approx(0.5, abs=0.05)  # section 11 of the facts


def test_staff(built: Built) -> None:
    staff = built.rules.streets.staff
    assert staff.mean() == pytest.approx(46.5, abs=0.5)  # what `streets.load` is declared to come to
    assert staff.min() >= 20 and staff.max() <= 80  # section 11
    workers = built.rules.communities.staff
    assert workers.min() >= 9  # fact 4.03
    assert workers.mean() == pytest.approx(14, abs=0.7)  # load table
    assert sorted(built.rules.departments.staff.tolist()) == [5] * 8 + [15] * 7 + [40] * 5  # load table


def test_a_load_that_most_staff_cannot_reach_gets_most_staff() -> None:
    """No street has more people than the place allows, however little they are to do."""
    few = build_world(load_place("district", {"streets.load": "0.2"}), -30, 370).rules.streets
    assert (few.staff == load_place("district").streets.most_staff.value).all()


def test_calendar_of_2018(built: Built) -> None:
    calendar = built.world.calendar
    year = calendar.staffed[-calendar.first_day : -calendar.first_day + 365]
    assert year.sum() == 250 and calendar.hours_a_day == 7.0
    assert staffed_days(calendar) == pytest.approx(250, abs=2)


def test_catalogue_totals(district: Place) -> None:
    assert weighted(district, "grade") == pytest.approx([0.03, 0.12, 0.72, 0.13], abs=0.002)  # section 11
    assert weighted(district, "solvability") == pytest.approx([0.83, 0.07, 0.10], abs=0.002)
    assert weighted(district, "authority") == pytest.approx([0.30, 0.45, 0.25], abs=0.002)  # load table
    beyond = np.array([c.share * c.authority[2] for c in district.categories])
    number = beyond @ np.array([c.departments for c in district.categories]) / beyond.sum()
    assert number == pytest.approx([0.60, 0.20, 0.20], abs=0.003)  # section 11: 0.4 need two or more; mean 1.6


def test_mean_hours(district: Place) -> None:
    for name, column, wanted in (("community_hours", 0, 3.0), ("street_hours", 1, 2.5)):
        weight = np.array([c.share * c.authority[column] for c in district.categories])
        hours = np.array([getattr(c, name) for c in district.categories])
        assert float((weight * hours).sum() / weight.sum()) == pytest.approx(wanted, abs=0.02)  # load table


def test_filed_rows_are_what_the_facts_count(built: Built) -> None:
    rows = (built.rules.demand.problems_a_day * built.filing.rows).sum() * 365
    assert rows / 1_360_000 == pytest.approx(0.20 * 0.78)  # facts 1.12 and 1.17; load table
    assert rows / 17 == pytest.approx(12_480)


def test_filing_holds_under_another_report_probability() -> None:
    place = load_place("classroom", {"residents.report_base": "0.6"})
    other = build_world(place, -300, 300)
    rows = (other.rules.demand.problems_a_day * other.filing.rows).sum() * 365
    assert rows / 72_000 == pytest.approx(0.156)
    assert (other.filing.report > build_world(load_place("classroom"), -300, 300).filing.report).all()


def test_seasons(district: Place) -> None:
    heating = season_of(next(c for c in district.categories if c.id == "heating"))
    assert heating.mean() == pytest.approx(1.0)
    assert heating[318] / heating[325] == pytest.approx(4.0, rel=0.01)  # fact 1.35: a week later a quarter
    assert heating.argmax() == 318
    utilities = season_of(next(c for c in district.categories if c.id == "utilities"))
    assert utilities[201] / utilities[200] == pytest.approx(1.55)  # fact 1.38


@pytest.mark.parametrize("name", ["district", "quarter", "classroom"])
def test_departments_are_alike_in_load(name: str) -> None:
    town = build_world(load_place(name), -300, 500)
    pressure = offered_load(town.rules, town.world, town.filing).pressure()
    assert pressure.min() >= 1.1  # without the whistle letters exceed what is left of every department
    assert pressure.max() / pressure.min() < 1.10


def test_involvement_adds_up(built: Built) -> None:
    for one, number in zip(
        involvement(built.rules.categories), shares(built.rules.categories.number_cumulative), strict=True
    ):
        assert one.alone.sum() + one.pair.sum() + one.trio.sum() == pytest.approx(1.0)
        assert one.expected().sum() == pytest.approx(number @ [1, 2, 3], abs=0.02)


def test_sections_start_alike(built: Built) -> None:
    streets = built.rules.streets
    people = streets.staff - streets.desk_positions
    assert (streets.section_staff.sum(axis=1) == people).all()
    used = (streets.section_staff > 0).sum(axis=1)
    assert (used == np.minimum(streets.divisions, people // 2)).all()
    assert all((streets.section_staff[s, : used[s]] > 0).all() for s in range(17))
    assert (np.diff(streets.upward_cumulative, axis=1) >= -1e-12).all()


def test_classroom_is_as_described() -> None:
    town = build_world(load_place("classroom"), -300, 300)
    assert town.rules.streets.staff.tolist() == [11, 14, 17]
    assert len(town.rules.communities.staff) == 12 and len(town.residents.trust) == 72_000
    assert town.rules.departments.staff.tolist() == [4, 5, 4, 5]


def test_every_parameter_has_unit_and_source(district: Place) -> None:
    for key in place_parameters():
        table, name = key.split(".")
        record = getattr(getattr(district, table), name)
        assert record.unit and record.source.startswith(("fact", "model", "section", "assumption")), key
        if record.low is not None and record.high is not None:
            assert record.low <= record.value <= record.high, key


def test_settings_reach_the_place_and_bad_ones_do_not() -> None:
    assert load_place("district", {"residents.report_base": "0.5"}).residents.report_base.value == 0.5
    for key, value, words in (
        ("residents.report_bass", "0.5", "did you mean 'residents.report_base'"),
        ("residents.report_base", "1.5", "above 0 and below 1"),
    ):
        with pytest.raises(BadInput, match=words):
            load_place("district", {key: value})
    with pytest.raises(BadInput, match="did you mean 'district'"):
        load_place("distrikt")


ELSEWHERE = 'extends = "classroom"\nname = "elsewhere"\nen = "Elsewhere"\nzh = "别处"\n\n'


@pytest.mark.parametrize(
    ("slots", "words"),
    [
        ("[9.0, 10.75, 12.5, 15.75]", "at 12.5 they are not"),
        ("[9.0, 10.75, 14.0, 17.5]", "17.5"),
        ("[9.0, 14.0, 10.75, 15.75]", "ascend"),
        ("[9.0, 9.0, 14.0, 15.75]", "ascend"),
        ("[9.0, 10.75, 14.0]", "4"),
    ],
)
def test_appointments_are_in_order_and_while_offices_are_open(slots: str, words: str, tmp_path: Path) -> None:
    file = tmp_path / "elsewhere.toml"
    file.write_text(f'{ELSEWHERE}[service]\nslots = {slots}\n', encoding="utf-8")
    with pytest.raises(BadInput, match=words) as refused:
        load_place(str(file))
    assert len(refused.value.faults) == 1


def test_appointments_may_begin_when_offices_open(tmp_path: Path) -> None:
    file = tmp_path / "elsewhere.toml"
    file.write_text(ELSEWHERE + '[service]\nslots = [9.0, 9.5, 10.0, 16.9]\n', encoding="utf-8")
    assert load_place(str(file)).service.slots == (9.0, 9.5, 10.0, 16.9)
