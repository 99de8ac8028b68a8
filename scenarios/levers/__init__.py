"""The levers of the reform. Adding one is a file in this folder and a line in this tuple."""

from scenarios.levers.base import Lever
from scenarios.levers.delegation import Delegation
from scenarios.levers.duty_list import DutyList
from scenarios.levers.issue_list import IssueList
from scenarios.levers.organisation import Organisation
from scenarios.levers.orientation import Orientation
from scenarios.levers.staffing import Staffing
from scenarios.levers.verification import Verification
from scenarios.levers.whistle import Whistle

# The order is the order of enactment: people first, then who may do what.
LEVERS: tuple[type[Lever], ...] = (
    Staffing,
    Delegation,
    Organisation,
    Orientation,
    IssueList,
    DutyList,
    Whistle,
    Verification,
)
