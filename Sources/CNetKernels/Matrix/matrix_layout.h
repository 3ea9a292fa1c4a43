// Convolution as matrix products over shifted planes, for any stride. Included after matrix_tiles.h.
//
// With a stride s, tap (u, v) of output (i, j) meets row s i + u - before. With u = s m + p that is row i + m of the
// plane that takes every s-th row from p - before on; columns likewise. So an image is laid into s * s planes a
// channel, zeros around them: all pixels that a tap meets are one stretch of a plane, read from a place of its own,
// and the numbers that the rows' ends yield are not copied out. The images of a group follow one another in each
// plane, so that small ones fill the lanes. Under 1 x 1 filters, images of some size serve as they are.
//
// The input's gradient is a product for each of its s * s planes, of the taps that meet it, over the output gradient's
// planes. The weights' gradient has output channels in the lanes: [inputs x taps, pixels] [pixels x outputs], the
// former read from the planes.

/// Pixels of a group of images, at least, where there are as many.
#define MATRIX_PIXELS 192

/// What a product reads, as planes: plane p of channel c of a group begins at (c * phases + p) * plane_step.
typedef struct CNK_SHARED {
  ptrdiff_t channels, height, width;
  /// Planes of a channel along one side, and the first row and column that the first of them takes.
  ptrdiff_t stride, first_row, first_column;
  /// Rows and columns of an image in a plane.
  ptrdiff_t rows, pitch;
  ptrdiff_t plane_step;
  /// Rows and columns of pixels that a product has for each image.
  ptrdiff_t product_rows, product_columns;
  /// Images of a group.
  ptrdiff_t group;
  /// The images serve as planes.
  bool is_direct;
} plane_layout;

CNK_INLINE ptrdiff_t output_extent(ptrdiff_t extent, ptrdiff_t stride) { return (extent + stride - 1) / stride; }

/// Rows beyond its first that a filter reaches in a plane.
CNK_INLINE ptrdiff_t filter_reach(const cnk_convolution *shape) {
  return (shape->kernel_size - 1) / shape->stride;
}

CNK_INLINE plane_layout finish_layout(plane_layout layout, const cnk_convolution *shape, ptrdiff_t pixels) {
  layout.rows = layout.product_rows + filter_reach(shape);
  layout.pitch = layout.product_columns + filter_reach(shape);
  const ptrdiff_t image = layout.rows * layout.pitch;
  layout.group = smaller(shape->batch, (pixels + image - 1) / image);
  layout.is_direct = shape->kernel_size == 1 && shape->stride == 1 && layout.group == 1;
  layout.plane_step = layout.is_direct ? image : odd_lines(layout.group * image + MATRIX_COLUMNS);
  return layout;
}

/// The input's planes, in groups of `pixels` pixels or more.
CNK_INLINE plane_layout input_planes(const cnk_convolution *shape, ptrdiff_t pixels) {
  const plane_layout layout = {
    .channels = shape->input_channels, .height = shape->height, .width = shape->width,
    .stride = shape->stride, .first_row = -shape->before, .first_column = -shape->before_columns,
    .product_rows = output_extent(shape->height, shape->stride),
    .product_columns = output_extent(shape->width, shape->stride),
  };
  return finish_layout(layout, shape, pixels);
}

/// The planes of the output's gradient: input row s t + p - before sums over m the rows t - m of it.
CNK_INLINE plane_layout gradient_planes(const cnk_convolution *shape) {
  const ptrdiff_t s = shape->stride, row = shape->before / s, column = shape->before_columns / s;
  const plane_layout layout = {
    .channels = shape->output_channels, .height = output_extent(shape->height, s),
    .width = output_extent(shape->width, s), .stride = 1, .first_row = row - filter_reach(shape),
    .first_column = column - filter_reach(shape),
    .product_rows = (shape->height - 1 + shape->before) / s - row + 1,
    .product_columns = (shape->width - 1 + shape->before_columns) / s - column + 1,
  };
  return finish_layout(layout, shape, MATRIX_PIXELS);
}

/// Planes of one channel.
CNK_INLINE ptrdiff_t phases_of(const plane_layout *layout) { return layout->stride * layout->stride; }

/// Floats of a group's planes.
CNK_INLINE ptrdiff_t plane_floats(const plane_layout *layout) {
  return layout->is_direct ? 0 : layout->channels * phases_of(layout) * layout->plane_step;
}

/// Columns of a product over the planes of `images` images.
CNK_INLINE ptrdiff_t product_length(const plane_layout *layout, ptrdiff_t images) {
  return ((images - 1) * layout->rows + layout->product_rows - 1) * layout->pitch + layout->product_columns;
}

/// One row of a plane: every pixel from `first` on or, of stride 2, every second; zeros outside.
CNK_INLINE void fill_row(
  const ptrdiff_t stride, const float *row, ptrdiff_t width, ptrdiff_t first, ptrdiff_t count, float *target
) {
  const ptrdiff_t lead = smaller(count, first < 0 ? (-first + stride - 1) / stride : 0);
  const ptrdiff_t end = larger(lead, smaller(count, (width - first + stride - 1) / stride));
  for (ptrdiff_t j = 0; j < count; j += CNK_LANES) store_first(target + j, 0, smaller(CNK_LANES, count - j));
  row += first + lead * stride;
  width -= first + lead * stride;
  for (ptrdiff_t j = lead; j < end; j += CNK_LANES) {
    const ptrdiff_t lanes = smaller(CNK_LANES, end - j);
    if (stride == 1) {
      store_first(target + j, load_first(row, lanes), lanes);
    } else {
      const vec a = load_first(row, smaller(CNK_LANES, width));
      const vec b = load_first(row + CNK_LANES, larger(0, smaller(CNK_LANES, width - CNK_LANES)));
      store_first(target + j, even_lanes(a, b), lanes);
    }
    row += stride * CNK_LANES;
    width -= stride * CNK_LANES;
  }
}

/// Lays `images` images of all channels, [n][c][h][w], into `planes`.
static void fill_group(const plane_layout *layout, const float *pixels, ptrdiff_t images, float *planes) {
  const ptrdiff_t s = layout->stride;
  for (ptrdiff_t c = 0; c < layout->channels; c++) {
    for (ptrdiff_t p = 0; p < s * s; p++) {
      float *target = planes + (c * s * s + p) * layout->plane_step;
      for (ptrdiff_t n = 0; n < images; n++) {
        const float *image = pixels + (n * layout->channels + c) * layout->height * layout->width;
        for (ptrdiff_t i = 0; i < layout->rows; i++, target += layout->pitch) {
          const ptrdiff_t row = layout->first_row + p / s + i * s, column = layout->first_column + p % s;
          if (row < 0 || row >= layout->height) {
            for (ptrdiff_t j = 0; j < layout->pitch; j++) target[j] = 0;
          } else if (s == 1) {
            fill_row(1, image + row * layout->width, layout->width, column, layout->pitch, target);
          } else {
            fill_row(2, image + row * layout->width, layout->width, column, layout->pitch, target);
          }
        }
      }
    }
  }
}
