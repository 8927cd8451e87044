"""Outcome cases as data: a few invented schools for each framework, in the system's own words."""
