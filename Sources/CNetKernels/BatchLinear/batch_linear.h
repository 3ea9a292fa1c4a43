// Fully connected layers on batches: each of the three products as a matrix product. Included after Matrix.
//
// The weights' rows are read once a product, whatever the batch; what is packed of them is a task's own.
//   forward            [outputs x inputs] [inputs x batch]: turned inputs stand in the lanes
//   input gradient     [batch x outputs] [outputs x inputs]
//   weight gradient    [outputs x batch] [batch x inputs], handed out in whole rows

/// Inputs that forward sums up at once, so that their turned values stay in the second-level cache.
#define BATCH_DEPTH 1024
/// Row groups of a task.
#define BATCH_GROUPS 4

/// A product of a fully connected layer on a batch.
typedef struct CNK_SHARED {
  cnk_linear_size size;
  const float *input;
  const float *gradient;
  const float *weights;
  const float *bias;
  float *result;
  /// Shared by the tasks: turned inputs or packed gradient, and where each begins.
  float *packed;
  int32_t *offsets;
  /// Of each worker.
  float *scratch;
  ptrdiff_t scratch_step;
  cnk_consume consume;
  void *context;
} batch_product;

/// Floats from one turned input to the next.
CNK_INLINE ptrdiff_t batch_pitch(cnk_linear_size size) { return whole_vectors(size.batch); }

CNK_INLINE ptrdiff_t most_of_three(ptrdiff_t a, ptrdiff_t b, ptrdiff_t c) { return larger(a, larger(b, c)); }

/// Floats of the offsets, one for each step of a product's depth.
CNK_INLINE ptrdiff_t batch_offsets(cnk_linear_size size) {
  return odd_lines(most_of_three(size.inputs, size.outputs, size.batch));
}

/// Floats that the tasks share after the offsets.
CNK_INLINE ptrdiff_t batch_packed(cnk_linear_size size) {
  return odd_lines(most_of_three(
    batch_pitch(size) * size.inputs, packed_factors(size.batch, size.outputs),
    packed_factors(size.outputs, size.batch)));
}

/// Rows of a task of the weights' gradient.
CNK_INLINE ptrdiff_t batch_task_rows(cnk_linear_size size) {
  return smaller(size.outputs, BATCH_GROUPS * MATRIX_ROWS);
}

/// Floats of a worker.
CNK_INLINE ptrdiff_t batch_worker(cnk_linear_size size) {
  return odd_lines(most_of_three(
    MATRIX_PITCH * smaller(size.inputs, BATCH_DEPTH) + BATCH_GROUPS * MATRIX_ROWS * batch_pitch(size),
    size.outputs * MATRIX_COLUMNS, batch_task_rows(size) * size.inputs));
}

static ptrdiff_t batch_linear_scratch(cnk_linear_size size, ptrdiff_t threads) {
  return batch_offsets(size) + batch_packed(size) + threads * batch_worker(size);
}

/// A product with its scratch laid out, and offsets of `depth` rows of `pitch` floats.
CNK_INLINE batch_product batch_product_of(cnk_linear_size size, float *scratch, ptrdiff_t depth, ptrdiff_t pitch) {
  batch_product product = {.size = size, .offsets = (int32_t *)scratch};
  product.packed = scratch + batch_offsets(size);
  product.scratch = product.packed + batch_packed(size);
  product.scratch_step = batch_worker(size);
  for (ptrdiff_t k = 0; k < depth; k++) product.offsets[k] = (int32_t)(k * pitch);
  return product;
}

/// Turns LANES inputs of all samples.
static void turn_inputs_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const batch_product *all = context;
  const cnk_linear_size size = all->size;
  const ptrdiff_t first = index * CNK_LANES, pitch = batch_pitch(size);
  for (ptrdiff_t n = 0; n < size.batch; n += CNK_LANES) {
    gather_lanes(
      all->input + n * size.inputs + first, size.inputs, smaller(CNK_LANES, size.batch - n),
      smaller(CNK_LANES, size.inputs - first), all->packed + first * pitch + n, pitch);
  }
}

