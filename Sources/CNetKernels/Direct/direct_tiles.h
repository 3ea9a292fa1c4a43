// Tiles of direct sums, made in registers. Included after padded_planes.h.
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
