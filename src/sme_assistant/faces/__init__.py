"""What a person meets: command line and conversation. No rule lives here."""
