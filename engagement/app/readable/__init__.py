"""Tables as people read them: names, units, dates and money in their language, on screen and in files.

A frame of the engine keeps day numbers, minor units and keys. Here it becomes a `Sheet`: columns with
a name, a kind and typed values. The screen, the CSV and the workbook all draw the same sheet.
"""
