// Vectors of CNK_LANES floats: loading, storing and adding up. Included after CNK_LANES is defined and, for 8
// and 16 lanes, after immintrin.h and inside the instruction set's target attribute.
#include <stdbool.h>
#include <stddef.h>

typedef float vec __attribute__((ext_vector_type(CNK_LANES)));
typedef vec unaligned_vec __attribute__((aligned(4), may_alias));

#define CNK_INLINE static inline __attribute__((always_inline, unused))
#define CNK_UNROLL _Pragma("clang loop unroll(full)")

CNK_INLINE ptrdiff_t smaller(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }
CNK_INLINE ptrdiff_t larger(ptrdiff_t a, ptrdiff_t b) { return a > b ? a : b; }

CNK_INLINE vec load(const float *source) { return *(const unaligned_vec *)source; }
CNK_INLINE void store(float *target, vec values) { *(unaligned_vec *)target = values; }

#if CNK_LANES == 16
CNK_INLINE vec load_first(const float *source, ptrdiff_t count) {
  return (vec)_mm512_maskz_loadu_ps((__mmask16)((1u << count) - 1), source);
}
CNK_INLINE void store_first(float *target, vec values, ptrdiff_t count) {
  _mm512_mask_storeu_ps(target, (__mmask16)((1u << count) - 1), (__m512)values);
}
#elif CNK_LANES == 8
CNK_INLINE __m256i first_lanes(ptrdiff_t count) {
  return _mm256_cmpgt_epi32(_mm256_set1_epi32((int)count), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}
CNK_INLINE vec load_first(const float *source, ptrdiff_t count) {
  return (vec)_mm256_maskload_ps(source, first_lanes(count));
}
CNK_INLINE void store_first(float *target, vec values, ptrdiff_t count) {
  _mm256_maskstore_ps(target, first_lanes(count), (__m256)values);
}
#else
CNK_INLINE vec load_first(const float *source, ptrdiff_t count) {
  vec values = 0;
  for (ptrdiff_t lane = 0; lane < count; lane++) values[lane] = source[lane];
  return values;
}
CNK_INLINE void store_first(float *target, vec values, ptrdiff_t count) {
  for (ptrdiff_t lane = 0; lane < count; lane++) target[lane] = values[lane];
}
#endif

/// A whole vector, or its first `lanes` lanes.
CNK_INLINE vec load_used(const bool whole, const float *source, ptrdiff_t lanes) {
  return whole ? load(source) : load_first(source, lanes);
}

CNK_INLINE void store_used(const bool whole, float *target, vec values, ptrdiff_t lanes) {
  if (whole) store(target, values);
  else store_first(target, values, lanes);
}

/// The lanes' sum, by halves.
CNK_INLINE float sum_of_lanes(vec values) {
#if CNK_LANES == 16
  const __attribute__((ext_vector_type(8))) float eight = values.lo + values.hi;
  const __attribute__((ext_vector_type(4))) float four = eight.lo + eight.hi;
#elif CNK_LANES == 8
  const __attribute__((ext_vector_type(4))) float four = values.lo + values.hi;
#else
  const vec four = values;
#endif
  const __attribute__((ext_vector_type(2))) float two = four.lo + four.hi;
  return two.x + two.y;
}
