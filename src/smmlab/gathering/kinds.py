"""Kinds of place: what can be opened on each network, what it is good for, what bars it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from smmlab.texts import message

Kind = Literal["page", "group", "channel", "business_profile", "community", "personal_face"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Goal = Literal["sales", "talk", "reach", "service"]
GOALS: tuple[Goal, ...] = get_args(Goal)

GOAL_OF_METRIC: Mapping[str, Goal] = MappingProxyType(
    {
        "orders": "sales", "revenue": "sales", "average_order_value": "sales",
        "engagement_rate": "talk", "engagements": "talk", "comments": "talk",
        "reach": "reach", "followers": "reach", "views": "reach",
        "answered_within_day": "service", "reply_hours": "service",
    }
)  # fmt: skip
"""Which goal a measure of the brief belongs to; a rhythm such as posts a week is no goal."""


@dataclass(frozen=True)
class Option:
    """A kind of place on one network.

    Parameters
    ----------
    network, kind
        Where, and what.
    what
        What it is there and what it is good for: judgement.
    serves
        Goals it serves best.
    barred_by
        Kind of the rule that forbids selling through it; empty when none does.
    bar
        That rule in plain words.
    needs_face
        Works only with a named person.
    asked_by
        Kind of the rule that asks a business for this kind of place; empty when none does.
    """

    network: str
    kind: Kind
    what: str
    serves: tuple[Goal, ...] = ()
    barred_by: str = ""
    bar: str = ""
    needs_face: bool = False
    asked_by: str = ""


# The first one that nothing forbids and that serves the goal is recommended: the order matters.
OPTIONS: tuple[Option, ...] = (
    Option("facebook", "page", message(
        "A Page has figures, a button and several administrators; it can advertise."),
        ("sales", "reach", "service"), asked_by="account"),
    Option("facebook", "group", message(
        "A group is for talk among people; linked to a Page, it speaks in the name of the "
        "business."), ("talk",)),
    Option("facebook", "personal_face", message(
        "A personal profile belongs to one person; nobody can take it over."),
        barred_by="account", bar=message(
            "Facebook gives everyone one personal account for personal purposes. A business sells "
            "through a Page.")),
    Option("instagram", "business_profile", message(
        "A business account has figures, a category and buttons for contact; highlights are its "
        "shop window."), ("sales", "reach", "talk", "service")),
    Option("instagram", "channel", message(
        "A broadcast channel speaks to followers only: it keeps people, it wins nobody."),
        ("service",)),
    Option("instagram", "personal_face", message(
        "An account without the business settings has no figures and no button for contact.")),
    Option("telegram", "channel", message(
        "A channel with a discussion group attached: posts stay readable and people can answer."),
        ("sales", "reach", "talk")),
    Option("telegram", "group", message(
        "A group alone is for talk and questions; posts drown in it."), ("service",)),
    Option("telegram", "personal_face", message(
        "A personal account is for answering those who wrote first; nobody may be written to out "
        "of the blue.")),
    Option("tiktok", "business_profile", message(
        "A business account with one series that comes back; music from the commercial library."),
        ("sales", "reach", "talk", "service")),
    Option("tiktok", "personal_face", message(
        "The account of a person who shows the work; goods must be marked as promotion."),
        ("reach", "talk"), needs_face=True),
    Option("youtube", "channel", message(
        "A brand channel with playlists by question; several people can hold the keys."),
        ("sales", "reach", "talk", "service")),
    Option("linkedin", "personal_face", message(
        "The profile of a person who speaks, with the company page behind it: people answer "
        "people."), ("talk", "reach"), needs_face=True),
    Option("linkedin", "page", message(
        "A company page has figures, staff and a button; it needs a person to run it."),
        ("sales", "service", "reach"), asked_by="account"),
    Option("linkedin", "group", message(
        "A group is for talk among colleagues of a trade; it grows slowly.")),
    Option("x", "business_profile", message(
        "An account that answers quickly, with its best thread pinned."),
        ("service", "reach", "talk", "sales")),
    Option("x", "personal_face", message(
        "The account of a person who knows the trade; it points to the business."),
        ("talk", "reach"), needs_face=True),
    Option("vkontakte", "page", message(
        "A public page speaks in the name of the business: goods, messages and advertising are "
        "there."), ("sales", "reach", "service"), asked_by="account"),
    Option("vkontakte", "group", message(
        "A group lets its members write too: for talk around a shared interest."), ("talk",),
        asked_by="account"),
    Option("vkontakte", "personal_face", message(
        "A personal profile belongs to one person and cannot be handed over."),
        barred_by="account", bar=message(
            "On VKontakte a personal page is for non-commercial use. A business is promoted "
            "through a community.")),
    Option("odnoklassniki", "page", message(
        "A group of the type “public or business page”, with discussions switched on."),
        ("sales", "reach", "talk", "service"), asked_by="account"),
    Option("odnoklassniki", "group", message(
        "A group of any other type is for a shared interest."), barred_by="account", bar=message(
            "On Odnoklassniki goods and services may be offered only in a group of the type "
            "“public or business page”.")),
    Option("odnoklassniki", "personal_face", message(
        "A personal profile belongs to one person and cannot be handed over."),
        barred_by="account", bar=message(
            "On Odnoklassniki goods and services may be offered only in a group of the type "
            "“public or business page”.")),
    Option("pinterest", "business_profile", message(
        "A business account with boards named as people search."),
        ("sales", "reach", "talk", "service"), asked_by="account"),
    Option("pinterest", "personal_face", message(
        "A personal account has no figures and cannot claim the site."), barred_by="account",
        bar=message("Pinterest asks for a business account for commercial purposes.")),
    Option("snapchat", "business_profile", message(
        "A public profile with a daily story; the signer must be allowed to act for the business."),
        ("sales", "reach", "talk", "service")),
    Option("snapchat", "personal_face", message(
        "The account of a person is seen by friends first; it has no public figures.")),
    Option("reddit", "personal_face", message(
        "A named account that takes part in communities which exist already, by their rules."),
        ("talk", "reach", "sales", "service"), needs_face=True),
    Option("reddit", "community", message(
        "A community of our own needs people who already ask for it, and a moderator."),
        ("talk", "service")),
    Option("threads", "business_profile", message(
        "A profile linked to the Instagram account, for talk in words."),
        ("talk", "reach", "service", "sales")),
    Option("whatsapp", "business_profile", message(
        "The business app, with a catalogue and ready answers: for people who agreed to it."),
        ("service", "sales")),
    Option("whatsapp", "channel", message(
        "A channel tells news one way to those who chose to follow it."), ("reach",)),
    Option("whatsapp", "community", message(
        "A community of customers who agreed to it: for talk with those who buy already."),
        ("talk",)),
    Option("whatsapp", "personal_face", message(
        "A personal account mixes private talk and orders."), barred_by="account", bar=message(
            "WhatsApp allows no non-personal use of personal accounts unless it is authorised.")),
)  # fmt: skip
"""Every kind of place of every network."""


def kinds_of(network: str) -> tuple[Option, ...]:
    """Return the kinds of place a network has, the usual one of a business first.

    Examples
    --------
    >>> [option.kind for option in kinds_of("odnoklassniki")]
    ['page', 'group', 'personal_face']
    """
    return tuple(option for option in OPTIONS if option.network == network)
