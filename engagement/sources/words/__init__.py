"""What people call things: columns, answers, networks, months. One file a language; a translator works here.

The lowest room of the sources: whoever reads a text may ask for words and fold what is compared with them.
"""
