"""Build the sample client: raw export files in their true formats, the same for the same seed."""

import os
from datetime import date
from pathlib import Path

import numpy as np

from smmlab.brief import Brief, Objective, Target
from smmlab.datasets.cafe.clock import local_time, utc_seconds
from smmlab.datasets.cafe.counts import Counts, draw_counts, draw_earlier
from smmlab.datasets.cafe.links import link_posts
from smmlab.datasets.cafe.members import draw_members
from smmlab.datasets.cafe.meta_content import (
    FACEBOOK_EARLIER_FILE,
    FACEBOOK_FILE,
    INSTAGRAM_FILE,
    facebook_csv,
    facebook_ids,
    instagram_csv,
)
from smmlab.datasets.cafe.meta_series import audience_csv, daily_follows, daily_reach, series_csv
from smmlab.datasets.cafe.orders import draw_orders
from smmlab.datasets.cafe.posts import Post, plan_posts
from smmlab.datasets.cafe.shopify import SHOPIFY_FILE, shopify_csv
from smmlab.datasets.cafe.talk import hold_conversation
from smmlab.datasets.cafe.telegram import channel_json, group_json
from smmlab.datasets.cafe.traffic import GA4_FILE, ga4_csv
from smmlab.texts import Language, Words

_EXPORTED = utc_seconds(2026, 11, 2, 9)
_EXPORTED_EARLIER = utc_seconds(2026, 5, 2, 9)
_EARLIER_UNTIL = date(2026, 4, 30)
_FAULTY_POST = 120


def build_cafe(folder: Path, *, seed: int = 2026) -> list[Path]:
    """Write the raw exports of the sample café and return their paths.

    Parameters
    ----------
    folder
        Where to write; made if absent. Files of the same name are written anew.
    seed
        The same seed gives the same bytes. What was planted is in `truth.TRUTH` for every seed.

    Returns
    -------
    list of Path
        Meta content (Facebook twice, Instagram), Meta series and audience, the Telegram channel
        and its group, Google Analytics, Shopify. The two Telegram files are both named
        ``result.json``, as Telegram names them, in folders of their own.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in build_cafe(Path(folder))][-3:]
    ['result.json', 'Traffic_acquisition_Session_source_medium.csv', 'orders_export_1.csv']
    """
    files = {**_meta_and_telegram(seed), **_shop(seed)}
    paths = []
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        exported = _EXPORTED_EARLIER if name == FACEBOOK_EARLIER_FILE else _EXPORTED
        os.utime(path, (exported, exported))
        paths.append(path)
    return paths


def cafe_brief(language: Language = "en") -> Brief:
    """Return the brief of the sample client; the numbers of rivals and of people are invented.

    Parameters
    ----------
    language
        In which the client told it; the name on the door is the same in all.

    Examples
    --------
    >>> cafe_brief().target.sex
    'female'
    >>> cafe_brief("et").face
    'barista Liis'
    """
    words = Words(language)
    owner, barista = words.say("Marek"), words.say("Liis")
    return Brief(
        name="Kohvik Kaja",
        business=words.say("A neighbourhood café with its own bakery and a small web shop"),
        goods=words.say("coffee, pastries, lunch; coffee beans and gift cards online"),
        price_level="middle",
        market="EE",
        place=words.say("Tallinn, Kalamaja"),
        timezone="Europe/Tallinn",
        currency="EUR",
        language=language,
        content_languages=("et", "ru", "en"),
        target=Target(
            age_from=25,
            age_to=44,
            sex="female",
            people=70_000,
            places=(words.say("Tallinn"),),
            languages=("et", "ru", "en"),
            interest=words.say("good coffee, a place to meet near home, small presents"),
        ),
        objectives=(
            Objective("orders", 520, date(2027, 10, 31), owner),
            Objective("average_order_value", 32, date(2027, 4, 30), owner),
            Objective("answered_within_day", 0.6, date(2027, 1, 31), barista, baseline=0.4),
        ),
        posts_per_week=4,
        budget_per_month=250,
        hours_per_week=12,
        face=words.say("Liis, the barista"),
        owner=owner,
        tone="friendly",
        taboo_topics=(words.say("politics"), words.say("religion")),
        rivals_per_network={
            "facebook": 60, "instagram": 85, "tiktok": 22, "telegram": 6, "pinterest": 3,
            "youtube": 4, "linkedin": 2, "x": 2,
        },
    )  # fmt: skip


def _meta_and_telegram(seed: int) -> dict[str, bytes]:
    # Each part has a stream of its own, so that a change in one leaves the others as they were.
    plan, meta, talk = (np.random.default_rng([seed, part]) for part in range(3))
    posts = link_posts(plan_posts(plan), np.random.default_rng([seed, 6]))
    facebook, instagram, telegram = posts["facebook"], posts["instagram"], posts["telegram"]
    counts = {name: draw_counts(posts[name], meta) for name in ("facebook", "instagram")}
    members = draw_members(talk)
    remarks = hold_conversation(telegram, members, talk)
    return {
        **_facebook_files(facebook, counts["facebook"], meta),
        INSTAGRAM_FILE: instagram_csv(instagram, counts["instagram"], meta),
        **_series_files(posts, counts, meta),
        "channel/result.json": channel_json(telegram, talk),
        "group/result.json": group_json(telegram, members, remarks, talk),
    }


def _facebook_files(
    posts: list[Post], counts: Counts, rng: np.random.Generator
) -> dict[str, bytes]:
    ids = facebook_ids(posts, rng)
    earlier = [post for post in posts if local_time(post.at).date() <= _EARLIER_UNTIL]
    shown = draw_earlier(counts, rng)
    return {
        FACEBOOK_EARLIER_FILE: facebook_csv(earlier, ids, shown, None, rng),
        FACEBOOK_FILE: facebook_csv(posts, ids, counts, _FAULTY_POST, rng),
    }


def _series_files(
    posts: dict[str, list[Post]], counts: dict[str, Counts], rng: np.random.Generator
) -> dict[str, bytes]:
    reach = {name: daily_reach(posts[name], counts[name], rng) for name in counts}
    follows = {name: daily_follows(reach[name], rng) for name in counts}
    views = (reach["facebook"] + reach["instagram"]) * 3 // 2
    return {
        "Reach.csv": series_csv(
            {f"{name.capitalize()} reach": days for name, days in reach.items()}, zero_days=True
        ),
        "Follows.csv": series_csv(
            {f"{name.capitalize()} follows": days for name, days in follows.items()},
            zero_days=False,
        ),
        "Views.csv": series_csv({"Views": views}, zero_days=True),
        "Audience.csv": audience_csv(),
    }


def _shop(seed: int) -> dict[str, bytes]:
    rng = np.random.default_rng([seed, 3])
    orders = draw_orders(rng)
    return {GA4_FILE: ga4_csv(orders, rng), SHOPIFY_FILE: shopify_csv(orders)}
