"""People stay people, not names: pseudonyms with a key, contacts out of texts."""

import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

_EMAIL = re.compile(r"(?<![\w.+\-])[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,8}")
# Seven digits or more, joined by at most two separators; not a part of a word or an address.
_PHONE = re.compile(r"(?<![\w/.=\-])(?:\+|00)?\(?[0-9](?:[ .()\-\u00a0]{0,2}[0-9]){6,14}(?![\w/])")
_MAYBE_PHONE = "[0-9](?:[ .()\\-\u00a0]{0,2}[0-9]){6}"
_DAY = re.compile(
    r"(?:[12][0-9]{3}[.\-][0-9]{2}[.\-][0-9]{2}|[0-9]{2}[.\-][0-9]{2}[.\-][0-9]{4})\Z"
)


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

    def without_emails(self, texts: pd.Series) -> pd.Series:
        """Replace e-mail addresses in marks such as a campaign's name, which stay told apart.

        Numbers are left alone: there a long one is a day or an id, not a telephone.
        """
        return _replace(
            texts.astype("str"), "@", _EMAIL, lambda found: self._name(f"e-mail\x1f{found.group()}")
        )

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
    masked = _replace(texts.astype("str"), "@", _EMAIL, _mask_email)
    return _replace(masked, _MAYBE_PHONE, _PHONE, _mask_phone)


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
    return found.group() if _DAY.match(found.group()) else "[phone]"
