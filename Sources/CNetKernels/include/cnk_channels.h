// What is done to activations plane by plane and channel by channel.
#ifndef CNK_CHANNELS_H
#define CNK_CHANNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cnk_team.h"

#pragma clang assume_nonnull begin

/// Activations whose channels are treated alike at every position, [n][c][p].
typedef struct {
  ptrdiff_t batch;
  ptrdiff_t channels;
  ptrdiff_t positions;
} cnk_channels;

/// What batch normalisation makes of a channel: y = (x - mean) / sqrt(variance + epsilon) * scale + shift.
typedef struct {
  float *mean;
  float *variance;
  /// Null is 1.
  const float *_Nullable scale;
  const float *shift;
  double epsilon;
  /// Whether a rectified linear unit follows: its output stands for y, and the gradient is that by its output.
  bool rectifies;
} cnk_batch_norm;

/// Local response normalisation: y = x / b^(3/4), b = bias + share * sum of x^2 over the channels from size / 2 before
/// to (size - 1) / 2 after.
typedef struct {
  ptrdiff_t size;
  float share;
  float bias;
} cnk_response_norm;

/// Columns that LANES windows of max pooling may meet together: (lanes - 1) * stride + kernel_size at most.
#define CNK_POOL_COLUMNS 512

/// Max pooling of planes by square windows.
typedef struct {
  ptrdiff_t planes;
  ptrdiff_t height, width;
  ptrdiff_t output_height, output_width;
  ptrdiff_t kernel_size, stride;
  /// Pixels of the first window outside the image.
  ptrdiff_t before_rows, before_columns;
} cnk_pooling;

/// The kernels of activations, for one instruction set.
typedef struct {
  /// The largest value of every window and its index in its plane: the first of equals, NaN larger than any number.
  void (*max_pool)(
    const cnk_pooling *shape, const float *input, float *output, int32_t *indices, cnk_team *_Nullable team);

  /// result is the sum of gradients over the windows whose largest value it was.
  void (*max_pool_backward)(
    const cnk_pooling *shape, const float *gradient, const int32_t *indices, float *result,
    cnk_team *_Nullable team);

  /// The mean of each plane.
  void (*mean_pool)(
    ptrdiff_t planes, ptrdiff_t positions, const float *input, float *output, cnk_team *_Nullable team);

  /// Each plane's gradient by its number of positions.
  void (*mean_pool_backward)(
    ptrdiff_t planes, ptrdiff_t positions, const float *gradient, float *result, cnk_team *_Nullable team);

  /// Batch normalisation; `measures` has it write the input's means and variances first.
  void (*normalize)(
    cnk_channels shape, bool measures, const float *input, cnk_batch_norm norm, float *output,
    cnk_team *_Nullable team);

  /// The gradients of batch normalisation that has measured its input; `result` and `scale_gradient` may be null.
  void (*normalize_backward)(
    cnk_channels shape, const float *input, const float *gradient, cnk_batch_norm norm, float *_Nullable result,
    float *_Nullable scale_gradient, float *shift_gradient, cnk_team *_Nullable team);

  /// Local response normalisation; `bases` receives every b. A worker needs `lanes` floats a channel.
  void (*normalize_responses)(
    cnk_channels shape, cnk_response_norm norm, const float *input, float *bases, float *output,
    cnk_scratch scratch, cnk_team *_Nullable team);

  /// The gradient by its input.
  void (*normalize_responses_backward)(
    cnk_channels shape, cnk_response_norm norm, const float *input, const float *output, const float *bases,
    const float *gradient, float *result, cnk_scratch scratch, cnk_team *_Nullable team);

  /// result = a + b; it may be a or b.
  void (*add)(ptrdiff_t count, const float *a, const float *b, float *result, cnk_team *_Nullable team);

  /// result = a * b; it may be a or b.
  void (*multiply)(ptrdiff_t count, const float *a, const float *b, float *result, cnk_team *_Nullable team);

  /// Copies `count` blocks of `length` floats, of which one begins a step after the one before it.
  void (*copy_blocks)(
    ptrdiff_t count, ptrdiff_t length, const float *source, ptrdiff_t source_step, float *target,
    ptrdiff_t target_step, cnk_team *_Nullable team);
} cnk_channel_kernels;

#pragma clang assume_nonnull end

#endif
