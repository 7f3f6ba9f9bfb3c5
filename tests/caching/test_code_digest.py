"""A program of other code has another digest."""

from __future__ import annotations

from engagement.caching.code_digest import code_digest, digest_of_code


def test_a_changed_a_new_and_a_renamed_file_each_give_another_digest(tmp_path):
    module, words = tmp_path / "rooms" / "sum.py", tmp_path / "rooms" / "words.toml"
    module.parent.mkdir()
    module.write_text("A = 1\n")
    words.write_text("a = 1\n")
    digests = [digest_of_code(tmp_path)]
    module.write_text("A = 2\n")
    digests.append(digest_of_code(tmp_path))
    words.write_text("a = 2\n")
    digests.append(digest_of_code(tmp_path))
    module.rename(tmp_path / "rooms" / "total.py")
    digests.append(digest_of_code(tmp_path))
    (tmp_path / "new.py").write_text("")
    digests += [digest_of_code(tmp_path), digest_of_code(tmp_path, "another library")]
    assert len(set(digests)) == len(digests)


def test_the_same_code_has_the_same_digest_and_what_is_no_code_does_not_count(tmp_path):
    (tmp_path / "sum.py").write_text("A = 1\n")
    before = digest_of_code(tmp_path)
    (tmp_path / "sum.pyc").write_bytes(b"compiled")
    assert digest_of_code(tmp_path) == before
    assert code_digest() == code_digest()
