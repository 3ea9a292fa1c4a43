// Fully connected layers: each weight is read once for up to SAMPLES vectors of the batch. Nothing is skipped
// where it is zero, so that NaN spreads. Included after Vectors.

#define SAMPLES 4
/// Weight rows that a pass reads side by side.
#define DOT_ROWS 4
#define AXPY_ROWS 8
#define OUTER_ROWS 4
/// Vectors of a row that the outer product sums up at once.
#define OUTER_VECTORS 2

/// Weights of one task's rows, about: 128 KB, some microseconds out of memory.
#define TASK_WEIGHTS 32768
/// Vectors of a row that one task sums up in the input gradient, at least.
#define TASK_VECTORS 4

/// A product of a fully connected layer, cut into tasks of `step` rows or columns of the weights.
typedef struct CNK_SHARED {
  cnk_linear_size size;
  ptrdiff_t step;
  const float *input;
  const float *gradient;
  const float *weights;
  float *result;
  cnk_scratch scratch;
  cnk_consume consume;
  void *context;
} linear_product;

/// Rows of one task, a multiple of `group`; all of them if there is nobody to share them with.
CNK_INLINE ptrdiff_t rows_of_task(cnk_linear_size size, ptrdiff_t group, const cnk_team *team) {
  if (cnk_team_size(team) == 1) return size.outputs;
  return (TASK_WEIGHTS / size.inputs + group) / group * group;
}

CNK_INLINE void run_tasks(linear_product *product, ptrdiff_t extent, cnk_task task, cnk_team *team) {
  cnk_team_run(team, (extent + product->step - 1) / product->step, task, product);
}

/// The dot products of `rows` weight rows with `samples` inputs.
CNK_INLINE void linear_dots(
  const int rows, const int samples, cnk_linear_size size, const float *input, const float *weights,
  float *output
) {
  vec sums[DOT_ROWS * SAMPLES];
  CNK_UNROLL for (int n = 0; n < rows * samples; n++) sums[n] = 0;
  ptrdiff_t i = 0;
  for (; i + CNK_LANES <= size.inputs; i += CNK_LANES) {
    CNK_UNROLL for (int r = 0; r < rows; r++) {
      const vec w = load(weights + r * size.inputs + i);
      CNK_UNROLL for (int s = 0; s < samples; s++) {
        sums[r * samples + s] += w * load(input + s * size.inputs + i);
      }
    }
  }
  if (i < size.inputs) {
    const ptrdiff_t rest = size.inputs - i;
    CNK_UNROLL for (int r = 0; r < rows; r++) {
      const vec w = load_first(weights + r * size.inputs + i, rest);
      CNK_UNROLL for (int s = 0; s < samples; s++) {
        sums[r * samples + s] += w * load_first(input + s * size.inputs + i, rest);
      }
    }
  }
  CNK_UNROLL for (int r = 0; r < rows; r++) {
    CNK_UNROLL for (int s = 0; s < samples; s++) {
      output[s * size.outputs + r] = sum_of_lanes(sums[r * samples + s]);
    }
  }
}

CNK_INLINE void linear_samples(
  const int samples, const linear_product *product, ptrdiff_t first_sample, ptrdiff_t first_row,
  ptrdiff_t last_row
) {
  const cnk_linear_size size = product->size;
  const float *input = product->input + first_sample * size.inputs;
  float *output = product->result + first_sample * size.outputs;
  ptrdiff_t o = first_row;
  for (; o + DOT_ROWS <= last_row; o += DOT_ROWS) {
    linear_dots(DOT_ROWS, samples, size, input, product->weights + o * size.inputs, output + o);
  }
  for (; o < last_row; o++) {
    linear_dots(1, samples, size, input, product->weights + o * size.inputs, output + o);
  }
}

static void linear_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const linear_product *product = context;
  const ptrdiff_t first = index * product->step, batch = product->size.batch;
  const ptrdiff_t last = smaller(product->size.outputs, first + product->step);
  for (ptrdiff_t n = 0; n < batch; n += SAMPLES) {
    switch (smaller(SAMPLES, batch - n)) {
      case 1: linear_samples(1, product, n, first, last); break;
      case 2: linear_samples(2, product, n, first, last); break;
      case 3: linear_samples(3, product, n, first, last); break;
      default: linear_samples(SAMPLES, product, n, first, last); break;
    }
  }
}

static void linear(
  cnk_linear_size size, const float *input, const float *weights, float *output, cnk_team *team
) {
  linear_product product = {
    .size = size,
    .step = rows_of_task(size, DOT_ROWS, team),
    .input = input,
    .weights = weights,
    .result = output,
  };
  run_tasks(&product, size.outputs, linear_task, team);
}

/// One vector, `lanes` of it used, of the input gradient's sum over `rows` weight rows; `first` starts it.
CNK_INLINE void linear_axpy(
  const int rows, const bool whole, ptrdiff_t lanes, ptrdiff_t samples, cnk_linear_size size, bool first,
  const float *gradient, const float *weights, float *input_gradient
) {
  vec w[AXPY_ROWS];
  CNK_UNROLL for (int r = 0; r < rows; r++) w[r] = load_used(whole, weights + r * size.inputs, lanes);
  for (ptrdiff_t s = 0; s < samples; s++) {
    const float *dy = gradient + s * size.outputs;
    float *dx = input_gradient + s * size.inputs;
    vec sum = 0;
    if (!first) sum = load_used(whole, dx, lanes);
    CNK_UNROLL for (int r = 0; r < rows; r++) sum += dy[r] * w[r];
    store_used(whole, dx, sum, lanes);
  }
}

