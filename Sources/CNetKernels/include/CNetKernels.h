// Arithmetic that has to be compiled once per instruction set, and what is asked of the processor.
// Plain buffers and sizes in; nothing is allocated or kept but a team's threads.
#ifndef CNETKERNELS_H
#define CNETKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cnk_channels.h"
#include "cnk_team.h"

#pragma clang assume_nonnull begin

/// Takes `count` values of the weights' gradient, those from `offset` on in the weights' order.
///
/// Called from any thread of a team, for disjoint ranges. The memory is the kernel's and holds them during
/// the call only. A range covers whole rows of the weights (a row belongs to one output) or lies inside one
/// row; the ranges of one row come from one task, in rising order.
typedef void (*cnk_consume)(
  void *context, ptrdiff_t worker, ptrdiff_t offset, const float *gradient, ptrdiff_t count);

/// What becomes of a gradient: it is stored, or moves weights at once.
typedef enum {
  /// values = g
  CNK_STORE,
  /// w -= rate g
  CNK_DESCENT,
  /// m = first_decay m + g; w -= rate m
  CNK_MOMENTUM,
  /// m = first_decay m + first_share g; v = second_decay v + second_share g^2;
  /// w -= rate m / (root_factor sqrt(v) + epsilon)
  CNK_ADAM,
  /// m = first_decay m + first_share g^2; w -= rate g / (sqrt(m) + epsilon)
  CNK_RMSPROP,
  /// m += g^2; w -= rate g / (sqrt(m) + epsilon)
  CNK_ADAGRAD,
  /// m = first_decay m + first_share g; v = max(second_decay v, |g| + epsilon), NaN if g is; w -= rate m / v
  CNK_ADAMAX,
} cnk_rule;

/// A rule, one step's constants for it, and the weights of a layer: the context of `update`.
typedef struct {
  cnk_rule rule;
  float rate;
  float first_decay;
  float first_share;
  float second_decay;
  float second_share;
  float root_factor;
  float epsilon;
  /// Unless 0: g += decay w comes before the rule, of every rule but CNK_STORE.
  float decay;
  /// The layer's weights; of CNK_STORE where its gradient goes.
  float *values;
  /// m and v, in the weights' order, where the rule has them.
  float *_Nullable first_moment;
  float *_Nullable second_moment;
  /// Weights of one output.
  ptrdiff_t row_length;
  /// Unless null: the squares of each row's gradient are added up here, an output each.
  double *_Nullable row_squares;
} cnk_weight_update;

/// Images' convolution with square filters, zeros outside; the output has an extent of the input's by `stride`, rounded
/// up.
typedef struct {
  ptrdiff_t batch;
  ptrdiff_t input_channels;
  ptrdiff_t output_channels;
  ptrdiff_t height;
  ptrdiff_t width;
  ptrdiff_t kernel_size;
  /// Zeros before the first row, 0 ... kernel_size - 1, and, but for `matrix`, before the first column.
  ptrdiff_t before;
  /// Pixels from one output to the next: 1 or, for `matrix` alone, 2.
  ptrdiff_t stride;
  /// Zeros before the first column; other than `before` for `matrix` alone.
  ptrdiff_t before_columns;
} cnk_convolution;

/// One way to compute a convolution layer's three products. Buffers are contiguous: images [n][c][h][w],
/// weights [o][c][u][v]. Scratch memory is for the call only and may hold anything before.
typedef struct {
  /// Floats of scratch memory for any of the products on a team of `threads`.
  ptrdiff_t (*scratch)(const cnk_convolution *shape, ptrdiff_t threads);

  /// output[n][o][i][j] = bias[o] + sum over c, u, v of weights[o][c][u][v] * input[n][c][s i + u - before][s j + v -
  /// before], with the stride s; null is a bias of 0.
  void (*forward)(
    const cnk_convolution *shape, const float *input, const float *weights, const float *_Nullable bias,
    float *scratch, cnk_team *_Nullable team, float *output);

  /// result[n][c][i][j] = sum over o, u, v of weights[o][c][u][v] * gradient[n][o][i - u + before][j - v +
  /// before].
  void (*input_gradient)(
    const cnk_convolution *shape, const float *gradient, const float *weights, float *scratch,
    cnk_team *_Nullable team, float *result);

  /// Hands out, in whole rows,
  /// dw[o][c][u][v] = sum over n, i, j of gradient[n][o][i][j] * input[n][c][i + u - before][j + v - before].
  void (*weight_gradient)(
    const cnk_convolution *shape, const float *input, const float *gradient, float *scratch,
    cnk_team *_Nullable team, cnk_consume consume, void *context);
} cnk_convolution_kernels;

