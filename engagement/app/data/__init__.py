"""The page Your data: files, their accounts, doubts, shops and currencies."""
