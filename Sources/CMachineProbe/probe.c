#include "CMachineProbe.h"

// Ten chains hide the latency of four cycles at two multiply-adds a cycle, and fit sixteen registers.
#define CHAINS 10
// Streams of the sum: enough loads in flight for the memory.
#define STREAMS 8
#define UNROLL _Pragma("clang loop unroll(full)")

// Both probes for vectors of so many floats, with an instruction set's attribute.
#define PROBES(NAME, LANES, TARGET) \
  typedef float NAME##_vec __attribute__((ext_vector_type(LANES))); \
  TARGET static ptrdiff_t NAME##_multiply_add(ptrdiff_t rounds, float *sink) { \
    /* Read at run time, or the compiler would do the sums itself. */ \
    const NAME##_vec factor = sink[0], term = sink[1]; \
    NAME##_vec chain[CHAINS]; \
    UNROLL for (int i = 0; i < CHAINS; i++) chain[i] = (float)i; \
    for (ptrdiff_t round = 0; round < rounds; round++) { \
      UNROLL for (int i = 0; i < CHAINS; i++) chain[i] = chain[i] * factor + term; \
    } \
    NAME##_vec sum = 0; \
    UNROLL for (int i = 0; i < CHAINS; i++) sum += chain[i]; \
    for (int lane = 0; lane < LANES; lane++) sink[2] += sum[lane]; \
    return 2 * CHAINS * LANES; \
  } \
  TARGET static float NAME##_sum(const float *values, ptrdiff_t count) { \
    NAME##_vec sums[STREAMS]; \
    UNROLL for (int i = 0; i < STREAMS; i++) sums[i] = 0; \
    for (ptrdiff_t at = 0; at < count; at += STREAMS * LANES) { \
      UNROLL for (int i = 0; i < STREAMS; i++) sums[i] += *(const NAME##_vec *)(values + at + i * LANES); \
    } \
    NAME##_vec sum = 0; \
    UNROLL for (int i = 0; i < STREAMS; i++) sum += sums[i]; \
    float total = 0; \
    for (int lane = 0; lane < LANES; lane++) total += sum[lane]; \
    return total; \
  }

PROBES(portable, 4, )

#if defined(__x86_64__)
PROBES(avx2, 8, __attribute__((target("avx2,fma"))))
PROBES(avx512, 16, __attribute__((target("avx512f"))))

// Whether the processor has the widest vectors, the next ones, or neither.
#define HAS_AVX512 __builtin_cpu_supports("avx512f")
#define HAS_AVX2 (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
#define WIDEST(CALL) (HAS_AVX512 ? avx512_##CALL : HAS_AVX2 ? avx2_##CALL : portable_##CALL)
#else
#define WIDEST(CALL) portable_##CALL
#endif

ptrdiff_t cmp_multiply_add(ptrdiff_t rounds, float *sink) { return WIDEST(multiply_add(rounds, sink)); }

float cmp_sum(const float *values, ptrdiff_t count) { return WIDEST(sum(values, count)); }
