// Convolution with fewer multiplications: Winograd's minimal filtering down the image's columns, vectors
// along its rows. Included after lanes.h.
//
// Four output rows under a filter column of r taps need r + 3 products instead of 4 r: eight for r = 5. A
// window of input rows d, step 4, becomes as many sums V = B'd, one for every point a_i at which the product
// of the polynomials with coefficients d and g is evaluated; the filter column becomes U = G g; and the
// output rows are y = A'(V U). Across, everything stays a plain correlation: M_i[o][p] = sum over c, v of
// U_i[o][c][v] V_i[c][p + v]. As V keeps zeros between its rows, a row's index and a column's are one index
// p, so that no vector is cut at a row's end.
//
// Filters of more taps are cut into blocks of four, the last of up to `points` - 3, for the windows of later
// blocks are those of later tiles: V_i[c][p + v + block * pitch].
//
// Points, with ∞: 0, ±1, ±2, and ±1/2 where r > 3. A'[k][i] = a_i^k; row i of B' holds the coefficients of
// the product of x - a_l over all l except i, that of ∞ the product over all; G[i][j] = a_i^j / product of
// a_i - a_l. For each pair ±a, even and odd powers are summed up once. Source: Lavin, Gray, arXiv 1509.09308.
//
// The weights' gradient is the adjoint: dU_i[o][c][v] = sum over p of Z_i[o][p] V_i[c][p + v] with Z = A dy,
// whose zeros between rows silence what is no pixel, and dw = G'dU.

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
/// Products that are summed up one after the other.
#define TERMS_AT_ONCE 128

/// The positive points, in the order of their pairs: 0, +1, -1, +2, -2, +1/2, -1/2, ∞.
static const float positive_point[3] = {1, 2, 0.5f};

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
  const ptrdiff_t tiles = (shape->height + STEP - 1) / STEP;
  const ptrdiff_t blocks = size <= MOST_POINTS - 3 ? 1 : (size + 2) / STEP;
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

// The transforms of one vector of columns. `points` is a constant wherever they are called.

/// Coefficients of the product of x^2 - a^2 over all pairs but `skipped`: x^2 + c[0], or x^4 + c[1] x^2 +
/// c[0].
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

/// One vector of columns of V or, of a gradient, of Z. Functions of their own, for inlined into the loops
/// around them the many addresses end up in memory.
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

/// V or, of a gradient, Z of one channel: [point][window][column], the first pixel of a row at `left`. A
/// window is `points` rows of the image from `above` rows above the tile, or the tile's rows of the gradient.
CNK_INLINE void transform_plane(
  const int points, const bool is_gradient, const cnk_convolution *shape, ptrdiff_t above, ptrdiff_t left,
  ptrdiff_t windows, ptrdiff_t pitch, ptrdiff_t places, ptrdiff_t next_point, const float *plane,
  float *target
) {
  const ptrdiff_t height = shape->height, width = shape->width;
  clear_points(points, next_point, left, target);
  target += left;
  // Vectors reach into the next row, which overwrites what is its own.
  for (ptrdiff_t window = 0; window < windows; window++, target += pitch) {
    const ptrdiff_t first = window * STEP - above;
    for (ptrdiff_t column = 0; column < pitch; column += CNK_LANES) {
      const ptrdiff_t lanes = larger(0, smaller(CNK_LANES, width - column));
      (is_gradient ? points == 6 ? transform_gradient_6 : transform_gradient_8
        : points == 6 ? transform_window_6 : transform_window_8)(
        plane + first * width + column, width, lanes, -first, height - first, target + column, next_point);
    }
  }
  clear_points(points, next_point, places - left - windows * pitch, target);
}

/// V of one channel of the shape's input, from its transforms' start on.
CNK_INLINE void transform_input(
  const int points, const winograd_layout *layout, const cnk_convolution *shape, const float *plane,
  float *windows
) {
  transform_plane(
    points, false, shape, shape->before, shape->before, layout->tiles + layout->blocks - 1, layout->pitch,
    layout->window_places, shape->input_channels * layout->window_stride, plane, windows);
}

/// Some tiles of one output channel: its rows from M.
CNK_INLINE void transform_products(
  const int points, const winograd_layout *layout, const cnk_convolution *shape, ptrdiff_t first_tile,
  ptrdiff_t last_tile, ptrdiff_t next_point, const float *products, float *plane
) {
  const ptrdiff_t height = shape->height, width = shape->width;
  for (ptrdiff_t tile = first_tile; tile < last_tile; tile++, products += layout->pitch) {
    const ptrdiff_t rows = smaller(STEP, height - tile * STEP);
    for (ptrdiff_t column = 0; column < width; column += CNK_LANES) {
      const ptrdiff_t lanes = smaller(CNK_LANES, width - column);
      vec m[MOST_POINTS], y[STEP];
      CNK_UNROLL for (int i = 0; i < points; i++) m[i] = load(products + i * next_point + column);
      transform_product(points, m, y);
      CNK_UNROLL for (int n = 0; n < STEP; n++) {
        if (n < rows) store_first(plane + (tile * STEP + n) * width + column, y[n], lanes);
      }
    }
  }
}

