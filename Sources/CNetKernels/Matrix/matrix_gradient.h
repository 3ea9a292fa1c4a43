// The weights' gradient over planes. Included after matrix_products.h.
//
// Groups of images follow one another. In each the planes are filled and the output's gradient is turned, [pixel]
// [output channel]; then every tile of weights, some inputs' taps x two vectors of outputs, adds the group's sum to
// what the groups before have left. In the end the sums, [tap][output], are turned back and handed out.

/// Pixels whose sums a tile keeps in registers before it adds them to the memory's, at least.
#define MATRIX_GRADIENT_PIXELS 768

/// What the tasks of a group share.
typedef struct CNK_SHARED {
  plane_layout layout;
  ptrdiff_t outputs, depth, output_pitch;
  /// The group's images, and whether it is the first.
  ptrdiff_t images;
  bool starts;
  const float *pixels;
  const float *gradient;
  const int32_t *offsets;
  float *planes;
  float *turned;
  float *sums;
  /// A vector's rows of each worker.
  float *rows;
  cnk_consume consume;
  void *context;
} plane_gradient;

/// Fills one image's planes and turns its gradient.
static void plane_image_task(void *context, ptrdiff_t image, ptrdiff_t worker) {
  (void)worker;
  const plane_gradient *all = context;
  const plane_layout *layout = &all->layout;
  if (!layout->is_direct) {
    fill_group(
      layout, all->pixels + image * layout->channels * layout->height * layout->width, 1,
      all->planes + image * layout->rows * layout->pitch);
  }
  const ptrdiff_t count = layout->product_rows * layout->product_columns;
  for (ptrdiff_t o = 0; o < all->outputs; o += CNK_LANES) {
    gather_lanes(
      all->gradient + (image * all->outputs + o) * count, count, smaller(CNK_LANES, all->outputs - o), count,
      all->turned + image * count * all->output_pitch + o, all->output_pitch);
  }
}

/// `rows` taps x `vectors` vectors of outputs, from vector `o` on.
CNK_INLINE void plane_gradient_tile(
  const int rows, const int vectors, const plane_gradient *all, ptrdiff_t first, ptrdiff_t o
) {
  const plane_layout *layout = &all->layout;
  const ptrdiff_t pitch = all->output_pitch, columns = layout->product_columns;
  vec sums[2 * MATRIX_ROWS];
  CNK_UNROLL for (int k = 0; k < rows * vectors; k++) sums[k] = 0;
  const float *gradient = all->turned + o * CNK_LANES;
  const bool is_dense = columns == layout->pitch;
  const ptrdiff_t stretches = is_dense ? 1 : layout->product_rows;
  const ptrdiff_t length = is_dense ? columns * layout->product_rows : columns;
  const ptrdiff_t image_step = layout->is_direct
    ? layout->channels * layout->plane_step : layout->rows * layout->pitch;
  for (ptrdiff_t image = 0; image < all->images; image++) {
    for (ptrdiff_t stretch = 0; stretch < stretches; stretch++) {
      const float *start =
        (layout->is_direct ? all->pixels : all->planes) + image * image_step + stretch * layout->pitch;
      const float *taps[MATRIX_ROWS];
      CNK_UNROLL for (int r = 0; r < rows; r++) taps[r] = start + all->offsets[first + r];
      for (ptrdiff_t j = 0; j < length; j++, gradient += pitch) {
        vec dy[2];
        CNK_UNROLL for (int v = 0; v < vectors; v++) dy[v] = load(gradient + v * CNK_LANES);
        CNK_UNROLL for (int r = 0; r < rows; r++) {
          const vec x = taps[r][j];
          CNK_UNROLL for (int v = 0; v < vectors; v++) sums[r * vectors + v] += x * dy[v];
        }
      }
    }
  }
  CNK_UNROLL for (int r = 0; r < rows; r++) {
    CNK_UNROLL for (int v = 0; v < vectors; v++) {
      float *target = all->sums + (first + r) * pitch + (o + v) * CNK_LANES;
      const vec sum = sums[r * vectors + v];
      store(target, all->starts ? sum : load(target) + sum);
    }
  }
}

CNK_INLINE void plane_gradient_rows(const int rows, const plane_gradient *all, ptrdiff_t first) {
  const ptrdiff_t vectors = all->output_pitch / CNK_LANES;
  ptrdiff_t o = 0;
  for (; o + 2 <= vectors; o += 2) plane_gradient_tile(rows, 2, all, first, o);
  if (o < vectors) plane_gradient_tile(rows, 1, all, first, o);
}

static void plane_gradient_task(void *context, ptrdiff_t group, ptrdiff_t worker) {
  (void)worker;
  const plane_gradient *all = context;
  const ptrdiff_t groups = row_groups(all->depth), first = part_start(group, groups, all->depth);
#define CASE(n) \
  case n: return plane_gradient_rows(n, all, first);
  switch (part_start(group + 1, groups, all->depth) - first) { FOR_ROWS(CASE) }
#undef CASE
}

/// Turns back and hands out one vector's rows.
static void hand_out_plane_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  const plane_gradient *all = context;
  const ptrdiff_t first = index * CNK_LANES, rows = smaller(CNK_LANES, all->outputs - first);
  float *target = all->rows + worker * CNK_LANES * all->depth;
  scatter_lanes(all->sums + first, all->output_pitch, rows, all->depth, target, all->depth);
  all->consume(all->context, worker, first * all->depth, target, rows * all->depth);
}

static void matrix_weight_gradient(
  const cnk_convolution *shape, const float *input, const float *gradient, float *scratch, cnk_team *team,
  cnk_consume consume, void *context
) {
  const ptrdiff_t k = shape->kernel_size, s = shape->stride;
  plane_gradient all = {
    .layout = input_planes(shape, MATRIX_GRADIENT_PIXELS), .outputs = shape->output_channels,
    .depth = shape->input_channels * k * k, .output_pitch = whole_vectors(shape->output_channels),
    .consume = consume, .context = context,
  };
  plane_layout *layout = &all.layout;
  // Nothing is read beyond a plane's end here, so images serve as they are however many make a group.
  layout->is_direct = k == 1 && s == 1;
  if (layout->is_direct) layout->plane_step = layout->rows * layout->pitch;
  int32_t *offsets = (int32_t *)scratch;
  for (ptrdiff_t c = 0, n = 0; c < layout->channels; c++) {
    for (ptrdiff_t u = 0; u < k; u++) {
      for (ptrdiff_t v = 0; v < k; v++, n++) {
        offsets[n] =
          (int32_t)((c * s * s + u % s * s + v % s) * layout->plane_step + u / s * layout->pitch + v / s);
      }
    }
  }
  const ptrdiff_t count = layout->product_rows * layout->product_columns;
  all.offsets = offsets;
  all.planes = scratch + odd_lines(all.depth);
  all.turned = all.planes + plane_floats(layout);
  all.sums = all.turned + odd_lines(layout->group * count * all.output_pitch);
  all.rows = all.sums + odd_lines(all.depth * all.output_pitch);
  for (ptrdiff_t image = 0; image < shape->batch; image += layout->group) {
    all.images = smaller(layout->group, shape->batch - image);
    all.starts = image == 0;
    all.pixels = input + image * layout->channels * layout->height * layout->width;
    all.gradient = gradient + image * all.outputs * count;
    cnk_team_run(team, all.images, plane_image_task, &all);
    cnk_team_run(team, row_groups(all.depth), plane_gradient_task, &all);
  }
  cnk_team_run(team, (all.outputs + CNK_LANES - 1) / CNK_LANES, hand_out_plane_task, &all);
}
