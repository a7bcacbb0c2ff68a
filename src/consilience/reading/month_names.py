"""The names of months in English and in other languages that reports of crises are written in.

Reports in other languages are kept, dated, and not extracted; their dates stand with the day first.
"""

from __future__ import annotations

from typing import Final

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        "jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|"
        "sep sept september|oct october|nov november|dec december".split("|"),
        start=1,
    )
    for name in names.split()
}
"""English names and their short forms."""

_IN_OTHER_LANGUAGES: Final = (
    # Spanish, French, German, Italian, Portuguese, Dutch, Turkish, Russian, Ukrainian, Arabic as it
    # is written in Egypt and in the Levant; two forms of one month stand with a slash.
    "enero febrero marzo abril mayo junio julio agosto septiembre/setiembre octubre noviembre "
    "diciembre",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "januar/jänner februar märz april mai juni juli august september oktober november dezember",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "يناير فبراير مارس أبريل مايو يونيو/يونيه يوليو/يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "كانون-الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين-الأول تشرين-الثاني كانون-الأول",
)

OTHER_MONTHS: Final = {
    form.replace("-", " "): number
    for language in _IN_OTHER_LANGUAGES
    for number, forms in enumerate(language.split(), start=1)
    for form in forms.split("/")
}
"""Full names in other languages; no two of them are alike and of different months."""
