"""The poster at the door: judged by readers that are not ours."""

import io
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from eventsys.core.text import Language
from eventsys.documents.posters import Greeting, PaperSize, Poster, PosterDate, print_poster

ADDRESS = "https://billet.kk.dk/da/events/international-dag"
DOTS_AN_INCH = 100
A4, A3 = (595, 842), (842, 1191)
WELCOMES = {
    "da": "Velkommen",
    "en": "Welcome",
    "ar": "أهلًا وسهلًا",
    "tr": "Hoş geldiniz",
    "ur": "خوش آمدید",
    "so": "Soo dhowow",
}
POSTER = Poster(
    title="International Dag ved søerne",
    sender="Københavns Kommune",
    language="da",
    paper=PaperSize.A4,
    greetings=[Greeting(language=each, words=WELCOMES[each]) for each in Language],
    dates=[
        PosterDate(
            when=("lørdag den 12. juni 2027", "kl. 13.00–17.00"),
            place=("Søpavillonen", "Gyldenløvesgade 24, 1369 København K"),
        )
    ],
    hint="Læs mere på telefonen",
    address=ADDRESS,
    picture="QR-kode til arrangementets side",
    made_at=datetime(2027, 1, 1, tzinfo=UTC),
)


def pages_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            (
                tuple(map(round, page.get_size())),
                " ".join(page.get_textpage().get_text_bounded().split()),
                page.render(scale=DOTS_AN_INCH / 72, grayscale=True).to_pil(),
            )
            for page in document
        ]
    finally:
        document.close()


@pytest.mark.parametrize(("paper", "size"), [(PaperSize.A4, A4), (PaperSize.A3, A3)])
def test_a_poster_is_one_page_whose_code_is_read_from_a_coarse_print(paper, size):
    [(found, text, picture)] = pages_of(print_poster(replace(POSTER, paper=paper)))
    assert (found, [code.text for code in zxingcpp.read_barcodes(picture)]) == (size, [ADDRESS])
    for words in ("International Dag ved søerne", "kl. 13.00–17.00", "Søpavillonen", ADDRESS):
        assert words in text


def test_it_greets_in_six_languages():
    [(_, text, _)] = pages_of(print_poster(POSTER))
    for language in ("da", "en", "tr", "so"):
        assert WELCOMES[language] in text


def test_it_is_tagged_titled_and_made_to_pdf_ua_with_its_fonts():
    arabic = replace(POSTER, language="ar", title="اليوم العالمي")
    with pikepdf.open(io.BytesIO(print_poster(arabic))) as document:
        assert document.Root.MarkInfo.Marked is True
        assert str(document.Root.Lang) == "ar"
        assert document.Root.ViewerPreferences.DisplayDocTitle is True
        assert document.open_metadata()["pdfuaid:part"] == "1"
        fonts = [each for each in document.objects if is_font(each)]
        assert fonts
        assert [font for font in fonts if not {"/FontFile2", "/FontFile3"} & set(font)] == []


def test_on_a_screen_its_address_can_be_followed():
    with pikepdf.open(io.BytesIO(print_poster(POSTER))) as document:
        [link] = document.pages[0].Annots
        assert (str(link.Subtype), str(link.A.URI)) == ("/Link", ADDRESS)
        assert ADDRESS in str(link.Contents)


def is_font(each):
    return isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"


def test_long_titles_and_many_dates_still_fit_on_one_page():
    date = POSTER.dates[0]
    crowded = replace(POSTER, title="Forældreinddragelse for alle " * 8, dates=[date] * 12)
    [(_, text, picture)] = pages_of(print_poster(crowded))
    assert text.count("Søpavillonen") == 12
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [ADDRESS]


def test_what_was_typed_is_never_read_as_markup():
    [(_, text, _)] = pages_of(print_poster(replace(POSTER, title="#evil $x$ *b* <tag>")))
    assert "#evil $x$ *b* <tag>" in text
