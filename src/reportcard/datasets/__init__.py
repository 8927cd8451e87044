"""Sample data: made-up secondary schools, alike in spread to real ones, for trying a framework out."""

from reportcard.datasets.frames import sample_links, sample_outcomes, sample_schools

__all__ = ["sample_links", "sample_outcomes", "sample_schools"]
