// Sums and products of numbers, and blocks that are copied. Included after Vectors.

/// Values of a task: 32 KB.
#define PIECE 8192

typedef struct CNK_SHARED {
  ptrdiff_t count;
  const float *a;
  const float *b;
  float *result;
} pair_task;

static void add_piece_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const pair_task *all = context;
  const ptrdiff_t end = smaller(all->count, (index + 1) * PIECE);
  for (ptrdiff_t i = index * PIECE; i < end; i += CNK_LANES) {
    const ptrdiff_t lanes = smaller(CNK_LANES, end - i);
    store_first(all->result + i, load_first(all->a + i, lanes) + load_first(all->b + i, lanes), lanes);
  }
}

static void add(ptrdiff_t count, const float *a, const float *b, float *result, cnk_team *team) {
  pair_task all = {.count = count, .a = a, .b = b, .result = result};
  cnk_team_run(team, (count + PIECE - 1) / PIECE, add_piece_task, &all);
}

static void multiply_piece_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const pair_task *all = context;
  const ptrdiff_t end = smaller(all->count, (index + 1) * PIECE);
  for (ptrdiff_t i = index * PIECE; i < end; i += CNK_LANES) {
    const ptrdiff_t lanes = smaller(CNK_LANES, end - i);
    store_first(all->result + i, load_first(all->a + i, lanes) * load_first(all->b + i, lanes), lanes);
  }
}

static void multiply(ptrdiff_t count, const float *a, const float *b, float *result, cnk_team *team) {
  pair_task all = {.count = count, .a = a, .b = b, .result = result};
  cnk_team_run(team, (count + PIECE - 1) / PIECE, multiply_piece_task, &all);
}

typedef struct CNK_SHARED {
  ptrdiff_t length;
  const float *source;
  ptrdiff_t source_step;
  float *target;
  ptrdiff_t target_step;
} block_copy;

static void copy_block_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  (void)worker;
  const block_copy *all = context;
  memcpy(
    all->target + index * all->target_step, all->source + index * all->source_step,
    (size_t)all->length * sizeof(float));
}

static void copy_blocks(
  ptrdiff_t count, ptrdiff_t length, const float *source, ptrdiff_t source_step, float *target,
  ptrdiff_t target_step, cnk_team *team
) {
  block_copy all = {length, source, source_step, target, target_step};
  cnk_team_run(team, count, copy_block_task, &all);
}

typedef struct CNK_SHARED {
  ptrdiff_t positions;
  const float *source;
  float *result;
} mean_task;

static void mean_pool_task(void *context, ptrdiff_t plane, ptrdiff_t worker) {
  (void)worker;
  const mean_task *all = context;
  const float *x = all->source + plane * all->positions;
  vec sum = 0;
  for (ptrdiff_t i = 0; i < all->positions; i += CNK_LANES) {
    sum += load_first(x + i, smaller(CNK_LANES, all->positions - i));
  }
  all->result[plane] = sum_of_lanes(sum) / (float)all->positions;
}

static void mean_pool(ptrdiff_t planes, ptrdiff_t positions, const float *input, float *output, cnk_team *team) {
  mean_task all = {.positions = positions, .source = input, .result = output};
  cnk_team_run(team, planes, mean_pool_task, &all);
}

static void mean_pool_backward_task(void *context, ptrdiff_t plane, ptrdiff_t worker) {
  (void)worker;
  const mean_task *all = context;
  const vec share = all->source[plane] / (float)all->positions;
  float *dx = all->result + plane * all->positions;
  for (ptrdiff_t i = 0; i < all->positions; i += CNK_LANES) {
    store_first(dx + i, share, smaller(CNK_LANES, all->positions - i));
  }
}

static void mean_pool_backward(
  ptrdiff_t planes, ptrdiff_t positions, const float *gradient, float *result, cnk_team *team
) {
  mean_task all = {.positions = positions, .source = gradient, .result = result};
  cnk_team_run(team, planes, mean_pool_backward_task, &all);
}
