// Arithmetic that has to be compiled once per instruction set, and what is asked of the processor.
// Plain buffers and sizes in, nothing allocated, nothing kept.
#ifndef CNETKERNELS_H
#define CNETKERNELS_H

#include <stdbool.h>
#include <stddef.h>

#pragma clang assume_nonnull begin

/// Threads that work on one task at a time, the caller's included.
typedef struct cnk_team cnk_team;

/// One piece of work: `index` names the piece and `worker` the thread that does it.
typedef void (*cnk_task)(void *context, ptrdiff_t index, ptrdiff_t worker);

/// Makes a team of `threads`, at least 1: the caller's and `threads` - 1 others, with denormals flushed and all
/// signals blocked. Null where they cannot be made.
cnk_team *_Nullable cnk_team_create(ptrdiff_t threads);

/// Ends the team's threads. No task may be running.
void cnk_team_destroy(cnk_team *team);

/// Threads of the team, the caller's included; null is a team of one.
ptrdiff_t cnk_team_size(const cnk_team *_Nullable team);

/// Runs task(context, index, worker) once for each index in 0 ..< count, at most 2^32 - 1, and returns when all
/// are done. `worker` is in 0 ..< size, and no two tasks of one worker run at the same time.
///
/// Indices are claimed in rising order by whoever is free; null, one thread or one index is a plain loop. To be
/// called by one thread at a time, and not by a task.
void cnk_team_run(cnk_team *_Nullable team, ptrdiff_t count, cnk_task task, void *context);

/// Takes `count` values of the weights' gradient, those from `offset` on in the weights' order.
///
/// Called from any thread of a team, for disjoint ranges. The memory is the kernel's and holds them during the
/// call only. A range covers whole rows of the weights (a row belongs to one output) or lies inside one row; the
/// ranges of one row come from one task, in rising order.
typedef void (*cnk_consume)(
  void *context, ptrdiff_t worker, ptrdiff_t offset, const float *gradient, ptrdiff_t count);

/// The planes of one image, each surrounded by zeros: row i, column j of channel c stands at
/// `first[c * stride + (i + before) * pitch + j + before]`.
///
/// All that pitch and stride make room for is read, and must be zero around the image.
typedef struct {
  const float *first;
  ptrdiff_t channels;
  ptrdiff_t height;
  ptrdiff_t width;
  ptrdiff_t kernel_size;
  /// Zeros before the first row and column, 0 ... kernel_size - 1.
  ptrdiff_t before;
  /// Floats from row to row: at least width rounded up to whole vectors + kernel_size - 1.
  ptrdiff_t pitch;
  /// Floats from plane to plane: at least pitch * (height + kernel_size - 1 + row_overhang).
  ptrdiff_t stride;
} cnk_planes;

/// One image's convolution, stride 1, as large an output as the input.
typedef struct {
  ptrdiff_t input_channels;
  ptrdiff_t output_channels;
  ptrdiff_t height;
  ptrdiff_t width;
  ptrdiff_t kernel_size;
  /// Zeros before the first row and column, 0 ... kernel_size - 1.
  ptrdiff_t before;
} cnk_convolution;

/// The kernels of one instruction set. All reductions run in an order that depends on the sizes only.
typedef struct {
  /// Floats in a vector.
  ptrdiff_t lanes;
  /// Output channels that `correlate` handles at once, at most: the widest block of packed weights.
  ptrdiff_t tile_channels;
  /// Rows that `correlate` may read below the last padded row.
  ptrdiff_t row_overhang;

  /// output[o][i][j] = sum over c, u, v of weight(o, c, u, v) * input(c, i + u - before, j + v - before).
  ///
  /// Weights are packed [block][channel][k * k][output channel in the block], `block_channels` to a block and
  /// the rest in the last one. The output is contiguous, [output channel][height][width].
  void (*correlate)(
    const cnk_planes *input, const float *packed_weights, ptrdiff_t output_channels,
    ptrdiff_t block_channels, float *output);

  /// result[o][c][u][v] (+)= sum over i, j of gradient(o, i, j) * input(c, i + u - before, j + v - before),
  /// with the input's `before`. Both have the same height, width, pitch and kernel_size.
  void (*correlate_gradient)(
    const cnk_planes *input, const cnk_planes *gradient, bool accumulate, float *result);

  /// Floats of scratch memory that the two products below need.
  ptrdiff_t (*row_winograd_scratch)(const cnk_convolution *shape);

  /// output[o][i][j] = sum over c, u, v of w[o][c][u][v] * input[c][i + u - before][j + v - before] by minimal
  /// filtering along columns. Of the adjoint, weights are [c][o][u][v], and w[o][c][u][v] is their
  /// [c][o][k - 1 - u][k - 1 - v].
  void (*row_winograd)(
    const cnk_convolution *shape, const float *input, const float *weights, bool is_adjoint,
    float *scratch, float *output);

  /// result[o][c][u][v] (+)= sum over i, j of gradient[o][i][j] * input[c][i + u - before][j + v - before].
  void (*row_winograd_gradient)(
    const cnk_convolution *shape, const float *input, const float *gradient, bool accumulate,
    float *scratch, float *result);

  /// output[n][o] = sum over i of weights[o][i] * input[n][i].
  void (*linear)(
    ptrdiff_t batch, ptrdiff_t inputs, ptrdiff_t outputs, const float *input, const float *weights,
    float *output);

  /// input_gradient[n][i] = sum over o of weights[o][i] * gradient[n][o].
  void (*linear_input_gradient)(
    ptrdiff_t batch, ptrdiff_t inputs, ptrdiff_t outputs, const float *gradient, const float *weights,
    float *input_gradient);

  /// weight_gradient[o][i] = sum over n of gradient[n][o] * input[n][i].
  void (*linear_weight_gradient)(
    ptrdiff_t batch, ptrdiff_t inputs, ptrdiff_t outputs, const float *input, const float *gradient,
    float *weight_gradient);
} cnk_kernels;

/// Kernels in vectors of 4 floats, for every processor.
const cnk_kernels *cnk_portable_kernels(void);

/// Kernels in vectors of 8 floats, or null where the processor lacks AVX2 or FMA.
const cnk_kernels *_Nullable cnk_avx2_kernels(void);

/// Kernels in vectors of 16 floats, or null where the processor lacks AVX-512 F, VL, DQ or BW.
const cnk_kernels *_Nullable cnk_avx512_kernels(void);

/// Makes the calling thread take denormal floats for zero and produce none (FTZ and DAZ, or FPCR.FZ); other
/// processors stay as they are.
void cnk_set_flush_to_zero(void);

/// Processors the scheduler lets this process run on, at least 1.
ptrdiff_t cnk_usable_processors(void);

#pragma clang assume_nonnull end

#endif
