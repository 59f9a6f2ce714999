"""Pictures of the rivals: every page shown, no name over another, empty states that teach."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from rival_cases import page_posts, together, typed
from smmlab.plots.labels import name_points
from smmlab.plots.rival_pages import plot_rival_pages, plot_rival_trends
from smmlab.plots.rivals import plot_rival_map, shared_network
from smmlab.plots.theme import as_png, new_axes
from smmlab.plots.white_space import plot_rival_gaps, plot_white_space
from smmlab.rivals.benchmarks import compare_pages
from smmlab.rivals.mixes import compare_mixes, find_gaps
from smmlab.rivals.trends import measure_trends
from smmlab.rivals.white_space import find_white_space
from smmlab.texts import Words

NAMES = ("Kohvik Kaja", "Пекарня «Калач» на углу", "Röst $ & Co", "A very long name of a café "
         "in Kalamaja")  # fmt: skip


def posts_of(rivals: int) -> pd.DataFrame:
    rng = np.random.default_rng(rivals)
    return together(*(
        page_posts(
            NAMES[n] if n < len(NAMES) else f"Page number {n}",
            list(rng.poisson(np.exp(rng.normal(3, 1)), 60)), own=n == 0,
            every=float(rng.uniform(2.5, 3.5)), form=["photo"] * (60 - 3 * n % 40) + ["video"] *
            (3 * n % 40),
        )
        for n in range(rivals + 1)
    ))  # fmt: skip


@pytest.fixture(scope="module", params=[2, 5, 20])
def posts(request: pytest.FixtureRequest) -> pd.DataFrame:
    return posts_of(request.param)


def test_the_map_names_every_page_and_no_name_covers_another(posts: pd.DataFrame) -> None:
    pages = compare_pages(posts)
    ax = plot_rival_map(pages)
    as_png(ax)
    ax.get_figure().draw_without_rendering()
    names = [text for text in ax.texts if text.get_text()]
    assert len(names) == len(pages)
    boxes = [text.get_window_extent() for text in names]
    assert not [1 for one, other in combinations(boxes, 2) if one.overlaps(other)]
    frame = ax.get_window_extent()
    assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 + 1 for box in boxes)
    bold = [text.get_text() for text in names if text.get_fontweight() == "bold"]
    assert bold == ["Kohvik Kaja"]
    better = int((pages["verdict"] == "better").sum())
    assert f"what a post earns: {better} of" in ax.get_title(loc="left")


def test_points_on_one_spot_get_names_apart() -> None:
    ax = new_axes(width=8, height=6)
    ax.set(xlim=(0, 2), ylim=(0, 2))
    name_points(ax, [1.0] * 15, [1.0] * 15, [f"Page {n}" for n in range(15)])
    boxes = [text.get_window_extent() for text in ax.texts if text.get_text()]
    assert len(boxes) == 15
    assert not [1 for one, other in combinations(boxes, 2) if one.overlaps(other)]


def test_the_map_by_followers_or_views_says_what_is_missing() -> None:
    pages = compare_pages(posts_of(2))
    assert "followers by day" in plot_rival_map(pages, measure="per_thousand").texts[0].get_text()
    assert "views" in plot_rival_map(pages, measure="engagement_rate").texts[0].get_text()


def test_pages_side_by_side_share_their_rows(posts: pd.DataFrame) -> None:
    pages = compare_pages(posts)
    ax = plot_rival_pages(pages)
    assert as_png(ax).startswith(b"\x89PNG")
    panels = ax.get_figure().axes
    assert len(panels) == 3
    # The title stands over all panels, and on the first to be read out.
    assert "pages on the same measures" in ax.get_title(loc="left")
    assert ax.get_figure().get_suptitle() == ax.get_title(loc="left")
    labels = ax.get_yticklabels()
    assert len(labels) == len(pages)
    assert labels[-1].get_text() == "Kohvik Kaja"
    assert labels[-1].get_fontweight() == "bold"
    drawn = {float(x) for line in panels[1].lines for x in np.atleast_1d(line.get_xdata())}
    assert set(pages["median"]) <= drawn


def test_the_grid_frames_the_white_space_and_greys_small_cells() -> None:
    # Two of six rivals make laughs as videos, which earn four times as much.
    rng, frames, types = np.random.default_rng(1), [], []
    for n in range(7):
        videos = 15 if n in {1, 2} else 0
        counts = np.concatenate([rng.poisson(80, videos), rng.poisson(20, 60 - videos)])
        page = page_posts(f"P{n}", list(counts), own=n == 0,
                          form=["video"] * videos + ["photo"] * (60 - videos))  # fmt: skip
        frames.append(page)
        types.append(typed(page, ["laugh"] * videos + ["medal"] * (60 - videos)))
    cells = find_white_space(together(*frames), pd.concat(types))
    ax = plot_white_space(cells)
    assert "white space: Laugh · Video (× 3.8)" in ax.get_title(loc="left")
    framed = [patch for patch in ax.patches if patch.get_linewidth() > 2]
    assert len(framed) == 1
    assert any("rivals 2 of 6" in text.get_text() for text in ax.texts)


def test_gaps_and_trends_state_what_they_found(posts: pd.DataFrame) -> None:
    mixes = compare_mixes(posts, typed(posts, "medal"))
    ax = plot_rival_gaps(mixes, find_gaps(mixes))
    assert {label.get_text() for label in ax.get_yticklabels()} == {"Photo", "Video", "Medal"}
    assert as_png(ax).startswith(b"\x89PNG")
    long = together(page_posts("Kaja", [30] * 120, own=True),
                    page_posts("Up", [10 + n for n in range(120)]))  # fmt: skip
    ax = plot_rival_trends(measure_trends(long))
    assert "response clearly grows: 1; falls: 0" in ax.get_title(loc="left")
    assert {text.get_text() for text in ax.texts} - {""} == {"Kaja", "Up"}
    assert as_png(plot_rival_trends(measure_trends(long), measure="posts"))


def test_without_rivals_every_picture_says_which_file_to_import() -> None:
    alone = page_posts("Kaja", [1] * 40, own=True)
    none = pd.DataFrame(columns=["network", "post_id", "type", "status"])
    mixes, pages = compare_mixes(alone, none), compare_pages(alone)
    for ax in (
        plot_rival_map(pages), plot_rival_pages(pages), plot_rival_gaps(mixes, find_gaps(mixes)),
        plot_white_space(find_white_space(alone, none)), plot_rival_trends(measure_trends(alone)),
    ):  # fmt: skip
        text = ax.texts[0].get_text()
        assert "Import" in text or "Export" in text
    assert shared_network(pages) is None
    assert as_png(plot_rival_map(pages, words=Words("et"))) != b""
