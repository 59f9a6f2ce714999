"""Chart of what works: the title states the finding, or that there is none."""

from dataclasses import replace

import pandas as pd
import pytest

from smmlab.content.effects import estimate_effects
from smmlab.content.type_forms import cross_types_forms
from smmlab.plots.effects import plot_effects, plot_type_forms
from smmlab.plots.theme import as_png
from smmlab.texts import Words
from test_content_effects import draw
from test_content_type_forms import pages


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_the_title_names_what_stands_out(language: str) -> None:
    posts, types = draw(400, ratio=3.0)
    effects = estimate_effects(posts, types, timezone="UTC")
    axes = plot_effects(effects, words=Words(language))
    drawn = effects.table.query("factor != 'page' and rate_ratio.notna()")
    assert len(axes.get_yticklabels()) == len(drawn)
    if language == "en":
        assert axes.get_title(loc="left").startswith("Instagram: Video, ")
    assert as_png(axes).startswith(b"\x89PNG")
    assert axes.get_position().width > 0.55


def test_what_a_level_is_compared_with_stands_over_it_once() -> None:
    posts, types = draw(400, ratio=3.0)
    effects = estimate_effects(posts, types, timezone="UTC")
    axes = plot_effects(effects)
    written = [text.get_text() for text in axes.texts if ", against: " in text.get_text()]
    assert len(written) == len(set(written)) < len(axes.get_yticklabels())
    assert "Instagram, against: Photo" in written


def test_the_likeliest_are_drawn_while_the_picture_stays_low_enough_to_be_read() -> None:
    posts, types = draw(400, ratio=3.0)
    effects = estimate_effects(posts, types, timezone="UTC")
    (one,) = effects.table.query("level == 'video'").to_dict("records")
    networks = [f"n{number:02d}" for number in range(20)]
    rows = [
        {**one, "network": name, "p_value": number / 100} for number, name in enumerate(networks)
    ]
    axes = plot_effects(replace(effects, table=pd.DataFrame(rows[::-1])))
    width, height = axes.figure.get_size_inches()
    assert height / width < 0.9
    # Each row has a head of its own: thirteen such pairs are as high as the picture may be.
    heads = [text.get_text() for text in axes.texts if ", against: " in text.get_text()]
    assert [head.partition(",")[0] for head in heads] == networks[:13][::-1]


def test_without_effects_no_trait_is_praised() -> None:
    posts, types = draw(200)
    title = plot_effects(estimate_effects(posts, types, timezone="UTC")).get_title(loc="left")
    assert title.startswith("No trait of a post can be told apart")


def test_too_few_posts_say_what_to_do() -> None:
    posts, types = draw(12)
    axes = plot_effects(estimate_effects(posts[:9], types, timezone="UTC"))
    assert "Export a longer period" in axes.texts[0].get_text().replace("\n", " ")


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_the_map_writes_a_multiple_from_ten_posts_and_their_number_below(language: str) -> None:
    cells = cross_types_forms(*pages(laugh=3.0))
    axes = plot_type_forms(cells, words=Words(language))
    written = [text.get_text() for text in axes.texts]
    assert len(written) == len(cells)
    assert sum("×" in text for text in written) == cells["median"].notna().sum() < len(cells)
    assert axes.get_title(loc="left").startswith(Words(language).say("Laugh"))
    assert as_png(axes).startswith(b"\x89PNG")


def test_an_empty_map_says_what_to_do() -> None:
    posts, types = pages()
    axes = plot_type_forms(cross_types_forms(posts[:5], types))
    assert "Export a longer period" in axes.texts[0].get_text().replace("\n", " ")
