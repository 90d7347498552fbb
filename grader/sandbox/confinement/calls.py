"""The system calls that NumPy, a figure and a notebook need, by name; every other is refused.

A number is the kernel's own, for x86_64 and for aarch64; -1 where the call does not exist.
"""

from __future__ import annotations

# Reading and writing, in the folders that the other defences leave.
FILES = {
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "open": (2, -1), "openat": (257, 56),
    "creat": (85, -1), "stat": (4, -1), "fstat": (5, 80), "lstat": (6, -1),
    "newfstatat": (262, 79), "statx": (332, 291), "access": (21, -1), "faccessat": (269, 48),
    "faccessat2": (439, 439), "lseek": (8, 62), "pread64": (17, 67), "pwrite64": (18, 68),
    "readv": (19, 65), "preadv": (295, 69), "preadv2": (327, 286), "readlink": (89, -1),
    "readlinkat": (267, 78), "getdents": (78, -1), "getdents64": (217, 61), "getcwd": (79, 17),
    "chdir": (80, 49), "fchdir": (81, 50), "rename": (82, -1), "renameat": (264, 38),
    "renameat2": (316, 276), "mkdir": (83, -1), "mkdirat": (258, 34), "rmdir": (84, -1),
    "unlink": (87, -1), "unlinkat": (263, 35), "link": (86, -1), "linkat": (265, 37),
    "symlink": (88, -1), "symlinkat": (266, 36), "truncate": (76, 45), "ftruncate": (77, 46),
    "fsync": (74, 82), "fdatasync": (75, 83), "flock": (73, 32), "umask": (95, 166),
    "statfs": (137, 43), "fstatfs": (138, 44), "dup": (32, 23), "dup2": (33, -1),
    "dup3": (292, 24), "pipe": (22, -1), "pipe2": (293, 59), "fcntl": (72, 25), "ioctl": (16, 29),
    "fadvise64": (221, 223), "close_range": (436, 436), "listxattr": (194, 11),
    "llistxattr": (195, 12), "flistxattr": (196, 13),
}  # fmt: skip
# What changes a file that is open for reading only, or writes more than its arguments say.  Where
# the files of others have names, nothing else would stop it.
RIGHTS = {
    "chmod": (90, -1), "fchmod": (91, 52), "fchmodat": (268, 53), "utime": (132, -1),
    "utimes": (235, -1), "futimesat": (261, -1), "utimensat": (280, 88), "writev": (20, 66),
    "pwritev": (296, 70), "pwritev2": (328, 287),
}  # fmt: skip
MEMORY = {
    "mmap": (9, 222), "mprotect": (10, 226), "munmap": (11, 215), "brk": (12, 214),
    "mremap": (25, 216), "madvise": (28, 233), "msync": (26, 227), "mlock": (149, 228),
     "mlock2": (325, 284), "munlock": (150, 229), "mlockall": (151, 230),
    "munlockall": (152, 231), "membarrier": (324, 283),
}  # fmt: skip
PROCESSES = {
    "clone": (56, 220), "fork": (57, -1), "vfork": (58, -1), "exit": (60, 93),
    "exit_group": (231, 94), "wait4": (61, 260), "waitid": (247, 95), "getpid": (39, 172),
    "gettid": (186, 178), "getppid": (110, 173), "getpgrp": (111, -1), "getpgid": (121, 155),
    "getsid": (124, 156), "setpgid": (109, 154), "setsid": (112, 157), "getuid": (102, 174),
    "geteuid": (107, 175), "getgid": (104, 176), "getegid": (108, 177), "getresuid": (118, 148),
    "getresgid": (120, 150), "getgroups": (115, 158), "set_tid_address": (218, 96),
    "set_robust_list": (273, 99), "get_robust_list": (274, 100), "futex": (202, 98),
    "rseq": (334, 293), "sched_yield": (24, 124), "sched_getaffinity": (204, 123),
    "sched_getparam": (143, 121), "sched_getscheduler": (145, 120),
    "sched_get_priority_max": (146, 125), "sched_get_priority_min": (147, 126),
    "sched_setaffinity": (203, 122), "getpriority": (140, 141), "setpriority": (141, 140),
    "getrusage": (98, 165), "times": (100, 153), "getrlimit": (97, 163), "setrlimit": (160, 164),
    "prlimit64": (302, 261), "prctl": (157, 167), "arch_prctl": (158, -1), "capget": (125, 90),
    "uname": (63, 160), "sysinfo": (99, 179), "getcpu": (309, 168), "getrandom": (318, 278),
    "restart_syscall": (219, 128), "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139), "rt_sigpending": (127, 136), "rt_sigtimedwait": (128, 137),
    "rt_sigsuspend": (130, 133), "sigaltstack": (131, 132), "kill": (62, 129),
    "tgkill": (234, 131), "tkill": (200, 130), "alarm": (37, -1), "pause": (34, -1),
    "setitimer": (38, 103), "getitimer": (36, 102), "signalfd": (282, -1), "signalfd4": (289, 74),
}  # fmt: skip
TIME = {
    "nanosleep": (35, 101), "clock_nanosleep": (230, 115), "clock_gettime": (228, 113),
    "clock_getres": (229, 114), "gettimeofday": (96, 169), "time": (201, -1),
    "timer_create": (222, 107), "timer_settime": (223, 110), "timer_gettime": (224, 108),
    "timer_getoverrun": (225, 109), "timer_delete": (226, 111), "timerfd_create": (283, 85),
    "timerfd_settime": (286, 86), "timerfd_gettime": (287, 87),
}  # fmt: skip
# Of sockets only pairs, which lead nowhere: no address can be bound, reached or named.
MESSAGES = {
    "poll": (7, -1), "ppoll": (271, 73), "select": (23, -1), "pselect6": (270, 72),
    "epoll_create": (213, -1), "epoll_create1": (291, 20), "epoll_ctl": (233, 21),
    "epoll_wait": (232, -1), "epoll_pwait": (281, 22), "epoll_pwait2": (441, 441),
    "eventfd": (284, -1), "eventfd2": (290, 19), "socketpair": (53, 199), "sendto": (44, 206),
    "recvfrom": (45, 207), "recvmsg": (47, 212), "recvmmsg": (299, 243), "shutdown": (48, 210),
    "getsockname": (51, 204), "getpeername": (52, 205), "getsockopt": (55, 209),
}  # fmt: skip
ALL = {**FILES, **RIGHTS, **MEMORY, **PROCESSES, **TIME, **MESSAGES}
# The C library asks for these first and takes an older call where the kernel has no such.
ABSENT = {"clone3": (435, 435), "openat2": (437, 437)}
NEWER = 463  # the first call that is younger than this table: also as if it were not there
