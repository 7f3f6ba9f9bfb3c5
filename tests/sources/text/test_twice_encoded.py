from __future__ import annotations

import pytest

from engagement.sources.text import twice_encoded

_TEXTS = ["Straße;Österreich\n", "Łódź;żółć;Árpád\n", "\ufeffPreis;5 €\n", "“fine”;São Paulo\n"]


@pytest.mark.parametrize("text", _TEXTS)
def test_letters_that_were_encoded_twice_are_themselves_again(text):
    encoded = text.encode()
    twice = encoded.decode("latin-1").translate(_AS_CP1252).encode()
    assert twice_encoded.undone(twice) == encoded
    assert twice_encoded.undone(encoded) is None


def test_one_letter_that_was_encoded_once_proves_that_all_were():
    assert twice_encoded.undone("SÃO PAULO;Ã–sterreich\n".encode()) is None


#: What a program writes that takes bytes for Western European, where that has a letter for them.
_AS_CP1252 = {
    byte: letter for byte in range(128, 160) if (letter := bytes([byte]).decode("cp1252", "ignore"))
}
