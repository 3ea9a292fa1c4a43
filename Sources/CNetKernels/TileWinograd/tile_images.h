/// Lays LANES channels of one image, from planes, into `padded` [row][column][lane] with zeros around.
CNK_INLINE void pad_image(
  const float *planes, ptrdiff_t channels, ptrdiff_t height, ptrdiff_t width, ptrdiff_t before,
  ptrdiff_t padded_rows, ptrdiff_t padded_columns, float *padded
) {
  for (ptrdiff_t i = 0; i < padded_rows * padded_columns; i++) store(padded + i * CNK_LANES, (vec)0);
  const ptrdiff_t rows = smaller(height, padded_rows - before);
  const ptrdiff_t columns = smaller(width, padded_columns - before);
  for (ptrdiff_t row = 0; row < rows; row++) {
    gather_lanes(
      planes + row * width, height * width, channels, columns,
      padded + ((row + before) * padded_columns + before) * CNK_LANES, CNK_LANES);
  }
}

/// V of LANES input channels of one image: `target` is [f][b][...][grid tile][lane] at the image.
CNK_INLINE void input_tiles(
  const int n, const tile_layout *layout, const float *padded, float *strip, float *target
) {
  const ptrdiff_t columns = layout->padded_columns, tile_columns = layout->tile_columns;
  const ptrdiff_t block_step = layout->images * layout->grid_tiles * CNK_LANES;
  for (ptrdiff_t p = 0; p < layout->tile_rows + layout->blocks - 1; p++) {
    for (ptrdiff_t c = 0; c < columns; c++) {
      vec x[MOST_POINTS], y[MOST_POINTS];
      CNK_UNROLL for (int r = 0; r < n; r++) x[r] = load(padded + ((TILE * p + r) * columns + c) * CNK_LANES);
      expand(n, n, INPUT_MATRIX(n), x, y);
      CNK_UNROLL for (int i = 0; i < n; i++) store(strip + (i * columns + c) * CNK_LANES, y[i]);
    }
    for (ptrdiff_t q = 0; q < tile_columns + layout->blocks - 1; q++) {
      const ptrdiff_t first = larger(0, q - tile_columns + 1), last = smaller(layout->blocks - 1, q);
      for (int i = 0; i < n; i++) {
        vec x[MOST_POINTS], y[MOST_POINTS];
        CNK_UNROLL for (int c = 0; c < n; c++) {
          x[c] = load(strip + (i * columns + TILE * q + c) * CNK_LANES);
        }
        expand(n, n, INPUT_MATRIX(n), x, y);
        for (ptrdiff_t b = first; b <= last; b++) {
          float *tile = target + b * block_step + (p * tile_columns + q - b) * CNK_LANES;
          CNK_UNROLL for (int j = 0; j < n; j++) store(tile + (j * n + i) * layout->input_step, y[j]);
        }
      }
    }
  }
}

/// Z of LANES output channels of one image: `target` is [f][...][tile][PANEL] at the image and vector.
CNK_INLINE void gradient_tiles(
  const int n, const tile_layout *layout, const float *padded, float *target
) {
  const ptrdiff_t columns = TILE * layout->tile_columns;
  for (ptrdiff_t tile = 0; tile < layout->tiles; tile++) {
    const float *corner = padded
      + (tile / layout->tile_columns * columns + tile % layout->tile_columns) * TILE * CNK_LANES;
    vec half[TILE][MOST_POINTS];
    CNK_UNROLL for (int c = 0; c < TILE; c++) {
      vec x[TILE];
      CNK_UNROLL for (int r = 0; r < TILE; r++) x[r] = load(corner + (r * columns + c) * CNK_LANES);
      expand(n, TILE, OUTPUT_MATRIX(n), x, half[c]);
    }
    CNK_UNROLL for (int i = 0; i < n; i++) {
      vec x[TILE], y[MOST_POINTS];
      CNK_UNROLL for (int c = 0; c < TILE; c++) x[c] = half[c][i];
      expand(n, TILE, OUTPUT_MATRIX(n), x, y);
      CNK_UNROLL for (int j = 0; j < n; j++) {
        store(target + (j * n + i) * layout->gradient_step + tile * PANEL, y[j]);
      }
    }
  }
}

/// The output planes of LANES channels of one image: `products` is [f][...][tile][PANEL] at image and vector.
CNK_INLINE void output_tiles(
  const int n, const tile_layout *layout, const float *products, ptrdiff_t channels, const float *bias,
  float *rows, float *planes
) {
  const ptrdiff_t columns = TILE * layout->tile_columns;
  const vec biases = bias == NULL ? 0 : load_first(bias, channels);
  for (ptrdiff_t p = 0; p < layout->tile_rows; p++) {
    for (ptrdiff_t q = 0; q < layout->tile_columns; q++) {
      const float *tile = products + (p * layout->tile_columns + q) * PANEL;
      vec half[TILE][MOST_POINTS];
      CNK_UNROLL for (int i = 0; i < n; i++) {
        vec y[MOST_POINTS], x[TILE];
        CNK_UNROLL for (int j = 0; j < n; j++) y[j] = load(tile + (j * n + i) * layout->product_step);
        collapse(n, TILE, OUTPUT_MATRIX(n), y, x);
        CNK_UNROLL for (int c = 0; c < TILE; c++) half[c][i] = x[c];
      }
      CNK_UNROLL for (int c = 0; c < TILE; c++) {
        vec x[TILE];
        collapse(n, TILE, OUTPUT_MATRIX(n), half[c], x);
        CNK_UNROLL for (int r = 0; r < TILE; r++) {
          // Not a bias of 0: it would turn -0 into 0.
          store(rows + (r * columns + TILE * q + c) * CNK_LANES, bias == NULL ? x[r] : x[r] + biases);
        }
      }
    }
    for (ptrdiff_t r = 0; r < smaller(TILE, layout->height - TILE * p); r++) {
      scatter_lanes(
        rows + r * columns * CNK_LANES, CNK_LANES, channels, layout->width,
        planes + (TILE * p + r) * layout->width, layout->height * layout->width);
    }
  }
}

