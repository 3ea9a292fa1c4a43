// Every kernel for vectors of CNK_LANES floats, and their table.
#include "CNetKernels.h"

#include "lanes.h"

#include "correlation.h"
#include "linear.h"
#include "lowrank.h"
#include "update.h"

static const cnk_kernels kernels = {
  .lanes = CNK_LANES,
  .tile_channels = TILE_CHANNELS,
  .row_overhang = ROW_OVERHANG,
  .gradient_rows = GRADIENT_CHANNELS > OUTER_ROWS ? GRADIENT_CHANNELS : OUTER_ROWS,
  .correlate = correlate,
  .correlate_gradient = correlate_gradient,
  .linear = linear,
  .linear_input_gradient = linear_input_gradient,
  .linear_weight_gradient = linear_weight_gradient,
  .update = update,
  .nonzeros = nonzeros,
  .part_sum = part_sum,
  .part_dot = part_dot,
  .fold = fold,
  .swap_columns = swap_columns,
  .integrate = integrate,
  .move = move,
};
