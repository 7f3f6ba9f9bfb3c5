"""What people call things: columns, answers, networks. One file a language; a translator works here."""
