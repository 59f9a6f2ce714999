"""Who the segments are: what sets each apart, in a picture and in sentences, and whom to serve."""

from functools import lru_cache

import ipywidgets as w
import pandas as pd

from smmlab.audience.clusters import Groups, find_groups
from smmlab.audience.names import is_rule_based, label_of_segment
from smmlab.audience.people import score_people
from smmlab.audience.portrait_text import portrait_sentences
from smmlab.audience.portraits import Portraits, describe_segments
from smmlab.content.types import classify_content
from smmlab.forms.frame import Form, Shown, confidence_box, labelled, reason_box
from smmlab.forms.number_box import number_box
from smmlab.forms.pictures import picture_of
from smmlab.forms.undoing import keeps
from smmlab.money.orders import counted_orders
from smmlab.plots.groups import plot_group_choice
from smmlab.plots.portraits import plot_portraits
from smmlab.project import Project
from smmlab.reduce.frames import to_pandas
from smmlab.reduce.people import person_features
from smmlab.texts import Words, message

_CHOOSE = message("Choose at least one segment in the list first.")
_NO_SEGMENT = message("There is no segment to choose from yet.")


def segments_form(project: Project) -> Form:
    """Show the portrait of each segment; the button keeps which of them come first.

    The same as ``describe_segments(score_people(interactions), interactions, …)``, or with the
    people of ``find_groups(person_features(interactions))``, and
    ``project.decide("audience", {"segments": […]}, …)``.
    """
    words = Words(project.brief.language)
    method = labelled(
        w.Dropdown(
            options=[
                (words.say("By rules: how recently, how often, how much"), "rules"),
                (words.say("Found in what people do"), "groups"),
            ]
        ),
        words.say("How people are grouped"),
    )
    smallest = number_box(words.say("Smallest segment shown"), 10, low=10, high=60, words=words)
    confidence = confidence_box(words)
    everyone = (words.say("All of them"), "")
    segment = labelled(w.Dropdown(options=[everyone], value=""), words.say("Portrait of"))
    first = labelled(w.SelectMultiple(options=()), words.say("Serve first"))
    reason = reason_box(words)
    form = Form("segments", [method, smallest, confidence, segment], words=words)
    form.children = (*form.children, first, reason)

    @lru_cache(maxsize=1)
    def material(_fingerprint: str) -> _Material:
        # Made anew after an import: the tables it was read from are gone then.
        return _Material(project)

    def offer(portraits: Portraits) -> None:
        names = list(portraits.sizes["segment"])
        labels = [(words.say(label_of_segment(name)), name) for name in names]
        one = [everyone, *(pair for pair in labels if pair[1] != "other")]
        if segment.options != tuple(one):
            kept = segment.value if segment.value in names else ""
            segment.options = one
            segment.value = kept
        _offer(first, labels)

    def show() -> Shown:
        made = material(project.fingerprint)
        portraits = made.portraits(method.value, smallest.value, confidence.value)
        if portraits is None:
            by_rules = made.portraits("rules", smallest.value, confidence.value)
            if by_rules is not None:
                offer(by_rules)
            # Why there are none: what was found for each number of groups.
            assert made.groups is not None
            picture = picture_of(plot_group_choice(made.groups, words=words))
            return picture, words.say(
                "No separate groups can be seen in what these people do: they shade into one "
                "another. Use the segments by rules."
            )
        offer(portraits)
        chosen = segment.value or None
        picture = picture_of(plot_portraits(portraits, segment=chosen, words=words))
        if portraits.sizes.empty:
            return picture, ""
        if chosen is not None:
            return picture, "\n".join(portrait_sentences(portraits, chosen, words=words))
        names = portraits.sizes["segment"]
        return picture, "\n".join(
            portrait_sentences(portraits, name, words=words)[0] for name in names
        )

    def lacks() -> str:
        return "" if first.value else words.say(_CHOOSE if first.options else _NO_SEGMENT)

    def keep() -> str:
        if lacks():
            return lacks()
        chosen = list(first.value)
        room = "segment" if is_rule_based(pd.Series(chosen)) else "group"
        keys = [f"audience.{room}.{name}.share" for name in chosen]
        project.decide("audience", {"segments": chosen}, reason=reason.value, findings=keys)
        return words.say("The decision is kept and will stand in the strategy.")

    form.shows(show, says_more=True)
    _show_filed(project, first, reason)
    keeps(
        form, project, "audience", keep=keep,
        restore=lambda: _show_filed(project, first, reason), lacks=lacks, watch=(first,),
    )  # fmt: skip
    return form


def _offer(first: w.SelectMultiple, labels: list[tuple[str, str]]) -> None:
    """Let other segments be chosen; what was chosen and is still there stays so."""
    if first.options != tuple(labels):
        names = [name for _label, name in labels]
        chosen = tuple(name for name in first.value if name in names)
        # Emptied first: the front end stumbles over a value that the new options lack.
        first.value = ()
        first.options = labels
        first.value = chosen
    # A list without anything in it would only take room.
    first.layout.display = None if labels else "none"


def _show_filed(project: Project, first: w.SelectMultiple, reason: w.Textarea) -> None:
    filed = project.decisions().get("audience")
    chosen = filed.choice.get("segments", []) if filed else []
    # A segment that is not there any more cannot be shown as chosen.
    first.value = tuple(name for _label, name in first.options if name in chosen)
    reason.value = filed.reason if filed else ""


class _Material:
    """What the portraits are made of, read and worked out once for each choice."""

    def __init__(self, project: Project) -> None:
        self._acts = project.scan("interactions")
        self._zone = project.brief.timezone
        posts = project.posts
        self._posts = posts[posts["is_own"].fillna(False)]
        self._types = classify_content(self._posts, labels=project.labels)
        self._orders = counted_orders(project.table("orders"))
        self._features = to_pandas(person_features(self._acts, timezone=self._zone))
        self.groups: Groups | None = None
        self._members: dict[str, pd.DataFrame | None] = {}
        self._made: dict[tuple[str, int, float], Portraits] = {}

    def portraits(self, method: str, smallest: int, confidence: float) -> Portraits | None:
        """Return the portraits, or None when there are no groups to be seen."""
        if method not in self._members:
            self._members[method] = self._group(method)
        members = self._members[method]
        if members is None:
            return None
        choice = (method, smallest, confidence)
        if choice not in self._made:
            self._made[choice] = describe_segments(
                members, self._acts, timezone=self._zone, features=self._features,
                posts=self._posts, types=self._types, orders=self._orders, smallest=smallest,
                confidence=confidence,
            )  # fmt: skip
        return self._made[choice]

    def _group(self, method: str) -> pd.DataFrame | None:
        if method == "rules":
            return score_people(self._acts, timezone=self._zone)
        found = self.groups = find_groups(self._features)
        if found.chosen is None:
            return None
        return found.people.dropna(subset=["group"]).rename(columns={"group": "segment"})
