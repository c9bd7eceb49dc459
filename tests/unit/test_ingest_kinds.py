"""Kinds of report besides fuel and vehicles: what is read, in three languages and as templates."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
import pytest

from followup.i18n.text import t
from followup.ingest.answers import OTHER_CLASS, Remembered
from followup.ingest.draft import Draft
from followup.ingest.layout import shared
from followup.ingest.words import key
from followup.services.memory import lasting
from followup.services.upload import templates
from tests.support.workbooks import TODAY, codes, read_bytes, read_rows, total, workbook

from followup.ingest.read import read_many  # isort: skip
from followup.settings import Limits  # isort: skip

ADDRESS = {"sheet", "row", "column", "cell", "findings", "is_duplicate", "is_questioned"}
Tables = Mapping[str, Sequence[Sequence[Any]]]

# The same report in the three languages of those who send one.
SAME: dict[str, tuple[Tables, ...]] = {
    "activity": (
        {"Blad1": [["Reg.nr", "Period", "Körsträcka (mil)", "Antal resor", "Personkilometer"],
                   ["ABC 123", "2025-01", "1 240", 310, "52 000"]]},
        {"Ark1": [["Nummerplade", "Periode", "Kørte km", "Antal ture", "Personkilometer"],
                  ["ABC123", "januar 2025", 12400, 310, "52.000,0"]]},
        {"Sheet1": [["Registration", "Period", "Distance (km)", "Trips", "Passenger-km"],
                    ["abc 123", "Jan 2025", 12400, 310, 52000]]},
    ),
    "machine": (
        {"Blad1": [["Maskinnr", "Maskintyp", "Steg", "Effekt (kW)", "Årsmodell", "Drifttimmar"],
                   ["GM-1", "Grävmaskin", "Steg IIIB", "110 kW", 2019, "1 200"]]},
        {"Ark1": [["Maskinnummer", "Maskintype", "Trin", "Effekt (kW)", "Årgang", "Driftstimer"],
                  ["GM-1", "Grävmaskin", "3B", 110, 2019, "1.200,0"]]},
        {"Sheet1": [["Machine no", "Machine type", "Stage", "Power (kW)", "Model year", "Hours"],
                    ["GM-1", "Grävmaskin", "Stage IIIB", 110, 2019, 1200]]},
    ),
    "declared_share": (
        {"Blad1": [["Leverantör", "Period", "Andel fossilfria leveranser"],
                   ["Påhittad Grossist", "2025", "85 %"]]},
        {"Ark1": [["Periode", "Andelen gælder", "Oplyst andel (%)"], ["2025", "Fossilfri", 85]]},
        {"Sheet1": [["Fossil-free deliveries"], ["Period", "Declared share"], ["2025", 0.85]]},
    ),
    "certificate": (
        {"Blad1": [["Typ av intyg", "Intygsnummer", "Utfärdare", "Mängd", "Enhet", "Period"],
                   ["Grön gas", "GG-1", "Påhittat Register", 120, "MWh", "2025-Q1"]]},
        {"Ark1": [["Certifikattype", "Certifikatnummer", "Udsteder", "Mængde (MWh)", "Periode"],
                  ["Grøn gas", "GG-1", "Påhittat Register", "120,0", "1. kvartal 2025"]]},
        {"Green gas": [["Certificate number", "Issuer", "Energy (kWh)", "From", "To"],
                       ["GG-1", "Påhittat Register", 120_000, "2025-01-01", "2025-03-31"]]},
    ),
    "packaging": (
        {"Blad1": [["Period", "Förpackning", "Klass enligt hierarkin", "Vikt (kg)",
                    "Antal förpackningar", "Antal rotationer", "Andel återvunnet",
                    "Återtaget (kg)"],
                   ["2025-H1", "Back", "Återanvändbar", "1 200", 40, 14, "60 %", "0,118 ton"]]},
        {"Ark1": [["Periode", "Emballage", "Emballageklasse", "Vægt (g)", "Antal emballager",
                   "Rotationer", "Genanvendt indhold (%)", "Tilbagetaget (kg)"],
                  ["1. halvår 2025", "Back", "Genbrug", 1_200_000, 40, 14, 60, 118]]},
        {"Sheet1": [["Period", "Packaging type", "Packaging class", "Weight (tonnes)",
                     "Number of packages", "Rotations", "Recycled content", "Returned (kg)"],
                    ["H1 2025", "Back", "reusable", 1.2, 40, 14, 0.6, 118]]},
    ),
    "furniture": (
        {"Blad1": [["Period", "Möbel", "Antal", "Anskaffning", "Inköpsvärde", "Valuta",
                    "Undvikna utsläpp (kg CO2e)", "Miljömärkning", "Reparerad", "Avyttrade till"],
                   ["2025-Q3", "Bord", "24 st", "begagnade", "24 000 kr", "SEK", "1 080 kg CO2e",
                    "Svanen", "ja", "såld"]]},
        {"Ark1": [["Periode", "Møbel", "Antal", "Anskaffelse", "Indkøbsværdi", "Valuta",
                   "Undgået CO2e (kg)", "Miljømærket", "Repareret", "Afhændet til"],
                  ["3. kvartal 2025", "Bord", 24, "brugt", "24.000,00", "SEK", 1080, "Svanemærket",
                   "Ja", "genbrug"]]},
        {"Sheet1": [["Period", "Furniture", "Pieces", "Acquisition", "Purchase value", "Currency",
                     "Avoided CO2e (kg)", "Ecolabel", "Repaired", "Disposed to"],
                    ["Q3 2025", "Bord", 24, "second hand", 24000, "SEK", 1080, "yes", "yes",
                     "sold"]]},
    ),
    "food_waste": (
        {"Blad1": [["Datum", "Skola", "Portioner", "Tallrikssvinn (kg)"],
                   ["2025-03-03", "Norra", 410, "14,2"]]},
        {"Ark1": [["Dato", "Køkken", "Type madspild", "Madspild (g)", "Antal spisende"],
                  ["03-03-2025", "Norra", "Tallerkenspild", 14200, 410]]},
        {"Sheet1": [["Date", "School", "Kind of food waste", "Food waste (kg)", "Covers"],
                    ["2025-03-03", "Norra", "plate waste", 14.2, 410]]},
    ),
    "nil_report": (
        {"Nollrapport": [["Period", "Orsak"], ["juli 2025", "uppehåll"]]},
        {"Ark1": [["Nulrapport"], ["Fra", "Til", "Årsag"],
                  ["2025-07-01", "2025-07-31", "uppehåll"]]},
        {"Sheet1": [["Nil report"], ["Period", "Reason"], ["2025-07", "uppehåll"]]},
    ),
}  # fmt: skip


def read_together(files: Sequence[bytes]) -> list[Draft]:
    """Several files in one child."""
    named = [(content, "rapport.xlsx", None) for content in files]
    return read_many(named, limits=Limits(), today=TODAY)


def facts(draft: Draft, kind: str) -> list[dict[str, Any]]:
    assert draft.refusal is None, draft.refusal
    rows = draft.facts[kind].to_pylist()
    return [
        {n: v for n, v in r.items() if n not in ADDRESS and not n.endswith("raw")} for r in rows
    ]


def test_the_same_report_in_three_languages_gives_the_same_facts() -> None:
    files = [(kind, workbook(each)) for kind, three in SAME.items() for each in three]
    drafts = read_together([content for _, content in files])
    found: dict[str, list[Any]] = {}
    for (kind, _), draft in zip(files, drafts, strict=True):
        assert codes(draft) == [], kind
        found.setdefault(kind, []).append(facts(draft, kind))
    assert {kind: three for kind, three in found.items() if three != [three[0]] * 3} == {}
    assert [str(v) for v in found["activity"][0][0].values()][:4] == [
        "ABC123", "None", "12400.000", "None",
    ]  # fmt: skip
    assert found["machine"][0][0]["stage"] == "IIIB"
    assert str(found["declared_share"][0][0]["share"]) == "0.850000"
    assert str(found["certificate"][0][0]["quantity"]) == "120000.000"
    packaging, furniture, waste = (found[k][0][0] for k in ("packaging", "furniture", "food_waste"))
    assert [str(packaging[n]) for n in ("packaging_class", "weight_kg", "returned_kg")] == [
        "reuse", "1200.000", "118.000",
    ]  # fmt: skip
    assert [str(furniture[n]) for n in ("acquisition", "pieces", "avoided_co2e_kg")] == [
        "reused", "24.000", "1080.000",
    ]  # fmt: skip
    assert [str(waste[n]) for n in ("waste_scope", "waste_kg", "portions")] == [
        "plate", "14.200", "410.000",
    ]  # fmt: skip


WORKS = [
    ["Redovisning av energianvändning 2025"],
    ["Drivmedel", "Enhet", "Arbetsmaskiner", "Transporter", "Omräkningsfaktor (kWh/enhet)",
     "Energi (kWh)", "Andel förnybart (%)"],
    ["Diesel MK1", "liter", 1000, 500, 9.8, 14700, 0],
    ["HVO100", "m3", 12, None, 9440, 113280, 100],
    ["Biogas", "Nm3", None, None, None, 0, None],
    ["El", "MWh", 3.5, None, 1000, 3500, 50],
    ["Summa", None, 1015.5, 500, None, 131480, None],
]  # fmt: skip


def test_an_energy_account_gives_amounts_once_and_what_it_declares_beside_them() -> None:
    draft = read_rows({"Energi": WORKS})
    assert total(draft) == {"diesel_mk1|l": "1500", "hvo100|l": "12000", "electricity|kWh": "3500"}
    assert (str(draft.period), codes(draft)) == ("2025", [])
    said = draft.facts["declared_share"].to_pylist()
    assert [(d["row"], d["column"], d["fuel"], str(d["share"]), d["grade"]) for d in said] == [
        (3, "G", "diesel_mk1", "0.000000", "declared"),
        (4, "G", "hvo100", "1.000000", "declared"),
        (6, "G", "electricity", "0.500000", "declared"),
    ]


YEARLY = ["Drivmedel", "Mängd", "Enhet", "Utsläppsfaktor (kg CO2e/enhet)", "Utsläpp (kg CO2e)",
          "Energi (kWh)"]  # fmt: skip


def test_the_columns_that_work_out_the_climate_effect_are_no_amounts() -> None:
    rows = [["HVO100", 2000, "liter", 0.3, 600, 18_880], ["Biogas", None, "kg", 0.4, 0, 0],
            ["Totalt", None, None, None, 600, 18_880]]  # fmt: skip
    years = {str(y): [["Företag", "Påhittat AB"], ["År", y], YEARLY, *rows] for y in (2024, 2025)}
    draft = read_rows({"Läs mig": [["Fyll i mängderna per år."]], **years})
    assert (total(draft), codes(draft)) == ({"hvo100|l": "4000"}, [])
    assert str(draft.period) == "2024-01-01..2025-12-31"


NO_REPORT = [
    [["Drivmedel", "Antal", "Andel"], ["Bensin", 5000, 0.2], ["El", 9000, 0.6]],
    [["Län", "Drivmedel", "Körsträcka (km)", "År"], ["Norr", "El", 5000, 2024]],
    [["Avdelning", "Period", "Orsak"], ["Norr", "2025-07", "Sjukdom"]],
    [["Produkt", "Serienummer", "Effekt (kW)", "Pris"], ["Pump", "P-1", 3, 900]],
    [["Mål 2030", "Andel"], ["Fossilfritt", "100 %"]],
    # Orders and registers of assets that say nothing of circular purchases.
    [["Förpackning", "Antal enheter", "Datum"], ["Kartong 12-pack", 40, "2025-03-01"]],
    [["Möbel", "Antal", "Pris", "Datum"], ["Stol", 12, 900, "2025-03-01"]],
    [
        ["Inventarie", "Antal", "Anskaffning"],
        ["Skrivbord", 3, "2021-04-01"],
        ["Stol", 9, "2022-05-01"],
    ],
]


def test_statistics_price_lists_and_goals_are_refused() -> None:
    drafts = read_together([workbook(rows) for rows in NO_REPORT])
    assert [d.refusal and d.refusal.code for d in drafts] == ["no_known_table"] * len(NO_REPORT)


FUEL_AND_VEHICLES = {
    "fuel": [
        [["Reg.nr", "Datum", "Drivmedel", "Mängd", "Enhet", "Körsträcka (km)", "Andel förnybart"],
         ["ABC123", "2025-01-02", "HVO100", 40, "l", 300, "100 %"]],
        [["Datum", "Intygsnummer", "Drivmedel", "Liter", "Reg.nr"],
         ["2025-01-02", "HB-1", "HVO100", 40, "ABC123"]],
    ],
    "vehicles": [
        [["Reg.nr", "Drivmedel", "Körsträcka (km)", "Period"], ["ABC123", "El", 300, "2025"]],
        [["Reg.nr", "Fordonstyp", "Euroklass", "Effekt (kW)"], ["ABC123", "Lastbil", "VI", 300]],
    ],
}  # fmt: skip


def test_fuel_and_vehicle_reports_stay_what_they_are() -> None:
    tables = [(kind, rows) for kind, many in FUEL_AND_VEHICLES.items() for rows in many]
    drafts = read_together([workbook(rows) for _, rows in tables])
    assert [tuple(t.report_type for t in d.tables) for d in drafts] == [(k,) for k, _ in tables]
    assert all(set(d.facts) <= {"fuel_delivery", "vehicle"} for d in drafts)


def offered(group: str, code: str, lang: str) -> str:
    return shared().offered[group][code][lang]


def lines(lang: str) -> dict[str, list[Any]]:
    """A row for each template, in the template's own words."""
    fossil_free, gas = offered("share_of", "fossil_free", lang), "green_gas"
    return {
        "activity": ["ABC123", "HVO100", "2025-01", 12400, 840, 310, 52000, 18500],
        "machines": ["GM-1", "X", "Y", offered("stage", "V", lang), 110, 2022, 800, "HVO100"],
        "works_energy": ["HVO100", 1250.5, "l", 9.44, "100 %", "2025"],
        "yearly_fuel": ["HVO100", 1250.5, "l", 2025, 0.3, 375],
        "declared": ["2025", fossil_free, "85 %", offered("share_basis", "energy", lang)],
        "certificates": [offered("certificate_kind", gas, lang), "GG-1", "Påhittat Register", 120,
                         "MWh", "2025-Q1"],
        "packaging": ["2025-H1", "X", "Y", "HDPE", offered("packaging_class", "reuse", lang), 120,
                      40, 14, "60 %", offered("yes_no", "yes", lang), offered("yes_no", "no", lang),
                      118],
        "furniture": ["2025-Q3", "X", 24, offered("acquisition", "refurbished", lang), 24000, 60000,
                      "SEK", 1080, 45, "Påhittad källa", 610, offered("ecolabel", "yes", lang),
                      offered("yes_no", "yes", lang), 2, 8, 3,
                      offered("disposal_route", "recycling", lang)],
        "food_waste": ["2025-03", "X", offered("waste_scope", "total", lang), 14.2, 410, 123],
        "nil_report": [offered("report_type", "fuel", lang), "2025-07", "uppehåll"],
        "vehicles": ["ABC123", "Buss", "Volvo", 2023, "VI", offered("drivetrains", "gas", lang),
                     "2025-01-01", "2025-12-31", "2023-04-12", "M3 II", 18000, 0, "WLTP", 0.64,
                     "55 %", offered("yes_no", "no", lang)],
    }  # fmt: skip


