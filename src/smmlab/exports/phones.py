"""What is a telephone number in a text, and what only looks like one.

A number is a telephone when it begins with +, 00 or a code in brackets, stands after a word such
as "tel" or in a link to a messenger, or is grouped as Estonia, its neighbours and Russia write it.
Hours, days, money, sizes, accounts and numbers of orders are none. A link that opens a chat with
somebody by name is a contact as well.
"""

import re

_BLANK = " \u00a0\u202f\u2009"
_DASH = "\\-\u2010\u2011\u2013"
_BETWEEN = f"[{_BLANK}_.()/{_DASH}]{{0,2}}"
_JOIN = f"[{_BLANK}{_DASH}]"

# What is counted: after thousands such a word or sign makes the number no telephone.
_COUNTED = (
    rf"[{_BLANK}]?(?:[€$£₽%]|(?i:eur|euro\w{{0,4}}|usd|dol\w{{0,6}}|krooni?|rub|руб\w{{0,4}}|евро"
    r"|доллар\w{0,3}|тыс|млн|inime\w{0,4}|korda|vaata\w{0,6}|jälgija\w{0,3}|people|views|followers"
    r"|просмотр\w{0,3}|раза?|человек|подписчик\w{0,3}|tk|шт)(?!\w))"
)
_THOUSANDS = rf"[0-9]{{1,3}}(?:[{_BLANK}.,'][0-9]{{3}}){{1,5}}(?:[.,][0-9]{{1,2}})?"
_YEAR = r"(?:19|20)[0-9]{2}"
_HUNDREDS = rf"[0-9]{{1,3}}(?:[{_BLANK}][0-9]{{3}}){{0,2}}[{_BLANK}][0-9]00"
_CLOCK = r"(?:[01][0-9]|2[0-4])[0-5][0-9]"
_NO_PHONE = "|".join(
    (
        _THOUSANDS + _COUNTED,
        # 50 000-60 000
        rf"{_HUNDREDS} ?[{_DASH}] ?{_HUNDREDS}(?![0-9])",
        # 31.12.2024, 31.12., 24.12-31.12.2024, 24.-31.12, 24-31.12
        rf"(?:[0-3]?[0-9](?:\.(?:[01]?[0-9]\.?)?)? ?[{_DASH}] ?)?[0-3]?[0-9]\.[01]?[0-9]"
        rf"(?:\.{_YEAR}|\.[0-9]{{2}}|\.)?(?!\.?[0-9])",
        # 2024-12-31, 31/12/2024, 12/31/2024, 24/12-31/12/2024
        rf"{_YEAR}[./{_DASH}][01]?[0-9][./{_DASH}][0-3]?[0-9](?![0-9])",
        rf"(?:[0-3]?[0-9]/[0-3]?[0-9] ?[{_DASH}] ?)?"
        rf"(?:[0-3]?[0-9][/{_DASH}][01]?[0-9]|[01]?[0-9][/{_DASH}][0-3]?[0-9])[/{_DASH}]{_YEAR}"
        r"(?![0-9])",
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
    rf"\(?(?:(?<![^\W_])(?<!\+)(?:\+|%2[Bb])|(?<![\w/.:=,{_DASH}])00)[{_BLANK}_]?\(?(?!{_THOUSANDS}{_COUNTED})"
    # Where the length is known, what follows is another number.
    rf"(?:372{_digits(7, 8)}|37[01]{_digits(8, 8)}|7{_digits(10, 10)}|[1-9]{_digits(6, 14)})"
)
_LINKED = (
    r"(?i:(?P<link>wa\.me/|viber\.(?:me|click)/|viber://[a-z]{1,10}/?\?number=|phone=|(?<!\w)tel:))"
    r"(?:\+|%2[Bb])?[0-9]{7,15}(?![0-9])"
    r"|(?i:(?<![\w\-])(?P<chat>(?:m\.me|messenger\.com/t|facebook\.com/messages/(?:e2ee/)?t|ig\.me/m"
    r"|line\.me/(?:R/)?ti/p|signal\.me)/))(?:[./#=\-]{0,3}[\w~+%@:])+"
)
_WORDS = (
    r"tel(?:ef\w{0,8}|ephone)?|phone|mob(?:iil\w{0,6}|ile)?|gsm|helista\w{0,6}|call|whats ?app"
    r"|viber|fax|faks|ring|registratuur\w{0,4}|registreeri\w{0,6}|broneeri\w{0,6}|book(?:ings?)?"
    r"|тел(?:еф\w{0,6})?|моб(?:ил\w{0,6})?|(?:по)?звони\w{0,4}|вайбер\w{0,2}|факс|номеру"
    r"|запи[сш]\w{0,6}|для заказ\w{1,2}"
    r"|в[ао][тц]с?ап\w{0,2}|t[āa]lr\w{0,6}|zvani\w{0,4}|skambin\w{0,5}"
)
# Up to such a day: 31122025, 20251231.
_UNTIL = (
    rf"(?i:kuni|enne|alates|until|till|before|from|до|с) (?:[0-3][0-9][01][0-9]{_YEAR}"
    rf"|{_YEAR}[01][0-9][0-3][0-9])(?![0-9])"
)
# A number that its words name, written in one piece: grouped, it may be a telephone yet.
_NAMED = (
    r"(?i:(?:tellimuse|order|arve|invoice|kviitungi|заказа?|сч[её]та?)[ .]{0,2}"
    r"(?:number|nr|no|id|номер)|номер (?:заказа|сч[её]та)"
    r"|(?:soodus|promo|kupongi)[ \-]?kood\w{0,3}|(?:promo|discount|coupon) ?codes?|coupon|kupong"
    r"|промо-?код\w{0,2}|купон\w{0,2}|код (?:скидки|купона))"
    rf"[ .:{_DASH}]{{0,3}}[0-9]{{4,20}}(?!{_JOIN}?[0-9])(?!\w)"
)
_AFTER_ITS_WORD = "|".join(
    (
        _NAMED,
        # Cards
        rf"(?i:card|\w{{0,8}}kaar\w{{1,5}}|карт\w{{1,3}})(?: (?:nr|number))?[ .:]{{0,3}}[0-9]{{4}}"
        rf"(?:{_JOIN}[0-9]{{4}}){{3}}(?!{_JOIN}?[0-9])",
        # Sizes
        rf"(?i:suurus\w{{0,5}}|sizes?|размер\w{{0,3}})[ :]{{0,3}}[0-9]{{2}}(?:[{_BLANK}/{_DASH}]"
        r"[0-9]{2}(?![0-9]))+",
        # Counts
        r"(?i:jälgija\w{1,3}|vaatami\w{1,4}|views|followers|просмотр\w{0,3}|подписчик\w{0,3})"
        rf"[ :{_DASH}]{{0,3}}(?:{_THOUSANDS}|[0-9]{{4,9}})(?!{_JOIN}?[0-9])",
    )
)
_ACCOUNT = "|".join(
    (
        # IBAN
        rf"[A-Z]{{2}}[0-9]{{2}}(?:[{_BLANK}]?[0-9A-Z]{{4}}){{3,7}}(?:[{_BLANK}]?[0-9A-Z]{{1,3}})?(?!\w)",
        # A card; 5123 4567 5234 5678 may be two telephones.
        rf"(?!(?P<twice>[25])[0-9]{{3}}.[0-9]{{4}}.(?P=twice))[0-9]{{4}}(?:{_JOIN}[0-9]{{4}}){{3}}(?!{_JOIN}?[0-9])",
    )
)
_GROUPED = "|".join(
    (
        # A country without its +, before what is shorter
        rf"37[0-2](?:{_JOIN}?[0-9]){{7,8}}|(?:375|380)(?:{_JOIN}?[0-9]){{9}}",
        # Estonia
        rf"5[0-9]{{3}}{_JOIN}[0-9]{{3,4}}|5[0-9]{_JOIN}[0-9]{{3}}{_JOIN}[0-9]{{2,3}}|5[0-9]{{6,7}}",
        rf"5[0-9]{{3}}{_JOIN}[0-9]{{2}}{_JOIN}[0-9]{{2}}",
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
        # Finland, the United States
        rf"0(?:4[0-9]|50){_JOIN}?[0-9]{{3}}{_JOIN}?[0-9]{{3,4}}",
        rf"1{_JOIN}[2-9][0-9]{{2}}{_JOIN}[0-9]{{3}}{_JOIN}[0-9]{{4}}|[2-9][0-9]{{2}}-[0-9]{{3}}-[0-9]{{4}}",
        # Anywhere: a leading zero, a code in brackets
        rf"0[1-9][0-9]{{1,2}}{_JOIN}[0-9]{{2,4}}{_JOIN}[0-9]{{2,4}}(?:{_JOIN}[0-9]{{2,4}})?",
        rf"\((?!{_YEAR}\))[0-9]{{3,5}}\){_JOIN}?(?!{_NO_PHONE})[0-9](?:{_JOIN}?[0-9]){{5,7}}",
    )
)

# What may hold a telephone or the name of a chat: quick to look for.
_WIDE = "[０-９＋]"
_MAYBE_CHAT = r"(?i:m\.me/|/t/|ig\.me/|line\.me/|signal\.me/)"
_CITY = "[0-9]{2}-[0-9]{2}-[0-9]{2}"
_SEVEN = f"[0-9](?:{_DIGIT}){{6}}"
MAYBE_PHONE = f"{_SEVEN}|{_CITY}|{_WIDE}|{_MAYBE_CHAT}"
# Both are looked for, one after the other: in one pattern they would take minutes of a long text.
MAYBE_TOLD = (rf"(?:^|[^A-Za-z0-9_])(?i:{_WORDS})|[📞☎📱]", f"{_SEVEN}|{_CITY}|{_WIDE}")
MAYBE_BEGUN = (
    rf"(?:\+|%2[Bb]|(?:^|[^\w/.:=,{_DASH}])00)[{_BLANK}_(]{{0,2}}{_SEVEN}|{_WIDE}|{_MAYBE_CHAT}"
    rf"|(?i:wa\.me/|viber|phone=|tel:)(?:\+|%2[Bb])?[0-9]{{7}}"
)
TOLD_PHONE = re.compile(
    rf"(?P<kept>(?:(?<!\w)(?i:{_WORDS})(?!\w)|[📞☎📱])"
    # Two words may stand between: "call us at", "helista kohe numbril".
    rf"[^\w\n(+#№%/=]{{0,4}}(?:(?!{_UNTIL})[^\W\d_]{{1,12}}[^\w\n(+#№%/=]{{1,3}}){{0,2}})"
    rf"(?!{_NO_PHONE})(?:\(?[0-9]{_digits(6, 14)}|(?<=номеру ){_CITY}(?!{_DIGIT}))(?!\w)"
)
SHAPED_PHONE = re.compile(
    rf"{_LINKED}|{_INTERNATIONAL}|(?P<kept>[#№] ?[\w\-]+|(?<![0-9])(?:{_NO_PHONE})"
    rf"|(?<!\w)(?:{_AFTER_ITS_WORD}|{_ACCOUNT}))"
    rf"|(?<![\w/.,=+{_DASH}])(?<![€$£₽])(?<![€$£₽] )(?:{_GROUPED})(?!{_COUNTED})(?![\w/])"
)
BEGUN_PHONE = re.compile(f"{_LINKED}|{_INTERNATIONAL}")
_RANGES = rf"[0-9]{{1,2}}[{_DASH}][0-9]{{1,2}}(?:[{_BLANK}][0-9]{{1,2}}[{_DASH}][0-9]{{1,2}})+"


def is_no_phone(number: str) -> bool:
    """Tell whether a number is a price made of hundreds, or ranges that rise: no telephone.

    Examples
    --------
    >>> is_no_phone("5000-7000"), is_no_phone("+1 000 000"), is_no_phone("35-44 45-54")
    (True, True, True)
    >>> is_no_phone("5123 4567"), is_no_phone("53-45 67-89")
    (False, False)
    """
    first, *rest = re.findall("[0-9]+", number) or [""]
    if re.fullmatch(_RANGES, number):
        rising = [int(group) for group in (first, *rest)]
        return rising == sorted(set(rising))
    return bool(rest) and (
        all(group == "000" for group in rest)
        or all(group.endswith("00") for group in (first, *rest))
    )