/// U of one output channel: [point][input channel][block][column], columns in the order in which they are
/// stored, turned or not.
CNK_INLINE void transform_filters(
  const int points, const winograd_layout *layout, const cnk_convolution *shape, const filter_view *view,
  ptrdiff_t output, float *filters
) {
  const ptrdiff_t size = shape->kernel_size, step = view->next_tap;
  for (ptrdiff_t c = 0; c < shape->input_channels; c++) {
    const float *filter = view->first + output * view->next_output + c * view->next_input
      - (step < 0 ? size - 1 : 0);
    for (ptrdiff_t block = 0; block < layout->blocks; block++, filters += size) {
      const ptrdiff_t first = block * STEP, rows = block == layout->blocks - 1 ? size - first : STEP;
      for (ptrdiff_t column = 0; column < size; column += CNK_LANES) {
        const ptrdiff_t lanes = smaller(CNK_LANES, size - column);
        vec g[MOST_POINTS - 3], u[MOST_POINTS];
        CNK_UNROLL for (int n = 0; n < points - 3; n++) {
          g[n] = n < rows ? load_first(filter + (first + n) * step * size + column, lanes) : 0;
        }
        transform_filter(points, g, u);
        CNK_UNROLL for (int i = 0; i < points; i++) {
          store_first(filters + i * layout->filter_stride + column, u[i], lanes);
        }
      }
    }
  }
}

// Products of one point.

typedef struct {
  ptrdiff_t inputs;
  /// Input channels summed up in registers before they are added to M: sums of sums round less than one long
  /// sum.
  ptrdiff_t inputs_at_once;
  ptrdiff_t blocks;
  ptrdiff_t size;
  ptrdiff_t pitch;
  ptrdiff_t window_stride;
  ptrdiff_t tile_stride;
  /// From output channel to output channel of U.
  ptrdiff_t filters;
  /// Whether filters' columns are read from the last to the first.
  bool is_turned;
} point_product;

CNK_INLINE void multiply_tile(
  const int channels, const int vectors, const point_product *p, const float *windows, const float *filters,
  float *products
) {
  const ptrdiff_t step = p->is_turned ? -1 : 1, size = p->size;
  for (ptrdiff_t first = 0; first < p->inputs; first += p->inputs_at_once) {
    const ptrdiff_t last = smaller(p->inputs, first + p->inputs_at_once);
    vec sums[PRODUCT_SUMS];
    CNK_UNROLL for (int n = 0; n < channels * vectors; n++) sums[n] = 0;
    for (ptrdiff_t c = first; c < last; c++, windows += p->window_stride) {
      for (ptrdiff_t block = 0; block < p->blocks; block++, filters += size) {
        const float *x = windows + block * p->pitch;
        const float *u = filters + (p->is_turned ? size - 1 : 0);
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
        float *target = products + o * p->tile_stride + j * CNK_LANES;
        const vec sum = sums[o * vectors + j];
        store(target, first > 0 ? load(target) + sum : sum);
      }
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

/// M of `channels` output channels, at most PRODUCT_CHANNELS.
static void multiply_point(
  ptrdiff_t channels, ptrdiff_t vectors, const point_product *p, const float *windows, const float *filters,
  float *products
) {
#define CASE(channels) \
  case channels: return multiply_tiles(channels, vectors, p, windows, filters, products);
  switch (channels) {
    CASE(1) CASE(2) CASE(3) CASE(4)
#if PRODUCT_CHANNELS > 4
    CASE(5) CASE(6) CASE(7)
#endif
  }
#undef CASE
}

/// V starts where the first pixel of the first row is at a vector's boundary.
CNK_INLINE ptrdiff_t aligned_start(ptrdiff_t left) { return (CNK_LANES - left % CNK_LANES) % CNK_LANES; }

/// A convolution cut into tasks: first each filter of an output and each channel of an image is transformed,
/// then a group of output channels is made over a stretch of tiles of an image.
typedef struct CNK_SHARED {
  const cnk_convolution *shape;
  winograd_layout layout;
  filter_view view;
  const float *input;
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
      all->output + (image * outputs + first + o) * shape->height * shape->width);
  }
}

static void winograd_multiply_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  const winograd *all = context;
  if (all->layout.points == 6) winograd_multiply(6, all, index, worker);
  else winograd_multiply(8, all, index, worker);
}

static void winograd_convolve(
  const cnk_convolution *shape, filter_view view, const float *input, float *scratch, cnk_team *team,
  float *output
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
  const cnk_convolution *shape, const float *input, const float *weights, float *scratch, cnk_team *team,
  float *output
) {
  winograd_convolve(shape, filters_of(shape, weights), input, scratch, team, output);
}

static void row_winograd_input_gradient(
  const cnk_convolution *shape, const float *gradient, const float *weights, float *scratch, cnk_team *team,
  float *input_gradient
) {
  const cnk_convolution adjoint = adjoint_of(shape);
  winograd_convolve(&adjoint, turned_filters_of(shape, weights), gradient, scratch, team, input_gradient);
}

// The weights' gradient.

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
        const ptrdiff_t u = block * STEP, rows = block == layout->blocks - 1 ? size - u : STEP;
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

/// Floats that one of the two products like the forward pass needs.
CNK_INLINE ptrdiff_t winograd_product_scratch(const cnk_convolution *shape, ptrdiff_t threads) {
  const winograd_layout layout = winograd_layout_of(shape);
  return layout.points
    * (layout.filter_stride + shape->batch * shape->input_channels * layout.window_stride
      + threads * PRODUCT_CHANNELS * layout.tile_stride)
    + CNK_LANES;
}

static ptrdiff_t row_winograd_scratch(const cnk_convolution *shape, ptrdiff_t threads) {
  const winograd_layout layout = winograd_layout_of(shape);
  const cnk_convolution adjoint = adjoint_of(shape);
  const ptrdiff_t products = larger(
    winograd_product_scratch(shape, threads), winograd_product_scratch(&adjoint, threads));
  const ptrdiff_t gradient = layout.points
      * (shape->batch * shape->input_channels * layout.window_stride
        + threads * GRADIENT_CHANNELS * layout.tile_stride)
    + CNK_LANES + weight_gradient_scratch(shape, threads);
  return larger(products, gradient);
}
