"""Tests of partnership contribution."""
