"""Builders of formats that are only described: which column is what.

A platform's file states it and writes no code.

`order_export`, `survey_export`, `social_export` and `report_exports` (campaigns, visits, members, contacts,
advertising spend) each take the platform's name, where it is exported, how a file is known and what its
columns hold. What is particular about a platform may be a function that its description names. Where an
export does something that no description can say, its file writes a reader instead, see `format.Format`.
"""
