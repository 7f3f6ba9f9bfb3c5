"""From the rows of an export to answers: who, when, which question, which scale."""
