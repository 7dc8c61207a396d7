"""Registrations look like one by their contact or by somebody's full name, at the same date."""

from eventsys.registration.merging.rules import Likeness, Party, Suspicion, same_name, suspect


def party(number, *names, occasion_id=None, contact="", email=None, phone=None):
    return Party(
        id=number,
        occasion_id=occasion_id,
        contact_name=contact,
        email=email,
        phone=phone,
        names=names,
    )


def pairs(*parties):
    return [(each.first, each.second, [*each.because]) for each in suspect(parties)]


def test_a_contact_is_known_again_however_it_is_spelt():
    one = party(1, contact="Søren Østergård", email="Soren@example.org")
    two = party(2, contact="soren  ostergaard", email="soren@example.org")
    assert suspect([two, one]) == [
        Suspicion(first=1, second=2, because=[Likeness.CONTACT, Likeness.EMAIL])
    ]


def test_a_phone_and_a_full_name_of_somebody_are_signs_one_name_alone_is_none():
    by_phone = [party(1, phone="+4512345678"), party(2, phone="+4512345678")]
    assert pairs(*by_phone) == [(1, 2, ["phone"])]
    by_person = [party(3, "Ali Khan", "Bo", contact="Bo"), party(4, "Bo", "KHAN Ali", "Ali Khan")]
    assert pairs(*by_person) == [(3, 4, ["person"])]
    assert pairs(party(5, "Bo", contact="Amina"), party(6, "Bo", contact="Amina")) == []


def test_nothing_in_common_is_no_sign_and_another_date_is_none_either():
    assert pairs(party(1, ""), party(2, ""), party(3, email="a@b.dk")) == []
    assert (
        pairs(party(1, email="a@b.dk", occasion_id=1), party(2, email="a@b.dk", occasion_id=2))
        == []
    )


def test_of_several_alike_each_is_set_beside_the_one_before():
    alike = [party(number, email="a@b.dk") for number in (3, 1, 2)]
    assert pairs(*alike) == [(1, 2, ["email"]), (2, 3, ["email"])]


def test_names_are_the_same_however_they_are_spelt_but_no_name_is_nobodys():
    assert same_name("Åse  Yde", "aase yde")
    assert not same_name("Åse", "Åse Yde")
    assert not same_name("", "")
    assert not same_name(" ", "")
