// The transforms of minimal filtering by pairs of points, for columns, which are transformed along one side only and for
// n of 6 and 8. Included after points.h. table_transforms.h says why there are two forms.
//
// A few constants stay in registers while one vector of columns after the other passes by. `points` is n, a constant
// wherever these are called.

/// The positive points, in the order of their pairs: 0, +1, -1, +2, -2, +1/2, -1/2, ∞.
static const float positive_point[3] = {POINT_1, POINT_2, POINT_3};

/// Coefficients of the product of x^2 - a^2 over all pairs but `skipped`: x^2 + c[0], or x^4 + c[1] x^2 +
/// c[0].
CNK_INLINE void other_pairs(const int points, const int skipped, float c[2]) {
  float squares[2] = {0, 0};
  int n = 0;
  CNK_UNROLL for (int pair = 0; pair < points / 2 - 1; pair++) {
    if (pair != skipped) squares[n++] = positive_point[pair] * positive_point[pair];
  }
  if (points == 6) {
    c[0] = -squares[0];
    c[1] = 1;
  } else {
    c[0] = squares[0] * squares[1];
    c[1] = -(squares[0] + squares[1]);
  }
}

/// The polynomial in x^2 of which every row of B' but the first and the last has two copies.
CNK_INLINE vec pair_sum(const int points, const float c[2], vec low, vec middle, vec high) {
  return points == 6 ? middle + c[0] * low : high + c[1] * middle + c[0] * low;
}

/// B'd.
CNK_INLINE void transform_window(const int points, const vec *d, vec *result) {
  const int pairs = points / 2 - 1;
  CNK_UNROLL for (int pair = 0; pair < pairs; pair++) {
    float c[2];
    other_pairs(points, pair, c);
    const vec even = pair_sum(points, c, d[2], d[4], d[points == 6 ? 4 : 6]);
    const vec odd = pair_sum(points, c, d[1], d[3], d[points == 6 ? 3 : 5]);
    result[2 * pair + 1] = even + positive_point[pair] * odd;
    result[2 * pair + 2] = even - positive_point[pair] * odd;
  }
  if (points == 6) {
    const float sum = SUM_OF_2(SQUARE_1, SQUARE_2), product = PRODUCT_OF_2(SQUARE_1, SQUARE_2);
    result[0] = d[4] - sum * d[2] + product * d[0];
    result[5] = d[5] - sum * d[3] + product * d[1];
  } else {
    // With a point stands its inverse, so that the squares' product is 1 and their sum that of their pairs' products.
    _Static_assert(
      PRODUCT_OF_3(SQUARE_1, SQUARE_2, SQUARE_3) == 1
        && PAIRS_OF_3(SQUARE_1, SQUARE_2, SQUARE_3) == SUM_OF_3(SQUARE_1, SQUARE_2, SQUARE_3),
      "the points are not closed under inversion");
    const float sum = SUM_OF_3(SQUARE_1, SQUARE_2, SQUARE_3);
    result[0] = (d[6] - d[0]) + sum * (d[2] - d[4]);
    result[7] = (d[7] - d[1]) + sum * (d[3] - d[5]);
  }
}

/// A'm: four output rows.
CNK_INLINE void transform_product(const int points, const vec *m, vec *y) {
  y[0] = m[0];
  y[1] = 0;
  y[2] = 0;
  y[3] = m[points - 1];
  CNK_UNROLL for (int pair = 0; pair < points / 2 - 1; pair++) {
    const float a = positive_point[pair];
    const vec even = m[2 * pair + 1] + m[2 * pair + 2];
    const vec odd = m[2 * pair + 1] - m[2 * pair + 2];
    y[0] += even;
    y[1] += a * odd;
    y[2] += a * a * even;
    y[3] += a * a * a * odd;
  }
}

/// A dy of four rows of the gradient.
CNK_INLINE void transform_gradient(const int points, const vec *dy, vec *z) {
  z[0] = dy[0];
  z[points - 1] = dy[3];
  CNK_UNROLL for (int pair = 0; pair < points / 2 - 1; pair++) {
    const float a = positive_point[pair];
    const vec even = dy[0] + a * a * dy[2];
    const vec odd = dy[1] + a * a * dy[3];
    z[2 * pair + 1] = even + a * odd;
    z[2 * pair + 2] = even - a * odd;
  }
}

/// 1 / product of a - a_l over the finite points a_l other than a, for a = 0 (pair -1) or those of a pair.
CNK_INLINE float point_weight(const int points, const int pair) {
  const float a = pair < 0 ? 0 : positive_point[pair];
  float product = pair < 0 ? 1 : 2 * a * a;
  CNK_UNROLL for (int other = 0; other < points / 2 - 1; other++) {
    if (other != pair) product *= a * a - positive_point[other] * positive_point[other];
  }
  return 1 / product;
}

/// G g of points - 3 taps.
CNK_INLINE void transform_filter(const int points, const vec *g, vec *u) {
  const bool five = points == 8;
  u[0] = point_weight(points, -1) * g[0];
  u[points - 1] = g[points - 4];
  CNK_UNROLL for (int pair = 0; pair < points / 2 - 1; pair++) {
    const float a = positive_point[pair], square = a * a, weight = point_weight(points, pair);
    const vec even = weight * (five ? g[0] + square * (g[2] + square * g[4]) : g[0] + square * g[2]);
    const vec odd = weight * a * (five ? g[1] + square * g[3] : g[1]);
    u[2 * pair + 1] = even + odd;
    u[2 * pair + 2] = even - odd;
  }
}

/// G'du: points - 3 taps.
CNK_INLINE void transform_filter_gradient(const int points, const vec *du, vec *dw) {
  const int taps = points - 3;
  CNK_UNROLL for (int u = 0; u < taps; u++) dw[u] = 0;
  dw[0] = point_weight(points, -1) * du[0];
  dw[taps - 1] = du[points - 1];
  CNK_UNROLL for (int pair = 0; pair < points / 2 - 1; pair++) {
    float factor = point_weight(points, pair);
    const vec even = du[2 * pair + 1] + du[2 * pair + 2];
    const vec odd = du[2 * pair + 1] - du[2 * pair + 2];
    CNK_UNROLL for (int u = 0; u < taps; u++) {
      dw[u] += factor * (u % 2 == 0 ? even : odd);
      factor *= positive_point[pair];
    }
  }
}
