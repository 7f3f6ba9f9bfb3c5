"""Who somebody is: addresses, telephone numbers and ids, their pseudonyms, and finding them in a text."""
