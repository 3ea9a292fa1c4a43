// The three products of a convolution layer as matrix products over shifted planes, which matrix_layout.h explains.
// Included after Convolution.
#include "matrix_tiles.h"
#include "matrix_layout.h"
#include "matrix_products.h"
#include "matrix_gradient.h"

static ptrdiff_t matrix_scratch(const cnk_convolution *shape, ptrdiff_t threads) {
  const ptrdiff_t s = shape->stride, taps = shape->kernel_size * shape->kernel_size;
  const ptrdiff_t inputs = shape->input_channels, outputs = shape->output_channels, depth = inputs * taps;
  const plane_layout forward = input_planes(shape, MATRIX_PIXELS), backward = gradient_planes(shape);
  const plane_layout gradient = input_planes(shape, MATRIX_GRADIENT_PIXELS);
  ptrdiff_t adjoint = threads * plane_worker(&backward, inputs);
  for (ptrdiff_t p = 0; p < s * s; p++) {
    adjoint += plane_factors(inputs, outputs * phase_taps(shape, p / s) * phase_taps(shape, p % s));
  }
  const ptrdiff_t pixels = gradient.group * gradient.product_rows * gradient.product_columns;
  const ptrdiff_t weights = odd_lines(depth) + plane_floats(&gradient)
    + odd_lines(pixels * whole_vectors(outputs)) + odd_lines(depth * whole_vectors(outputs))
    + threads * CNK_LANES * depth;
  return larger(larger(adjoint, weights), plane_factors(outputs, depth) + threads * plane_worker(&forward, outputs));
}
