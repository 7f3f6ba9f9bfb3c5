"""Builders of formats that are described as data: the meaning of each column.

`order_export`, `survey_export`, `social_export` and `report_exports` (campaigns, visits, members, contacts,
advertising spend) each take the platform's name, where it is exported, how a file is recognised and what its
columns hold. Peculiarities of a platform can be functions in the description. Where no description is
enough, the platform's module has its own reader, see `format.Format`.
"""
