"""docs/claims.md: the headline sentences, how firmly they stand and on what."""

from docs.evidence.claims.sentences import CLAIMS, Claim
from docs.evidence.claims.study import contrast
from docs.evidence.levers.effects import Finding
from docs.evidence.numbers import number, read_digest, read_rows
from docs.pages.mechanisms import FINDINGS
from docs.pages.writing import NOTICE, measure_title, table, with_interval
from experiments.words import Language, Text
from sim.measure import TAGS

_TITLE = Text(en="# What this laboratory claims\n\n", zh="# 本实验室主张什么\n\n")
_HEAD = Text(
    en="Each sentence is about the town `{place}` for {days} days ({replications} pairs of runs on the same luck), not "
    "about a real place. *Holds in*: the share of parameter sets in which the difference has the sign that is "
    "claimed, one run each. *Without*: the same difference when what the effect lives on is taken away in both "
    "worlds; what is left there is not explained by it. Measured with `python docs/make.py claims`.\n\n",
    zh="每句话说的都是虚拟城镇 `{place}`，{days} 天，同样运气下 {replications} 对运行，而不是任何真实的地方。*成立*："
    "差值符号与主张一致的参数组所占比例，每组运行一次。*去掉之后*：在两个世界中都去掉效果所依赖的东西后的同一差值；"
    "仍然剩下的，便不是由它造成的。由 `python docs/make.py claims` 测得。\n\n",
)
_UNMEASURED = Text(en="Nothing has been measured yet.\n\n", zh="尚未测量。\n\n")
_ONE_SET = Text(
    en="No sets of parameters are shipped: \"holds in\" is the places' own values alone.\n\n",
    zh="没有随附参数组：“成立”一项只看地方本身的取值。\n\n",
)
_ROWS = (
    Text(en="expected", zh="预期"), Text(en="found", zh="结果"), Text(en="made of", zh="性质"),
    Text(en="holds in", zh="成立"), Text(en="lives on", zh="依赖"), Text(en="without", zh="去掉之后"),
    Text(en="would be refuted by", zh="何以推翻"),
)  # fmt: skip
_SETS = Text(en="{holding} of {sets} parameter sets", zh="{sets} 组参数中的 {holding} 组")
_UP, _DOWN = Text(en="up", zh="上升"), Text(en="down", zh="下降")
_AWAY = Text(en="what is taken away: {what}", zh="去掉的是：{what}")
_GONE = Text(en="the effect is gone", zh="效果消失")
_TURNED = Text(en="the effect turns round", zh="效果反转")
_LESS = Text(en="{share:.0%} of the effect is left: it lives on more than this", zh="效果还剩 {share:.0%}：它不只依赖这些")
_MORE = Text(
    en="the effect is as large or larger: it does not live on this, and the sentence's explanation is not supported",
    zh="效果同样大甚至更大：它并不依赖这些，这句话的解释没有得到支持",
)


def page(language: Language) -> str:
    """Return the page in one language."""
    rows, digest = {row["claim"]: row for row in read_rows("claims.csv")}, read_digest()
    study = next((m["study"] for name, m in digest.items() if name.startswith("claim ")), None)
    parts = [NOTICE.format(source="docs/evidence/claims/sentences.py and docs/data/claims.csv"), _TITLE(language)]
    if study is None:
        parts.append(_UNMEASURED(language))
    else:
        parts.append(_HEAD(language, **study))
        parts.append("" if study["sets"] else _ONE_SET(language))
    for order, claim in enumerate(CLAIMS, start=1):
        parts.append(f"## {order}. {claim.sentence(language)}\n\n")
        now = contrast(claim)
        measured = digest.get(now.name, {}).get("declared") == now.declared  # else its numbers are of another sentence
        row = rows.get(claim.name) if measured else None
        parts.append(table(("", ""), _lines(claim, row, language)) + "\n")
    return "".join(parts)


def _lines(claim: Claim, row: dict[str, str] | None, language: Language) -> list[tuple[str, str]]:
    direction = (_UP if claim.sign > 0 else _DOWN)(language)
    minus = f" − {measure_title(claim.minus, language)}" if claim.minus else ""
    expected = f"{measure_title(claim.measure, language)}{minus}: {direction} ({_worlds(claim)})"
    away = _AWAY(language, what=claim.ablation.what(language))
    told: tuple[str, ...] = (expected, "–", TAGS[claim.tag].name(language), "–", away, "–", claim.refuted_by(language))
    if row is not None:
        whole = with_interval(claim.measure, row, language)
        ablated = with_interval(claim.measure, row, language, ("ablated", "ablated_low", "ablated_high"))
        told = (
            expected, f"{whole}: {FINDINGS[row['finding']](language)}", TAGS[claim.tag].name(language),
            _SETS(language, holding=row["holding"], sets=row["sets"]), away,
            f"{ablated}: {left(row)(language)}", claim.refuted_by(language),
        )  # fmt: skip
    return [(head(language), cell) for head, cell in zip(_ROWS, told, strict=True)]


def left(row: dict[str, str]) -> Text:
    """Say what is left of a claim's effect once what it lives on is taken away."""
    if row["ablated_finding"] in (Finding.INDISTINGUISHABLE, Finding.UNKNOWN):
        return _GONE
    if row["ablated_finding"] == Finding.OPPOSITE:
        return _TURNED
    share = number(row["ablated"]) / number(row["difference"])
    if not 0.0 < share < 0.95:
        return _MORE
    return Text(en=_LESS("en", share=share), zh=_LESS("zh", share=share))


def _worlds(claim: Claim) -> str:
    """Write base and reform as code."""
    told = []
    for world in (claim.reform, claim.base):
        settings = "".join(f" {name}={value}" for name, value in (*world.given, *world.added))
        told.append(f"`{world.reform or world.scenario}{settings}`")
    return " − ".join(told)
