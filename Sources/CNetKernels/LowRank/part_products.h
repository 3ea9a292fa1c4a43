// Products with chosen rows and columns of a matrix. Included by low_rank.h.

/// Rows that a product reads side by side: enough streams for the memory, few enough for the registers.
#define STREAMS 8

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
