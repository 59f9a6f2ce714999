"""People stay people, not names: pseudonyms with a key, contacts out of texts."""

import hashlib
import hmac
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from smmlab.exports.phones import (
    BEGUN_PHONE,
    MAYBE_BEGUN,
    MAYBE_PHONE,
    MAYBE_TOLD,
    SHAPED_PHONE,
    TOLD_PHONE,
    is_no_phone,
)

# Also as people hide it from robots: mari[at]kohvik.ee, info (at) kohvik (dot) ee.
_AT = r"(?:@|%40| ?[\[({<] ?(?i:at|ät|@) ?[\])}>] ?)"
_DOT = r"(?:\.| ?[\[({<] ?(?i:dot|punkt|точка|\.) ?[\])}>] ?)"
_LABEL = r"(?:[^\W_]|-){1,63}"
_EMAIL = re.compile(rf"(?<![\w.+\-])[\w.+\-]{{1,64}}{_AT}{_LABEL}(?:{_DOT}{_LABEL}){{1,8}}")
# The first sign is quick to look for, the second spares links to @name.
_MAYBE_EMAIL = (r"[@＠]|%40|[\[({<] ?(?i:at|ät) ?[\])}>]", r"[^\s/@]@[^\s/@]|＠|%40|[\[({<]")
# As wide as the digits of Chinese and Japanese.
_NARROW = {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９＋＠－（）．　",
                                                    "0123456789+@-(). ", strict=True)}  # fmt: skip
# In names and marks: 20260501.
_COMPACT_DAY = r"20[0-4][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"


@dataclass(frozen=True)
class Pseudonymiser:
    """Turns who into a stable pseudonym that only the holder of the key can make again.

    Parameters
    ----------
    key
        Secret of the project, kept outside its folder.

    Examples
    --------
    >>> people = Pseudonymiser(b"a key of 32 bytes or more, secret")
    >>> names = people.apply(pd.Series(["user1", None, "user1"]), "telegram")
    >>> bool(names[0] == names[2]), names[0][:2], len(names[0]), bool(pd.isna(names[1]))
    (True, 'p_', 18, True)
    """

    key: bytes = field(repr=False)

    def apply(self, people: pd.Series, network: str) -> pd.Series:
        """Replace identities by pseudonyms; the same person differs between networks.

        Parameters
        ----------
        people
            Ids or names; missing stays missing.
        network
            Network the ids belong to.
        """
        texts = people.astype("str")
        names = {who: self._name(f"{network}\x1f{who}") for who in texts.dropna().unique()}
        return texts.map(names).astype("str")

    def marks(self, texts: pd.Series) -> pd.Series:
        """Replace what tells rows apart by keyed marks; missing stays missing.

        Nobody looks a mark up, so 64 bits do, and a column that differs in every row is quick.

        Examples
        --------
        >>> people = Pseudonymiser(b"a key of 32 bytes or more, secret")
        >>> marks = people.marks(pd.Series(["Mari", "Jüri", "Mari"]))
        >>> bool(marks[0] == marks[2]), bool(marks[0] == marks[1])
        (True, False)
        """
        key = hmac.new(self.key, b"marks", hashlib.sha256).hexdigest()[:16]
        values = texts.astype("str").fillna("").to_numpy(dtype=object)
        marks = pd.util.hash_array(values, hash_key=key, categorize=False)
        return pd.Series(marks, index=texts.index).astype("str").where(texts.notna())

    def without_contacts(self, texts: pd.Series, *, as_written: bool = False) -> pd.Series:
        """Replace addresses and telephones in names, marks and ids, which stay told apart.

        Only a number that begins with + or 00 is a telephone there, stands after a word such as
        "tel" or in a link to a messenger: another long one is a day or an id.

        Parameters
        ----------
        texts
            Names, marks or ids; missing stays missing.
        as_written
            Tell one number in two spellings apart, as ids must be.

        Examples
        --------
        >>> people = Pseudonymiser(b"a key of 32 bytes or more, secret")
        >>> names = people.without_contacts(pd.Series(["to +372 5123 4567", "kevad 2026"]))
        >>> bool(names.str.fullmatch("to p_[0-9a-f]{16}")[0]), names[1]
        (True, 'kevad 2026')
        """

        def email(found: re.Match[str]) -> str:
            return self._name(f"e-mail\x1f{found.group()}")

        def phone(found: re.Match[str]) -> str:
            return _instead(found, lambda number: self._number(number, as_written=as_written))

        masked = _replace(texts.astype("str"), _MAYBE_EMAIL, (_EMAIL,), email)
        begun = _replace(masked, (MAYBE_BEGUN,), (BEGUN_PHONE,), phone)
        return _replace(begun, MAYBE_TOLD, (TOLD_PHONE,), phone)

    def _number(self, number: str, *, as_written: bool) -> str:
        if re.fullmatch(_COMPACT_DAY, number):
            return number
        plain = re.sub("(?i)%2b", "+", number)
        is_name = re.search(r"[^\W\d_]", plain) is not None
        digits = re.sub("[^0-9]", "", plain).removeprefix("00")
        return self._name(f"phone\x1f{number if as_written or is_name else digits}")

    def _name(self, who: str) -> str:
        digest = hmac.new(self.key, who.encode("utf-8", "surrogatepass"), hashlib.sha256)
        return f"p_{digest.hexdigest()[:16]}"


