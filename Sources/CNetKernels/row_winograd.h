// Convolution with fewer multiplications: Winograd's minimal filtering down the image's columns, vectors along its
// rows. Included after lanes.h.
//
// Four output rows under a filter column of r taps need r + 3 products instead of 4 r: eight for r = 5. A window of
// input rows d, step 4, becomes as many sums V = B'd, one for every point a_i at which the product of the polynomials
// with coefficients d and g is evaluated; the filter column becomes U = G g; and the output rows are y = A'(V U).
// Across, everything stays a plain correlation: M_i[o][p] = sum over c, v of U_i[o][c][v] V_i[c][p + v]. As V keeps
// zeros between its rows, a row's index and a column's are one index p, so that no vector is cut at a row's end.
//
// Filters of more taps are cut into blocks of four, the last of up to `points` - 3, for the windows of later blocks are
// those of later tiles: V_i[c][p + v + block * pitch].
//
// Points, with ∞: 0, ±1, ±2, and ±1/2 where r > 3. A'[k][i] = a_i^k; row i of B' holds the coefficients of the product
// of x - a_l over all l except i, that of ∞ the product over all; G[i][j] = a_i^j / product of a_i - a_l. For each
// pair ±a, even and odd powers are summed up once. Source: Lavin, Gray, arXiv 1509.09308.
//
// The weights' gradient is the adjoint: dU_i[o][c][v] = sum over p of Z_i[o][p] V_i[c][p + v] with Z = A dy, whose
// zeros between rows silence what is no pixel, and dw = G'dU.

/// Output rows of a tile.
#define STEP 4
/// Most points, ∞ included.
#define MOST_POINTS 8

#if CNK_LANES == 16 || defined(__aarch64__)
#define PRODUCT_CHANNELS 7
#define PRODUCT_VECTORS(channels) \
  ((channels) <= 3 ? 7 : (channels) == 4 ? 6 : (channels) == 5 ? 5 : 4)
#else
#define PRODUCT_CHANNELS 4
#define PRODUCT_VECTORS(channels) ((channels) == 1 ? 7 : (channels) == 2 ? 5 : (channels) == 3 ? 3 : 2)
#endif
#define PRODUCT_SUMS 28

/// The positive points, in the order of their pairs: 0, +1, -1, +2, -2, +1/2, -1/2, ∞.
static const float positive_point[3] = {1, 2, 0.5f};

/// How a convolution is cut into tiles, and the distances in its scratch memory, in floats.
typedef struct {
  int points;
  ptrdiff_t tiles;
  /// Blocks of filter rows.
  ptrdiff_t blocks;
  /// From row to row of V, M and Z.
  ptrdiff_t pitch;
  /// Vectors that hold all rows of one channel of M or Z.
  ptrdiff_t vectors;
  /// From channel to channel of V.
  ptrdiff_t window_stride;
  /// From channel to channel of M and Z.
  ptrdiff_t tile_stride;
  /// From point to point of U.
  ptrdiff_t filter_stride;
} winograd_layout;

/// Room for `count` floats and a vector that starts on the last one, at a distance that is no power of two, so that
/// the points' values for one place do not compete for the same lines of the cache.
CNK_INLINE ptrdiff_t winograd_stride(ptrdiff_t count) {
  return ((count + 2 * CNK_LANES - 1) / CNK_LANES | 1) * CNK_LANES;
}

CNK_INLINE winograd_layout winograd_layout_of(const cnk_convolution *shape) {
  const ptrdiff_t size = shape->kernel_size, pitch = shape->width + size - 1;
  const ptrdiff_t tiles = (shape->height + STEP - 1) / STEP;
  const ptrdiff_t blocks = size <= 5 ? 1 : (size + 2) / STEP;
  const ptrdiff_t vectors = (tiles * pitch + CNK_LANES - 1) / CNK_LANES;
  return (winograd_layout){
    .points = size <= 3 ? 6 : 8,
    .tiles = tiles,
    .blocks = blocks,
    .pitch = pitch,
    .vectors = vectors,
    .window_stride = winograd_stride(vectors * CNK_LANES + (blocks - 1) * pitch + size - 1),
    .tile_stride = winograd_stride(vectors * CNK_LANES),
    .filter_stride = winograd_stride(shape->input_channels * shape->output_channels * blocks * size),
  };
}

// The transforms of one vector of columns. `points` is a constant wherever they are called.

