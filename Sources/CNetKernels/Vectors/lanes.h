// Vectors of CNK_LANES floats: loading, storing and adding up. Included after CNK_LANES is defined and, for 8
// and 16 lanes, after immintrin.h and inside the instruction set's target attribute.
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef float vec __attribute__((ext_vector_type(CNK_LANES)));
typedef int32_t ivec __attribute__((ext_vector_type(CNK_LANES)));
typedef vec unaligned_vec __attribute__((aligned(4), may_alias));

#define CNK_INLINE static inline __attribute__((always_inline, unused))
#define CNK_UNROLL _Pragma("clang loop unroll(full)")
/// For what the tasks of a team share: it stands on its caller's stack and is read by all, so it must have its cache
/// lines, in pairs as the processor fetches them, to itself.
#define CNK_SHARED __attribute__((aligned(128)))

CNK_INLINE ptrdiff_t smaller(ptrdiff_t a, ptrdiff_t b) { return a < b ? a : b; }
CNK_INLINE ptrdiff_t larger(ptrdiff_t a, ptrdiff_t b) { return a > b ? a : b; }

/// `count` rounded up to whole vectors.
CNK_INLINE ptrdiff_t whole_vectors(ptrdiff_t count) { return (count + CNK_LANES - 1) / CNK_LANES * CNK_LANES; }

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
  if (count >= CNK_LANES) return load(source);
  return (vec){count > 0 ? source[0] : 0, count > 1 ? source[1] : 0, count > 2 ? source[2] : 0, 0};
}
CNK_INLINE void store_first(float *target, vec values, ptrdiff_t count) {
  if (count >= CNK_LANES) {
    store(target, values);
  } else {
    if (count > 0) target[0] = values[0];
    if (count > 1) target[1] = values[1];
    if (count > 2) target[2] = values[2];
  }
}
#endif

/// A whole vector, or its first `lanes` lanes.
CNK_INLINE vec load_used(const bool whole, const float *source, ptrdiff_t lanes) {
  return whole ? load(source) : load_first(source, lanes);
}

/// Every second lane of two vectors, from the first on.
CNK_INLINE vec even_lanes(vec a, vec b) {
#if CNK_LANES == 16
  return __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
#elif CNK_LANES == 8
  return __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14);
#else
  return __builtin_shufflevector(a, b, 0, 2, 4, 6);
#endif
}

/// The first `count` lanes; the others become zero.
CNK_INLINE vec first_of(vec values, ptrdiff_t count) {
  float lanes[CNK_LANES];
  *(unaligned_vec *)lanes = values;
  return load_first(lanes, count);
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

/// The sums of the lanes of CNK_LANES vectors, by halves: each step adds two vectors into one.
CNK_INLINE vec sums_of_lanes(vec *v) {
#if CNK_LANES == 16
  CNK_UNROLL for (int n = 0; n < 8; n++) {
    v[n] = __builtin_shufflevector(v[n], v[n + 8], 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
      + __builtin_shufflevector(v[n], v[n + 8], 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
  }
  CNK_UNROLL for (int n = 0; n < 4; n++) {
    v[n] = __builtin_shufflevector(v[n], v[n + 4], 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27)
      + __builtin_shufflevector(v[n], v[n + 4], 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31);
  }
  CNK_UNROLL for (int n = 0; n < 2; n++) {
    v[n] = __builtin_shufflevector(v[n], v[n + 2], 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
      + __builtin_shufflevector(v[n], v[n + 2], 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
  }
  return __builtin_shufflevector(v[0], v[1], 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30)
    + __builtin_shufflevector(v[0], v[1], 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31);
#else
  vec result;
  CNK_UNROLL for (int n = 0; n < CNK_LANES; n++) result[n] = sum_of_lanes(v[n]);
  return result;
#endif
}
