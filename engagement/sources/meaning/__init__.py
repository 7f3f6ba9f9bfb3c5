"""The meaning of columns: headers and answers matched with the files of `words`. Contains no words."""
