"""What a place file holds: tables of parameters, each number with its unit and source."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from scenarios.behaviour_schema import ConductTable, DistrictTable, PressureTable, StockTable, VoiceTable
from scenarios.geography_schema import MOST_STAFF, Listed, Quantiles, Source
from scenarios.names import Name
from scenarios.parameters import Count, Number, Shares, Within
from scenarios.written import EitherLanguage, Written
from sim.errors import Fault, unknown

CHANNELS = 5
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Positive = Annotated[float, Field(ge=0.0)]
HourOfDay = Annotated[float, Field(ge=0.0, lt=24.0)]  # of a day

# Ends at which a formula of the model has no answer: work that takes no time is without number, of what nobody
# reports no number of problems would bring the reports that were filed.
Inside = Annotated[Number, Within(gt=0.0, lt=1.0)]
AboveZero = Annotated[Number, Within(gt=0.0)]
BelowOne = Annotated[Number, Within(lt=1.0)]
AtLeastOne = Annotated[Count, Within(ge=1)]
FewTimes = Annotated[Count, Within(ge=1, le=100)]  # each is a step of a chain that is followed


class CalendarTable(Written):
    """Staffed days and hours."""

    first_weekday: Annotated[int, Field(ge=0, le=6)]
    segments: tuple[tuple[float, float], ...]
    duty: tuple[float, float]
    holidays: tuple[Annotated[int, Field(ge=0, le=364)], ...]
    source: Source

    @model_validator(mode="after")
    def _holds_the_day(self) -> CalendarTable:
        begin, end = self.duty
        if not 0.0 <= begin < end <= 24.0 or any(a < begin or b > end for a, b in self.segments):
            raise ValueError("duty hours that hold the segments of the day", "duty 须涵盖当日各在岗时段")
        return self


class ResidentTable(Written):
    """Who the residents are and when they report."""

    report_base: Inside
    report_trust: Number
    report_awareness: Number
    awareness: Number
    trust_mean: Number
    trust_spread: Number
    expected_days: AboveZero
    expected_sigma: Number
    activity_mean: Number
    digital_younger: Number
    digital_older: Number
    party_share: Number
    ages: Shares


class ChannelTable(Written):
    """Hotline, web, WeChat, Weibo, hall."""

    share: Annotated[tuple[Share, ...], Field(min_length=CHANNELS, max_length=CHANNELS)]
    reach: Annotated[tuple[Share, ...], Field(min_length=CHANNELS, max_length=CHANNELS)]
    delay: Annotated[tuple[Positive, ...], Field(min_length=CHANNELS, max_length=CHANNELS)]
    source: Source


class DemandTable(Written):
    """How much is filed and how it is taken in."""

    filed_a_year: AboveZero
    street_level: AboveZero
    consultation_share: BelowOne
    merge_share: Number
    dispatch_hours: Number
    explain_share: Number
    refile: BelowOne
    refile_days: Number
    backlog_factor: Number
    phase_season: Number
    hours_of_day: Shares


class StreetTable(Written):
    """Street offices."""

    divisions: Count
    load: Annotated[Number, Within(gt=0.0, le=1.0)]
    desk_share: Number
    lending: Number
    upward_weight: Number
    accuracy: Number
    leader_hours: Number
    false_closing: Number
    rigour: Number
    propensity_sigma: Number
    least_staff: AtLeastOne
    most_staff: Count
    meeting_share: Number
    budget: Number
    committee_days: Number
    committee_delegated: Number
    layers: Count
    reporting: Number


class CommunityTable(Written):
    """Communities."""

    households_a_worker: Number
    least_staff: AtLeastOne
    false_closing: Number
    statutory_share: Number
    residents_share: Number
    meeting_share: Number


class DepartmentTable(Written):
    """What holds for every department."""

    own_share: Number
    meeting_share: Number
    effort: Number
    acceptance: Number
    false_closing: Number
    diligence: Number
    pass_share: AboveZero
    travel_hours: Number


class TopDownTable(Written):
    """Work passed down."""

    transferred_a_resident: Number
    sheets_a_resident: Number
    community_share: Number
    sheets_a_year: AboveZero
    transferred_hours: AboveZero
    origin_hours: Number
    passed_down: Number
    exempt_transferred: Number
    exempt_derived: Number
    relabel: Number


class ServiceTable(Written):
    """Hours, quality and delays."""

    sigma: Number
    task_sigma: Number
    contact_hours: Number
    verify_hours: Number
    first_call_hours: Number
    first_call_quality: Number
    reply_hours: Number
    prepare_hours: Number
    draft_hours: Number
    coordination_hours: Number
    professional_hours: Number
    professional_catch: Number
    piece_street: Number
    piece_department: Number
    easy_hours: Number
    own_hours: AboveZero
    statutory_hours: AboveZero
    walk_in_hours: AboveZero
    quality_community: Number
    quality_street: Number
    quality_department: Number
    letter_hours: Number
    sign_hours: Number
    contact_delay: Number
    emergency_delay: Number
    max_returns: FewTimes
    max_visits: FewTimes
    desk_servers: Count
    take_up: Number
    letter_tray: AboveZero
    remind_days: AboveZero
    remind_hours: Number
    reminders: Annotated[Count, Within(ge=0, le=15)]
    apart: Number
    bookable: Number
    booking_lead: Number
    booking_horizon: Number
    no_show: Number
    patience: Number
    max_appointments: FewTimes
    slots: Annotated[tuple[HourOfDay, ...], Field(min_length=4, max_length=4)]
    layer_hours: Number
    layer_loss: Number
    reporting_half: Number
    committee_hours: Number
    consultation_hours: Number
    topic_hours: Number
    topic_days: Number
    stuck_days: Number
    summon_hours: Number
    evidence_half: Number
    stay_hours: Number
    third_party_hours: Number


class HandlerTable(Written):
    """Property firms and utilities; what handing a case to anybody outside government takes."""

    property_residents: Number
    utility_residents: Number
    quality: Number
    handler_false_closing: Number
    handover_hours: Number
    local_means: Number


class DeadlineTable(Written):
    """What counts as in time."""

    grade_hours: tuple[Positive, Positive, Positive, Positive]
    working_days: bool
    check_in_hours: tuple[Positive, Positive, Positive]
    sign_hours: Positive
    contact_hours: Positive
    source: Source


class EvaluationTable(Written):
    """Survey and satisfaction."""

    feedback_hours: Number
    coverage: Number
    rated: Number
    confirmed: Number
    believed: Number
    satisfied_base: Number
    satisfied_solved: Number
    satisfied_wait: Number
    wait_clip: Number
    wait_loss: Number
    satisfied_contact: Number
    contact_half_hours: AboveZero


class Section(EitherLanguage):
    """A section of a street."""

    id: str
    zh: str
    en: str
    source: Source


class Shock(Written):
    """A season's shock: from a day of the year, for some days, by a factor that stays or decays."""

    day: Annotated[int, Field(ge=0, le=364)]
    days: Annotated[int, Field(ge=1, le=365)]
    factor: Positive
    shape: Literal["flat", "decay"]
    source: Source


