"""Which column means what: headers and answers held against the files of `words`. Holds no words."""