/// Extents of a fully connected layer.
typedef struct {
  ptrdiff_t batch;
  ptrdiff_t inputs;
  ptrdiff_t outputs;
} cnk_linear_size;

/// A fully connected layer's three products for batches. Scratch memory is for the call only.
typedef struct {
  /// Floats of scratch memory for any of the products on a team of `threads`.
  ptrdiff_t (*scratch)(cnk_linear_size size, ptrdiff_t threads);

  /// output[n][o] = bias[o] + sum over i of weights[o][i] * input[n][i]; null is a bias of 0.
  void (*forward)(
    cnk_linear_size size, const float *input, const float *weights, const float *_Nullable bias, float *scratch,
    cnk_team *_Nullable team, float *output);

  /// input_gradient[n][i] = sum over o of weights[o][i] * gradient[n][o].
  void (*input_gradient)(
    cnk_linear_size size, const float *gradient, const float *weights, float *scratch, cnk_team *_Nullable team,
    float *input_gradient);

  /// Hands out, in whole rows, dw[o][i] = sum over n of gradient[n][o] * input[n][i].
  void (*weight_gradient)(
    cnk_linear_size size, const float *input, const float *gradient, float *scratch, cnk_team *_Nullable team,
    cnk_consume consume, void *context);
} cnk_batch_linear_kernels;

/// Ranges of a matrix's columns begin and end at multiples of this.
#define CNK_COLUMN_UNIT 32
/// Outer products that are folded into a matrix at once.
#define CNK_FOLD_PAIRS 16

/// Columns from `begin` up to, without, `end`: both are multiples of CNK_COLUMN_UNIT.
typedef struct {
  ptrdiff_t begin;
  ptrdiff_t end;
} cnk_range;

/// Chosen rows and columns of a matrix whose row i begins at `matrix[i * pitch]`.
typedef struct {
  const float *matrix;
  ptrdiff_t pitch;
  /// The rows' numbers, rising.
  const int32_t *rows;
  ptrdiff_t row_count;
  /// The columns, rising and apart.
  const cnk_range *ranges;
  ptrdiff_t range_count;
} cnk_part;

