"""Meta Business Suite, audience: age and sex, countries and cities, as shares."""

import re
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.blocks import Line, read_lines
from smmlab.exports.numbers import is_missing, parse_numbers
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.repair import refuse_spoilt_numbers, unwrap_lines
from smmlab.exports.source import RawExport
from smmlab.schema import conform
from smmlab.texts import message

Dimension = Literal["age_sex", "country", "city"]

_TITLES: dict[str, Dimension] = {
    "age & gender": "age_sex",
    "age and gender": "age_sex",
    "top countries": "country",
    "countries": "country",
    "top cities": "city",
    "top towns/cities": "city",
    "cities": "city",
}
_SEXES = {"women": "female", "female": "female", "men": "male", "male": "male"}
_NETWORKS = ("facebook", "instagram")
_AGES = re.compile(r"[0-9]{2}(?:[-–][0-9]{2}|\+)")
_BLOCK = re.compile(
    r'^"*(?:Age (?:&|and) gender|Top countries|Top cities|Top towns/cities)\b',
    re.IGNORECASE | re.MULTILINE,
)
_FORMATS = re.compile(
    r'^"*(?:Views|Content interactions|Published content)"*[,;\t]*\s*^"*(?:Reels|Multi-photo|'
    r"Photos|Links|Stories|Text|Videos|Others)\b",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBER = re.compile(r"[0-9][0-9.,\u00a0\u202f ]*%?")


@dataclass(frozen=True)
class _Cell:
    line: int
    network: str | None
    dimension: Dimension
    value: str
    said: str


@dataclass(frozen=True)
class _Place:
    """Where in the file we are: the block, and the names that its next values belong to."""

    network: str | None = None
    dimension: Dimension | None = None
    names: tuple[str, ...] = ()


def _matches(raw: RawExport) -> bool:
    return bool(_BLOCK.search(raw.head) or _FORMATS.search(raw.head))


def _read(raw: RawExport) -> Reading:
    text, repaired = unwrap_lines(raw.text)
    if not _BLOCK.search(text):
        raise ExportError(
            message(
                "{name} sums up the forms of content without their posts, and smmlab does not use "
                "it. Please export Insights, Content instead: it tells the same, post by post."
            ),
            {"name": raw.name},
        )
    place = _Place()
    cells: list[_Cell] = []
    notes: list[Listed] = []
    rejected: list[Listed] = []
    lines = read_lines(text)
    for line in lines:
        place, note = _enter(place, line)
        found = [] if note else _take(place, line)
        cells += found
        if note:
            notes.append(Listed(line.number, note, {"text": ", ".join(line.cells)[:80]}))
        elif not found:
            rejected.append(Listed(line.number, message("This row belongs to no known block.")))
        elif place.dimension != "age_sex":
            place = replace(place, names=())
    audience, merged, faults, lost = _judge(cells)
    return Reading(
        tables={"audience": conform(audience, "audience")},
        rows_read=len(lines),
        merged=merged,
        rejected=tuple(sorted([*rejected, *faults], key=lambda row: row.line)),
        notes=tuple(notes),
        warnings=(*repaired, *_cautions(audience, lost)),
    )


def _enter(place: _Place, line: Line) -> tuple[_Place, str]:
    """Follow titles and names; the note is empty when the line carries values."""
    title = line.title.casefold()
    network = next((name for name in _NETWORKS if title.startswith(name)), None)
    after, note = place, ""
    if title.startswith("sep="):
        note = message("Separator line.")
    elif title in _TITLES or network:
        after = _Place(network or place.network, _TITLES.get(title))
        note = message("Title: {text}.")
    elif place.dimension is None:
        note = message("Total, not a share: {text}.") if title else ""
    elif place.dimension == "age_sex":
        sexes = tuple(_SEXES.get(cell.casefold(), "unknown") for cell in line.cells[1:])
        if not line.cells[0] and {"female", "male"} & set(sexes):
            after, note = replace(place, names=sexes), message("Column names.")
    elif not place.names and not any(map(_NUMBER.fullmatch, line.cells)):
        after = replace(place, names=line.cells)
        note = message("Names of the groups in the next row: {text}.")
    return after, note


def _take(place: _Place, line: Line) -> list[_Cell]:
    """Return what a line of values says; nothing when it does not fit its block."""
    first, *rest = line.cells
    if place.dimension is None:
        return []
    if place.dimension == "age_sex":
        values, said = [f"{first.replace('–', '-')}|{sex}" for sex in place.names], rest
        fits = bool(_AGES.fullmatch(first)) and 0 < len(said) <= len(values)
    elif place.names:
        values, said = list(place.names), [first, *rest]
        fits = len(said) <= len(values)
    else:
        values, said = [first], rest
        fits = len(said) == 1
    if not fits:
        return []
    return [
        _Cell(line.number, place.network, place.dimension, value, share)
        for value, share in zip(values, said, strict=False)
    ]


def _judge(
    cells: list[_Cell],
) -> tuple[pd.DataFrame, tuple[Listed, ...], list[Listed], int]:
    found = pd.DataFrame(
        {
            "network": pd.Series([cell.network for cell in cells], dtype="str"),
            "dimension": pd.Series([cell.dimension for cell in cells], dtype="str"),
            "value": pd.Series([cell.value for cell in cells], dtype="str"),
            "said": pd.Series([cell.said for cell in cells], dtype="str"),
            "source_row": pd.Series([cell.line for cell in cells], dtype="Int64"),
        }
    )
    refuse_spoilt_numbers(found[["said"]])
    percent, _ = parse_numbers(found["said"])
    fits = percent.between(0, 100)
    sound = found.assign(share=percent / 100)[fits]
    key = ["network", "dimension", "value"]
    ranked = sound.sort_values([*key, "share", "source_row"], ascending=[True] * 3 + [False, True])
    audience = ranked.drop_duplicates(key).sort_index(kind="stable").reset_index(drop=True)
    kept, told = set(audience["source_row"]), set(sound["source_row"])
    every = list(dict.fromkeys(found["source_row"].tolist()))
    merged = tuple(
        Listed(row, message("Another row says the same group.")) for row in every
        if row in told and row not in kept
    )  # fmt: skip
    faults = [
        Listed(row, message("This row holds no share between 0 and 100 percent."))
        for row in every
        if row not in told
    ]
    partly = found[~fits & ~is_missing(found["said"]) & found["source_row"].isin(list(told))]
    return audience.assign(page=None), merged, faults, len(partly)


def _cautions(audience: pd.DataFrame, lost: int) -> list[Caution]:
    cautions = []
    if lost:
        text = message("Shares that cannot be read and are missing: {n}.")
        cautions.append(Caution("unread-shares", text, {"n": lost}))
    if audience.empty:
        text = message("The file has titles but no shares. Small pages get none from Meta.")
        cautions.append(Caution("no-rows", text))
    elif audience["network"].isna().any():
        cautions.append(
            Caution(
                "network-unknown",
                message(
                    "The file does not say whether this is the audience of Facebook or of "
                    "Instagram, so no network is named."
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
            "the rest is not shown. There are no numbers of people, no names and no dates."
        ),
        clock=message("No times: the audience as it was on the day of the export."),
    ),
    networks=("facebook", "instagram"),
    tables=("audience",),
    looked_for=message(
        "the audience export of Meta Business Suite with blocks such as Age & gender or Top cities"
    ),
    matches=_matches,
    read=_read,
)
