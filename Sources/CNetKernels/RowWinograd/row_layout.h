// Convolution with fewer multiplications: Winograd's minimal filtering down the image's columns, vectors
// along its rows. Included after Convolution and Winograd.
//
// Four output rows under a filter column of r taps need r + 3 products instead of 4 r: eight for r = 5. A
// window of input rows d, step 4, becomes as many sums V = B'd, one for every point; the filter column becomes
// U = G g; and the output rows are y = A'(V U), as Winograd/points.h explains. Across, everything stays a plain
// correlation: M_i[o][p] = sum over c, v of U_i[o][c][v] V_i[c][p + v]. As V keeps zeros between its rows, a row's
// index and a column's are one index p, so that no vector is cut at a row's end.
//
// Filters of more taps are cut into blocks of four, the last of up to `points` - 3, for the windows of later
// blocks are those of later tiles: V_i[c][p + v + block * pitch].
//
// The weights' gradient is the adjoint: dU_i[o][c][v] = sum over p of Z_i[o][p] V_i[c][p + v] with Z = A dy,
// whose zeros between rows silence what is no pixel, and dw = G'dU.

#if CNK_LANES == 16 || defined(__aarch64__)
#define PRODUCT_CHANNELS 7
#define PRODUCT_VECTORS(channels) \
  ((channels) <= 3 ? 7 : (channels) == 4 ? 6 : (channels) == 5 ? 5 : 4)
#else
#define PRODUCT_CHANNELS 4
#define PRODUCT_VECTORS(channels) ((channels) == 1 ? 7 : (channels) == 2 ? 5 : (channels) == 3 ? 3 : 2)
#endif
#define PRODUCT_SUMS 28
/// Products that are summed up one after the other.
#define TERMS_AT_ONCE 128

/// How a convolution is cut into tiles, and distances in the memory of its transforms, in floats.
typedef struct {
  int points;
  ptrdiff_t tiles;
  /// Blocks of filter rows.
  ptrdiff_t blocks;
  /// From row to row of V, M and Z.
  ptrdiff_t pitch;
  /// Places of a channel of V, and of M or Z, that are read or written.
  ptrdiff_t window_places;
  ptrdiff_t tile_places;
  /// From channel to channel of V, and of M or Z; from point to point of U.
  ptrdiff_t window_stride;
  ptrdiff_t tile_stride;
  ptrdiff_t filter_stride;
} winograd_layout;

/// Room for `count` floats and a vector that starts on the last one, at a distance that is no power of two,
/// so that the points' values for one place do not compete for the same lines of the cache.
CNK_INLINE ptrdiff_t winograd_stride(ptrdiff_t count) {
  return ((count + 2 * CNK_LANES - 1) / CNK_LANES | 1) * CNK_LANES;
}

CNK_INLINE winograd_layout winograd_layout_of(const cnk_convolution *shape) {
  const ptrdiff_t size = shape->kernel_size, pitch = shape->width + size - 1;
  const ptrdiff_t tiles = (shape->height + TILE - 1) / TILE;
  const ptrdiff_t blocks = size <= MOST_POINTS - 3 ? 1 : (size + 2) / TILE;
  // A stretch of tiles is read up to the end of its last vector.
  const ptrdiff_t tile_places = tiles * pitch + CNK_LANES - 1;
  const ptrdiff_t window_places = tile_places + (blocks - 1) * pitch + size - 1;
  return (winograd_layout){
    .points = size <= 3 ? 6 : MOST_POINTS,
    .tiles = tiles,
    .blocks = blocks,
    .pitch = pitch,
    .window_places = window_places,
    .tile_places = tile_places,
    .window_stride = winograd_stride(window_places),
    .tile_stride = winograd_stride(tile_places),
    .filter_stride = winograd_stride(shape->input_channels * shape->output_channels * blocks * size),
  };
}

/// V starts where the first pixel of the first row is at a vector's boundary.
CNK_INLINE ptrdiff_t aligned_start(ptrdiff_t left) { return (CNK_LANES - left % CNK_LANES) % CNK_LANES; }
