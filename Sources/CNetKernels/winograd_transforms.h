// The one-dimensional transforms of minimal filtering: r taps on tiles of 4 outputs from n = 4 + r - 1 inputs.
// Included after lanes.h.

/// Outputs of a tile.
#define TILE 4
/// Largest n.
#define MAX_SIZE 8

// The transforms for the points 0, 1, -1, 2, -2 (n = 6), with 1/2 and -1/2 (7), and with infinity (6 and 8):
// with a_i the finite points, row i of B' has the coefficients of prod_{l != i} (x - a_l), row i of G is
// a_i^j / prod_{l != i} (a_i - a_l), row i of A is a_i^k; the last rows, for infinity, are prod (x - a_l) and
// two unit vectors. Rows of B' and G are scaled by the power of two nearest to their sum of magnitudes, against
// overflow, and A makes up for it. Rows of a and -a differ in the signs of odd columns: only the first is listed.
static const float input_6[4][MAX_SIZE] = {
  {0.5f, 0, -0.625f, 0, 0.125f, 0},
  {0, -0.5f, -0.5f, 0.125f, 0.125f, 0},
  {0, -0.25f, -0.125f, 0.25f, 0.125f, 0},
  {0, 0.5f, 0, -0.625f, 0, 0.125f},
};
static const float filter_6[4][MAX_SIZE] = {
  {1, 0, 0},
  {-1 / 3.f, -1 / 3.f, -1 / 3.f},
  {1 / 6.f, 1 / 3.f, 2 / 3.f},
  {0, 0, 1},
};
static const float output_6[4][MAX_SIZE] = {{2, 0, 0, 0}, {4, 4, 4, 4}, {2, 4, 8, 16}, {0, 0, 0, 8}};

static const float input_8[5][MAX_SIZE] = {
  {-0.0625f, 0, 0.328125f, 0, -0.328125f, 0, 0.0625f, 0},
  {0, 0.0625f, 0.0625f, -0.265625f, -0.265625f, 0.0625f, 0.0625f, 0},
  {0, 0.0625f, 0.03125f, -0.3125f, -0.15625f, 0.25f, 0.125f, 0},
  {0, 0.125f, 0.25f, -0.15625f, -0.3125f, 0.03125f, 0.0625f, 0},
  {0, -0.0625f, 0, 0.328125f, 0, -0.328125f, 0, 0.0625f},
};
static const float filter_7[4][MAX_SIZE] = {
  {-1, 0, 0, 0},
  {-2 / 9.f, -2 / 9.f, -2 / 9.f, -2 / 9.f},
  {4 / 45.f, 8 / 45.f, 16 / 45.f, 32 / 45.f},
  {32 / 45.f, 16 / 45.f, 8 / 45.f, 4 / 45.f},
};
static const float output_7[4][MAX_SIZE] = {
  {16, 0, 0, 0}, {16, 16, 16, 16}, {1, 2, 4, 8}, {16, 8, 4, 2},
};
static const float filter_8[5][MAX_SIZE] = {
  {-1, 0, 0, 0, 0},
  {-2 / 9.f, -2 / 9.f, -2 / 9.f, -2 / 9.f, -2 / 9.f},
  {2 / 45.f, 4 / 45.f, 8 / 45.f, 16 / 45.f, 32 / 45.f},
  {32 / 45.f, 16 / 45.f, 8 / 45.f, 4 / 45.f, 2 / 45.f},
  {0, 0, 0, 0, 1},
};
static const float output_8[5][MAX_SIZE] = {
  {16, 0, 0, 0}, {16, 16, 16, 16}, {2, 4, 8, 16}, {16, 8, 4, 2}, {0, 0, 0, 16},
};

// B' of size 7 is that of size 8 without its last row and column.
#define INPUT_MATRIX(n) ((n) == 6 ? input_6 : input_8)
#define FILTER_MATRIX(n) ((n) == 6 ? filter_6 : (n) == 7 ? filter_7 : filter_8)
#define OUTPUT_MATRIX(n) ((n) == 6 ? output_6 : (n) == 7 ? output_7 : output_8)

typedef const float (*transform_matrix)[MAX_SIZE];

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

