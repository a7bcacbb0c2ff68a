"""Short reports made by chance, which share places, speakers, numbers, words, and errors."""

from __future__ import annotations

import random

TOWNS = ("Sorve", "Dal", "Kester", "Ombra", "Lutin", "Marrow", "Garrada", "Pell", "Vantu", "Orsk")
BODIES = (
    "the Oram Rights Monitor", "the health ministry", "the army", "the Free Oram Brigade",
    "the United Nations", "Amnesty International", "the White Valley Observatory",
    "the Red Crescent", "the interior ministry", "the Kester Hospital",
)  # fmt: skip
FIRST_NAMES = ("Ivo", "Mara", "Tarik", "Lena", "Omar")
LAST_NAMES = ("Brandt", "Selim", "Oduya", "Kovic", "Haddad", "Rossi")
TITLES = ("a spokesman for {body}", "head of {body}", "a spokeswoman for {body}")
AGENCIES = ("", "", " (Reuters)", " (AFP)")
REAL_TOWNS = ("Tripoli", "Aleppo", "Homs", "Victoria", "San Jose", "Hama", "Alexandria", "Kingston")
COUNTRIES = ("Syria", "Lebanon", "Libya", "Jamaica", "Egypt", "Costa Rica")
"""Several of the towns have namesakes: which one is meant hangs on what the case speaks of."""
SITES = ("oramdaily", "dalpost", "kestertimes", "valleynews")
ACRONYMS = ("FOB", "ORM", "KLF")
FULL_NAMES = (
    "Free Oram Brigade",
    "Oram Rights Monitor",
    "Kester Liberation Front",
    "Front of Bakers",
)
MONTHS = ("October", "January")
STRIKES = ("An air strike", "Shelling", "A car bomb", "Government jets", "Rebel fighters")
TARGETS = ("a market", "a school", "a hospital", "a checkpoint", "a convoy of trucks")


def reports(seed: int, count: int) -> list[str]:
    """Return *count* reports; about a third take sentences over from an earlier one."""
    chance = random.Random(seed)
    found: list[list[str]] = []
    for _ in range(count):
        lines = [_line(chance) for _ in range(chance.randint(1, 3))]
        lines += [_name_line(chance) for _ in range(chance.randint(0, 3))]
        chance.shuffle(lines)
        if found and chance.random() < 0.35:
            lines += [_retold(line, chance) for line in chance.choice(found)[:2]]
        found.append(lines)
    return [_report(lines, chance) for lines in found]


def _report(lines: list[str], chance: random.Random) -> str:
    town = chance.choice(TOWNS)
    dated = f"{town.upper()}, {_day(chance)}{chance.choice(AGENCIES)} - "
    head = f"Violence in {town}\n\n{dated if chance.random() < 0.7 else ''}"
    if chance.random() < 0.4:
        head = f"https://www.{chance.choice(SITES)}.example/{_day(chance)[0]}\n\n{head}"
    if chance.random() < 0.2:
        lines = [*lines, f"Source: {chance.choice(SITES).capitalize()}.example"]
    return f"{head}{lines[0]}\n\n" + "\n\n".join(lines[1:]) + "\n"


def _day(chance: random.Random) -> str:
    return f"{chance.randint(2, 6)} May 2019"


def _speaker(chance: random.Random) -> str:
    """Return a body, or somebody who mostly speaks for one and often goes without saying so."""
    first, last = chance.choice(FIRST_NAMES), chance.choice(LAST_NAMES)
    own = BODIES[(len(first) * 7 + sum(map(ord, last))) % len(BODIES)]
    body = own if chance.random() < 0.9 else chance.choice(BODIES)
    title = chance.choice(TITLES).format(body=body)
    return chance.choice((chance.choice(BODIES), f"{first} {last}, {title},", f"{first} {last}"))


def _line(chance: random.Random) -> str:
    town, body, speaker = chance.choice(TOWNS), chance.choice(BODIES), _speaker(chance)
    number = chance.choice((2, 3, 12, 14, 19, 40, 120, 370))
    day = _day(chance)
    told = (
        f"{chance.choice(STRIKES)} hit {chance.choice(TARGETS)} in {town} on {day}, killing at "
        f"least {number} people, {speaker} said.",
        f"At least {number} civilians were killed and {number + 5} wounded in {town} on {day}, "
        f"according to {speaker}.".replace(",.", "."),
        f"{body[0].upper()}{body[1:]} denied an attack on {chance.choice(TARGETS)} in {town}.",
        f"{number} families fled {town} on {day}, {speaker} said.",
        f"The army captured {town} on {day}, {speaker} said. The rebels denied it.",
        f"The number of dead in {town} rose to {number} on {day}, {speaker} said.",
        f'"We saw {number} bodies under the rubble of {chance.choice(TARGETS)}," {speaker} said.',
    )
    return chance.choice(told)


def _name_line(chance: random.Random) -> str:
    """Return a line that other reports help to read: acronyms, persons, namesakes, months."""
    first, last = chance.choice(FIRST_NAMES[:3]), chance.choice(LAST_NAMES[:4])
    at = chance.randrange(len(ACRONYMS))
    full = FULL_NAMES[at] if chance.random() < 0.8 else FULL_NAMES[-1]
    town, country = chance.choice(REAL_TOWNS), chance.choice(COUNTRIES)
    invented, month = chance.choice(TOWNS[:4]), chance.choice(MONTHS)
    year = 2017 + len(invented) % 2 if chance.random() < 0.9 else 2016
    told = (
        f"The {full} ({ACRONYMS[at]}) shelled {invented}, and {ACRONYMS[at]} said so.",
        f"{ACRONYMS[at]} said it shelled {invented}.",
        f"{ACRONYMS[at]} fighters killed {chance.randint(2, 9)} people in {invented}.",
        f"{first} {chance.choice(('Jan', 'Petra'))} {last} was killed in {invented}.",
        f"{first} {last}s house was hit by a shell, Dr. {last} said.",
        f"Governor {last} said two people died in {invented}.",
        f"{first} {last} told reporters that {invented} was shelled.",
        f"Two people were killed in {town} on {_day(chance)}.",
        f"{chance.randint(2, 9)} people were killed in {town}, {country}, on {_day(chance)}.",
        f"A bomb killed three people in the {invented} quarter of {town}.",
        f"Shells hit {invented}, {chance.randint(5, 40)} km north of {town}, on {_day(chance)}.",
        f"The offensive on {invented} began in {month} {year}.",
        f"The offensive on {invented} began on 4 {month} {year}.",
        f"Half of {invented} was lost since the offensive began last {month}.",
        f"In the past {chance.randint(3, 20)} days of fighting in {invented}, nine people died.",
    )
    return chance.choice(told)


def _retold(line: str, chance: random.Random) -> str:
    words = line.split()
    if chance.random() < 0.4:
        words = [str(chance.randint(3, 90)) if word.isdigit() else word for word in words]
    return " ".join(words)
