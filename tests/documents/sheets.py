"""Sheets of tickets for the tests, in plain values."""

from dataclasses import replace
from datetime import UTC, datetime

from eventsys.documents.tickets import TicketFace, TicketLabels, TicketSheet

ADDRESS = "HTTPS://BILLET.KK.DK/T/0123456789ABCDEFGHJK"
LABELS = TicketLabels(
    when="Tidspunkt",
    place="Sted",
    name="Navn",
    short_code="Kortkode",
    hint="Vis billetten ved indgangen, på papir eller telefon.",
)
ARABIC_LABELS = TicketLabels(
    when="الوقت",
    place="المكان",
    name="الاسم",
    short_code="الرمز القصير",
    hint="أظهر التذكرة عند المدخل، على الورق أو الهاتف.",
)


def make_face(number=1, count=1, **changes):
    return replace(
        TicketFace(
            ordinal=f"Billet {number} af {count}",
            name=None,
            when=("lørdag den 12. juni 2027", "kl. 13.00–17.00"),
            place=("Søpavillonen", "Gyldenløvesgade 24, 1369 København K"),
            short_code="7K3MX9QD",
            address=f"{ADDRESS}{number:04d}",
            picture=f"QR-kode til billet {number} af {count}",
        ),
        **changes,
    )


def make_sheet(*faces, **changes):
    return replace(
        TicketSheet(
            title="International Dag ved søerne",
            sender="Københavns Kommune",
            language="da",
            labels=LABELS,
            made_at=datetime(2027, 1, 1, tzinfo=UTC),
            tickets=faces or (make_face(),),
        ),
        **changes,
    )
