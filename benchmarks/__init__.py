"""What the design says about speed, measured as ratios within one run."""