/// Coefficients of the product of x^2 - a^2 over all pairs but `skipped`: x^2 + c[0], or x^4 + c[1] x^2 + c[0].
CNK_INLINE void other_pairs(const int points, const int skipped, float c[2]) {
  float squares[2] = {0, 0};
  int n = 0;
  CNK_UNROLL for (int pair = 0; pair < points / 2 - 1; pair++) {
    if (pair != skipped) squares[n++] = positive_point[pair] * positive_point[pair];
  }
  if (points == 6) {
    c[0] = -squares[0];
    c[1] = 1;
  } else {
    c[0] = squares[0] * squares[1];
    c[1] = -(squares[0] + squares[1]);
  }
}

/// The polynomial in x^2 of which every row of B' but the first and the last has two copies.
CNK_INLINE vec pair_sum(const int points, const float c[2], vec low, vec middle, vec high) {
  return points == 6 ? middle + c[0] * low : high + c[1] * middle + c[0] * low;
}

/// B'd.
CNK_INLINE void transform_window(const int points, const vec *d, vec *result) {
  const int pairs = points / 2 - 1;
  CNK_UNROLL for (int pair = 0; pair < pairs; pair++) {
    float c[2];
    other_pairs(points, pair, c);
    const vec even = pair_sum(points, c, d[2], d[4], d[points == 6 ? 4 : 6]);
    const vec odd = pair_sum(points, c, d[1], d[3], d[points == 6 ? 3 : 5]);
    result[2 * pair + 1] = even + positive_point[pair] * odd;
    result[2 * pair + 2] = even - positive_point[pair] * odd;
  }
  if (points == 6) {
    result[0] = d[4] - 5 * d[2] + 4 * d[0];
    result[5] = d[5] - 5 * d[3] + 4 * d[1];
  } else {
    result[0] = (d[6] - d[0]) + 5.25f * (d[2] - d[4]);
    result[7] = (d[7] - d[1]) + 5.25f * (d[3] - d[5]);
  }
}

/// A'm: four output rows.
CNK_INLINE void transform_product(const int points, const vec *m, vec *y) {
  y[0] = m[0];
  y[1] = 0;
  y[2] = 0;
  y[3] = m[points - 1];
  CNK_UNROLL for (int pair = 0; pair < points / 2 - 1; pair++) {
    const float a = positive_point[pair];
    const vec even = m[2 * pair + 1] + m[2 * pair + 2];
    const vec odd = m[2 * pair + 1] - m[2 * pair + 2];
    y[0] += even;
    y[1] += a * odd;
    y[2] += a * a * even;
    y[3] += a * a * a * odd;
  }
}

/// A dy of four rows of the gradient.
CNK_INLINE void transform_gradient(const int points, const vec *dy, vec *z) {
  z[0] = dy[0];
  z[points - 1] = dy[3];
  CNK_UNROLL for (int pair = 0; pair < points / 2 - 1; pair++) {
    const float a = positive_point[pair];
    const vec even = dy[0] + a * a * dy[2];
    const vec odd = dy[1] + a * a * dy[3];
    z[2 * pair + 1] = even + a * odd;
    z[2 * pair + 2] = even - a * odd;
  }
}

/// 1 / product of a - a_l over the finite points a_l other than a, for a = 0 (pair -1) or those of a pair.
CNK_INLINE float point_weight(const int points, const int pair) {
  const float a = pair < 0 ? 0 : positive_point[pair];
  float product = pair < 0 ? 1 : 2 * a * a;
  CNK_UNROLL for (int other = 0; other < points / 2 - 1; other++) {
    if (other != pair) product *= a * a - positive_point[other] * positive_point[other];
  }
  return 1 / product;
}

/// G g of points - 3 taps.
CNK_INLINE void transform_filter(const int points, const vec *g, vec *u) {
  const bool five = points == 8;
  u[0] = point_weight(points, -1) * g[0];
  u[points - 1] = g[points - 4];
  CNK_UNROLL for (int pair = 0; pair < points / 2 - 1; pair++) {
    const float a = positive_point[pair], square = a * a, weight = point_weight(points, pair);
    const vec even = weight * (five ? g[0] + square * (g[2] + square * g[4]) : g[0] + square * g[2]);
    const vec odd = weight * a * (five ? g[1] + square * g[3] : g[1]);
    u[2 * pair + 1] = even + odd;
    u[2 * pair + 2] = even - odd;
  }
}

