"""The grammar of time expressions: patterns over class letters, and what reads each.

A pattern is written over the letters of `lexicon`; the longest match at a word wins, among equal
ones the earlier rule. Groups are named after what they hold. A reader returns ``None`` where the
words only look like a time expression.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from consilience.extraction.times.calendar_readers import (
    read_bare_clock,
    read_calendar_day,
    read_century,
    read_clock,
    read_clock_on_day,
    read_decade,
    read_festival,
    read_month,
    read_numeric,
    read_part_of_day,
    read_part_of_month,
    read_quarter,
    read_season,
    read_some_days,
    read_spelt_year,
    read_weekday,
    read_weekday_part,
    read_year,
)
from consilience.extraction.times.readings import Matched, Reading
from consilience.extraction.times.relative_readers import (
    read_ago,
    read_day_beside,
    read_deictic_day,
    read_duration,
    read_each,
    read_often,
    read_overnight,
    read_plural,
    read_recent,
    read_relative_unit,
    read_same_unit,
    read_stretch,
    read_this_part,
    read_unit_apart,
    read_unit_end,
    read_vague,
    read_year_ended,
)

Reader = Callable[[Matched], Reading | None]

_APPROX = r"(?P<approx>(?:[AM]N?|lN|iZ|\^R|v(?=[dnc]))?)"
_NUMBER = r"[dnc](?:[-&]?c)*"
_COUNT = rf"(?P<count>a?vf?|{_NUMBER}(?:[R&]{_NUMBER})?|a)"
_PART = r"(?P<part>(?:t?bf|t?e[-–]?|E|t?Ohf)?)"
_RELATIVE = r"(?:f?t?(?P<relative>[TLXHW])u)"
_ORDINAL_UNIT = r"(?:(?P<ordinal>[Oo])(?P<unit>[uh])|(?P<ordinal2>[Oo])[-–](?P<unit2>[uh]))"

RULES: Final[tuple[tuple[re.Pattern[str], Reader], ...]] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(?:w,?)?(?P<month>m)(?P<day>d|o),?(?P<year>y)", read_calendar_day),
        (r"(?:w,?)?t?(?P<day>d|o|O)f?(?P<month>m),?(?P<year>y)", read_calendar_day),
        (rf"(?:w,?)?(?P<month>m)(?P<day>d|o),?{_RELATIVE}", read_calendar_day),
        (r"(?:(?P<weekday>w),?)?(?P<month>m)t?(?P<day>d|o)(?!,?[dn])", read_calendar_day),
        (r"(?:(?P<weekday>w),?)?t?(?P<day>d|o)f?(?P<month>m)", read_calendar_day),
        (r"t(?P<day>O)f(?P<month>m)", read_calendar_day),
        (r"(?:w,?)?(?P<month>m)(?P<day>d)[-–](?P<last>d)(?:,?(?P<year>y))?", read_some_days),
        (r"(?P<day>d)[-–](?P<last>d)(?P<month>m)(?:,?(?P<year>y))?", read_some_days),
        (
            rf"t(?P<which_part>[OoL])(?P<unit>u)f(?P<month>m)(?:,?(?P<year>y)|{_RELATIVE})?",
            read_part_of_month,
        ),
        (
            rf"{_PART}t?(?P<which>[TLX])?(?P<festival>r)(?:,?(?P<year>y)|{_RELATIVE})?",
            read_festival,
        ),
        (rf"{_PART}(?P<month>m),?f?(?P<year>y|Y)", read_month),
        (rf"{_PART}(?P<month>m),?{_RELATIVE}", read_month),
        (rf"{_PART}(?P<which>[TLX])(?P<month>m)", read_month),
        (rf"{_PART}(?P<month>m)", read_month),
        (rf"{_PART}t?(?P<season>s)f?(?P<year>y)", read_season),
        (rf"{_PART}t?(?P<season>s){_RELATIVE}", read_season),
        (rf"{_PART}T?(?P<which>[TLX])(?P<season>s)", read_season),
        (rf"{_PART}t?(?P<season>s)", read_season),
        (rf"t?j?{_ORDINAL_UNIT}fj?u?(?P<year>y)", read_quarter),
        (r"(?P<clock>[nyx])(?P<unit>u)?", read_bare_clock),
        (rf"{_PART}j?(?P<year>y)", read_year),
        (rf"{_PART}(?P<spelt>c[-–]?c[-–]?c?)", read_spelt_year),
        (r"(?P<year>Y)", read_year),
        (r"t?(?P<part>e?[-–]?)(?P<decade>C)", read_decade),
        (r"t?(?P<part>e?[-–]?)(?P<ordinal>o|O)[-–]?(?P<unit>u)", read_century),
        (r"tj?(?P<ordinal>[Oo])(?P<unit>[uh])", read_quarter),
        (rf"j?{_ORDINAL_UNIT}", read_quarter),
        (rf"t?j?{_ORDINAL_UNIT}{_RELATIVE}", read_quarter),
        (rf"(?P<relative>[TLX])u'j?{_ORDINAL_UNIT}", read_quarter),
        (rf"{_PART}(?:t?(?P<which>[TLX]))?(?P<weekday>w)", read_weekday),
        (rf"{_PART}(?:t?(?P<which>[TLX]))?(?P<weekday>w)(?P<daypart>p)", read_weekday_part),
        (r"(?P<daypart>p)[,i]?(?P<weekday>w)", read_weekday_part),
        (rf"{_PART}(?P<day>k)(?P<daypart>p)?", read_deictic_day),
        (r"(?P<part>e|E)i(?P<weekday>w)", read_weekday),
        (r"t(?P<unit>u)(?P<way>B)(?P<day>k)", read_day_beside),
        (r"t(?P<unit>u)(?P<way>B)(?=,)", read_day_beside),
        (r"t(?P<daypart>p)f(?P<month>m)(?P<day>d|o)(?:,?(?P<year>y))?", read_part_of_day),
        (r"t(?P<daypart>p)ft?(?P<day>d|o)f?(?P<month>m)(?:,?(?P<year>y))?", read_part_of_day),
        (r"t(?P<daypart>p)f(?P<weekday>w)", read_part_of_day),
        (rf"{_PART}(?P<which>[TLH])(?P<daypart>p)", read_this_part),
        (r"(?P<daypart>p)", read_overnight),
        (rf"{_PART}t?(?P<which>[TLXHW])(?P<unit>u)", read_relative_unit),
        (r"tj?(?P<unit>u)(?=P)", read_year_ended),
        (rf"{_PART}t(?:J|K|O)?j?(?P<unit>u)(?![-–][gE])", read_same_unit),
        (r"(?P<unit>u)[-–](?P<way>g|E)", read_unit_apart),
        (r"t(?P<unit>u)[-–](?P<way>g|E)u", read_unit_apart),
        (r"t?(?P<year>y)j?(?P<ordinal>[Oo])(?P<unit>u)", read_quarter),
        (r"(?P<unit>u)(?:[-–]|')?b", read_unit_end),
        (r"(?P<count>K)(?P<unit>u)(?:&u)?", read_recent),
        (rf"t?(?P<which>[LX])(?P<approx>){_COUNT}(?P<unit>u)", read_stretch),
        (rf"t?(?P<which>O)(?P<approx>){_COUNT}(?P<unit>u)", read_stretch),
        (rf"{_APPROX}{_COUNT}(?P<unit>u)(?:g|(?P<later>E))", read_ago),
        (rf"{_APPROX}{_COUNT}[-–]?M?(?P<unit>u)(?![-–][gE])", read_duration),
        (r"t(?P<approx>)(?P<count>[dnc])(?P<unit>u)", read_duration),
        (r"(?P<unit>u)(?:&u)?", read_plural),
        (r"V(?P<unit>[uwpms])", read_each),
        (r"(?P<often>S)", read_often),
        (r"(?P<ref>K)", read_vague),
        (r"t(?P<ref>L|F)", read_vague),
        (r"(?P<ref>F)", read_vague),
        (r"(?P<date>D)", read_numeric),
        (r"(?P<clock>[ny])(?P<half>q)", read_clock),
        (r"(?P<clock>[xd])(?P<half>q)(?:,?i?(?P<weekday>w)|i?(?P<day>k))?", read_clock),
        (r"(?P<clock>[xd])q?,?(?P<month>m)(?P<day>d)(?:,?(?P<year>y))?", read_clock_on_day),
        (
            r"(?P<clock>[xd])(?P<half>q)q?,?(?P<month>m)(?P<day>d)(?:,?(?P<year>y))?",
            read_clock_on_day,
        ),
        (r"(?P<clock>x)(?:,?i?(?P<weekday>w)|(?P<day>k))?", read_clock),
    )
)
