// Max pooling: windows first down the rows, a vector of columns at a time, then along. Included after Vectors.

typedef struct CNK_SHARED {
  cnk_pooling shape;
  const float *input;
  int32_t *indices;
  float *output;
} pool_task;

/// Values and their places in a plane.
typedef struct {
  vec values;
  ivec places;
} placed_vec;

/// Takes what is larger, NaN being larger than any number; of equals, what comes first in the plane.
CNK_INLINE void take_larger(placed_vec *best, placed_vec other) {
  const ivec best_is_number = best->values == best->values, other_is_number = other.values == other.values;
  const ivec same = (other.values == best->values) | (~other_is_number & ~best_is_number);
  const ivec takes = (other.values > best->values) | (~other_is_number & best_is_number)
    | (same & (other.places < best->places));
  best->values = takes ? other.values : best->values;
  best->places = takes ? other.places : best->places;
}

/// The columns that a vector of windows meets, each already pooled; places are kept as bits.
typedef struct {
  float values[CNK_POOL_COLUMNS + 2 * CNK_LANES];
  float places[CNK_POOL_COLUMNS + 2 * CNK_LANES];
} pooled_columns;

/// The largest of each column from row `first` to, without, `end`; columns outside lose against any.
CNK_INLINE void pool_columns(
  const float *plane, ptrdiff_t width, ptrdiff_t first, ptrdiff_t end, ptrdiff_t column, ptrdiff_t count,
  pooled_columns *result
) {
  const vec lowest = -__builtin_inff();
  const ivec last = INT32_MAX;
  for (ptrdiff_t j = 0; j < count; j += CNK_LANES) {
    store(result->values + j, lowest);
    store(result->places + j, (vec)last);
  }
  ivec lane;
  CNK_UNROLL for (int n = 0; n < CNK_LANES; n++) lane[n] = n;
  const ptrdiff_t stop = smaller(width, column + count);
  for (ptrdiff_t j = larger(0, column); j < stop; j += CNK_LANES) {
    const ptrdiff_t lanes = smaller(CNK_LANES, stop - j);
    placed_vec best = {load_first(plane + first * width + j, lanes), lane + (int32_t)(first * width + j)};
    for (ptrdiff_t i = first + 1; i < end; i++) {
      take_larger(
        &best, (placed_vec){load_first(plane + i * width + j, lanes), lane + (int32_t)(i * width + j)});
    }
    store_first(result->values + j - column, best.values, lanes);
    store_first(result->places + j - column, (vec)best.places, lanes);
  }
}

/// LANES numbers, one every `stride`.
CNK_INLINE vec load_strided(const float *source, ptrdiff_t stride) {
  if (stride == 1) return load(source);
  if (stride == 2) return even_lanes(load(source), load(source + CNK_LANES));
  vec values;
  CNK_UNROLL for (int n = 0; n < CNK_LANES; n++) values[n] = source[n * stride];
  return values;
}

static void max_pool_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const pool_task *all = context;
  const cnk_pooling *s = &all->shape;
  const float *plane = all->input + index * s->height * s->width;
  float *output = all->output + index * s->output_height * s->output_width;
  float *indices = (float *)all->indices + index * s->output_height * s->output_width;
  pooled_columns columns;
  for (ptrdiff_t i = 0; i < s->output_height; i++) {
    const ptrdiff_t row = i * s->stride - s->before_rows;
    const ptrdiff_t top = larger(0, row), bottom = smaller(s->height, row + s->kernel_size);
    for (ptrdiff_t j = 0; j < s->output_width; j += CNK_LANES) {
      const ptrdiff_t lanes = smaller(CNK_LANES, s->output_width - j);
      placed_vec best = {-__builtin_inff(), INT32_MAX};
      pool_columns(
        plane, s->width, top, bottom, j * s->stride - s->before_columns,
        (CNK_LANES - 1) * s->stride + s->kernel_size, &columns);
      for (ptrdiff_t t = 0; t < s->kernel_size; t++) {
        const vec values = load_strided(columns.values + t, s->stride);
        const vec places = load_strided(columns.places + t, s->stride);
        take_larger(&best, (placed_vec){values, (ivec)places});
      }
      store_first(output + i * s->output_width + j, best.values, lanes);
      store_first(indices + i * s->output_width + j, (vec)best.places, lanes);
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
