"""The disclosure guard of links: no published number or difference of several is about fewer than k people.

It counts the people behind each number, and everything that was published of them before.
"""
