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
STRIKES = ("An air strike", "Shelling", "A car bomb", "Government jets", "Rebel fighters")
TARGETS = ("a market", "a school", "a hospital", "a checkpoint", "a convoy of trucks")


def reports(seed: int, count: int) -> list[str]:
    """Return *count* reports; about a third take sentences over from an earlier one."""
    chance = random.Random(seed)
    found: list[list[str]] = []
    for _ in range(count):
        lines = [_line(chance) for _ in range(chance.randint(1, 3))]
        if found and chance.random() < 0.35:
            lines += [_retold(line, chance) for line in chance.choice(found)[:2]]
        found.append(lines)
    return [_report(lines, chance) for lines in found]


def _report(lines: list[str], chance: random.Random) -> str:
    town = chance.choice(TOWNS)
    dated = f"{town.upper()}, {_day(chance)}{chance.choice(AGENCIES)} - "
    head = f"Violence in {town}\n\n{dated if chance.random() < 0.7 else ''}"
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


def _retold(line: str, chance: random.Random) -> str:
    words = line.split()
    if chance.random() < 0.4:
        words = [str(chance.randint(3, 90)) if word.isdigit() else word for word in words]
    return " ".join(words)
