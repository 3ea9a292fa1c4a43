#define _GNU_SOURCE
#include "CInterruptSignal.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

#define SAME_REQUEST_MILLISECONDS 1000
#define SIGNAL_BITS 8

// The first signal: milliseconds of its coming above, its number in the lowest bits; 0 before it. One word, so that
// handlers in two threads cannot see the one without the other.
static atomic_llong first = 0;
_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "a handler must not wait for a lock");

static void note(int number) {
  int error = errno;
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  long long now = (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
  long long seen = 0;
  if (!atomic_compare_exchange_strong(&first, &seen, now << SIGNAL_BITS | number)) {
    int isRepeatedNotice = number == SIGUSR1 && (seen & ((1 << SIGNAL_BITS) - 1)) == SIGUSR1;
    if (!isRepeatedNotice && now - (seen >> SIGNAL_BITS) >= SAME_REQUEST_MILLISECONDS) _exit(128 + number);
  }
  errno = error;
}

void cis_install(void) {
  static const int numbers[] = {SIGINT, SIGTERM, SIGUSR1};
  struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
  sigset_t signals;
  sigemptyset(&action.sa_mask);
  sigemptyset(&signals);
  for (int i = 0; i < 3; i++) {
    sigaction(numbers[i], &action, 0);
    sigaddset(&signals, numbers[i]);
  }
  pthread_sigmask(SIG_UNBLOCK, &signals, 0);
}

int cis_received(void) { return (int)(atomic_load(&first) & ((1 << SIGNAL_BITS) - 1)); }
