"""What is a telephone number in a text, and what only looks like one.

A number is a telephone when it begins with +, 00 or a code in brackets, stands after a word such
as "tel" or in a link to a messenger, or is grouped as Estonia, its neighbours and Russia write it.
Hours, days, money and numbers of orders are none.
"""

import re

_BLANK = " \u00a0\u202f\u2009"
_DASH = "\\-\u2010\u2011\u2013"
_BETWEEN = f"[{_BLANK}.()/{_DASH}]{{0,2}}"
_JOIN = f"[{_BLANK}{_DASH}]"

# What is counted: after thousands such a word or sign makes the number no telephone.
_COUNTED = (
    rf"[{_BLANK}]?(?:[€$£₽%]|(?i:eur|euro\w{{0,4}}|usd|dol\w{{0,6}}|krooni?|rub|руб\w{{0,4}}|евро"
    r"|доллар\w{0,3}|тыс|млн|inime\w{0,4}|korda|vaata\w{0,6}|jälgija\w{0,3}|people|views|followers"
    r"|просмотр\w{0,3}|раза?|человек|подписчик\w{0,3}|tk|шт)(?!\w))"
)
_THOUSANDS = rf"[0-9]{{1,3}}(?:[{_BLANK}.,'][0-9]{{3}}){{1,5}}(?:[.,][0-9]{{1,2}})?"
_YEAR = r"(?:19|20)[0-9]{2}"
_CLOCK = r"(?:[01][0-9]|2[0-4])[0-5][0-9]"
_NO_PHONE = "|".join(
    (
        _THOUSANDS + _COUNTED,
        # 31.12.2024, 31.12., 24.12-31.12.2024, 24.-31.12
        rf"(?:[0-3]?[0-9]\.(?:[01]?[0-9]\.?)? ?[{_DASH}] ?)?[0-3]?[0-9]\.[01]?[0-9]"
        rf"(?:\.{_YEAR}|\.[0-9]{{2}}|\.)?(?!\.?[0-9])",
        # 2024-12-31, 31/12/2024
        rf"{_YEAR}[./{_DASH}][01]?[0-9][./{_DASH}][0-3]?[0-9](?![0-9])",
        rf"[0-3]?[0-9][/{_DASH}][01]?[0-9][/{_DASH}]{_YEAR}(?![0-9])",
        # 9.00, 22:30, 0900-1730
        r"(?:[01]?[0-9]|2[0-4])[.:][0-5][0-9](?!\.?[0-9])",
        rf"{_CLOCK} ?[{_DASH}] ?{_CLOCK}(?![0-9])",
        # 2024-2025, 2024/25
        rf"{_YEAR} ?[/{_DASH}] ?(?:{_YEAR}|[0-9]{{2}})(?![0-9])",
    )
)
_DIGIT = _BETWEEN + "[0-9]"
# Once there are digits enough, what follows may be the hours of the shop.
_MORE = rf"(?:{_BETWEEN}(?!{_NO_PHONE})[0-9])"


def _digits(least: int, most: int) -> str:
    return rf"(?:{_DIGIT}){{{least}}}{_MORE}{{0,{most - least}}}(?![0-9])"