/// Some groups of outputs for all samples.
static void batch_forward_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  const batch_product *all = context;
  const cnk_linear_size size = all->size;
  const ptrdiff_t groups = row_groups(size.outputs), pitch = batch_pitch(size);
  const ptrdiff_t first_group = index * BATCH_GROUPS, last_group = smaller(groups, first_group + BATCH_GROUPS);
  const ptrdiff_t first_row = part_start(first_group, groups, size.outputs);
  const ptrdiff_t last_row = part_start(last_group, groups, size.outputs);
  float *sums = all->scratch + worker * all->scratch_step;
  float *factors = sums + BATCH_GROUPS * MATRIX_ROWS * pitch;
  for (ptrdiff_t k = 0; k < size.inputs; k += BATCH_DEPTH) {
    const ptrdiff_t depth = smaller(BATCH_DEPTH, size.inputs - k);
    for (ptrdiff_t group = first_group; group < last_group; group++) {
      const ptrdiff_t row = part_start(group, groups, size.outputs);
      const ptrdiff_t rows = part_start(group + 1, groups, size.outputs) - row;
      pack_rows(all->weights + row * size.inputs + k, size.inputs, rows, depth, factors);
      const group_product product = {
        .depth = depth, .factors = factors, .offsets = all->offsets, .columns = all->packed + k * pitch,
        .start = all->bias != NULL && k == 0 ? all->bias + row : NULL, .accumulates = k > 0,
        .result = sums + (row - first_row) * pitch, .result_step = pitch,
      };
      matrix_group(rows, &product, 0, pitch);
    }
  }
  for (ptrdiff_t n = 0; n < size.batch; n += CNK_LANES) {
    scatter_lanes(
      sums + n, pitch, smaller(CNK_LANES, size.batch - n), last_row - first_row,
      all->result + n * size.outputs + first_row, size.outputs);
  }
}

static void batch_linear(
  cnk_linear_size size, const float *input, const float *weights, const float *bias, float *scratch,
  cnk_team *team, float *output
) {
  const ptrdiff_t groups = row_groups(size.outputs);
  batch_product product = batch_product_of(size, scratch, smaller(size.inputs, BATCH_DEPTH), batch_pitch(size));
  product.input = input;
  product.weights = weights;
  product.bias = bias;
  product.result = output;
  cnk_team_run(team, (size.inputs + CNK_LANES - 1) / CNK_LANES, turn_inputs_task, &product);
  cnk_team_run(team, (groups + BATCH_GROUPS - 1) / BATCH_GROUPS, batch_forward_task, &product);
}

/// Packs one group of samples' gradients.
static void pack_gradient_task(void *context, ptrdiff_t group, ptrdiff_t worker) {
  (void)worker;
  const batch_product *all = context;
  const cnk_linear_size size = all->size;
  const ptrdiff_t groups = row_groups(size.batch), row = part_start(group, groups, size.batch);
  pack_rows(
    all->gradient + row * size.outputs, size.outputs, part_start(group + 1, groups, size.batch) - row,
    size.outputs, all->packed + group * size.outputs * MATRIX_PITCH);
}

/// The gradients by MATRIX_COLUMNS inputs of all samples.
static void batch_input_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  const batch_product *all = context;
  const cnk_linear_size size = all->size;
  const ptrdiff_t first = index * MATRIX_COLUMNS, count = smaller(MATRIX_COLUMNS, size.inputs - first);
  // The weights of a few inputs lie far apart: together they are read as fast as anything.
  float *columns = all->scratch + worker * all->scratch_step;
  for (ptrdiff_t o = 0; o < size.outputs; o++) {
    const float *source = all->weights + o * size.inputs + first;
    CNK_UNROLL for (int v = 0; v < 2; v++) {
      const ptrdiff_t lanes = larger(0, smaller(CNK_LANES, count - v * CNK_LANES));
      store(columns + o * MATRIX_COLUMNS + v * CNK_LANES, load_first(source + v * CNK_LANES, lanes));
    }
  }
  const ptrdiff_t groups = row_groups(size.batch);
  for (ptrdiff_t group = 0; group < groups; group++) {
    const ptrdiff_t row = part_start(group, groups, size.batch);
    const group_product product = {
      .depth = size.outputs, .factors = all->packed + group * size.outputs * MATRIX_PITCH,
      .offsets = all->offsets, .columns = columns, .result = all->result + row * size.inputs + first,
      .result_step = size.inputs,
    };
    matrix_group(part_start(group + 1, groups, size.batch) - row, &product, 0, count);
  }
}

