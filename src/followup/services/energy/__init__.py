"""Energy saved per tender, and the mix of fuels: what the pages Energi and Drivmedelsmix ask."""
