"""The rules of the method: fixed numbers the strategist may argue with, each with its ground."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from smmlab.content.posting_load import MINUTES_PER_ANSWER, REVIEW_DAYS, REVIEW_HOURS
from smmlab.effort import HOURS_PER_POST
from smmlab.money.active_share import ACTIVE_DAYS
from smmlab.texts import message


@dataclass(frozen=True)
class Rule:
    """A named number of the method."""

    key: str
    value: float
    unit: str
    meaning: str
    ground: str


_CONVENTION = message("A convention of this method. Change it when you know better.")
_CLOSE_ENOUGH = message(
    "Gordon, Moakler, Zettelmeyer: Close Enough? A Large-Scale Exploration of Non-Experimental "
    "Approaches to Advertising Measurement."
)
_SIZES = message(
    "Guides for designers give this size, read at second hand. Networks change theirs: look once "
    "more before a set of pictures is made."
)
_ALL = (
    Rule("smallest_group", 10, "people", message("Smallest group of people that is shown"),
         message("The usual size for published health tables; it protects single people.")),
    Rule("calendar_weeks", 2, "weeks", message("Length of the first calendar"), _CONVENTION),
    Rule("month_weeks", 4, "weeks", message("Length of the calendar in the files"), _CONVENTION),
    Rule("post_working_days", 3, "days",
         message("Days in which a post does nearly all of its work"),
         message("Public cascades of reposts: nearly all come within this time. "
                 "Video that is found by search lives longer.")),
    Rule("brief_days", 2, "days",
         message("Days before a post by which its text and picture are ready"), _CONVENTION),
    Rule("test_weeks", 4, "weeks", message("Length of a fair test"), _CONVENTION),
    Rule("test_slots", 2, "slots", message("Posting times compared in one test"), _CONVENTION),
    Rule("test_posts", 10, "posts", message("Posts on each network in a network test"),
         _CONVENTION),
    Rule("test_keep_from", 0.8, "share",
         message("Chance from which one of two tested networks is kept"), _CONVENTION),
    Rule("test_enquiries", 27, "enquiries",
         message("Enquiries on both networks together that show one that brings twice as many"),
         message("Worked out from the split of the enquiries: the better network is then kept in "
                 "four tests out of five.")),
    Rule("hours_per_post", HOURS_PER_POST, "hours",
         message("Hours that a post takes at the least"), _CONVENTION),
    Rule("minutes_per_answer", MINUTES_PER_ANSWER, "minutes",
         message("Minutes that an answer takes, reading included"), _CONVENTION),
    Rule("review_hours", REVIEW_HOURS, "hours", message("Hours that a review takes"), _CONVENTION),
    Rule("quarter_weeks", 13, "weeks", message("Length of the outline of the quarter"),
         _CONVENTION),
    Rule("type_ratio", 1.5, "ratio",
         message("Times the response from which one type of content is worth changing the mix for"),
         _CONVENTION),
    Rule("ask_back_ratio", 2, "ratio",
         message("Times as many people who write again from which asking back is worth it"),
         _CONVENTION),
    Rule("control_errors", 3, "ratio",
         message("Standard errors below the usual level at which a number calls for action"),
         message("Shewhart's control chart: chance alone gets there about once in seven hundred "
                 "reviews on one side.")),
    Rule("text_contrast", 4.5, "ratio", message("Least contrast between letters and what is behind "
                                                "them"),
         message("Web Content Accessibility Guidelines, level AA.")),
    Rule("upright_width", 1080, "px", message("Width of a portrait picture or video"), _SIZES),
    Rule("picture_height", 1350, "px", message("Height of a portrait picture"), _SIZES),
    Rule("video_height", 1920, "px", message("Height of a short video or a story"), _SIZES),
    Rule("wide_width", 1920, "px", message("Width of a landscape video"), _SIZES),
    Rule("wide_height", 1080, "px", message("Height of a landscape video"), _SIZES),
    Rule("link_width", 1200, "px", message("Width of the picture of a link"), _SIZES),
    Rule("link_height", 630, "px", message("Height of the picture of a link"), _SIZES),
    Rule("first_look_hours", 24, "hours", message("First look at a new post"), _CONVENTION),
    Rule("second_look_hours", 72, "hours", message("Second look at a new post"), _CONVENTION),
    Rule("unrest_first_answer_hours", 1, "hours",
         message("Time to the first answer when unrest grows"), _CONVENTION),
    Rule("unrest_cause_hours", 4, "hours",
         message("Time until the cause of unrest is found and the owner has decided"), _CONVENTION),
    Rule("unrest_report_hours", 24, "hours",
         message("Time to the public report after unrest began"), _CONVENTION),
    Rule("unrest_comments_per_day", 20, "comments",
         message("Comments on one day from which a daily alarm means something"),
         message("With fewer comments a day, chance alone moves the share too much.")),
    Rule("unrest_watch_share", 0.2, "share",
         message("Share of unhappy comments in a day that calls for a closer look"), _CONVENTION),
    Rule("unrest_act_share", 0.4, "share",
         message("Share of unhappy comments in a day that stops planned posts"), _CONVENTION),
    Rule("unrest_fresh_days", 14, "days",
         message("Days before the end of the files within which unrest is news"), _CONVENTION),
    Rule("work_from", 9, "hour",
         message("Hour from which comments are answered while the brief names none"), _CONVENTION),
    Rule("work_to", 18, "hour",
         message("Hour until which comments are answered while the brief names none"), _CONVENTION),
    Rule("queue_days", 14, "days", message("Days the queue of open comments reaches back"),
         _CONVENTION),
    Rule("audit_replies", 50, "replies", message("Replies to read by hand each quarter"),
         _CONVENTION),
    Rule("least_cohort", 30, "customers",
         message("Customers of a network from which their later orders are told"),
         message("Of fewer, chance decides what a share or a mean shows.")),
    Rule("silent_days", 7, "days", message("Silence of the page that counts as a weakness"),
         _CONVENTION),
    Rule("review_days", REVIEW_DAYS, "days", message("Days between two reviews"), _CONVENTION),
    Rule("placement_visits", 50, "visits",
         message("Visits from which a placement is judged"), _CONVENTION),
    Rule("placement_chance", 0.05, "share",
         message("Chance to beat the best placement under which one is left"), _CONVENTION),
    Rule("credit_experiments", 663, "experiments",
         message("Experiments against which figures without a draw were checked"), _CLOSE_ENOUGH),
    Rule("credit_error_least", 62, "points",
         message("Middle error of the rise in orders and the like, in the best case"),
         _CLOSE_ENOUGH),
    Rule("credit_error_most", 115, "points",
         message("Middle error of the rise in orders and the like, in the worst case"),
         _CLOSE_ENOUGH),
    Rule("visits_per_follower", 2, "visits",
         message("Visits a month to the shop that one follower makes at the most"), _CONVENTION),
    Rule("lead_chance", 0.8, "share",
         message("Chance from which a goal of orders or enquiries is called likely"), _CONVENTION),
    Rule("network_certainty", 0.6, "share",
         message("Chance of being best from which one network is named"), _CONVENTION),
    Rule("network_regret", 0.1, "share",
         message("Largest expected loss at which one network is named"), _CONVENTION),
    Rule("active_days", ACTIVE_DAYS, "days",
         message("Days within which whoever wrote or reacted is active"), _CONVENTION),
    Rule("scenario_certainty", 0.6, "share",
         message("Chance of being best from which one way to earn is named"), _CONVENTION),
    Rule("scenario_regret", 0.1, "share",
         message("Largest expected loss at which one way to earn is named"), _CONVENTION),
    Rule("scenario_borrowed", 0.5, "share",
         message("Largest part of figures that are not the client's own in what moves a way to "
                 "earn that is named"),
         _CONVENTION),
    Rule("scenario_loss", 0.2, "share",
         message("Largest chance of a loss at which one way to earn is named"), _CONVENTION),
)  # fmt: skip
RULES: Mapping[str, Rule] = MappingProxyType({rule.key: rule for rule in _ALL})
