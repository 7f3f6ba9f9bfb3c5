"""Tables for people: names, units, dates and money in their language, and as files.

A frame of the engine has day numbers, minor units and keys. Here it becomes a `Sheet`: columns with a name,
a kind and typed values. The screen, the CSV, the workbook and a report all use the same sheet.
"""
