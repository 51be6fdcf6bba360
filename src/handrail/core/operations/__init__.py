"""Running the house: health, logs without personal data, limits, checks, the doctor, the queue of jobs."""
