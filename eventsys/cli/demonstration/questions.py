"""What two of the demonstration's events ask, and what invented people answer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from eventsys.core.standing import Origin, Provenance
from eventsys.core.text import Language
from eventsys.registration.questions.judging import Given
from eventsys.registration.questions.requests import OptionPlan, QuestionPlan, QuestionText
from eventsys.registration.questions.rules import (
    NO,
    YES,
    AskedOf,
    Condition,
    QuestionKind,
    code_from,
)
from eventsys.registration.requests import RegistrationRequest

DANISH, ENGLISH, ARABIC = Language.DANISH, Language.ENGLISH, Language.ARABIC
Words = Mapping[Language, str]


def question(kind: QuestionKind, label: Words, purpose: Words, *options: Words) -> QuestionPlan:
    """Plan a question that is asked of each person and need not be answered."""
    return QuestionPlan(
        kind=kind,
        asked_of=AskedOf.PARTICIPANT,
        texts={each: QuestionText(label=label[each], purpose=purpose[each]) for each in label},
        options=[OptionPlan(labels=labels) for labels in options],
    )


def said(danish: str, english: str, arabic: str) -> Words:
    """Give a text in three languages."""
    return {DANISH: danish, ENGLISH: english, ARABIC: arabic}


WAY_HOME = said(
    "Går barnet selv hjem?", "Does the child go home alone?", "هل يعود الطفل إلى البيت وحده؟"
)
CHILDCARE = said(
    "Har I brug for børnepasning?", "Do you need childcare?", "هل تحتاجون إلى رعاية أطفال؟"
)
SAFE_HOME = said(
    "Så vi ved, hvem vi lader gå.", "So that we know whom to let go.", "كي نعرف من يمكنه المغادرة."
)
ENOUGH_STAFF = said(
    "Så der er voksne nok til at passe børnene.",
    "So that there are enough adults to look after the children.",
    "كي يكون هناك عدد كافٍ من البالغين لرعاية الأطفال.",
)

PARTY_QUESTIONS: Sequence[QuestionPlan] = (
    question(
        QuestionKind.CHOICES,
        said(
            "Hvad vil barnet gerne prøve?",
            "What would the child like to try?",
            "ماذا يحب الطفل أن يجرب؟",
        ),
        said(
            "Så der er plads nok ved alt.",
            "So that there is room enough at everything.",
            "كي يتسع المكان لكل الأنشطة.",
        ),
        said("Fodbold", "Football", "كرة القدم"),
        said("Musik", "Music", "الموسيقى"),
        said("Kreativt værksted", "Creative workshop", "ورشة إبداعية"),
    ),
    question(QuestionKind.YES_NO, WAY_HOME, SAFE_HOME),
    replace(
        question(
            QuestionKind.TEXT,
            said("Hvem henter barnet?", "Who picks the child up?", "من يأخذ الطفل؟"),
            SAFE_HOME,
        ),
        condition=Condition(code_from(WAY_HOME[DANISH], frozenset()), NO),
        deletion_days=7,
    ),
)
COURSE_QUESTIONS: Sequence[QuestionPlan] = (
    question(
        QuestionKind.CHOICE,
        said(
            "Hvad vil du helst arbejde med?",
            "What would you most like to work on?",
            "على ماذا تفضل أن تعمل؟",
        ),
        said(
            "Så vi kan danne grupper.", "So that we can form groups.", "كي نتمكن من تشكيل مجموعات."
        ),
        said("Boligforeningen", "The housing association", "جمعية السكن"),
        said("Skolebestyrelsen", "The school board", "مجلس المدرسة"),
        said("Lokaludvalget", "The local council", "المجلس المحلي"),
    ),
    replace(
        question(QuestionKind.YES_NO, CHILDCARE, ENOUGH_STAFF),
        asked_of=AskedOf.REGISTRATION,
        provenance=Provenance(origins={ARABIC: Origin.MACHINE}),
    ),
    replace(
        question(
            QuestionKind.NUMBER,
            said("Hvor mange børn?", "How many children?", "كم عدد الأطفال؟"),
            ENOUGH_STAFF,
        ),
        asked_of=AskedOf.REGISTRATION,
        condition=Condition(code_from(CHILDCARE[DANISH], frozenset()), YES),
    ),
)
ONE_IN = 5  # leaves a question out
RELATIVES = ("Mor", "Far", "Mormor", "Farfar", "Storesøster", "Onkel")


def with_answers(
    request: RegistrationRequest, questions: Sequence[QuestionPlan], chance: Random
) -> RegistrationRequest:
    """Let most of the invented people answer; what is not asked of them is dropped."""
    if not questions:
        return request
    return replace(
        request,
        answers=invented_answers(questions, AskedOf.REGISTRATION, chance),
        participants=[
            replace(person, answers=invented_answers(questions, AskedOf.PARTICIPANT, chance))
            for person in request.participants
        ],
    )


def invented_answers(
    questions: Sequence[QuestionPlan], asked_of: AskedOf, chance: Random
) -> dict[str, Given]:
    """Invent what one person answers, or all of them together."""
    return {
        code_from(each.texts[DANISH].label, frozenset()): invented_answer(each, chance)
        for each in questions
        if each.asked_of is asked_of and chance.randrange(ONE_IN) > 0
    }


def invented_answer(asked: QuestionPlan, chance: Random) -> Given:
    """Invent one answer."""
    match asked.kind:
        case QuestionKind.CHOICE | QuestionKind.CHOICES:
            labels = [option.labels[DANISH] for option in asked.options]
            return code_from(chance.choice(labels), frozenset())
        case QuestionKind.YES_NO:
            return chance.choice((YES, NO))
        case QuestionKind.NUMBER:
            return str(chance.randint(1, 3))
        case _:
            return chance.choice(RELATIVES)
