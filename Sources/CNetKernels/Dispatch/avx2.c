#include "CNetKernels.h"

#if defined(__x86_64__)

// Before the attribute, so that the compiler's own functions keep theirs.
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define CNK_LANES 8
#include "kernels.h"
#pragma clang attribute pop

const cnk_kernels *cnk_avx2_kernels(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &kernels : NULL;
}

#else

const cnk_kernels *cnk_avx2_kernels(void) { return NULL; }

#endif
