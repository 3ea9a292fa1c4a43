#include "CNetKernels.h"

#if defined(__x86_64__)

// Before the attribute, so that the compiler's own functions keep theirs.
#include <immintrin.h>

#pragma clang attribute push( \
  __attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,fma"))), apply_to = function)
#define CNK_LANES 16
#include "kernels.h"
#pragma clang attribute pop

const cnk_kernels *cnk_avx512_kernels(void) {
  const bool supported = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")
    && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw")
    && __builtin_cpu_supports("fma");
  return supported ? &kernels : NULL;
}

#else

const cnk_kernels *cnk_avx512_kernels(void) { return NULL; }

#endif
