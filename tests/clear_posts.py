"""One clear post of each type and language, none of which was learnt from."""

CLEAR = (
    ("en", "provocation", "Should dogs be allowed on trams? Tell us in the comments."),
    ("en", "instruction", "How to descale a kettle: pour in vinegar, boil, wait, rinse."),
    ("en", "medal", "Thank you, dear volunteers! You are the real heroes of this town."),
    ("en", "laugh", '"Doctor, my wife thinks she is a lift." "Send her up!" 😂'),
    ("en", "none", "New winter boots are in stock from Monday. Price €79, open 10 to 18."),
    ("et", "provocation", "Kas jalgrattakiiver peaks olema kohustuslik? Mis sa arvad?"),
    ("et", "instruction", "Kuidas katlakivi eemaldada: vala kannu äädikat, keeda ja loputa."),
    ("et", "medal", "Aitäh, kallid vabatahtlikud! Te olete meie linna kangelased."),
    ("et", "laugh", "– Arst, mu naine arvab, et ta on lift! – Saatke ta üles. 😂"),
    ("et", "none", "Talvesaapad on poes alates esmaspäevast. Hind 79 €, avatud 10–18."),
    ("ru", "provocation", "Надо ли пускать собак в трамвай? Пишите, за вы или против."),
    ("ru", "instruction", "Как убрать накипь: налейте уксус, вскипятите и промойте."),
    ("ru", "medal", "Спасибо вам, дорогие волонтёры! Вы настоящие герои нашего города."),
    ("ru", "laugh", "– Доктор, жена думает, что она лифт! – Пусть поднимется. 😂"),
    ("ru", "none", "Зимние сапоги в магазине с понедельника. Цена 79 €, с 10 до 18."),
)
