// The rectified linear unit and its derivative. Included after Vectors.

/// Values of a task: 32 KB.
#define RECTIFY_PIECE 8192

typedef struct CNK_SHARED {
  ptrdiff_t count;
  const float *z;
  /// Of the derivative; null forwards.
  const float *gradient;
  float *result;
} rectification;

CNK_INLINE vec rectified(const bool whole, const rectification *all, ptrdiff_t i, ptrdiff_t lanes) {
  const vec z = load_used(whole, all->z + i, lanes), zero = 0;
  // Comparisons with NaN are false: it stays. A product and no choice, so that NaN in the gradient stays, too.
  if (all->gradient == NULL) return z < zero ? zero : z;
  return load_used(whole, all->gradient + i, lanes) * (z <= zero ? zero : zero + 1);
}

static void rectify_piece(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const rectification *all = context;
  const ptrdiff_t end = smaller(all->count, (index + 1) * RECTIFY_PIECE);
  ptrdiff_t i = index * RECTIFY_PIECE;
  for (; i + CNK_LANES <= end; i += CNK_LANES) store(all->result + i, rectified(true, all, i, CNK_LANES));
  if (i < end) store_first(all->result + i, rectified(false, all, i, end - i), end - i);
}

static void rectify(ptrdiff_t count, const float *z, float *y, cnk_team *team) {
  rectification all = {.count = count, .z = z, .result = y};
  cnk_team_run(team, (count + RECTIFY_PIECE - 1) / RECTIFY_PIECE, rectify_piece, &all);
}

static void rectify_gradient(
  ptrdiff_t count, const float *z, const float *gradient, float *result, cnk_team *team
) {
  rectification all = {.count = count, .z = z, .gradient = gradient, .result = result};
  cnk_team_run(team, (count + RECTIFY_PIECE - 1) / RECTIFY_PIECE, rectify_piece, &all);
}
