"""Bad files and bad values by kind, and every command that takes such a file or value.

A `Use` is a way a command meets a thing; a `Kind` is something wrong with such a thing. Every use meets every kind of
its thing; a pair that is left out stands in `LEFT_OUT` with the reason. To add a thing, add its uses and its kinds.
"""

from typing import NamedTuple

from tests.conventions.sources import ROOT

CLASSROOM = (ROOT / "scenarios" / "places" / "classroom.toml").read_text(encoding="utf-8")
WORDS = "title = { zh = '我', en = 'Mine' }\nquestion = { zh = '问', en = 'Q?' }\n"
HEAD = f"name = 'mine'\nextends = 'whistle'\n{WORDS}"
CHILD = f"name = 'child'\n{WORDS}"
SMALL = ("--place", "classroom", "--days", "35", "--out", "out")
STUDY = "{own}\nplace = 'classroom'\n[factors]\n'duty_list.gate' = [0.1, 0.2]\n"


class Kind(NamedTuple):
    """Something wrong: what stands in the file or behind `--set`, and what the message must name."""

    content: str | bytes
    says: tuple[str, ...]


class Use(NamedTuple):
    """A command that meets a thing: its arguments, `@` for the thing, and files that lead to it."""

    arguments: tuple[str, ...]
    files: dict[str, str] = {}  # noqa: RUF012


def in_study(own: str, *command: str) -> Use:
    """A study that names the thing."""
    return Use((*command, "study.toml", "--dry-run"), {"study.toml": STUDY.format(own=own)})


THING = {"scenario": "mine.toml", "place": "town.toml", "study": "mine.toml"}  # a setting is no file

USES: dict[str, dict[str, Use]] = {
    "scenario": {
        "explain": Use(("explain", "@")),
        "check": Use(("check", "@", "--place", "classroom")),
        "diff, A": Use(("diff", "@", "whistle", "--place", "classroom")),
        "diff, B": Use(("diff", "whistle", "@", "--place", "classroom")),
        "run": Use(("run", "@", *SMALL)),
        "run --base": Use(("run", "whistle", "--base", "@", *SMALL)),
        "compare, base": Use(("compare", "@", "whistle", *SMALL)),
        "compare, reform": Use(("compare", "status_quo", "@", *SMALL)),
        "sweep, base": in_study("base = 'mine.toml'", "sweep"),
        "sweep, reference": in_study("base = 'whistle'\nreference = 'mine.toml'", "sweep"),
        "sweep, burn_in": in_study("base = 'whistle'\nburn_in = 'mine.toml'", "sweep"),
        "sensitivity, base": in_study("base = 'mine.toml'", "sensitivity"),
        "extends": Use(("check", "child.toml", "--place", "classroom"), {"child.toml": f"extends = 'mine'\n{CHILD}"}),
        "include": Use(("check", "child.toml", "--place", "classroom"), {"child.toml": f"include = ['mine']\n{CHILD}"}),
        "phase": Use(("check", "child.toml", "--place", "classroom"),
                     {"child.toml": f"{CHILD}[[phases]]\nday = 0\nscenario = 'mine'\n"}),
    },
    "place": {
        "explain --place": Use(("explain", "whistle", "--place", "@")),
        "check --place": Use(("check", "whistle", "--place", "@")),
        "diff --place": Use(("diff", "status_quo", "whistle", "--place", "@")),
        "run --place": Use(("run", "whistle", "--days", "35", "--out", "out", "--place", "@")),
        "compare --place": Use(("compare", "status_quo", "whistle", "--days", "35", "--out", "out", "--place", "@")),
        "sweep, place": Use(("sweep", "study.toml", "--dry-run"),
                            {"study.toml": "base = 'whistle'\nplace = 'town.toml'\n"}),
        "sensitivity, place": Use(("sensitivity", "study.toml", "--dry-run"),
                                  {"study.toml": "base = 'whistle'\nplace = 'town.toml'\n"}),
        "extends": Use(("explain", "whistle", "--place", "child.toml"),
                       {"child.toml": "extends = 'town.toml'\nname = 'child'\nzh = '子'\n"}),
    },
    "study": {
        "sweep": Use(("sweep", "@", "--out", "out")),
        "sweep --dry-run": Use(("sweep", "@", "--dry-run")),
        "sensitivity": Use(("sensitivity", "@", "--out", "out")),
        "sensitivity --method": Use(("sensitivity", "@", "--method", "sobol", "--points", "8", "--dry-run")),
    },
    "setting": {
        "explain --set": Use(("explain", "whistle", "--place", "classroom", "--set", "@")),
        "check --set": Use(("check", "whistle", "--place", "classroom", "--set", "@")),
        "run --set": Use(("run", "whistle", *SMALL, "--set", "@")),
        "compare --set": Use(("compare", "status_quo", "whistle", *SMALL, "--set", "@")),
    },
}  # fmt: skip

