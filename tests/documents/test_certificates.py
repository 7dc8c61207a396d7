"""Certificates as PDF: judged by readers that are not ours."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from eventsys.core.codes import new_code
from eventsys.documents.certificates import (
    LARGEST_BATCH,
    CertificateBatch,
    CertificateFace,
    CertificateLabels,
    certificate_address,
    print_certificates,
)
from eventsys.documents.errors import TooManyTickets
from tests.documents.judge import elements_of, faults_of
from tests.documents.papers import NAMES

BASE = "https://billet.kk.dk"
A4 = (595, 842)
DOTS_AN_INCH = 100
LABELS = CertificateLabels(
    sender="Københavns Kommune",
    heading="Deltagerbevis",
    name="Udstedt til",
    title="For at have gennemført",
    dates="Datoer",
    attended="Fremmøde",
    length="Varighed",
    issued="Udstedt",
    hint="Scan koden, og se, om beviset er gyldigt.",
    picture="QR-kode til beviset",
)
ARABIC_LABELS = replace(LABELS, heading="شهادة مشاركة", name="مُنحت إلى", title="لإتمام")
FACE = CertificateFace(
    language="da",
    labels=LABELS,
    name="Ægir Ørsted",
    title="Medborgerskab i praksis",
    dates="12. januar 2027 til 16. februar 2027",
    attended="4 af 5 mødegange",
    length="12 timer",
    issued="17. februar 2027",
    address=certificate_address(BASE, "0123456789ABCDEFGHJK0001"),
)
BATCH = CertificateBatch(
    title="Deltagerbeviser",
    sender="Københavns Kommune",
    language="da",
    made_at=datetime(2027, 2, 17, tzinfo=UTC),
    certificates=[FACE],
)


def pages_of(*faces):
    document = pypdfium2.PdfDocument(print_certificates(replace(BATCH, certificates=faces)))
    try:
        return [
            (
                tuple(map(round, page.get_size())),
                [line.strip() for line in page.get_textpage().get_text_bounded().splitlines()],
                [
                    found.text
                    for found in zxingcpp.read_barcodes(
                        page.render(scale=2, grayscale=True).to_pil()
                    )
                ],
            )
            for page in document
        ]
    finally:
        document.close()


def test_the_address_is_written_in_capitals_so_that_the_symbol_stays_small():
    assert FACE.address == "HTTPS://BILLET.KK.DK/C/0123456789ABCDEFGHJK0001"


def test_a_certificate_says_for_whom_for_what_when_and_how_long():
    [(size, lines, read)] = pages_of(FACE)
    assert (size, read) == (A4, [FACE.address])
    assert lines[:15] == [
        "Københavns Kommune",
        "Deltagerbevis",
        "Udstedt til",
        "Ægir Ørsted",
        "For at have gennemført",
        "Medborgerskab i praksis",
        "Datoer",
        "12. januar 2027 til 16. februar 2027",
        "Fremmøde",
        "4 af 5 mødegange",
        "Varighed",
        "12 timer",
        "Udstedt",
        "17. februar 2027",
        "Københavns Kommune",
    ]
    assert "".join(lines[15:]).replace(" ", "") == f"{LABELS.hint}{FACE.address}".replace(" ", "")


def test_each_has_a_page_with_its_own_code_however_long_the_names_are():
    faces = [
        replace(
            FACE,
            name=name or None,
            title=FACE.title * (1 + number % 3 * 4),
            address=certificate_address(BASE, f"{number:024}"),
        )
        for number, name in enumerate(NAMES)
    ]
    assert [read for _, _, read in pages_of(*faces)] == [[face.address] for face in faces]


def test_every_code_is_read_from_a_coarse_print():
    addresses = [certificate_address(BASE, new_code()) for _ in range(25)]
    faces = [replace(FACE, address=address) for address in addresses]
    document = pypdfium2.PdfDocument(print_certificates(replace(BATCH, certificates=faces)))
    prints = [page.render(scale=DOTS_AN_INCH / 72, grayscale=True).to_pil() for page in document]
    document.close()
    read = [[found.text for found in zxingcpp.read_barcodes(each)] for each in prints]
    assert read == [[address] for address in addresses]


def test_a_batch_in_two_languages_can_be_read_out():
    arabic = replace(FACE, language="ar", labels=ARABIC_LABELS, name="محمد علي")
    pdf = print_certificates(replace(BATCH, certificates=[FACE, arabic]))
    assert faults_of(pdf, "da") == []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tongues = {str(each.get("/Lang", "")) for each in elements_of(document.Root.StructTreeRoot)}
    assert "ar" in tongues


def test_the_same_batch_gives_the_same_bytes():
    assert print_certificates(BATCH) == print_certificates(BATCH)


def test_there_is_an_end_to_what_one_file_holds():
    with pytest.raises(TooManyTickets) as refusal:
        print_certificates(replace(BATCH, certificates=[FACE] * (LARGEST_BATCH + 1)))
    assert refusal.value.asked == LARGEST_BATCH + 1
