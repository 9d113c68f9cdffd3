"""The names of months, days and parts of the day in five languages."""

from __future__ import annotations

from chatbot.guards.claims.listing import listed, rows

_MONTHS = """
january jan enero januar janner janvier janeiro
february feb febrero februar fevrier fevereiro
march mar marzo marz mars marco
april apr abril avril
may mayo mai maio
june jun junio juni juin junho
july jul julio juli juillet julho
august aug agosto aout
september sep sept septiembre septembre setembro
october oct octubre oktober okt octobre outubro
november nov noviembre novembre novembro
december dec diciembre dezember dez decembre dezembro
"""


_DAYS = """
monday mondays mon lunes montag montags lundi lundis segunda-feira segundas-feiras
tuesday tuesdays tue tues martes dienstag dienstags mardi mardis terca-feira terca tercas
wednesday wednesdays wed miercoles mittwoch mittwochs mercredi mercredis quarta-feira
thursday thursdays thu thur thurs jueves donnerstag donnerstags jeudi jeudis quinta-feira
friday fridays fri viernes freitag freitags vendredi vendredis sexta-feira sextas
saturday saturdays sat sabado sabados samstag samstags sonnabend samedi samedis
sunday sundays sun domingo domingos sonntag sonntags dimanche dimanches
"""


def _numbered(lines: str, first: int) -> dict[str, int]:
    numbered = enumerate(rows(lines), start=first)
    return {word: number for number, row in numbered for word in row.split()}


MONTHS = _numbered(_MONTHS, 1)


DAYS = _numbered(_DAYS, 0)


#: As written on a door: only beside one another.
SHORT_DAYS = {
    word: number
    for number, row in enumerate(
        rows("""
Mo Lu lun Lun Seg seg Mon L
Di Ma mar Mar Ter ter Tue M
Mi Mie mié Mié mer Mer Qua qua Wed X
Do Je jue Jue jeu Jeu Qui qui Thu J
Fr Ve vie Vie ven Ven Sex sex Fri V
Sa Sab sáb Sáb sam Sam Sat S
So Su dom Dom dim Dim Sun D
""")
    )
    for word in row.split()
}


#: Month and day names that are common words as well: only with a capital, or beside a number.
UNSURE = listed(
    """
    may dez sept march mar mai mars dec sat sun mon wed marco abril sex agosto jan
    """
)


WEEKEND = listed("weekend weekends wochenende wochenenden")


WORKDAYS = listed("weekday weekdays werktags wochentags werktagen wochentagen")


RELATIVE = {
    "tomorrow": "tomorrow",
    "demain": "tomorrow", "amanha": "tomorrow", "tonight": "tonight",
    "yesterday": "yesterday", "heute": "today", "ubermorgen": "overmorrow",
}  # fmt: skip


#: ``next week``: the first word, then one of the units.
NEXT = listed(
    """
    next this coming nachste nachsten nachster kommende kommenden proxima proximo prochain
    prochaine
    """
)


NOON = listed("noon midday mittags mediodia meio-dia")


MIDNIGHT = listed("midnight mitternacht medianoche minuit meia-noite")


FORENOON = listed("am morning morgens vormittags manana matin manha")


AFTERNOON = listed(
    """
    pm afternoon evening nachmittags abends tarde noche soir apres-midi noite
    """
)


CLOCK = listed("uhr o'clock oclock")


#: Minutes in a unit of time, or (months) for units of no fixed length.
_UNITS = """
second 0 second seconds segundo segundos sekunde sekunden seconde secondes sec secs
minute 1 minute minutes min mins minuto minutos minuten minutig minutige minutigen minutiger
    minutiges
hour 60 hour hours hr hrs hora horas stunde stunden std heure heures h stundig stundige
    stundiges stundigen stundiger
day 1440 day days dia dias tag tage tagen tages jour jours journee journees tagig tagige
week 10080 week weeks wk wks semana semanas woche wochen semaine semaines wochig wochige
    wochiges wochigen
fortnight 20160 fortnight fortnights quincena quinzaine quinzena
"""


_MONTHLY = """
month 1 month months mes meses monat monate monaten monats mois monatig monatige monatiges
    monatigen
quarter 3 quartal quartale trimestre trimestres
year 12 year years yr yrs ano anos jahr jahre jahren jahres jahrig jahrige an ans annee annees
decade 120 decade decades decada decadas jahrzehnt jahrzehnte decennie decennies
"""


def _units(lines: str, base: str) -> dict[str, tuple[str, int]]:
    split = [row.split() for row in rows(lines)]
    return {word: (base, int(row[1])) for row in split for word in row[2:]}


UNITS = _units(_UNITS, "minutes") | _units(_MONTHLY, "months")


#: Words that make a day a working day.
WORKING = listed(
    """
    working business work office habiles laborables habil laborable ouvre ouvres ouvrable
    ouvrables uteis util
    """
)


WORKING_DAYS = listed(
    """
    werktag werktage werktagen werktags arbeitstag arbeitstage arbeitstagen workday workdays
    """
)


#: Words that say how often by themselves: times in so many of a unit.
OFTEN = {
    "daily": "1/day", "taglich": "1/day", "diario": "1/day",
    "diaria": "1/day", "diariamente": "1/day",
    "weekly": "1/week", "wochentlich": "1/week", "semanal": "1/week", "semanales": "1/week",
    "semanalmente": "1/week", "hebdomadaire": "1/week", "semanais": "1/week",
    "monthly": "1/month", "monatlich": "1/month", "monatliche": "1/month", "mensual": "1/month",
    "mensuales": "1/month", "mensuel": "1/month", "mensuelle": "1/month", "mensal": "1/month",
    "mensais": "1/month", "mensalmente": "1/month",
    "yearly": "1/year", "annually": "1/year", "annual": "1/year", "jahrlich": "1/year",
    "anual": "1/year", "annuel": "1/year", "annuelle": "1/year", "hourly": "1/hour",
    "fortnightly": "1/2week", "biweekly": "1/2week", "bimonthly": "1/2month",
    "quarterly": "1/3month",
    "zweiwochentlich": "1/2week", "quincenal": "1/2week", "quinzenal": "1/2week",
}  # fmt: skip
