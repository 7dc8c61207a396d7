"""What is done on a page before it is judged: forms sent empty, lists read, things opened."""

from collections.abc import Callable

from playwright.sync_api import FilePayload, Page

from tests.browser.pages import follow
from tests.browser.sweep.serving import Site

Act = Callable[[Page], None]


def send(page: Page) -> None:
    """Send the form as it is: something is missing."""
    follow(page.locator("main form .button:not(.second), main form .button.danger").last)


def send_with_an_old_token(page: Page) -> None:
    """Send the form as it was shown days ago."""
    page.evaluate("document.querySelectorAll('[name=csrf_token]').forEach(e => e.value = 'old')")
    send(page)


def choose_three(page: Page) -> None:
    """Press the number of three people."""
    page.locator(".numbers button").nth(2).click()


def add_dates(page: Page) -> None:
    """Add dates week after week, once with a slip and once rightly."""
    page.locator("#weekly > summary").click()
    page.locator("[name=add_weekly]").click()
    page.wait_for_selector("#problems")
    page.fill("[name=weekly-times]", "2")
    page.locator("[name=add_weekly]").click()
    page.wait_for_selector("#weekly .alert.ok")


def save_over_another(page: Page) -> None:
    """Save a form that no longer shows what is stored."""
    page.evaluate("document.querySelector('[name=seen]').value = 'old'")
    page.fill("#text_da-title", "Sommerfest for alle, der vil være med " * 3)
    page.locator("#event .button:not(.second)").last.click()
    page.wait_for_selector(".alert.warn + .scroll")


def ask_for_fewer_places(page: Page) -> None:
    """Ask for fewer places than are taken."""
    page.fill("#capacity", "1")
    page.locator("#event .button:not(.second)").last.click()
    page.wait_for_selector("[name=overbooked]")


def open_filters(page: Page) -> None:
    """Open what can be chosen."""
    page.locator("#find summary").first.click()


def open_details(page: Page) -> None:
    """Open all that is folded."""
    for summary in page.locator("main summary").all():
        summary.click()


def decide_nothing(page: Page) -> None:
    """Open the first case and send its form as it is."""
    page.locator("main details summary").first.click()
    follow(page.locator("main details form .button").first)


def answer_yes(page: Page) -> None:
    """Give the answer on which another question depends."""
    page.check("#participants-0-answers-spiser_du_med-0")


def ask_for_too_many(page: Page) -> None:
    """Ask for more places than there are."""
    choose_three(page)
    for number in range(3):
        page.check(f"#participants-{number}-category-0")
    page.fill("#contact_name", "Fatima Yılmaz")
    page.check("#channel-2")
    follow(page.locator("#registration .button:not(.second)").last)


def ask_for_a_bus(page: Page) -> None:
    """Ask for more places than a group has without asking the organisers."""
    page.fill("#group_name", "3.B, Guldberg Skole")
    page.fill("#children", "45")
    page.fill("#contact_name", "Fatima Yılmaz")
    page.check("#channel-2")
    send(page)


def say_that_more_come(page: Page) -> None:
    """Write more than there are where fewer are asked for."""
    page.locator("main form input[inputmode=numeric]").first.fill("99")
    send(page)


def read_a_list(page: Page) -> None:
    """Send a list of which one row can not be taken, and have it read."""
    rows = "Navn;Alder\nÅse Ørsted;9\nفاطمة الزهراء;10\n;8\n"
    sheet: FilePayload = {"name": "a.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    page.set_input_files("input[type=file]", sheet)
    follow(page.locator("[name=read]"))


def come_in_the_rush(site: Site) -> Act:
    """Load the page while there is no room; it stays, instead of trying again by itself."""

    def in_the_rush(page: Page) -> None:
        with site.crowded():
            page.reload()
        page.evaluate("for (let id = setTimeout(() => 0); id; id -= 1) clearTimeout(id)")

    return in_the_rush


def find_nothing(page: Page) -> None:
    """Look for a registration that is not there."""
    page.fill("#reference", "ABCD-EFGH")
    page.fill("#name", "Fatima")
    follow(page.locator("#find .button"))


def find_without_a_word(page: Page) -> None:
    """Look for nobody in particular."""
    follow(page.locator("#find .button"))


def find_somebody(page: Page) -> None:
    """Look for people of whose names a letter is known."""
    page.fill("#q", "a")
    follow(page.locator("#find .button"))


def ask_for_links(page: Page) -> None:
    """Have the links sent to an address that is no address."""
    page.fill("#address", "fatima")
    follow(page.locator("#send .button"))


def empty_and_send(page: Page) -> None:
    """Take out what must be there, and send."""
    page.fill("#contact_name", "")
    send(page)


def add_nobody(page: Page) -> None:
    """Register somebody unannounced without writing a name."""
    follow(page.locator("#add .button"))
