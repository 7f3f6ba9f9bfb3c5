"""Survey answers and comments: questions, scores, choices, topics, answers joined with orders."""
