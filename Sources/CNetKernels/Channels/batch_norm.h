// Batch normalisation. A task is one channel, whose values of all images stay in the second-level cache between the
// passes; where each image has one value a channel it is a vector of channels. Sums are in float within an image and in
// double over the images. Included after Update.

/// What the tasks of one normalisation share; pointers that its direction does not need are null.
typedef struct CNK_SHARED {
  cnk_channels shape;
  cnk_batch_norm norm;
  /// Whether mean and variance are first made of the input.
  bool measures;
  const float *input;
  const float *gradient;
  float *result;
  float *scale_gradient, *shift_gradient;
} batch_norm_task;

/// A task's channels: a lane each, or one in all lanes.
typedef struct {
  /// Channels are in the lanes.
  bool spread;
  ptrdiff_t channel, channels;
  /// An image's values, `count` side by side, and from one image's to the next.
  ptrdiff_t first, count, step;
} channel_group;

CNK_INLINE channel_group channel_group_of(const bool spread, const cnk_channels *shape, ptrdiff_t index) {
  channel_group group = {.spread = spread, .step = shape->channels * shape->positions};
  group.channel = spread ? index * CNK_LANES : index;
  group.channels = spread ? smaller(CNK_LANES, shape->channels - group.channel) : 1;
  group.first = group.channel * shape->positions;
  group.count = spread ? group.channels : shape->positions;
  return group;
}

/// One number of each of the group's channels; null is 1.
CNK_INLINE vec channel_numbers(const channel_group *group, const float *numbers) {
  if (numbers == NULL) return 1;
  return group->spread ? load_first(numbers + group->channel, group->channels) : numbers[group->channel];
}

CNK_INLINE void store_channel_numbers(const channel_group *group, float *numbers, vec values) {
  store_first(numbers + group->channel, values, group->channels);
}

/// Adds an image's lanes to the channels' sums.
CNK_INLINE void add_lanes(const channel_group *group, wide_vec *sum, vec lanes) {
  *sum += group->spread ? __builtin_convertvector(lanes, wide_vec) : (wide_vec)(double)sum_of_lanes(lanes);
}

CNK_INLINE void measure_channels(const batch_norm_task *all, const channel_group *group) {
  const double count = (double)(all->shape.batch * all->shape.positions);
  wide_vec sum = 0, squares = 0;
  for (ptrdiff_t n = 0; n < all->shape.batch; n++) {
    const float *x = all->input + group->first + n * group->step;
    vec sums[2] = {0, 0};
    ptrdiff_t i = 0;
    for (; i + 2 * CNK_LANES <= group->count; i += 2 * CNK_LANES) {
      sums[0] += load(x + i);
      sums[1] += load(x + i + CNK_LANES);
    }
    for (; i < group->count; i += CNK_LANES) sums[0] += load_first(x + i, smaller(CNK_LANES, group->count - i));
    add_lanes(group, &sum, sums[0] + sums[1]);
  }
  const vec mean = __builtin_convertvector(sum / count, vec);
  for (ptrdiff_t n = 0; n < all->shape.batch; n++) {
    const float *x = all->input + group->first + n * group->step;
    vec sums[2] = {0, 0};
    ptrdiff_t i = 0;
    for (; i + 2 * CNK_LANES <= group->count; i += 2 * CNK_LANES) {
      const vec a = load(x + i) - mean, b = load(x + i + CNK_LANES) - mean;
      sums[0] += a * a;
      sums[1] += b * b;
    }
    for (; i < group->count; i += CNK_LANES) {
      const ptrdiff_t lanes = smaller(CNK_LANES, group->count - i);
      const vec a = first_of(load_first(x + i, lanes) - mean, lanes);
      sums[0] += a * a;
    }
    add_lanes(group, &squares, sums[0] + sums[1]);
  }
  store_channel_numbers(group, all->norm.mean, mean);
  store_channel_numbers(group, all->norm.variance, __builtin_convertvector(squares / count, vec));
}

/// 1 / sqrt(variance + epsilon), in double.
CNK_INLINE void channel_reciprocals(const batch_norm_task *all, const channel_group *group, wide_vec *result) {
  const vec variance = channel_numbers(group, all->norm.variance);
  *result = 1 / __builtin_elementwise_sqrt(__builtin_convertvector(variance, wide_vec) + all->norm.epsilon);
}

/// scale / sqrt(variance + epsilon).
CNK_INLINE vec channel_factors(const batch_norm_task *all, const channel_group *group, const wide_vec *reciprocal) {
  const vec scale = channel_numbers(group, all->norm.scale);
  return __builtin_convertvector(*reciprocal * __builtin_convertvector(scale, wide_vec), vec);
}

CNK_INLINE void normalize_channels(const bool spread, const batch_norm_task *all, ptrdiff_t index) {
  const channel_group group = channel_group_of(spread, &all->shape, index);
  if (all->measures) measure_channels(all, &group);
  wide_vec reciprocal;
  channel_reciprocals(all, &group, &reciprocal);
  const vec factor = channel_factors(all, &group, &reciprocal), zero = 0;
  const vec mean = channel_numbers(&group, all->norm.mean), shift = channel_numbers(&group, all->norm.shift);
  const bool rectifies = all->norm.rectifies;
  for (ptrdiff_t n = 0; n < all->shape.batch; n++) {
    const float *x = all->input + group.first + n * group.step;
    float *y = all->result + group.first + n * group.step;
    for (ptrdiff_t i = 0; i < group.count; i += CNK_LANES) {
      const ptrdiff_t lanes = smaller(CNK_LANES, group.count - i);
      const vec z = (load_used(lanes == CNK_LANES, x + i, lanes) - mean) * factor + shift;
      store_used(lanes == CNK_LANES, y + i, rectifies ? (z < zero ? zero : z) : z, lanes);
    }
  }
}

