// The forward pass and the gradient by the input. Included after direct_tiles.h.

/// Weights of one block that stay in the first-level cache while the tiles of an image pass by: 24 KB.
#define RESIDENT_WEIGHTS 6144

/// A convolution cut into tasks: a block of output channels over a stretch of rows of an image.
typedef struct CNK_SHARED {
  const cnk_convolution *shape;
  padded_planes planes;
  filter_view filters;
  ptrdiff_t blocks;
  ptrdiff_t stretches;
  float *output;
} correlation;

static void correlate_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const correlation *all = context;
  const cnk_convolution *shape = all->shape;
  const ptrdiff_t stretch = index % all->stretches, block = index / all->stretches % all->blocks;
  const ptrdiff_t image = index / all->stretches / all->blocks;
  const ptrdiff_t inputs = shape->input_channels, outputs = shape->output_channels, height = shape->height;
  const ptrdiff_t first = part_start(block, all->blocks, outputs);
  const ptrdiff_t channels = part_start(block + 1, all->blocks, outputs) - first;
  // Whole tiles, so that every cut gives the same ones.
  const ptrdiff_t rows = TILE_ROWS(channels), tiles = (height + rows - 1) / rows;
  padded_planes planes = all->planes;
  planes.first += image * inputs * planes.stride;
  const ptrdiff_t taps = shape->kernel_size * shape->kernel_size;
  const ptrdiff_t resident = larger(1, RESIDENT_WEIGHTS / (channels * taps));
  for (ptrdiff_t c = 0; c < inputs; c += resident) {
    const correlation_block part = {
      .input = &planes,
      .filters = &all->filters,
      .first_output = first,
      .first_channel = c,
      .last_channel = smaller(inputs, c + resident),
      .first_row = part_start(stretch, all->stretches, tiles) * rows,
      .last_row = smaller(height, part_start(stretch + 1, all->stretches, tiles) * rows),
      .output = all->output + (image * outputs + first) * height * shape->width,
      .accumulate = c > 0,
    };
    correlate_block(channels, &part);
  }
}

static void correlate(
  const cnk_convolution *shape, filter_view filters, const float *input, float *scratch, cnk_team *team,
  float *output
) {
  const ptrdiff_t blocks = (shape->output_channels + TILE_CHANNELS - 1) / TILE_CHANNELS;
  correlation all = {
    .shape = shape,
    .planes = planes_of(shape, scratch),
    .filters = filters,
    .blocks = blocks,
    .stretches = task_parts(team, shape->batch * blocks),
    .output = output,
  };
  fill_planes(shape, input, scratch, team);
  cnk_team_run(team, shape->batch * blocks * all.stretches, correlate_task, &all);
}

static void direct_forward(
  const cnk_convolution *shape, const float *input, const float *weights, const float *bias, float *scratch,
  cnk_team *team, float *output
) {
  correlate(shape, filters_of(shape, weights), input, scratch, team, output);
  add_bias(shape->batch, shape->output_channels, shape->height * shape->width, bias, output, team);
}

static void direct_input_gradient(
  const cnk_convolution *shape, const float *gradient, const float *weights, float *scratch, cnk_team *team,
  float *input_gradient
) {
  const cnk_convolution adjoint = adjoint_of(shape);
  correlate(&adjoint, turned_filters_of(shape, weights), gradient, scratch, team, input_gradient);
}