def filled(name: str, lang: str, line: Sequence[Any]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(templates.workbook(name, lang)))
    for column, value in enumerate(line, 1):
        book[t(f"report_type.{name}", lang)[:31]].cell(7, column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_is_filled_into_a_template_is_read_back_exactly() -> None:
    languages = ("sv", "da", "en")
    names = [(name, lang) for name in lines("sv") for lang in languages]
    drafts = read_together([filled(n, lang, lines(lang)[n]) for n, lang in names])
    for (name, lang), draft in zip(names, drafts, strict=True):
        assert draft.findings == (), (name, lang)
        assert [table.report_type for table in draft.tables] == [name], (name, lang)
        assert all(m.how == "exact" for m in draft.tables[0].mapping if m.header), (name, lang)
    for start in range(0, len(names), 3):
        kinds = drafts[start].facts
        three = [{k: facts(d, k) for k in kinds} for d in drafts[start : start + 3]]
        assert three == [three[0]] * 3, names[start]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        # An electric machine has no stage; a word nobody knows is a question.
        ([["Maskin", "Steg", "Effekt (hk)"], ["A", "El", 100], ["B", "Steg V", 50],
          ["C", "Euro 6", 50]], [(4, "unknown_word")]),
        # The same number is one certificate, whatever its days.
        ([["Intygsnummer", "Utfärdare", "Mängd (MWh)", "Period"], ["GG-1", "X", 1, "2025-01"],
          ["GG 1", "X", 1, "2025-02"]], [(3, "duplicate_row")]),
        ([["Reg.nr", "Period", "Antal resor"], ["ABC123", "2025-01", "enligt faktura"],
          ["DEF456", "2025-13", 3]], [(2, "missing_value"), (3, "invalid_date")]),
        # Furniture that has a value counts by it, and is unknown by number.
        ([["Period", "Möbel", "Antal", "Anskaffning", "Inköpsvärde (kr)"],
          ["2025-Q3", "Bord", None, "begagnade", 24000], ["2025-Q3", "Stol", 2, "nya", 900]],
         [(2, "missing_pieces")]),
    ],
)  # fmt: skip
def test_what_is_odd_is_told_at_its_cell(
    rows: list[list[Any]], found: list[tuple[int, str]]
) -> None:
    assert codes(read_rows(rows)) == found


