"""What a customer is worth: what has been brought so far, and a model of what may come, behind its gates."""
