"""What the columns of a list of people may hold, by their headings, and the words in them."""

from enum import StrEnum

from eventsys.core.folding import fold
from eventsys.core.text import Language
from eventsys.exchange.people.columns import HEADINGS
from eventsys.exchange.people.rules import CATEGORY_OF
from eventsys.registration.rules import Category

STAFF = ("personale", "staff", "طاقم العمل", "personel", "عملہ", "shaqaale", "medarbejder")
KNOWN_CATEGORIES = CATEGORY_OF | {fold(word): Category.STAFF for word in STAFF}
KNOWN_LANGUAGES = {fold(name): each for each in Language for name in (each.value, each.own_name)}


class PersonColumn(StrEnum):
    """What is read of a person; every other column is passed over and kept nowhere."""

    NAME = "name"
    FIRST_NAME = "first-name"
    LAST_NAME = "last-name"
    CATEGORY = "category"
    BIRTH_YEAR = "birth-year"
    CONTACT = "contact"
    EMAIL = "email"
    PHONE = "phone"
    LANGUAGE = "language"
    GROUP = "group"
    DATE = "date"
    REFERENCE = "reference"
    STANDING = "standing"


MORE_HEADINGS = {
    PersonColumn.CATEGORY: ("deltagertype", "category", "الفئة", "katılımcı türü", "قسم"),
    PersonColumn.CONTACT: (
        *("kontaktperson", "kontakt", "contact", "forælder", "parent", "iletişim kişisi"),
        *(
            "invoice address name",
            "الشخص المسؤول عن التسجيل",
            "رابطے کا شخص",
            "qofka lala xiriirayo",
        ),
    ),
    PersonColumn.EMAIL: (
        *("e-mail", "email", "mail", "e-mailadresse", "e-posta", "البريد الإلكتروني", "ای میل"),
        "iimayl",
    ),
    PersonColumn.PHONE: (
        *("telefon", "tlf", "tlf.", "mobil", "mobilnummer", "telefonnummer", "phone", "mobile"),
        *("phone number", "الهاتف", "فون", "taleefan"),
    ),
    PersonColumn.STANDING: ("status", "bestellstatus", "الحالة", "durum", "حالت", "xaalad"),
    PersonColumn.NAME: ("attendee name", "teilnehmername"),
    PersonColumn.FIRST_NAME: ("attendee name: given name",),
    PersonColumn.LAST_NAME: ("attendee name: family name",),
    PersonColumn.LANGUAGE: ("sprog", "language", "order locale", "اللغة", "dil", "زبان", "luqad"),
    PersonColumn.GROUP: (
        *("gruppe", "hold", "klasse", "skole", "group", "class", "school", "المجموعة", "grup"),
        *("گروپ", "koox"),
    ),
    PersonColumn.DATE: (
        *("dato nr.", "date no.", "رقم الموعد", "tarih no.", "تاریخ نمبر", "taariikhda lam."),
    ),
    PersonColumn.REFERENCE: (
        *(
            "reference",
            "order code",
            "bestellnummer",
            "الرقم المرجعي",
            "kayıt kodu",
            "حوالہ نمبر",
            "lambarka tixraaca",
        ),
    ),
}
KNOWN_HEADINGS = {
    fold(heading): PersonColumn(column.value).value
    for column, headings in HEADINGS.items()
    for heading in headings
} | {
    fold(heading.strip(" :*")): column.value
    for column, headings in MORE_HEADINGS.items()
    for heading in headings
}
NAMES = {PersonColumn.NAME, PersonColumn.FIRST_NAME, PersonColumn.LAST_NAME}


GONE = (
    *("canceled", "cancelled", "expired", "test", "deregistered", "canceled (paid)"),
    *("frameldt", "annulleret", "aflyst", "أُلغي تسجيله", "kaydı silindi", "رجسٹریشن ختم"),
    *("diiwaanka waa laga saaray", "storniert", "abgelaufen"),
)
"""How lists of ours and of pretix say that somebody does not come any more."""
HAS_LEFT = {fold(word) for word in GONE}
