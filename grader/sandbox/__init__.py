"""The untrusted side: a warm template process, and confined processes forked from it.

``wire`` carries plain data; ``confinement`` shuts a process in; ``template`` is the fork server
and ``server`` its handle on the trusted side; ``student`` and ``shell`` are what runs beside
student code.  Nothing here knows a test, a gradebook or another student.
"""
