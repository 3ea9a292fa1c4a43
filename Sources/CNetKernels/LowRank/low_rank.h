// What a fully connected layer needs to train on one image: products with a part of a matrix, and outer products
// folded into its rows. Ranges of columns are whole numbers of CNK_COLUMN_UNIT, so that no vector is ever cut.
// Included after Vectors.

/// Rows that a thread takes at a time.
#define ROWS_A_TASK 64

CNK_INLINE ptrdiff_t tasks_of(ptrdiff_t count, ptrdiff_t a_task) { return (count + a_task - 1) / a_task; }

#include "part_products.h"
#include "fold.h"

static void swap_columns(
  float *matrix, ptrdiff_t pitch, ptrdiff_t rows, const int32_t *first, const int32_t *second, ptrdiff_t count
) {
  for (ptrdiff_t r = 0; r < rows; r++) {
    float *row = matrix + r * pitch;
    for (ptrdiff_t n = 0; n < count; n++) {
      const float value = row[first[n]];
      row[first[n]] = row[second[n]];
      row[second[n]] = value;
    }
  }
}

static ptrdiff_t nonzeros(ptrdiff_t count, const float *values, int32_t *indices, float *found) {
  ptrdiff_t used = 0;
  // Without a branch that nobody can foresee: a zero is written too, and then overwritten by the next.
  for (ptrdiff_t n = 0; n < count; n++) {
    indices[used] = (int32_t)n;
    found[used] = values[n];
    used += values[n] != 0;
  }
  return used;
}
