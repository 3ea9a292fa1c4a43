/// Filters of one panel and a chunk of inputs, [input][tap][PANEL]; missing outputs are zero.
CNK_INLINE void pack_filters(
  const tile_layout *layout, const filter_view *view, ptrdiff_t panel, ptrdiff_t first_input,
  ptrdiff_t inputs, float *packed
) {
  const ptrdiff_t taps = layout->kernel_size * layout->kernel_size;
  for (int v = 0; v < 2; v++) {
    const ptrdiff_t output = panel * PANEL + v * CNK_LANES;
    const ptrdiff_t rows = smaller(CNK_LANES, layout->outputs - output);
    if (rows <= 0) break;
    const float *source = view->first + output * view->next_output + first_input * view->next_input;
    float *target = packed + v * CNK_LANES;
    if (view->next_tap == 1) {
      // One output's filters follow one another.
      gather_lanes(source, view->next_output, rows, inputs * taps, target, PANEL);
      continue;
    }
    // Turned filters: read forwards, written backwards.
    source -= taps - 1;
    for (ptrdiff_t c = 0; c < inputs; c++) {
      gather_lanes(
        source + c * view->next_input, view->next_output, rows, taps,
        target + (c * taps + taps - 1) * PANEL, -PANEL);
    }
  }
}

/// Asks the memory for share `index` of `shares` of the filters that pack_filters would read, so that a chunk's come
/// while the chunk before it is multiplied.
CNK_INLINE void prefetch_filters(
  const tile_layout *layout, const filter_view *view, ptrdiff_t panel, ptrdiff_t first_input, ptrdiff_t inputs,
  ptrdiff_t index, ptrdiff_t shares
) {
  const ptrdiff_t taps = layout->kernel_size * layout->kernel_size, line = 16;
  const ptrdiff_t outputs = smaller(PANEL, layout->outputs - panel * PANEL);
  const float *first = view->first + panel * PANEL * view->next_output + first_input * view->next_input;
  const bool turned = view->next_tap != 1;
  if (turned) first -= taps - 1;
  // What follows one another: all of an output's filters, or, turned, all of an input's.
  const ptrdiff_t stretches = turned ? inputs : outputs, step = turned ? view->next_input : view->next_output;
  const ptrdiff_t lines = ((turned ? outputs : inputs) * taps + line - 1) / line, all = stretches * lines;
  const ptrdiff_t begin = index * all / shares, end = (index + 1) * all / shares;
  ptrdiff_t column = begin % lines;
  const float *row = first + begin / lines * step;
  for (ptrdiff_t n = begin; n < end; n++) {
    __builtin_prefetch(row + column * line);
    if (++column == lines) {
      column = 0;
      row += step;
    }
  }
}

// A slab is the column of frequencies of one point or, for points a and -a, which share their sums, the two
// columns of the pair. Slabs count the points in the order of the matrices' rows.
typedef enum { POINT_ZERO, POINT_PAIR, POINT_INFINITY } point_kind;
#define SLABS(n) ((n) / 2 + 1)
CNK_INLINE point_kind slab_kind(const int n, ptrdiff_t slab) {
  return slab == 0 ? POINT_ZERO : slab <= (n - 1) / 2 ? POINT_PAIR : POINT_INFINITY;
}
CNK_INLINE ptrdiff_t slab_columns(const int n, ptrdiff_t slab) {
  return slab_kind(n, slab) == POINT_PAIR ? 2 : 1;
}
/// The first column of frequencies of a slab.
CNK_INLINE ptrdiff_t slab_start(ptrdiff_t slab) { return slab == 0 ? 0 : 2 * slab - 1; }
/// Whether the slab's row of G has anything at a tap.
CNK_INLINE bool uses_tap(const int r, const point_kind kind, const int tap) {
  return kind == POINT_PAIR || tap == (kind == POINT_ZERO ? 0 : r - 1);
}

/// A slab of U for the packed filters: [column][i][a][b][input][PANEL].
CNK_INLINE void filter_tiles(
  const int n, const int vectors, const point_kind kind, const float *factors, const tile_layout *layout,
  const float *packed, ptrdiff_t inputs, ptrdiff_t padded_inputs, float *target
) {
  const int r = n - TILE + 1;
  const ptrdiff_t size = layout->kernel_size;
  for (ptrdiff_t a = 0; a < layout->blocks; a++) {
    const ptrdiff_t rows = block_taps(layout, a);
    for (ptrdiff_t b = 0; b < layout->blocks; b++) {
      const ptrdiff_t columns = block_taps(layout, b);
      for (ptrdiff_t c = 0; c < padded_inputs; c++, target += PANEL) {
        CNK_UNROLL for (int v = 0; v < vectors; v++) {
          const float *filter = packed + ((c * size + TILE * a) * size + TILE * b) * PANEL + v * CNK_LANES;
          float *first = target + v * CNK_LANES;
          // Each filter row's sums over its even and its odd columns.
          vec even[MOST_POINTS], odd[MOST_POINTS], x[MOST_POINTS], y[MOST_POINTS];
          CNK_UNROLL for (int u = 0; u < r; u++) {
            even[u] = 0;
            odd[u] = 0;
            if (c < inputs && u < rows) {
              CNK_UNROLL for (int t = 0; t < r; t++) {
                if (uses_tap(r, kind, t) && t < columns) {
                  const vec tap = load(filter + (u * size + t) * PANEL);
                  if (kind != POINT_PAIR || t % 2 == 0) even[u] += factors[t] * tap;
                  else odd[u] += factors[t] * tap;
                }
              }
            }
            x[u] = kind == POINT_PAIR ? even[u] + odd[u] : even[u];
          }
          expand(n, r, FILTER_MATRIX(n), x, y);
          CNK_UNROLL for (int i = 0; i < n; i++) store(first + i * layout->filter_step, y[i]);
          if (kind == POINT_PAIR) {
            CNK_UNROLL for (int u = 0; u < r; u++) x[u] = even[u] - odd[u];
            expand(n, r, FILTER_MATRIX(n), x, y);
            CNK_UNROLL for (int i = 0; i < n; i++) store(first + (n + i) * layout->filter_step, y[i]);
          }
        }
      }
    }
  }
}

