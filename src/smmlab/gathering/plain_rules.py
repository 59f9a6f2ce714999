"""Rules of networks and laws in plain words of ours, which are translated."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from smmlab.texts import message

RULE_COLUMNS = (
    "rule_id", "network", "kind", "effect", "reason", "rule", "market", "source_id", "title",
    "address", "grade", "read_on",
)  # fmt: skip

_BY_RULE: Mapping[str, str] = MappingProxyType(
    {
        "global.instagram.account": message(
            "Business use is allowed; an account may not be bought, sold or handed over."
        ),
        "global.linkedin.account": message(
            "Everyone has one account in the real name; a business needs a company page."
        ),
        "ru.odnoklassniki.account.2": message(
            "A profile that offers goods and visits strangers counts as spam."
        ),
        "global.snapchat.account": message(
            "Whoever opens it must be allowed to act for the business."
        ),
        "eu.youtube.account": message(
            "Posts may promote the business; unwanted promotion counts as spam."
        ),
        "eu.tiktok.account_terms": message(
            "A business also accepts the business terms of the network."
        ),
        "eu.threads.account_terms": message("The terms of Instagram hold here as well."),
        "global.x.account_terms": message(
            "An account may not pose as another person or organisation."
        ),
        "global.reddit.account_terms": message(
            "An account that posts mainly links to its own business may count as spam."
        ),
        "global.telegram.account_terms": message(
            "A channel that is to be advertised needs a picture, a full description and a fresh "
            "post."
        ),
        "ee.any.disclosure": message(
            "An advertisement must be clear as one and name the advertiser."
        ),
        "global.linkedin.contests": message(
            "Contests, lotteries and giveaways are not allowed there."
        ),
        "global.reddit.contests": message(
            "A contest needs clear rules; lotteries only with the permission of the network."
        ),
        "global.pinterest.contests": message(
            "A contest may not ask people to save one given picture or to buy something."
        ),
    }
)
_BY_KIND: Mapping[str, str] = MappingProxyType(
    {
        "music": message("A business may use only the music of the commercial library."),
        "imprint": message(
            "The name of the business, its address, e-mail address and register number must be "
            "easy to find."
        ),
        "ad_label": message(
            "Advertising carries the word “Реклама”, the name of the advertiser and the number "
            "erid; ask a lawyer what counts as advertising."
        ),
        "disclosure": message("Promotion must be plain to see as promotion."),
        "contests": message("Contests and giveaways only as the rules of the network allow."),
        "spam": message("No unwanted, repeated or bulk messages, and no bought reactions."),
        "account_terms": message(
            "There are terms of its own for such an account: read them before you open it."
        ),
        "registration": message(
            "A large page must be on the list of the regulator before it advertises."
        ),
    }
)


def in_plain_words(rules: pd.DataFrame) -> pd.DataFrame:
    """Return rules with ``reason``: our words for it, else those given, else the rule as read.

    Parameters
    ----------
    rules
        Any of ``RULE_COLUMNS``; what is absent is empty.

    Examples
    --------
    >>> rules = pd.DataFrame({"network": ["tiktok"], "kind": ["music"], "rule": ["As read"]})
    >>> in_plain_words(rules)["reason"].iloc[0]
    'A business may use only the music of the commercial library.'
    """
    known = rules.reindex(columns=list(RULE_COLUMNS)).astype("str").fillna("")
    given = known["reason"].where(known["reason"].ne(""), known["rule"])
    by_kind = known["kind"].map(_BY_KIND).astype("str").fillna(given)
    ours = known["rule_id"].map(_BY_RULE).astype("str").fillna(by_kind)
    return known.assign(reason=ours)
