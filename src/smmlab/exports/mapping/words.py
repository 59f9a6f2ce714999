"""The words of strange files and ours: names of columns, of forms, of networks, of totals."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from smmlab.exports.headers import plain_name
from smmlab.exports.post_links import named_networks
from smmlab.schema import EVERY_NETWORK, FORMS, INTERACTION_KINDS, METRICS

# In English, Russian and Estonian; what a word means does not depend on the table it heads.
HEADER_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "network": ("network", "social network", "platform", "source network", "channel type",
                    "соцсеть", "социальная сеть", "сеть", "платформа", "võrgustik", "sotsiaalvõrk",
                    "platvorm"),
        "page": ("page", "page name", "profile", "profile name", "account", "account name",
                 "channel", "channel name", "community", "group", "username", "страница",
                 "сообщество", "группа", "канал", "аккаунт", "профиль", "leht", "kanal", "konto",
                 "profiil", "grupp"),
        "post_id": ("post id", "id", "media id", "message id", "tweet id", "video id", "update id",
                    "id поста", "id записи", "id публикации", "id сообщения", "номер поста",
                    "postituse id", "postituse number"),
        "url": ("url", "link", "permalink", "post link", "post url", "link to post", "ссылка",
                "ссылка на пост", "ссылка на публикацию", "адрес", "link postitusele", "viide",
                "aadress"),
        "at": ("published at", "publish time", "publish date", "date", "date and time", "datetime",
               "time published", "sent at", "created at", "created", "posted at", "timestamp",
               "post date", "sent date", "date published", "posted", "published", "sent",
               "дата", "дата публикации", "дата и время", "время публикации", "опубликовано",
               "дата поста", "дата создания", "kuupäev", "avaldatud", "avaldamise aeg", "loodud",
               "kuupäev ja kellaaeg", "postitamise aeg"),
        "time": ("time", "hour", "post time", "время", "час", "aeg", "kellaaeg"),
        "day": ("day", "date", "period", "день", "дата", "сутки", "päev", "kuupäev"),
        "form": ("type", "post type", "media type", "content type", "format", "kind of post",
                 "тип", "тип поста", "тип публикации", "формат", "вид", "tüüp", "postituse tüüp",
                 "vorm", "formaat"),
        "text": ("text", "message", "caption", "post", "post text", "post message", "content",
                 "description", "body", "post content", "comment", "comment text", "текст",
                 "текст поста", "сообщение", "подпись", "описание", "публикация", "комментарий",
                 "текст комментария", "tekst", "sisu", "kirjeldus", "postitus", "kommentaar"),
        "language": ("language", "lang", "язык", "keel"),
        "impressions": ("impressions", "times shown", "показы", "количество показов",
                        "kuvamised", "näitamised", "näitamisi"),
        "views": ("views", "video views", "view count", "post views", "total views", "plays",
                  "просмотры", "просмотров", "количество просмотров", "vaatamised", "vaatamisi",
                  "vaatamiste arv"),
        "reach": ("reach", "total reach", "post reach", "people reached", "unique views",
                  "охват", "охват поста", "полный охват", "общий охват", "ulatus", "haare",
                  "jõudis inimesteni"),
        "reactions": ("reactions", "likes", "like count", "favorites", "favourites", "hearts",
                      "post reactions", "total reactions", "лайки", "реакции", "отметки нравится",
                      "нравится", "количество лайков", "meeldimised", "reaktsioonid",
                      "meeldimisi"),
        "comments": ("comments", "comment count", "replies", "post comments", "total comments",
                     "комментарии", "комментариев", "ответы", "количество комментариев",
                     "kommentaarid", "kommentaare", "vastused"),
        "shares": ("shares", "share count", "reposts", "retweets", "forwards", "post shares",
                   "репосты", "поделились", "пересылки", "репостов", "jagamised", "jagamisi",
                   "edastamised"),
        "saves": ("saves", "saved", "bookmarks", "сохранения", "сохранили", "в закладки",
                  "salvestused", "salvestamised"),
        "clicks": ("clicks", "click count", "total clicks", "post clicks", "клики", "переходы",
                   "клики по ссылке", "klikid", "klikke", "klõpsud"),
        "link_clicks": ("link clicks", "clicks on links", "переходы по ссылкам",
                        "переходы по ссылке", "lingiklikid"),
        "follows": ("follows", "new followers", "followers gained", "new subscribers", "joined",
                    "подписались", "новые подписчики", "вступили", "uued jälgijad", "liitusid"),
        "unfollows": ("unfollows", "unsubscribed", "followers lost", "left", "отписались",
                      "отписки", "вышли", "lahkusid", "lahkunud jälgijad"),
        "followers": ("followers", "subscribers", "followers count", "fans", "members",
                      "total followers", "подписчики", "количество подписчиков", "участники",
                      "подписчиков", "jälgijad", "jälgijate arv", "tellijad", "liikmed"),
        "visits": ("visits", "page visits", "profile visits", "посещения", "визиты",
                   "külastused"),
        "visitors": ("visitors", "unique visitors", "посетители", "уникальные посетители",
                     "külastajad"),
        "page_views": ("page views", "просмотры страницы", "lehevaatamised"),
        "profile_clicks": ("profile clicks", "клики по профилю", "profiiliklikid"),
        "viewers": ("viewers", "зрители", "vaatajad"),
        "engaged_people": ("engaged users", "people engaged", "вовлечённые пользователи",
                           "вовлеченные пользователи", "kaasatud inimesed"),
        "interactions": ("interactions", "engagements", "engagement", "total engagements",
                         "total interactions", "взаимодействия", "вовлечённость", "вовлеченность",
                         "interaktsioonid", "kaasatus"),
        "hides": ("hides", "hidden", "скрытия", "скрыли", "peitmised"),
        "complaints": ("complaints", "reports of abuse", "жалобы", "kaebused"),
        "leads": ("leads", "заявки", "лиды", "päringud"),
        "watch_seconds": ("watch time (seconds)", "seconds viewed", "watch seconds",
                          "время просмотра, с", "время просмотра (с)", "vaatamisaeg (s)"),
        "paid_share": ("paid share", "share of paid reach", "доля рекламы", "tasuline osa"),
        "metric": ("metric", "indicator", "measure", "критерий", "метрика", "показатель", "näitaja",
                   "mõõdik"),
        "value": ("value", "group", "segment", "значение", "величина", "väärtus", "rühm"),
        "dimension": ("dimension", "breakdown", "срез", "группировка", "jaotus"),
        "age": ("age", "age group", "age range", "возраст", "возрастная группа", "vanus",
                "vanuserühm"),
        "sex": ("sex", "gender", "пол", "sugu"),
        "city": ("city", "town", "город", "linn"),
        "country": ("country", "страна", "riik"),
        "hour": ("hour", "hour of day", "час", "tund"),
        "share": ("share", "percent", "percentage", "% of audience", "share of audience", "%",
                  "доля", "процент", "доля, %", "osakaal", "protsent"),
        "count": ("count", "number", "people", "users", "audience", "количество", "число", "людей",
                  "человек", "arv", "hulk", "inimesi"),
        "from_day": ("from", "start date", "reporting starts", "date from", "начало",
                     "дата начала", "с даты", "algus", "alates"),
        "to_day": ("to", "end date", "reporting ends", "date to", "окончание", "дата окончания",
                   "конец", "по дату", "lõpp", "kuni"),
        "campaign": ("campaign", "campaign name", "utm campaign", "кампания",
                     "название кампании", "рекламная кампания", "kampaania", "kampaania nimi"),
        "ad_set": ("ad set", "ad set name", "ad group", "группа объявлений", "reklaamikogum"),
        "ad": ("ad", "ad name", "ad title", "объявление", "название объявления", "reklaam",
               "reklaami nimi"),
        "spend": ("spend", "amount spent", "cost", "spent", "расход", "расходы", "потрачено",
                  "затраты", "kulu", "kulutatud"),
        "currency": ("currency", "валюта", "valuuta"),
        "results": ("results", "conversions", "результаты", "результат", "конверсии",
                    "tulemused", "konversioonid"),
        "result_kind": ("result type", "result indicator", "тип результата", "tulemuse liik"),
        "property": ("property", "site", "website", "сайт", "sait", "veebileht"),
        "source": ("source", "utm source", "traffic source", "источник", "источник трафика",
                   "allikas"),
        "medium": ("medium", "utm medium", "канал трафика", "тип трафика", "meedium"),
        "content": ("utm content", "ad content"),
        "term": ("utm term", "keyword", "ключевое слово", "märksõna"),
        "channel": ("channel group", "traffic channel", "default channel group", "группа каналов"),
        "users": ("users", "total users", "пользователи", "kasutajad"),
        "sessions": ("sessions", "visits", "сеансы", "визиты", "сессии", "seansid", "külastused"),
        "engaged_sessions": ("engaged sessions", "вовлечённые сеансы", "kaasatud seansid"),
        "key_events": ("key events", "conversions", "goals", "целевые визиты", "достижения цели",
                       "võtmesündmused"),
        "revenue": ("revenue", "income", "доход", "выручка", "tulu", "käive"),
        "shop": ("shop", "store", "магазин", "pood"),
        "order_id": ("order id", "order number", "order", "order no", "номер заказа", "заказ",
                     "id заказа", "tellimuse number", "tellimus", "tellimuse nr"),
        "customer": ("customer", "customer id", "customer email", "email", "e-mail", "buyer",
                     "client", "клиент", "покупатель", "почта", "телефон", "phone", "klient",
                     "ostja", "e-post"),
        "amount": ("amount", "total", "order total", "sum", "grand total", "сумма",
                   "сумма заказа", "итого", "стоимость", "summa", "kokku", "tellimuse summa"),
        "refunded": ("refunded", "refund", "возврат", "возвращено", "tagastatud"),
        "status": ("status", "order status", "payment status", "статус", "статус заказа",
                   "staatus", "olek"),
        "discount_code": ("discount code", "coupon", "promo code", "промокод", "купон",
                          "sooduskood"),
        "utm_source": ("utm source", "utm_source"),
        "utm_medium": ("utm medium", "utm_medium"),
        "utm_campaign": ("utm campaign", "utm_campaign"),
        "utm_content": ("utm content", "utm_content"),
        "interaction_id": ("comment id", "reaction id", "id комментария", "kommentaari id", "id"),
        "person": ("user id", "user", "author", "author id", "commenter", "from", "member id",
                   "person", "username", "profile link", "from id", "пользователь", "автор",
                   "id пользователя", "id автора", "участник", "kasutaja", "autor",
                   "kasutaja id", "liige"),
        "kind": ("kind", "action", "interaction", "event", "type", "действие", "вид действия",
                 "тип", "tegevus", "liik"),
        "reply_to": ("reply to", "parent id", "in reply to", "parent", "ответ на", "vastus"),
        "by_page": ("by page", "from page", "от имени страницы", "lehe nimel"),
        "birth_year": ("birth year", "year of birth", "год рождения", "sünniaasta"),
        "joined_at": ("joined at", "joined", "join date", "дата вступления", "вступил",
                      "liitus", "liitumise aeg"),
        "last_seen": ("last seen", "last online", "последний визит", "был в сети",
                      "viimati nähtud"),
        "following": ("following", "follows count", "подписки", "jälgib"),
        "posts": ("posts", "post count", "number of posts", "published posts", "media count",
                  "публикации", "посты", "записи", "количество постов", "postitused",
                  "postituste arv"),
        "has_photo": ("has photo", "photo", "есть фото", "foto"),
        "deactivated": ("deactivated", "banned", "deleted", "заблокирован", "удалён",
                        "deaktiveeritud"),
    }
)  # fmt: skip

_FORM_WORDS = {
    "photo": ("image", "picture", "photos", "images", "фото", "картинка", "изображение", "foto",
              "pilt", "photo post", "фотография"),
    "video": ("videos", "видео", "video post", "live", "трансляция"),
    "short": ("reel", "reels", "shorts", "clip", "clips", "клип", "клипы", "short video",
              "ig reel", "рилс"),
    "story": ("stories", "история", "истории", "lugu", "сторис", "ig story"),
    "carousel": ("album", "gallery", "carousel album", "carousel_album", "карусель", "альбом",
                 "karussell", "multi photo", "multi-photo", "graphsidecar"),
    "link": ("links", "ссылка", "link post", "url", "article"),
    "poll": ("polls", "опрос", "küsitlus"),
    "text": ("status", "текст", "tekst", "text post", "message"),
    "audio": ("voice", "music", "podcast", "аудио", "heli"),
    "file": ("document", "документ", "файл", "fail"),
    "other": ("другое", "muu", "unknown"),
}  # fmt: skip
_KIND_WORDS = {
    "comment": ("comments", "комментарий", "комментарии", "kommentaar"),
    "reply": ("replies", "answer", "ответ", "vastus"),
    "reaction": ("like", "likes", "love", "heart", "reactions", "лайк", "реакция", "meeldimine"),
    "share": ("repost", "retweet", "forward", "репост", "пересылка", "jagamine"),
    "view": ("views", "просмотр", "vaatamine"),
    "click": ("clicks", "клик", "переход", "klikk"),
    "follow": ("subscribe", "join", "подписка", "вступление", "jälgimine", "liitumine"),
    "purchase": ("order", "покупка", "заказ", "ost"),
}
_NETWORK_WORDS = {
    "facebook": ("фейсбук", "facebook pages"),
    "instagram": ("инстаграм", "instagram business account"),
    "telegram": ("телеграм", "телеграмм"),
    "vkontakte": ("vk.com",),
    "odnoklassniki": ("ок", "ok.ru"),
    "x": ("x / twitter", "твиттер"),
    "youtube": ("ютуб", "youtube channel"),
    "tiktok": ("тикток", "tiktok business"),
    "linkedin": ("linkedin company",),
}
_SEX_WORDS = {
    "female": ("f", "w", "woman", "women", "ж", "жен", "женский", "женщины", "женщина", "n",
               "naine", "naised"),
    "male": ("m", "man", "men", "м", "муж", "мужской", "мужчины", "мужчина", "mees", "mehed"),
}  # fmt: skip
_DIMENSION_WORDS = {
    "age": ("возраст", "vanus", "age group"),
    "sex": ("gender", "пол", "sugu"),
    "age_sex": ("age and gender", "age & gender", "пол и возраст", "пол/возраст"),
    "city": ("cities", "город", "города", "linn", "linnad"),
    "country": ("countries", "страна", "страны", "riik", "riigid"),
    "language": ("languages", "язык", "keel"),
    "hour": ("час", "tund"),
}
_ORDER_WORDS = {
    "paid": ("оплачен", "оплачено", "makstud", "completed", "выполнен"),
    "pending": ("ожидает оплаты", "ootel", "new", "новый"),
    "refunded": ("возврат", "возвращён", "tagastatud"),
    "cancelled": ("canceled", "отменён", "отменен", "tühistatud"),
}
_TRUE = ("1", "true", "yes", "y", "да", "jah", "+", "✓")
_FALSE = ("0", "false", "no", "нет", "ei")
TOTALS = frozenset(
    ("total", "totals", "grand total", "sum", "итого", "всего", "итого:", "всего:", "total:",
     "итого и средние", "kokku", "kokku:", "summa", "kõik kokku", "average", "среднее", "keskmine",
     "усього", "всього", "разом", "общий итог", "итог", "summary")
)  # fmt: skip
# What is said for all parts of a thing at once; a thing of its own may be called so.
ALL_OF_THEM = frozenset(("all", "все", "всі", "усі", "kõik", "tous", "toutes"))


def _table(words: Mapping[str, tuple[str, ...]], ours: tuple[str, ...]) -> dict[str, str]:
    return {name: name for name in ours} | {w: name for name, said in words.items() for w in said}


_METRIC_WORDS = {name: HEADER_WORDS.get(name, ()) for name in METRICS}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "form": _table(_FORM_WORDS, FORMS),
    "kind": _table(_KIND_WORDS, INTERACTION_KINDS),
    "network": _table(_NETWORK_WORDS, EVERY_NETWORK),
    "sex": _table(_SEX_WORDS, ("female", "male")),
    "dimension": _table(_DIMENSION_WORDS, ()) | {name: name for name in _DIMENSION_WORDS},
    "metric": _table(_METRIC_WORDS, METRICS),
    "status": _table(_ORDER_WORDS, tuple(_ORDER_WORDS)),
}


def our_words(texts: pd.Series, column: str, said: Mapping[str, str] | None = None) -> pd.Series:
    """Return our word for each word of a file, missing where nobody knows it.

    Parameters
    ----------
    texts
        Cells as found.
    column
        ``form``, ``kind``, ``network``, ``sex``, ``dimension``, ``metric`` or ``status``.
    said
        What the map says of words beyond those that are known.

    Examples
    --------
    >>> our_words(pd.Series(["Фото", "Reel", "Hologram"]), "form").tolist()
    ['photo', 'short', nan]
    """
    words = {**_WORDS[column], **{plain_name(k): v for k, v in (said or {}).items()}}
    plain = texts.astype("str").map(plain_name, na_action="ignore").astype("str")
    ours = plain.map(words).astype("str")
    return ours.fillna(named_networks(plain)) if column == "network" else ours


def truths(texts: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return yes and no as boolean, and a mask of the cells that are neither."""
    plain = texts.astype("str").map(plain_name, na_action="ignore").astype("str").fillna("")
    known = plain.isin([*_TRUE, *_FALSE])
    value = plain.isin(_TRUE).astype("boolean").where(known)
    return value, (plain != "") & ~known
