"""What people call things, in every language: columns, answers, networks. A translator works here."""
