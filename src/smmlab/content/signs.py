"""Signs and shapes of a text: questions, prices, lists, faces, length, who is spoken to."""

import numpy as np
import numpy.typing as npt

from smmlab.content.batch import Batch
from smmlab.content.cues import Hits, cue_groups

Counts = npt.NDArray[np.float32]
_MOST = 6.0

# One letter each: counted by looking every letter up in a table.
_LETTERS: tuple[tuple[str, str], ...] = (
    ("question", "?"),
    ("exclamation", "!"),
    ("digit", "0123456789"),
    ("quote", '"«»“”„'),
    ("colon", ":"),
    ("laugh_face", "😂🤣😅😆😹🙈🤦🤪😜😁😄"),
    ("heart", "❤💛💙💚💜🧡💕💖🥰😍🙏👏🏆🥇🎖💪🌟"),
    ("think_face", "🤔🧐🤨😡😤🤬🔥👇⬇"),
    ("tool_sign", "✅☑📌💡📝✂🔧🧵🍴"),
    ("shop_sign", "🛒🛍📍📞☎📅🗓⏰🎁🎉📣📢🆕"),
    ("period", "."),
    ("comma", ","),
    ("line", "\n"),
)
# Written for RE2, in which \w, \d and \b know Latin letters only.
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("price", r"[€$£₽]|[0-9] ?%|[0-9] ?(?:eur|руб|р\.)"),
    ("clock", r"[0-9]{1,2}[:.][0-9][0-9](?:[^0-9]|$)"),
    ("phone_or_link", r"[0-9]{4}[ -]?[0-9]{3,4}|@\p{L}|\p{L}@\p{L}"),
    ("hashtag", r"#[\p{L}\p{N}]"),
    ("speech", r"(?:^|[.!?…] ?|\n)[-–—] ?\p{L}"),
    ("ellipsis", r"…|\.\.\."),
    ("dash", r" [-–—] "),
    ("list", r"\n ?(?:[0-9]{1,2}[.)]|[-•*✅☑✔▪👉🔹➡])|[1-9]\x{FE0F}?\x{20E3}"),
    ("numbered_title", r"^[^\p{L}\p{N}]{0,4}[0-9]{1,2} \p{L}"),
    ("ends_asking", r"\?[ \"»”)🤔👇]*$"),
)
_CAPITALS = r"(?:^|[^\p{L}])[\p{Lu}]{4,}"
_SHAPES = ("short", "long", "very_long", "asks_only", "starts_with_order", "second_person", "lines")
_ORDERS = frozenset(("cook", "do_this"))
_SECOND_PERSON = (
    "you your yourself sa sina sinu sul sind sulle te teie teil teid teile ты тебя тебе твой твоя "
    "вы вас вам ваш ваша ваше ваши"
)


def sign_names() -> tuple[str, ...]:
    """Return the names of the signs and shapes counted in every text, in the order of columns."""
    return (
        *(name for name, _ in _LETTERS), *(name for name, _ in _PATTERNS), "capitals", *_SHAPES
    )  # fmt: skip


def count_signs(batch: Batch, hits: Hits) -> Counts:
    """Return how often each sign stands in each text, one row a text; counts stop at six.

    Examples
    --------
    >>> from smmlab.content.batch import read_batch
    >>> from smmlab.content.cues import find_cues
    >>> batch = read_batch(["Really? Are you sure?", "Only 5 €!"])
    >>> counts = count_signs(batch, find_cues(batch))
    >>> counts[:, sign_names().index("question")].tolist()
    [2.0, 0.0]
    """
    import pyarrow.compute as pc

    letters = _letter_counts(batch)
    patterns = [
        pc.count_substring_regex(batch.plain, pattern).to_numpy() for _, pattern in _PATTERNS
    ]
    capitals = pc.count_substring_regex(batch.bare, _CAPITALS).to_numpy()
    size = pc.utf8_length(batch.plain).to_numpy()
    named = {name: letters[:, column] for column, (name, _) in enumerate(_LETTERS)}
    asks = named["question"]
    shapes = (
        size < 70,
        size > 250,
        size > 500,
        (asks > 0) & (asks >= named["period"] + named["exclamation"]),
        _starts_with_order(batch, hits),
        _speaks_to_you(batch),
        named["line"] >= 2,
    )
    columns = np.column_stack([letters, *patterns, capitals, *shapes]).astype(np.float32)
    return np.minimum(columns, _MOST)


def _letter_counts(batch: Batch) -> npt.NDArray[np.intp]:
    import pyarrow as pa
    import pyarrow.compute as pc

    text = pc.binary_join(pa.ListArray.from_arrays([0, len(batch)], batch.plain), "").to_pylist()[0]
    points = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    of_rows = np.repeat(np.arange(len(batch)), pc.utf8_length(batch.plain).to_numpy())
    kinds = np.zeros(0x20000, dtype=np.uint8)
    for number, (_, letters) in enumerate(_LETTERS, start=1):
        kinds[[ord(letter) for letter in letters]] = number
    kind = kinds[np.minimum(points, len(kinds) - 1)]
    seen = kind > 0
    size = len(_LETTERS) + 1
    counted = np.bincount(of_rows[seen] * size + kind[seen], minlength=len(batch) * size)
    return counted.reshape(len(batch), size)[:, 1:]


def _starts_with_order(batch: Batch, hits: Hits) -> npt.NDArray[np.bool_]:
    is_order = np.array([cue.name in _ORDERS for cue in cue_groups()])
    first = np.flatnonzero(np.diff(batch.rows, prepend=-1))
    opens = is_order[hits.groups] & np.isin(hits.starts, first)
    found = np.zeros(len(batch), dtype=bool)
    found[hits.rows[opens]] = True
    return found


def _speaks_to_you(batch: Batch) -> npt.NDArray[np.bool_]:
    to_you = np.isin(batch.words, _SECOND_PERSON.split())[batch.codes]
    found = np.zeros(len(batch), dtype=bool)
    found[batch.rows[to_you]] = True
    return found
