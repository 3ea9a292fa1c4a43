// Fully connected layers: each weight is read once for up to SAMPLES vectors of the batch. Nothing is skipped
// where it is zero, so that NaN spreads. Included after lanes.h.

#define SAMPLES 4
/// Weight rows that a pass reads side by side.
#define DOT_ROWS 4
#define AXPY_ROWS 8
#define OUTER_ROWS 4
/// Vectors of a row that the outer product sums up at once.
#define OUTER_VECTORS 2

typedef struct {
  ptrdiff_t inputs;
  ptrdiff_t outputs;
} linear_size;

CNK_INLINE vec load_used(const bool whole, const float *source, ptrdiff_t lanes) {
  return whole ? load(source) : load_first(source, lanes);
}

CNK_INLINE void store_used(const bool whole, float *target, vec values, ptrdiff_t lanes) {
  if (whole) store(target, values);
  else store_first(target, values, lanes);
}

/// The dot products of `rows` weight rows with `samples` inputs.
CNK_INLINE void linear_dots(
  const int rows, const int samples, linear_size size, const float *input, const float *weights,
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
  const int samples, linear_size size, const float *input, const float *weights, float *output
) {
  ptrdiff_t o = 0;
  for (; o + DOT_ROWS <= size.outputs; o += DOT_ROWS) {
    linear_dots(DOT_ROWS, samples, size, input, weights + o * size.inputs, output + o);
  }
  for (; o < size.outputs; o++) {
    linear_dots(1, samples, size, input, weights + o * size.inputs, output + o);
  }
}

static void linear(
  ptrdiff_t batch, ptrdiff_t inputs, ptrdiff_t outputs, const float *input, const float *weights,
  float *output
) {
  const linear_size size = {inputs, outputs};
  for (ptrdiff_t n = 0; n < batch; n += SAMPLES) {
    const float *x = input + n * inputs;
    float *y = output + n * outputs;
    switch (smaller(SAMPLES, batch - n)) {
      case 1: linear_samples(1, size, x, weights, y); break;
      case 2: linear_samples(2, size, x, weights, y); break;
      case 3: linear_samples(3, size, x, weights, y); break;
      default: linear_samples(SAMPLES, size, x, weights, y); break;
    }
  }
}

/// One vector, `lanes` of it used, of the input gradient's sum over `rows` weight rows; `first` starts it.
CNK_INLINE void linear_axpy(
  const int rows, const bool whole, ptrdiff_t lanes, ptrdiff_t samples, linear_size size, bool first,
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

CNK_INLINE void linear_axpy_rows(
  const int rows, ptrdiff_t samples, linear_size size, bool first, const float *gradient,
  const float *weights, float *input_gradient
) {
  ptrdiff_t i = 0;
  for (; i + CNK_LANES <= size.inputs; i += CNK_LANES) {
    linear_axpy(rows, true, CNK_LANES, samples, size, first, gradient, weights + i, input_gradient + i);
  }
  if (i < size.inputs) {
    const ptrdiff_t rest = size.inputs - i;
    linear_axpy(rows, false, rest, samples, size, first, gradient, weights + i, input_gradient + i);
  }
}

static void linear_input_gradient(
  ptrdiff_t batch, ptrdiff_t inputs, ptrdiff_t outputs, const float *gradient, const float *weights,
  float *input_gradient
) {
  const linear_size size = {inputs, outputs};
  for (ptrdiff_t n = 0; n < batch; n += SAMPLES) {
    const ptrdiff_t samples = smaller(SAMPLES, batch - n);
    const float *dy = gradient + n * outputs;
    float *dx = input_gradient + n * inputs;
    ptrdiff_t o = 0;
    for (; o + AXPY_ROWS <= outputs; o += AXPY_ROWS) {
      if (samples == 1) {
        linear_axpy_rows(AXPY_ROWS, 1, size, o == 0, dy + o, weights + o * inputs, dx);
      } else {
        linear_axpy_rows(AXPY_ROWS, samples, size, o == 0, dy + o, weights + o * inputs, dx);
      }
    }
    for (; o < outputs; o++) linear_axpy_rows(1, samples, size, o == 0, dy + o, weights + o * inputs, dx);
  }
}

/// `rows` rows x `vectors` vectors, `lanes` used of the last, of the outer products' sum over the batch.
CNK_INLINE void linear_outer(
  const int rows, const int vectors, const bool whole, ptrdiff_t lanes, ptrdiff_t batch, linear_size size,
  const float *input, const float *gradient, float *weight_gradient
) {
  vec sums[OUTER_ROWS * OUTER_VECTORS];
  CNK_UNROLL for (int k = 0; k < rows * vectors; k++) sums[k] = 0;
  for (ptrdiff_t n = 0; n < batch; n++, input += size.inputs, gradient += size.outputs) {
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
  const int rows, ptrdiff_t batch, linear_size size, const float *input, const float *gradient,
  float *weight_gradient
) {
  ptrdiff_t i = 0;
  for (; i + OUTER_VECTORS * CNK_LANES <= size.inputs; i += OUTER_VECTORS * CNK_LANES) {
    linear_outer(rows, OUTER_VECTORS, true, CNK_LANES, batch, size, input + i, gradient, weight_gradient + i);
  }
  for (; i < size.inputs; i += CNK_LANES) {
    const ptrdiff_t lanes = smaller(CNK_LANES, size.inputs - i);
    linear_outer(rows, 1, false, lanes, batch, size, input + i, gradient, weight_gradient + i);
  }
}

static void linear_weight_gradient(
  ptrdiff_t batch, ptrdiff_t inputs, ptrdiff_t outputs, const float *input, const float *gradient,
  float *weight_gradient
) {
  const linear_size size = {inputs, outputs};
  ptrdiff_t o = 0;
  for (; o + OUTER_ROWS <= outputs; o += OUTER_ROWS) {
    linear_outer_rows(OUTER_ROWS, batch, size, input, gradient + o, weight_gradient + o * inputs);
  }
  for (; o < outputs; o++) {
    linear_outer_rows(1, batch, size, input, gradient + o, weight_gradient + o * inputs);
  }
}
