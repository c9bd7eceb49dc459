"""Two organisations in one store, with words and numbers of its own in everything each wrote.

Whatever names something of an organisation holds its mark; amounts, plates and the contract's
number are its alone, too. So one search tells whether anything of one reached the other.
"""

from __future__ import annotations

import base64
import re
import struct
from dataclasses import dataclass
from typing import Any, Final

import yaml

from followup.domain.parties import Buyer, Reporter
from followup.services.sample import circular, costs, deviations, energy, network, spot_checks
from tests.support.facts import certificate_facts
from tests.support.world import World, clause, monthly

# What a number may be parted by, in text of any of our languages.
_PARTS: Final = ("", " ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", ".", ",", "\\u00a0")
_TYPED: Final = re.compile(rb'"bdata":\s*"([A-Za-z0-9+/=\\]+)"')


@dataclass(frozen=True, slots=True)
class Owner:
    """An organisation: a mark of plain letters, its contract's number, two plates, amounts.

    ``amounts`` are litres of HVO, litres of diesel, kWh, kronor and a hired-out quantity.
    """

    mark: str
    contract: str
    plates: tuple[str, str]
    amounts: tuple[int, int, int, int, int]

    @property
    def name(self) -> str:
        """As contracts name it."""
        return f"{self.mark}s kommun"

    @property
    def supplier(self) -> str:
        """Its supplier."""
        return f"{self.mark}s Åkeri AB (påhittat)"

    @property
    def title(self) -> str:
        """Its contract's title."""
        return f"Skolskjuts i {self.mark}"

    def words(self) -> tuple[str, ...]:
        """What no other organisation may read, in small letters."""
        return tuple(word.lower() for word in (self.mark, self.contract, *self.plates))

    def numbers(self) -> dict[str, tuple[bytes, ...]]:
        """Each amount, as it may stand in text and as charts and tables hold it."""
        return {str(amount): _forms(amount) for amount in self.amounts}


OURS: Final = Owner(
    "Norrehult", "NRH-7-2025", ("QXN71A", "QXN72B"), (7411953, 2927641, 6133879, 8839117, 5323763)
)
THEIRS: Final = Owner(
    "Granvik", "GVK-4-2025", ("WZG48C", "WZG49D"), (9533471, 3671289, 4799323, 6547861, 7919449)
)
BOTH: Final = (OURS, THEIRS)


def fill(world: World) -> None:
    """Some of everything, for both."""
    for owner in BOTH:
        _reported(world, owner)
        _decided(world, owner)
        for step in yaml.safe_load(_told(owner)):
            _STEPS[next(name for name in step if name in _STEPS)](world.installation, step)


def found(owner: Owner, sent: bytes) -> list[str]:
    """What of an owner stands in something that was sent: plain bytes, tables or charts."""
    said = sent.decode("utf-8", "ignore").lower()
    arrays = b"".join(_unpacked(each) for each in _TYPED.findall(sent))
    words = [word for word in owner.words() if word in said]
    return words + [
        number for number, forms in owner.numbers().items()
        if any(form in sent or form in arrays for form in forms)
    ]  # fmt: skip


def _forms(amount: int) -> tuple[bytes, ...]:
    parted = f"{amount:,}"
    return (
        *(parted.replace(",", mark).encode() for mark in _PARTS),
        struct.pack("<d", amount), struct.pack("<q", amount), struct.pack("<q", amount * 1000),
        struct.pack("<i", amount),
    )  # fmt: skip


def _unpacked(text: bytes) -> bytes:
    return base64.b64decode(text.replace(b"\\u002f", b"/").replace(b"\\/", b"/") + b"==")


def _reported(world: World, owner: Owner) -> None:
    hvo, diesel, *_ = owner.amounts
    sub = Reporter(f"{owner.mark}s Taxi (påhittad)", "fuel", "month", 15)
    world.sign(
        clause(contract=owner.contract, title=f"Förnybart i {owner.mark}", short="K1"),
        title=owner.title, supplier=owner.supplier, days="2025-01-01..2026-12-31",
        buyers=(Buyer(owner.name),), reporters=(monthly(owner.supplier), sub),
        board=f"Nämnden i {owner.mark}", responsible=f"Controllern i {owner.mark}",
    )  # fmt: skip
    said = {"contract": owner.contract, "reporter": owner.supplier}
    for half, fuel, amount, plate in (
        ("2025-H1", "hvo100", hvo, owner.plates[0]),
        ("2025-H2", "diesel_b0_offroad", diesel, owner.plates[1]),
    ):
        table = f"vehicle | fuel | quantity | place | receipt\n{plate} | {fuel} | {amount} | " + (
            f"Macken i {owner.mark} | {owner.mark}-{half}"
        )
        world.fuel(half, table, file_name=f"{owner.mark} {half}.xlsx", **said)
    table = f"vehicle | class | drive\n{owner.plates[0]} | bus | gas"
    world.vehicles("2025", table, file_name=f"{owner.mark} fordon.xlsx", **said)
    table = f"kind | number | quantity | unit\nsustainability | {owner.mark}-intyg | 5 | l"
    world.submit(
        "2025", "certificates", {"certificate": certificate_facts(table)},
        file_name=f"{owner.mark} intyg.xlsx", **said,
    )  # fmt: skip


