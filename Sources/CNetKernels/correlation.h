// Convolution as direct sums with vectors along image rows, for any number of channels. Included after
// convolution.h.
//
// Forward, a tile is `channels` output channels x `rows` x `vectors` of accumulators that live in registers:
// a tap loads each stretch of input once, unaligned, and uses it for every output channel, whose weights are
// broadcast. The constants below fill the register file with channels * rows * vectors accumulators, the
// input's vectors and the weights. Few channels take several rows, for a lone sum waits for its last
// addition, and `taps` filter rows at once, so that a stretch of input serves as many of the tile's rows: two
// loads feed two multiplications a cycle only where each is used more than twice.

#if CNK_LANES == 16
#define TILE_CHANNELS 14
#define TILE_ROWS(channels) ((channels) == 1 ? 7 : (channels) <= 3 ? 4 : (channels) <= 6 ? 2 : 1)
#define TILE_TAPS(channels) ((channels) == 1 ? 5 : (channels) == 2 ? 3 : 1)
#elif defined(__aarch64__)
#define TILE_CHANNELS 12
#define TILE_ROWS(channels) ((channels) == 1 ? 7 : (channels) <= 3 ? 4 : (channels) <= 6 ? 2 : 1)
#define TILE_TAPS(channels) ((channels) == 1 ? 5 : (channels) == 2 ? 3 : 1)
#else
#define TILE_CHANNELS 6
#define TILE_ROWS(channels) ((channels) == 1 ? 4 : (channels) <= 3 ? 2 : 1)
#define TILE_TAPS(channels) ((channels) == 1 ? 3 : 1)
#endif

#define TILE_VECTORS 2
/// Most accumulators of any tile.
#define TILE_SUMS (TILE_CHANNELS * TILE_VECTORS)
/// Rows below the last padded one that a tile may read: TILE_ROWS' maximum - 1.
#define ROW_OVERHANG 6
/// Weights of one block that stay in the first-level cache while the tiles of an image pass by: 24 KB.
#define RESIDENT_WEIGHTS 6144

/// The planes of one image, each surrounded by zeros: row i, column j of channel c stands at
/// `first[c * stride + (i + before) * pitch + j + before]`.
typedef struct {
  const float *first;
  ptrdiff_t channels;
  ptrdiff_t height;
  ptrdiff_t width;
  ptrdiff_t kernel_size;
  ptrdiff_t before;
  ptrdiff_t pitch;
  ptrdiff_t stride;
} padded_planes;

/// Planes of the shape's input that start at `first`.
CNK_INLINE padded_planes planes_of(const cnk_convolution *shape, const float *first) {
  const ptrdiff_t pitch = whole_vectors(shape->width) + shape->kernel_size - 1;
  return (padded_planes){
    .first = first,
    .channels = shape->input_channels,
    .height = shape->height,
    .width = shape->width,
    .kernel_size = shape->kernel_size,
    .before = shape->before,
    .pitch = pitch,
    .stride = pitch * (shape->height + shape->kernel_size - 1 + ROW_OVERHANG),
  };
}

typedef struct CNK_SHARED {
  padded_planes planes;
  const float *pixels;
  float *target;
} plane_filling;

/// Lays one channel of one image, pixels and zeros.
static void fill_plane(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const plane_filling *all = context;
  const padded_planes *planes = &all->planes;
  const ptrdiff_t height = planes->height, width = planes->width, pitch = planes->pitch;
  const float *pixels = all->pixels + index * height * width;
  float *target = all->target + index * planes->stride, *end = target + planes->stride;
  float *image = target + planes->before * (pitch + 1);
  for (; target < image; target += CNK_LANES) store(target, (vec)0);
  // A row's last vector may reach into the next row, which overwrites what is its own.
  for (ptrdiff_t row = 0; row < height; row++, pixels += width, image += pitch) {
    for (ptrdiff_t column = 0; column < pitch; column += CNK_LANES) {
      store(image + column, load_first(pixels + column, larger(0, smaller(CNK_LANES, width - column))));
    }
  }
  for (; image < end - CNK_LANES; image += CNK_LANES) store(image, (vec)0);
  store(end - CNK_LANES, (vec)0);
}

static void fill_planes(
  const cnk_convolution *shape, const float *pixels, float *target, cnk_team *team
) {
  plane_filling all = {.planes = planes_of(shape, target), .pixels = pixels, .target = target};
  cnk_team_run(team, shape->batch * shape->input_channels, fill_plane, &all);
}

