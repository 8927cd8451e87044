"""Tests of report cards for groups of schools."""
