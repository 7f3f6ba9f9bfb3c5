"""Who the customers are: groups by recency, frequency and money, and who is later than usual."""
