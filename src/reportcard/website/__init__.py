"""A site for an authority: static pages for every school, lists by area and phase, method, data quality, downloads."""
