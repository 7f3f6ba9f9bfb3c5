"""Who answers the same questions over the same Parquet files: one module each, one function a question.

Each function takes the folder of an `invented_shop` and returns its answer as numbers by name. All engines
have to return the same ones (`benchmarks.suite` compares them), so that a faster wrong answer cannot win.
"""