class Category(EitherLanguage):
    """A category of problems; fields are explained at the head of the catalogue file."""

    id: str
    zh: str
    en: str
    section: str
    share: Share
    grade: tuple[Share, Share, Share, Share]
    solvability: tuple[Share, Share, Share]
    authority: tuple[Share, Share, Share]
    departments: tuple[Share, Share, Share]
    lead: dict[str, Positive]
    support: dict[str, Positive]
    community_hours: Positive
    street_hours: Positive
    department_hours: Positive
    first_call: Share = 0.1  # assumption: 0 to 0.3
    ambiguity: Share
    family: Literal["enforcement", "key_work"]
    severity: float
    further_affected: Positive
    self_governable: Share
    property_share: Share = 0.0
    utility_share: Share = 0.0
    resource_share: Share = 0.0
    volunteer_share: Share = 0.0
    social_share: Share = 0.0
    contract_share: Share = 0.0
    planned: Share = 0.0
    months: Annotated[tuple[Positive, ...], Field(min_length=12, max_length=12)] = (1.0,) * 12
    shocks: tuple[Shock, ...] = ()
    source: Source

    @model_validator(mode="after")
    def _sums(self) -> Category:
        for name in ("grade", "solvability", "authority", "departments"):
            if abs(sum(getattr(self, name)) - 1.0) > 1e-6:
                total = f"{sum(getattr(self, name)):g}"
                raise ValueError(f"{name} that sums to 1, not {total}", f"{name} 之和须为 1,而不是 {total}")
        return self