# Commands that meet none of these things, and why.
NOT_CONCERNED = {
    "scenarios": "lists what is shipped",
    "levers": "lists what is shipped",
    "places": "lists what is shipped",
    "demo": "compares what is shipped",
    "figures": "takes a result folder",
    "status": "takes a result folder",
    "discover": "takes a folder of runs",
    "tradeoffs": "takes a folder of runs",
    "merge": "takes folders of runs",
}


def encodings(text: str, file: str) -> dict[str, Kind]:
    """Files that are no TOML in UTF-8."""
    return {
        "saved as UTF-16": Kind(text.encode("utf-16"), (file, "not UTF-8 text", "UTF-16")),
        "saved as GBK": Kind(text.encode("gbk"), (file, "not UTF-8 text", "GBK")),
        "not text": Kind(b"\x89PNG\r\n\x1a\n\x00\xff\xff\xff", (file, "not UTF-8 text")),
        "a number without end": Kind(f"{text}\n[x]\nx = {'9' * 5000}\n", (file, "not valid TOML")),
        "brackets without end": Kind(f"x = {'[' * 100_000}", (file, "not valid TOML")),
    }


def named(name: str) -> Kind:
    """A scenario of that name."""
    return Kind(f"name = {name}\nextends = 'whistle'\n{WORDS}", ("mine.toml", "name = ", "no line break"))


def scenario(body: str, *says: str) -> Kind:
    """A scenario that builds on a shipped one."""
    return Kind(HEAD + body, ("mine.toml", *says))


def place(old: str, new: str, *says: str) -> Kind:
    """The classroom with a change."""
    assert old in CLASSROOM
    return Kind(CLASSROOM.replace(old, new, 1), says)


def parameter(value: str, *says: str, name: str = "residents.report_base", unit: str = "probability") -> Kind:
    """The classroom with a parameter of its own."""
    table, key = name.split(".")
    record = f'\n[{table}]\n{key} = {{ value = {value}, unit = "{unit}", source = "assumption" }}\n'
    return Kind(CLASSROOM + record, ("town.toml", *says))


def study(body: str, *says: str) -> Kind:
    """A study of one scenario."""
    return Kind(f"base = 'whistle'\nplace = 'classroom'\n{body}", ("mine.toml", *says))


