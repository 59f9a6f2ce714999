"""Meta Business Suite, audience: age and sex, countries and cities, as shares."""

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.meta.audience_blocks import Blocks, Share, has_audience, has_formats, walk
from smmlab.exports.meta.stacks import (
    has_foreign_ages,
    network_of_path,
    peek_stacks,
    read_stacks,
    refuse_foreign,
)
from smmlab.exports.numbers import is_missing, parse_numbers
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.repair import refuse_excel, refuse_spoilt_numbers
from smmlab.exports.sieve import fold_repeats
from smmlab.exports.source import RawExport
from smmlab.schema import conform
from smmlab.texts import message


def _matches(raw: RawExport) -> bool:
    return any(
        has_audience(stack.lines) or has_formats(stack.lines) or has_foreign_ages(stack.lines)
        for stack in peek_stacks(raw)
    )


def _read(raw: RawExport) -> Reading:
    stacks, repaired = read_stacks(raw)
    if not any(has_audience(stack.lines) for stack in stacks):
        if any(has_foreign_ages(stack.lines) for stack in stacks):
            refuse_foreign(raw.name)
        raise ExportError(
            message(
                "{name} sums up the forms of content without their posts, and smmlab does not use "
                "it. Please export Insights, Content instead: it tells the same, post by post."
            ),
            {"name": raw.name},
        )
    found = Blocks()
    for stack in stacks:
        if stack.name and not has_audience(stack.lines):
            other = message("A row of a sheet that is not used: {sheet}.")
            found.notes += [
                Listed(line.number, other, {"sheet": stack.name}) for line in stack.lines
            ]
        else:
            walk(stack.lines, found)
    audience, merged, faults, lost = _judge(found.shares, network_of_path(raw))
    return Reading(
        tables={"audience": conform(audience, "audience")},
        rows_read=sum(len(stack.lines) for stack in stacks),
        merged=merged,
        rejected=tuple(sorted([*found.rejected, *faults], key=lambda row: row.line)),
        notes=tuple(found.notes),
        warnings=(*repaired, *_cautions(audience, found, lost)),
    )


def _judge(
    shares: list[Share], network: str | None
) -> tuple[pd.DataFrame, tuple[Listed, ...], list[Listed], int]:
    found = pd.DataFrame(
        {
            "network": pd.Series([share.network or network for share in shares], dtype="str"),
            "page": pd.Series([None] * len(shares), dtype="str"),
            "dimension": pd.Series([share.dimension for share in shares], dtype="str"),
            "value": pd.Series([share.value for share in shares], dtype="str"),
            "said": pd.Series([share.said for share in shares], dtype="str"),
            "source_row": pd.Series([share.line for share in shares], dtype="Int64"),
        }
    )
    refuse_spoilt_numbers(found[["said"]])
    # A share is below a hundred; five digits are the number by which Excel knows a day.
    if found["said"].str.match(r"^[0-9]{5}$").fillna(False).any():
        refuse_excel()
    percent, _ = parse_numbers(found["said"])
    fits = percent.between(0, 100)
    sound = found.assign(share=percent / 100)[fits].drop(columns="said")
    audience, folded = fold_repeats(sound, "audience")
    kept, told = set(audience["source_row"]), set(sound["source_row"])
    again = {row.line: row for row in folded if row.line not in kept}
    faults = [
        Listed(row, message("This row holds no share between 0 and 100 percent."))
        for row in dict.fromkeys(found["source_row"].tolist())
        if row not in told
    ]
    partly = found[~fits & ~is_missing(found["said"]) & found["source_row"].isin(list(told))]
    return audience, tuple(again[line] for line in sorted(again)), faults, len(partly)


def _cautions(audience: pd.DataFrame, found: Blocks, lost: int) -> list[Caution]:
    cautions = []
    if lost:
        text = message("Shares that cannot be read and are missing: {n}.")
        cautions.append(Caution("unread-shares", text, {"n": lost}))
    if found.untold:
        text = message("Shares of people whose sex is not told, and which are left out: {n}.")
        cautions.append(Caution("sex-untold", text, {"n": found.untold}))
    if audience.empty:
        text = message("The file has titles but no shares. Small pages get none from Meta.")
        cautions.append(Caution("no-rows", text))
    elif audience["network"].isna().any():
        cautions.append(
            Caution(
                "network-unknown",
                message(
                    "The file does not say whether this is the audience of Facebook or of "
                    "Instagram, so no network is named. A second such file of another page "
                    "replaces the numbers of the first. If you know the network, put the word "
                    "facebook or instagram into the name of the file and import it again."
                ),
            )
        )
    return cautions


READER = Reader(
    name="meta_audience",
    card=Card(
        title=message("Meta Business Suite: audience"),
        how_to_get=message(
            "Set Meta Business Suite to English. Open business.facebook.com, Insights, Audience, "
            "choose the page or the account, Export, CSV. Export Facebook and Instagram apart."
        ),
        limits=message(
            "Shares of followers by age and sex, and the ten biggest countries and cities only; "
            "the rest is not shown. There are no names and no dates; older files give the number "
            "of followers, which is not kept because the file does not tell its day."
        ),
        clock=message("No times: the audience as it was on the day of the export."),
    ),
    networks=("facebook", "instagram"),
    tables=("audience",),
    matches=_matches,
    read=_read,
)
