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

/// Images that are worked on at once: up to 256 tiles, so that a panel's products do not outgrow the caches. Of large
/// batches, for which a group's filters are soon transformed, up to 128: threads and neighbours share the last cache.
CNK_INLINE ptrdiff_t image_group(const cnk_convolution *shape) {
  const ptrdiff_t most = shape->batch < 32 ? 256 : 128;
  const ptrdiff_t tiles = ((shape->height + TILE - 1) / TILE) * ((shape->width + TILE - 1) / TILE);
  return smaller(shape->batch, larger(1, most / tiles));
}

static ptrdiff_t tile_winograd_scratch(const cnk_convolution *shape, ptrdiff_t threads) {
  const cnk_convolution adjoint = adjoint_of(shape);
  const ptrdiff_t group = image_group(shape);
  const tile_layout forward = make_layout(shape, group), backward = make_layout(&adjoint, group);
  const ptrdiff_t frequencies = forward.size * forward.size;
  ptrdiff_t count = frequencies * forward.input_step + threads * correlation_scratch(&forward);
  count = larger(count, frequencies * backward.input_step + threads * correlation_scratch(&backward));
  count = larger(
    count, frequencies * (forward.input_step + forward.gradient_step) + threads * gradient_scratch(&forward));
  return count + (shape->batch > group ? weight_count(shape) : 0);
}

CNK_INLINE void tile_winograd_of(
  const cnk_convolution *shape, filter_view filters, const float *input, const float *bias, float *scratch,
  cnk_team *team, float *output
) {
  const cnk_convolution adjoint = adjoint_of(shape);
  const ptrdiff_t group = image_group(shape);
  for (ptrdiff_t image = 0; image < shape->batch; image += group) {
    const tile_layout layout = make_layout(shape, smaller(group, shape->batch - image));
    correlate_images(
      &layout, filters, input + image * image_count(shape), bias, output + image * image_count(&adjoint), scratch,
      team);
  }
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

static void tile_winograd_weight_gradient(
  const cnk_convolution *shape, const float *input, const float *gradient, float *scratch, cnk_team *team,
  cnk_consume consume, void *context
) {
  const ptrdiff_t group = image_group(shape);
  if (shape->batch <= group) {
    const tile_layout layout = make_layout(shape, shape->batch);
    return hand_out_gradient(&layout, input, gradient, scratch, team, consume, context);
  }
  const cnk_convolution adjoint = adjoint_of(shape);
  group_sums sums = {.sums = scratch, .consume = consume, .context = context};
  for (ptrdiff_t image = 0; image < shape->batch; image += group) {
    const tile_layout layout = make_layout(shape, smaller(group, shape->batch - image));
    sums.starts = image == 0;
    sums.ends = image + group >= shape->batch;
    hand_out_gradient(
      &layout, input + image * image_count(shape), gradient + image * image_count(&adjoint),
      scratch + weight_count(shape), team, add_piece, &sums);
  }
}
