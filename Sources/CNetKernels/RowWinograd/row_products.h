// The forward pass and the gradient by the input. Included after row_images.h and row_points.h.

/// A convolution cut into tasks: first each filter of an output and each channel of an image is transformed,
/// then a group of output channels is made over a stretch of tiles of an image.
typedef struct CNK_SHARED {
  const cnk_convolution *shape;
  winograd_layout layout;
  filter_view view;
  const float *input;
  /// Of the outputs; null is 0.
  const float *bias;
  float *output;
  ptrdiff_t groups;
  ptrdiff_t stretches;
  /// U: [point][output channel][input channel][block][column].
  float *filters;
  /// V: [image][point][channel][window][column].
  float *windows;
  /// M of each worker: [point][channel of the group][tile][column].
  float *products;
} winograd;

CNK_INLINE void winograd_transform(const int points, const winograd *all, ptrdiff_t index) {
  const cnk_convolution *shape = all->shape;
  const winograd_layout *layout = &all->layout;
  const ptrdiff_t inputs = shape->input_channels, outputs = shape->output_channels;
  if (index < outputs) {
    const ptrdiff_t filter = inputs * layout->blocks * shape->kernel_size;
    transform_filters(points, layout, shape, &all->view, index, all->filters + index * filter);
  } else {
    const ptrdiff_t image = (index - outputs) / inputs, c = (index - outputs) % inputs;
    transform_input(
      points, layout, shape, all->input + (index - outputs) * shape->height * shape->width,
      all->windows + (image * points * inputs + c) * layout->window_stride);
  }
}

static void winograd_transform_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const winograd *all = context;
  if (all->layout.points == 6) winograd_transform(6, all, index);
  else winograd_transform(8, all, index);
}

CNK_INLINE void winograd_multiply(const int points, const winograd *all, ptrdiff_t index, ptrdiff_t worker) {
  const cnk_convolution *shape = all->shape;
  const winograd_layout *layout = &all->layout;
  const ptrdiff_t inputs = shape->input_channels, outputs = shape->output_channels, size = shape->kernel_size;
  const ptrdiff_t stretch = index % all->stretches, group = index / all->stretches % all->groups;
  const ptrdiff_t image = index / all->stretches / all->groups;
  const ptrdiff_t first = part_start(group, all->groups, outputs);
  const ptrdiff_t channels = part_start(group + 1, all->groups, outputs) - first;
  const ptrdiff_t first_tile = part_start(stretch, all->stretches, layout->tiles);
  const ptrdiff_t last_tile = part_start(stretch + 1, all->stretches, layout->tiles);
  const ptrdiff_t vectors = whole_vectors((last_tile - first_tile) * layout->pitch) / CNK_LANES;
  const ptrdiff_t next_point = PRODUCT_CHANNELS * layout->tile_stride;
  const float *windows = all->windows + image * points * inputs * layout->window_stride
    + first_tile * layout->pitch;
  float *products = all->products + worker * points * next_point;
  const point_product product = {
    .inputs = inputs,
    .inputs_at_once = larger(1, TERMS_AT_ONCE / (layout->blocks * size)),
    .blocks = layout->blocks,
    .size = size,
    .pitch = layout->pitch,
    .window_stride = layout->window_stride,
    .tile_stride = layout->tile_stride,
    .filters = inputs * layout->blocks * size,
    .is_turned = all->view.next_tap < 0,
  };
  for (ptrdiff_t i = 0; i < points; i++) {
    multiply_point(
      channels, vectors, &product, windows + i * inputs * layout->window_stride,
      all->filters + i * layout->filter_stride + first * product.filters, products + i * next_point);
  }
  for (ptrdiff_t o = 0; o < channels; o++) {
    transform_products(
      points, layout, shape, first_tile, last_tile, next_point, products + o * layout->tile_stride,
      all->bias == NULL ? NULL : all->bias + first + o,
      all->output + (image * outputs + first + o) * shape->height * shape->width);
  }
}

static void winograd_multiply_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  const winograd *all = context;
  if (all->layout.points == 6) winograd_multiply(6, all, index, worker);
  else winograd_multiply(8, all, index, worker);
}

static void winograd_convolve(
  const cnk_convolution *shape, filter_view view, const float *input, const float *bias, float *scratch,
  cnk_team *team, float *output
) {
  const winograd_layout layout = winograd_layout_of(shape);
  const ptrdiff_t groups = (shape->output_channels + PRODUCT_CHANNELS - 1) / PRODUCT_CHANNELS;
  float *windows = scratch + layout.points * layout.filter_stride;
  const ptrdiff_t channels = shape->batch * shape->input_channels;
  winograd all = {
    .shape = shape,
    .layout = layout,
    .view = view,
    .input = input,
    .bias = bias,
    .output = output,
    .groups = groups,
    .stretches = task_parts(team, shape->batch * groups),
    .filters = scratch,
    .windows = windows + aligned_start(shape->before),
    .products = windows + CNK_LANES + channels * layout.points * layout.window_stride,
  };
  cnk_team_run(team, shape->output_channels + channels, winograd_transform_task, &all);
  cnk_team_run(team, shape->batch * groups * all.stretches, winograd_multiply_task, &all);
}

static void row_winograd_forward(
  const cnk_convolution *shape, const float *input, const float *weights, const float *bias, float *scratch,
  cnk_team *team, float *output
) {
  winograd_convolve(shape, filters_of(shape, weights), input, bias, scratch, team, output);
}

static void row_winograd_input_gradient(
  const cnk_convolution *shape, const float *gradient, const float *weights, float *scratch, cnk_team *team,
  float *input_gradient
) {
  const cnk_convolution adjoint = adjoint_of(shape);
  winograd_convolve(&adjoint, turned_filters_of(shape, weights), gradient, NULL, scratch, team, input_gradient);
}