/// A sum over `rows` weight rows for the first `columns` inputs from where the pointers are.
CNK_INLINE void linear_axpy_rows(
  const int rows, ptrdiff_t samples, cnk_linear_size size, ptrdiff_t columns, bool first,
  const float *gradient, const float *weights, float *input_gradient
) {
  ptrdiff_t i = 0;
  for (; i + CNK_LANES <= columns; i += CNK_LANES) {
    linear_axpy(rows, true, CNK_LANES, samples, size, first, gradient, weights + i, input_gradient + i);
  }
  if (i < columns) {
    const ptrdiff_t rest = columns - i;
    linear_axpy(rows, false, rest, samples, size, first, gradient, weights + i, input_gradient + i);
  }
}

static void linear_input_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const linear_product *product = context;
  const cnk_linear_size size = product->size;
  const ptrdiff_t column = index * product->step;
  const ptrdiff_t columns = smaller(product->step, size.inputs - column);
  for (ptrdiff_t n = 0; n < size.batch; n += SAMPLES) {
    const ptrdiff_t samples = smaller(SAMPLES, size.batch - n);
    const float *dy = product->gradient + n * size.outputs;
    const float *w = product->weights + column;
    float *dx = product->result + n * size.inputs + column;
    ptrdiff_t o = 0;
    for (; o + AXPY_ROWS <= size.outputs; o += AXPY_ROWS) {
      if (samples == 1) {
        linear_axpy_rows(AXPY_ROWS, 1, size, columns, o == 0, dy + o, w + o * size.inputs, dx);
      } else {
        linear_axpy_rows(AXPY_ROWS, samples, size, columns, o == 0, dy + o, w + o * size.inputs, dx);
      }
    }
    for (; o < size.outputs; o++) {
      linear_axpy_rows(1, samples, size, columns, o == 0, dy + o, w + o * size.inputs, dx);
    }
  }
}

static void linear_input_gradient(
  cnk_linear_size size, const float *gradient, const float *weights, float *input_gradient, cnk_team *team
) {
  linear_product product = {
    .size = size,
    .step = size.inputs,
    .gradient = gradient,
    .weights = weights,
    .result = input_gradient,
  };
  if (cnk_team_size(team) > 1) {
    // Four tasks a thread make up for a slow one; whole vectors give the same bits for every cut.
    const ptrdiff_t vectors = size.inputs / (4 * cnk_team_size(team) * CNK_LANES);
    product.step = larger(TASK_VECTORS, vectors + 1) * CNK_LANES;
  }
  run_tasks(&product, size.inputs, linear_input_task, team);
}

/// `rows` rows x `vectors` vectors, `lanes` used of the last, of the outer products' sum over the batch.
CNK_INLINE void linear_outer(
  const int rows, const int vectors, const bool whole, ptrdiff_t lanes, cnk_linear_size size,
  const float *input, const float *gradient, float *weight_gradient
) {
  vec sums[OUTER_ROWS * OUTER_VECTORS];
  CNK_UNROLL for (int k = 0; k < rows * vectors; k++) sums[k] = 0;
  for (ptrdiff_t n = 0; n < size.batch; n++, input += size.inputs, gradient += size.outputs) {
    CNK_UNROLL for (int j = 0; j < vectors; j++) {
      const vec x = load_used(whole, input + j * CNK_LANES, lanes);
      CNK_UNROLL for (int r = 0; r < rows; r++) sums[r * vectors + j] += gradient[r] * x;
    }
  }
  CNK_UNROLL for (int r = 0; r < rows; r++) {
    CNK_UNROLL for (int j = 0; j < vectors; j++) {
      float *target = weight_gradient + r * size.inputs + j * CNK_LANES;
      store_used(whole, target, sums[r * vectors + j], lanes);
    }
  }
}

CNK_INLINE void linear_outer_rows(
  const int rows, cnk_linear_size size, const float *input, const float *gradient, float *weight_gradient
) {
  ptrdiff_t i = 0;
  for (; i + OUTER_VECTORS * CNK_LANES <= size.inputs; i += OUTER_VECTORS * CNK_LANES) {
    linear_outer(rows, OUTER_VECTORS, true, CNK_LANES, size, input + i, gradient, weight_gradient + i);
  }
  for (; i < size.inputs; i += CNK_LANES) {
    const ptrdiff_t lanes = smaller(CNK_LANES, size.inputs - i);
    linear_outer(rows, 1, false, lanes, size, input + i, gradient, weight_gradient + i);
  }
}

static void linear_weight_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  const linear_product *product = context;
  const cnk_linear_size size = product->size;
  const ptrdiff_t last = smaller(size.outputs, (index + 1) * product->step);
  float *rows = product->scratch.first + worker * product->scratch.stride;
  for (ptrdiff_t o = index * product->step; o < last;) {
    const float *dy = product->gradient + o;
    const ptrdiff_t count = o + OUTER_ROWS <= last ? OUTER_ROWS : 1;
    if (count == OUTER_ROWS) linear_outer_rows(OUTER_ROWS, size, product->input, dy, rows);
    else linear_outer_rows(1, size, product->input, dy, rows);
    product->consume(product->context, worker, o * size.inputs, rows, count * size.inputs);
    o += count;
  }
}

static void linear_weight_gradient(
  cnk_linear_size size, const float *input, const float *gradient, cnk_scratch scratch, cnk_team *team,
  cnk_consume consume, void *context
) {
  linear_product product = {
    .size = size,
    .step = rows_of_task(size, OUTER_ROWS, team),
    .input = input,
    .gradient = gradient,
    .scratch = scratch,
    .consume = consume,
    .context = context,
  };
  run_tasks(&product, size.outputs, linear_weight_task, team);
}