_INTERNATIONAL = (
    rf"\(?(?:(?<![\w+])(?:\+|%2[Bb])|(?<![\w/.:=,{_DASH}])00)[{_BLANK}]?\(?(?!{_THOUSANDS}{_COUNTED})"
    # Where the length is known, what follows is another number.
    rf"(?:372{_digits(7, 8)}|37[01]{_digits(8, 8)}|7{_digits(10, 10)}|[1-9]{_digits(6, 14)})"
)
_LINKED = (
    r"(?i:(?P<link>wa\.me/|viber\.(?:me|click)/|viber://[a-z]{1,10}/?\?number=|phone=|(?<!\w)tel:))"
    r"(?:\+|%2[Bb])?[0-9]{7,15}(?![0-9])"
)
_WORDS = (
    r"tel(?:ef\w{0,8}|ephone)?|phone|mob(?:iil\w{0,6}|ile)?|gsm|helista\w{0,6}|call|whats ?app"
    r"|viber|тел(?:еф\w{0,6})?|моб(?:ил\w{0,6})?|(?:по)?звони\w{0,4}|вайбер\w{0,2}"
    r"|в[ао][тц]с?ап\w{0,2}|t[āa]lr\w{0,6}|zvani\w{0,4}|skambin\w{0,5}"
)
_GROUPED = "|".join(
    (
        # A country without its +, before what is shorter
        rf"37[0-2](?:{_JOIN}?[0-9]){{7,8}}|(?:375|380)(?:{_JOIN}?[0-9]){{9}}",
        # Estonia
        rf"5[0-9]{{3}}{_JOIN}[0-9]{{3,4}}|5[0-9]{_JOIN}[0-9]{{3}}{_JOIN}[0-9]{{2,3}}|5[0-9]{{6,7}}",
        rf"(?:[3-7][0-9]|88)[0-9]{_JOIN}[0-9]{{2}}{_JOIN}?[0-9]{{2}}",
        rf"[3-7][0-9]{_JOIN}[0-9]{{2}}{_JOIN}[0-9]{{2}}{_JOIN}?[0-9]{{1,2}}",
        # Latvia and Lithuania
        rf"2[0-9]{_JOIN}[0-9]{{3}}{_JOIN}[0-9]{{3}}|(?!{_YEAR})2[0-9]{{3}}{_JOIN}[0-9]{{4}}",
        rf"(?:\(?[08]{_JOIN}?)?\(?6[0-9]{{2}}\)?{_JOIN}(?:[0-9]{{5}}|[0-9]{{2}}{_JOIN}[0-9]{{3}})",
        # Russia
        rf"[78]{_JOIN}?\(?[3-9][0-9]{{2}}\)?{_JOIN}?[0-9]{{3}}{_JOIN}?[0-9]{{2}}{_JOIN}?[0-9]{{2}}",
        rf"[78]{_JOIN}?\([0-9]{{3,5}}\){_JOIN}?[0-9](?:{_JOIN}?[0-9]){{4,6}}",
        rf"[2-9][0-9]{{2}}{_JOIN}[0-9]{{3}}{_JOIN}[0-9]{{2}}{_JOIN}?[0-9]{{2}}",
        r"[1-9][0-9]{2}-[0-9]{2}-[0-9]{2}",
        # Anywhere: a leading zero, a code in brackets
        rf"0[1-9][0-9]{{1,2}}{_JOIN}[0-9]{{2,4}}{_JOIN}[0-9]{{2,4}}(?:{_JOIN}[0-9]{{2,4}})?",
        rf"\((?!{_YEAR}\))[0-9]{{3,5}}\){_JOIN}?(?!{_NO_PHONE})[0-9](?:{_JOIN}?[0-9]){{5,7}}",
    )
)

MAYBE_PHONE = f"[0-9](?:{_DIGIT}){{6}}"
TOLD_PHONE = re.compile(
    rf"(?P<kept>(?:(?<!\w)(?i:{_WORDS})(?!\w)|[📞☎📱])"
    # Two words may stand between: "call us at", "helista kohe numbril".
    r"[^\w\n(+#№%/=]{0,4}(?:[^\W\d_]{1,12}[^\w\n(+#№%/=]{1,3}){0,2})"
    rf"(?!{_NO_PHONE})\(?[0-9]{_digits(6, 14)}(?!\w)"
)
SHAPED_PHONE = re.compile(
    rf"{_LINKED}|{_INTERNATIONAL}|(?P<kept>[#№] ?[\w\-]+|(?<![0-9])(?:{_NO_PHONE}))"
    rf"|(?<![\w/.,=+{_DASH}])(?<![€$£₽])(?<![€$£₽] )(?:{_GROUPED})(?!{_COUNTED})(?![\w/])"
)
MAYBE_BEGUN = rf"(?:\+|%2[Bb]|00|wa\.me/|phone=|number=|tel:)[{_BLANK}(]{{0,2}}{MAYBE_PHONE}"
BEGUN_PHONE = re.compile(f"{_LINKED}|{_INTERNATIONAL}")


def is_round(number: str) -> bool:
    """Tell whether a number is made of hundreds or thousands: a price or a range, no telephone.

    Examples
    --------
    >>> is_round("5000-7000"), is_round("+1 000 000"), is_round("5123 4567")
    (True, True, False)
    """
    first, *rest = re.findall("[0-9]+", number)
    return bool(rest) and (
        all(group == "000" for group in rest)
        or all(group.endswith("00") for group in (first, *rest))
    )
