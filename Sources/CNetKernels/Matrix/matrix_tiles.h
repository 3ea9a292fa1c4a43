// Matrix products, rows x columns, whose rows are factors that are broadcast and whose columns stand in the lanes.
// Included after Vectors and Convolution.
//
// The factors are packed: MATRIX_ROWS rows at most make a group, [depth][MATRIX_PITCH]. The columns are read where
// they are: those that the k-th factors meet begin at `columns + offsets[k]`. So a shifted image is as good an operand
// as a row of a matrix, and nothing is copied for it.

/// Rows that a product keeps in registers, at two vectors a row.
#if CNK_LANES == 16
#define MATRIX_ROWS 14
#define MATRIX_PITCH 16
#elif defined(__aarch64__)
#define MATRIX_ROWS 12
#define MATRIX_PITCH 12
#else
#define MATRIX_ROWS 6
#define MATRIX_PITCH 8
#endif
#define MATRIX_COLUMNS (2 * CNK_LANES)

/// Groups that `rows` rows are cut into, as equal as possible.
CNK_INLINE ptrdiff_t row_groups(ptrdiff_t rows) { return (rows + MATRIX_ROWS - 1) / MATRIX_ROWS; }

/// Floats of the packed factors of `rows` rows.
CNK_INLINE ptrdiff_t packed_factors(ptrdiff_t rows, ptrdiff_t depth) {
  return row_groups(rows) * depth * MATRIX_PITCH;
}

/// Packs a group's factors: row r has its k-th at `source[r * row_step + k]`.
CNK_INLINE void pack_rows(
  const float *source, ptrdiff_t row_step, ptrdiff_t rows, ptrdiff_t depth, float *packed
) {
  for (ptrdiff_t r = 0; r < rows; r += CNK_LANES) {
    gather_lanes(
      source + r * row_step, row_step, smaller(CNK_LANES, rows - r), depth, packed + r, MATRIX_PITCH);
  }
}

/// Packs a group's factors: row r has its k-th at `source[k * depth_step + r]`.
CNK_INLINE void pack_columns(
  const float *source, ptrdiff_t depth_step, ptrdiff_t rows, ptrdiff_t depth, float *packed
) {
  for (ptrdiff_t k = 0; k < depth; k++, source += depth_step, packed += MATRIX_PITCH) {
    for (ptrdiff_t r = 0; r < rows; r++) packed[r] = source[r];
  }
}

/// One group's product with some columns.
typedef struct {
  ptrdiff_t depth;
  const float *factors;
  const int32_t *offsets;
  const float *columns;
  /// Unless null: what each row's sums begin with.
  const float *start;
  /// Whether the products are added to what is there.
  bool accumulates;
  float *result;
  ptrdiff_t result_step;
  /// Whether the columns come out of memory, so that those that follow are asked for.
  bool fetches;
} group_product;

/// `rows` rows x `vectors` vectors of columns, `lanes` used of the last.
CNK_INLINE void matrix_tile(
  const int rows, const int vectors, const bool whole, ptrdiff_t lanes, const group_product *all,
  ptrdiff_t first
) {
  vec sums[2 * MATRIX_ROWS];
  CNK_UNROLL for (int r = 0; r < rows; r++) {
    const vec start = all->start == NULL ? 0 : all->start[r];
    CNK_UNROLL for (int v = 0; v < vectors; v++) sums[r * vectors + v] = start;
  }
  const float *factors = all->factors, *columns = all->columns + first;
  const int32_t *offsets = all->offsets;
  for (ptrdiff_t k = 0; k < all->depth; k++, factors += MATRIX_PITCH) {
    vec x[2];
    CNK_UNROLL for (int v = 0; v < vectors; v++) {
      x[v] = load_used(whole, columns + offsets[k] + v * CNK_LANES, lanes);
    }
    if (all->fetches) {
      CNK_UNROLL for (int v = 0; v < vectors; v++) {
        __builtin_prefetch(columns + offsets[k] + (vectors + v) * CNK_LANES);
      }
    }
    CNK_UNROLL for (int r = 0; r < rows; r++) {
      const vec factor = factors[r];
      CNK_UNROLL for (int v = 0; v < vectors; v++) sums[r * vectors + v] += factor * x[v];
    }
  }
  CNK_UNROLL for (int r = 0; r < rows; r++) {
    CNK_UNROLL for (int v = 0; v < vectors; v++) {
      float *target = all->result + r * all->result_step + first + v * CNK_LANES;
      vec sum = sums[r * vectors + v];
      if (all->accumulates) sum += load_used(whole, target, lanes);
      store_used(whole, target, sum, lanes);
    }
  }
}

CNK_INLINE void matrix_rows(const int rows, const group_product *all, ptrdiff_t first, ptrdiff_t end) {
  for (; first + MATRIX_COLUMNS <= end; first += MATRIX_COLUMNS) {
    matrix_tile(rows, 2, true, CNK_LANES, all, first);
  }
  for (; first < end; first += CNK_LANES) {
    matrix_tile(rows, 1, false, smaller(CNK_LANES, end - first), all, first);
  }
}

#if MATRIX_ROWS == 14
#define FOR_ROWS(CASE) \
  CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12) CASE(13) \
  CASE(14)
#elif MATRIX_ROWS == 12
#define FOR_ROWS(CASE) \
  CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12)
#else
#define FOR_ROWS(CASE) CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6)
#endif

/// The columns from `first` up to, without, `end`.
static void matrix_group(ptrdiff_t rows, const group_product *all, ptrdiff_t first, ptrdiff_t end) {
#define CASE(n) \
  case n: return matrix_rows(n, all, first, end);
  switch (rows) { FOR_ROWS(CASE) }
#undef CASE
}
