// Products with a part of a matrix, and outer products folded into its rows: what a fully connected layer needs
// to train on one image. Ranges of columns are whole numbers of CNK_COLUMN_UNIT, so that no vector is ever cut.
// Included after lanes.h.

/// Rows that a product reads side by side: enough streams for the memory, few enough for the registers.
#define STREAMS 8
/// Rows x vectors that a fold keeps in registers, of which AVX-512 has twice as many.
#define FOLD_ROWS (CNK_LANES == 16 ? 8 : 4)
#define FOLD_VECTORS 2
/// Rows that a thread takes at a time.
#define ROWS_A_TASK 64
/// Pieces into which each thread's share of the columns is cut, so that nobody waits long for a busy one.
#define PIECES 2

typedef struct CNK_SHARED {
  const cnk_part *part;
  const float *factors;
  bool accumulate;
  float *sum;
  ptrdiff_t columns_a_task;
} part_sum_work;

typedef struct CNK_SHARED {
  const cnk_part *part;
  const float *vector;
  float *products;
} part_dot_work;

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

CNK_INLINE ptrdiff_t tasks_of(ptrdiff_t count, ptrdiff_t a_task) { return (count + a_task - 1) / a_task; }

/// Adds `streams` rows, from the n-th on, to the columns from `begin` to `end`. They are added to each other
/// first, which makes the sum's rounding errors that many times fewer.
CNK_INLINE void add_rows(
  const int streams, const part_sum_work *work, ptrdiff_t n, ptrdiff_t begin, ptrdiff_t end
) {
  const float *row[STREAMS];
  vec factor[STREAMS];
  CNK_UNROLL for (int s = 0; s < streams; s++) {
    row[s] = work->part->matrix + work->part->rows[n + s] * work->part->pitch;
    factor[s] = work->factors[n + s];
  }
  for (ptrdiff_t j = begin; j < end; j += CNK_LANES) {
    vec sum = factor[0] * load(row[0] + j);
    CNK_UNROLL for (int s = 1; s < streams; s++) sum += factor[s] * load(row[s] + j);
    store(work->sum + j, load(work->sum + j) + sum);
  }
}

static void part_sum_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const part_sum_work *work = context;
  for (ptrdiff_t r = 0; r < work->part->range_count; r++) {
    const cnk_range range = work->part->ranges[r];
    const ptrdiff_t begin = larger(range.begin, index * work->columns_a_task);
    const ptrdiff_t end = smaller(range.end, (index + 1) * work->columns_a_task);
    if (!work->accumulate) {
      for (ptrdiff_t j = begin; j < end; j += CNK_LANES) store(work->sum + j, 0);
    }
    ptrdiff_t n = 0;
    for (; n + STREAMS <= work->part->row_count; n += STREAMS) add_rows(STREAMS, work, n, begin, end);
    for (; n < work->part->row_count; n++) add_rows(1, work, n, begin, end);
  }
}

static void part_sum(
  const cnk_part *part, const float *factors, bool accumulate, float *sum, cnk_team *team
) {
  if (part->range_count == 0) return;
  const ptrdiff_t columns = part->ranges[part->range_count - 1].end;
  // Long pieces, for the longer a stream, the better the processor foresees it; alone, a thread reads whole rows.
  const ptrdiff_t threads = cnk_team_size(team), pieces = threads == 1 ? 1 : PIECES * threads;
  const ptrdiff_t columns_a_task = tasks_of(columns, pieces * CNK_COLUMN_UNIT) * CNK_COLUMN_UNIT;
  part_sum_work work = {part, factors, accumulate, sum, columns_a_task};
  cnk_team_run(team, tasks_of(columns, columns_a_task), part_sum_task, &work);
}

/// The products of `streams` rows, from the n-th on.
CNK_INLINE void dot_rows(const int streams, const part_dot_work *work, ptrdiff_t n) {
  const float *row[STREAMS];
  vec sums[STREAMS];
  CNK_UNROLL for (int s = 0; s < streams; s++) {
    row[s] = work->part->matrix + work->part->rows[n + s] * work->part->pitch;
    sums[s] = 0;
  }
  for (ptrdiff_t r = 0; r < work->part->range_count; r++) {
    const cnk_range range = work->part->ranges[r];
    for (ptrdiff_t j = range.begin; j < range.end; j += CNK_LANES) {
      const vec v = load(work->vector + j);
      CNK_UNROLL for (int s = 0; s < streams; s++) sums[s] += v * load(row[s] + j);
    }
  }
  CNK_UNROLL for (int s = 0; s < streams; s++) {
    work->products[work->part->rows[n + s]] = sum_of_lanes(sums[s]);
  }
}

static void part_dot_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const part_dot_work *work = context;
  // From the last row to the first: what `part_sum` read last is still in the cache.
  const ptrdiff_t end = work->part->row_count - index * ROWS_A_TASK, begin = larger(0, end - ROWS_A_TASK);
  ptrdiff_t n = end;
  for (; n - STREAMS >= begin; n -= STREAMS) dot_rows(STREAMS, work, n - STREAMS);
  for (; n > begin; n--) dot_rows(1, work, n - 1);
}

static void part_dot(const cnk_part *part, const float *vector, float *products, cnk_team *team) {
  part_dot_work work = {part, vector, products};
  cnk_team_run(team, tasks_of(part->row_count, ROWS_A_TASK), part_dot_task, &work);
}

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

static void swap_columns(
  float *matrix, ptrdiff_t pitch, ptrdiff_t rows, const int32_t *first, const int32_t *second, ptrdiff_t count
) {
  for (ptrdiff_t r = 0; r < rows; r++) {
    float *row = matrix + r * pitch;
    for (ptrdiff_t n = 0; n < count; n++) {
      const float value = row[first[n]];
      row[first[n]] = row[second[n]];
      row[second[n]] = value;
    }
  }
}

static ptrdiff_t nonzeros(ptrdiff_t count, const float *values, int32_t *indices, float *found) {
  ptrdiff_t used = 0;
  // Without a branch that nobody can foresee: a zero is written too, and then overwritten by the next.
  for (ptrdiff_t n = 0; n < count; n++) {
    indices[used] = (int32_t)n;
    found[used] = values[n];
    used += values[n] != 0;
  }
  return used;
}

static void integrate(
  ptrdiff_t count, const float *gradient, double scale, double momentum, double rate, double *velocity,
  double *sum
) {
  for (ptrdiff_t n = 0; n < count; n++) {
    velocity[n] = momentum * velocity[n] + scale * (double)gradient[n];
    sum[n] += rate * velocity[n];
  }
}

static void move(
  ptrdiff_t count, const double *start, double factor, const double *direction, float *output
) {
  for (ptrdiff_t n = 0; n < count; n++) output[n] = (float)(start[n] + factor * direction[n]);
}
