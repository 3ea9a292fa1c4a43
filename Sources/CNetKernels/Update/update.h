// Update rules as one pass over weights, gradient and moments. Included after Vectors.

typedef double wide_vec __attribute__((ext_vector_type(CNK_LANES)));

/// The sum of count values' squares, in double, lane by lane and then by halves.
CNK_INLINE double sum_of_squares(const float *values, ptrdiff_t count) {
  wide_vec sums = 0;
  for (ptrdiff_t i = 0; i < count; i += CNK_LANES) {
    const ptrdiff_t lanes = smaller(CNK_LANES, count - i);
    const wide_vec wide = __builtin_convertvector(load_used(lanes == CNK_LANES, values + i, lanes), wide_vec);
    sums += wide * wide;
  }
  double lanes[CNK_LANES];
  CNK_UNROLL for (int n = 0; n < CNK_LANES; n++) lanes[n] = sums[n];
  CNK_UNROLL for (int half = CNK_LANES / 2; half > 0; half /= 2) {
    CNK_UNROLL for (int n = 0; n < half; n++) lanes[n] += lanes[n + half];
  }
  return lanes[0];
}

/// Adds a piece's squares to its rows: the piece is whole rows or lies inside one.
CNK_INLINE void add_row_squares(
  const cnk_weight_update *all, ptrdiff_t offset, const float *gradient, ptrdiff_t count
) {
  double *squares = all->row_squares + offset / all->row_length;
  for (ptrdiff_t i = 0; i < count; i += all->row_length) {
    *squares++ += sum_of_squares(gradient + i, smaller(all->row_length, count - i));
  }
}

/// The square root of each lane.
CNK_INLINE vec square_root(vec values) { return __builtin_elementwise_sqrt(values); }

/// One vector, `lanes` of it used, of weights and moments from `i` on.
CNK_INLINE void update_vector(
  const cnk_rule rule, const bool decays, const bool whole, ptrdiff_t lanes, const cnk_weight_update *all,
  ptrdiff_t i, vec g
) {
  if (rule == CNK_STORE) {
    store_used(whole, all->values + i, g, lanes);
    return;
  }
  const vec w = load_used(whole, all->values + i, lanes);
  if (decays) g += all->decay * w;
  vec m = 0, v = 0, move = g;
  if (rule != CNK_DESCENT) m = load_used(whole, all->first_moment + i, lanes);
  if (rule == CNK_ADAM || rule == CNK_ADAMAX) v = load_used(whole, all->second_moment + i, lanes);
  if (rule == CNK_MOMENTUM) {
    m = all->first_decay * m + g;
    move = m;
  } else if (rule == CNK_ADAM) {
    m = all->first_decay * m + all->first_share * g;
    v = all->second_decay * v + all->second_share * g * g;
    move = m / (all->root_factor * square_root(v) + all->epsilon);
  } else if (rule == CNK_RMSPROP) {
    m = all->first_decay * m + all->first_share * g * g;
    move = g / (square_root(m) + all->epsilon);
  } else if (rule == CNK_ADAGRAD) {
    m += g * g;
    move = g / (square_root(m) + all->epsilon);
  } else if (rule == CNK_ADAMAX) {
    m = all->first_decay * m + all->first_share * g;
    // Not a maximum instruction: of a number and NaN it would give the number.
    const vec old = all->second_decay * v, new = __builtin_elementwise_abs(g) + all->epsilon;
    v = old > new ? old : new;
    move = m / v;
  }
  if (rule != CNK_DESCENT) store_used(whole, all->first_moment + i, m, lanes);
  if (rule == CNK_ADAM || rule == CNK_ADAMAX) store_used(whole, all->second_moment + i, v, lanes);
  store_used(whole, all->values + i, w - all->rate * move, lanes);
}

CNK_INLINE void update_range(
  const cnk_rule rule, const bool decays, const cnk_weight_update *context, ptrdiff_t offset,
  const float *gradient, ptrdiff_t count
) {
  // A copy of its own, so that no store to the weights could have changed the constants.
  const cnk_weight_update all = *context;
  ptrdiff_t i = 0;
  for (; i + CNK_LANES <= count; i += CNK_LANES) {
    update_vector(rule, decays, true, CNK_LANES, &all, offset + i, load(gradient + i));
  }
  if (i < count) {
    const ptrdiff_t rest = count - i;
    update_vector(rule, decays, false, rest, &all, offset + i, load_first(gradient + i, rest));
  }
}

/// Asks the memory for the weights and moments of the piece that comes next where rows come in parts: the same part
/// of the next row.
CNK_INLINE void prefetch_next_row(const cnk_weight_update *all, ptrdiff_t offset, ptrdiff_t count) {
  if (count >= all->row_length || all->rule == CNK_STORE) return;
  const ptrdiff_t next = offset + all->row_length, line = 16;
  for (ptrdiff_t i = 0; i < count; i += line) {
    __builtin_prefetch(all->values + next + i);
    if (all->first_moment != NULL) __builtin_prefetch(all->first_moment + next + i);
    if (all->second_moment != NULL) __builtin_prefetch(all->second_moment + next + i);
  }
}

static void update(
  void *context, ptrdiff_t worker, ptrdiff_t offset, const float *gradient, ptrdiff_t count
) {
  (void)worker;
  const cnk_weight_update *all = context;
  prefetch_next_row(all, offset, count);
  if (all->row_squares != NULL) add_row_squares(all, offset, gradient, count);
#define CASE(rule) \
  case rule: \
    return all->decay == 0 ? update_range(rule, false, all, offset, gradient, count) \
                           : update_range(rule, true, all, offset, gradient, count);
  switch (all->rule) {
    CASE(CNK_STORE) CASE(CNK_DESCENT) CASE(CNK_MOMENTUM) CASE(CNK_ADAM) CASE(CNK_RMSPROP)
    CASE(CNK_ADAGRAD) CASE(CNK_ADAMAX)
  }
#undef CASE
}
