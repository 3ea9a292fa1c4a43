// Every kernel for vectors of CNK_LANES floats, and their table.
#include "CNetKernels.h"

#include <string.h>

#include "../Vectors/lanes.h"
#include "../Vectors/transpose.h"

#include "../Convolution/convolution.h"
#include "../Convolution/bias.h"
#include "../Convolution/weight_gradient.h"
#include "../Winograd/points.h"
#include "../Winograd/pair_transforms.h"
#include "../Winograd/table_transforms.h"

#include "../Direct/direct.h"
#include "../RowWinograd/row_winograd.h"
#include "../TileWinograd/tile_winograd.h"
#include "../Matrix/matrix.h"

#include "../Linear/linear.h"
#include "../BatchLinear/batch_linear.h"
#include "../LowRank/constant_input.h"
#include "../LowRank/low_rank.h"

#include "../Activation/rectify.h"
#include "../Update/update.h"
#include "../Channels/batch_norm.h"
#include "../Channels/response_norm.h"
#include "../Channels/pool.h"
#include "../Channels/elementwise.h"

static const cnk_kernels kernels = {
  .lanes = CNK_LANES,
  .gradient_rows = OUTER_ROWS,
  .direct = {
    .scratch = direct_scratch,
    .forward = direct_forward,
    .input_gradient = direct_input_gradient,
    .weight_gradient = direct_weight_gradient,
  },
  .row_winograd = {
    .scratch = row_winograd_scratch,
    .forward = row_winograd_forward,
    .input_gradient = row_winograd_input_gradient,
    .weight_gradient = row_winograd_weight_gradient,
  },
  .tile_winograd = {
    .scratch = tile_winograd_scratch,
    .forward = tile_winograd_forward,
    .input_gradient = tile_winograd_input_gradient,
    .weight_gradient = tile_winograd_weight_gradient,
  },
  .matrix = {
    .scratch = matrix_scratch,
    .forward = matrix_forward,
    .input_gradient = matrix_input_gradient,
    .weight_gradient = matrix_weight_gradient,
  },
  .batch_linear = {
    .scratch = batch_linear_scratch,
    .forward = batch_linear,
    .input_gradient = batch_linear_input_gradient,
    .weight_gradient = batch_linear_weight_gradient,
  },
  .add_bias = add_bias,
  .bias_gradient = bias_gradient,
  .linear = linear,
  .linear_input_gradient = linear_input_gradient,
  .linear_weight_gradient = linear_weight_gradient,
  .update = update,
  .rectify = rectify,
  .rectify_gradient = rectify_gradient,
  .channels = {
    .max_pool = max_pool,
    .max_pool_backward = max_pool_backward,
    .mean_pool = mean_pool,
    .mean_pool_backward = mean_pool_backward,
    .normalize = normalize,
    .normalize_backward = normalize_backward,
    .normalize_responses = normalize_responses,
    .normalize_responses_backward = normalize_responses_backward,
    .add = add,
    .multiply = multiply,
    .copy_blocks = copy_blocks,
  },
  .nonzeros = nonzeros,
  .part_sum = part_sum,
  .part_dot = part_dot,
  .fold = fold,
  .swap_columns = swap_columns,
  .integrate = integrate,
  .move = move,
};
