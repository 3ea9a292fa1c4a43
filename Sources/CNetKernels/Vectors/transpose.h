// Moving channels from planes into a vector's lanes and back. Included after lanes.h.

/// Transposes LANES vectors of LANES floats: log2(LANES) times, one half's vectors are interleaved with the other's.
CNK_INLINE void transpose(vec *rows) {
  CNK_UNROLL for (int width = 1; width < CNK_LANES; width *= 2) {
    vec mixed[CNK_LANES];
    CNK_UNROLL for (int i = 0; i < CNK_LANES / 2; i++) {
      const vec a = rows[i], b = rows[i + CNK_LANES / 2];
#if CNK_LANES == 16
      mixed[2 * i] = __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      mixed[2 * i + 1] =
        __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
#elif CNK_LANES == 8
      mixed[2 * i] = __builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
      mixed[2 * i + 1] = __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
#else
      mixed[2 * i] = __builtin_shufflevector(a, b, 0, 4, 1, 5);
      mixed[2 * i + 1] = __builtin_shufflevector(a, b, 2, 6, 3, 7);
#endif
    }
    CNK_UNROLL for (int i = 0; i < CNK_LANES; i++) rows[i] = mixed[i];
  }
}

/// target[c][r] = source[r][c] for r < rows <= LANES, any number of columns; lanes r >= rows become zero.
CNK_INLINE void gather_lanes(
  const float *source, ptrdiff_t source_step, ptrdiff_t rows, ptrdiff_t columns, float *target,
  ptrdiff_t target_step
) {
  for (ptrdiff_t c = 0; c < columns; c += CNK_LANES) {
    const ptrdiff_t used = smaller(CNK_LANES, columns - c);
    vec block[CNK_LANES];
    if (rows == CNK_LANES && used == CNK_LANES) {
      CNK_UNROLL for (int r = 0; r < CNK_LANES; r++) block[r] = load(source + r * source_step + c);
    } else {
      CNK_UNROLL for (int r = 0; r < CNK_LANES; r++) {
        block[r] = r < rows ? load_first(source + r * source_step + c, used) : 0;
      }
    }
    transpose(block);
    CNK_UNROLL for (int i = 0; i < CNK_LANES; i++) {
      if (i < used) store(target + (c + i) * target_step, block[i]);
    }
  }
}

/// target[r][c] = source[c][r] for r < rows <= LANES: the way back.
CNK_INLINE void scatter_lanes(
  const float *source, ptrdiff_t source_step, ptrdiff_t rows, ptrdiff_t columns, float *target,
  ptrdiff_t target_step
) {
  for (ptrdiff_t c = 0; c < columns; c += CNK_LANES) {
    const ptrdiff_t used = smaller(CNK_LANES, columns - c);
    vec block[CNK_LANES];
    CNK_UNROLL for (int i = 0; i < CNK_LANES; i++) {
      block[i] = i < used ? load(source + (c + i) * source_step) : 0;
    }
    transpose(block);
    if (rows == CNK_LANES && used == CNK_LANES) {
      CNK_UNROLL for (int r = 0; r < CNK_LANES; r++) store(target + r * target_step + c, block[r]);
    } else {
      CNK_UNROLL for (int r = 0; r < CNK_LANES; r++) {
        if (r < rows) store_first(target + r * target_step + c, block[r], used);
      }
    }
  }
}

