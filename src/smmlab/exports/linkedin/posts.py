"""Rows of LinkedIn posts: organic, sponsored and total rows of one post become one post."""

import numpy as np
import pandas as pd

from smmlab.exports.cells import Cells, take_counts
from smmlab.exports.clocks import LEEWAY, parse_local
from smmlab.exports.ids import linkedin_seconds
from smmlab.exports.linkedin.sheets import DAY_FORMATS, Part
from smmlab.exports.reading import Caution, Listed
from smmlab.exports.repair import refuse_spoilt_dates
from smmlab.exports.sieve import Fault, sift
from smmlab.schema import conform
from smmlab.texts import message

COUNTS = ("impressions", "views", "clicks", "reactions", "comments", "shares", "follows")
ALIASES = {
    "title": ("Post title", "Update title"),
    "link": ("Post link", "Update link"),
    "type": ("Post type", "Update type"),
    "campaign": ("Campaign name",),
    "created": ("Created date",),
    "starts": ("Campaign start date",),
    "ends": ("Campaign end date",),
    "impressions": ("Impressions",),
    "views": ("Views", "Video views", "Views (Excluding off-site video views)"),
    "clicks": ("Clicks",),
    "reactions": ("Likes", "Reactions"),
    "comments": ("Comments",),
    "shares": ("Reposts", "Shares"),
    "follows": ("Follows",),
    "content": ("Content Type",),
}
# Rates follow from counts; who pressed the button is a person and is not read.
IGNORED = ("Posted by", "Audience", "Offsite Views", "Off-site views", "Click through rate (CTR)",
           "Engagement rate")  # fmt: skip
_PARTS = ("organic", "sponsored", "total")
_URN = r"(?P<kind>activity|share|ugcPost)[:\-](?P<id>[0-9]{15,20})(?:[^0-9]|$)"
_FORMS = {
    "video": "video", "live video": "video", "image": "photo", "photo": "photo",
    "multi-image": "carousel", "multi image": "carousel", "multi-photo": "carousel",
    "carousel": "carousel", "document": "file", "article": "link", "link": "link",
    "newsletter": "link", "poll": "poll", "text": "text", "text only": "text",
}  # fmt: skip
_DAY = 86_400


def urns_of(links: pd.Series) -> pd.DataFrame:
    """Return ``kind`` and ``id`` of the post in each link, missing where there is none."""
    return links.astype("str").str.extract(_URN).astype("str")


def plain_links(urns: pd.DataFrame) -> pd.Series:
    """Return addresses made of the id alone: those of people's posts hold their names."""
    return "https://www.linkedin.com/feed/update/urn:li:" + urns["kind"] + ":" + urns["id"] + "/"


def read_posts(cells: Cells, *, not_after: int, metrics_name: str) -> Part:
    """Make posts of the rows of ``All posts`` or of its older form ``Update engagement``.

    A boosted post stands in three rows or more. Its counts are those of the row ``Total``, or the
    sum of the others where that is absent; the sponsored part of the impressions is the paid share.
    """
    frame = cells.frame
    refuse_spoilt_dates(frame["created"].fillna(""))
    created = parse_local(frame["created"], zone="UTC", formats=DAY_FORMATS, not_after=not_after)
    exact = linkedin_seconds(frame["link"])
    late = (exact > not_after + LEEWAY).fillna(False).astype(bool)
    exact = exact.mask(late)
    urns = urns_of(frame["link"])
    counts, bad_counts = take_counts(cells, COUNTS)
    said = frame["type"].str.casefold()
    part = said.where(said.isin(_PARTS), said.where(said.notna(), "organic"))
    faults = [
        Fault(frame["link"].isna(), message("This row has no link to its post.")),
        Fault(late, message("The id in {value} tells a time that cannot be yet."), frame["link"]),
        Fault(
            ~part.isin(_PARTS),
            message("{value} is none of Organic, Sponsored and Total."),
            frame["type"],
        ),
        Fault(
            created.bad & exact.isna(),
            message("The publish time {value} cannot be."),
            frame["created"],
        ),
        *bad_counts,
    ]
    keep, rejected = sift(cells.lines, faults)
    at = exact.fillna(created.at)
    rows = counts.assign(
        post_id=urns["id"].fillna(frame["link"].str.slice(0, 200)).astype("str"),
        part=part,
        campaign=frame["campaign"].fillna("") + "\n" + frame["starts"].fillna("") + "\n"
        + frame["ends"].fillna(""),
        at=at,
        clock=pd.Series("UTC", index=at.index, dtype="str")
        .mask(exact.notna(), "id")
        .where(at.notna(), "unknown"),
        precision=pd.Series("day", index=at.index, dtype="str")
        .mask(exact.notna(), "second")
        .where(at.notna(), "unknown"),
        form=frame["content"].str.casefold().map(_FORMS).astype("str"),
        text=frame["title"],
        url=plain_links(urns).fillna(frame["link"]).astype("str"),
        source_row=cells.lines,
    )  # fmt: skip
    # A campaign that could not be read leaves the share of its post unknown.
    incomplete = set(rows["post_id"][~keep].dropna())
    posts, merged, notes, differing = _join_parts(rows[keep], incomplete)
    known = posts.assign(
        network="linkedin",
        is_own=True,
        metrics_name=metrics_name,
        form=posts["form"].fillna("other"),
    )
    apart = (exact - created.at).floordiv(_DAY).ne(0).fillna(False).astype(bool)
    return Part(
        cells.rows_read,
        conform(known, "posts"),
        merged,
        (*cells.ragged, *rejected),
        notes,
        (*cells.cautions, *_cautions(int(apart[keep].sum()), differing)),
    )


