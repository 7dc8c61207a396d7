"""The verbs of the log in words: a house test finds every one that the code writes."""

from eventsys.web.common.words import _


def verb_words() -> dict[str, str]:
    """Say of each verb what was done."""
    return {
        **verbs_of_events(),
        **verbs_of_people(),
        **verbs_of_the_day(),
        **verbs_of_asking(),
        **verbs_of_messages(),
        **verbs_of_actors(),
        **verbs_of_accounts(),
        **verbs_of_receivers(),
        **verbs_of_casework(),
        **verbs_of_reports(),
    }


def verbs_of_events() -> dict[str, str]:
    """Say what is done to events, their dates, texts and pictures."""
    return {
        "add": _("added"),
        "add-picture": _("picture added"),
        "amend": _("changed"),
        "archive": _("put into the archive"),
        "archived": _("put into the archive"),
        "begin rehearsal": _("rehearsal begun"),
        "cancel date": _("date called off"),
        "cancelled": _("called off"),
        "confirm": _("translation reviewed"),
        "copy": _("copied"),
        "create": _("made"),
        "delete": _("deleted"),
        "describe-picture": _("picture described"),
        "dismiss-assistant": _("assistant removed"),
        "draft": _("made a draft again"),
        "drop view": _("view removed"),
        "end rehearsal": _("rehearsal ended"),
        "count in report": _("what it counts as in the report set"),
        "export": _("taken home as a file"),
        "forget": _("personal data deleted"),
        "import": _("list read in"),
        "import season": _("came in with a season file"),
        "join series": _("put into a series"),
        "keep view": _("view kept"),
        "leave series": _("taken out of its series"),
        "let people move": _("moving between dates set"),
        "name-assistant": _("assistant added"),
        "outdate": _("translation out of date"),
        "overbook": _("more people than places"),
        "published": _("published"),
        "put-picture-first": _("picture put first"),
        "remove-picture": _("picture removed"),
        "restore": _("taken into use again"),
        "restore date": _("date held after all"),
        "undo-import": _("list taken back"),
    }


def verbs_of_people() -> dict[str, str]:
    """Say what is done to registrations, people and tickets."""
    return {
        "answer": _("answers changed"),
        "approve": _("approved"),
        "assign": _("recognised as an actor"),
        "block": _("blocked"),
        "call": _("called about places"),
        "decline": _("declined"),
        "deregister": _("taken off the event"),
        "draw": _("lots drawn"),
        "flag": _("mark on a ticket set"),
        "give places": _("given places"),
        "merge": _("merged"),
        "move": _("moved"),
        "name people": _("people named"),
        "note": _("note written"),
        "offer": _("place offered"),
        "preprint": _("printed beforehand"),
        "print": _("papers asked for"),
        "register at the door": _("registered at the entrance"),
        "remove note": _("note removed"),
        "remove-pictures": _("pictures of somebody removed"),
        "renew link": _("new link made"),
        "replace": _("ticket replaced"),
        "send link": _("link sent once more"),
        "take up again": _("taken up again"),
        "type in": _("typed in from paper"),
        "unassign": _("actor taken away"),
        "unblock": _("no longer blocked"),
        "workplace": _("workplace or association told"),
    }


def verbs_of_the_day() -> dict[str, str]:
    """Say what is done at the entrance, and about who came."""
    return {
        "apologise": _("sent apologies"),
        "check in": _("checked in"),
        "close list": _("attendance list closed"),
        "correct attendance": _("attendance corrected"),
        "decide": _("case decided"),
        "issue": _("issued"),
        "pair": _("phone paired"),
        "reopen list": _("attendance list opened again"),
        "revoke": _("no longer valid"),
        "search": _("people searched for"),
        "set-rule": _("rule set"),
        "undo check-in": _("check-in taken back"),
        "withdraw apology": _("apologies taken back"),
    }


def verbs_of_asking() -> dict[str, str]:
    """Say what is done to questions and questionnaires."""
    return {
        "amend wave": _("questions after the event changed"),
        "ask": _("question added"),
        "choose for figure": _("chosen for a figure"),
        "close wave": _("questions after the event closed"),
        "drop wave": _("questions after the event dropped"),
        "open wave": _("questions after the event opened"),
        "plan wave": _("questions after the event planned"),
        "remind": _("reminder sent"),
        "remove": _("taken away"),
        "renew": _("new version made"),
        "retire": _("asked no more"),
        "send reply": _("reply sent"),
        "take back answers": _("answers on paper taken back"),
        "type in answers": _("answers on paper typed in"),
        "write reply": _("reply written"),
    }


def verbs_of_messages() -> dict[str, str]:
    """Say what is done to messages."""
    return {
        "hold": _("sending stopped"),
        "mend-channel": _("written to again"),
        "put back": _("backup put back"),
        "release": _("sending begun again"),
        "resend": _("sent once more"),
        "rewrite": _("written anew"),
        "send": _("sent off"),
        "settle-call": _("called by phone"),
        "stop": _("stopped"),
        "write": _("written"),
    }


def verbs_of_actors() -> dict[str, str]:
    """Say what is done to actors."""
    return {
        "name": _("name added"),
        "rename": _("given a new name"),
        "unmerge": _("taken apart again"),
        "unname": _("name removed"),
    }


def verbs_of_accounts() -> dict[str, str]:
    """Say what is done to accounts."""
    return {
        "add-passkey": _("passkey saved"),
        "ask-for-recovery": _("new passphrase asked for"),
        "change-roles": _("roles changed"),
        "choose-passphrase": _("passphrase chosen"),
        "deactivate": _("account closed"),
        "invite": _("invited"),
        "issue-token": _("API token made"),
        "reactivate": _("account opened again"),
        "refuse-access": _("refused: not allowed"),
        "refuse-sign-in": _("sign-in refused"),
        "remove-passkey": _("passkey removed"),
        "reset-second-factor": _("second factor reset"),
        "revoke-token": _("API token taken back"),
        "sign-in": _("signed in"),
        "sign-out-everywhere": _("signed out everywhere"),
        "sign-out-one": _("signed out in one browser"),
        "withdraw-invitation": _("invitation taken back"),
    }


def verbs_of_receivers() -> dict[str, str]:
    """Say what is done to receivers of news."""
    return {
        "replace-secret": _("secret replaced"),
        "replay": _("news sent once more"),
        "switch-off": _("switched off"),
        "switch-on": _("switched on again"),
    }


def verbs_of_casework() -> dict[str, str]:
    """Say what is done to advice and requisitions."""
    return {
        "cancel-task": _("task withdrawn"),
        "convert": _("made a requisition"),
        "mark-duplicate": _("marked as logged twice"),
    }


def verbs_of_reports() -> dict[str, str]:
    """Say what is done to the status reports."""
    return {
        "approve report": _("report approved"),
        "begin report": _("report begun"),
        "check report": _("report checked"),
        "let stand": _("left as it is in the report"),
        "note erratum": _("correction noted"),
        "return report": _("report made a draft again"),
        "write chapter": _("chapter written"),
    }
