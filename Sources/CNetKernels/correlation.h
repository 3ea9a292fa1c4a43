// Convolution with vectors along image rows, for any number of channels. Included after lanes.h.
//
// Forward, a tile is `channels` output channels x `rows` x `vectors` of accumulators that live in registers:
// a tap loads each stretch of input once, unaligned, and uses it for every output channel, whose weights are
// broadcast. The constants below fill the register file with channels * rows * vectors accumulators, the
// input's vectors and the weights. Few channels take several rows, for a lone sum waits for its last addition,
// and `taps` filter rows at once, so that a stretch of input serves as many of the tile's rows: two loads feed two
// multiplications a cycle only where each is used more than twice.

#if CNK_LANES == 16
#define TILE_CHANNELS 14
#define TILE_ROWS(channels) ((channels) == 1 ? 7 : (channels) <= 3 ? 4 : (channels) <= 6 ? 2 : 1)
#define TILE_TAPS(channels) ((channels) == 1 ? 5 : (channels) == 2 ? 3 : 1)
#define GRADIENT_CHANNELS 5
#define GRADIENT_TAPS 5
#elif defined(__aarch64__)
#define TILE_CHANNELS 12
#define TILE_ROWS(channels) ((channels) == 1 ? 7 : (channels) <= 3 ? 4 : (channels) <= 6 ? 2 : 1)
#define TILE_TAPS(channels) ((channels) == 1 ? 5 : (channels) == 2 ? 3 : 1)
#define GRADIENT_CHANNELS 5
#define GRADIENT_TAPS 5
#else
#define TILE_CHANNELS 6
#define TILE_ROWS(channels) ((channels) == 1 ? 4 : (channels) <= 3 ? 2 : 1)
#define TILE_TAPS(channels) ((channels) == 1 ? 3 : 1)
#define GRADIENT_CHANNELS 3
#define GRADIENT_TAPS 4
#endif

#define TILE_VECTORS 2
/// Most accumulators of any tile.
#define TILE_SUMS (TILE_CHANNELS * TILE_VECTORS)
/// TILE_ROWS' maximum - 1.
#define ROW_OVERHANG 6
/// Packed weights that stay in the first-level cache while the tiles of an image pass by: 24 KB.
#define RESIDENT_WEIGHTS 6144

/// What the tiles of one block of output channels, over one range of input channels, have in common.
typedef struct {
  const cnk_planes *input;
  ptrdiff_t first_channel;
  ptrdiff_t last_channel;
  /// Weights of first_channel, [channel][k * k][channels of the block].
  const float *weights;
  /// Filter rows, of which `taps` at once are taken.
  ptrdiff_t first_tap;
  ptrdiff_t last_tap;
  /// The block's first output plane.
  float *output;
  /// Whether earlier input channels or filter rows are summed up in the output already.
  bool accumulate;
} correlation_block;