def _join_parts(
    rows: pd.DataFrame, incomplete: set[str]
) -> tuple[pd.DataFrame, tuple[Listed, ...], tuple[Listed, ...], int]:
    names = list(COUNTS)
    # The same campaign twice is a repeated row, not a second campaign.
    parts = rows.groupby(["post_id", "part", "campaign"], sort=False)[names].max()
    sums = parts.groupby(["post_id", "part"], sort=False)[names].sum(min_count=1)
    by_part = {name: sums.xs(name, level="part") for name in _PARTS
               if name in sums.index.get_level_values("part")}  # fmt: skip
    ids = pd.Index(sorted(rows["post_id"].unique()), dtype="str", name="post_id")
    empty = pd.DataFrame(pd.NA, index=ids, columns=names, dtype="Int64")
    organic, sponsored, total = (by_part.get(name, empty).reindex(ids) for name in _PARTS)
    pieces = pd.concat([organic, sponsored]).groupby(level=0, sort=True)[names]
    summed = pieces.sum(min_count=1).reindex(ids)
    counts = total.fillna(summed)
    paid, free = sponsored["impressions"], organic["impressions"]
    seen = total["impressions"].fillna(paid.fillna(0) + free.fillna(0)).astype("float64")
    has_parts = pd.Series(ids.isin(organic.dropna(how="all").index)
                          | ids.isin(sponsored.dropna(how="all").index), index=ids)  # fmt: skip
    share = (paid.fillna(0).astype("float64") / seen.where(seen > 0)).where(has_parts)
    # A total below its own part tells nothing of the share.
    share = share.mask(ids.isin(sorted(incomplete)) | (share > 1))
    differing = int((total[names] != summed[names]).fillna(False).any(axis=1).sum())
    rest = ["at", "clock", "precision", "form", "text", "url"]
    told = rows.groupby("post_id", sort=True)[rest].max().reindex(ids)
    own = rows.assign(rank=rows["part"].map({name: at for at, name in enumerate(_PARTS)}))
    first = own.sort_values(["rank", "source_row"]).groupby("post_id")
    kept = first["source_row"].first().reindex(ids)
    posts = counts.join(told).assign(paid_share=share, source_row=kept).reset_index()
    gone = rows[~rows["source_row"].isin(kept.tolist())]
    is_total = gone["part"] == "total"
    lines = gone["post_id"].map(kept.to_dict())
    note = message("The sum of the organic and sponsored rows of the post in line {kept}.")
    reason = message("Another part of the post in line {kept}: organic, sponsored or repeated.")
    listed = [
        Listed(int(line), text, {"kept": int(at)})
        for line, text, at in zip(
            gone["source_row"], np.where(is_total, note, reason), lines, strict=True
        )
    ]
    totals = set(gone["source_row"][is_total].tolist())
    return (
        posts.sort_values("source_row", ignore_index=True),
        tuple(row for row in listed if row.line not in totals),
        tuple(row for row in listed if row.line in totals),
        differing,
    )


def _cautions(apart: int, differing: int) -> tuple[Caution, ...]:
    cautions = []
    if apart:
        text = message(
            "Rows whose created date differs from the time in the link: {n}. The time in the link "
            "was used."
        )
        cautions.append(Caution("times-differ", text, {"n": apart}))
    if differing:
        text = message(
            "Posts whose total is not the sum of their organic and sponsored rows: {n}. The total "
            "was used."
        )
        cautions.append(Caution("totals-differ", text, {"n": differing}))
    return tuple(cautions)
