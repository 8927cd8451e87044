"""Tests that open the library's pages in a real browser."""
