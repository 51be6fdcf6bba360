"""Is this person a victim of trafficking, what decides it, and what must I ask next?"""
