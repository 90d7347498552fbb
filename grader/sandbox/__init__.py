"""The untrusted side: a warm template process, and confined processes forked from it.

``codec`` and ``channel`` carry plain data; ``confinement`` and its parts (``syscalls``,
``rootfs``, ``seccomp``) shut a process in; ``template`` is the fork server and ``server`` its
handle on the trusted side; ``student`` and ``shell`` are what runs beside student code.
"""
