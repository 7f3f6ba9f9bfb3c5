"""The tables of a report and of a link's summary page, in the reader's language."""