CNK_INLINE void correlate_tile(
  const int channels, const int rows, const int vectors, const int taps, const correlation_block *block,
  ptrdiff_t row, ptrdiff_t column
) {
  const cnk_planes *input = block->input;
  const ptrdiff_t size = input->kernel_size, pitch = input->pitch;
  const ptrdiff_t width = input->width, height = input->height;
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
          CNK_UNROLL for (int t = 0; t < taps; t++) {
            CNK_UNROLL for (int o = 0; o < channels; o++) weight[t * channels + o] = w[t * size * channels + o];
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
  for (ptrdiff_t row = 0; row < block->input->height; row += rows) {
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

static void correlate(
  const cnk_planes *input, const float *packed_weights, ptrdiff_t output_channels,
  ptrdiff_t block_channels, float *output
) {
  const ptrdiff_t taps = input->kernel_size * input->kernel_size, inputs = input->channels;
  const ptrdiff_t resident = larger(1, RESIDENT_WEIGHTS / (block_channels * taps));
  for (ptrdiff_t o = 0; o < output_channels; o += block_channels) {
    const ptrdiff_t channels = smaller(block_channels, output_channels - o);
    for (ptrdiff_t c = 0; c < inputs; c += resident) {
      const correlation_block block = {
        .input = input,
        .first_channel = c,
        .last_channel = smaller(inputs, c + resident),
        .weights = packed_weights + (o * inputs + c * channels) * taps,
        .first_tap = 0,
        .last_tap = input->kernel_size,
        .output = output + o * input->height * input->width,
        .accumulate = c > 0,
      };
      correlate_block(channels, &block);
    }
  }
}

// The weights' gradient: `channels` output channels x `rows` filter rows x `taps` neighbouring taps of each, of one
// input channel, are summed in registers over the whole image, lane by lane; then the lanes are added up. A stretch of
// input is used for every output channel, where there are few also for the rows of the gradient above it. The
// zeros after each row of the gradient silence the lanes beyond it.

/// Vectors of sums, in whole groups of CNK_LANES.
#define GRADIENT_SUMS ((GRADIENT_CHANNELS * GRADIENT_TAPS + CNK_LANES - 1) / CNK_LANES * CNK_LANES)
/// Filter rows of a tile.
#define GRADIENT_ROWS(channels) ((channels) == 1 ? GRADIENT_CHANNELS : (channels) == 2 ? GRADIENT_CHANNELS / 2 : 1)

/// Output channels, input channel and tap at which a tile of the weights' gradient starts.
typedef struct {
  const cnk_planes *input;
  const cnk_planes *gradient;
  ptrdiff_t output_channel;
  ptrdiff_t input_channel;
  ptrdiff_t u;
  ptrdiff_t v;
  bool accumulate;
  float *result;
} gradient_place;

CNK_INLINE void gradient_tile(
  const int channels, const int rows, const int taps, const gradient_place *place
) {
  const cnk_planes *input = place->input, *gradient = place->gradient;
  const ptrdiff_t size = input->kernel_size, pitch = input->pitch, height = input->height;
  const ptrdiff_t before = input->before, u = place->u;
  const float *x = input->first + place->input_channel * input->stride + u * pitch + place->v;
  const float *dy = gradient->first + place->output_channel * gradient->stride
    + gradient->before * pitch + gradient->before;

  vec sums[GRADIENT_SUMS];
  CNK_UNROLL for (int n = 0; n < GRADIENT_SUMS; n++) sums[n] = 0;

  // Row i of the input, seen from tap row u, meets row i - r of the gradient at tap row u + r.
  const ptrdiff_t last = smaller(height + rows - 1, height + before - u);
  for (ptrdiff_t i = larger(0, before - u); i < last; i++) {
    for (ptrdiff_t column = 0; column < input->width; column += CNK_LANES) {
      vec slopes[GRADIENT_CHANNELS];
      CNK_UNROLL for (int r = 0; r < rows; r++) {
        const bool has_row = rows == 1 || (i - r >= 0 && i - r < height);
        const float *row = dy + (i - r) * pitch + column;
        CNK_UNROLL for (int o = 0; o < channels; o++) {
          slopes[o * rows + r] = has_row ? load(row + o * gradient->stride) : 0;
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
    const ptrdiff_t filter = (place->output_channel + o) * input->channels + place->input_channel;
    for (ptrdiff_t r = 0; r < rows; r++) {
      float *target = place->result + (filter * size + u + r) * size + place->v;
      const float *source = totals + (o * rows + r) * taps;
      CNK_UNROLL for (int t = 0; t < taps; t++) {
        target[t] = place->accumulate ? target[t] + source[t] : source[t];
      }
    }
  }
}

CNK_INLINE void gradient_taps(const int channels, const int rows, ptrdiff_t taps, const gradient_place *place) {
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

CNK_INLINE void gradient_rows(const int channels, ptrdiff_t rows, ptrdiff_t taps, const gradient_place *place) {
#define CASE(rows) \
  case rows: \
    if (rows <= GRADIENT_ROWS(channels)) gradient_taps(channels, rows, taps, place); \
    break;
  switch (rows) { CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) }
#undef CASE
}

static void correlate_gradient(
  const cnk_planes *input, const cnk_planes *gradient, bool accumulate, float *result
) {
  const ptrdiff_t size = input->kernel_size;
  // As few stretches of taps and groups of rows as possible, of lengths as equal as possible.
  const ptrdiff_t stretches = (size + GRADIENT_TAPS - 1) / GRADIENT_TAPS;
  for (ptrdiff_t o = 0; o < gradient->channels; o += GRADIENT_CHANNELS) {
    const ptrdiff_t channels = smaller(GRADIENT_CHANNELS, gradient->channels - o);
    const ptrdiff_t most_rows = GRADIENT_ROWS(channels), groups = (size + most_rows - 1) / most_rows;
    for (ptrdiff_t c = 0; c < input->channels; c++) {
      for (ptrdiff_t part = 0; part < groups * stretches; part++) {
        const ptrdiff_t group = part / stretches, stretch = part % stretches;
        const ptrdiff_t u = group * size / groups, v = stretch * size / stretches;
        const ptrdiff_t rows = (group + 1) * size / groups - u;
        const ptrdiff_t taps = (stretch + 1) * size / stretches - v;
        const gradient_place place = {
          .input = input, .gradient = gradient, .output_channel = o, .input_channel = c, .u = u, .v = v,
          .accumulate = accumulate, .result = result,
        };
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
}
