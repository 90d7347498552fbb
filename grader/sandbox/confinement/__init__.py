"""How a student's process is shut in.  One promise, kept in two ways, chosen once.

``choice`` takes the first that works here: ``namespaces`` gives every process a private root and
a machine of its own; ``landlock`` shuts it in where the kernel, or the container around, refuses
those.  Both are a :class:`~grader.sandbox.confinement.interface.Confinement`; ``unconfined``, the
third, keeps nothing out and is for ``--unsafe-no-sandbox``.

What stops what:

==========================  ==========================  ======================================
what must not happen        in a private root           with Landlock
==========================  ==========================  ======================================
reading, changing files     the root has only the       rules for the Python environment,
                            Python environment          read-only; filter for owners, rights
leaving or filling files    a small tmpfs               an empty folder; the doorkeeper counts
seeing, signalling others   PID namespace               scopes (version 6); filter before that
outliving                   the namespace ends          one group of processes, never left
network, other sockets      network namespace, filter   filter: pairs of sockets only
shared memory, queues       IPC namespace, filter       filter
too many processes          limit of the kernel         the doorkeeper counts
rights over the machine     user namespace, none left   capabilities dropped
programs, tracing, mounts   filter                      filter
CPU, memory, file size      limits of the kernel, and the judge's clock and watch
descriptors, environment    closed and emptied
==========================  ==========================  ======================================
"""
