"""The trusted side: repairs a submission, runs the test cells, says what every exercise got.

``assignment.compile_assignment`` reads the masters once; ``grading.grade_submission`` grades one
submission with them.  Neither ever runs a student's code: that happens in ``grader.sandbox``.

The order of a run::

    prepared: reading, matching,   file -> the master's shape, in a helper with bounds on time
        repair                     and memory                            (no execution)
    stubs, own, written            an answer counts wherever it stands
    process, session               all cells in a student process; a snapshot at every test,
                                   unless no test can notice another (sharing)
    testcell, phase 1              every test up to its hidden part
    testcell, phase 2              the hidden parts; nothing shown can come from there any more
    withheld                       reasons of hidden parts without what an answer chose
    doubts                         what the damage of a file took costs no points
    unread, newer                  nor do cells in the syntax of a newer Python
    verdicts, autograded           records, and the notebook for the formgrader

What this does not stop, and why:

- An answer can return what the *visible* test expects, and nothing else; hidden tests are for that.
- A function sees the arguments of each call, also of a hidden test.  It cannot carry them out:
  outputs and times are collected before, of an error is said that there was one, and of a reason
  stays what the author wrote.  What is left is a few bits for each part: whether it passed, which
  of the author's sentences is said, and the memory of the notebook in steps of 250 MB.
- A function can count its calls, and keep what it was called with for another test.  It learns
  which call is which, not what is expected.
- Arguments travel as copies, so a test cannot notice that an answer changed its argument in place.
- Forbidden library functions are noticed when they are called.  Their source can be copied, and
  the check stands in the student's process, where code that looks for it can switch it off.
- An answer that asks for the time or for the system's random bytes may differ in a regrade.
- Time is CPU time.  On a processor that is ten times slower an answer needs ten times as much.
- A submission may use about 2 GB of the kernel's own memory (sockets, pipes) until it is ended.
- The kernel is shared.  A hole in it is a way out that this program cannot close.
"""
