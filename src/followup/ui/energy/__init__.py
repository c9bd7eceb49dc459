"""The pages on energy saved per tender and on the mix of fuels."""
