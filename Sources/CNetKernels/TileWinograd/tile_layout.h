// Convolution in the Winograd domain, for all but a handful of channels and filters from 3 x 3 up to any size.
// Included after Convolution and Winograd.
//
// An output tile of 4 x 4 pixels depends on n x n input pixels, n = 4 + r - 1 for r x r filter taps. With
// V = B' d B of the input tile and U = G w G' of the taps, the tile is A' (V * U) A, * elementwise: n^2
// multiplications instead of 16 r^2. Each of the n^2 "frequencies" sums over the channels by a matrix product,
// [tiles x input channels] x [input channels x output channels]. Winograd/points.h has the
// matrices and the source.
//
// r is 3, 4 or 5. A larger filter is cut into blocks of 4 taps a side, the last of r or fewer: for block (a, b)
// an output tile reads the input tile a rows and b columns of tiles further on, so that all blocks share one set
// of transformed input tiles and add up before the one inverse transform.
//
// The gradient by the input is the same with turned filters. The gradient by the weights is the adjoint in U:
// dw = G' (sum over tiles of V * Z) G with Z = A dy A'.
//
// Lanes hold channels. Frequencies are numbered column first, f = j n + i. Output channels are worked on in
// panels of two vectors, input channels in chunks, frequencies in slabs of one or two columns, so that a slab's
// filters stay in the second-level cache:
//   V [f][vector of input channels][b][image][row of tiles][column of tiles][lane]
//   U [f of the slab][a][b][input channel of the chunk][channel of the panel]
//   products A'..A acts on [f][image][tile][channel of the panel], and Z the same [f][panel]...

#define PANEL (2 * CNK_LANES)
/// Rows of tiles that a product keeps in registers, at two vectors a row.
#if CNK_LANES == 16
#define PRODUCT_TILES 13
#define GRADIENT_INPUTS 8
#elif defined(__aarch64__)
#define PRODUCT_TILES 12
#define GRADIENT_INPUTS 4
#else
#define PRODUCT_TILES 6
#define GRADIENT_INPUTS 4
#endif
/// Floats of a slab's transformed filters: 192 KB, which the second-level cache has room for.
#define SLAB_FILTERS 49152

/// Everything that follows from the sizes of one convolution.
typedef struct CNK_SHARED {
  ptrdiff_t images, inputs, outputs, height, width, kernel_size, before;
  /// n: pixels a side of an input tile.
  ptrdiff_t size;
  /// Blocks a side that the filter is cut into, and the taps a side of the last of them.
  ptrdiff_t blocks, last_taps;
  ptrdiff_t tile_rows, tile_columns, tiles;
  /// Input tiles of one image and one b: (tile_rows + blocks - 1) x tile_columns.
  ptrdiff_t grid_tiles;
  ptrdiff_t input_vectors, output_vectors, panels;
  /// Vectors of input channels whose filters are transformed at once.
  ptrdiff_t chunk;
  /// Floats from one frequency to the next, in V, M, U (from i to i) and Z: odd numbers of cache lines.
  ptrdiff_t input_step, product_step, filter_step, gradient_step;
  /// Padded image that the tiles are cut from.
  ptrdiff_t padded_rows, padded_columns;
} tile_layout;

/// Rounded up to an odd number of cache lines, so that frequencies do not fall on one another in the caches.
CNK_INLINE ptrdiff_t odd_lines(ptrdiff_t floats) { return ((floats + 15) / 16 | 1) * 16; }

/// The layout of a convolution of `images` images.
static tile_layout make_layout(const cnk_convolution *shape, ptrdiff_t images) {
  tile_layout layout = {
    .images = images, .inputs = shape->input_channels, .outputs = shape->output_channels,
    .height = shape->height, .width = shape->width, .kernel_size = shape->kernel_size,
    .before = shape->before,
  };
  layout.blocks = larger(1, (layout.kernel_size + 2) / TILE);
  layout.last_taps = layout.kernel_size - TILE * (layout.blocks - 1);
  const ptrdiff_t taps = larger(layout.blocks > 1 ? 4 : 3, layout.last_taps);
  layout.size = TILE + taps - 1;
  layout.tile_rows = (layout.height + TILE - 1) / TILE;
  layout.tile_columns = (layout.width + TILE - 1) / TILE;
  layout.tiles = layout.tile_rows * layout.tile_columns;
  layout.grid_tiles = (layout.tile_rows + layout.blocks - 1) * layout.tile_columns;
  layout.input_vectors = (layout.inputs + CNK_LANES - 1) / CNK_LANES;
  layout.output_vectors = (layout.outputs + CNK_LANES - 1) / CNK_LANES;
  layout.panels = (layout.output_vectors + 1) / 2;
  const ptrdiff_t slab = layout.blocks * layout.blocks * 2 * layout.size * CNK_LANES * PANEL;
  const ptrdiff_t most = larger(1, SLAB_FILTERS / slab);
  // As few chunks as possible, as equal as possible.
  const ptrdiff_t chunks = (layout.input_vectors + most - 1) / most;
  layout.chunk = (layout.input_vectors + chunks - 1) / chunks;
  layout.input_step =
    odd_lines(layout.input_vectors * layout.blocks * images * layout.grid_tiles * CNK_LANES);
  layout.product_step = odd_lines(images * layout.tiles * PANEL);
  layout.filter_step = odd_lines(layout.blocks * layout.blocks * layout.chunk * CNK_LANES * PANEL);
  layout.gradient_step = odd_lines(layout.panels * images * layout.tiles * PANEL);
  layout.padded_rows = TILE * (layout.tile_rows + layout.blocks - 2) + layout.size;
  layout.padded_columns = TILE * (layout.tile_columns + layout.blocks - 2) + layout.size;
  return layout;
}

/// The same with chunks of one vector of input channels, which make as many tasks as there can be.
static tile_layout make_narrow_layout(const cnk_convolution *shape, ptrdiff_t images) {
  tile_layout layout = make_layout(shape, images);
  layout.chunk = 1;
  layout.filter_step = odd_lines(layout.blocks * layout.blocks * CNK_LANES * PANEL);
  return layout;
}

/// Filter taps of block `index` along one side.
CNK_INLINE ptrdiff_t block_taps(const tile_layout *layout, ptrdiff_t index) {
  return index < layout->blocks - 1 ? TILE : layout->last_taps;
}

