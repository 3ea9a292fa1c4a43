// The gradient by the weights. Included after padded_planes.h.
//
// The weights' gradient: `channels` output channels x `rows` filter rows x `taps` neighbouring taps of each,
// of one input channel, are summed in registers over the whole image, lane by lane; then the lanes are added
// up. A stretch of input is used for every output channel, where there are few also for the rows of the
// gradient above it.

/// Filter rows of a tile.
#define GRADIENT_ROWS(channels) \
  ((channels) == 1 ? GRADIENT_CHANNELS : (channels) == 2 ? GRADIENT_CHANNELS / 2 : 1)

/// Input channel and tap at which a tile of the weights' gradient starts, and the gradient's planes, from
/// those of the tile's first output channel on, without zeros around them.
typedef struct {
  const padded_planes *input;
  const float *gradient;
  ptrdiff_t input_channel;
  ptrdiff_t u;
  ptrdiff_t v;
  bool accumulate;
  /// Rows of weights of the tile's output channels.
  float *result;
} gradient_place;

CNK_INLINE void gradient_tile(
  const int channels, const int rows, const int taps, const gradient_place *place
) {
  const padded_planes *input = place->input;
  const ptrdiff_t size = input->kernel_size, pitch = input->pitch;
  const ptrdiff_t height = input->height, width = input->width;
  const ptrdiff_t before = input->before, u = place->u;
  const float *x = input->first + place->input_channel * input->stride + u * pitch + place->v;

  vec sums[GRADIENT_SUMS];
  CNK_UNROLL for (int n = 0; n < GRADIENT_SUMS; n++) sums[n] = 0;

  // Row i of the input, seen from tap row u, meets row i - r of the gradient at tap row u + r.
  const ptrdiff_t last = smaller(height + rows - 1, height + before - u);
  for (ptrdiff_t i = larger(0, before - u); i < last; i++) {
    for (ptrdiff_t column = 0; column < width; column += CNK_LANES) {
      const ptrdiff_t lanes = smaller(CNK_LANES, width - column);
      vec slopes[GRADIENT_CHANNELS];
      CNK_UNROLL for (int r = 0; r < rows; r++) {
        const bool has_row = rows == 1 || (i - r >= 0 && i - r < height);
        const float *row = place->gradient + (i - r) * width + column;
        CNK_UNROLL for (int o = 0; o < channels; o++) {
          slopes[o * rows + r] = has_row ? load_first(row + o * height * width, lanes) : 0;
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
    const ptrdiff_t filter = o * input->channels + place->input_channel;
    for (ptrdiff_t r = 0; r < rows; r++) {
      float *target = place->result + (filter * size + u + r) * size + place->v;
      const float *source = totals + (o * rows + r) * taps;
      CNK_UNROLL for (int t = 0; t < taps; t++) {
        target[t] = place->accumulate ? target[t] + source[t] : source[t];
      }
    }
  }
}

CNK_INLINE void gradient_taps(const int channels, const int rows, ptrdiff_t taps,
  const gradient_place *place) {
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

CNK_INLINE void gradient_rows(const int channels, ptrdiff_t rows, ptrdiff_t taps,
  const gradient_place *place) {
#define CASE(rows) \
  case rows: \
    if (rows <= GRADIENT_ROWS(channels)) gradient_taps(channels, rows, taps, place); \
    break;
  switch (rows) { CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) }
#undef CASE
}

/// The gradient of `channels` rows of weights by the input channels from `first` to before `last` of one
/// image.
static void gradient_channels(
  const padded_planes *input, const float *gradient, ptrdiff_t channels, ptrdiff_t first, ptrdiff_t last,
  bool accumulate, float *result
) {
  // As few stretches of taps and groups of rows as possible, of lengths as equal as possible.
  const ptrdiff_t size = input->kernel_size, most_rows = GRADIENT_ROWS(channels);
  const ptrdiff_t stretches = (size + GRADIENT_TAPS - 1) / GRADIENT_TAPS;
  const ptrdiff_t groups = (size + most_rows - 1) / most_rows;
  for (ptrdiff_t c = first; c < last; c++) {
    for (ptrdiff_t part = 0; part < groups * stretches; part++) {
      const ptrdiff_t group = part / stretches, stretch = part % stretches;
      const gradient_place place = {
        .input = input,
        .gradient = gradient,
        .input_channel = c,
        .u = part_start(group, groups, size),
        .v = part_start(stretch, stretches, size),
        .accumulate = accumulate,
        .result = result,
      };
      const ptrdiff_t rows = part_start(group + 1, groups, size) - place.u;
      const ptrdiff_t taps = part_start(stretch + 1, stretches, size) - place.v;
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

typedef struct CNK_SHARED {
  weight_gradient_tasks tasks;
  padded_planes planes;
  const float *gradient;
} correlation_gradient;

static void correlate_gradient_part(
  void *context, const weight_gradient_part *part, ptrdiff_t worker, float *result
) {
  (void)worker;
  const correlation_gradient *all = context;
  const cnk_convolution *shape = all->tasks.shape;
  const ptrdiff_t pixels = shape->height * shape->width;
  padded_planes planes = all->planes;
  for (ptrdiff_t image = 0; image < shape->batch; image++) {
    const float *gradient = all->gradient + (image * shape->output_channels + part->first_output) * pixels;
    gradient_channels(
      &planes, gradient, part->outputs, part->first_input, part->last_input, image > 0, result);
    planes.first += shape->input_channels * planes.stride;
  }
}

static void direct_weight_gradient(
  const cnk_convolution *shape, const float *input, const float *gradient, float *scratch, cnk_team *team,
  cnk_consume consume, void *context
) {
  const padded_planes planes = planes_of(shape, scratch);
  correlation_gradient all = {
    .tasks = {.shape = shape, .make = correlate_gradient_part, .consume = consume, .context = context},
    .planes = planes,
    .gradient = gradient,
  };
  fill_planes(shape, input, scratch, team);
  run_weight_gradient(&all.tasks, scratch + shape->batch * shape->input_channels * planes.stride, team);
}
