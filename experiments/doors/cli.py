"""The command `whistle`: what can be asked for, and with which options.

Nothing heavy is imported here: `whistle --help` must answer at once.
"""

import sys
from typing import Annotated

import typer

from experiments.doors.cli_sweeps import add_sweep_commands
from experiments.doors.failures import DONE, INTERRUPTED, Ended, given_language
from experiments.words import Language, choose_language
from experiments.words import help as say


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        from experiments.doors.streams import close_output, code_of, open_output

        open_output()
        build_app(choose_language(arguments=sys.argv[1:]))()
        code = DONE
    except Ended as ended:
        code = ended.code
    except SystemExit as ended:
        code = code_of(ended)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    sys.exit(close_output(code))


def build_app(help_language: Language) -> typer.Typer:
    """Return the application with help in one language."""
    app = typer.Typer(
        help=say.APP(help_language),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    def t(text: say.Text) -> str:
        return text(help_language)

    place_option = Annotated[str, typer.Option("--place", help=t(say.PLACE))]
    days_option = Annotated[int, typer.Option("--days", help=t(say.DAYS))]
    seed_option = Annotated[int, typer.Option("--seed", help=t(say.SEED))]
    set_option = Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help=t(say.SET))]
    json_option = Annotated[bool, typer.Option("--json", help=t(say.JSON))]
    lang_option = Annotated[str | None, typer.Option("--lang", metavar="zh|en", help=t(say.LANG))]
    quiet_option = Annotated[bool, typer.Option("--quiet", "-q", help=t(say.QUIET))]
    debug_option = Annotated[bool, typer.Option("--debug", help=t(say.DEBUG))]
    folder_argument = Annotated[str, typer.Argument(metavar="DIR", help=t(say.FOLDER))]

    @app.command(help=t(say.DEMO))
    def demo(
        stored_only: Annotated[bool, typer.Option("--stored-only", help=t(say.STORED_ONLY))] = False,
        out: Annotated[
            str | None, typer.Option("--out", metavar="DIR", help=t(say.OUT_DEMO), show_default=False)
        ] = None,
        workers: Annotated[int | None, typer.Option("--workers", help=t(say.WORKERS), show_default=False)] = None,
        lang: lang_option = None,
        quiet: Annotated[bool, typer.Option("--quiet", "-q", help=t(say.QUIET_DEMO))] = False,
        debug: debug_option = False,
    ) -> None:
        from experiments.doors.commands.demo import demo as carry_out
        from experiments.doors.paths import given_folder

        language = given_language(lang)
        target = None if out is None else given_folder(out, "--out", language)
        carry_out(stored_only=stored_only, out=target, workers=workers, quiet=quiet, language=language, debug=debug)

    @app.command(help=t(say.SCENARIOS))
    def scenarios(as_json: json_option = False, lang: lang_option = None) -> None:
        _listing("scenarios", as_json, lang)

    @app.command(help=t(say.LEVERS))
    def levers(as_json: json_option = False, lang: lang_option = None) -> None:
        _listing("levers", as_json, lang)

    @app.command(help=t(say.PLACES))
    def places(as_json: json_option = False, lang: lang_option = None) -> None:
        _listing("places", as_json, lang)

    @app.command(help=t(say.EXPLAIN))
    def explain(
        scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help=t(say.SCENARIO))],
        place: place_option = "district",
        settings: set_option = None,
        as_json: json_option = False,
        lang: lang_option = None,
        debug: debug_option = False,
    ) -> None:
        from experiments.doors.commands.explain import explain as carry_out
        from experiments.doors.paths import expanded

        language = given_language(lang)
        scenario, place = expanded(scenario), expanded(place)
        carry_out(scenario, place=place, settings=settings or [], as_json=as_json, language=language, debug=debug)

    @app.command(help=t(say.DIFF))
    def diff(
        one: Annotated[str, typer.Argument(metavar="A", help=t(say.DIFF_A))],
        other: Annotated[str, typer.Argument(metavar="B", help=t(say.DIFF_B))],
        place: place_option = "district",
        as_json: json_option = False,
        lang: lang_option = None,
        debug: debug_option = False,
    ) -> None:
        from experiments.doors.commands.diff import diff as carry_out
        from experiments.doors.paths import expanded

        one, other, place = expanded(one), expanded(other), expanded(place)
        carry_out(one, other, place=place, as_json=as_json, language=given_language(lang), debug=debug)

    @app.command(help=t(say.CHECK))
    def check(
        scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help=t(say.SCENARIO))],
        place: place_option = "district",
        settings: set_option = None,
        as_json: json_option = False,
        lang: lang_option = None,
        debug: debug_option = False,
    ) -> None:
        from experiments.doors.commands.check import check as carry_out
        from experiments.doors.paths import expanded

        language = given_language(lang)
        scenario, place = expanded(scenario), expanded(place)
        carry_out(scenario, place=place, settings=settings or [], as_json=as_json, language=language, debug=debug)

    @app.command(help=t(say.RUN))
    def run(
        scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help=t(say.SCENARIO))],
        place: place_option = "district",
        days: days_option = 365,
        seed: seed_option = 1,
        settings: set_option = None,
        base: Annotated[str | None, typer.Option("--base", help=t(say.BASE))] = None,
        out: Annotated[str | None, typer.Option("--out", metavar="DIR", help=t(say.OUT_RUN))] = None,
        as_json: json_option = False,
        lang: lang_option = None,
        quiet: quiet_option = False,
        debug: debug_option = False,
    ) -> None:
        from experiments.doors.commands import studies
        from experiments.doors.paths import expanded, given_folder

        language = given_language(lang)
        studies.run(
            expanded(scenario),
            place=expanded(place),
            days=days,
            seed=seed,
            settings=settings or [],
            base=None if base is None else expanded(base),
            out=None if out is None else given_folder(out, "--out", language),
            as_json=as_json,
            quiet=quiet,
            language=language,
            debug=debug,
        )

    @app.command(help=t(say.COMPARE))
    def compare(
        scenarios: Annotated[list[str] | None, typer.Argument(metavar="BASE REFORM...", help=t(say.COMPARED))] = None,
        place: place_option = "district",
        days: days_option = 365,
        seed: seed_option = 1,
        replications: Annotated[int, typer.Option("--replications", help=t(say.REPLICATIONS))] = 5,
        parameters: Annotated[
            int | None, typer.Option("--parameters", metavar="N", help=t(say.PARAMETERS), show_default=False)
        ] = None,
        workers: Annotated[int | None, typer.Option("--workers", help=t(say.WORKERS), show_default=False)] = None,
        settings: set_option = None,
        out: Annotated[
            str | None, typer.Option("--out", metavar="DIR", help=t(say.OUT_COMPARE), show_default=False)
        ] = None,
        keep: Annotated[list[str] | None, typer.Option("--keep", metavar="issues", help=t(say.KEEP))] = None,
        extend: Annotated[bool, typer.Option("--extend", help=t(say.EXTEND))] = False,
        until: Annotated[
            str | None, typer.Option("--until", metavar="half-width|decided", help=t(say.UNTIL), show_default=False)
        ] = None,
        target: Annotated[list[str] | None, typer.Option("--target", metavar="MEASURE=X", help=t(say.TARGET))] = None,
        most: Annotated[int | None, typer.Option("--most", metavar="N", help=t(say.MOST), show_default=False)] = None,
        as_json: json_option = False,
        lang: lang_option = None,
        quiet: quiet_option = False,
        debug: debug_option = False,
    ) -> None:
        from experiments.doors.commands import studies
        from experiments.doors.paths import expanded, given_folder

        language = given_language(lang)
        studies.compare(
            [expanded(scenario) for scenario in scenarios or []],
            place=expanded(place),
            days=days,
            seed=seed,
            replications=replications,
            parameters=parameters,
            workers=workers,
            settings=settings or [],
            out=None if out is None else given_folder(out, "--out", language),
            keep=keep or [],
            extend=extend,
            until=until,
            targets=target or [],
            most=most,
            as_json=as_json,
            quiet=quiet,
            language=language,
            debug=debug,
        )

    @app.command(help=t(say.FIGURES))
    def figures(
        folder: folder_argument,
        only: Annotated[list[str] | None, typer.Option("--only", metavar="NAME", help=t(say.ONLY))] = None,
        width: Annotated[float, typer.Option("--width", metavar="CM", help=t(say.WIDTH), show_default=False)] = 16.0,
        out: Annotated[
            str | None, typer.Option("--out", metavar="DIR", help=t(say.OUT_FIGURES), show_default=False)
        ] = None,
        lang: lang_option = None,
        debug: debug_option = False,
    ) -> None:
        from experiments.doors.commands import folders
        from experiments.doors.paths import given_folder

        language = given_language(lang)
        folders.figures(
            given_folder(folder, "DIR", language),
            only=only or [],
            width=width,
            out=None if out is None else given_folder(out, "--out", language),
            given_language=lang,
            language=language,
            debug=debug,
        )

    @app.command(help=t(say.STATUS))
    def status(
        folder: folder_argument, as_json: json_option = False, lang: lang_option = None, debug: debug_option = False
    ) -> None:
        from experiments.doors.commands import folders
        from experiments.doors.paths import given_folder

        language = given_language(lang)
        folders.status(given_folder(folder, "DIR", language), as_json=as_json, language=language, debug=debug)

    add_sweep_commands(app, help_language)
    return app


def _listing(what: str, as_json: bool, lang: str | None) -> None:
    from experiments.doors.commands import listing
    from experiments.doors.failures import told

    language = given_language(lang)
    with told(language):
        getattr(listing, what)(language, as_json)
