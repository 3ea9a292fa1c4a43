// Forward and the input's gradient over planes. Included after matrix_layout.h.

/// One product over the planes: its factors and where they meet the planes.
typedef struct {
  ptrdiff_t depth;
  const float *factors;
  const int32_t *offsets;
  /// Where its pixels go: row t to `step` t + `row` of the result, column t to `step` t + `column`.
  ptrdiff_t row, column;
} plane_product;

/// Planes of the input that its gradient is made of at most: stride 1 ... MATRIX_STRIDE.
#define MATRIX_STRIDE 2
/// Columns that all rows pass over before the next.
#define MATRIX_STRETCH (4 * MATRIX_COLUMNS)
#define MATRIX_PRODUCTS (MATRIX_STRIDE * MATRIX_STRIDE)

/// What the tasks of one direction share.
typedef struct CNK_SHARED {
  plane_layout layout;
  ptrdiff_t batch;
  ptrdiff_t products;
  plane_product product[MATRIX_PRODUCTS];
  const float *pixels;
  const float *bias;
  ptrdiff_t rows;
  float *result;
  ptrdiff_t result_height, result_width, result_step;
  float *scratch;
  ptrdiff_t scratch_step;
} plane_task;

/// Copies one row of a product's images to where they belong.
CNK_INLINE void copy_product(
  const plane_task *all, const plane_product *product, ptrdiff_t images, ptrdiff_t channel, const float *sums,
  float *result
) {
  const plane_layout *layout = &all->layout;
  const ptrdiff_t step = all->result_step, height = all->result_height, width = all->result_width;
  for (ptrdiff_t n = 0; n < images; n++) {
    float *image = result + (n * all->rows + channel) * height * width;
    for (ptrdiff_t t = 0; t < layout->product_rows; t++) {
      const float *source = sums + (n * layout->rows + t) * layout->pitch;
      const ptrdiff_t row = t * step + product->row;
      if (row < 0 || row >= height) continue;
      float *target = image + row * width;
      const ptrdiff_t first = product->column < 0 ? 1 : 0;
      const ptrdiff_t end = (width - product->column + step - 1) / step;
      if (step == 1) {
        ptrdiff_t j = 0;
        for (; j + CNK_LANES <= end; j += CNK_LANES) store(target + j, load(source + j));
        if (j < end) store_first(target + j, load_first(source + j, end - j), end - j);
      } else {
        for (ptrdiff_t j = first; j < end; j++) target[j * step + product->column] = source[j];
      }
    }
  }
}

/// One group of images.
static void plane_group_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  const plane_task *all = context;
  const plane_layout *layout = &all->layout;
  const ptrdiff_t first = index * layout->group, images = smaller(layout->group, all->batch - first);
  float *planes = all->scratch + worker * all->scratch_step, *sums = planes + plane_floats(layout);
  const float *pixels = all->pixels + first * layout->channels * layout->height * layout->width;
  float *result = all->result + first * all->rows * all->result_height * all->result_width;
  const ptrdiff_t length = product_length(layout, images), groups = row_groups(all->rows);
  if (!layout->is_direct) fill_group(layout, pixels, images, planes);
  const ptrdiff_t step = layout->is_direct ? length : whole_vectors(length);
  for (ptrdiff_t p = 0; p < all->products; p++) {
    const plane_product *part = &all->product[p];
    // Columns outside: some tiles' stay in the caches while the rows pass.
    for (ptrdiff_t column = 0; column < length; column += MATRIX_STRETCH) {
      for (ptrdiff_t group = 0; group < groups; group++) {
        const ptrdiff_t row = part_start(group, groups, all->rows);
        const group_product product = {
          .depth = part->depth, .factors = part->factors + group * part->depth * MATRIX_PITCH,
          .offsets = part->offsets, .columns = layout->is_direct ? pixels : planes,
          .start = all->bias == NULL ? NULL : all->bias + row,
          .result = (layout->is_direct ? result : sums) + row * step, .result_step = step,
          .fetches = group == 0 && layout->is_direct,
        };
        matrix_group(
          part_start(group + 1, groups, all->rows) - row, &product, column,
          smaller(length, column + MATRIX_STRETCH));
      }
    }
    if (layout->is_direct) continue;
    for (ptrdiff_t r = 0; r < all->rows; r++) copy_product(all, part, images, r, sums + r * step, result);
  }
}

/// Floats of a worker's planes and sums.
CNK_INLINE ptrdiff_t plane_worker(const plane_layout *layout, ptrdiff_t rows) {
  return odd_lines(
    plane_floats(layout)
    + (layout->is_direct ? 0 : rows * whole_vectors(product_length(layout, layout->group))));
}

/// Floats of factors and offsets of one direction.
CNK_INLINE ptrdiff_t plane_factors(ptrdiff_t rows, ptrdiff_t depth) {
  return odd_lines(packed_factors(rows, depth)) + odd_lines(depth);
}

