#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

#include <stdbool.h>

/// Whether this build counts: it does with glibc's allocator and without a sanitizer, which brings its own.
bool allocation_counter_is_available(void);

/// Starts counting the calling thread's allocations from zero.
///
/// Other threads are not counted: tests run side by side, and theirs must not disturb the count.
void allocation_counter_start(void);

/// Ends counting; returns how many blocks the calling thread asked for since the start.
long allocation_counter_stop(void);

#endif
