"""Japanese, Chinese and Korean files in code pages of two bytes a letter are read as they were written."""

from __future__ import annotations

import pytest

from engagement.sources.text.decode import code_page, decode

_TEXTS = {
    "cp932": "注文番号,注文日時,メール,合計金額\nA1,2026/05/02,a@example.com,1000\nA2,,田中花子,8\n",
    "euc_jp": "注文番号,注文日時,メール,合計金額\nA1,2026/05/02,a@example.com,1000\n",
    "iso2022_jp": "注文番号,合計金額\nA1,1000\n",
    "gb18030": "订单编号,下单时间,金额\nA1,2026-05-02,王小明\n",
    "big5": "訂單編號,下單時間,金額\nA1,2026-05-02,王小明\n",
    "cp949": "주문번호,주문일시,금액\nA1,2026-05-02,김민수\n",
}


@pytest.mark.parametrize("codec", _TEXTS)
def test_each_code_page_is_known_by_the_letters_that_are_frequent_in_it(codec: str):
    assert decode(_TEXTS[codec].encode(codec)) == (_TEXTS[codec], codec)


def test_names_beside_english_headers_are_enough():
    text = "Order,Name\n1,田中花子\n2,佐藤\n"
    assert decode(text.encode("cp932"))[0] == text


@pytest.mark.parametrize(
    "text", ["Name;Note\nAva;“fine” – £5 café\n", "Nom\nFrançois, œuvre, été\n", "Ort\nMalmö\n"]
)
def test_western_letters_are_never_taken_for_signs_of_two_bytes(text: str):
    assert decode(text.encode("cp1252"))[0] == text


def test_a_name_that_several_pages_can_read_leaves_the_choice_to_a_person():
    result = code_page("Order\n田中花子\n佐藤\n".encode("euc_jp"))
    assert {"euc_jp", "gb18030"} <= {result.name, *result.others}


def test_a_sign_behind_each_amount_is_no_letter_that_stands_alone():
    rows = "".join(f"{n},2026/05/{n},a{n}@example.com,1{n}00円\n" for n in range(10, 28))
    text = f"注文番号,注文日,メールアドレス,合計金額\n{rows}"
    assert decode(text.encode("cp932")) == (text, "cp932")


def test_a_wide_sign_of_yen_before_each_amount_is_one():
    rows = "".join(f"{n},2026/05/{n},a{n}@example.com,￥1{n}00\n" for n in range(10, 28))
    text = f"注文番号,注文日,メールアドレス,合計金額\n{rows}"
    assert decode(text.encode("cp932")) == (text, "cp932")
