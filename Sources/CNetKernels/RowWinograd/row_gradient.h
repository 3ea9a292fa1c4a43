// The gradient by the weights. Included after row_images.h.

/// sums[o][t] = sum over p of Z[o][p] V[p + t], over all windows of one point.
CNK_INLINE void gradient_sums(
  const int channels, const int taps, const winograd_layout *layout, const float *windows,
  const float *slopes,
  float *sums
) {
  vec sum[GRADIENT_SUMS];
  CNK_UNROLL for (int n = 0; n < GRADIENT_SUMS; n++) sum[n] = 0;
  for (ptrdiff_t p = 0; p < layout->tiles * layout->pitch; p += CNK_LANES) {
    vec slope[GRADIENT_CHANNELS];
    CNK_UNROLL for (int o = 0; o < channels; o++) slope[o] = load(slopes + o * layout->tile_stride + p);
    CNK_UNROLL for (int t = 0; t < taps; t++) {
      const vec values = load(windows + p + t);
      CNK_UNROLL for (int o = 0; o < channels; o++) sum[o * taps + t] += slope[o] * values;
    }
  }
  CNK_UNROLL for (int n = 0; n < channels * taps; n += CNK_LANES) store(sums + n, sums_of_lanes(sum + n));
}

static void gradient_sums_of(
  ptrdiff_t channels, ptrdiff_t taps, const winograd_layout *layout, const float *windows,
  const float *slopes,
  float *sums
) {
#define CASE(channels, taps) \
  case (channels) * 8 + (taps): return gradient_sums(channels, taps, layout, windows, slopes, sums);
#if GRADIENT_TAPS > 4
#define CASES(channels) \
  CASE(channels, 1) CASE(channels, 2) CASE(channels, 3) CASE(channels, 4) CASE(channels, 5)
#else
#define CASES(channels) CASE(channels, 1) CASE(channels, 2) CASE(channels, 3) CASE(channels, 4)
#endif
  switch (channels * 8 + taps) {
    CASES(1) CASES(2) CASES(3)
#if GRADIENT_CHANNELS > 3
    CASES(4) CASES(5)
#endif
  }
#undef CASES
#undef CASE
}

typedef struct CNK_SHARED {
  weight_gradient_tasks tasks;
  winograd_layout layout;
  const float *input;
  const float *gradient;
  /// V: [image][point][channel][window][column].
  float *windows;
  /// Z of each worker: [point][channel of the group][tile][column].
  float *slopes;
} winograd_gradient;

static void winograd_window_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const winograd_gradient *all = context;
  const cnk_convolution *shape = all->tasks.shape;
  const winograd_layout *layout = &all->layout;
  const ptrdiff_t inputs = shape->input_channels, image = index / inputs, c = index % inputs;
  const float *plane = all->input + index * shape->height * shape->width;
  float *windows = all->windows + (image * layout->points * inputs + c) * layout->window_stride;
  if (layout->points == 6) transform_input(6, layout, shape, plane, windows);
  else transform_input(8, layout, shape, plane, windows);
}

/// dw of some output channels, one input channel, one block of filter rows and `taps` of their columns, by
/// one image.
CNK_INLINE void winograd_gradient_tile(
  const int points, const winograd_layout *layout, const cnk_convolution *shape, ptrdiff_t outputs,
  ptrdiff_t rows,
  ptrdiff_t taps, const float *windows, const float *slopes, bool accumulate, float *result
) {
  const ptrdiff_t size = shape->kernel_size;
  float sums[MOST_POINTS * GRADIENT_SUMS], filters[(MOST_POINTS - 3) * GRADIENT_SUMS];
  for (ptrdiff_t i = 0; i < points; i++) {
    gradient_sums_of(
      outputs, taps, layout, windows + i * shape->input_channels * layout->window_stride,
      slopes + i * GRADIENT_CHANNELS * layout->tile_stride, sums + i * GRADIENT_SUMS);
  }
  for (ptrdiff_t n = 0; n < outputs * taps; n += CNK_LANES) {
    vec du[MOST_POINTS], dw[MOST_POINTS - 3];
    CNK_UNROLL for (int i = 0; i < points; i++) du[i] = load(sums + i * GRADIENT_SUMS + n);
    transform_filter_gradient(points, du, dw);
    CNK_UNROLL for (int u = 0; u < points - 3; u++) store(filters + u * GRADIENT_SUMS + n, dw[u]);
  }
  for (ptrdiff_t o = 0; o < outputs; o++) {
    for (ptrdiff_t u = 0; u < rows; u++) {
      float *target = result + (o * shape->input_channels * size + u) * size;
      const vec values = load_first(filters + u * GRADIENT_SUMS + o * taps, taps);
      store_first(target, accumulate ? load_first(target, taps) + values : values, taps);
    }
  }
}

