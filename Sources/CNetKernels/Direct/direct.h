// The three products of a convolution layer by direct sums, for any number of channels. Included after Convolution.
//
// Vectors lie along image rows, and images are laid into zero-padded planes first, so that no inner loop asks where
// the image ends.
#include "padded_planes.h"
#include "direct_tiles.h"
#include "direct_products.h"
#include "direct_gradient.h"

static ptrdiff_t direct_scratch(const cnk_convolution *shape, ptrdiff_t threads) {
  const ptrdiff_t stride = planes_of(shape, NULL).stride;
  const ptrdiff_t product = shape->batch * shape->output_channels * stride;
  const ptrdiff_t weights = shape->batch * shape->input_channels * stride + weight_gradient_scratch(shape,
    threads);
  return larger(product, weights);
}