/// G'du: points - 3 taps.
CNK_INLINE void transform_filter_gradient(const int points, const vec *du, vec *dw) {
  const int taps = points - 3;
  CNK_UNROLL for (int u = 0; u < taps; u++) dw[u] = 0;
  dw[0] = point_weight(points, -1) * du[0];
  dw[taps - 1] = du[points - 1];
  CNK_UNROLL for (int pair = 0; pair < points / 2 - 1; pair++) {
    float factor = point_weight(points, pair);
    const vec even = du[2 * pair + 1] + du[2 * pair + 2];
    const vec odd = du[2 * pair + 1] - du[2 * pair + 2];
    CNK_UNROLL for (int u = 0; u < taps; u++) {
      dw[u] += factor * (u % 2 == 0 ? even : odd);
      factor *= positive_point[pair];
    }
  }
}

// Whole images.

/// Zeros in `count` places of every point, and up to a vector's end.
CNK_INLINE void clear_points(const int points, ptrdiff_t next_point, ptrdiff_t count, float *target) {
  for (ptrdiff_t n = 0; n < count; n += CNK_LANES) {
    CNK_UNROLL for (int i = 0; i < points; i++) store(target + i * next_point + n, (vec)0);
  }
}

/// `rows` rows of up to a vector of pixels, of which only those from `from` to before `to` are in the image.
CNK_INLINE void load_rows(
  const int rows, const float *pixels, ptrdiff_t width, ptrdiff_t lanes, ptrdiff_t from, ptrdiff_t to, vec *d
) {
  if (from <= 0 && to >= rows) {
    CNK_UNROLL for (int n = 0; n < rows; n++) d[n] = load_first(pixels + n * width, lanes);
  } else {
    CNK_UNROLL for (int n = 0; n < rows; n++) {
      d[n] = n >= from && n < to ? load_first(pixels + n * width, lanes) : 0;
    }
  }
}

/// One vector of columns of V or, of a gradient, of Z. Functions of their own, for inlined into the loops around them the
/// many addresses end up in memory.
#define TRANSFORM(name, points, rows, transform) \
  static __attribute__((noinline)) void name( \
    const float *pixels, ptrdiff_t width, ptrdiff_t lanes, ptrdiff_t from, ptrdiff_t to, float *target, \
    ptrdiff_t next_point) { \
    vec d[rows], sums[points]; \
    load_rows(rows, pixels, width, lanes, from, to, d); \
    transform(points, d, sums); \
    CNK_UNROLL for (int i = 0; i < points; i++) store(target + i * next_point, sums[i]); \
  }
TRANSFORM(transform_window_6, 6, 6, transform_window)
TRANSFORM(transform_window_8, 8, 8, transform_window)
TRANSFORM(transform_gradient_6, 6, STEP, transform_gradient)
TRANSFORM(transform_gradient_8, 8, STEP, transform_gradient)
#undef TRANSFORM

/// V or, of a gradient, Z of an image: [point][channel][window][column], the first pixel of a row at `left`. A window
/// is `points` rows of the image from `above` rows above the tile, or the tile's rows of the gradient.
CNK_INLINE void transform_image(
  const int points, const bool is_gradient, const cnk_convolution *shape, ptrdiff_t channels, ptrdiff_t above,
  ptrdiff_t left, ptrdiff_t windows, ptrdiff_t pitch, ptrdiff_t stride, const float *image, float *result
) {
  const ptrdiff_t height = shape->height, width = shape->width;
  const ptrdiff_t next_point = channels * stride;
  for (ptrdiff_t c = 0; c < channels; c++) {
    float *target = result + c * stride;
    clear_points(points, next_point, left, target);
    target += left;
    // Vectors reach into the next row, which overwrites what is its own.
    for (ptrdiff_t window = 0; window < windows; window++, target += pitch) {
      const ptrdiff_t first = window * STEP - above;
      const float *pixels = image + (c * height + first) * width;
      for (ptrdiff_t column = 0; column < pitch; column += CNK_LANES) {
        const ptrdiff_t lanes = larger(0, smaller(CNK_LANES, width - column));
        (is_gradient ? points == 6 ? transform_gradient_6 : transform_gradient_8
          : points == 6 ? transform_window_6 : transform_window_8)(
          pixels + column, width, lanes, -first, height - first, target + column, next_point);
      }
    }
    const ptrdiff_t written = left + windows * pitch;
    clear_points(points, next_point, stride - CNK_LANES - written, target);
  }
}

