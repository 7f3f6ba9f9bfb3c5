"""Beyond one machine: the same tables scanned by Apache Spark (the extra [spark]). No figure lives here."""
