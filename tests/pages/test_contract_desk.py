"""A contract handed over on its page, and the list of a contract system read in the wizard."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import tables, texts
from tests.pages.test_contracts import NUMBER

LIST = """Avtalsnummer;Avtalsbenämning;Leverantör;Org.nr;Startdatum;Slutdatum;Förlängning t.o.m.;\
Avtalsansvarig;CPV-kod;Avtalsvärde;Status
PH-101;Skolskjuts (påhittat);Påhittad Buss AB;;2024-08-01;2027-07-31;2029-07-31;\
Anna Avtal (påhittad);60130000-8;12 500 000,00;Gällande
PH-102;Plogning (påhittat);Påhittad Plog AB;;2023-10-01;tills vidare;;Bo Avtal;90620000-9;;Gällande
"""


def test_a_contract_is_handed_over_with_what_the_next_person_needs(entry: AppTest) -> None:
    entry.query_params["contract"] = NUMBER
    entry.switch_page("pages/contracts.py").run()
    entry.text_input(key="hand_over_to").set_value("Nästa Person (påhittad)")
    entry.button(key="hand_over_save").click().run()
    assert "skriv vad den som tar över behöver veta" in entry.error[0].value
    entry.text_area(key="hand_over_note").set_value("Möte bokat i mars (påhittat)")
    entry.button(key="hand_over_save").click().run()
    assert not entry.error
    shown = tables(entry)
    assert "överlämnat till Nästa Person" in texts(entry)
    assert "Möte bokat i mars" in shown
    assert "Nästa Person" in shown
    # What is open stands on the same page, in the queue's words: the reports that are late.
    assert "drivmedelsrapport för 2025 Q1" in texts(entry)
    assert "Nästa steg: skicka påminnelse" in texts(entry)


def test_a_contract_systems_list_asks_once_and_leaves_out_only_what_is_agreed(
    named: AppTest,
) -> None:
    named.switch_page("pages/upload.py").run()
    named.file_uploader[0].set_value(("avtal.csv", LIST.encode("cp1252"), "")).run()
    assert named.button(key="upload_save_contracts").disabled
    named.text_input(key="register_board").set_value("Påhittad nämnd")
    named.text_input(key="register_buyers").set_value("Påhittad kommun")
    named.run()
    named.checkbox(key="register_leave_out").check().run()
    named.button(key="upload_save_contracts").click().run()
    assert not named.error
    named.query_params["contract"] = "PH-101"
    named.switch_page("pages/contracts.py").run()
    facts = tables(named)
    for words in ("Påhittad nämnd", "60130000-8", "2029-07-31"):
        assert words in facts
    assert "inget kan följas upp" in texts(named)
