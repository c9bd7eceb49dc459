"""What a contract of several buyers needs, on the contract's page."""
