"""A metric of your own: the share of pupils who reach a standard, over several years."""

from reportcard_pooled_share.metric import POOLED_SHARE, PooledShareParameters, compute

__all__ = ["POOLED_SHARE", "PooledShareParameters", "compute"]
