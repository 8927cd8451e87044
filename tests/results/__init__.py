"""Tests of results: the card, its numbers and its explanation."""