CNK_INLINE void run_planes(plane_task *task, float *scratch, cnk_team *team) {
  task->scratch = scratch;
  task->scratch_step = plane_worker(&task->layout, task->rows);
  const ptrdiff_t group = task->layout.group;
  cnk_team_run(team, (task->batch + group - 1) / group, plane_group_task, task);
}

static void matrix_forward(
  const cnk_convolution *shape, const float *input, const float *weights, const float *bias, float *scratch,
  cnk_team *team, float *output
) {
  const plane_layout layout = input_planes(shape, MATRIX_PIXELS);
  const ptrdiff_t k = shape->kernel_size, s = shape->stride, depth = layout.channels * k * k;
  const ptrdiff_t outputs = shape->output_channels, groups = row_groups(outputs);
  int32_t *offsets = (int32_t *)scratch;
  float *factors = scratch + odd_lines(depth);
  for (ptrdiff_t c = 0, n = 0; c < layout.channels; c++) {
    for (ptrdiff_t u = 0; u < k; u++) {
      for (ptrdiff_t v = 0; v < k; v++, n++) {
        offsets[n] = (int32_t)((c * s * s + u % s * s + v % s) * layout.plane_step + u / s * layout.pitch + v / s);
      }
    }
  }
  for (ptrdiff_t group = 0; group < groups; group++) {
    const ptrdiff_t row = part_start(group, groups, outputs);
    pack_rows(
      weights + row * depth, depth, part_start(group + 1, groups, outputs) - row, depth,
      factors + group * depth * MATRIX_PITCH);
  }
  plane_task task = {
    .layout = layout, .batch = shape->batch, .products = 1,
    .product = {{.depth = depth, .factors = factors, .offsets = offsets}}, .pixels = input, .bias = bias,
    .rows = outputs, .result = output, .result_height = layout.product_rows,
    .result_width = layout.product_columns, .result_step = 1,
  };
  run_planes(&task, scratch + plane_factors(outputs, depth), team);
}

/// Taps of a filter's side that meet the input's plane `phase`.
CNK_INLINE ptrdiff_t phase_taps(const cnk_convolution *shape, ptrdiff_t phase) {
  return phase >= shape->kernel_size ? 0 : (shape->kernel_size - 1 - phase) / shape->stride + 1;
}

/// Factors and offsets of the gradient by the input's plane (p, q), written to `offsets` and `factors`.
CNK_INLINE plane_product adjoint_product(
  const cnk_convolution *shape, const plane_layout *layout, const float *weights, ptrdiff_t p, ptrdiff_t q,
  int32_t *offsets, float *factors
) {
  const ptrdiff_t s = shape->stride, k = shape->kernel_size, reach = filter_reach(shape);
  const ptrdiff_t rows = phase_taps(shape, p), columns = phase_taps(shape, q), inputs = shape->input_channels;
  const ptrdiff_t groups = row_groups(inputs), depth = shape->output_channels * rows * columns;
  ptrdiff_t n = 0;
  for (ptrdiff_t o = 0; o < shape->output_channels; o++) {
    for (ptrdiff_t u = 0; u < rows; u++) {
      for (ptrdiff_t v = 0; v < columns; v++, n++) {
        offsets[n] = (int32_t)(o * layout->plane_step + (reach - u) * layout->pitch + reach - v);
        const float *tap = weights + o * inputs * k * k + (u * s + p) * k + v * s + q;
        for (ptrdiff_t group = 0; group < groups; group++) {
          const ptrdiff_t row = part_start(group, groups, inputs), end = part_start(group + 1, groups, inputs);
          float *target = factors + (group * depth + n) * MATRIX_PITCH;
          for (ptrdiff_t c = row; c < end; c++) target[c - row] = tap[c * k * k];
        }
      }
    }
  }
  return (plane_product){
    .depth = depth, .factors = factors, .offsets = offsets,
    .row = shape->before / s * s + p - shape->before,
    .column = shape->before_columns / s * s + q - shape->before_columns,
  };
}

static void matrix_input_gradient(
  const cnk_convolution *shape, const float *gradient, const float *weights, float *scratch, cnk_team *team,
  float *result
) {
  const ptrdiff_t s = shape->stride;
  plane_task task = {
    .layout = gradient_planes(shape), .batch = shape->batch, .products = s * s, .pixels = gradient,
    .rows = shape->input_channels, .result = result, .result_height = shape->height,
    .result_width = shape->width, .result_step = s,
  };
  for (ptrdiff_t p = 0; p < s * s; p++) {
    const ptrdiff_t depth = shape->output_channels * phase_taps(shape, p / s) * phase_taps(shape, p % s);
    float *factors = scratch + odd_lines(depth);
    task.product[p] =
      adjoint_product(shape, &task.layout, weights, p / s, p % s, (int32_t *)scratch, factors);
    scratch += plane_factors(task.rows, depth);
  }
  run_planes(&task, scratch, team);
}
