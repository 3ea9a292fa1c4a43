// The transforms of minimal filtering as products with tables, for tiles, which are transformed along both sides and
// for n of 6, 7 and 8. Included after points.h.
//
// Why not pair_transforms.h: there rows are as the formulas have them, and factored by pairs. Two transforms on top of
// one another would take those to 16 times their range: here rows of B' and G are scaled by the power of two nearest
// to their sum of magnitudes, against overflow, and A makes up for it. Sums are also added up in another order, so that
// neither form could take the other's place with the same bits.
//
// Of the rows of a and -a only that of a is listed.

// Rows of B' for 0, one of a pair +-a where the other squares are p (and q), and infinity, times a scale.
#define INPUT_ZERO_6(scale, p, q) {(scale) * PRODUCT_OF_2(p, q), 0, -(scale) * SUM_OF_2(p, q), 0, (scale), 0}
#define INPUT_PAIR_6(scale, a, p) {0, -(scale) * (a) * (p), -(scale) * (p), (scale) * (a), (scale), 0}
#define INPUT_INFINITY_6(scale, p, q) {0, (scale) * PRODUCT_OF_2(p, q), 0, -(scale) * SUM_OF_2(p, q), 0, (scale)}
#define INPUT_ZERO_8(scale, p, q, s) { \
  -(scale) * PRODUCT_OF_3(p, q, s), 0, (scale) * PAIRS_OF_3(p, q, s), 0, -(scale) * SUM_OF_3(p, q, s), 0, (scale), 0}
#define INPUT_PAIR_8(scale, a, p, q) { \
  0, (scale) * (a) * PRODUCT_OF_2(p, q), (scale) * PRODUCT_OF_2(p, q), -(scale) * (a) * SUM_OF_2(p, q), \
  -(scale) * SUM_OF_2(p, q), (scale) * (a), (scale), 0}
#define INPUT_INFINITY_8(scale, p, q, s) { \
  0, -(scale) * PRODUCT_OF_3(p, q, s), 0, (scale) * PAIRS_OF_3(p, q, s), 0, -(scale) * SUM_OF_3(p, q, s), 0, (scale)}
/// scale, scale a, scale a^2, ..., each divided once: a row of G for a point's differences, a row of A for 1.
#define POWERS_3(scale, a, by) (scale) / (by), (scale) * (a) / (by), (scale) * (a) * (a) / (by)
#define POWERS_4(scale, a, by) POWERS_3(scale, a, by), (scale) * (a) * (a) * (a) / (by)
#define POWERS_5(scale, a, by) POWERS_4(scale, a, by), (scale) * (a) * (a) * (a) * (a) / (by)

static const float input_6[4][MOST_POINTS] = {
  INPUT_ZERO_6(0.125f, SQUARE_1, SQUARE_2),
  INPUT_PAIR_6(0.125f, POINT_1, SQUARE_2),
  INPUT_PAIR_6(0.125f, POINT_2, SQUARE_1),
  INPUT_INFINITY_6(0.125f, SQUARE_1, SQUARE_2),
};
static const float filter_6[4][MOST_POINTS] = {
  {4 / PRODUCT_OF_2(SQUARE_1, SQUARE_2), 0, 0},
  {POWERS_3(2, POINT_1, DIFFERENCES_OF_2(SQUARE_1, SQUARE_2))},
  {POWERS_3(4, POINT_2, DIFFERENCES_OF_2(SQUARE_2, SQUARE_1))},
  {0, 0, 1},
};
static const float output_6[4][MOST_POINTS] = {
  {2, 0, 0, 0}, {POWERS_4(4, POINT_1, 1)}, {POWERS_4(2, POINT_2, 1)}, {0, 0, 0, 8},
};

