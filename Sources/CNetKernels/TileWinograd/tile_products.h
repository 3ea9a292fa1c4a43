/// `rows` tiles x `vectors` vectors of output channels of one frequency's product.
CNK_INLINE void product_rows(
  const int rows, const int vectors, const tile_layout *layout, ptrdiff_t chunk, const float *input,
  const float *filters, bool accumulate, float *products
) {
  vec sums[2 * PRODUCT_TILES];
  CNK_UNROLL for (int k = 0; k < rows * vectors; k++) sums[k] = 0;
  const ptrdiff_t block_step = layout->images * layout->grid_tiles * CNK_LANES;
  for (ptrdiff_t a = 0; a < layout->blocks; a++) {
    for (ptrdiff_t b = 0; b < layout->blocks; b++) {
      const float *x = input + b * block_step + a * layout->tile_columns * CNK_LANES;
      for (ptrdiff_t block = 0; block < chunk; block++, x += layout->blocks * block_step) {
        // The next frequency's tiles lie too far off for the processor to foresee them.
        const float *coming = x + layout->input_step;
        CNK_UNROLL for (int r = 0; r < rows; r++) __builtin_prefetch(coming + r * CNK_LANES);
        for (int c = 0; c < CNK_LANES; c++, filters += PANEL) {
          vec u[2];
          CNK_UNROLL for (int v = 0; v < vectors; v++) u[v] = load(filters + v * CNK_LANES);
          CNK_UNROLL for (int r = 0; r < rows; r++) {
            const vec value = x[r * CNK_LANES + c];
            CNK_UNROLL for (int v = 0; v < vectors; v++) sums[r * vectors + v] += value * u[v];
          }
        }
      }
    }
  }
  CNK_UNROLL for (int r = 0; r < rows; r++) {
    CNK_UNROLL for (int v = 0; v < vectors; v++) {
      float *target = products + r * PANEL + v * CNK_LANES;
      const vec sum = sums[r * vectors + v];
      // Each chunk is summed up by itself first: shorter chains round less.
      store(target, accumulate ? load(target) + sum : sum);
    }
  }
}

/// `tiles` tiles that follow one another, of one frequency, in stretches of as equal lengths as possible.
CNK_INLINE void product(
  const int vectors, const tile_layout *layout, ptrdiff_t tiles, ptrdiff_t chunk, const float *input,
  const float *filters, bool accumulate, float *products
) {
  const ptrdiff_t stretches = (tiles + PRODUCT_TILES - 1) / PRODUCT_TILES;
  for (ptrdiff_t stretch = 0; stretch < stretches; stretch++) {
    const ptrdiff_t first = stretch * tiles / stretches;
    const float *x = input + first * CNK_LANES;
    float *m = products + first * PANEL;
#define CASE(rows) \
  case rows: product_rows(rows, vectors, layout, chunk, x, filters, accumulate, m); break;
    switch ((stretch + 1) * tiles / stretches - first) {
      CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6)
#if PRODUCT_TILES > 6
      CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12)
#endif
#if PRODUCT_TILES > 12
      CASE(13)
#endif
    }
#undef CASE
  }
}

/// What the tasks of one product share.
typedef struct CNK_SHARED {
  const tile_layout *layout;
  filter_view view;
  const float *input;
  const float *output_gradient;
  /// Of the outputs; null is 0.
  const float *bias;
  float *output;
  /// V, shared.
  float *transformed;
  /// Z, shared; the weights' gradient only.
  float *gradient;
  /// Scratch of each worker.
  float *scratch;
  ptrdiff_t scratch_step;
  cnk_consume consume;
  void *context;
} tile_task;

