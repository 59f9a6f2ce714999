"""Which questions the posts of a network can bear: the columns of a model, and what is left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.content.effect_rows import FACTORS
from smmlab.findings import SMALLEST_GROUP
from smmlab.texts import message

Array = npt.NDArray[np.float64]
POSTS_A_COLUMN = 8
_WEEKS_OF_LEVEL = 6
_WEEKS_OF_MONTH = 3
_APART = "stops_the_thumb"

ALIKE = message("all posts are alike in it, or single values have too few posts or weeks")
CROWDED = message("there are too few posts to ask about it too")
ENTANGLED = message("it cannot be told apart from the other traits")


@dataclass(frozen=True)
class Block:
    """The columns of one thing that is held equal; ``asked`` are the levels of the first ones."""

    name: str
    columns: Array
    asked: tuple[int, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What is asked of a network: one or two models, and why a factor is in neither."""

    models: tuple[tuple[Block, ...], ...]
    left_out: Mapping[str, str]


def plan_models(rows: pd.DataFrame, levels: pd.DataFrame, exposure: str | None) -> Plan:
    """Choose what is held equal: exposure and time always, factors while posts suffice.

    Time is a steady growth or decline over weeks; where posts suffice after all factors, months of
    at least three weeks each instead. Whether a post entertains or invites talk is asked in a
    second model, in place of the type: with the type equal the question would be empty, for
    the types are such posts.
    """
    blocks, left_out = _start(rows, exposure), dict[str, str]()
    for factor in FACTORS:
        if factor in rows and factor != _APART:
            block = _of_factor(rows, levels, factor)
            reason = _reason(blocks, block)
            if reason:
                left_out[factor] = reason
            else:
                blocks.append(block)
    months = _months(rows)
    timeless = [block for block in blocks if block.name != "trend"]
    if _reason(timeless, months) is None:
        blocks = [*timeless, months]
    models = [tuple(blocks)]
    if _APART in rows:
        others = [block for block in blocks if block.name != "type"]
        block = _of_factor(rows, levels, _APART)
        reason = _reason(others, block)
        if reason:
            left_out[_APART] = reason
        else:
            models.append((*others, block))
    return Plan(tuple(models), left_out)


def stacked(blocks: Iterable[Block]) -> Array:
    """Return the columns of all blocks side by side."""
    return np.column_stack([block.columns for block in blocks])


def _start(rows: pd.DataFrame, exposure: str | None) -> list[Block]:
    weeks = (rows["day"] - rows["day"].min()).dt.days.to_numpy(dtype=np.float64) / 7
    blocks = [Block("", np.ones((len(rows), 1)))]
    if exposure is not None:
        logs = np.log(rows["base"].to_numpy(dtype=np.float64))
        if np.ptp(logs) > 0:
            blocks.append(Block(exposure, (logs - logs.mean())[:, None]))
    # In years or so, to keep the numbers of the model of one size.
    return [*blocks, Block("trend", ((weeks - weeks.mean()) / 52)[:, None])]


def _of_factor(rows: pd.DataFrame, levels: pd.DataFrame, factor: str) -> Block:
    mine = levels[levels["factor"] == factor]
    enough = (mine["least_posts"] >= SMALLEST_GROUP) & (mine["least_weeks"] >= _WEEKS_OF_LEVEL)
    found = rows[factor].to_numpy()
    columns = [(found == level).astype(np.float64) for level in mine.loc[enough, "level"]]
    # Rare levels share a column, so that they do not blur the reference.
    others = np.isin(found, mine.loc[~enough, "level"].to_numpy(dtype=object))
    if columns and others.sum() >= SMALLEST_GROUP / 2:
        columns.append(others.astype(np.float64))
    asked = tuple(int(place) for place in mine.index[enough])
    return Block(factor, np.column_stack(columns) if columns else np.empty((len(rows), 0)), asked)


def _months(rows: pd.DataFrame) -> Block:
    """Return a column a month but the first; one of less than three weeks joins its neighbour."""
    weeks = rows.groupby("month")["week"].nunique().sort_index()
    code, codes, seen = 0, dict[object, int](), 0
    for month, many in weeks.items():
        if seen >= _WEEKS_OF_MONTH:
            code, seen = code + 1, 0
        codes[month] = code
        seen += int(many)
    if seen < _WEEKS_OF_MONTH and code:
        codes = {month: min(held, code - 1) for month, held in codes.items()}
    place = rows["month"].map(codes).to_numpy(dtype=np.intp)
    return Block("month", np.eye(place.max() + 1)[place][:, 1:])


def _reason(blocks: list[Block], block: Block) -> str | None:
    """Return why a block cannot be held equal beside the others; None when it can."""
    if not block.columns.shape[1]:
        return ALIKE
    tried = stacked([*blocks, block])
    if len(tried) < POSTS_A_COLUMN * tried.shape[1]:
        return CROWDED
    scale = np.sqrt((tried**2).sum(axis=0))
    alike = (tried / scale).T @ (tried / scale)
    return ENTANGLED if np.linalg.matrix_rank(alike, hermitian=True) < len(alike) else None
