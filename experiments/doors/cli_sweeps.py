"""The commands about studies of many points: `whistle sweep`, `sensitivity`, `discover`, `tradeoffs`, `merge`."""

from typing import Annotated

import typer

from experiments.doors.failures import given_language
from experiments.words import Language
from experiments.words import help as say
from experiments.words import help_sweeps as say_sweeps


def add_sweep_commands(app: typer.Typer, help_language: Language) -> None:
    """Add the commands to the application."""

    def t(text: say.Text) -> str:
        return text(help_language)

    out_option = Annotated[str | None, typer.Option("--out", metavar="DIR", help=t(say_sweeps.OUT), show_default=False)]
    workers_option = Annotated[int | None, typer.Option("--workers", help=t(say.WORKERS), show_default=False)]
    scheduler_option = Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", help=t(say_sweeps.SCHEDULER), show_default=False)
    ]
    mix_option = Annotated[bool, typer.Option("--mix-code", help=t(say_sweeps.MIX_CODE))]
    study_argument = Annotated[str, typer.Argument(metavar="STUDY.toml", help=t(say_sweeps.STUDY))]
    replications_option = Annotated[
        int | None, typer.Option("--replications", help=t(say_sweeps.REPLICATIONS), show_default=False)
    ]
    extend_option = Annotated[bool, typer.Option("--extend", help=t(say_sweeps.EXTEND))]
    share_option = Annotated[
        str | None, typer.Option("--share", metavar="I/N", help=t(say_sweeps.SHARE), show_default=False)
    ]
    dry_run_option = Annotated[bool, typer.Option("--dry-run", help=t(say_sweeps.DRY_RUN))]
    json_option = Annotated[bool, typer.Option("--json", help=t(say.JSON))]
    lang_option = Annotated[str | None, typer.Option("--lang", metavar="zh|en", help=t(say.LANG))]
    quiet_option = Annotated[bool, typer.Option("--quiet", "-q", help=t(say.QUIET))]
    debug_option = Annotated[bool, typer.Option("--debug", help=t(say.DEBUG))]

    @app.command(help=t(say_sweeps.SWEEP))
    def sweep(
        study: study_argument,
        out: out_option = None,
        workers: workers_option = None,
        scheduler: scheduler_option = None,
        replications: replications_option = None,
        extend: extend_option = False,
        mix_code: mix_option = False,
        share: share_option = None,
        dry_run: dry_run_option = False,
        as_json: json_option = False,
        lang: lang_option = None,
        quiet: quiet_option = False,
        debug: debug_option = False,
    ) -> None:
        from experiments.doors.commands import sweeps
        from experiments.doors.paths import expanded, given_folder

        language = given_language(lang)
        target = None if out is None else given_folder(out, "--out", language)
        sweeps.sweep(
            expanded(study),
            replications=replications,
            carried=sweeps.Carried(target, workers, scheduler, extend, mix_code, share, quiet or as_json),
            dry_run=dry_run,
            as_json=as_json,
            language=language,
            debug=debug,
        )

    @app.command(help=t(say_sweeps.SENSITIVITY))
    def sensitivity(
        study: study_argument,
        method: Annotated[
            str | None, typer.Option("--method", metavar="morris|sobol", help=t(say_sweeps.METHOD), show_default=False)
        ] = None,
        points: Annotated[
            int | None, typer.Option("--points", metavar="N", help=t(say_sweeps.POINTS), show_default=False)
        ] = None,
        replications: replications_option = None,
        out: out_option = None,
        workers: workers_option = None,
        scheduler: scheduler_option = None,
        extend: extend_option = False,
        mix_code: mix_option = False,
        share: share_option = None,
        dry_run: dry_run_option = False,
        as_json: json_option = False,
        lang: lang_option = None,
        quiet: quiet_option = False,
        debug: debug_option = False,
    ) -> None:
        from experiments.doors.commands import sensitivity as command
        from experiments.doors.commands.sweeps import Carried
        from experiments.doors.paths import expanded, given_folder

        language = given_language(lang)
        target = None if out is None else given_folder(out, "--out", language)
        command.sensitivity(
            expanded(study),
            method=method,
            points=points,
            replications=replications,
            carried=Carried(target, workers, scheduler, extend, mix_code, share, quiet or as_json),
            dry_run=dry_run,
            as_json=as_json,
            language=language,
            debug=debug,
        )

    @app.command(help=t(say_sweeps.DISCOVER))
    def discover(
        folder: Annotated[str, typer.Argument(metavar="DIR", help=t(say_sweeps.FOLDER))],
        measure: Annotated[
            str | None, typer.Option("--measure", help=t(say_sweeps.MEASURE), show_default=False)
        ] = None,
        better: Annotated[bool, typer.Option("--better", help=t(say_sweeps.BETTER))] = False,
        margin: Annotated[float, typer.Option("--margin", help=t(say_sweeps.MARGIN))] = 0.0,
        as_json: json_option = False,
        lang: lang_option = None,
        debug: debug_option = False,
    ) -> None:
        from experiments.doors.commands import discover as command
        from experiments.doors.paths import given_folder

        language = given_language(lang)
        command.discover(
            given_folder(folder, "DIR", language),
            measure=measure,
            better=better,
            margin=margin,
            as_json=as_json,
            language=language,
            debug=debug,
        )

    @app.command(help=t(say_sweeps.TRADEOFFS))
    def tradeoffs(
        folder: Annotated[str, typer.Argument(metavar="DIR", help=t(say_sweeps.EITHER_FOLDER))],
        criterion: Annotated[
            list[str] | None, typer.Option("--criterion", metavar="MEASURE", help=t(say_sweeps.CRITERION))
        ] = None,
        as_json: json_option = False,
        lang: lang_option = None,
        debug: debug_option = False,
    ) -> None:
        from experiments.doors.commands import tradeoffs as command
        from experiments.doors.paths import given_folder

        language = given_language(lang)
        target = given_folder(folder, "DIR", language)
        command.tradeoffs(target, names=criterion or [], as_json=as_json, language=language, debug=debug)

    @app.command(help=t(say_sweeps.MERGE))
    def merge(
        folder: Annotated[str, typer.Argument(metavar="DIR", help=t(say_sweeps.INTO))],
        others: Annotated[list[str], typer.Argument(metavar="FROM...", help=t(say_sweeps.FROM))],
        mix_code: mix_option = False,
        lang: lang_option = None,
        debug: debug_option = False,
    ) -> None:
        from experiments.doors.commands import sweeps
        from experiments.doors.paths import given_folder

        language = given_language(lang)
        target = given_folder(folder, "DIR", language)
        came_from = [given_folder(other, "FROM", language) for other in others]
        sweeps.merge(target, came_from, mix_code=mix_code, language=language, debug=debug)
