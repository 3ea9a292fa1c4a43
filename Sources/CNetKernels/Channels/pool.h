// Max pooling: windows first down the rows, a vector of columns at a time, then along. Included after Vectors.

/// Columns that are pooled at once, at most.
#define POOL_COLUMNS 512

typedef struct CNK_SHARED {
  cnk_pooling shape;
  const float *input;
  int32_t *indices;
  float *output;
} pool_task;

/// Whether a value at `place` is to be taken before another: it is larger, NaN larger than any, or equal and earlier.
CNK_INLINE bool comes_first(float value, int32_t place, float other, int32_t other_place) {
  const bool same = (value == other) | ((value != value) & (other != other));
  return (value > other) | ((value != value) & (other == other)) | (same & (place < other_place));
}

/// The largest of each column from row `first` to, without, `end`, and its place in the plane.
CNK_INLINE void pool_columns(
  const float *plane, ptrdiff_t width, ptrdiff_t first, ptrdiff_t end, ptrdiff_t column, ptrdiff_t count,
  float *best, int32_t *place
) {
  const float *row = plane + first * width + column;
  for (ptrdiff_t j = 0; j < count; j++) {
    best[j] = row[j];
    place[j] = (int32_t)(first * width + column + j);
  }
  for (ptrdiff_t i = first + 1; i < end; i++) {
    row += width;
    const int32_t start = (int32_t)(i * width + column);
    for (ptrdiff_t j = 0; j < count; j++) {
      const float value = row[j], other = best[j];
      // Rows come in order: of equals the one that is there is the earlier.
      const bool takes = (value > other) | ((value != value) & (other == other));
      best[j] = takes ? value : other;
      place[j] = takes ? start + (int32_t)j : place[j];
    }
  }
}

static void max_pool_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const pool_task *all = context;
  const cnk_pooling *s = &all->shape;
  const float *plane = all->input + index * s->height * s->width;
  float *output = all->output + index * s->output_height * s->output_width;
  int32_t *indices = all->indices + index * s->output_height * s->output_width;
  float best[POOL_COLUMNS];
  int32_t place[POOL_COLUMNS];
  // Outputs whose windows meet no more columns than there is room for.
  const ptrdiff_t most = larger(1, (POOL_COLUMNS - s->kernel_size) / s->stride);
  for (ptrdiff_t i = 0; i < s->output_height; i++) {
    const ptrdiff_t top = larger(0, i * s->stride - s->before_rows);
    const ptrdiff_t bottom = smaller(s->height, i * s->stride - s->before_rows + s->kernel_size);
    for (ptrdiff_t begin = 0; begin < s->output_width; begin += most) {
      const ptrdiff_t end = smaller(s->output_width, begin + most);
      const ptrdiff_t left = larger(0, begin * s->stride - s->before_columns);
      const ptrdiff_t right =
        smaller(s->width, (end - 1) * s->stride - s->before_columns + s->kernel_size);
      pool_columns(plane, s->width, top, bottom, left, right - left, best, place);
      for (ptrdiff_t j = begin; j < end; j++) {
        const ptrdiff_t start = j * s->stride - s->before_columns;
        ptrdiff_t column = larger(0, start);
        const ptrdiff_t last = smaller(s->width, start + s->kernel_size);
        float value = best[column - left];
        int32_t from = place[column - left];
        for (column++; column < last; column++) {
          const float other = best[column - left];
          const int32_t other_place = place[column - left];
          const bool takes = comes_first(other, other_place, value, from);
          value = takes ? other : value;
          from = takes ? other_place : from;
        }
        output[i * s->output_width + j] = value;
        indices[i * s->output_width + j] = from;
      }
    }
  }
}

static void max_pool(
  const cnk_pooling *shape, const float *input, float *output, int32_t *indices, cnk_team *team
) {
  pool_task all = {.shape = *shape, .input = input, .indices = indices, .output = output};
  cnk_team_run(team, shape->planes, max_pool_task, &all);
}

typedef struct CNK_SHARED {
  cnk_pooling shape;
  const float *gradient;
  const int32_t *indices;
  float *result;
} pool_backward_task;

static void max_pool_plane_backward(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const pool_backward_task *all = context;
  const ptrdiff_t pixels = all->shape.height * all->shape.width;
  const ptrdiff_t outputs = all->shape.output_height * all->shape.output_width;
  float *plane = all->result + index * pixels;
  const float *gradient = all->gradient + index * outputs;
  const int32_t *indices = all->indices + index * outputs;
  for (ptrdiff_t i = 0; i < pixels; i++) plane[i] = 0;
  for (ptrdiff_t i = 0; i < outputs; i++) plane[indices[i]] += gradient[i];
}

static void max_pool_backward(
  const cnk_pooling *shape, const float *gradient, const int32_t *indices, float *result, cnk_team *team
) {
  pool_backward_task all = {.shape = *shape, .gradient = gradient, .indices = indices, .result = result};
  cnk_team_run(team, shape->planes, max_pool_plane_backward, &all);
}