def mask_contacts(texts: pd.Series) -> pd.Series:
    """Replace e-mail addresses and telephone numbers in texts.

    Examples
    --------
    >>> mask_contacts(pd.Series(["Kirjuta mari@kohvik.ee või helista +372 5123 4567"])).tolist()
    ['Kirjuta [e-mail] või helista [phone]']
    """
    masked = _replace(texts.astype("str"), _MAYBE_EMAIL, (_EMAIL,), _mask_email)
    return _replace(masked, (MAYBE_PHONE,), (TOLD_PHONE, SHAPED_PHONE), _mask_phone)


def hold_addresses(texts: pd.Series) -> pd.Series:
    """Mask the texts that hold an e-mail address, which the import hides.

    Examples
    --------
    >>> hold_addresses(pd.Series(["to mari@kohvik.ee", "@kohvik", None])).tolist()
    [True, False, False]
    """
    plain = texts.astype("str").fillna("")
    return plain != _replace(plain, _MAYBE_EMAIL, (_EMAIL,), _mask_email)


def _replace(
    texts: pd.Series,
    signs: Sequence[str],
    wanted: Sequence[re.Pattern[str]],
    mask: Callable[[re.Match[str]], str],
) -> pd.Series:
    """Replace in the few texts that may hold it: finding these is quick."""
    maybe = texts.reset_index(drop=True)
    for sign in signs:
        maybe = maybe[maybe.str.contains(sign, regex=True).fillna(False).to_numpy(dtype=bool)]
        # In a small file reading a pattern takes longer than looking for it.
        if maybe.empty:
            return texts
    hidden = {text: text for text in maybe.unique()}
    for pattern in wanted:
        hidden = {text: _hide(told, pattern, mask) for text, told in hidden.items()}
    masked = texts.copy()
    masked.iloc[maybe.index] = maybe.map(hidden).to_numpy()
    return masked


def _hide(text: str, wanted: re.Pattern[str], mask: Callable[[re.Match[str]], str]) -> str:
    """Search a text as if its digits were narrow; what is not hidden stays as it is written."""
    pieces, end = [], 0
    for found in wanted.finditer(text.translate(_NARROW)):
        instead = mask(found)
        if instead != found.group():
            pieces += [text[end : found.start()], instead]
            end = found.end()
    return "".join((*pieces, text[end:]))


def _mask_email(_found: re.Match[str]) -> str:
    return "[e-mail]"


def _mask_phone(found: re.Match[str]) -> str:
    return _instead(found, lambda _number: "[phone]")


def _instead(found: re.Match[str], mask: Callable[[str], str]) -> str:
    """Put a mask where the telephone was; what stands before it in the match is kept."""
    parts = found.groupdict()
    before = parts.get("kept") or parts.get("link") or parts.get("chat") or ""
    number = found.group()[len(before) :]
    if not number or is_no_phone(number):
        return found.group()
    return before + ("(" if number.startswith("(") and ")" not in number else "") + mask(number)
