"""How often the effects of posts are found where there are none, and where there are some.

Run ``python benchmarks/effect_false_findings.py [data sets a setting]``; it prints a table: the
share of data sets without any effect in which some verdict is "more" or "less" (at most 0.05 is
wanted), how often 95 % intervals cover the truth, and how often a ratio of 1.5 or 2 is found.
"""

import sys

import numpy as np
import pandas as pd

from smmlab.content.effects import Effects, estimate_effects
from smmlab.schema import conform

SIZES = (60, 120, 250, 400)
DAY = 86_400


def draw_posts(size: int, *, ratio: float, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw posts with week shocks, heavy tails and unequal groups; videos earn ``ratio``."""
    dice = np.random.default_rng(seed)
    days = np.sort(dice.integers(0, max(120, size), size))
    at = 1_735_689_600 + days * DAY + dice.integers(6, 23, size) * 3600
    form = dice.choice(["photo", "video", "link", "text"], size, p=[0.5, 0.25, 0.15, 0.1])
    kind = dice.choice(["none", "medal", "instruction", "laugh"], size, p=[0.4, 0.3, 0.2, 0.1])
    reach = np.exp(dice.normal(7, 0.6, size)).round()
    shock = dice.normal(0, 0.4, size)[days // 7]
    mean = 0.03 * reach * np.exp(shock) * np.where(form == "video", ratio, 1.0)
    theta = 1.2
    counts = dice.poisson(mean * dice.gamma(theta, 1 / theta, size))
    key = {"network": "instagram", "post_id": [str(n) for n in range(size)]}
    posts = conform(
        pd.DataFrame(
            {**key, "is_own": True, "at": at, "precision": "second", "form": form,
             "reactions": counts, "reach": reach}
        ), "posts",
    )  # fmt: skip
    return posts, pd.DataFrame({**key, "type": kind, "status": "sure"})


def effects_of(size: int, *, ratio: float, seed: int) -> Effects:
    """Draw posts and estimate what works."""
    posts, types = draw_posts(size, ratio=ratio, seed=seed)
    return estimate_effects(posts, types, timezone="UTC", seed=seed)


def main() -> None:
    """Print the table."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    sys.stdout.write("posts  any false  coverage  found 1.5  found 2.0  no model\n")
    for size in SIZES:
        null = [effects_of(size, ratio=1.0, seed=seed) for seed in range(many)]
        false = np.mean([e.table["verdict"].isin(["more", "less"]).any() for e in null])
        rows = pd.concat([e.table for e in null])
        rows = rows[rows["rate_ratio"].notna()]
        covered = (rows["low"].le(1) & rows["high"].ge(1)).mean()
        failed = np.mean([e.models["problem"].notna().any() for e in null])
        power = []
        for ratio in (1.5, 2.0):
            tables = [effects_of(size, ratio=ratio, seed=9000 + s).table for s in range(many // 2)]
            video = [t[(t["level"] == "video") & (t["verdict"] == "more")] for t in tables]
            power.append(np.mean([len(v) > 0 for v in video]))
        sys.stdout.write(f"{size:5d}  {false:9.3f}  {covered:8.3f}  {power[0]:9.3f}  "
              f"{power[1]:9.3f}  {failed:8.3f}\n")  # fmt: skip


if __name__ == "__main__":
    main()