CNK_INLINE void winograd_gradient_part(
  const int points, const winograd_gradient *all, const weight_gradient_part *part, ptrdiff_t worker,
  float *result
) {
  const cnk_convolution *shape = all->tasks.shape;
  const winograd_layout *layout = &all->layout;
  const ptrdiff_t inputs = shape->input_channels, size = shape->kernel_size,
    pixels = shape->height * shape->width;
  const ptrdiff_t stretches = (size + GRADIENT_TAPS - 1) / GRADIENT_TAPS;
  const ptrdiff_t next_point = GRADIENT_CHANNELS * layout->tile_stride;
  float *slopes = all->slopes + worker * points * next_point;
  for (ptrdiff_t image = 0; image < shape->batch; image++) {
    for (ptrdiff_t o = 0; o < part->outputs; o++) {
      transform_plane(
        points, true, shape, 0, 0, layout->tiles, layout->pitch, layout->tile_places, next_point,
        all->gradient + (image * shape->output_channels + part->first_output + o) * pixels,
        slopes + o * layout->tile_stride);
    }
    for (ptrdiff_t c = part->first_input; c < part->last_input; c++) {
      const float *windows = all->windows + (image * points * inputs + c) * layout->window_stride;
      for (ptrdiff_t block = 0; block < layout->blocks; block++) {
        const ptrdiff_t u = block * TILE, rows = block == layout->blocks - 1 ? size - u : TILE;
        for (ptrdiff_t stretch = 0; stretch < stretches; stretch++) {
          const ptrdiff_t v = part_start(stretch, stretches, size);
          winograd_gradient_tile(
            points, layout, shape, part->outputs, rows, part_start(stretch + 1, stretches, size) - v,
            windows + block * layout->pitch + v, slopes, image > 0, result + (c * size + u) * size + v);
        }
      }
    }
  }
}

static void make_winograd_gradient(
  void *context, const weight_gradient_part *part, ptrdiff_t worker, float *result
) {
  const winograd_gradient *all = context;
  if (all->layout.points == 6) winograd_gradient_part(6, all, part, worker, result);
  else winograd_gradient_part(8, all, part, worker, result);
}

static void row_winograd_weight_gradient(
  const cnk_convolution *shape, const float *input, const float *gradient, float *scratch, cnk_team *team,
  cnk_consume consume, void *context
) {
  const winograd_layout layout = winograd_layout_of(shape);
  const ptrdiff_t channels = shape->batch * shape->input_channels;
  float *slopes = scratch + CNK_LANES + channels * layout.points * layout.window_stride;
  winograd_gradient all = {
    .tasks = {.shape = shape, .make = make_winograd_gradient, .consume = consume, .context = context},
    .layout = layout,
    .input = input,
    .gradient = gradient,
    .windows = scratch + aligned_start(shape->before),
    .slopes = slopes,
  };
  cnk_team_run(team, channels, winograd_window_task, &all);
  run_weight_gradient(
    &all.tasks, slopes + cnk_team_size(team) * layout.points * GRADIENT_CHANNELS * layout.tile_stride, team);
}
