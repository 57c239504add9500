"""The bulk material of trajectories.yaml, a module for each field. Used by make_trajectories.py."""
