// Biases of planes of pixels, a channel each. Included after Vectors.

typedef struct CNK_SHARED {
  ptrdiff_t batch, channels, pixels;
  const float *bias;
  const float *gradient;
  float *result;
} bias_task;

static void add_bias_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const bias_task *all = context;
  const float bias = all->bias[index % all->channels];
  float *plane = all->result + index * all->pixels;
  for (ptrdiff_t i = 0; i < all->pixels; i += CNK_LANES) {
    const ptrdiff_t lanes = smaller(CNK_LANES, all->pixels - i);
    store_first(plane + i, load_first(plane + i, lanes) + bias, lanes);
  }
}

/// values[n][c][i] += bias[c]; null is a bias of 0.
static void add_bias(
  ptrdiff_t batch, ptrdiff_t channels, ptrdiff_t pixels, const float *bias, float *values, cnk_team *team
) {
  if (bias == NULL) return;
  bias_task all = {.batch = batch, .channels = channels, .pixels = pixels, .bias = bias, .result = values};
  cnk_team_run(team, batch * channels, add_bias_task, &all);
}

/// The sum of one channel's planes: image by image in double, so that long sums stay as exact as short ones.
static void bias_gradient_task(void *context, ptrdiff_t channel, ptrdiff_t worker) {
  (void)worker;
  const bias_task *all = context;
  double sum = 0;
  for (ptrdiff_t n = 0; n < all->batch; n++) {
    const float *plane = all->gradient + (n * all->channels + channel) * all->pixels;
    vec sums[2] = {0, 0};
    ptrdiff_t i = 0;
    for (; i + 2 * CNK_LANES <= all->pixels; i += 2 * CNK_LANES) {
      sums[0] += load(plane + i);
      sums[1] += load(plane + i + CNK_LANES);
    }
    for (; i < all->pixels; i += CNK_LANES) {
      sums[0] += load_first(plane + i, smaller(CNK_LANES, all->pixels - i));
    }
    sum += sum_of_lanes(sums[0] + sums[1]);
  }
  all->result[channel] = (float)sum;
}

/// A vector of features, summed over the batch.
static void feature_gradient_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const bias_task *all = context;
  const ptrdiff_t first = index * CNK_LANES, lanes = smaller(CNK_LANES, all->channels - first);
  vec sum = 0;
  for (ptrdiff_t n = 0; n < all->batch; n++) sum += load_first(all->gradient + n * all->channels + first, lanes);
  store_first(all->result + first, sum, lanes);
}

static void bias_gradient(
  ptrdiff_t batch, ptrdiff_t channels, ptrdiff_t pixels, const float *gradient, float *result, cnk_team *team
) {
  bias_task all = {
    .batch = batch, .channels = channels, .pixels = pixels, .gradient = gradient, .result = result};
  if (pixels == 1) {
    cnk_team_run(team, (channels + CNK_LANES - 1) / CNK_LANES, feature_gradient_task, &all);
  } else {
    cnk_team_run(team, channels, bias_gradient_task, &all);
  }
}