static void normalize_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const batch_norm_task *all = context;
  if (all->shape.positions == 1) normalize_channels(true, all, index);
  else normalize_channels(false, all, index);
}

/// One vector of the gradient by what the normalisation has made, behind a rectified linear unit or not.
CNK_INLINE vec gradient_of_normalized(
  const bool rectifies, const bool whole, ptrdiff_t lanes, const float *dy, vec difference, vec factor, vec shift
) {
  const vec gradient = load_used(whole, dy, lanes), zero = 0;
  if (!rectifies) return gradient;
  return gradient * (difference * factor + shift <= zero ? zero : zero + 1);
}

CNK_INLINE void normalize_channels_backward(
  const bool spread, const bool rectifies, const batch_norm_task *all, ptrdiff_t index
) {
  const channel_group group = channel_group_of(spread, &all->shape, index);
  const double count = (double)(all->shape.batch * all->shape.positions);
  wide_vec reciprocal;
  channel_reciprocals(all, &group, &reciprocal);
  const vec factor = channel_factors(all, &group, &reciprocal);
  const vec mean = channel_numbers(&group, all->norm.mean), shift = channel_numbers(&group, all->norm.shift);
  wide_vec sum = 0, product = 0;
  for (ptrdiff_t n = 0; n < all->shape.batch; n++) {
    const float *x = all->input + group.first + n * group.step;
    const float *dy = all->gradient + group.first + n * group.step;
    vec sums = 0, products = 0;
    for (ptrdiff_t i = 0; i < group.count; i += CNK_LANES) {
      const ptrdiff_t lanes = smaller(CNK_LANES, group.count - i);
      const bool whole = lanes == CNK_LANES;
      const vec difference = load_used(whole, x + i, lanes) - mean;
      const vec gradient = gradient_of_normalized(rectifies, whole, lanes, dy + i, difference, factor, shift);
      sums += gradient;
      products += gradient * difference;
    }
    add_lanes(&group, &sum, sums);
    add_lanes(&group, &product, products);
  }
  product *= reciprocal;
  store_channel_numbers(&group, all->shift_gradient, __builtin_convertvector(sum, vec));
  if (all->scale_gradient != NULL) {
    store_channel_numbers(&group, all->scale_gradient, __builtin_convertvector(product, vec));
  }
  if (all->result == NULL) return;
  const vec offset = __builtin_convertvector(sum / count, vec);
  const vec slope = __builtin_convertvector(product / count * reciprocal, vec);
  for (ptrdiff_t n = 0; n < all->shape.batch; n++) {
    const float *x = all->input + group.first + n * group.step;
    const float *dy = all->gradient + group.first + n * group.step;
    float *dx = all->result + group.first + n * group.step;
    for (ptrdiff_t i = 0; i < group.count; i += CNK_LANES) {
      const ptrdiff_t lanes = smaller(CNK_LANES, group.count - i);
      const bool whole = lanes == CNK_LANES;
      const vec difference = load_used(whole, x + i, lanes) - mean;
      const vec gradient = gradient_of_normalized(rectifies, whole, lanes, dy + i, difference, factor, shift);
      store_used(whole, dx + i, factor * (gradient - offset - difference * slope), lanes);
    }
  }
}

static void normalize_backward_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const batch_norm_task *all = context;
  const bool rectifies = all->norm.rectifies;
  if (all->shape.positions == 1) {
    if (rectifies) normalize_channels_backward(true, true, all, index);
    else normalize_channels_backward(true, false, all, index);
  } else {
    if (rectifies) normalize_channels_backward(false, true, all, index);
    else normalize_channels_backward(false, false, all, index);
  }
}

CNK_INLINE void run_batch_norm(batch_norm_task *all, cnk_task task, cnk_team *team) {
  const ptrdiff_t channels = all->shape.channels;
  cnk_team_run(team, all->shape.positions == 1 ? (channels + CNK_LANES - 1) / CNK_LANES : channels, task, all);
}

static void normalize(
  cnk_channels shape, bool measures, const float *input, cnk_batch_norm norm, float *output, cnk_team *team
) {
  batch_norm_task all = {.shape = shape, .norm = norm, .measures = measures, .input = input, .result = output};
  run_batch_norm(&all, normalize_task, team);
}

static void normalize_backward(
  cnk_channels shape, const float *input, const float *gradient, cnk_batch_norm norm, float *result,
  float *scale_gradient, float *shift_gradient, cnk_team *team
) {
  batch_norm_task all = {
    .shape = shape, .norm = norm, .input = input, .gradient = gradient, .result = result,
    .scale_gradient = scale_gradient, .shift_gradient = shift_gradient,
  };
  run_batch_norm(&all, normalize_backward_task, team);
}
