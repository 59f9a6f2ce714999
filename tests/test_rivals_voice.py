"""Share of voice: like with like, over the same days."""

import pandas as pd
import pytest

from smmlab.errors import DataError
from smmlab.plots.rivals import plot_voice
from smmlab.rivals.voice import share_of_voice, voice_findings


def posts(page: str, times: range, *, own: bool = False, network: str = "telegram",
          **counts: int) -> pd.DataFrame:  # fmt: skip
    frame = pd.DataFrame({"at": list(times), "network": network, "page": page, "is_own": own})
    for name in ("reactions", "comments", "shares", "saves"):
        frame[name] = pd.array([counts.get(name)] * len(frame), dtype="Int64")
    return frame.astype({"at": "Int64"})


def test_only_the_common_period_and_the_common_counts_are_compared() -> None:
    ours = posts("Kaja", range(0, 100, 10), own=True, reactions=4, comments=9)
    theirs = posts("Rival", range(50, 150, 5), reactions=2)
    voice = share_of_voice(pd.concat([ours, theirs])).set_index("page")
    # From 50 to 90: five of ours, nine of theirs.
    assert voice["posts"].to_dict() == {"Kaja": 5, "Rival": 9}
    assert voice["engagements"].to_dict() == {"Kaja": 20, "Rival": 18}
    assert voice.loc["Kaja", "share_of_posts"] == pytest.approx(5 / 14)
    assert voice.loc["Kaja", "share_of_engagements"] == pytest.approx(20 / 38)
    assert set(voice["counted"]) == {"reactions"}
    assert (voice["from_at"].iloc[0], voice["to_at"].iloc[0]) == (50, 90)


def test_files_that_share_no_days_or_no_counts_cannot_be_compared() -> None:
    apart = pd.concat([posts("Kaja", range(10), own=True), posts("Rival", range(100, 110))])
    voice = share_of_voice(apart)
    assert voice["posts"].isna().all()
    assert [f.status for f in voice_findings(voice, sources=())] == ["unknown", "unknown"]
    unlike = pd.concat([posts("Kaja", range(10), own=True, reactions=1),
                        posts("Rival", range(10), shares=1)])  # fmt: skip
    found = {f.key.rsplit("_")[-1]: f for f in voice_findings(share_of_voice(unlike), sources=())}
    assert found["posts"].value == 0.5
    assert (found["posts"].numerator, found["posts"].denominator) == (10, 20)
    assert found["engagements"].status == "unknown"


def test_zero_responses_have_no_shares() -> None:
    mute = pd.concat([posts("Kaja", range(10), own=True, reactions=0),
                      posts("Rival", range(10), reactions=0)])  # fmt: skip
    voice = share_of_voice(mute)
    assert voice["engagements"].tolist() == [0, 0]
    assert voice["share_of_engagements"].isna().all()


def test_shares_of_a_network_sum_to_one_and_order_is_irrelevant() -> None:
    everything = pd.concat([
        posts("Kaja", range(0, 60, 3), own=True, reactions=3),
        posts("A", range(0, 60, 4), reactions=5), posts("B", range(0, 60, 7), reactions=1),
        posts("C", range(9), network="facebook", reactions=1),
    ])  # fmt: skip
    before = everything.copy()
    voice = share_of_voice(everything)
    pd.testing.assert_frame_equal(everything, before)
    assert voice.groupby("network")["share_of_posts"].sum().round(9).tolist() == [1, 1]
    shuffled = share_of_voice(everything.sample(frac=1, random_state=3))
    pd.testing.assert_frame_equal(voice, shuffled)
    assert {f.key.split(".")[1] for f in voice_findings(voice, sources=())} == {"telegram"}


def test_without_rivals_the_method_says_what_to_import() -> None:
    alone = share_of_voice(posts("Kaja", range(9), own=True, reactions=1))
    (finding,) = voice_findings(alone, sources=())
    assert finding.status == "unknown"
    assert "rival page's export" in finding.method
    assert "rival" in plot_voice(alone).texts[0].get_text()
    assert voice_findings(share_of_voice(posts("Kaja", range(0))), sources=())[0].value is None
    with pytest.raises(DataError, match="is_own"):
        share_of_voice(alone.drop(columns="is_own"))


def test_the_chart_shows_every_page_and_our_share() -> None:
    both = pd.concat([posts("Kaja $", range(10), own=True, reactions=1),
                      posts("Rival", range(0, 10, 2), reactions=9)])  # fmt: skip
    ax = plot_voice(share_of_voice(both))
    assert sorted(bar.get_width() for bar in ax.patches) == pytest.approx([500 / 14, 900 / 14]), (
        "days 0 to 8"
    )
    assert "64.3% of the posts on Telegram are ours" in ax.get_title(loc="left")


def test_the_chart_of_many_rivals_still_shows_us() -> None:
    rivals = [posts(f"R{n}", range(0, 60, 2), reactions=1) for n in range(30)]
    ours = posts("Kaja", range(0, 60, 10), own=True, reactions=1)
    ax = plot_voice(share_of_voice(pd.concat([ours, *rivals])))
    assert len(ax.patches) == 21
    assert any("Kaja" in label.get_text() for label in ax.get_yticklabels())
    # Six of ours and twenty-six of each rival's, within the days that all cover.
    assert "0.8% of the posts" in ax.get_title(loc="left")


def test_a_file_of_other_days_is_left_out_and_the_rest_is_compared() -> None:
    ours = posts("Kaja", range(0, 100, 10), own=True, reactions=1)
    now, old = posts("Now", range(0, 100, 5), reactions=1), posts("Old", range(-90, -50), shares=1)
    voice = share_of_voice(pd.concat([ours, now, old]))
    found = {f.key: f.value for f in voice_findings(voice, sources=())}
    assert found["rivals.telegram.share_of_posts"] == pytest.approx(10 / 29)
    assert voice.set_index("page").loc["Old", "posts"] is pd.NA