class Department(EitherLanguage):
    """A district department."""

    id: str
    zh: str
    en: str
    staff: Annotated[int, Field(ge=1, le=MOST_STAFF)]
    sheets: Positive  # relative amount of derived work it creates
    transferred: Positive  # relative amount of transferred work
    covers: tuple[str, ...] = ()  # departments of the catalogue it stands for; itself if empty
    pull: Positive = 1.0  # multiplies its weights in the catalogue
    source: Source


class Place(EitherLanguage):
    """Everything about a town, each number with its source."""

    name: Name
    zh: str
    en: str
    seed: Annotated[int, Field(ge=0, le=2**63 - 1)]
    calendar: CalendarTable
    residents: ResidentTable
    channels: ChannelTable
    demand: DemandTable
    streets: StreetTable
    communities: CommunityTable
    department_work: DepartmentTable
    top_down: TopDownTable
    service: ServiceTable
    handlers: HandlerTable
    deadlines: DeadlineTable
    evaluation: EvaluationTable
    districts: DistrictTable
    voice: VoiceTable
    pressure: PressureTable
    conduct: ConductTable
    stocks: StockTable
    geography: Annotated[Quantiles | Listed, Field(discriminator="kind")]
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    departments: Annotated[tuple[Department, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _names_meet(self) -> Place:
        sections = {section.id for section in self.sections}
        known = {name for d in self.departments for name in (d.covers or (d.id,))}
        for category in self.categories:
            if category.section not in sections:
                raise _refusal(unknown(("section", "科室"), category.section, sections))
            for name in (*category.lead, *category.support):
                if name not in known:
                    raise _refusal(unknown(("department", "部门"), name, known))
        if abs(sum(category.share for category in self.categories) - 1.0) > 1e-6:
            raise ValueError("category shares that sum to 1", "各类别的 share 之和须为 1")
        streets = self.geography.streets if isinstance(self.geography, Listed) else ()
        for word, listed in (
            ("sections", self.sections),
            ("categories", self.categories),
            ("departments", self.departments),
            ("geography.streets", streets),
        ):
            ids = [item.id for item in listed]
            twice = next((name for name in ids if ids.count(name) > 1), None)
            if twice is not None:
                told = f"{word} with ids of their own; '{twice}' is there twice"
                raise ValueError(told, f"{word} 的 id 不得重复:“{twice}”")
        return self

    @model_validator(mode="after")
    def _slots_are_open(self) -> Place:
        slots, segments = self.service.slots, self.calendar.segments
        closed = next((slot for slot in slots if not any(a <= slot < b for a, b in segments)), None)
        if closed is not None:
            open_hours = ", ".join(f"{a:g}–{b:g}" for a, b in segments)
            raise ValueError(
                f"service.slots at which offices are open ({open_hours}, the end apart); at {closed:g} they are not",
                f"service.slots 须在上班时段内（{open_hours}，不含末尾）；{closed:g} 不在其中",
            )
        if any(later <= slot for slot, later in pairwise(slots)):
            raise ValueError("service.slots that ascend, each but once", "service.slots 须由早到晚，不得重复")
        return self


def _refusal(fault: Fault) -> ValueError:
    """Return the error that carries a fault through pydantic (see `sim.errors`)."""
    return ValueError(fault.en, fault.zh)
