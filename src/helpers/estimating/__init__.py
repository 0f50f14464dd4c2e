"""The station for estimates that carry the error of the coding that made them, and for worlds to try them on."""

from helpers.estimating.worlds import World, read_world, simulate_world

__all__ = ["World", "read_world", "simulate_world"]
