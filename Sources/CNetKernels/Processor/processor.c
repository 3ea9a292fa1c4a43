#define _GNU_SOURCE
#include "CNetKernels.h"

#include <errno.h>
#include <malloc.h>
#include <sched.h>
#include <stdint.h>
#include <sys/mman.h>

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

void cnk_set_flush_to_zero(void) {
#if defined(__x86_64__)
  const unsigned flush_results = 0x8000, take_operands_for_zero = 0x0040;
  _mm_setcsr(_mm_getcsr() | flush_results | take_operands_for_zero);
#elif defined(__aarch64__)
  const uint64_t flush = 1u << 24;
  uint64_t control;
  __asm__ volatile("mrs %0, fpcr" : "=r"(control));
  __asm__ volatile("msr fpcr, %0" : : "r"(control | flush));
#endif
}

void cnk_prefer_large_pages(void *start, size_t bytes) {
#if defined(MADV_HUGEPAGE)
  // Where the kernel cannot, pages are small: slower, and right.
  (void)madvise(start, bytes, MADV_HUGEPAGE);
#else
  (void)start, (void)bytes;
#endif
}

void cnk_keep_freed_memory(int bytes) {
#if defined(M_TRIM_THRESHOLD) && defined(M_MMAP_THRESHOLD)
  // Freed memory of larger blocks goes back at once, and what lies free at the heap's end beyond it.
  mallopt(M_MMAP_THRESHOLD, bytes);
  mallopt(M_TRIM_THRESHOLD, bytes);
#else
  (void)bytes;
#endif
}

ptrdiff_t cnk_usable_processors(void) {
  // The kernel refuses a mask smaller than its own, and does not say how large that is.
  for (int capacity = 1024; capacity <= 1 << 20; capacity *= 4) {
    cpu_set_t *mask = CPU_ALLOC(capacity);
    if (mask == NULL) break;
    const size_t bytes = CPU_ALLOC_SIZE(capacity);
    CPU_ZERO_S(bytes, mask);
    const int status = sched_getaffinity(0, bytes, mask);
    const bool too_small = status != 0 && errno == EINVAL;
    const int count = status == 0 ? CPU_COUNT_S(bytes, mask) : 0;
    CPU_FREE(mask);
    if (count > 0) return count;
    if (!too_small) break;
  }
  return 1;
}
