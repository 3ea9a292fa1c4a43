// Local response normalisation with the exponent 3/4: y = x / b^(3/4), b = bias + share * the sum of squares of
// neighbouring channels. A task is one image. Included after Vectors.

typedef struct CNK_SHARED {
  cnk_channels shape;
  cnk_response_norm norm;
  const float *input;
  const float *output;
  const float *gradient;
  float *bases;
  float *result;
  cnk_scratch scratch;
} response_task;

/// values^(-3/4).
CNK_INLINE vec inverse_three_quarters(vec values) {
  const vec root = __builtin_elementwise_sqrt(values);
  return 1 / (root * __builtin_elementwise_sqrt(root));
}

/// The sum over the channels from c - before to c + after, as far as there are such.
CNK_INLINE vec neighbour_sum(
  const float *terms, ptrdiff_t channels, ptrdiff_t c, ptrdiff_t before, ptrdiff_t after
) {
  const ptrdiff_t last = smaller(channels - 1, c + after);
  vec sum = 0;
  for (ptrdiff_t other = larger(0, c - before); other <= last; other++) sum += load(terms + other * CNK_LANES);
  return sum;
}

static void normalize_responses_task(void *context, ptrdiff_t image, ptrdiff_t worker) {
  const response_task *all = context;
  const ptrdiff_t channels = all->shape.channels, positions = all->shape.positions, size = all->norm.size;
  float *squares = all->scratch.first + worker * all->scratch.stride;
  for (ptrdiff_t p = 0; p < positions; p += CNK_LANES) {
    const ptrdiff_t lanes = smaller(CNK_LANES, positions - p), first = image * channels * positions + p;
    for (ptrdiff_t c = 0; c < channels; c++) {
      const vec x = load_first(all->input + first + c * positions, lanes);
      store(squares + c * CNK_LANES, x * x);
    }
    for (ptrdiff_t c = 0; c < channels; c++) {
      const vec base =
        all->norm.bias + all->norm.share * neighbour_sum(squares, channels, c, size / 2, (size - 1) / 2);
      const ptrdiff_t i = first + c * positions;
      store_first(all->bases + i, base, lanes);
      store_first(all->result + i, load_first(all->input + i, lanes) * inverse_three_quarters(base), lanes);
    }
  }
}

static void normalize_responses(
  cnk_channels shape, cnk_response_norm norm, const float *input, float *bases, float *output,
  cnk_scratch scratch, cnk_team *team
) {
  response_task all = {
    .shape = shape, .norm = norm, .input = input, .bases = bases, .result = output, .scratch = scratch};
  cnk_team_run(team, shape.batch, normalize_responses_task, &all);
}

static void normalize_responses_backward_task(void *context, ptrdiff_t image, ptrdiff_t worker) {
  const response_task *all = context;
  const ptrdiff_t channels = all->shape.channels, positions = all->shape.positions, size = all->norm.size;
  float *terms = all->scratch.first + worker * all->scratch.stride;
  // d b^(-3/4) / d x^2, twice: -3/4 b^(-7/4) share 2 x.
  const float share = 1.5f * all->norm.share;
  for (ptrdiff_t p = 0; p < positions; p += CNK_LANES) {
    const ptrdiff_t lanes = smaller(CNK_LANES, positions - p), first = image * channels * positions + p;
    for (ptrdiff_t c = 0; c < channels; c++) {
      const ptrdiff_t i = first + c * positions;
      // Beyond the last position 0 is divided by 0: those lanes are not stored.
      store(
        terms + c * CNK_LANES,
        load_first(all->gradient + i, lanes) * load_first(all->output + i, lanes)
          / load_first(all->bases + i, lanes));
    }
    for (ptrdiff_t c = 0; c < channels; c++) {
      const ptrdiff_t i = first + c * positions;
      const vec sum = neighbour_sum(terms, channels, c, (size - 1) / 2, size / 2);
      const vec direct = load_first(all->gradient + i, lanes)
        * inverse_three_quarters(load_first(all->bases + i, lanes));
      store_first(all->result + i, direct - share * load_first(all->input + i, lanes) * sum, lanes);
    }
  }
}

static void normalize_responses_backward(
  cnk_channels shape, cnk_response_norm norm, const float *input, const float *output, const float *bases,
  const float *gradient, float *result, cnk_scratch scratch, cnk_team *team
) {
  response_task all = {
    .shape = shape, .norm = norm, .input = input, .output = output, .gradient = gradient,
    .bases = (float *)bases, .result = result, .scratch = scratch,
  };
  cnk_team_run(team, shape.batch, normalize_responses_backward_task, &all);
}
