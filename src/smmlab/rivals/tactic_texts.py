"""What networks say of ways to grow, in our own words, and why we say yes or no."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.texts import message

NO_RULE = message("No rule of this network on this was read: the verdict is our judgement.")

RULE_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "ad_policies": message(
            "Paid promotion follows the advertising rules of the network; some goods may not be"
            " promoted at all."
        ),
        "artificial_growth": message(
            "The network forbids raising likes, followers or views by artificial means."
        ),
        "automation": message(
            "The network forbids accounts and actions run by automation that it has not approved."
        ),
        "channel_ads": message(
            "Owners of channels may publish advertisements of their own, apart from the "
            "advertising service of the network."
        ),
        "commercial_terms": message(
            "The terms for this market forbid commercial use in so many words; brands post all "
            "the same."
        ),
        "community_ads_allowed": message(
            "A community may publish advertisements, in stories and pinned posts too; their "
            "daily number is not limited."
        ),
        "community_rules": message(
            "Every community has its own rules on promotion; whoever mostly posts links to a "
            "business of their own may count as a spammer."
        ),
        "contest_join": message(
            "A contest may ask people to join the community and to mention one friend."
        ),
        "contest_one_entry": message(
            "A contest may not ask to save one given image, nor let a person enter more than once."
        ),
        "duplicate_accounts": message(
            "The network forbids the same content from several accounts; another language is "
            "allowed."
        ),
        "engage_gate": message(
            "The network forbids asking for a like or a share before people get what was promised."
        ),
        "engagement_trade": message(
            "The network forbids buying, selling or trading likes, followers and other responses."
        ),
        "flooding": message(
            "The network forbids flooding the places of a community with promotion."
        ),
        "follow_churn": message(
            "The network forbids following and leaving people in bulk, and following large "
            "numbers at random."
        ),
        "growth_schemes": message("The network counts schemes that promise followers as spam."),
        "high_frequency": message(
            "The network forbids posting, sharing or responding very often, by hand as by machine."
        ),
        "invitations": message(
            "The network forbids invitations that advertise to people one does not know."
        ),
        "marked_ad_posts": message(
            "Goods may be offered only by business pages, and advertisements there only as ad "
            "posts."
        ),
        "no_contests": message("The network forbids lotteries, contests and giveaways."),
        "no_money_for_engagement": message(
            "The network forbids offering money for likes, followers or comments."
        ),
        "no_rule_read": NO_RULE,
        "opt_in": message(
            "A business may write only to people who gave their number and agreed to it."
        ),
        "paid_disclosure": message(
            "Whoever gets something of value for a post must say so clearly in the post."
        ),
        "paid_engagement": message(
            "The network forbids rewarding people for responses that make an account look more "
            "popular."
        ),
        "paid_label": message(
            "A post for which something of value was given must name the business with the "
            "network's own label."
        ),
        "pods": message(
            "The network forbids agreeing beforehand to like or pass on each other's posts."
        ),
        "prize_draws": message(
            "Owners of channels may hold prize draws among subscribers with the network's own tool."
        ),
        "profile_promotion": message(
            "A personal page is not for business: likes and friend requests that advertise "
            "count as spam."
        ),
        "profile_spam": message(
            "A profile that hints at goods and visits others or asks for friendship counts as spam."
        ),
        "repetitive_comments": message(
            "The network forbids comments that are repeated, beside the point or sent in large "
            "numbers."
        ),
        "repetitive_content": message(
            "The network forbids the same or nearly the same content again and again."
        ),
        "rewards_for_engagement": message(
            "The network forbids rewards for likes, views or subscribers; asking for them is "
            "allowed."
        ),
        "spam": message("The network forbids spam and pestering people."),
        "subscriber_fraud": message("The network forbids inflating the number of subscribers."),
        "swap_followers": message(
            "The network forbids offering a subscription in exchange for a subscription."
        ),
        "unasked_material": message(
            "Any material that a person did not agree to receive counts as spam, messages and "
            "comments alike."
        ),
        "unoriginal": message(
            "Posts with the mark of another network or without work of one's own are not "
            "recommended to new people."
        ),
        "unsolicited_messages": message(
            "The network forbids messages in bulk, or again and again, to people who have not "
            "asked for them."
        ),
        "untargeted": message(
            "The network forbids promotion that is not meant for the people who get it."
        ),
        "vote_groups": message(
            "The network forbids asking for votes for one's own gain and voting in groups."
        ),
    }
)
"""The rules by the keys of tactics.csv."""

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "paid_post": message(
            "Buy one post with a tagged link and a clear label, and compare the cost of a "
            "result before buying the next."
        ),
        "paid_leader": message(
            "Pay openly, let people use the goods and speak in their own words; what they earn "
            "for it is said in the post."
        ),
        "community_ads": message(
            "A community protects its talk: advertise only where its rules allow it and our "
            "customers are there already."
        ),
        "guest_post": message(
            "A useful post for the readers of another page brings people who chose to come; say"
            " who we are."
        ),
        "collaborations": message(
            "Two businesses with the same customers can introduce each other; agree who does "
            "what, and tag the links."
        ),
        "cross_posting": message(
            "One thought, told anew for each network, is worth the work; the same copy "
            "everywhere reads as foreign."
        ),
        "repost_prizes": message(
            "A prize draws those who want the prize: give away only what future customers want,"
            " and rarely."
        ),
        "mass_following": message(
            "People who were followed in bulk did not choose us; few read, fewer buy, and the "
            "account is at risk."
        ),
        "mass_commenting": message(
            "Comments that only advertise annoy hosts and readers; one helpful answer does more."
        ),
        "cold_messages": message(
            "Write first only to people who asked for it: strangers who are sold to complain."
        ),
        "bought_followers": message(
            "Bought followers never buy, and they spoil every rate by which we judge our posts."
        ),
        "bots_pods": message(
            "Agreed or automatic responses tell nothing about people, and the account is at risk."
        ),
    }
)
"""Why each tactic gets its verdict: judgement of the method."""

FORBIDDEN = message(
    "The rule leaves no room for it, and the account is worth more than what it would bring."
)

LAWS: Mapping[str, str] = MappingProxyType(
    {
        "disclosure": message(
            "By law an advertisement must be clear as one and name the advertiser."
        ),
        "registration": message(
            "By law large pages must be on the list of the regulator before they may advertise."
        ),
        "ad_risk": message(
            "The regulator says that advertisements there show signs of an offence: ask a lawyer."
        ),
        "ad_ban": message("Advertising on this network is banned by law in this market."),
        "blocked": message("The regulator of this market has blocked the network."),
    }
)
"""What the law of the market adds, by the kind of the rule."""

TACTIC_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "paid_post": message("Paid post on a page or channel"),
        "paid_leader": message("Paid post by an opinion leader"),
        "community_ads": message("Advertisement in a community"),
        "guest_post": message("Guest post without pay"),
        "collaborations": message("Collaboration with another business"),
        "cross_posting": message("The same post on several networks"),
        "repost_prizes": message("Prizes for reposts"),
        "mass_following": message("Following people in bulk"),
        "mass_commenting": message("Commenting in bulk"),
        "cold_messages": message("Messages to people who have not asked"),
        "bought_followers": message("Bought followers"),
        "bots_pods": message("Responses by bots or by agreement"),
    }
)
"""How the tactics are called."""

VERDICT_LABELS: Mapping[str, str] = MappingProxyType(
    {"yes": message("Yes"), "careful": message("With care"), "no": message("No")}
)
RISK_LABELS: Mapping[str, str] = MappingProxyType(
    {"low": message("low"), "medium": message("medium"), "high": message("high")}
)
