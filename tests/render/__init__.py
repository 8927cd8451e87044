"""Tests of what is made from a report card."""