SHARE = "0 to 1 (probability)"
KINDS: dict[str, dict[str, Kind]] = {
    "scenario": {
        "name with a slash": named("'2018/2019'"),
        "name that leads out": named("'../../up'"),
        "name too long": named(f"'{'x' * 300}'"),
        "name of blanks": named("'   '"),
        "name with a line break": named('"a\\nb"'),
        "name a system keeps": named("'con'"),
        "name that ends in a dot": named("'mine.'"),
        "name with a sign nobody sees": named('"mi\\u200bne"'),
        "truth for a number": scenario("[whistle]\npropensity = true\n", "whistle.propensity = true", SHARE),
        "text for a number": scenario("[whistle]\npropensity = '0.5'\n", "whistle.propensity = '0.5'", SHARE),
        "date for a number": scenario("[whistle]\nstart_day = 2018-01-01\n", "whistle.start_day = 2018-01-01", "36500"),
        "time for a number": scenario("[duty_list]\ngate = 07:32:00\n", "duty_list.gate = 07:32:00", "0 to 1"),
        "number for a switch": scenario("[whistle]\non = 1\n", "whistle.on = 1", "true or false"),
        "text for a switch": scenario("[whistle]\non = 'yes'\n", "whistle.on = 'yes'", "true or false"),
        "table for a switch": scenario("[whistle.on]\nvalue = true\n", "whistle.on", "true or false"),
        "one setting in two forms": scenario('"whistle.propensity" = 0.3\n[whistle]\npropensity = 0.4\n',
                                             '"whistle.propensity"', "[whistle]", "twice"),
        "number for a title": Kind(HEAD.replace("zh = '我', ", "zh = 3, "), ("mine.toml", "title.zh = 3", "a text")),
        "unknown clause": scenario("clauses = ['W22']\n", "clauses", "'W22'", "did you mean"),
        "one scenario included twice": Kind(f"name = 'mine'\n{WORDS}include = ['whistle', 'whistle']\n",
                                            ("mine.toml", "include names 'whistle' twice")),
        "no district": scenario("[whistle]\ndistricts = []\n", "whistle.districts = []", "leave it out"),
        "unknown district": scenario("[whistle]\ndistricts = ['moon']\n", "mine.toml", "whistle.districts", "'moon'"),
        **encodings(HEAD, "mine.toml"),
    },
    "place": {
        "name with a slash": place('name = "classroom"', "name = '2018/2019'", "town.toml", "name = ", "no line break"),
        "name that leads out": place('name = "classroom"', "name = '../../up'", "town.toml", "name = "),
        "truth for a number": parameter("true", "residents.report_base = true", "(probability)"),
        "text for a number": parameter("'0.5'", "residents.report_base = '0.5'", "(probability)"),
        "date for a number": parameter("2018-01-01", "residents.report_base = 2018-01-01", "(probability)"),
        "truth for a whole number": parameter("true", "service.max_visits = true", "whole", name="service.max_visits",
                                              unit="number"),
        "an end that has no answer": parameter("1", "residents.report_base = 1", "above 0 and below 1"),
        "another unit": parameter("0.4", "residents.report_base.unit = 'hours'", "'probability'", unit="hours"),
        "one setting in two forms": Kind(
            '"demand.refile.value" = 0.3\n' + CLASSROOM + "\n[demand]\nrefile.value = 0.2\n",
            ("town.toml", '"demand.refile.value"', "twice")),
        "seed too large": place("seed = 72", f"seed = {10**22}", "town.toml", f"seed = {10**22}"),
        "text for a seed": place("seed = 72", "seed = '72'", "town.toml", "seed = '72'", "a whole number"),
        "two districts": place('districts = ["classroom"]', 'districts = ["classroom", "b"]', "town.toml",
                               "geography.districts", "one district"),
        "a community of billions": place("5200, 6000, 4800", str(10**12), "town.toml", "communities", "100000000"),
        "communities of billions together": place("5200, 6000, 4800", "90000000, 90000000", "town.toml", "100,000,000"),
        "truth for staff": place("staff = 14", "staff = true", "town.toml", "staff = true", "a whole number"),
        "one file included twice": place('"_common.toml", ', '"_common.toml", "_common.toml", ', "town.toml", "twice"),
        "parent nobody knows": Kind("extends = 'clasroom'\nname = 'x'\nzh = '子'\n", ("town.toml", "did you mean 'classroom'")),
        "parent that is a list": Kind("extends = ['classroom']\nname = 'x'\nzh = '子'\n", ("town.toml", "extends = ['classroom']")),
        "parent that is itself": Kind("extends = 'town.toml'\nname = 'x'\nzh = '子'\n", ("town.toml → town.toml",)),
        **encodings(CLASSROOM, "town.toml"),
    },
    "study": {
        "dates for numbers": study("[factors]\n'whistle.start_day' = [2018-01-01, 2018-06-01]\n",
                                   "whistle.start_day = 2018-01-01", "0 to 36500 (day)"),
        "truth among numbers": study("[factors]\n'whistle.propensity' = [0.2, true]\n", "whistle.propensity = true", SHARE),
        "text among numbers": study("[factors]\n'whistle.propensity' = [0.2, '0.5']\n", "whistle.propensity = '0.5'", SHARE),
        "words for a switch": study("[factors]\n'whistle.on' = ['yes', true]\n", "whistle.on = 'yes'", "true or false"),
        "numbers for a switch": study("[factors]\n'whistle.on' = [0, 1]\n", "whistle.on = 0", "true or false"),
        "date for a constant": study("[constants]\n'whistle.propensity' = 2018-01-01\n[factors]\n'duty_list.gate' = {}\n",
                                     "whistle.propensity = 2018-01-01"),
        "text for a place parameter": study("[uncertainties]\n'residents.report_base' = ['0.5', 0.4]\n",
                                            "residents.report_base = '0.5'", "(probability)"),
        "an end that has no answer": study("[factors]\n'residents.report_base' = [0.5, 1.0]\n",
                                           "residents.report_base = 1.0", "above 0 and below 1"),
        "a range that is a date": study("[factors]\n'whistle.start_day' = { low = 2018-01-01, high = 2018-02-01 }\n", "low"),
        "one factor in two forms": study("[factors]\n'whistle.propensity' = [0.1]\nwhistle.propensity = [0.2]\n",
                                         '"factors.whistle.propensity"', "twice"),
        "misspelt in a nested table": study("[factors]\nwhistle.propensty = [0.1]\n", "did you mean 'whistle.propensity'"),
        "truth for days": Kind("base = 'whistle'\ndays = true\n", ("mine.toml", "days = true", "a whole number")),
        "more worlds than a plan holds": study(
            "[design]\nkind = 'latin-hypercube'\npoints = 1000000\nstates = 1000000\n[factors]\n'whistle.propensity' = {}\n"
            "[uncertainties]\n'top_down.sheets_a_resident' = {}\n", "points", "states", "1,000,000,000,000"),
        "more listed states than a plan holds": study(
            "[design]\nkind = 'list'\n[factors]\n'whistle.propensity' = [0.1]\n[uncertainties]\n"
            + "".join(f"'{name}' = {[round(0.3 + i / 1000, 3) for i in range(200)]}\n"
                      for name in ("demand.merge_share", "demand.refile", "demand.explain_share")), "8,000,000"),
        **encodings("base = 'whistle'\ntitle = { zh = '我' }\n", "mine.toml"),
    },
    "setting": {
        "truth for a number": Kind("whistle.propensity=true", ("command line", "whistle.propensity = true", SHARE)),
        "quoted text for a number": Kind('whistle.propensity="0.5"', ("whistle.propensity = '0.5'", SHARE)),
        "digits that look like digits": Kind("whistle.propensity=０.５", ("whistle.propensity = '０.５'", SHARE)),
        "date for a number": Kind("whistle.start_day=2018-01-01", ("whistle.start_day = 2018-01-01", "36500")),
        "number for a switch": Kind("whistle.on=1", ("whistle.on = 1", "true or false")),
        "word for a switch": Kind("whistle.on=yes", ("whistle.on = 'yes'", "true or false")),
        "no number": Kind("whistle.propensity=nan", ("whistle.propensity = nan", SHARE)),
        "number without end": Kind(f"whistle.start_day={'9' * 5000}", ("whistle.start_day = '999", "36500")),
        "a second line": Kind("whistle.propensity=0.3\nx = 1", ("whistle.propensity", SHARE)),
        "no district": Kind("whistle.districts=[]", ("whistle.districts = []", "leave it out")),
        "truth for a place parameter": Kind("residents.report_base=true", ("residents.report_base = true", "probability")),
        "upper end that has no answer": Kind("residents.report_base=1", ("residents.report_base = 1", "below 1")),
        "lower end that has no answer": Kind("residents.report_base=0", ("residents.report_base = 0", "above 0")),
        "more problems than a machine holds": Kind("residents.report_base=1e-12", ("residents.report_base = 1e-12", "problems", "GiB")),
    },
}  # fmt: skip

_PARENT = "the child's own name, title and question take the place of its parents'; a parent's are never shown or filed"
LEFT_OUT: dict[tuple[str, str, str], str] = {
    **{
        ("scenario", use, kind): _PARENT
        for use in ("extends", "include")
        for kind in KINDS["scenario"]
        if kind.startswith("name ") or kind == "number for a title"
    },
    **{("place", "extends", kind): _PARENT for kind in ("name with a slash", "name that leads out")},
    ("setting", "explain --set", "more problems than a machine holds"): "explain makes no town",
    ("setting", "check --set", "more problems than a machine holds"): "check reckons and makes no problem",
}
