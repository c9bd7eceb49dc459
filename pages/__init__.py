"""One script per page: reads filters, asks a service, draws with followup.ui."""
