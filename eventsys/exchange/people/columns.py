"""Which column of a list holds what, by its heading in any of our languages."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from eventsys.core.folding import fold


class Column(StrEnum):
    """What is read of a person; every other column is passed over and kept nowhere."""

    NAME = "name"
    FIRST_NAME = "first-name"
    LAST_NAME = "last-name"
    CATEGORY = "category"
    BIRTH_YEAR = "birth-year"


HEADINGS = {
    Column.NAME: (
        *("navn", "navne", "fulde navn", "navn på barnet", "barnets navn", "elevens navn"),
        *("name", "full name", "child", "barn", "elev", "deltager"),
        *("ad", "adı", "ad soyad", "isim", "الاسم", "اسم الطفل", "نام", "پورا نام", "magac"),
        *("magaca", "magaca oo dhan"),
    ),
    Column.FIRST_NAME: (
        *("fornavn", "fornavne", "first name", "given name", "الاسم الأول", "پہلا نام"),
        *("ön ad", "magaca koowaad"),
    ),
    Column.LAST_NAME: (
        *("efternavn", "efternavne", "last name", "surname", "family name", "soyad", "soyadı"),
        *("اسم العائلة", "اللقب", "خاندانی نام", "magaca qoyska"),
    ),
    Column.CATEGORY: (
        *("barn eller voksen", "child or adult", "type", "deltagertype", "çocuk veya yetişkin"),
        *("çocuk mu yetişkin mi", "طفل أو بالغ", "طفل أم بالغ", "بچہ یا بالغ", "ilmo ama qof weyn"),
    ),
    Column.BIRTH_YEAR: (
        *("fødselsår", "født", "fødselsdato", "fødselsdag", "årgang", "year of birth"),
        *("birth year", "born", "date of birth", "doğum yılı", "doğum tarihi", "سنة الميلاد"),
        *("تاريخ الميلاد", "پیدائش کا سال", "تاریخ پیدائش", "sannadka dhalashada"),
    ),
}
KNOWN = {fold(heading): column for column, each in HEADINGS.items() for heading in each}
NAMES = {Column.NAME, Column.FIRST_NAME, Column.LAST_NAME}


def column_of(heading: str) -> Column | None:
    """Tell what a column holds; None where its heading is none that we know."""
    return KNOWN.get(fold(heading.strip(" :*")))


def columns_of(headings: Sequence[str]) -> Mapping[int, Column]:
    """Find the columns that are read; of two with one meaning the first counts."""
    found: dict[int, Column] = {}
    for place, heading in enumerate(headings):
        column = column_of(heading)
        if column is not None and column not in found.values():
            found[place] = column
    return found


def names_somebody(columns: Mapping[int, Column]) -> bool:
    """Tell whether there is a name among the columns."""
    return bool(NAMES & set(columns.values()))
