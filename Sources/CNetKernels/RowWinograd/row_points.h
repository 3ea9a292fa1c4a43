// Products of one point: plain correlations along the rows. Included after row_layout.h.

typedef struct {
  ptrdiff_t inputs;
  /// Input channels summed up in registers before they are added to M: sums of sums round less than one long
  /// sum.
  ptrdiff_t inputs_at_once;
  ptrdiff_t blocks;
  ptrdiff_t size;
  ptrdiff_t pitch;
  ptrdiff_t window_stride;
  ptrdiff_t tile_stride;
  /// From output channel to output channel of U.
  ptrdiff_t filters;
  /// Whether filters' columns are read from the last to the first.
  bool is_turned;
} point_product;

CNK_INLINE void multiply_tile(
  const int channels, const int vectors, const point_product *p, const float *windows, const float *filters,
  float *products
) {
  const ptrdiff_t step = p->is_turned ? -1 : 1, size = p->size;
  for (ptrdiff_t first = 0; first < p->inputs; first += p->inputs_at_once) {
    const ptrdiff_t last = smaller(p->inputs, first + p->inputs_at_once);
    vec sums[PRODUCT_SUMS];
    CNK_UNROLL for (int n = 0; n < channels * vectors; n++) sums[n] = 0;
    for (ptrdiff_t c = first; c < last; c++, windows += p->window_stride) {
      for (ptrdiff_t block = 0; block < p->blocks; block++, filters += size) {
        const float *x = windows + block * p->pitch;
        const float *u = filters + (p->is_turned ? size - 1 : 0);
        for (ptrdiff_t v = 0; v < size; v++, x++, u += step) {
          vec weight[PRODUCT_CHANNELS];
          CNK_UNROLL for (int o = 0; o < channels; o++) weight[o] = u[o * p->filters];
          CNK_UNROLL for (int j = 0; j < vectors; j++) {
            const vec values = load(x + j * CNK_LANES);
            CNK_UNROLL for (int o = 0; o < channels; o++) sums[o * vectors + j] += weight[o] * values;
          }
        }
      }
    }
    CNK_UNROLL for (int o = 0; o < channels; o++) {
      CNK_UNROLL for (int j = 0; j < vectors; j++) {
        float *target = products + o * p->tile_stride + j * CNK_LANES;
        const vec sum = sums[o * vectors + j];
        store(target, first > 0 ? load(target) + sum : sum);
      }
    }
  }
}

CNK_INLINE void multiply_tiles(
  const int channels, ptrdiff_t vectors, const point_product *p, const float *windows, const float *filters,
  float *products
) {
  const int most = PRODUCT_VECTORS(channels);
  for (; vectors >= most; vectors -= most, windows += most * CNK_LANES, products += most * CNK_LANES) {
    multiply_tile(channels, most, p, windows, filters, products);
  }
#define CASE(rest) \
  case rest: \
    if (rest < most) multiply_tile(channels, rest, p, windows, filters, products); \
    break;
  switch (vectors) { CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) }
#undef CASE
}

/// M of `channels` output channels, at most PRODUCT_CHANNELS.
static void multiply_point(
  ptrdiff_t channels, ptrdiff_t vectors, const point_product *p, const float *windows, const float *filters,
  float *products
) {
#define CASE(channels) \
  case channels: return multiply_tiles(channels, vectors, p, windows, filters, products);
  switch (channels) {
    CASE(1) CASE(2) CASE(3) CASE(4)
#if PRODUCT_CHANNELS > 4
    CASE(5) CASE(6) CASE(7)
#endif
  }
#undef CASE
}
