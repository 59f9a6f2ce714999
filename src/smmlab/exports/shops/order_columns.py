"""What the columns of an order are called in English, Russian and Estonian."""

ORDER_ID = (
    "order id", "order_id", "order number", "order_number", "order no", "order no.", "order nr",
    "order #", "order", "orderid", "order ref", "order reference",
    "номер заказа", "№ заказа", "заказ №", "номер заказа клиента", "id заказа", "код заказа",
    "заказ", "номер сделки", "id сделки", "номер заявки",
    "tellimuse number", "tellimuse nr", "tellimuse nr.", "tellimuse id", "tellimus",
    "tellimusnumber", "tellimuse kood", "tellimuse viitenumber",
)  # fmt: skip
# Any list may have these; they are an order's only beside campaign tags.
BARE_ID = ("id", "number", "no", "no.", "nr", "nr.", "№", "номер")
DATE = (
    "order date", "order_date", "date", "created at", "created_at", "date created", "created",
    "date and time", "date/time", "datetime", "order time", "ordered at", "purchase date",
    "дата заказа", "дата создания", "дата оформления", "дата и время", "дата", "создан", "создано",
    "дата создания заказа", "дата создания сделки", "дата оформления заказа", "дата продажи",
    "tellimuse kuupäev", "tellimise kuupäev", "kuupäev", "kuupäev ja kellaaeg", "loodud", "aeg",
    "tellimuse aeg", "loomise kuupäev",
)  # fmt: skip
TIME = ("time", "время", "время заказа", "kellaaeg", "aeg")
AMOUNT = (
    "order total", "order_total", "order amount", "order_amount", "total amount", "total_amount",
    "grand total", "total price", "total_price", "total", "amount", "sum",
    "сумма заказа", "сумма сделки", "стоимость заказа", "общая сумма", "итоговая сумма",
    "сумма к оплате", "сумма", "итого", "бюджет", "бюджет сделки",
    "tellimuse summa", "kogusumma", "summa kokku", "summa", "kokku",
)  # fmt: skip
CURRENCY = ("currency", "order currency", "currency code", "валюта", "valuuta")
STATUS = (
    "order status", "order_status", "payment status", "status", "state", "статус заказа",
    "статус оплаты", "статус", "стадия сделки", "состояние", "tellimuse olek", "tellimuse staatus",
    "makse olek", "olek", "staatus",
)  # fmt: skip
REFUND = (
    "refunded amount", "refund amount", "refunded", "refund", "сумма возврата", "возвращено",
    "tagastatud summa", "tagastatud", "tagasimakse",
)  # fmt: skip
EMAIL = (
    "customer email", "customer_email", "email", "e-mail", "e-mail address", "email address",
    "client email", "почта", "электронная почта", "эл. почта", "email клиента", "e-mail клиента",
    "e-post", "e-posti aadress", "epost", "kliendi e-post", "meil",
)  # fmt: skip
PHONE = (
    "customer phone", "customer_phone", "phone", "phone number", "telephone", "mobile", "телефон",
    "номер телефона", "телефон клиента", "мобильный телефон", "telefon", "telefoninumber",
    "kliendi telefon", "mobiil",
)  # fmt: skip
CUSTOMER_ID = (
    "customer id", "customer_id", "customer number", "client id", "client_id", "buyer id",
    "user id", "user_id", "id клиента", "номер клиента", "код клиента", "id покупателя",
    "kliendi id", "kliendi number", "kliendi nr", "kliendinumber", "kliendi kood", "kliendikood",
)  # fmt: skip
DISCOUNT_CODE = (
    "discount code", "discount_code", "coupon", "coupon code", "coupon_code", "promo code",
    "promocode", "промокод", "купон", "код скидки", "sooduskood", "kupong", "allahindluskood",
)  # fmt: skip
# Names and addresses of people: never looked at, and nobody has to be told.
PERSONAL = (
    r".*(?:name|address|street|postcode|zip|surname|recipient|имя|фамилия|фио|адрес|индекс|"
    r"получатель|комментарий|nimi|aadress|sihtnumber|saaja|märkus).*|"
    r"customer|client|buyer|клиент|покупатель|контакт|компания|klient|ostja|city|country|город|"
    r"страна|linn|riik|notes?|comments?"
)


def utm_names(name: str) -> tuple[str, ...]:
    """Return how a column of tags may be spelled, in plain names.

    Examples
    --------
    >>> utm_names("utm_source")
    ('utm_source', 'utm source', 'utm-source', 'utmsource')
    """
    part = name.removeprefix("utm_")
    return name, f"utm {part}", f"utm-{part}", f"utm{part}"
