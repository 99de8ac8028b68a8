"""The patterns looked for: what is expected, the worlds that would show it, and the rule of the verdict."""

from __future__ import annotations

from docs.evidence.patterns.study import Found, Pattern, Setting, blown, world

_STAFF = ("0.7", "1", "1.4")
_BASE = ("before the reform", world("status_quo"))


def _laid_out(divisions: str, lending: str) -> Setting:
    return world("status_quo", {"organisation.divisions": divisions, "organisation.lending_share": lending})


def _inverted_u(found: Found) -> str:
    rates = {name: cell.mean for (name, measure), cell in found.items() if measure == "true_resolution_rate"}
    best = max(rates, key=lambda name: rates[name])
    inside = best not in (next(iter(rates)), list(rates)[-1])
    word = "an inner optimum appears" if inside else "no inner optimum"
    return f"{word}: the true resolution rate is highest at {best} ({rates[best]:.3f})."


def _moves(found: Found) -> str:
    best = {}
    for staff in _STAFF:
        ends = f"staff {staff}"
        mine = {n: c.mean for (n, m), c in found.items() if m == "true_resolution_rate" and n.endswith(ends)}
        best[staff] = max(mine, key=lambda name: mine[name]).split(",")[0]
    places = [float(at.split()[1]) for at in best.values()]
    rises = places == sorted(places) and places[0] < places[-1]
    word = "the optimum moves up" if rises else "the optimum does not move up with staff on this grid"
    return f"{word} ({'; '.join(f'staff × {staff}: {at}' for staff, at in best.items())})."


def _powers(found: Found) -> str:
    measure = "true_resolution_rate"
    bare, funded = found["powers alone", measure], found["powers with people and money", measure]
    names = ("powers alone", "powers with people and money")
    wait, funded_wait = (found[name, "restricted_mean_days_30"] for name in names)
    word = "make waiting longer" if wait.clear > 0 else "do not make waiting longer"
    both = "and solve less" if bare.clear < 0 else "but solve more" if bare.clear > 0 else "and solve as much"
    return (
        f"powers without people {word} {both}: mean wait within 30 days {wait.told()}, true resolution "
        f"{bare.told()}. With people and money: {funded_wait.told()} and {funded.told()}."
    )


def _pooling(found: Found) -> str:
    moved = found["6 divisions, lending 1", "restricted_mean_days_30"].told()
    return f"from silos to large divisions the mean wait within 30 days moves {moved} days."


def _induced(found: Found) -> str:
    learned = found["reform", "reports"]
    still = found["reform, nobody learns", "reports"].mean - found["before, nobody learns", "reports"].mean
    return (
        f"where residents learn the reform moves reports by {learned.told()}, where they do not by {still:+,.0f}; what "
        "is left between the two is induced by experience."
    )


def _gap(found: Found) -> str:
    names = list(dict.fromkeys(name for name, _ in found))
    gaps = {n: found[n, "resolution_rate"].mean - found[n, "true_resolution_rate"].mean for n in names}
    return "measured minus true resolution: " + ", ".join(f"{name} {gap:.3f}" for name, gap in gaps.items()) + "."


def _trap(found: Found) -> str:
    now = found["proactive, 240 days", "open_issues_end"].told()
    after, before = "proactive, two years", "before the reform, two years"
    later = {m: found[after, m].mean - found[before, m].mean for m in ("open_issues_end", "issues")}
    return (
        f"hands taken to root causes move open rows at the end by {now} after 240 days and by "
        f"{later['open_issues_end']:+,.0f} after two years; rows filed in them by {later['issues']:+,.0f}."
    )


def _redials(found: Found) -> str:
    fewer = "street staff × 0.9"
    repeats, again = found[fewer, "repeat_share"].told(), found[fewer, "reopen_share"].told()
    return f"from 1.15 to 0.9 times the street staff repeat filings move {repeats}, reopenings {again}."


def _silence(found: Found) -> str:
    shares = {name: cell.mean for (name, measure), cell in found.items() if measure == "silent_share"}
    return "the silent share: " + ", ".join(f"{name} {value:.3f}" for name, value in shares.items()) + "."


def _together(found: Found) -> str:
    measure = "true_resolution_rate"
    parts = sum(found[name, measure].difference for name in ("party-led", "command", "operation", "supervision"))
    whole = found["all four", measure].difference
    word = "more" if whole > parts else "less"
    return (
        f"all four together move the true resolution rate by {whole:+.3f}, {word} than the sum of the four alone "
        f"({parts:+.3f})."
    )


_PARTY = {"duty_list.gate": "0.6", "duty_list.strictness": "0.5", "delegation.share": "0.25",
          "delegation.staff_share": "1", "delegation.funds_share": "1"}  # fmt: skip
_COMMAND = {"issue_list.accuracy_gain": "0.5", "organisation.divisions": "12", "organisation.lending_share": "0.6",
            "deliberation.share": "0.5"}  # fmt: skip
