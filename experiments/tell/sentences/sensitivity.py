"""What sensitivity results say, in sentences."""

import math
from collections.abc import Sequence

from experiments.answer.sensitivity.budget import Plan
from experiments.answer.sensitivity.morris import MorrisEffects
from experiments.answer.sensitivity.noise import Noise
from experiments.answer.sensitivity.sobol import SobolIndices
from experiments.plan.factors import Factor
from experiments.words import LANGUAGES, Language, Text, sweeps
from experiments.words import sensitivity as say
from sim.measures import MEASURES

VISIBLE = 0.01  # a total index whose interval stays above this is seen
_MOST = 6
_ADDITIVE = 0.95  # sum of first-order indices


def name(factor: Factor, language: Language) -> str:
    """Return a factor's name with a capital where a sentence begins with it."""
    title = factor.title()(language)
    return title if factor.words is None else title[:1].upper() + title[1:]


def outcome_name(measure: str, reference: str | None) -> Text:
    """Return what a measure is called here: the difference from the reference where there is one."""
    title = next(m for m in MEASURES if m.name == measure).title
    if reference is None:
        return title
    told = {each: sweeps.DIFFERENCE_OF(each, measure=title(each), reference=reference) for each in LANGUAGES}
    return Text(en=told["en"], zh=told["zh"])


def percent(value: float) -> str:
    """Write a share in %, a small negative one as 0."""
    return "–" if math.isnan(value) else f"{max(100 * value, 0.0):.0f}"


def quantity(value: float) -> str:
    """Write a number with three significant digits."""
    return "–" if math.isnan(value) else f"{value:.3g}"


def sentences_of_noise(noise: Noise, language: Language, outcome: str) -> list[str]:
    """Say how much is luck."""
    if noise.replications < 2:
        return [say.NO_NOISE(language, outcome=outcome)]
    shares = {"run": noise.share_of_run, "low": noise.low, "high": noise.high, "means": noise.share_of_means}
    told = {key: percent(value) for key, value in shares.items()}
    said = [say.NOISE(language, outcome=outcome, replications=noise.replications, **told)]
    return said + ([say.MOSTLY_LUCK(language)] if noise.share_of_means > 0.5 else [])


def sentences_of_sobol(found: SobolIndices, language: Language, outcome: str = "") -> list[str]:
    """Say what moves the outcome, what cannot be seen, and what luck would have hidden."""
    outcome = outcome or say.THE_OUTCOME(language)
    said = sentences_of_noise(found.noise, language, outcome)
    names = {f.name: name(f, language) for f in found.factors}
    inside = {f.name: f.title()(language) for f in found.factors}
    rows = found.table.sort_values("total", ascending=False, kind="stable").to_dict("records")
    seen = [row for row in rows if row["total_low"] >= VISIBLE]
    for at, row in enumerate(seen[:_MOST]):
        told = {key: percent(row[of]) for key, of in _COLUMNS.items()}
        sentence = say.ALSO if at else say.STRONGEST
        values = {"factor": names[row["factor"]], **told, **({} if at else {"outcome": outcome})}
        said.append(sentence(language, **values))
    if not seen:
        said.append(say.NONE_SEEN(language, outcome=outcome))
    else:
        alone = float(found.table["first"].sum())
        additive = alone > _ADDITIVE
        said.append(say.ADDITIVE(language) if additive else say.INTERACTION(language, first=percent(alone)))
        if found.corrected:
            top = seen[0]
            keys = {"first": "first", "total": "total", "raw_first": "first_raw", "raw_total": "total_raw"}
            told = {key: percent(top[of]) for key, of in keys.items()}
            said.append(say.CORRECTION(language, factor=inside[top["factor"]], **told))
    unseen = [inside[row["factor"]] for row in rows if not row["total_low"] >= VISIBLE]
    if unseen and seen:
        said.append(say.NOT_SEEN(language, factors=_listing(unseen, language)))
    if found.rows_left_out:
        said.append(say.LEFT_OUT(language, missing=found.rows_left_out, rows=found.rows + found.rows_left_out))
    return said


_COLUMNS = {"total": "total", "low": "total_low", "high": "total_high", "first": "first"}


def sentences_of_morris(found: MorrisEffects, language: Language, outcome: str = "") -> list[str]:
    """Say which factors move the outcome beyond luck, and which cannot be told from it."""
    outcome = outcome or say.THE_OUTCOME(language)
    said = sentences_of_noise(found.noise, language, outcome)
    names = {f.name: name(f, language) for f in found.factors}
    inside = {f.name: f.title()(language) for f in found.factors}
    rows = found.table.sort_values("mu_star", ascending=False, kind="stable").to_dict("records")
    shown = [row for row in rows if row["beyond_luck"]] if found.told_apart else rows
    for row in shown:
        values = {"size": row["mu_star"], "low": row["mu_star_low"], "high": row["mu_star_high"]}
        told = {key: quantity(value) for key, value in values.items()}
        common = {"factor": names[row["factor"]], "outcome": outcome, **told}
        if not found.told_apart:
            said.append(say.SIZE_ONLY(language, **common))
            continue
        said.append(say.BEYOND_LUCK(language, **common, luck=quantity(row["luck_alone"])))
        if row["sigma_beyond_luck"] > 0.5 * row["mu_star"]:
            share = percent(row["sigma_of_luck"])
            said.append(say.SPREAD(language, sigma=quantity(row["sigma"]), share=share))
    if found.told_apart:
        dead = [inside[row["factor"]] for row in rows if row["mu_star"] == 0]
        unseen = [inside[row["factor"]] for row in rows if not row["beyond_luck"] and row["mu_star"] != 0]
        if not shown:
            said.append(say.NONE_SEEN(language, outcome=outcome))
        if unseen:
            said.append(say.NOT_BEYOND(language, n=len(rows), factors=_listing(unseen, language)))
        if dead:
            said.append(say.NO_EFFECT_AT_ALL(language, factors=_listing(dead, language)))
    if found.left_out:
        said.append(say.LEFT_OUT(language, missing=found.left_out, rows=found.trajectories + found.left_out))
    return said


def _listing(names: Sequence[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(names)


def sentence_of_plan(plan: Plan, language: Language) -> str:
    """Say the plan in words."""
    told = say.PLAN(
        language,
        runs=f"{plan.runs:,}",
        points=f"{plan.points:,}",
        base=plan.base,
        replications=plan.replications,
        noise=f"{100 * plan.noise_share:.0f}",
        index=f"{plan.total:.2g}",
        width=f"{plan.half_width:.2f}",
    )
    return told if plan.enough else told + ("" if language == "zh" else " ") + say.PLAN_TOO_SMALL(language)


def sentences_of_sensitivity(
    found: SobolIndices | MorrisEffects, language: Language, outcome: str = ""
) -> list[str]:
    """Say what was found, whichever way it was looked for."""
    said = sentences_of_sobol if isinstance(found, SobolIndices) else sentences_of_morris
    return said(found, language, outcome)  # type: ignore[arg-type]
