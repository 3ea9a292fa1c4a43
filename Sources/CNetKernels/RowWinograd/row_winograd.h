// The three products of a convolution layer by minimal filtering down the columns, which row_layout.h explains.
// Included after Convolution and Winograd.
#include "row_layout.h"
#include "row_images.h"
#include "row_points.h"
#include "row_products.h"
#include "row_gradient.h"

/// Floats that one of the two products like the forward pass needs.
CNK_INLINE ptrdiff_t winograd_product_scratch(const cnk_convolution *shape, ptrdiff_t threads) {
  const winograd_layout layout = winograd_layout_of(shape);
  return layout.points
    * (layout.filter_stride + shape->batch * shape->input_channels * layout.window_stride
      + threads * PRODUCT_CHANNELS * layout.tile_stride)
    + CNK_LANES;
}

static ptrdiff_t row_winograd_scratch(const cnk_convolution *shape, ptrdiff_t threads) {
  const winograd_layout layout = winograd_layout_of(shape);
  const cnk_convolution adjoint = adjoint_of(shape);
  const ptrdiff_t products = larger(
    winograd_product_scratch(shape, threads), winograd_product_scratch(&adjoint, threads));
  const ptrdiff_t gradient = layout.points
      * (shape->batch * shape->input_channels * layout.window_stride
        + threads * GRADIENT_CHANNELS * layout.tile_stride)
    + CNK_LANES + weight_gradient_scratch(shape, threads);
  return larger(products, gradient);
}
