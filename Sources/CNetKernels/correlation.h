// Convolution with vectors along image rows, for any number of channels. Included after lanes.h.
//
// Forward, a tile is `channels` output channels x `rows` x `vectors` of accumulators that live in registers:
// a tap loads each stretch of input once, unaligned, and uses it for every output channel, whose weights are
// broadcast. The constants below fill the register file with channels * rows * vectors accumulators, the
// input's vectors and a weight; few channels take several rows, for a lone sum waits for its last addition.

#if CNK_LANES == 16
#define TILE_CHANNELS 14
#define TILE_ROWS(channels) ((channels) <= 3 ? 4 : (channels) <= 6 ? 2 : 1)
#define GRADIENT_CHANNELS 5
#define GRADIENT_TAPS 5
#elif defined(__aarch64__)
#define TILE_CHANNELS 12
#define TILE_ROWS(channels) ((channels) <= 3 ? 4 : (channels) <= 6 ? 2 : 1)
#define GRADIENT_CHANNELS 5
#define GRADIENT_TAPS 5
#else
#define TILE_CHANNELS 6
#define TILE_ROWS(channels) ((channels) == 1 ? 4 : (channels) <= 3 ? 2 : 1)
#define GRADIENT_CHANNELS 3
#define GRADIENT_TAPS 4
#endif

#define TILE_VECTORS 2
/// Most accumulators of any tile.
#define TILE_SUMS (TILE_CHANNELS * TILE_VECTORS)
/// TILE_ROWS' maximum - 1.
#define ROW_OVERHANG 3
/// Rows of one task: a multiple of every TILE_ROWS, so that all cuts give the same tiles.
#define TASK_ROWS 8
/// Packed weights that stay in the first-level cache while the tiles of an image pass by: 24 KB.
#define RESIDENT_WEIGHTS 6144

/// What the tiles of one block of output channels, over one range of input channels, have in common.
typedef struct {
  const cnk_planes *input;
  ptrdiff_t first_channel;
  ptrdiff_t last_channel;
  /// Weights of first_channel, [channel][k * k][channels of the block].
  const float *weights;
  /// The block's first output plane.
  float *output;
  /// The rows to be made.
  ptrdiff_t first_row;
  ptrdiff_t last_row;
  /// Whether earlier input channels are summed up in the output already.
  bool accumulate;
} correlation_block;

