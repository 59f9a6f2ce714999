"""What a gathering place needs: items that can be looked at, with their effect and their fix."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from smmlab.brief import Market
from smmlab.texts import message

Effect = Literal["must", "high", "middle", "low"]
EFFECTS: tuple[Effect, ...] = get_args(Effect)

EFFECT_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "must": message("Must: a rule or a law asks for it"),
        "high": message("Large effect"),
        "middle": message("Medium effect"),
        "low": message("Small effect"),
    }
)
"""How the effects are called. The order is judgement: nobody has measured these items apart."""


@dataclass(frozen=True)
class Item:
    """One thing to look at.

    Parameters
    ----------
    key
        Its name in decisions.toml and in findings.
    label
        What should be there, in a few words.
    look
        What tells that it is there: where to look, and for what.
    fix
        What to do when it is not.
    effect
        How much it matters; ``must`` where a rule or a law asks for it.
    networks
        Where it applies; empty for all.
    kinds
        For which kinds of place it applies; empty for all.
    markets
        Where it applies; empty for all.
    must_in
        Markets whose law asks for it: there the effect is ``must``.
    """

    key: str
    label: str
    look: str
    fix: str
    effect: Effect
    networks: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    markets: tuple[Market, ...] = ()
    must_in: tuple[Market, ...] = ()

    def effect_in(self, market: str) -> Effect:
        """Return how much the item matters in a market.

        Examples
        --------
        >>> ITEM["legal"].effect_in("EE"), ITEM["legal"].effect_in("US")
        ('must', 'high')
        """
        return "must" if market in self.must_in else self.effect

    def applies(self, network: str, kind: str = "", market: str = "") -> bool:
        """Tell whether the item belongs to a place; what is not known of it leaves nothing out.

        Examples
        --------
        >>> ITEM["ad_label"].applies("vkontakte", market="EE")
        False
        """
        return (
            (not self.networks or network in self.networks)
            and (not self.kinds or not kind or kind in self.kinds)
            and (not self.markets or not market or market in self.markets)
        )


_WITH_COVER = ("facebook", "youtube", "linkedin", "x", "vkontakte", "odnoklassniki", "pinterest",
               "reddit")  # fmt: skip
_WITH_CATEGORY = ("facebook", "instagram", "linkedin", "vkontakte", "odnoklassniki", "pinterest",
                  "whatsapp", "tiktok")  # fmt: skip
_WITH_BUTTON = ("facebook", "instagram", "linkedin", "vkontakte", "odnoklassniki", "tiktok",
                "whatsapp")  # fmt: skip
_WITH_MESSAGES = ("facebook", "instagram", "telegram", "linkedin", "x", "vkontakte",
                  "odnoklassniki", "tiktok", "whatsapp", "snapchat")  # fmt: skip
_WITH_TALK = ("facebook", "telegram", "vkontakte", "odnoklassniki", "reddit", "linkedin",
              "whatsapp", "youtube")  # fmt: skip
_WITH_PIN = ("facebook", "instagram", "telegram", "tiktok", "youtube", "linkedin", "x",
             "vkontakte", "odnoklassniki", "reddit", "threads", "whatsapp")  # fmt: skip

# Within one effect the first is worth most: judgement as well.
ITEMS: tuple[Item, ...] = (
    Item("kind", message("The kind of place that the rules allow"),
         message("Open the settings: which kind of account or page is it?"),
         message("Open the kind of place that is named above, and move to it what exists."),
         "must"),
    Item("ad_label", message("Advertising marked as Russian law asks"),
         message("Every advertising post has the word “Реклама”, the name of the advertiser and "
                 "the number erid."),
         message("Register advertising posts and put the word “Реклама”, the name of the "
                 "advertiser and the number erid into them. Ask a lawyer what counts as "
                 "advertising."), "must", markets=("RU",)),
    Item("legal", message("Who is behind it, by name"),
         message("The description or the page “About” names the business, its register number and "
                 "an address; a shop has its terms there."),
         message("Write the name of the business, its register number and an address into the "
                 "description; a shop adds its terms of sale."), "high",
         must_in=("EE", "LV", "LT", "EU", "UK")),
    Item("contact", message("A way to ask and to buy"),
         message("A stranger finds on a telephone, without help, where to ask and where to buy."),
         message("A visible way to ask and to buy, tried out on a telephone."), "high"),
    Item("about", message("A description that says for whom it is"),
         message("The first line says for whom this place is and what they get here."),
         message("A description in one sentence: for whom this place is and what they get here."),
         "high"),
    Item("link", message("One tagged link"),
         message("The description has one link, it opens, and it carries utm tags."),
         message("One link to the shop with the tags from the section on tags."), "high"),
    Item("name", message("A name people search for"),
         message("The name says what it is about and where; a search for it brings this place."),
         message("A name that people search for: what it is about and where, then the brand."),
         "high"),
    Item("pinned", message("A pinned first post"),
         message("The post on top says who we are, what happens here, how to ask and buy."),
         message("A pinned first post: who we are, what happens here, how to ask and buy."),
         "high", _WITH_PIN),
    Item("response", message("Messages are open and answered"),
         message("Messages and comments are switched on; a ready greeting says when we answer."),
         message("Switch on messages and comments, write a greeting that says when we answer, and "
                 "name who answers."), "high", _WITH_MESSAGES),
    Item("recent", message("The place is alive"),
         message("The newest post is from the last two weeks."),
         message("Publish by the calendar; a place that is silent draws nobody."), "high"),
    Item("face", message("A face and a voice"),
         message("A named person signs posts and answers."),
         message("A person with a name and a photograph who speaks for the business."), "high"),
    Item("avatar", message("A picture with a face that is seen small"),
         message("In the list of comments, on a telephone, the picture still shows a face or a "
                 "clear sign."),
         message("A picture with a visible face or a clear sign, tried out small on a telephone."),
         "middle"),
    Item("language", message("Posts in the languages of the target group"),
         message("Every language of the target group is among the newest posts."),
         message("Write in every language of the target group, or say in the description which "
                 "one the place speaks."), "middle"),
    Item("action", message("A button that does one thing"),
         message("The button of the place leads to what we want people to do."),
         message("Set the button to the one thing we want: write to us, book, or buy."),
         "middle", _WITH_BUTTON),
    Item("ask_in_posts", message("Posts say how to ask and to buy"),
         message("Among the newest posts there are some with a contact, a link or an invitation to "
                 "write."),
         message("End some of the posts with one way to ask or to buy; not every one."), "middle"),
    Item("tagged_posts", message("Links in posts carry tags"),
         message("Every link to the shop in a post carries utm tags."),
         message("Tag every link to the shop, so that orders can be told by post."), "middle"),
    Item("access", message("Two people can log in"),
         message("A second administrator is named, and the login asks for a second proof."),
         message("Name a second administrator and switch on login in two steps."), "middle"),
    Item("rules", message("Rules of the house"),
         message("Short rules are written where members see them, and somebody keeps them."),
         message("Short rules of the house, kept by us first."), "middle", _WITH_TALK,
         ("group", "community", "channel", "page")),
    Item("welcome", message("A welcome for newcomers"),
         message("Whoever comes is greeted and asked one easy question."),
         message("A welcome for newcomers that asks one easy question."), "middle", _WITH_TALK,
         ("group", "community", "channel", "page")),
    Item("category", message("The right category"),
         message("The category is the one people would look under."),
         message("Choose the category under which people look for such a business."),
         "low", _WITH_CATEGORY),
    Item("handle", message("A short address"),
         message("The address is short, can be said on the telephone and is the same elsewhere."),
         message("Take a short address that can be said on the telephone, the same on every "
                 "network."), "low"),
    Item("cover", message("A cover with the offer"),
         message("The large picture on top says what is offered, and is readable on a telephone."),
         message("Put the offer on the cover, in few words that are readable on a telephone."),
         "low", _WITH_COVER),
)  # fmt: skip
"""Every item, the one with the largest effect first."""

ITEM: Mapping[str, Item] = MappingProxyType({item.key: item for item in ITEMS})
ITEM_LABELS: Mapping[str, str] = MappingProxyType({item.key: item.label for item in ITEMS})
"""What a gathering place needs, in short; the keys are those of the decision."""


def items_of(network: str, *, kind: str = "", market: str = "") -> tuple[Item, ...]:
    """Return the items that apply to a place, in order of effect.

    Examples
    --------
    >>> [item.key for item in items_of("pinterest", market="EE")][:3]
    ['kind', 'legal', 'contact']
    """
    applying = [item for item in ITEMS if item.applies(network, kind, market)]
    return tuple(sorted(applying, key=lambda item: EFFECTS.index(item.effect_in(market))))
