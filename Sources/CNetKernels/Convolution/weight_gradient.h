// How the weights' gradient is cut into tasks. Included after convolution.h.
//
// It is made for GRADIENT_CHANNELS output channels at a time and handed out row by row. A few output channels are too
// few tasks: their rows are made in parts, input channel by input channel, and handed out at the end.

#if CNK_LANES == 16 || defined(__aarch64__)
#define GRADIENT_CHANNELS 5
#define GRADIENT_TAPS 5
#else
#define GRADIENT_CHANNELS 3
#define GRADIENT_TAPS 4
#endif
/// Vectors of sums over output channels and neighbouring taps, in whole groups of CNK_LANES.
#define GRADIENT_SUMS ((GRADIENT_CHANNELS * GRADIENT_TAPS + CNK_LANES - 1) / CNK_LANES * CNK_LANES)

/// Output and input channels of one task.
typedef struct {
  ptrdiff_t first_output;
  ptrdiff_t outputs;
  ptrdiff_t first_input;
  ptrdiff_t last_input;
} weight_gradient_part;

typedef struct CNK_SHARED {
  const cnk_convolution *shape;
  /// Writes a part's weights to `result`, where the part's rows start.
  void (*make)(void *context, const weight_gradient_part *part, ptrdiff_t worker, float *result);
  cnk_consume consume;
  void *context;
  /// Set by `run_weight_gradient`.
  ptrdiff_t parts;
  float *results;
} weight_gradient_tasks;

CNK_INLINE ptrdiff_t weight_gradient_groups(const cnk_convolution *shape) {
  return (shape->output_channels + GRADIENT_CHANNELS - 1) / GRADIENT_CHANNELS;
}

CNK_INLINE ptrdiff_t weight_gradient_parts(const cnk_convolution *shape, ptrdiff_t threads) {
  const bool has_enough = threads == 1 || weight_gradient_groups(shape) >= 2 * threads;
  return has_enough ? 1 : smaller(shape->input_channels, 2 * threads);
}

/// Floats for the rows that are being made.
CNK_INLINE ptrdiff_t weight_gradient_scratch(const cnk_convolution *shape, ptrdiff_t threads) {
  const ptrdiff_t row = shape->input_channels * shape->kernel_size * shape->kernel_size;
  return (threads == 1 ? 1 : 2 * threads) * GRADIENT_CHANNELS * row;
}

CNK_INLINE weight_gradient_part weight_gradient_part_of(const weight_gradient_tasks *all, ptrdiff_t index) {
  const cnk_convolution *shape = all->shape;
  const ptrdiff_t groups = weight_gradient_groups(shape), group = index / all->parts,
    part = index % all->parts;
  const ptrdiff_t first = part_start(group, groups, shape->output_channels);
  return (weight_gradient_part){
    .first_output = first,
    .outputs = part_start(group + 1, groups, shape->output_channels) - first,
    .first_input = part_start(part, all->parts, shape->input_channels),
    .last_input = part_start(part + 1, all->parts, shape->input_channels),
  };
}

static void make_weight_gradient(void *context, ptrdiff_t index, ptrdiff_t worker) {
  const weight_gradient_tasks *all = context;
  const weight_gradient_part part = weight_gradient_part_of(all, index);
  const ptrdiff_t row = all->shape->input_channels * all->shape->kernel_size * all->shape->kernel_size;
  if (all->parts > 1) {
    all->make(context, &part, worker, all->results + part.first_output * row);
  } else {
    float *result = all->results + worker * GRADIENT_CHANNELS * row;
    all->make(context, &part, worker, result);
    all->consume(all->context, worker, part.first_output * row, result, part.outputs * row);
  }
}

/// `all` is the first member of the structure that `make` gets as its context.
CNK_INLINE void run_weight_gradient(weight_gradient_tasks *all, float *results, cnk_team *team) {
  const cnk_convolution *shape = all->shape;
  const ptrdiff_t row = shape->input_channels * shape->kernel_size * shape->kernel_size;
  const ptrdiff_t groups = weight_gradient_groups(shape);
  all->results = results;
  all->parts = weight_gradient_parts(shape, cnk_team_size(team));
  cnk_team_run(team, groups * all->parts, make_weight_gradient, all);
  if (all->parts == 1) return;
  for (ptrdiff_t group = 0; group < groups; group++) {
    const weight_gradient_part part = weight_gradient_part_of(all, group * all->parts);
    all->consume(
      all->context, 0, part.first_output * row, results + part.first_output * row, part.outputs * row);
  }
}
