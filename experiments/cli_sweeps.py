"""The commands about studies of many points: `whistle sweep`, `whistle merge`."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.failures import given_language
from experiments.texts import Language
from experiments.texts import help as say
from experiments.texts import help_sweeps as say_sweeps


def add_sweep_commands(app: typer.Typer, help_language: Language) -> None:
    """Add the commands to the application."""

    def t(text: say.Text) -> str:
        return text(help_language)

    out_option = Annotated[Path | None, typer.Option("--out", help=t(say_sweeps.OUT), show_default=False)]
    workers_option = Annotated[int | None, typer.Option("--workers", help=t(say.WORKERS), show_default=False)]
    scheduler_option = Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", help=t(say_sweeps.SCHEDULER), show_default=False)
    ]
    mix_option = Annotated[bool, typer.Option("--mix-code", help=t(say_sweeps.MIX_CODE))]
    json_option = Annotated[bool, typer.Option("--json", help=t(say.JSON))]
    lang_option = Annotated[str | None, typer.Option("--lang", metavar="zh|en", help=t(say.LANG))]
    quiet_option = Annotated[bool, typer.Option("--quiet", "-q", help=t(say.QUIET))]
    debug_option = Annotated[bool, typer.Option("--debug", help=t(say.DEBUG))]

    @app.command(help=t(say_sweeps.SWEEP))
    def sweep(
        study: Annotated[str, typer.Argument(metavar="STUDY.toml", help=t(say_sweeps.STUDY))],
        out: out_option = None,
        workers: workers_option = None,
        scheduler: scheduler_option = None,
        replications: Annotated[
            int | None, typer.Option("--replications", help=t(say_sweeps.REPLICATIONS), show_default=False)
        ] = None,
        extend: Annotated[bool, typer.Option("--extend", help=t(say_sweeps.EXTEND))] = False,
        mix_code: mix_option = False,
        share: Annotated[
            str | None, typer.Option("--share", metavar="I/N", help=t(say_sweeps.SHARE), show_default=False)
        ] = None,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=t(say_sweeps.DRY_RUN))] = False,
        as_json: json_option = False,
        lang: lang_option = None,
        quiet: quiet_option = False,
        debug: debug_option = False,
    ) -> None:
        from experiments.commands import sweeps

        sweeps.sweep(
            study,
            out=out,
            workers=workers,
            scheduler=scheduler,
            replications=replications,
            extend=extend,
            mix_code=mix_code,
            share=share,
            dry_run=dry_run,
            as_json=as_json,
            quiet=quiet,
            language=given_language(lang),
            debug=debug,
        )

    @app.command(help=t(say_sweeps.MERGE))
    def merge(
        folder: Annotated[Path, typer.Argument(metavar="DIR", help=t(say_sweeps.INTO))],
        others: Annotated[list[Path], typer.Argument(metavar="FROM...", help=t(say_sweeps.FROM))],
        mix_code: mix_option = False,
        lang: lang_option = None,
        debug: debug_option = False,
    ) -> None:
        from experiments.commands import sweeps

        sweeps.merge(folder, others, mix_code=mix_code, language=given_language(lang), debug=debug)
