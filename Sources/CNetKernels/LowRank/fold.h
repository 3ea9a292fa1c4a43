// Outer products folded into a matrix's rows. Included by low_rank.h.

/// Rows x vectors that a fold keeps in registers, of which AVX-512 has twice as many.
#define FOLD_ROWS (CNK_LANES == 16 ? 8 : 4)
#define FOLD_VECTORS 2

typedef struct CNK_SHARED {
  float *matrix;
  ptrdiff_t pitch;
  ptrdiff_t count;
  ptrdiff_t column;
  const float *coefficients;
  const float *vectors;
  ptrdiff_t vector_pitch;
  const cnk_range *ranges;
  ptrdiff_t range_count;
} fold_work;

CNK_INLINE void fold_rows(const int rows, const fold_work *work, const int *indices) {
  float *row[FOLD_ROWS];
  float factors[FOLD_ROWS][CNK_FOLD_PAIRS];
  CNK_UNROLL for (int r = 0; r < rows; r++) {
    row[r] = work->matrix + indices[r] * work->pitch;
    for (int k = 0; k < CNK_FOLD_PAIRS; k++) {
      factors[r][k] = work->coefficients[k] * row[r][work->column + k];
      row[r][work->column + k] = 0;
    }
  }
  for (ptrdiff_t n = 0; n < work->range_count; n++) {
    const cnk_range range = work->ranges[n];
    for (ptrdiff_t j = range.begin; j < range.end; j += FOLD_VECTORS * CNK_LANES) {
      vec sums[FOLD_ROWS * FOLD_VECTORS];
      CNK_UNROLL for (int s = 0; s < rows * FOLD_VECTORS; s++) sums[s] = 0;
      for (int k = 0; k < CNK_FOLD_PAIRS; k++) {
        const float *vector = work->vectors + k * work->vector_pitch + j;
        CNK_UNROLL for (int v = 0; v < FOLD_VECTORS; v++) {
          const vec value = load(vector + v * CNK_LANES);
          CNK_UNROLL for (int r = 0; r < rows; r++) sums[r * FOLD_VECTORS + v] += factors[r][k] * value;
        }
      }
      CNK_UNROLL for (int r = 0; r < rows; r++) {
        CNK_UNROLL for (int v = 0; v < FOLD_VECTORS; v++) {
          float *target = row[r] + j + v * CNK_LANES;
          store(target, load(target) + sums[r * FOLD_VECTORS + v]);
        }
      }
    }
  }
}

static void fold_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const fold_work *work = context;
  const ptrdiff_t begin = index * ROWS_A_TASK, end = smaller(work->count, begin + ROWS_A_TASK);
  int indices[ROWS_A_TASK];
  int count = 0;
  for (ptrdiff_t n = begin; n < end; n++) {
    const float *pairs = work->matrix + n * work->pitch + work->column;
    bool is_used = false;
    for (int k = 0; k < CNK_FOLD_PAIRS; k++) is_used |= pairs[k] != 0;
    indices[count] = (int)n;
    count += is_used;
  }
  int n = 0;
  for (; n + FOLD_ROWS <= count; n += FOLD_ROWS) fold_rows(FOLD_ROWS, work, indices + n);
  for (; n < count; n++) fold_rows(1, work, indices + n);
}

static void fold(
  float *matrix, ptrdiff_t pitch, ptrdiff_t count, ptrdiff_t column, const float *coefficients,
  const float *vectors, ptrdiff_t vector_pitch, const cnk_range *ranges, ptrdiff_t range_count, cnk_team *team
) {
  fold_work work = {
    matrix, pitch, count, column, coefficients, vectors, vector_pitch, ranges, range_count,
  };
  cnk_team_run(team, tasks_of(count, ROWS_A_TASK), fold_task, &work);
}
