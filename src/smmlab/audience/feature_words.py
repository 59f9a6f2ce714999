"""What it says when a group has more, or less, of a feature than the others."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from smmlab.audience.group_features import FEATURE_LABELS
from smmlab.texts import message


class FeatureWords(NamedTuple):
    """What a feature is about, and two whole sentences comparing a group with the others."""

    kind: str
    more: str
    less: str


FEATURES: Mapping[str, FeatureWords] = MappingProxyType(
    {
        "interactions": FeatureWords(
            "amount",
            message("All in all they do more than the others."),
            message("All in all they do less than the others."),
        ),
        "active_days": FeatureWords(
            "amount",
            message("They take part on more days than the others."),
            message("They take part on fewer days than the others."),
        ),
        "posts": FeatureWords(
            "amount",
            message("They act on more different posts than the others."),
            message("They act on fewer different posts than the others."),
        ),
        "comments": FeatureWords(
            "talk",
            message("They comment more than the others."),
            message("They comment less than the others."),
        ),
        "replies": FeatureWords(
            "talk",
            message("They reply to comments more than the others."),
            message("They reply to comments less than the others."),
        ),
        "reactions": FeatureWords(
            "reactions",
            message("They leave more reactions than the others."),
            message("They leave fewer reactions than the others."),
        ),
        "shares": FeatureWords(
            "shares",
            message("They share posts more than the others."),
            message("They share posts less than the others."),
        ),
        "views": FeatureWords(
            "views",
            message("They view more than the others."),
            message("They view less than the others."),
        ),
        "clicks": FeatureWords(
            "clicks",
            message("They click more than the others."),
            message("They click less than the others."),
        ),
        "follows": FeatureWords(
            "follows",
            message("They began to follow the page more often than the others."),
            message("They began to follow the page less often than the others."),
        ),
        "purchases": FeatureWords(
            "money",
            message("They buy more often than the others."),
            message("They buy less often than the others."),
        ),
        "reply_partners": FeatureWords(
            "talk",
            message("They answer more different people than the others."),
            message("They answer fewer different people than the others."),
        ),
        "own_posts_reached": FeatureWords(
            "amount",
            message("They act on more of the page's posts than the others."),
            message("They act on fewer of the page's posts than the others."),
        ),
        "orders": FeatureWords(
            "money",
            message("They order more often than the others."),
            message("They order less often than the others."),
        ),
        "spend_thousandths": FeatureWords(
            "money",
            message("They spend more money than the others."),
            message("They spend less money than the others."),
        ),
        "recency_days": FeatureWords(
            "recency_days",
            message("They have been silent longer than the others."),
            message("They were here more recently than the others."),
        ),
        "known_days": FeatureWords(
            "known_days",
            message("They have been around longer than the others."),
            message("They arrived later than the others."),
        ),
    }
)
"""The features of `smmlab.reduce.people.person_features` and of `describe_segments`."""


_LABELS: Mapping[str, str] = MappingProxyType(
    {
        **FEATURE_LABELS,
        "reply_partners": message("people answered"),
        "own_posts_reached": message("posts of the page acted on"),
        "orders": message("orders made"),
        "spend_thousandths": message("money spent"),
        "known_days": message("days since the first act"),
    }
)


def label_of_feature(name: str) -> str:
    """Return the label of a feature, to be translated where it is shown; the name if not known.

    Examples
    --------
    >>> label_of_feature("active_days"), label_of_feature("my feature")
    ('days active', 'my feature')
    """
    return _LABELS.get(name, name)