/// The image of M: [channel][row][column].
CNK_INLINE void transform_products(
  const int points, const winograd_layout *layout, const cnk_convolution *shape, const float *products,
  float *output
) {
  const ptrdiff_t height = shape->height, width = shape->width;
  const ptrdiff_t next_point = shape->output_channels * layout->tile_stride;
  for (ptrdiff_t o = 0; o < shape->output_channels; o++) {
    const float *source = products + o * layout->tile_stride;
    for (ptrdiff_t row = 0; row < height; row += STEP, source += layout->pitch, output += STEP * width) {
      const ptrdiff_t rows = smaller(STEP, height - row);
      for (ptrdiff_t column = 0; column < width; column += CNK_LANES) {
        const ptrdiff_t lanes = smaller(CNK_LANES, width - column);
        vec m[MOST_POINTS], y[STEP];
        CNK_UNROLL for (int i = 0; i < points; i++) m[i] = load(source + i * next_point + column);
        transform_product(points, m, y);
        CNK_UNROLL for (int n = 0; n < STEP; n++) {
          if (n < rows) store_first(output + n * width + column, y[n], lanes);
        }
      }
    }
    output -= (STEP - 1 - (height - 1) % STEP) * width;
  }
}

/// U: [point][output channel][input channel][block][column]. The filters of the adjoint are turned by 180°, their rows
/// here, their columns where they are read, with inputs and outputs exchanged.
CNK_INLINE void transform_filters(
  const int points, const winograd_layout *layout, const cnk_convolution *shape, bool is_adjoint,
  const float *weights, float *filters
) {
  const ptrdiff_t size = shape->kernel_size, taps = size * size;
  const ptrdiff_t inputs = shape->input_channels, outputs = shape->output_channels;
  const ptrdiff_t next_output = is_adjoint ? taps : inputs * taps;
  const ptrdiff_t next_input = is_adjoint ? outputs * taps : taps;
  for (ptrdiff_t o = 0; o < outputs; o++) {
    for (ptrdiff_t c = 0; c < inputs; c++) {
      const float *filter = weights + o * next_output + c * next_input;
      for (ptrdiff_t block = 0; block < layout->blocks; block++, filters += size) {
        const ptrdiff_t first = block * STEP;
        const ptrdiff_t rows = block == layout->blocks - 1 ? size - first : STEP;
        for (ptrdiff_t column = 0; column < size; column += CNK_LANES) {
          vec g[MOST_POINTS - 3], u[MOST_POINTS];
          CNK_UNROLL for (int n = 0; n < points - 3; n++) {
            const ptrdiff_t row = is_adjoint ? size - 1 - (first + n) : first + n;
            g[n] = n < rows
              ? load_first(filter + row * size + column, smaller(CNK_LANES, size - column)) : 0;
          }
          transform_filter(points, g, u);
          CNK_UNROLL for (int i = 0; i < points; i++) {
            store(filters + i * layout->filter_stride + column, u[i]);
          }
        }
      }
    }
  }
}

// Products of one point.

typedef struct {
  ptrdiff_t inputs;
  ptrdiff_t blocks;
  ptrdiff_t size;
  ptrdiff_t pitch;
  ptrdiff_t window_stride;
  ptrdiff_t tile_stride;
  /// From output channel to output channel of U.
  ptrdiff_t filters;
  /// Whether filters' columns are read from the last to the first.
  bool is_adjoint;
} point_product;

