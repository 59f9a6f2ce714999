"""People stay people, not names: pseudonyms with a key, contacts out of texts."""

import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from smmlab.exports.phones import (
    BEGUN_PHONE,
    MAYBE_BEGUN,
    MAYBE_PHONE,
    SHAPED_PHONE,
    TOLD_PHONE,
    is_round,
)

_EMAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,8}")
_MAYBE_EMAIL = r"[^\s/@]@[^\s/@]"


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

    def without_contacts(self, texts: pd.Series) -> pd.Series:
        """Replace addresses and telephones in names and marks, which stay told apart.

        Only a number that begins with + or 00 is a telephone there, or one in a link to a
        messenger: another long one is a day or an id.
        """
        masked = _replace(
            texts.astype("str"),
            _MAYBE_EMAIL,
            _EMAIL,
            lambda found: self._name(f"e-mail\x1f{found.group()}"),
        )
        return _replace(masked, MAYBE_BEGUN, BEGUN_PHONE, self._hide_phone)

    def _hide_phone(self, found: re.Match[str]) -> str:
        digits = "".join(re.findall("[0-9]", found.group().upper().replace("%2B", "")))
        return _instead(found, self._name(f"phone\x1f{digits.removeprefix('00')}"))

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
    masked = _replace(texts.astype("str"), _MAYBE_EMAIL, _EMAIL, _mask_email)
    told = _replace(masked, MAYBE_PHONE, TOLD_PHONE, _mask_phone)
    return _replace(told, MAYBE_PHONE, SHAPED_PHONE, _mask_phone)


def _replace(
    texts: pd.Series, sign: str, wanted: re.Pattern[str], mask: Callable[[re.Match[str]], str]
) -> pd.Series:
    """Replace in the few texts that may hold it: finding these is quick."""
    maybe = texts.str.contains(sign, regex=True).fillna(False).to_numpy(dtype=bool)
    if not maybe.any():
        return texts
    masked = texts.copy()
    masked[maybe] = texts[maybe].str.replace(wanted, mask, regex=True)
    return masked


def _mask_email(_found: re.Match[str]) -> str:
    return "[e-mail]"


def _mask_phone(found: re.Match[str]) -> str:
    return _instead(found, "[phone]")


def _instead(found: re.Match[str], mask: str) -> str:
    """Put a mask where the telephone was; what stands before it in the match is kept."""
    parts = found.groupdict()
    before = parts.get("kept") or parts.get("link") or ""
    number = found.group()[len(before) :]
    if not number or is_round(number):
        return found.group()
    return before + ("(" if number.startswith("(") and ")" not in number else "") + mask
