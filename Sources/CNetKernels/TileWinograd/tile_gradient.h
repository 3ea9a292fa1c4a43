// The weights' gradient in the Winograd domain. Included after tile_products.h.

/// `rows` input channels x `vectors` vectors of output channels, summed over the tiles of all images.
CNK_INLINE void gradient_product(
  const int rows, const int vectors, const tile_layout *layout, const float *input, const float *gradient,
  float *result
) {
  vec sums[2 * GRADIENT_INPUTS];
  CNK_UNROLL for (int k = 0; k < rows * vectors; k++) sums[k] = 0;
  for (ptrdiff_t image = 0; image < layout->images; image++) {
    const float *x = input + image * layout->grid_tiles * CNK_LANES;
    for (ptrdiff_t tile = 0; tile < layout->tiles; tile++, x += CNK_LANES, gradient += PANEL) {
      __builtin_prefetch(x + layout->input_step);
      vec z[2];
      CNK_UNROLL for (int v = 0; v < vectors; v++) z[v] = load(gradient + v * CNK_LANES);
      CNK_UNROLL for (int r = 0; r < rows; r++) {
        const vec value = x[r];
        CNK_UNROLL for (int v = 0; v < vectors; v++) sums[r * vectors + v] += value * z[v];
      }
    }
  }
  CNK_UNROLL for (int r = 0; r < rows; r++) {
    CNK_UNROLL for (int v = 0; v < vectors; v++) {
      store(result + r * PANEL + v * CNK_LANES, sums[r * vectors + v]);
    }
  }
}

/// Adds a slab, [column][i][a][b][input][PANEL], to the gradient, [input][tap][PANEL], or starts it.
CNK_INLINE void collapse_slab(
  const int n, const int vectors, const point_kind kind, const float *factors, const tile_layout *layout,
  bool starts, const float *slab, ptrdiff_t inputs, ptrdiff_t padded_inputs, float *result
) {
  const int r = n - TILE + 1;
  const ptrdiff_t size = layout->kernel_size;
  for (ptrdiff_t a = 0; a < layout->blocks; a++) {
    const ptrdiff_t rows = block_taps(layout, a);
    for (ptrdiff_t b = 0; b < layout->blocks; b++, slab += padded_inputs * PANEL) {
      const ptrdiff_t columns = block_taps(layout, b);
      for (ptrdiff_t c = 0; c < inputs; c++) {
        CNK_UNROLL for (int v = 0; v < vectors; v++) {
          const float *first = slab + c * PANEL + v * CNK_LANES;
          vec even[MOST_POINTS], odd[MOST_POINTS], y[MOST_POINTS], differences[MOST_POINTS];
          CNK_UNROLL for (int i = 0; i < n; i++) {
            y[i] = load(first + i * layout->filter_step);
            if (kind == POINT_PAIR) {
              const vec other = load(first + (n + i) * layout->filter_step);
              differences[i] = y[i] - other;
              y[i] += other;
            }
          }
          collapse(n, r, FILTER_MATRIX(n), y, even);
          if (kind == POINT_PAIR) collapse(n, r, FILTER_MATRIX(n), differences, odd);
          float *filter = result + ((c * size + TILE * a) * size + TILE * b) * PANEL + v * CNK_LANES;
          CNK_UNROLL for (int u = 0; u < r; u++) {
            CNK_UNROLL for (int t = 0; t < r; t++) {
              if (uses_tap(r, kind, t) && u < rows && t < columns) {
                float *tap = filter + (u * size + t) * PANEL;
                const vec term = factors[t] * (kind == POINT_PAIR && t % 2 == 1 ? odd[u] : even[u]);
                store(tap, starts ? term : load(tap) + term);
              }
            }
          }
        }
      }
    }
  }
}

/// The weights of one panel's outputs and a chunk of inputs, from vector `block` on.
CNK_INLINE void gradient_block(
  const int n, const int vectors, const tile_task *task, ptrdiff_t panel, ptrdiff_t block, ptrdiff_t worker,
  float *packed, float *products
) {
  const tile_layout *layout = task->layout;
  const ptrdiff_t taps = layout->kernel_size * layout->kernel_size;
  const ptrdiff_t block_step = layout->images * layout->grid_tiles * CNK_LANES;
  const ptrdiff_t chunk = smaller(layout->chunk, layout->input_vectors - block);
  const ptrdiff_t inputs = smaller(chunk * CNK_LANES, layout->inputs - block * CNK_LANES);
  // A pair's slab first: it has something for every tap.
  for (ptrdiff_t turn = 0; turn < SLABS(n); turn++) {
    const ptrdiff_t slab = turn == 0 ? 1 : turn == 1 ? 0 : turn;
    const ptrdiff_t first = n * slab_start(slab), count = n * slab_columns(n, slab);
    for (ptrdiff_t f = 0; f < count; f++) {
      const float *gradient = task->gradient + (first + f) * layout->gradient_step
        + panel * layout->images * layout->tiles * PANEL;
      float *result = products + f * layout->filter_step;
      for (ptrdiff_t a = 0; a < layout->blocks; a++) {
        for (ptrdiff_t b = 0; b < layout->blocks; b++) {
          for (ptrdiff_t c = 0; c < chunk; c++) {
            const float *x = task->transformed + (first + f) * layout->input_step
              + ((block + c) * layout->blocks + b) * block_step + a * layout->tile_columns * CNK_LANES;
            for (int r = 0; r < CNK_LANES; r += GRADIENT_INPUTS, result += GRADIENT_INPUTS * PANEL) {
              gradient_product(GRADIENT_INPUTS, vectors, layout, x + r, gradient, result);
            }
          }
        }
      }
    }
    const float *factors = FILTER_MATRIX(n)[slab];
    const ptrdiff_t padded_inputs = chunk * CNK_LANES;
#define CASE(kind) \
  case kind: \
    collapse_slab(n, vectors, kind, factors, layout, turn == 0, products, inputs, padded_inputs, packed); \
  break;
    switch (slab_kind(n, slab)) { CASE(POINT_ZERO) CASE(POINT_PAIR) CASE(POINT_INFINITY) }
#undef CASE
  }
  for (int v = 0; v < vectors; v++) {
    const ptrdiff_t output = panel * PANEL + v * CNK_LANES, count = inputs * taps;
    const ptrdiff_t rows = smaller(CNK_LANES, layout->outputs - output);
    // The products are done with: their room takes the rows.
    scatter_lanes(packed + v * CNK_LANES, PANEL, rows, count, products, count);
    for (ptrdiff_t r = 0; r < rows; r++) {
      const ptrdiff_t offset = ((output + r) * layout->inputs + block * CNK_LANES) * taps;
      task->consume(task->context, worker, offset, products + r * count, count);
    }
  }
}