CNK_INLINE void multiply_tile(
  const int channels, const int vectors, const point_product *p, const float *windows, const float *filters,
  float *products
) {
  vec sums[PRODUCT_SUMS];
  CNK_UNROLL for (int n = 0; n < channels * vectors; n++) sums[n] = 0;
  const ptrdiff_t step = p->is_adjoint ? -1 : 1;
  const ptrdiff_t size = p->size;
  for (ptrdiff_t c = 0; c < p->inputs; c++, windows += p->window_stride) {
    for (ptrdiff_t block = 0; block < p->blocks; block++, filters += size) {
      const float *x = windows + block * p->pitch;
      const float *u = filters + (p->is_adjoint ? size - 1 : 0);
      for (ptrdiff_t v = 0; v < size; v++, x++, u += step) {
        vec weight[PRODUCT_CHANNELS];
        CNK_UNROLL for (int o = 0; o < channels; o++) weight[o] = u[o * p->filters];
        CNK_UNROLL for (int j = 0; j < vectors; j++) {
          const vec values = load(x + j * CNK_LANES);
          CNK_UNROLL for (int o = 0; o < channels; o++) sums[o * vectors + j] += weight[o] * values;
        }
      }
    }
  }
  CNK_UNROLL for (int o = 0; o < channels; o++) {
    CNK_UNROLL for (int j = 0; j < vectors; j++) {
      store(products + o * p->tile_stride + j * CNK_LANES, sums[o * vectors + j]);
    }
  }
}

CNK_INLINE void multiply_tiles(
  const int channels, ptrdiff_t vectors, const point_product *p, const float *windows, const float *filters,
  float *products
) {
  const int most = PRODUCT_VECTORS(channels);
  for (; vectors >= most; vectors -= most, windows += most * CNK_LANES, products += most * CNK_LANES) {
    multiply_tile(channels, most, p, windows, filters, products);
  }
#define CASE(rest) \
  case rest: \
    if (rest < most) multiply_tile(channels, rest, p, windows, filters, products); \
    break;
  switch (vectors) { CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) }
#undef CASE
}

static void multiply_point(
  ptrdiff_t outputs, ptrdiff_t vectors, const point_product *p, const float *windows, const float *filters,
  float *products
) {
  const ptrdiff_t groups = (outputs + PRODUCT_CHANNELS - 1) / PRODUCT_CHANNELS;
  for (ptrdiff_t group = 0; group < groups; group++) {
    const ptrdiff_t first = group * outputs / groups, channels = (group + 1) * outputs / groups - first;
    const float *u = filters + first * p->filters;
    float *m = products + first * p->tile_stride;
#define CASE(channels) \
  case channels: multiply_tiles(channels, vectors, p, windows, u, m); break;
    switch (channels) {
      CASE(1) CASE(2) CASE(3) CASE(4)
#if PRODUCT_CHANNELS > 4
      CASE(5) CASE(6) CASE(7)
#endif
    }
#undef CASE
  }
}

/// V, Z or M starts where the first pixel of the first row is at a vector's boundary.
CNK_INLINE ptrdiff_t aligned_start(ptrdiff_t left) { return (CNK_LANES - left % CNK_LANES) % CNK_LANES; }

CNK_INLINE void row_winograd_of(
  const int points, const cnk_convolution *shape, const float *input, const float *weights, bool is_adjoint,
  float *scratch, float *output
) {
  const winograd_layout layout = winograd_layout_of(shape);
  const ptrdiff_t inputs = shape->input_channels, outputs = shape->output_channels;
  float *filters = scratch;
  float *products = filters + points * layout.filter_stride;
  float *windows = products + points * outputs * layout.tile_stride + aligned_start(shape->before);
  transform_filters(points, &layout, shape, is_adjoint, weights, filters);
  transform_image(
    points, false, shape, inputs, shape->before, shape->before, layout.tiles + layout.blocks - 1, layout.pitch,
    layout.window_stride, input, windows);
  const point_product product = {
    .inputs = inputs, .blocks = layout.blocks, .size = shape->kernel_size, .pitch = layout.pitch,
    .window_stride = layout.window_stride, .tile_stride = layout.tile_stride,
    .filters = inputs * layout.blocks * shape->kernel_size, .is_adjoint = is_adjoint,
  };
  for (ptrdiff_t i = 0; i < points; i++) {
    multiply_point(
      outputs, layout.vectors, &product, windows + i * inputs * layout.window_stride,
      filters + i * layout.filter_stride, products + i * outputs * layout.tile_stride);
  }
  transform_products(points, &layout, shape, products, output);
}

static void row_winograd(
  const cnk_convolution *shape, const float *input, const float *weights, bool is_adjoint, float *scratch,
  float *output
) {
  if (shape->kernel_size <= 3) row_winograd_of(6, shape, input, weights, is_adjoint, scratch, output);
  else row_winograd_of(8, shape, input, weights, is_adjoint, scratch, output);
}

// The weights' gradient.

