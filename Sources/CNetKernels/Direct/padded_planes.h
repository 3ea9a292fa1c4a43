// Images' planes with zeros around them. Included after Vectors and Convolution.

/// Rows below the last padded one that a tile may read: TILE_ROWS' maximum - 1.
#define ROW_OVERHANG 6

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