CNK_INLINE void correlate_panel(
  const int n, const int vectors, const tile_task *task, ptrdiff_t panel, float *packed, float *filters,
  float *products
) {
  const tile_layout *layout = task->layout;
  const ptrdiff_t input_step = layout->blocks * layout->images * layout->grid_tiles * CNK_LANES;
  for (ptrdiff_t block = 0; block < layout->input_vectors; block += layout->chunk) {
    const ptrdiff_t chunk = smaller(layout->chunk, layout->input_vectors - block);
    const ptrdiff_t inputs = smaller(chunk * CNK_LANES, layout->inputs - block * CNK_LANES);
    pack_filters(layout, &task->view, panel, block * CNK_LANES, inputs, packed);
    const bool ends = block + chunk == layout->input_vectors;
    const ptrdiff_t next_panel = ends ? panel + 1 : panel, next_block = ends ? 0 : block + chunk;
    const ptrdiff_t next_inputs =
      smaller(layout->chunk * CNK_LANES, layout->inputs - next_block * CNK_LANES);
    for (ptrdiff_t slab = 0; slab < SLABS(n); slab++) {
      const float *factors = FILTER_MATRIX(n)[slab];
      const ptrdiff_t padded_inputs = chunk * CNK_LANES;
#define CASE(kind) \
  case kind: \
    filter_tiles(n, vectors, kind, factors, layout, packed, inputs, padded_inputs, filters); \
    break;
      switch (slab_kind(n, slab)) { CASE(POINT_ZERO) CASE(POINT_PAIR) CASE(POINT_INFINITY) }
#undef CASE
      const ptrdiff_t first = n * slab_start(slab), count = n * slab_columns(n, slab);
      for (ptrdiff_t f = 0; f < count; f++) {
        if (next_panel < layout->panels) {
          prefetch_filters(
            layout, &task->view, next_panel, next_block * CNK_LANES, next_inputs, first + f, n * n);
        }
        // Unless tiles of further rows are read for further blocks, images follow one another.
        const ptrdiff_t runs = layout->blocks == 1 ? 1 : layout->images;
        for (ptrdiff_t image = 0; image < runs; image++) {
          product(
            vectors, layout, layout->tiles * layout->images / runs, chunk,
            task->transformed + (first + f) * layout->input_step + block * input_step
              + image * layout->grid_tiles * CNK_LANES,
            filters + f * layout->filter_step, block > 0,
            products + (first + f) * layout->product_step + image * layout->tiles * PANEL);
        }
      }
    }
  }
  for (ptrdiff_t image = 0; image < layout->images; image++) {
    for (int v = 0; v < vectors; v++) {
      const ptrdiff_t output = panel * PANEL + v * CNK_LANES;
      output_tiles(
        n, layout, products + image * layout->tiles * PANEL + v * CNK_LANES,
        smaller(CNK_LANES, layout->outputs - output), task->bias == NULL ? NULL : task->bias + output, packed,
        task->output + (image * layout->outputs + output) * layout->height * layout->width);
    }
  }
}

#define DISPATCH(n, call) \
  switch (n) { \
    case 6: { const int SIZE = 6; call; break; } \
    case 7: { const int SIZE = 7; call; break; } \
    default: { const int SIZE = 8; call; break; } \
  }

/// Floats of the packed filters of a chunk, or of one row of output tiles.
CNK_INLINE ptrdiff_t packed_room(const tile_layout *layout) {
  const ptrdiff_t taps = layout->kernel_size * layout->kernel_size;
  const ptrdiff_t filters = layout->chunk * CNK_LANES * taps * PANEL;
  return odd_lines(larger(filters, TILE * TILE * layout->tile_columns * CNK_LANES));
}

static void correlate_panel_task(void *context, ptrdiff_t panel, ptrdiff_t worker) {
  const tile_task *task = context;
  const tile_layout *layout = task->layout;
  float *packed = task->scratch + worker * task->scratch_step;
  float *filters = packed + packed_room(layout);
  float *products = filters + 2 * layout->size * layout->filter_step;
  if (layout->output_vectors - 2 * panel >= 2) {
    DISPATCH(layout->size, correlate_panel(SIZE, 2, task, panel, packed, filters, products))
  } else {
    DISPATCH(layout->size, correlate_panel(SIZE, 1, task, panel, packed, filters, products))
  }
}

static void input_tiles_task(void *context, ptrdiff_t block, ptrdiff_t worker) {
  const tile_task *task = context;
  const tile_layout *layout = task->layout;
  float *padded = task->scratch + worker * task->scratch_step;
  float *strip = padded + layout->padded_rows * layout->padded_columns * CNK_LANES;
  const ptrdiff_t pixels = layout->height * layout->width;
  for (ptrdiff_t image = 0; image < layout->images; image++) {
    pad_image(
      task->input + (image * layout->inputs + block * CNK_LANES) * pixels,
      smaller(CNK_LANES, layout->inputs - block * CNK_LANES), layout->height, layout->width, layout->before,
      layout->padded_rows, layout->padded_columns, padded);
    float *target = task->transformed
      + (block * layout->blocks * layout->images + image) * layout->grid_tiles * CNK_LANES;
    DISPATCH(layout->size, input_tiles(SIZE, layout, padded, strip, target))
  }
}

/// Floats a worker needs.
static ptrdiff_t correlation_scratch(const tile_layout *layout) {
  const ptrdiff_t pad = (layout->padded_rows + layout->size) * layout->padded_columns * CNK_LANES;
  const ptrdiff_t panel = packed_room(layout) + 2 * layout->size * layout->filter_step
    + layout->size * layout->size * layout->product_step;
  return odd_lines(larger(pad, panel));
}

/// One direction of the layer on `layout.images` images.
static void correlate_images(
  const tile_layout *layout, filter_view view, const float *input, const float *bias, float *output,
  float *scratch, cnk_team *team
) {
  tile_task task = {
    .layout = layout, .view = view, .input = input, .bias = bias, .output = output,
    .transformed = scratch,
    .scratch = scratch + layout->size * layout->size * layout->input_step,
    .scratch_step = correlation_scratch(layout),
  };
  cnk_team_run(team, layout->input_vectors, input_tiles_task, &task);
  cnk_team_run(team, layout->panels, correlate_panel_task, &task);
}

