"""Apache Spark as an engine for the same tables (the extra [spark]). Contains no metrics."""
