"""How the closed vocabularies are called in a document."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.texts.words import Words, message

NETWORK_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "facebook": "Facebook", "instagram": "Instagram", "telegram": "Telegram",
        "tiktok": "TikTok", "youtube": "YouTube", "linkedin": "LinkedIn", "x": "X",
        "vkontakte": message("VKontakte"), "odnoklassniki": message("Odnoklassniki"),
        "pinterest": "Pinterest",
        "snapchat": "Snapchat", "reddit": "Reddit", "threads": "Threads", "whatsapp": "WhatsApp",
        "mastodon": "Mastodon", "bluesky": "Bluesky",
    }
)  # fmt: skip
"""Proper names; in Russian two of them are written as they call themselves."""

MARKET_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "EE": message("Estonia"), "LV": message("Latvia"), "LT": message("Lithuania"),
        "RU": message("Russia"), "US": message("United States"), "UK": message("United Kingdom"),
        "EU": message("European Union"), "GLOBAL": message("the whole world"),
    }
)  # fmt: skip
"""How the markets of a brief are called, in the nominative."""

CHANNEL_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "social": message("Social networks"), "search": message("Search engines"),
        "email": message("Letters by e-mail"), "direct": message("Direct visits"),
        "referral": message("Other sites"), "affiliate": message("Partners"),
        "display": message("Banners on other sites"), "sms": message("Text messages"),
        "push": message("Push messages"), "other": message("Other"),
        "paid_social": message("Advertising on social networks"),
        "paid_search": message("Advertising in search engines"),
        "newsletter": message("Newsletter"), "messenger": message("Messengers"),
    }
)  # fmt: skip
"""Where visits come from. Apart from the other words: an affiliate is a partner here only."""

PRICE_LEVELS: Mapping[str, str] = MappingProxyType(
    {"low": message("lower"), "middle": message("middle"), "high": message("upper")}
)
"""Apart from the other words: elsewhere low and high are of something else."""

LABELS: Mapping[str, str] = MappingProxyType(
    {
        "provocation": message("Provocation"),
        "instruction": message("Instruction"),
        "medal": message("Medal"),
        "laugh": message("Laugh"),
        "none": message("No clear type"),
        "text": message("Text"),
        "photo": message("Photo"),
        "video": message("Video"),
        "short": message("Short video"),
        "story": message("Story"),
        "carousel": message("Carousel"),
        "link": message("Link"),
        "poll": message("Poll"),
        "audio": message("Audio"),
        "file": message("File"),
        "other": message("Other"),
        "core": message("Core"),
        "regular": message("Regulars"),
        "new": message("Newcomers"),
        "fading": message("Fading"),
        "one_time": message("One-time visitors"),
        "talkers": message("Talkers"),
        "approvers": message("Quiet approvers"),
        "spreaders": message("Spreaders"),
        "onlookers": message("Onlookers"),
        "followers_of_links": message("Link followers"),
        "frequent": message("Frequent guests"),
        "recent": message("Latest arrivals"),
        "veterans": message("Old friends"),
        "silent": message("Silent lately"),
        "buyers": message("Buyers"),
        "light": message("Light visitors"),
        "all_rounders": message("All-rounders"),
        "mixed_a": message("Mixed group A"),
        "mixed_b": message("Mixed group B"),
        "mixed_c": message("Mixed group C"),
        "mixed_d": message("Mixed group D"),
        "mixed_e": message("Mixed group E"),
        "mixed_f": message("Mixed group F"),
        "mixed_g": message("Mixed group G"),
        "mixed_h": message("Mixed group H"),
        "champions": message("Champions"),
        "loyal": message("Loyal customers"),
        "potential_loyal": message("Nearly loyal"),
        "new_customers": message("New customers"),
        "promising": message("Promising customers"),
        "need_attention": message("In need of attention"),
        "about_to_sleep": message("About to fall asleep"),
        "at_risk": message("At risk of leaving"),
        "cannot_lose": message("Too good to lose"),
        "lost": message("Lost customers"),
        "few_followers_or_no_posts": message("follows far more than is followed, or never posted"),
        "few_followers": message("follows far more than is followed"),
        "no_posts": message("never posted"),
        "few_followers_and_no_posts": message(
            "follows far more than is followed, and never posted"
        ),
        "no_photo": message("no profile picture"),
        "measured": message("measured"),
        "estimated": message("estimated"),
        "unknown": message("unknown"),
        "better": message("better"),
        "worse": message("worse"),
        "not_distinguishable": message("no clear difference"),
        "far_above": message("far above the others"),
        "far_below": message("far below the others"),
        "too_few": message("too few to compare"),
        "alone": message("nothing to compare it with"),
        "no_counts": message("no counts to compare"),
        "other_period": message("covers other days"),
        "up": message("rising"),
        "down": message("falling"),
        "open": message("open"),
        "closed": message("closed"),
        "warned": message("with a warning"),
        "female": message("women"),
        "male": message("men"),
        "any": message("women and men"),
        "friendly": message("friendly"),
        "businesslike": message("businesslike"),
        "informal": message("informal"),
        "alcohol": message("alcohol"),
        "tobacco": message("tobacco"),
        "gambling": message("gambling"),
        "medicines": message("medicines"),
        "weapons": message("weapons"),
        "adult": message("goods for adults"),
        "financial": message("financial services"),
        "cannabis": message("cannabis"),
        "supplements": message("food supplements"),
        "own_goods": message("selling own goods"),
        "services": message("selling services"),
        "ads": message("selling advertising"),
        "affiliate": message("recommending goods of others"),
        "strategist": message("strategist"),
        "default": message("default"),
        "audience": message("Audience"),
        "network": message("Network"),
        "place": message("Gathering place"),
        "page": message("Page of the business"),
        "group": message("Group of members"),
        "channel": message("Channel"),
        "business_profile": message("Business profile"),
        "community": message("Community"),
        "personal_face": message("Profile of a person"),
        "yes": message("yes"),
        "no": message("no"),
        "cannot_tell": message("cannot tell"),
        "supports": message("supports the claim"),
        "cheaper": message("cheaper"),
        "dearer": message("dearer"),
        "paid": message("Paid"),
        "organic": message("Unpaid"),
        "contradicts": message("contradicts the claim"),
        "exponential": message("exponential decay"),
        "power_law": message("decay by a power law"),
        "content": message("Content"),
        "rhythm": message("Rhythm"),
        "dialogue": message("Dialogue"),
        "rivals": message("Rivals"),
        "placements": message("Placements"),
        "money": message("Money"),
        "objectives": message("Objectives"),
        "age": message("Age"),
        "sex": message("Sex"),
        "age_sex": message("Age and sex"),
        "city": message("City"),
        "country": message("Country"),
        "language": message("Language"),
        "industry": message("Industry"),
        "seniority": message("Seniority"),
        "job_function": message("Job function"),
        "company_size": message("Company size"),
        "subscription": message("Subscription"),
        "reach": message("Reach"),
        "engagements": message("Engagements"),
        "followers": message("Followers"),
        "orders": message("Orders"),
        "engagement_rate": message("Engagement rate"),
        "answered_within_day": message("Comments answered within a day"),
        "revenue": message("Revenue"),
        "average_order_value": message("Average order"),
        "posts_per_week": message("Posts per week"),
        "(untagged)": message("without tags"),
    }
)


TABLE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "posts": message("Posts"),
        "snapshots": message("Repeated counts of posts"),
        "interactions": message("Comments and reactions"),
        "people": message("Members"),
        "audience": message("Audience totals"),
        "daily": message("Daily figures"),
        "ads": message("Advertising"),
        "visits": message("Visits to the site"),
        "orders": message("Orders"),
    }
)
"""How the canonical tables are called."""


def label_of(value: str) -> str:
    """Return the template of a known word, or an empty text when the word is not known.

    Examples
    --------
    >>> label_of("one_time"), label_of("tiktok"), label_of("kohvik")
    ('One-time visitors', 'TikTok', '')
    """
    return NETWORK_NAMES.get(value) or LABELS.get(value, "")


def network_name(network: object, words: Words) -> str:
    """Return how a network is called in a language, or its own word where nobody knows it.

    Examples
    --------
    >>> network_name("vkontakte", Words("ru")), network_name("tiktok", Words("ru"))
    ('ВКонтакте', 'TikTok')
    >>> network_name("orkut", Words("en"))
    'orkut'
    """
    known = NETWORK_NAMES.get(str(network))
    return words.say(known) if known else str(network)


def network_and_page(network: object, page: object, words: Words) -> str:
    """Return a network and a page of it, as far as the files name them.

    Examples
    --------
    >>> network_and_page("x", "Kaja", Words("en")), network_and_page(None, "Kaja", Words("en"))
    ('X · Kaja', 'Kaja')
    """
    where = network_name(network, words) if isinstance(network, str) else ""
    return " · ".join(part for part in (where, page) if isinstance(part, str) and part)


def channel_label(value: str) -> str:
    """Return the name of a network or a channel, or of another word; empty for what is none.

    Examples
    --------
    >>> channel_label("affiliate"), channel_label("tiktok"), channel_label("kohvik")
    ('Partners', 'TikTok', '')
    """
    return CHANNEL_NAMES.get(value) or label_of(value)
