// What one core can do at most: arithmetic in registers and reading, for kernels to be held against.
#ifndef CMACHINEPROBE_H
#define CMACHINEPROBE_H

#include <stddef.h>

#pragma clang assume_nonnull begin

/// Runs independent chains of multiply-adds in the widest vectors of this processor, and nothing else.
///
/// `sink` receives a number that depends on all of them. Returns the floating-point operations of a round, two a
/// multiply-add.
ptrdiff_t cmp_multiply_add(ptrdiff_t rounds, float *sink);

/// The sum of `count` values, a multiple of 256, read once from the first to the last.
float cmp_sum(const float *values, ptrdiff_t count);

#pragma clang assume_nonnull end

#endif