def _decided(world: World, owner: Owner) -> None:
    said = {"contract": owner.contract}
    world.nil("2026-01", reporter=owner.supplier, reason=f"Stillestånd i {owner.mark}", **said)
    world.dispens("2026-02", reason=f"Väglag i {owner.mark}", **said)


def _told(owner: Owner) -> str:
    """What people of the organisation wrote, as the sample world's own file says it."""
    _, _, kwh, crowns, pieces = owner.amounts
    name, mark, number = owner.name, owner.mark, owner.contract
    network_words = "\n".join(
        f"- {{network: {kind}, organisation: {name}, who: Samordnaren i {mark}, "
        f"decided: 2025-06-11, fields: {{{fields}}}}}"
        for kind, fields in (
            ("contact", f"topic: requirements, function: Upphandlarna i {mark}, "
                        f"reach: inkop@{mark.lower()}.example"),
            ("duty", f"task: late_report, role: contract_manager, function: Teknik i {mark}"),
            ("question", f"title: Vad gör {mark} nu, topic: follow_up, answer: Det {mark} gör"),
        )
    )  # fmt: skip
    return f"""
- energy_saving: Bussar i {mark} (påhittad upphandling)
  decided: 2025-01-10
  category: vehicles_and_transport
  organisation: {name}
  contract: {number}
  baseline: [previous_tender, Förra bussarna i {mark}, "{kwh}", 2022, Rapport {mark}]
  expected: ["1400000", 2024, Anbudet i {mark}]
- avoided:
    what: Skrivbord i {mark}
    sector: furniture
    organisation: {name}
    day: 2025-04-08
    need: Arbetsplatser i {mark}
    way: internal_reuse
    instead: Förrådet i {mark}
    decided_by: Servicechefen i {mark}
    pieces: "{pieces}"
    value: "{crowns}"
    currency: SEK
    value_source: Ramavtalet i {mark}
    kg_co2e_per_piece: "38.5"
    factor_source: Schablon i {mark}
  decided: 2025-04-10
- tender:
    title: Kontorsmaterial i {mark}
    organisation: {name}
    day: 2025-03-18
    is_relevant: true
    is_assessed: true
    has_order: true
    requirements: Returemballage i {mark}
    reference: KS {mark}
  decided: 2025-03-19
- deviation: {number}/K1
  decided: 2026-02-02
  period: "2025"
  steps:
    - {{step: confirm, day: 2026-02-02, who: Ansvarig i {mark}, why: Kontrollerat i {mark}}}
    - {{step: notify, day: 2026-02-03, who: Ansvarig i {mark}, why: Skriv till {mark},
       reply_date: 2026-02-24, sent_to: brevlådan i {mark}}}
- spot_check: {number}
  period: "2025"
  rows: 2
  seed: tärning i {mark}
  decided: 2026-01-19
  who: Miljöstrateg i {mark}
  reply_date: 2026-03-02
  sent: 2026-01-20
  sent_to: brevlådan i {mark}
  said: [{{day: 2026-02-05, kept_at: TN {mark}, rows: {{1: agrees}}}}]
- cost:
    title: Skrivbord i {mark}
    kind: furniture
    organisation: {name}
    currency: SEK
    timing: end
    note: Räknat i {mark}
    fields: {{quantity: "120", years: "12", rate_percent: "3,5"}}
    sources: {{frame: Budgeten i {mark}}}
    alternatives:
      - {{name: Nya i {mark}, form: buy, fields: {{price: "{crowns}", establishment: "150",
         service: "40", disposal: "60", residual: "200"}}, sources: {{bidder: Anbud i {mark}}}}}
      - {{name: Gamla i {mark}, form: buy, fields: {{price: "1900", establishment: "150",
         service: "40", disposal: "60", residual: "0"}}, sources: {{bidder: Anbud i {mark}}}}}
  decided: 2026-01-20
{network_words}
"""


_STEPS: Final[dict[str, Any]] = {
    "energy_saving": energy.enter, "avoided": circular.note, "tender": circular.note,
    "deviation": deviations.open_one, "spot_check": spot_checks.draw_one, "cost": costs.save,
    "network": network.tell,
}  # fmt: skip