static const float input_8[5][MOST_POINTS] = {
  INPUT_ZERO_8(0.0625f, SQUARE_1, SQUARE_2, SQUARE_3),
  INPUT_PAIR_8(0.0625f, POINT_1, SQUARE_2, SQUARE_3),
  INPUT_PAIR_8(0.125f, POINT_2, SQUARE_1, SQUARE_3),
  INPUT_PAIR_8(0.0625f, POINT_3, SQUARE_1, SQUARE_2),
  INPUT_INFINITY_8(0.0625f, SQUARE_1, SQUARE_2, SQUARE_3),
};
static const float filter_7[4][MOST_POINTS] = {
  {-1 / PRODUCT_OF_3(SQUARE_1, SQUARE_2, SQUARE_3), 0, 0, 0},
  {POWERS_4(1, POINT_1, DIFFERENCES_OF_3(SQUARE_1, SQUARE_2, SQUARE_3))},
  {POWERS_4(8, POINT_2, DIFFERENCES_OF_3(SQUARE_2, SQUARE_1, SQUARE_3))},
  {POWERS_4(1, POINT_3, DIFFERENCES_OF_3(SQUARE_3, SQUARE_1, SQUARE_2))},
};
static const float output_7[4][MOST_POINTS] = {
  {16, 0, 0, 0}, {POWERS_4(16, POINT_1, 1)}, {POWERS_4(1, POINT_2, 1)}, {POWERS_4(16, POINT_3, 1)},
};
static const float filter_8[5][MOST_POINTS] = {
  {-1 / PRODUCT_OF_3(SQUARE_1, SQUARE_2, SQUARE_3), 0, 0, 0, 0},
  {POWERS_5(1, POINT_1, DIFFERENCES_OF_3(SQUARE_1, SQUARE_2, SQUARE_3))},
  {POWERS_5(4, POINT_2, DIFFERENCES_OF_3(SQUARE_2, SQUARE_1, SQUARE_3))},
  {POWERS_5(1, POINT_3, DIFFERENCES_OF_3(SQUARE_3, SQUARE_1, SQUARE_2))},
  {0, 0, 0, 0, 1},
};
static const float output_8[5][MOST_POINTS] = {
  {16, 0, 0, 0}, {POWERS_4(16, POINT_1, 1)}, {POWERS_4(2, POINT_2, 1)}, {POWERS_4(16, POINT_3, 1)}, {0, 0, 0, 16},
};

// B' of size 7 is that of size 8 without its last row and column.
#define INPUT_MATRIX(n) ((n) == 6 ? input_6 : input_8)
#define FILTER_MATRIX(n) ((n) == 6 ? filter_6 : (n) == 7 ? filter_7 : filter_8)
#define OUTPUT_MATRIX(n) ((n) == 6 ? output_6 : (n) == 7 ? output_7 : output_8)

typedef const float (*transform_matrix)[MOST_POINTS];

/// y = M x for the n x columns matrix whose distinct rows are listed.
CNK_INLINE void expand(const int n, const int columns, transform_matrix matrix, const vec *x, vec *y) {
  const int pairs = (n - 1) / 2;
  CNK_UNROLL for (int row = 0; row < pairs + 2; row++) {
    if (row == pairs + 1 && n % 2 == 1) break;
    // Sums over the even and the odd columns, starting without a zero.
    vec sums[2] = {0, 0};
    bool begun[2] = {false, false};
    CNK_UNROLL for (int column = 0; column < columns; column++) {
      const float factor = matrix[row][column];
      const int odd = column % 2;
      if (factor != 0) {
        sums[odd] = begun[odd] ? sums[odd] + factor * x[column] : factor * x[column];
        begun[odd] = true;
      }
    }
    if (row == 0) {
      y[0] = sums[0];
    } else if (row <= pairs) {
      y[2 * row - 1] = sums[0] + sums[1];
      y[2 * row] = sums[0] - sums[1];
    } else {
      y[n - 1] = begun[0] ? sums[0] : sums[1];
    }
  }
}

/// x = M' y for the same matrices.
CNK_INLINE void collapse(const int n, const int columns, transform_matrix matrix, const vec *y, vec *x) {
  const int pairs = (n - 1) / 2;
  vec sums[3], differences[3];
  CNK_UNROLL for (int pair = 0; pair < pairs; pair++) {
    sums[pair] = y[2 * pair + 1] + y[2 * pair + 2];
    differences[pair] = y[2 * pair + 1] - y[2 * pair + 2];
  }
  CNK_UNROLL for (int column = 0; column < columns; column++) {
    const vec *terms = column % 2 == 0 ? sums : differences;
    vec sum = matrix[1][column] * terms[0];
    CNK_UNROLL for (int pair = 1; pair < pairs; pair++) sum += matrix[1 + pair][column] * terms[pair];
    if (matrix[0][column] != 0) sum += matrix[0][column] * y[0];
    if (n % 2 == 0 && matrix[pairs + 1][column] != 0) sum += matrix[pairs + 1][column] * y[n - 1];
    x[column] = sum;
  }
}