_OPERATION = {"whistle.on": "true", "whistle.propensity": "0.35", "direct_dispatch.on": "true",
              "integration.merge_share": "0.9", "verification.rigour": "0.5"}  # fmt: skip
_SUPERVISION = {"street_evaluation.weight": "0.33", "ranking.on": "true", "ranking.weight": "1",
                "survey.coverage": "1", "supervision.interval_days": "30"}  # fmt: skip
_LEARN = ("expectation_and_trust", "word_of_mouth", "trust_and_repeats", "neighbours")

PATTERNS = (
    Pattern(
        "Inverted U of whistling",
        "too few whistles leave the mechanism unused, too many exhaust the departments (fact 3.30)",
        tuple((f"willingness {p:g}", blown(p)) for p in (0.0, 0.1, 0.2, 0.35, 0.5, 0.75, 1.0)),
        ("true_resolution_rate", "resolution_rate", "restricted_mean_days_30", "median_hours_to_check_in",
         "satisfaction_rate"),
        _inverted_u,
    ),
    Pattern(
        "The optimum moves with department staff",
        "with more department staff more whistling pays",
        tuple((f"willingness {p:g}, staff {staff}", blown(p, staff)) for staff in _STAFF for p in (0.1, 0.35, 0.75)),
        ("true_resolution_rate", "restricted_mean_days_30"),
        _moves,
    ),
    Pattern(
        "Powers without staff",
        "powers passed down without people and money make it worse (fact 5.03)",
        (_BASE, ("powers alone", world("unfunded_mandate")), ("powers with people and money", world("empowerment"))),
        ("true_resolution_rate", "restricted_mean_days_30", "street_utilisation"),
        _powers,
    ),
    Pattern(
        "Pooling against silos",
        "larger divisions that lend staff shorten waiting",
        (
            ("25 sections, no lending", _laid_out("25", "0")),
            ("25 sections, lending 0.3", world("status_quo")),
            ("12 divisions, lending 0.6", _laid_out("12", "0.6")),
            ("6 divisions, lending 1", _laid_out("6", "1")),
        ),
        ("restricted_mean_days_30", "response_rate", "true_resolution_rate"),
        _pooling,
    ),
    Pattern(
        "Induced demand",
        "better service brings more reports (fact 8.25)",
        (
            _BASE,
            ("reform", world("integrated")),
            ("before, nobody learns", world("status_quo", without=_LEARN)),
            ("reform, nobody learns", world("integrated", without=_LEARN)),
        ),
        ("reports", "issues", "silent_share", "mean_trust"),
        _induced,
    ),
    Pattern(
        "Gaming gap",
        "under ranking measured rates rise more than true ones",
        (
            _BASE,
            ("ranking", world("ranking", {"ranking.exclusions": "false"})),
            ("ranking with exclusions", world("ranking")),
            ("with high stakes", world("ranking", {"stakes.level": "1"})),
        ),
        ("resolution_rate", "true_resolution_rate", "satisfaction_rate", "true_satisfaction_rate", "reopen_share"),
        _gap,
    ),
    Pattern(
        "Firefighting trap",
        "proactive work costs capacity first and pays later",
        (
            _BASE,
            ("proactive, 240 days", world("proactive")),
            ("before the reform, two years", world("status_quo", days=730)),
            ("proactive, two years", world("proactive", days=730)),
        ),
        ("issues", "open_issues_end", "restricted_mean_days_30", "true_resolution_rate"),
        _trap,
    ),
    Pattern(
        "Silence",
        "those who do not report stay unserved; channels and trust decide who they are",
        (
            _BASE,
            ("patrols of 5 %", world("status_quo", {"grid_patrol.hours_share": "0.05"})),
            ("ranking of 2019", world("ranking_2019")),
        ),
        ("silent_share", "true_resolution_rate", "resolution_rate", "reports"),
        _silence,
    ),
    Pattern(
        "Repeat filings as redials",
        "an overloaded town makes its own demand (fact 8.41)",
        tuple(
            (f"street staff × {f}", world("status_quo", {"staffing.street_factor": f})) for f in ("1.15", "1", "0.9")
        ),
        ("repeat_share", "reopen_share", "issues", "true_resolution_rate", "street_utilisation"),
        _redials,
    ),
    Pattern(
        "Complementarity of the four mechanisms",
        "open and two-sided: the whole may be more or less than its parts",
        (
            _BASE,
            ("party-led", world("status_quo", _PARTY)),
            ("command", world("status_quo", _COMMAND)),
            ("operation", world("status_quo", _OPERATION)),
            ("supervision", world("status_quo", _SUPERVISION)),
            ("all four", world("status_quo", _PARTY | _COMMAND | _OPERATION | _SUPERVISION)),
        ),
        ("true_resolution_rate", "resolution_rate", "satisfaction_rate", "restricted_mean_days_30",
         "passed_down_hours"),
        _together,
    ),
)  # fmt: skip
