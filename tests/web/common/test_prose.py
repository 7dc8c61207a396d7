import pytest
from hypothesis import given, strategies as st

from eventsys.web.common.prose import prose
from tests.pages import Page

FRAME = (
    '<!doctype html><html lang="da" dir="ltr"><head><title>t</title></head>'
    "<body><h1>h</h1><div>{}</div></body></html>"
)


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("Kom\n\nog vær med", "<p>Kom</p>\n<p>og vær med</p>\n"),
        ("Kom\nnu", "<p>Kom<br>\nnu</p>\n"),
        ("- mad\n- musik", "<ul>\n<li>mad</li>\n<li>musik</li>\n</ul>\n"),
        ("**fed** <b>", "<p><strong>fed</strong> &lt;b&gt;</p>\n"),
        ("# Program", "<h2>Program</h2>\n"),
        ("###### Lille", "<h3>Lille</h3>\n"),
        ("    ikke kode", "<p>ikke kode</p>\n"),
        (
            "[kort](https://a.dk)",
            '<p><a href="https://a.dk" rel="nofollow noopener">kort</a></p>\n',
        ),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](data:text/html,x)", "<p>[x](data:text/html,x)</p>\n"),
        ("<svg onload=alert(1)>", "<p>&lt;svg onload=alert(1)&gt;</p>\n"),
        (
            "![](http://tracker.example/x.png)",
            '<p>!<a href="http://tracker.example/x.png" rel="nofollow noopener"></a></p>\n',
        ),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
    ],
)
def test_what_was_typed_becomes_plain_safe_html(typed, html):
    assert prose(typed) == html


@given(
    st.text(
        alphabet=st.characters(exclude_categories=["Cs", "Cc"])
        | st.sampled_from("<>&#[]()*_-\n`!\"'")
    )
)
def test_no_text_breaks_the_page(typed):
    page = Page(FRAME.format(prose(typed)))
    assert list(page.faults_of_policy()) == []
    assert list(page.faults_of_frame()) == []
    assert page.all("script") == page.all("img") == page.all("iframe") == []
