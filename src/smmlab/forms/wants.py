"""What people want: the words that set groups apart, and their needs by topic."""

from functools import lru_cache

import ipywidgets as w
import pandas as pd

from smmlab.audience.people import score_people
from smmlab.audience.questions import find_questions, group_needs, read_asking
from smmlab.audience.words import distinctive_words
from smmlab.comments import written_comments
from smmlab.forms.frame import Form, Shown, confidence_box, labelled
from smmlab.forms.number_box import number_box
from smmlab.forms.pictures import picture_of
from smmlab.plots.needs import plot_needs
from smmlab.plots.words import plot_words
from smmlab.project import Project
from smmlab.texts import Words
from smmlab.tokens import LANGUAGES, TextTerms, text_terms


def words_form(project: Project) -> Form:
    """Show the words that set segments or networks apart.

    The same as ``distinctive_words(written_comments(project.interactions), members, …)`` with the
    people of ``score_people(project.interactions)``.
    """
    words = Words(project.brief.language)
    groups = labelled(
        w.Dropdown(
            options=[(words.say("Segments"), "segment"), (words.say("Networks"), "network")]
        ),
        words.say("Compare the words of"),
    )
    names = [(str(words.locale.languages[code]), code) for code in LANGUAGES]
    language = labelled(
        w.Dropdown(options=[(words.say("All languages"), ""), *names], value=""),
        words.say("Language of comments"),
    )
    most = number_box(words.say("Words for each group"), 5, low=3, high=10, words=words)
    confidence = confidence_box(words)
    form = Form("words", [groups, language, most, confidence], words=words)

    @lru_cache(maxsize=1)
    def said_by(_fingerprint: str) -> tuple[pd.DataFrame, TextTerms, dict[str, pd.DataFrame]]:
        acts = project.scan("interactions")
        comments = written_comments(acts)
        members = {
            "segment": score_people(acts, timezone=project.brief.timezone),
            "network": _by_network(comments),
        }
        return comments, text_terms(comments), members

    def show() -> Shown:
        comments, split, members = said_by(project.fingerprint)
        found = distinctive_words(
            comments,
            members[groups.value],
            group="segment",
            languages=[language.value] if language.value else LANGUAGES,
            most=most.value,
            confidence=confidence.value,
            split=split,
        )
        picture = picture_of(plot_words(found, words=words))
        if found.empty:
            return picture, ""
        said = words.say(
            "Each word was used by at least ten people of the group, and by more of them than "
            "chance would explain. It shows what they talk about, not what they think of it."
        )
        emoji = found[found["kind"] == "emoji"]["term"].unique()
        if len(emoji):
            said += "\n" + words.say("Their emoji: {emoji}", emoji=" ".join(emoji))
        return picture, said

    form.shows(show)
    return form


def needs_form(project: Project) -> Form:
    """Show what people ask about, by topic.

    The same as ``group_needs(read_asking(written_comments(project.interactions)), confidence=…)``.
    """
    words = Words(project.brief.language)
    confidence = confidence_box(words)
    form = Form("needs", [confidence], words=words)

    @lru_cache(maxsize=1)
    def asking(_fingerprint: str) -> tuple[pd.DataFrame, TextTerms]:
        comments = written_comments(project.scan("interactions"))
        return read_asking(comments), text_terms(comments)

    def show() -> Shown:
        asked, split = asking(project.fingerprint)
        needs = group_needs(asked, confidence=confidence.value, split=split)
        picture = picture_of(plot_needs(needs, words=words))
        questions = find_questions(asked, confidence=confidence.value)
        everyone = questions[questions["language"] == "all"]
        said = [
            words.say(
                "{share} of the comments ask something. Answer the first need in a pinned post, "
                "and the others where people ask.",
                share=words.percent(float(share), digits=0),
            )
            for share in everyone["share"]
        ]
        if not needs.empty:
            said.append(
                words.say(
                    "Needs are found by a list of words. It is mostly right in what it names and "
                    "misses about every second wording, so the true shares are higher."
                )
            )
        return picture, "\n".join(said)

    form.shows(show, says_more=True)
    return form


def _by_network(comments: pd.DataFrame) -> pd.DataFrame:
    people = comments[["network", "person"]].drop_duplicates()
    return people.assign(segment=people["network"])
