"""From the rows of an export to answers: person, time, question, scale."""