/// Calls gradient_block for the panel's chunks from vector `first` to, without, `end`.
CNK_INLINE void gradient_blocks(
  const tile_task *task, ptrdiff_t panel, ptrdiff_t first, ptrdiff_t end, ptrdiff_t worker
) {
  const tile_layout *layout = task->layout;
  float *packed = task->scratch + worker * task->scratch_step;
  float *products = packed + packed_room(layout);
  for (ptrdiff_t block = first; block < end; block += layout->chunk) {
    if (layout->output_vectors - 2 * panel >= 2) {
      DISPATCH(layout->size, gradient_block(SIZE, 2, task, panel, block, worker, packed, products))
    } else {
      DISPATCH(layout->size, gradient_block(SIZE, 1, task, panel, block, worker, packed, products))
    }
  }
}

static void gradient_panel_task(void *context, ptrdiff_t panel, ptrdiff_t worker) {
  const tile_task *task = context;
  gradient_blocks(task, panel, 0, task->layout->input_vectors, worker);
}

/// One panel and chunk, which leaves a row in pieces of several tasks.
static void gradient_block_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  const tile_task *task = context;
  const tile_layout *layout = task->layout;
  const ptrdiff_t chunks = (layout->input_vectors + layout->chunk - 1) / layout->chunk;
  const ptrdiff_t block = index % chunks * layout->chunk;
  gradient_blocks(task, index / chunks, block, block + layout->chunk, worker);
}

static void both_tiles_task(void *context, ptrdiff_t vector, ptrdiff_t worker) {
  const tile_task *task = context;
  const tile_layout *layout = task->layout;
  if (vector < layout->input_vectors) return input_tiles_task(context, vector, worker);
  vector -= layout->input_vectors;
  float *padded = task->scratch + worker * task->scratch_step;
  const ptrdiff_t output = vector * CNK_LANES, pixels = layout->height * layout->width;
  for (ptrdiff_t image = 0; image < layout->images; image++) {
    pad_image(
      task->output_gradient + (image * layout->outputs + output) * pixels,
      smaller(CNK_LANES, layout->outputs - output), layout->height, layout->width, 0,
      TILE * layout->tile_rows, TILE * layout->tile_columns, padded);
    float *target = task->gradient
      + (vector / 2 * layout->images + image) * layout->tiles * PANEL + vector % 2 * CNK_LANES;
    DISPATCH(layout->size, gradient_tiles(SIZE, layout, padded, target))
  }
}

/// Floats a worker needs.
static ptrdiff_t gradient_scratch(const tile_layout *layout) {
  const ptrdiff_t taps = layout->kernel_size * layout->kernel_size;
  const ptrdiff_t pad = (layout->padded_rows + layout->size) * layout->padded_columns * CNK_LANES;
  const ptrdiff_t slab =
    larger(2 * layout->size * layout->filter_step, layout->chunk * CNK_LANES * taps * CNK_LANES);
  return odd_lines(larger(pad, packed_room(layout) + slab));
}

/// Hands out the weights' gradient of all images, in pieces of rows: each row's by one task, or by several.
static void hand_out_gradient(
  const tile_layout *layout, bool shares_rows, const float *input, const float *output_gradient, float *scratch,
  cnk_team *team, cnk_consume consume, void *context
) {
  float *gradient = scratch + layout->size * layout->size * layout->input_step;
  tile_task task = {
    .layout = layout, .input = input, .output_gradient = output_gradient, .transformed = scratch,
    .gradient = gradient, .scratch = gradient + layout->size * layout->size * layout->gradient_step,
    .scratch_step = gradient_scratch(layout), .consume = consume, .context = context,
  };
  cnk_team_run(team, layout->input_vectors + layout->output_vectors, both_tiles_task, &task);
  if (shares_rows) {
    const ptrdiff_t chunks = (layout->input_vectors + layout->chunk - 1) / layout->chunk;
    cnk_team_run(team, layout->panels * chunks, gradient_block_task, &task);
  } else {
    cnk_team_run(team, layout->panels, gradient_panel_task, &task);
  }
}
