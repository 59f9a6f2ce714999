"""Links with tags in the café's posts: most by its scheme, a few with the faults people make."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlencode

import numpy as np

from smmlab.datasets.cafe.clock import local_time
from smmlab.datasets.cafe.posts import Post
from smmlab.datasets.cafe.truth import TRUTH, Campaign

_PAGES = {
    "joulukink": "kingid", "sobrapaev": "kinkekaardid", "emadepaev": "kinkekaardid",
    "suvekohv": "oad",
}  # fmt: skip
_PERSON = "liis@kaja.example"
# These lead elsewhere: to the shop without tags, to a mailbox, to the link in the profile.
_ELSEWHERE = re.compile(r"(?i)kaja\.example|profiilis|профил|\bbio\b|profile")
_GOODS = re.compile(r"(?i)\bub[ae]|\boad\b|e-po|kinke|зерн|магазин|подар|beans|gift|shop|€")


def link_posts(
    posts: Mapping[str, Sequence[Post]], rng: np.random.Generator
) -> dict[str, list[Post]]:
    """Return the posts with the links of `TRUTH.links` at the end of some; all else stays.

    Every link has the source and the medium by which the visits of its campaign came: the scheme
    would say "social" where the café wrote "messenger".
    """
    linked = {network: list(some) for network, some in posts.items()}
    crossposts = {post.text: place for place, post in enumerate(posts["facebook"])}
    for plan in TRUTH.links:
        campaign = next(one for one in TRUTH.campaigns if one.name == plan.campaign)
        own = linked[plan.network]
        places = _nearest(own, campaign, rng)
        copied = [place for place in places if own[place].text in crossposts][: plan.copies]
        others = [place for place in places if place not in copied]
        faults = [*plan.faults, *[""] * (plan.good - plan.copies)]
        for place in copied:
            linked["facebook"][crossposts[own[place].text]] = _with_link(
                linked["facebook"][crossposts[own[place].text]], _link(own[place], campaign, "")
            )
        for place, fault in [*((one, "") for one in copied), *zip(others, faults, strict=False)]:
            own[place] = _with_link(own[place], _link(own[place], campaign, fault))
    return linked


def _nearest(posts: Sequence[Post], campaign: Campaign, rng: np.random.Generator) -> list[int]:
    """Return the places of posts that may carry its link: nearest to its days, best to sell."""
    types = {part.type for part in campaign.contents}

    def rank(place: int) -> tuple[int, int, float]:
        post = posts[place]
        day = local_time(post.at).date()
        apart = max((campaign.first_day - day).days, (day - campaign.last_day).days, 0)
        sells = 0 if post.type in types else 1 if _GOODS.search(post.text) else 2
        return apart, sells, chance[place]

    chance = rng.random(len(posts)).tolist()
    fitting = [
        place for place, post in enumerate(posts)
        if post.type in {*types, "none"} and not _ELSEWHERE.search(post.text)
    ]  # fmt: skip
    return sorted(fitting, key=rank)


def _link(post: Post, campaign: Campaign, fault: str) -> str:
    tags = {"source": campaign.source, "medium": campaign.medium, "campaign": campaign.name}
    if post.type != "none":
        tags["content"] = f"{post.type}-{local_time(post.at):%m%d}"
    if fault == "mixed_case":
        last = [*tags][-1]
        tags[last] = tags[last].capitalize()
    if fault == "personal":
        tags["content"] = _PERSON
    query = urlencode({f"utm_{name}": value for name, value in tags.items()}, safe="@")
    return f"https://kaja.example/{_PAGES[campaign.name]}?{query}"


def _with_link(post: Post, link: str) -> Post:
    return replace(post, text=f"{post.text}\n\n{link}")