/// What the tiles of one block of output channels, over one range of input channels, have in common.
typedef struct {
  const padded_planes *input;
  const filter_view *filters;
  /// The block's first output channel, in the filters and of the output.
  ptrdiff_t first_output;
  ptrdiff_t first_channel;
  ptrdiff_t last_channel;
  /// Filter rows, of which `taps` at once are taken.
  ptrdiff_t first_tap;
  ptrdiff_t last_tap;
  ptrdiff_t first_row;
  ptrdiff_t last_row;
  /// The block's first output plane.
  float *output;
  /// Whether earlier input channels or filter rows are summed up in the output already.
  bool accumulate;
} correlation_block;

CNK_INLINE void correlate_tile(
  const int channels, const int rows, const int vectors, const int taps, const correlation_block *block,
  ptrdiff_t row, ptrdiff_t column
) {
  const padded_planes *input = block->input;
  const ptrdiff_t size = input->kernel_size, pitch = input->pitch;
  const ptrdiff_t width = input->width, height = input->height;
  const ptrdiff_t next_output = block->filters->next_output, next_input = block->filters->next_input;
  const ptrdiff_t next_tap = block->filters->next_tap;
  const float *first_weight = block->filters->first + block->first_output * next_output;
  // Only the filter rows that meet the image in one of the tile's rows.
  const ptrdiff_t hidden = larger(0, input->before - (row + rows - 1) - block->first_tap);
  const ptrdiff_t first_tap = block->first_tap + hidden / taps * taps;
  const ptrdiff_t last_tap = smaller(block->last_tap, input->before + height - row);
  const ptrdiff_t used_rows = smaller(rows, height - row);
  const ptrdiff_t last_lanes = smaller(CNK_LANES, width - column - (vectors - 1) * CNK_LANES);

  vec sums[TILE_SUMS];
  CNK_UNROLL for (int n = 0; n < channels * rows * vectors; n++) sums[n] = 0;

  for (ptrdiff_t c = block->first_channel; c < block->last_channel; c++) {
    for (ptrdiff_t u = first_tap; u < last_tap; u += taps) {
      const float *x = input->first + c * input->stride + (row + u) * pitch + column;
      const float *w = first_weight + c * next_input + u * size * next_tap;
      for (ptrdiff_t v = 0; v < size; v++, x++, w += next_tap) {
        if (rows == 1) {
          vec values[TILE_VECTORS];
          CNK_UNROLL for (int j = 0; j < vectors; j++) values[j] = load(x + j * CNK_LANES);
          CNK_UNROLL for (int o = 0; o < channels; o++) {
            const vec weight = w[o * next_output];
            CNK_UNROLL for (int j = 0; j < vectors; j++) sums[o * vectors + j] += weight * values[j];
          }
        } else {
          // Few channels: their weights fit the registers, and the input passes by.
          vec weight[TILE_CHANNELS];
          CNK_UNROLL for (int t = 0; t < taps; t++) {
            CNK_UNROLL for (int o = 0; o < channels; o++) {
              weight[t * channels + o] = w[t * size * next_tap + o * next_output];
            }
          }
          CNK_UNROLL for (int n = 0; n < rows + taps - 1; n++) {
            CNK_UNROLL for (int j = 0; j < vectors; j++) {
              const vec values = load(x + n * pitch + j * CNK_LANES);
              CNK_UNROLL for (int t = 0; t < taps; t++) {
                const int r = n - t;
                if (r >= 0 && r < rows) {
                  CNK_UNROLL for (int o = 0; o < channels; o++) {
                    sums[(o * rows + r) * vectors + j] += weight[t * channels + o] * values;
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  CNK_UNROLL for (int o = 0; o < channels; o++) {
    CNK_UNROLL for (int r = 0; r < rows; r++) {
      if (r < used_rows) {
        float *y = block->output + (o * height + row + r) * width + column;
        CNK_UNROLL for (int j = 0; j < vectors; j++) {
          const vec sum = sums[(o * rows + r) * vectors + j];
          float *target = y + j * CNK_LANES;
          if (j < vectors - 1) {
            store(target, block->accumulate ? load(target) + sum : sum);
          } else {
            store_first(target, block->accumulate ? load_first(target, last_lanes) + sum : sum, last_lanes);
          }
        }
      }
    }
  }
}

CNK_INLINE void correlate_tiles(const int channels, const int taps, const correlation_block *block) {
  const int rows = TILE_ROWS(channels);
  for (ptrdiff_t row = block->first_row; row < block->last_row; row += rows) {
    for (ptrdiff_t column = 0; column < block->input->width; column += TILE_VECTORS * CNK_LANES) {
      if (block->input->width - column > CNK_LANES) {
        correlate_tile(channels, rows, TILE_VECTORS, taps, block, row, column);
      } else {
        correlate_tile(channels, rows, 1, taps, block, row, column);
      }
    }
  }
}

/// As many filter rows as possible in groups of the tile's, and the rest in one group.
CNK_INLINE void correlate_taps(const int channels, const correlation_block *block) {
  const int most = TILE_TAPS(channels);
  const ptrdiff_t size = block->input->kernel_size, rest = size % most;
  correlation_block part = *block;
  part.first_tap = 0;
  part.last_tap = size - rest;
  if (rest < size) correlate_tiles(channels, most, &part);
  part.accumulate = block->accumulate || rest < size;
  part.first_tap = size - rest;
  part.last_tap = size;
#define CASE(taps) \
  case taps: \
    if (taps < most) correlate_tiles(channels, taps, &part); \
    break;
  switch (rest) { CASE(1) CASE(2) CASE(3) CASE(4) }
#undef CASE
}

#define CASE(channels) \
  case channels: return correlate_taps(channels, block);

static void correlate_block(ptrdiff_t channels, const correlation_block *block) {
  switch (channels) {
    CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6)
#if TILE_CHANNELS > 6
    CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12)
#endif
#if TILE_CHANNELS > 12
    CASE(13) CASE(14)
#endif
  }
}

#undef CASE

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
  const cnk_convolution *shape, const float *input, const float *weights, float *scratch, cnk_team *team,
  float *output
) {
  correlate(shape, filters_of(shape, weights), input, scratch, team, output);
}

static void direct_input_gradient(
  const cnk_convolution *shape, const float *gradient, const float *weights, float *scratch, cnk_team *team,
  float *input_gradient
) {
  const cnk_convolution adjoint = adjoint_of(shape);
  correlate(&adjoint, turned_filters_of(shape, weights), gradient, scratch, team, input_gradient);
}

// The weights' gradient: `channels` output channels x `rows` filter rows x `taps` neighbouring taps of each,
// of one input channel, are summed in registers over the whole image, lane by lane; then the lanes are added
// up. A stretch of input is used for every output channel, where there are few also for the rows of the
// gradient above it.

/// Vectors of sums, in whole groups of CNK_LANES.
#define GRADIENT_SUMS ((GRADIENT_CHANNELS * GRADIENT_TAPS + CNK_LANES - 1) / CNK_LANES * CNK_LANES)
/// Filter rows of a tile.
#define GRADIENT_ROWS(channels) \
  ((channels) == 1 ? GRADIENT_CHANNELS : (channels) == 2 ? GRADIENT_CHANNELS / 2 : 1)

/// Input channel and tap at which a tile of the weights' gradient starts, and the gradient's planes, from
/// those of the tile's first output channel on, without zeros around them.
typedef struct {
  const padded_planes *input;
  const float *gradient;
  ptrdiff_t input_channel;
  ptrdiff_t u;
  ptrdiff_t v;
  bool accumulate;
  /// Rows of weights of the tile's output channels.
  float *result;
} gradient_place;

CNK_INLINE void gradient_tile(
  const int channels, const int rows, const int taps, const gradient_place *place
) {
  const padded_planes *input = place->input;
  const ptrdiff_t size = input->kernel_size, pitch = input->pitch;
  const ptrdiff_t height = input->height, width = input->width;
  const ptrdiff_t before = input->before, u = place->u;
  const float *x = input->first + place->input_channel * input->stride + u * pitch + place->v;

  vec sums[GRADIENT_SUMS];
  CNK_UNROLL for (int n = 0; n < GRADIENT_SUMS; n++) sums[n] = 0;

  // Row i of the input, seen from tap row u, meets row i - r of the gradient at tap row u + r.
  const ptrdiff_t last = smaller(height + rows - 1, height + before - u);
  for (ptrdiff_t i = larger(0, before - u); i < last; i++) {
    for (ptrdiff_t column = 0; column < width; column += CNK_LANES) {
      const ptrdiff_t lanes = smaller(CNK_LANES, width - column);
      vec slopes[GRADIENT_CHANNELS];
      CNK_UNROLL for (int r = 0; r < rows; r++) {
        const bool has_row = rows == 1 || (i - r >= 0 && i - r < height);
        const float *row = place->gradient + (i - r) * width + column;
        CNK_UNROLL for (int o = 0; o < channels; o++) {
          slopes[o * rows + r] = has_row ? load_first(row + o * height * width, lanes) : 0;
        }
      }
      CNK_UNROLL for (int t = 0; t < taps; t++) {
        const vec values = load(x + i * pitch + column + t);
        CNK_UNROLL for (int n = 0; n < channels * rows; n++) sums[n * taps + t] += slopes[n] * values;
      }
    }
  }

  float totals[GRADIENT_SUMS];
  CNK_UNROLL for (int n = 0; n < channels * rows * taps; n += CNK_LANES) {
    store(totals + n, sums_of_lanes(sums + n));
  }
  for (ptrdiff_t o = 0; o < channels; o++) {
    const ptrdiff_t filter = o * input->channels + place->input_channel;
    for (ptrdiff_t r = 0; r < rows; r++) {
      float *target = place->result + (filter * size + u + r) * size + place->v;
      const float *source = totals + (o * rows + r) * taps;
      CNK_UNROLL for (int t = 0; t < taps; t++) {
        target[t] = place->accumulate ? target[t] + source[t] : source[t];
      }
    }
  }
}

CNK_INLINE void gradient_taps(const int channels, const int rows, ptrdiff_t taps,
  const gradient_place *place) {
#define CASE(taps) \
  case taps: return gradient_tile(channels, rows, taps, place);
  switch (taps) {
    CASE(1) CASE(2) CASE(3) CASE(4)
#if GRADIENT_TAPS > 4
    CASE(5)
#endif
  }
#undef CASE
}

CNK_INLINE void gradient_rows(const int channels, ptrdiff_t rows, ptrdiff_t taps,
  const gradient_place *place) {
#define CASE(rows) \
  case rows: \
    if (rows <= GRADIENT_ROWS(channels)) gradient_taps(channels, rows, taps, place); \
    break;
  switch (rows) { CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) }
#undef CASE
}

/// The gradient of `channels` rows of weights by the input channels from `first` to before `last` of one
/// image.
static void gradient_channels(
  const padded_planes *input, const float *gradient, ptrdiff_t channels, ptrdiff_t first, ptrdiff_t last,
  bool accumulate, float *result
) {
  // As few stretches of taps and groups of rows as possible, of lengths as equal as possible.
  const ptrdiff_t size = input->kernel_size, most_rows = GRADIENT_ROWS(channels);
  const ptrdiff_t stretches = (size + GRADIENT_TAPS - 1) / GRADIENT_TAPS;
  const ptrdiff_t groups = (size + most_rows - 1) / most_rows;
  for (ptrdiff_t c = first; c < last; c++) {
    for (ptrdiff_t part = 0; part < groups * stretches; part++) {
      const ptrdiff_t group = part / stretches, stretch = part % stretches;
      const gradient_place place = {
        .input = input,
        .gradient = gradient,
        .input_channel = c,
        .u = part_start(group, groups, size),
        .v = part_start(stretch, stretches, size),
        .accumulate = accumulate,
        .result = result,
      };
      const ptrdiff_t rows = part_start(group + 1, groups, size) - place.u;
      const ptrdiff_t taps = part_start(stretch + 1, stretches, size) - place.v;
#define CASE(channels) \
  case channels: gradient_rows(channels, rows, taps, &place); break;
      switch (channels) {
        CASE(1) CASE(2) CASE(3)
#if GRADIENT_CHANNELS > 3
        CASE(4) CASE(5)
#endif
      }
#undef CASE
    }
  }
}

typedef struct CNK_SHARED {
  weight_gradient_tasks tasks;
  padded_planes planes;
  const float *gradient;
} correlation_gradient;

static void correlate_gradient_part(
  void *context, const weight_gradient_part *part, ptrdiff_t worker, float *result
) {
  (void)worker;
  const correlation_gradient *all = context;
  const cnk_convolution *shape = all->tasks.shape;
  const ptrdiff_t pixels = shape->height * shape->width;
  padded_planes planes = all->planes;
  for (ptrdiff_t image = 0; image < shape->batch; image++) {
    const float *gradient = all->gradient + (image * shape->output_channels + part->first_output) * pixels;
    gradient_channels(
      &planes, gradient, part->outputs, part->first_input, part->last_input, image > 0, result);
    planes.first += shape->input_channels * planes.stride;
  }
}

static void direct_weight_gradient(
  const cnk_convolution *shape, const float *input, const float *gradient, float *scratch, cnk_team *team,
  cnk_consume consume, void *context
) {
  const padded_planes planes = planes_of(shape, scratch);
  correlation_gradient all = {
    .tasks = {.shape = shape, .make = correlate_gradient_part, .consume = consume, .context = context},
    .planes = planes,
    .gradient = gradient,
  };
  fill_planes(shape, input, scratch, team);
  run_weight_gradient(&all.tasks, scratch + shape->batch * shape->input_channels * planes.stride, team);
}

static ptrdiff_t direct_scratch(const cnk_convolution *shape, ptrdiff_t threads) {
  const ptrdiff_t stride = planes_of(shape, NULL).stride;
  const ptrdiff_t product = shape->batch * shape->output_channels * stride;
  const ptrdiff_t weights = shape->batch * shape->input_channels * stride + weight_gradient_scratch(shape,
    threads);
  return larger(product, weights);
}
