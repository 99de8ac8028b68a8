"""The levers of the reform. Adding one is a file in this folder and a line in this tuple."""

from scenarios.levers.accountability import Accountability
from scenarios.levers.advice_right import AdviceRight
from scenarios.levers.base import Lever
from scenarios.levers.blind_feedback import BlindFeedback
from scenarios.levers.channels import Channels
from scenarios.levers.check_in_rules import CheckInRules
from scenarios.levers.committee import Committee
from scenarios.levers.consultation import Consultation
from scenarios.levers.coordination_authority import CoordinationAuthority
from scenarios.levers.delegation import Delegation
from scenarios.levers.deliberation import Deliberation
from scenarios.levers.department_seats import DepartmentSeats
from scenarios.levers.direct_dispatch import DirectDispatch
from scenarios.levers.dispatch_right import DispatchRight
from scenarios.levers.duty_list import DutyList
from scenarios.levers.grid_density import GridDensity
from scenarios.levers.grid_patrol import GridPatrol
from scenarios.levers.integration import Integration
from scenarios.levers.issue_list import IssueList
from scenarios.levers.layers import Layers
from scenarios.levers.local_units import LocalUnits
from scenarios.levers.market_capacity import MarketCapacity
from scenarios.levers.monitoring import Monitoring
from scenarios.levers.organisation import Organisation
from scenarios.levers.orientation import Orientation
from scenarios.levers.proactive import Proactive
from scenarios.levers.property_alliance import PropertyAlliance
from scenarios.levers.ranking import Ranking
from scenarios.levers.review import Review
from scenarios.levers.scoring import Scoring
from scenarios.levers.sinking import Sinking
from scenarios.levers.social_organisations import SocialOrganisations
from scenarios.levers.staffing import Staffing
from scenarios.levers.stakes import Stakes
from scenarios.levers.street_evaluation import StreetEvaluation
from scenarios.levers.supervision import Supervision
from scenarios.levers.survey import Survey
from scenarios.levers.third_party import ThirdParty
from scenarios.levers.training import Training
from scenarios.levers.verification import Verification
from scenarios.levers.volunteers import Volunteers
from scenarios.levers.whistle import Whistle

# The order is the order of enactment: people first, then who may do what.
LEVERS: tuple[type[Lever], ...] = (
    Staffing,
    Delegation,
    Sinking,
    DepartmentSeats,
    Organisation,
    Orientation,
    CoordinationAuthority,
    Training,
    DispatchRight,
    AdviceRight,
    Committee,
    Consultation,
    Layers,
    IssueList,
    DutyList,
    Channels,
    GridPatrol,
    GridDensity,
    PropertyAlliance,
    Volunteers,
    LocalUnits,
    MarketCapacity,
    SocialOrganisations,
    Deliberation,
    Integration,
    DirectDispatch,
    Whistle,
    CheckInRules,
    Supervision,
    Proactive,
    Verification,
    Survey,
    Scoring,
    Monitoring,
    StreetEvaluation,
    Review,
    Accountability,
    BlindFeedback,
    ThirdParty,
    Ranking,
    Stakes,
)
