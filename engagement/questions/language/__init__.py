"""The grammar of a language: its files of words, and the expressions that are built from them."""
