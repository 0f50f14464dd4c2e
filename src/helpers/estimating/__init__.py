"""The station for estimates that carry the error of the coding that made them. It is empty so far."""