def test_horsepower_becomes_kilowatts() -> None:
    draft = read_bytes(workbook([["Maskin", "Steg", "Effekt (hk)"], ["A", "V", 100]]))
    assert str(facts(draft, "machine")[0]["power_kw"]) == "73.550"


def test_a_sheet_that_is_no_table_may_declare_a_share_or_say_that_nothing_was_done() -> None:
    forms = [
        [["Påhittad Grossist AB"], ["Period", "2025"], [], ["85 % fossilfritt"]],
        [["Leverantør", "Påhittet A/S"], ["Periode:", "2025"], ["Andel fossilfri", 0.85]],
        [["Nollrapport"], ["Period", "juli 2025"], ["Orsak", "uppehåll"]],
        [["Nulrapport juli 2025"], ["Årsag: uppehåll"]],
        [["Juli 2025"], ["Ingen körning har utförts på grund av uppehåll."]],
        [["Mål för 2025: 85 % fossilfritt"]],  # a goal states nothing
        [["85 % fossilfritt"]],  # of which days?
        [["År 2025"], ["HVO 85 % förnybart"], ["El 40 % förnybart"]],  # which of them?
    ]
    *drafts, lacking = read_together([workbook(rows) for rows in (*forms, [["Nollrapport 2025"]])])
    assert [(f.code, f.row, f.severity) for f in lacking.findings] == [
        ("missing_value", 1, "question")
    ]
    assert [f["reason"] for f in facts(lacking, "nil_report")] == [None]
    said = [{k: tb.to_pylist()[0] for k, tb in draft.facts.items()} for draft in drafts]
    declared = [one["declared_share"] for one in said[:2]]
    assert [(str(d["share"]), d["share_of"], d["row"], d["column"]) for d in declared] == [
        ("0.850000", "fossil_free", 4, "A"), ("0.850000", "fossil_free", 3, "B"),
    ]  # fmt: skip
    nil = [one["nil_report"] for one in said[2:5]]
    assert [(n["reason"], str(n["period_end"])) for n in nil] == [("uppehåll", "2025-07-31")] * 3
    assert [d.refusal and d.refusal.code for d in drafts] == [None] * 5 + ["no_known_table"] * 3


