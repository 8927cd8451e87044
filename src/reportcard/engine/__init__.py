"""The engine: a framework document compiled once, run on columns in blocks."""
