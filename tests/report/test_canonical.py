"""Canonical JSON against RFC 8785."""

import hashlib

import pytest

from prazo.dsl.report.canonical import canonical, digest_of


def test_keys_are_in_the_order_of_utf16_as_in_the_rfc() -> None:
    names = ("\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6")
    written = canonical(dict.fromkeys(names, 0))
    assert written == '{"\\r":0,"1":0,"\u0080":0,"\u00f6":0,"\u20ac":0,"\U0001f600":0,"\ufb33":0}'


def test_texts_are_escaped_as_in_the_rfc() -> None:
    written = canonical({"string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/"})
    assert written == '{"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'


def test_the_rest_is_as_short_as_it_can_be() -> None:
    assert canonical([None, True, False, 0, -12, {}, [], {"b": 1, "a": (2,)}]) == (
        '[null,true,false,0,-12,{},[],{"a":[2],"b":1}]'
    )


def test_a_digest_is_that_of_the_utf8_bytes() -> None:
    assert digest_of("公司") == "sha256:" + hashlib.sha256('"公司"'.encode()).hexdigest()


@pytest.mark.parametrize("data", [0.5, float("nan"), 2**53, b"x", "\ud800", {"\udfff": 1}, {1: 2}, {"a": {1, 2}}])
def test_what_has_no_canonical_form_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical(data)
