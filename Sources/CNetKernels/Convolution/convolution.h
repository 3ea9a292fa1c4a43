// What all convolutions share: shapes, the layer's filters as a product sees them, and the cutting of products into
// tasks. Included after Vectors.

/// The first of `count` things that belong to part `index` of `parts`, as equal as possible.
CNK_INLINE ptrdiff_t part_start(ptrdiff_t index, ptrdiff_t parts, ptrdiff_t count) {
  return index * count / parts;
}

/// The convolution that gives the input's gradient: inputs and outputs exchanged, padded the other way round.
CNK_INLINE cnk_convolution adjoint_of(const cnk_convolution *shape) {
  cnk_convolution adjoint = *shape;
  adjoint.input_channels = shape->output_channels;
  adjoint.output_channels = shape->input_channels;
  adjoint.before = shape->kernel_size - 1 - shape->before;
  return adjoint;
}

/// Filters as a product sees them: tap (u, v) of output o and input c is
/// `first[o * next_output + c * next_input + (u * k + v) * next_tap]`.
///
/// They are read where the layer keeps them: a tile's filters stay in the cache while it passes over the
/// image, and broadcasting a weight costs the same from any place.
typedef struct {
  const float *first;
  ptrdiff_t next_output;
  ptrdiff_t next_input;
  /// 1, or -1 for filters turned by 180 degrees.
  ptrdiff_t next_tap;
} filter_view;

CNK_INLINE filter_view filters_of(const cnk_convolution *shape, const float *weights) {
  const ptrdiff_t taps = shape->kernel_size * shape->kernel_size;
  return (filter_view){weights, shape->input_channels * taps, taps, 1};
}

/// The adjoint's filters: turned, inputs and outputs exchanged.
CNK_INLINE filter_view turned_filters_of(const cnk_convolution *shape, const float *weights) {
  const ptrdiff_t taps = shape->kernel_size * shape->kernel_size;
  return (filter_view){weights + taps - 1, taps, shape->input_channels * taps, -1};
}

/// Parts into which each of `tasks` is cut, so that every thread has some to choose from.
CNK_INLINE ptrdiff_t task_parts(cnk_team *team, ptrdiff_t tasks) {
  const ptrdiff_t threads = cnk_team_size(team);
  return threads == 1 ? 1 : (4 * threads + tasks - 1) / tasks;
}