/// The kernels of one instruction set. All reductions run in an order that depends on the sizes only, so that
/// every team gives the same bits.
typedef struct {
  /// Floats in a vector.
  ptrdiff_t lanes;
  /// Rows of a fully connected layer's weights whose gradient is handed out at once, at most: the scratch
  /// that a worker needs for it.
  ptrdiff_t gradient_rows;

  /// Direct sums.
  cnk_convolution_kernels direct;
  /// Minimal filtering down the columns.
  cnk_convolution_kernels row_winograd;
  /// Minimal filtering of square tiles, with channels in the lanes.
  cnk_convolution_kernels tile_winograd;
  /// Matrix products over shifted planes.
  cnk_convolution_kernels matrix;

  /// Fully connected layers on batches.
  cnk_batch_linear_kernels batch_linear;

  /// values[n][c][i] += bias[c], of `pixels` values a plane.
  void (*add_bias)(
    ptrdiff_t batch, ptrdiff_t channels, ptrdiff_t pixels, const float *_Nullable bias, float *values,
    cnk_team *_Nullable team);

  /// result[c] = sum over n, i of gradient[n][c][i].
  void (*bias_gradient)(
    ptrdiff_t batch, ptrdiff_t channels, ptrdiff_t pixels, const float *gradient, float *result,
    cnk_team *_Nullable team);

  /// output[n][o] = sum over i of weights[o][i] * input[n][i].
  void (*linear)(
    cnk_linear_size size, const float *input, const float *weights, float *output, cnk_team *_Nullable team);

  /// input_gradient[n][i] = sum over o of weights[o][i] * gradient[n][o].
  void (*linear_input_gradient)(
    cnk_linear_size size, const float *gradient, const float *weights, float *input_gradient,
    cnk_team *_Nullable team);

  /// Hands out, in whole rows, dw[o][i] = sum over n of gradient[n][o] * input[n][i].
  void (*linear_weight_gradient)(
    cnk_linear_size size, const float *input, const float *gradient, cnk_scratch scratch,
    cnk_team *_Nullable team, cnk_consume consume, void *context);

  /// Does what a `cnk_weight_update`, the context, says with a piece of the gradient.
  cnk_consume update;

  /// y = z, but 0 where z < 0.
  void (*rectify)(ptrdiff_t count, const float *z, float *y, cnk_team *_Nullable team);

  /// result = gradient * (z <= 0 ? 0 : 1).
  void (*rectify_gradient)(
    ptrdiff_t count, const float *z, const float *gradient, float *result, cnk_team *_Nullable team);

  /// Activations, plane by plane and channel by channel.
  cnk_channel_kernels channels;

  /// Writes the indices of the values other than 0, in rising order, and those values; returns how many.
  /// NaN is another value than 0. Both targets have room for `count`.
  ptrdiff_t (*nonzeros)(ptrdiff_t count, const float *values, int32_t *indices, float *found);

  /// sum[j] (+)= sum over n of factors[n] * matrix[rows[n]][j] for the part's columns j; others stay.
  void (*part_sum)(
    const cnk_part *part, const float *factors, bool accumulate, float *sum, cnk_team *_Nullable team);

  /// products[i] = sum of matrix[i][j] * vector[j] over the part's columns j, for the part's rows i; others stay.
  void (*part_dot)(const cnk_part *part, const float *vector, float *products, cnk_team *_Nullable team);

  /// For each of the first `count` rows of a matrix: row[j] += sum over k < CNK_FOLD_PAIRS of
  /// coefficients[k] * row[column + k] * vectors[k * vector_pitch + j], for j in the ranges; then
  /// row[column + k] = 0.
  void (*fold)(
    float *matrix, ptrdiff_t pitch, ptrdiff_t count, ptrdiff_t column, const float *coefficients,
    const float *vectors, ptrdiff_t vector_pitch, const cnk_range *ranges, ptrdiff_t range_count,
    cnk_team *_Nullable team);

  /// Exchanges columns first[n] and second[n] of a matrix's first `rows` rows, one pair after the other.
  void (*swap_columns)(
    float *matrix, ptrdiff_t pitch, ptrdiff_t rows, const int32_t *first, const int32_t *second,
    ptrdiff_t count);

  /// velocity = momentum * velocity + scale * gradient; sum += rate * velocity.
  void (*integrate)(
    ptrdiff_t count, const float *gradient, double scale, double momentum, double rate, double *velocity,
    double *sum);

  /// output = start + factor * direction, rounded once.
  void (*move)(
    ptrdiff_t count, const double *start, double factor, const double *direction, float *output);
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

/// Asks for pages of CNK_LARGE_PAGE bytes, of which the processor has to look up far fewer, for memory that begins
/// at a multiple of that and has not been written yet.
void cnk_prefer_large_pages(void *start, size_t bytes);

/// Has the C library keep up to so many freed bytes for later allocations, where it has mallopt(3).
void cnk_keep_freed_memory(int bytes);

#define CNK_LARGE_PAGE (2 << 20)

/// Processors the scheduler lets this process run on, at least 1.
ptrdiff_t cnk_usable_processors(void);

#pragma clang assume_nonnull end

#endif
