"""The workers that grade, on this machine or on a cluster."""