static void batch_linear_input_gradient(
  cnk_linear_size size, const float *gradient, const float *weights, float *scratch, cnk_team *team,
  float *input_gradient
) {
  batch_product product = batch_product_of(size, scratch, size.outputs, MATRIX_COLUMNS);
  product.gradient = gradient;
  product.weights = weights;
  product.result = input_gradient;
  cnk_team_run(team, row_groups(size.batch), pack_gradient_task, &product);
  cnk_team_run(team, (size.inputs + MATRIX_COLUMNS - 1) / MATRIX_COLUMNS, batch_input_task, &product);
}

/// Packs the gradients by one group of outputs.
static void pack_output_task(void *context, ptrdiff_t group, ptrdiff_t worker) {
  (void)worker;
  const batch_product *all = context;
  const cnk_linear_size size = all->size;
  const ptrdiff_t groups = row_groups(size.outputs), row = part_start(group, groups, size.outputs);
  pack_columns(
    all->gradient + row, size.outputs, part_start(group + 1, groups, size.outputs) - row, size.batch,
    all->packed + group * size.batch * MATRIX_PITCH);
}

/// Some groups of the weights' rows.
static void batch_weight_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  const batch_product *all = context;
  const cnk_linear_size size = all->size;
  const ptrdiff_t groups = row_groups(size.outputs);
  const ptrdiff_t first_group = index * BATCH_GROUPS, last_group = smaller(groups, first_group + BATCH_GROUPS);
  const ptrdiff_t first_row = part_start(first_group, groups, size.outputs);
  float *sums = all->scratch + worker * all->scratch_step;
  // Columns outside: those of one tile stay in the first-level cache while the groups pass.
  for (ptrdiff_t i = 0; i < size.inputs; i += MATRIX_COLUMNS) {
    for (ptrdiff_t group = first_group; group < last_group; group++) {
      const ptrdiff_t row = part_start(group, groups, size.outputs);
      const group_product product = {
        .depth = size.batch, .factors = all->packed + group * size.batch * MATRIX_PITCH,
        .offsets = all->offsets, .columns = all->input, .result = sums + (row - first_row) * size.inputs,
        .result_step = size.inputs,
      };
      matrix_group(
        part_start(group + 1, groups, size.outputs) - row, &product, i,
        smaller(size.inputs, i + MATRIX_COLUMNS));
    }
  }
  const ptrdiff_t last_row = part_start(last_group, groups, size.outputs);
  for (ptrdiff_t row = first_row; row < last_row; row++) {
    all->consume(
      all->context, worker, row * size.inputs, sums + (row - first_row) * size.inputs, size.inputs);
  }
}

static void batch_linear_weight_gradient(
  cnk_linear_size size, const float *input, const float *gradient, float *scratch, cnk_team *team,
  cnk_consume consume, void *context
) {
  const ptrdiff_t groups = row_groups(size.outputs);
  batch_product product = batch_product_of(size, scratch, size.batch, size.inputs);
  product.input = input;
  product.gradient = gradient;
  product.consume = consume;
  product.context = context;
  cnk_team_run(team, groups, pack_output_task, &product);
  cnk_team_run(team, (groups + BATCH_GROUPS - 1) / BATCH_GROUPS, batch_weight_task, &product);
}
