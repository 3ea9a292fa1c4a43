// Minimal filtering: the points, and the matrices that follow from them. Included after Vectors.
//
// TILE outputs under a filter of r taps take n = TILE + r - 1 products instead of TILE * r. It is the adjoint of
// multiplying two polynomials by way of their values at n points: with V = B'd of the n inputs and U = G g of the taps,
// the outputs are y = A'(V U). With a_i the finite points,
//
// - row i of A is a_i^k, k < TILE,
// - row i of B' holds the coefficients, lowest power first, of the product of x - a_l over all l other than i,
// - row i of G is a_i^j / product of a_i - a_l over all l other than i, j < r,
//
// and the last rows, for infinity, hold the product over all l, and two unit vectors. The points are 0 and those below
// with their negatives: the first two pairs and infinity for n = 6 (r = 3), all three for n = 7 (r = 4), and infinity
// too for n = 8 (r = 5). Source: Lavin, Gray, "Fast Algorithms for Convolutional Neural Networks", CVPR 2016,
// arXiv 1509.09308.
//
// Rows of a and -a differ in the signs of odd powers only. So everything is a sum over even powers plus or minus one
// over odd powers, and products of x - a and x + a are polynomials in x^2, made of the squares.

/// Outputs of a tile along one side.
#define TILE 4
/// Largest n: most points, infinity included.
#define MOST_POINTS 8

#define POINT_1 1.0f
#define POINT_2 2.0f
#define POINT_3 0.5f
#define SQUARE_1 (POINT_1 * POINT_1)
#define SQUARE_2 (POINT_2 * POINT_2)
#define SQUARE_3 (POINT_3 * POINT_3)

/// (x^2 - p)(x^2 - q) = x^4 - SUM_OF_2 x^2 + PRODUCT_OF_2.
#define SUM_OF_2(p, q) ((p) + (q))
#define PRODUCT_OF_2(p, q) ((p) * (q))
/// (x^2 - p)(x^2 - q)(x^2 - s) = x^6 - SUM_OF_3 x^4 + PAIRS_OF_3 x^2 - PRODUCT_OF_3.
#define SUM_OF_3(p, q, s) ((p) + (q) + (s))
#define PAIRS_OF_3(p, q, s) ((p) * (q) + (p) * (s) + (q) * (s))
#define PRODUCT_OF_3(p, q, s) ((p) * (q) * (s))

/// Product of a - a_l over the finite points a_l other than a, for one of the two points whose square is p, where the
/// other squares are q (and s): 2 a a (p - q)(p - s).
#define DIFFERENCES_OF_2(p, q) (2 * (p) * ((p) - (q)))
#define DIFFERENCES_OF_3(p, q, s) (2 * (p) * ((p) - (q)) * ((p) - (s)))
