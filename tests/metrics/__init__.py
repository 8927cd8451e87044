"""Each metric with a case worked by hand and a published one."""