CNK_INLINE void correlate_tile(
  const int channels, const int rows, const int vectors, const correlation_block *block, ptrdiff_t row,
  ptrdiff_t column
) {
  const cnk_planes *input = block->input;
  const ptrdiff_t size = input->kernel_size, pitch = input->pitch;
  const ptrdiff_t width = input->width, height = input->height;
  // Only the filter rows that meet the image in one of the tile's rows.
  const ptrdiff_t first_tap = larger(0, input->before - (row + rows - 1));
  const ptrdiff_t last_tap = smaller(size, input->before + height - row);
  const ptrdiff_t used_rows = smaller(rows, height - row);
  const ptrdiff_t last_lanes = smaller(CNK_LANES, width - column - (vectors - 1) * CNK_LANES);

  vec sums[TILE_SUMS];
  CNK_UNROLL for (int n = 0; n < channels * rows * vectors; n++) sums[n] = 0;

  for (ptrdiff_t c = block->first_channel; c < block->last_channel; c++) {
    for (ptrdiff_t u = first_tap; u < last_tap; u++) {
      const float *x = input->first + c * input->stride + (row + u) * pitch + column;
      const float *w = block->weights + ((c - block->first_channel) * size + u) * size * channels;
      for (ptrdiff_t v = 0; v < size; v++, x++, w += channels) {
        if (rows == 1) {
          vec values[TILE_VECTORS];
          CNK_UNROLL for (int j = 0; j < vectors; j++) values[j] = load(x + j * CNK_LANES);
          CNK_UNROLL for (int o = 0; o < channels; o++) {
            const vec weight = w[o];
            CNK_UNROLL for (int j = 0; j < vectors; j++) sums[o * vectors + j] += weight * values[j];
          }
        } else {
          // Few channels: their weights fit the registers, and the input passes by.
          vec weight[TILE_CHANNELS];
          CNK_UNROLL for (int o = 0; o < channels; o++) weight[o] = w[o];
          CNK_UNROLL for (int r = 0; r < rows; r++) {
            CNK_UNROLL for (int j = 0; j < vectors; j++) {
              const vec values = load(x + r * pitch + j * CNK_LANES);
              CNK_UNROLL for (int o = 0; o < channels; o++) {
                sums[(o * rows + r) * vectors + j] += weight[o] * values;
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

CNK_INLINE void correlate_tiles(const int channels, const correlation_block *block) {
  const int rows = TILE_ROWS(channels);
  for (ptrdiff_t row = block->first_row; row < block->last_row; row += rows) {
    for (ptrdiff_t column = 0; column < block->input->width; column += TILE_VECTORS * CNK_LANES) {
      if (block->input->width - column > CNK_LANES) {
        correlate_tile(channels, rows, TILE_VECTORS, block, row, column);
      } else {
        correlate_tile(channels, rows, 1, block, row, column);
      }
    }
  }
}

#define CASE(channels) \
  case channels: return correlate_tiles(channels, block);

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

/// A convolution cut into tasks: a block of output channels over some rows of an image.
typedef struct {
  const cnk_planes *input;
  const float *packed_weights;
  ptrdiff_t output_channels;
  ptrdiff_t block_channels;
  float *output;
  ptrdiff_t blocks;
  ptrdiff_t task_rows;
  ptrdiff_t tasks_per_block;
} correlation;

static void correlate_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const correlation *all = context;
  const ptrdiff_t row = index % all->tasks_per_block * all->task_rows;
  const ptrdiff_t o = index / all->tasks_per_block % all->blocks * all->block_channels;
  const ptrdiff_t image = index / all->tasks_per_block / all->blocks;

  cnk_planes input = *all->input;
  input.first += image * input.channels * input.stride;
  const ptrdiff_t taps = input.kernel_size * input.kernel_size, pixels = input.height * input.width;
  const ptrdiff_t channels = smaller(all->block_channels, all->output_channels - o);
  const ptrdiff_t resident = larger(1, RESIDENT_WEIGHTS / (all->block_channels * taps));
  for (ptrdiff_t c = 0; c < input.channels; c += resident) {
    const correlation_block block = {
      .input = &input,
      .first_channel = c,
      .last_channel = smaller(input.channels, c + resident),
      .weights = all->packed_weights + (o * input.channels + c * channels) * taps,
      .output = all->output + (image * all->output_channels + o) * pixels,
      .first_row = row,
      .last_row = smaller(input.height, row + all->task_rows),
      .accumulate = c > 0,
    };
    correlate_block(channels, &block);
  }
}

static void correlate(
  const cnk_planes *input, const float *packed_weights, ptrdiff_t output_channels,
  ptrdiff_t block_channels, float *output, cnk_team *team
) {
  const ptrdiff_t task_rows = cnk_team_size(team) == 1 ? input->height : TASK_ROWS;
  correlation all = {
    .input = input,
    .packed_weights = packed_weights,
    .output_channels = output_channels,
    .block_channels = block_channels,
    .output = output,
    .blocks = (output_channels + block_channels - 1) / block_channels,
    .task_rows = task_rows,
    .tasks_per_block = (input->height + task_rows - 1) / task_rows,
  };
  cnk_team_run(team, input->images * all.blocks * all.tasks_per_block, correlate_task, &all);
}

// The weights' gradient: `channels` output channels x `taps` neighbouring taps of one filter row and one
// input channel are summed in registers over the whole image, lane by lane; then the lanes are added up. The
// zeros after each row of the gradient silence the lanes beyond it.

CNK_INLINE void gradient_tile(
  const int channels, const int taps, const cnk_planes *input, const cnk_planes *gradient,
  ptrdiff_t input_channel, ptrdiff_t u, ptrdiff_t v, bool accumulate, float *result
) {
  const ptrdiff_t size = input->kernel_size, pitch = input->pitch, height = input->height;
  const ptrdiff_t first_row = larger(0, input->before - u);
  const ptrdiff_t last_row = smaller(height, height + input->before - u);
  const float *x = input->first + input_channel * input->stride + (first_row + u) * pitch + v;
  const float *dy = gradient->first + (first_row + gradient->before) * pitch + gradient->before;

  vec sums[GRADIENT_CHANNELS * GRADIENT_TAPS];
  CNK_UNROLL for (int n = 0; n < channels * taps; n++) sums[n] = 0;

  for (ptrdiff_t row = first_row; row < last_row; row++, x += pitch, dy += pitch) {
    for (ptrdiff_t column = 0; column < input->width; column += CNK_LANES) {
      vec slopes[GRADIENT_CHANNELS];
      CNK_UNROLL for (int o = 0; o < channels; o++) slopes[o] = load(dy + o * gradient->stride + column);
      CNK_UNROLL for (int t = 0; t < taps; t++) {
        const vec values = load(x + column + t);
        CNK_UNROLL for (int o = 0; o < channels; o++) sums[o * taps + t] += slopes[o] * values;
      }
    }
  }

  CNK_UNROLL for (int o = 0; o < channels; o++) {
    float *target = result + ((o * input->channels + input_channel) * size + u) * size + v;
    CNK_UNROLL for (int t = 0; t < taps; t++) {
      const float sum = sum_of_lanes(sums[o * taps + t]);
      target[t] = accumulate ? target[t] + sum : sum;
    }
  }
}

CNK_INLINE void gradient_taps(
  const int channels, ptrdiff_t taps, const cnk_planes *input, const cnk_planes *gradient,
  ptrdiff_t input_channel, ptrdiff_t u, ptrdiff_t v, bool accumulate, float *result
) {
#define CASE(taps) \
  case taps: \
    return gradient_tile(channels, taps, input, gradient, input_channel, u, v, accumulate, result);
  switch (taps) {
    CASE(1) CASE(2) CASE(3) CASE(4)
#if GRADIENT_TAPS > 4
    CASE(5)
#endif
  }
#undef CASE
}

/// The gradient of `channels` output channels, from the first of `gradient` on, by one image.
CNK_INLINE void gradient_channels(
  const int channels, const cnk_planes *input, const cnk_planes *gradient, bool accumulate, float *result
) {
  const ptrdiff_t size = input->kernel_size;
  // As few stretches of taps as possible, of lengths as equal as possible.
  const ptrdiff_t stretches = (size + GRADIENT_TAPS - 1) / GRADIENT_TAPS;
  for (ptrdiff_t c = 0; c < input->channels; c++) {
    for (ptrdiff_t u = 0; u < size; u++) {
      for (ptrdiff_t stretch = 0; stretch < stretches; stretch++) {
        const ptrdiff_t v = stretch * size / stretches;
        const ptrdiff_t taps = (stretch + 1) * size / stretches - v;
        gradient_taps(channels, taps, input, gradient, c, u, v, accumulate, result);
      }
    }
  }
}

/// The weights' gradient cut into tasks of GRADIENT_CHANNELS output channels.
typedef struct {
  const cnk_planes *input;
  const cnk_planes *gradient;
  cnk_scratch scratch;
  cnk_consume consume;
  void *context;
} correlation_gradient;

static void correlate_gradient_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  const correlation_gradient *all = context;
  cnk_planes input = *all->input, gradient = *all->gradient;
  const ptrdiff_t row = input.channels * input.kernel_size * input.kernel_size;
  const ptrdiff_t o = index * GRADIENT_CHANNELS;
  const ptrdiff_t channels = smaller(GRADIENT_CHANNELS, gradient.channels - o);
  float *result = all->scratch.first + worker * all->scratch.stride;
  gradient.first += o * gradient.stride;
  for (ptrdiff_t image = 0; image < input.images; image++) {
#define CASE(channels) \
  case channels: gradient_channels(channels, &input, &gradient, image > 0, result); break;
    switch (channels) {
      CASE(1) CASE(2) CASE(3)
#if GRADIENT_CHANNELS > 3
      CASE(4) CASE(5)
#endif
    }
#undef CASE
    input.first += input.channels * input.stride;
    gradient.first += gradient.channels * gradient.stride;
  }
  all->consume(all->context, worker, o * row, result, channels * row);
}

static void correlate_gradient(
  const cnk_planes *input, const cnk_planes *gradient, cnk_scratch scratch, cnk_team *team,
  cnk_consume consume, void *context
) {
  correlation_gradient all = {
    .input = input, .gradient = gradient, .scratch = scratch, .consume = consume, .context = context,
  };
  const ptrdiff_t tasks = (gradient->channels + GRADIENT_CHANNELS - 1) / GRADIENT_CHANNELS;
  cnk_team_run(team, tasks, correlate_gradient_task, &all);
}
