// The three products of a convolution layer in the Winograd domain, which tile_layout.h explains. Included
// after Convolution and Winograd.
#include "tile_layout.h"
#include "tile_images.h"
#include "tile_filters.h"
#include "tile_products.h"
#include "tile_gradient.h"

CNK_INLINE ptrdiff_t image_count(const cnk_convolution *shape) {
  return shape->input_channels * shape->height * shape->width;
}
CNK_INLINE ptrdiff_t weight_count(const cnk_convolution *shape) {
  return shape->input_channels * shape->output_channels * shape->kernel_size * shape->kernel_size;
}

/// Whether a batch has so many groups of images that threads take a group each, where otherwise they share one.
CNK_INLINE bool is_large_batch(const cnk_convolution *shape) { return shape->batch >= 32; }

/// Images that are worked on at once: up to 256 tiles, so that a panel's products do not outgrow the caches. Of large
/// batches, for which a group's filters are soon transformed, up to 128: threads and neighbours share the last cache.
CNK_INLINE ptrdiff_t image_group(const cnk_convolution *shape) {
  const ptrdiff_t most = is_large_batch(shape) ? 128 : 256;
  const ptrdiff_t tiles = ((shape->height + TILE - 1) / TILE) * ((shape->width + TILE - 1) / TILE);
  return smaller(shape->batch, larger(1, most / tiles));
}

/// Floats for one direction of a group of images.
CNK_INLINE ptrdiff_t direction_scratch(const tile_layout *layout, ptrdiff_t threads) {
  return layout->size * layout->size * layout->input_step + threads * correlation_scratch(layout);
}

static ptrdiff_t tile_winograd_scratch(const cnk_convolution *shape, ptrdiff_t threads) {
  const cnk_convolution adjoint = adjoint_of(shape);
  const ptrdiff_t group = image_group(shape);
  const tile_layout forward = make_layout(shape, group), backward = make_layout(&adjoint, group);
  // Workers with groups of their own have all of the scratch each.
  const ptrdiff_t workers = is_large_batch(shape) ? threads : 1, shares = is_large_batch(shape) ? 1 : threads;
  const ptrdiff_t count =
    workers * larger(direction_scratch(&forward, shares), direction_scratch(&backward, shares));
  const ptrdiff_t gradient = forward.size * forward.size * (forward.input_step + forward.gradient_step)
    + threads * gradient_scratch(&forward);
  return larger(count, gradient) + (is_large_batch(shape) || shape->batch > group ? weight_count(shape) : 0);
}

/// One direction of a layer, group by group.
typedef struct CNK_SHARED {
  const cnk_convolution *shape;
  filter_view filters;
  const float *input;
  const float *bias;
  float *output;
  float *scratch;
  ptrdiff_t scratch_step;
  cnk_team *team;
} group_direction;

static void correlate_group_task(void *context, ptrdiff_t index, ptrdiff_t worker) {
  const group_direction *all = context;
  const cnk_convolution *shape = all->shape, adjoint = adjoint_of(shape);
  const ptrdiff_t group = image_group(shape), image = index * group;
  const tile_layout layout = make_layout(shape, smaller(group, shape->batch - image));
  correlate_images(
    &layout, all->filters, all->input + image * image_count(shape), all->bias,
    all->output + image * image_count(&adjoint), all->scratch + worker * all->scratch_step, all->team);
}

CNK_INLINE void tile_winograd_of(
  const cnk_convolution *shape, filter_view filters, const float *input, const float *bias, float *scratch,
  cnk_team *team, float *output
) {
  const ptrdiff_t group = image_group(shape);
  const tile_layout layout = make_layout(shape, group);
  const bool is_large = is_large_batch(shape);
  group_direction all = {
    .shape = shape, .filters = filters, .input = input, .bias = bias, .output = output, .scratch = scratch,
    .scratch_step = direction_scratch(&layout, 1), .team = is_large ? NULL : team,
  };
  cnk_team_run(is_large ? team : NULL, (shape->batch + group - 1) / group, correlate_group_task, &all);
}

static void tile_winograd_forward(
  const cnk_convolution *shape, const float *input, const float *weights, const float *bias, float *scratch,
  cnk_team *team, float *output
) {
  tile_winograd_of(shape, filters_of(shape, weights), input, bias, scratch, team, output);
}

static void tile_winograd_input_gradient(
  const cnk_convolution *shape, const float *gradient, const float *weights, float *scratch, cnk_team *team,
  float *result
) {
  const cnk_convolution adjoint = adjoint_of(shape);
  tile_winograd_of(&adjoint, turned_filters_of(shape, weights), gradient, NULL, scratch, team, result);
}

/// The gradient of several groups of images: pieces add up until the last group's hands them on.
typedef struct CNK_SHARED {
  float *sums;
  bool starts, ends;
  cnk_consume consume;
  void *context;
} group_sums;

static void add_piece(
  void *context, ptrdiff_t worker, ptrdiff_t offset, const float *gradient, ptrdiff_t count
) {
  const group_sums *groups = context;
  float *sums = groups->sums + offset;
  for (ptrdiff_t i = 0; i < count; i++) sums[i] = groups->starts ? gradient[i] : sums[i] + gradient[i];
  if (groups->ends) groups->consume(groups->context, worker, offset, sums, count);
}

/// Hands out what `sums` have come to, a row a task.
typedef struct CNK_SHARED {
  const group_sums *groups;
  ptrdiff_t row_length;
} summed_rows;

static void hand_out_row_task(void *context, ptrdiff_t row, ptrdiff_t worker) {
  const summed_rows *all = context;
  const ptrdiff_t offset = row * all->row_length;
  all->groups->consume(all->groups->context, worker, offset, all->groups->sums + offset, all->row_length);
}

static void tile_winograd_weight_gradient(
  const cnk_convolution *shape, const float *input, const float *gradient, float *scratch, cnk_team *team,
  cnk_consume consume, void *context
) {
  const ptrdiff_t group = image_group(shape);
  const bool is_large = is_large_batch(shape);
  if (shape->batch <= group && !is_large) {
    const tile_layout layout = make_layout(shape, shape->batch);
    return hand_out_gradient(&layout, false, input, gradient, scratch, team, consume, context);
  }
  const cnk_convolution adjoint = adjoint_of(shape);
  group_sums sums = {.sums = scratch, .consume = consume, .context = context};
  for (ptrdiff_t image = 0; image < shape->batch; image += group) {
    const ptrdiff_t images = smaller(group, shape->batch - image);
    const tile_layout layout = is_large ? make_narrow_layout(shape, images) : make_layout(shape, images);
    sums.starts = image == 0;
    sums.ends = !is_large && image + group >= shape->batch;
    hand_out_gradient(
      &layout, is_large, input + image * image_count(shape), gradient + image * image_count(&adjoint),
      scratch + weight_count(shape), team, add_piece, &sums);
  }
  if (!is_large) return;
  summed_rows rows = {.groups = &sums, .row_length = weight_count(shape) / shape->output_channels};
  cnk_team_run(team, shape->output_channels, hand_out_row_task, &rows);
}
