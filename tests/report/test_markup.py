from hypothesis import given
from hypothesis import strategies as st

from sim.report.markup import Markup, element, joined


def test_children_and_attributes_are_escaped():
    built = element("p", "<script>alert(1)</script>", title='"><b>', class_="a", aria_label="x")
    assert built == (
        '<p title="&quot;&gt;&lt;b&gt;" class="a" aria-label="x">&lt;script&gt;alert(1)&lt;/script&gt;</p>'
    )


def test_markup_is_kept_and_void_elements_are_not_closed():
    assert element("div", element("img", alt="a & b"), "&") == '<div><img alt="a &amp; b">&amp;</div>'
    assert element("p", title=None) == "<p></p>"


@given(st.lists(st.text()))
def test_plain_text_can_never_open_a_tag(texts):
    built = joined(texts)
    assert isinstance(built, Markup)
    assert "<" not in built
    assert ">" not in built
