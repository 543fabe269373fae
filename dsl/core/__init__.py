"""The checked core: what every product is made from."""
