"""What `hedged verify` finds: whether an edition is what its sums say and its sources build, and why not."""
