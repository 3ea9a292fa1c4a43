// The signals that ask a process to stop, noted by a handler that does nothing but lock-free atomics.
#ifndef CINTERRUPTSIGNAL_H
#define CINTERRUPTSIGNAL_H

/// Starts to note SIGINT, SIGTERM and SIGUSR1, and lifts a block of them that a parent handed down.
///
/// The first is noted. Those that come within a second of it are the same request: `timeout` sends its signal to its
/// child and to the child's group, a terminal to a group whose leader passes it on. A later one ends the process at
/// once with 128 and its number, but for a repeated SIGUSR1, which batch systems send every now and then.
void cis_install(void);

/// The number of the signal that was noted; 0 while there was none.
int cis_received(void);

#endif
