"""The workers that grade, on this machine or on a cluster; they open no file and no gradebook."""
