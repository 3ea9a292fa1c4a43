// Whole images and filters into the transforms' domain and back. Included after row_layout.h.

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
TRANSFORM(transform_gradient_6, 6, TILE, transform_gradient)
TRANSFORM(transform_gradient_8, 8, TILE, transform_gradient)
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
    const ptrdiff_t first = window * TILE - above;
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

/// Some tiles of one output channel: its rows from M; null is a bias of 0.
CNK_INLINE void transform_products(
  const int points, const winograd_layout *layout, const cnk_convolution *shape, ptrdiff_t first_tile,
  ptrdiff_t last_tile, ptrdiff_t next_point, const float *products, const float *bias, float *plane
) {
  const ptrdiff_t height = shape->height, width = shape->width;
  for (ptrdiff_t tile = first_tile; tile < last_tile; tile++, products += layout->pitch) {
    const ptrdiff_t rows = smaller(TILE, height - tile * TILE);
    for (ptrdiff_t column = 0; column < width; column += CNK_LANES) {
      const ptrdiff_t lanes = smaller(CNK_LANES, width - column);
      vec m[MOST_POINTS], y[TILE];
      CNK_UNROLL for (int i = 0; i < points; i++) m[i] = load(products + i * next_point + column);
      transform_product(points, m, y);
      CNK_UNROLL for (int n = 0; n < TILE; n++) {
        // Not a bias of 0: it would turn -0 into 0.
        if (bias != NULL) y[n] += *bias;
        if (n < rows) store_first(plane + (tile * TILE + n) * width + column, y[n], lanes);
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
      const ptrdiff_t first = block * TILE, rows = block == layout->blocks - 1 ? size - first : TILE;
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