/// sums[o][t] = sum over p of Z[o][p] V[p + t], over all windows of one point.
CNK_INLINE void gradient_sums(
  const int channels, const int taps, const winograd_layout *layout, const float *windows, const float *slopes,
  float *sums
) {
  vec sum[GRADIENT_SUMS];
  CNK_UNROLL for (int n = 0; n < GRADIENT_SUMS; n++) sum[n] = 0;
  for (ptrdiff_t p = 0; p < layout->vectors * CNK_LANES; p += CNK_LANES) {
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
  ptrdiff_t channels, ptrdiff_t taps, const winograd_layout *layout, const float *windows, const float *slopes,
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

CNK_INLINE void row_winograd_gradient_of(
  const int points, const cnk_convolution *shape, const float *input, const float *gradient, bool accumulate,
  float *scratch, float *result
) {
  const winograd_layout layout = winograd_layout_of(shape);
  const ptrdiff_t inputs = shape->input_channels, outputs = shape->output_channels, size = shape->kernel_size;
  const ptrdiff_t tile = GRADIENT_SUMS;
  float *sums = scratch;
  float *slopes = sums + points * tile;
  float *windows = slopes + points * outputs * layout.tile_stride + aligned_start(shape->before);
  transform_image(
    points, true, shape, outputs, 0, 0, layout.tiles, layout.pitch, layout.tile_stride, gradient, slopes);
  transform_image(
    points, false, shape, inputs, shape->before, shape->before, layout.tiles + layout.blocks - 1, layout.pitch,
    layout.window_stride, input, windows);
  const ptrdiff_t groups = (outputs + GRADIENT_CHANNELS - 1) / GRADIENT_CHANNELS;
  const ptrdiff_t stretches = (size + GRADIENT_TAPS - 1) / GRADIENT_TAPS;
  for (ptrdiff_t group = 0; group < groups; group++) {
    const ptrdiff_t o = group * outputs / groups, channels = (group + 1) * outputs / groups - o;
    for (ptrdiff_t c = 0; c < inputs; c++) {
      for (ptrdiff_t block = 0; block < layout.blocks; block++) {
        const ptrdiff_t rows = block == layout.blocks - 1 ? size - block * STEP : STEP;
        for (ptrdiff_t stretch = 0; stretch < stretches; stretch++) {
          const ptrdiff_t v = stretch * size / stretches, taps = (stretch + 1) * size / stretches - v;
          for (ptrdiff_t i = 0; i < points; i++) {
            gradient_sums_of(
              channels, taps, &layout,
              windows + (i * inputs + c) * layout.window_stride + block * layout.pitch + v,
              slopes + (i * outputs + o) * layout.tile_stride, sums + i * tile);
          }
          float rows_of_taps[MOST_POINTS - 3][GRADIENT_SUMS];
          for (ptrdiff_t n = 0; n < channels * taps; n += CNK_LANES) {
            vec du[MOST_POINTS], dw[MOST_POINTS - 3];
            CNK_UNROLL for (int i = 0; i < points; i++) du[i] = load(sums + i * tile + n);
            transform_filter_gradient(points, du, dw);
            CNK_UNROLL for (int u = 0; u < points - 3; u++) store(rows_of_taps[u] + n, dw[u]);
          }
          for (ptrdiff_t channel = 0; channel < channels; channel++) {
            float *target = result + (((o + channel) * inputs + c) * size + block * STEP) * size + v;
            for (ptrdiff_t u = 0; u < rows; u++, target += size) {
              const vec values = load_first(rows_of_taps[u] + channel * taps, taps);
              store_first(target, accumulate ? load_first(target, taps) + values : values, taps);
            }
          }
        }
      }
    }
  }
}

static void row_winograd_gradient(
  const cnk_convolution *shape, const float *input, const float *gradient, bool accumulate, float *scratch,
  float *result
) {
  if (shape->kernel_size <= 3) {
    row_winograd_gradient_of(6, shape, input, gradient, accumulate, scratch, result);
  } else {
    row_winograd_gradient_of(8, shape, input, gradient, accumulate, scratch, result);
  }
}

static ptrdiff_t row_winograd_scratch(const cnk_convolution *shape) {
  const winograd_layout layout = winograd_layout_of(shape);
  const ptrdiff_t sums = larger(layout.filter_stride, GRADIENT_SUMS);
  return layout.points
    * (sums + shape->output_channels * layout.tile_stride + shape->input_channels * layout.window_stride)
    + CNK_LANES;
}
