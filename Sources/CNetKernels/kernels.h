// Every kernel for vectors of CNK_LANES floats, and their table.
#include "CNetKernels.h"

#include "lanes.h"

#include "correlation.h"
#include "linear.h"
#include "row_winograd.h"

static const cnk_kernels kernels = {
  .lanes = CNK_LANES,
  .tile_channels = TILE_CHANNELS,
  .row_overhang = ROW_OVERHANG,
  .correlate = correlate,
  .correlate_gradient = correlate_gradient,
  .row_winograd_scratch = row_winograd_scratch,
  .row_winograd = row_winograd,
  .row_winograd_gradient = row_winograd_gradient,
  .linear = linear,
  .linear_input_gradient = linear_input_gradient,
  .linear_weight_gradient = linear_weight_gradient,
};