FLEET = [["Reg.nr", "Fordonstyp", "Drivlina"], ["ABC123", "Buss", "Eldrift 2.0"],
         ["ABC124", "Buss", "Diesel"], ["ABC125", "Buss", "Eldrift 2.0"],
         ["ABC126", "Buss", "-"]]  # fmt: skip
MACHINES = [["Maskin", "Steg", "Effekt (kW)", "Årsmodell"], ["Grävmaskin 1", "Trea B", 90, 2014],
            ["Grävmaskin 2", "V", 90, 2020], ["Truck", "El", 20, 2022]]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "kind", "fact", "word", "code", "waiting"),
    [
        (FLEET, "drivetrain", "vehicle", "Eldrift 2.0", "electric", 2),
        (MACHINES, "stage", "machine", "Trea B", "IIIB", 1),
    ],
)
def test_a_class_nobody_knows_is_asked_once_and_remembered(
    rows: list[list[Any]], kind: str, fact: str, word: str, code: str, waiting: int
) -> None:
    field = f"{kind}:{word}"
    first = read_rows(rows)
    assert [(q.field, q.rows) for q in first.questions] == [(field, waiting)]
    assert first.facts[fact].column(kind)[0].as_py() is None
    answers = {field: code}
    settled = read_rows(rows, answers=answers)
    assert (settled.questions, codes(settled)) == ((), [])
    kept = lasting(settled, answers)
    known = Remembered(classes={f"{kind}:{key(word)}": kept[f"{kind}:{key(word)}"]})
    again = read_rows(rows, remembered=known)
    assert again.facts[fact].column(kind).to_pylist()[0] == code
    assert (again.questions, dict(again.used)) == ((), {field: code})
    # Said to be none of the classes, it stays unknown and is asked no more.
    other = read_rows(rows, answers={field: OTHER_CLASS})
    assert other.facts[fact].column(kind)[0].as_py() is None
    assert other.questions == ()
