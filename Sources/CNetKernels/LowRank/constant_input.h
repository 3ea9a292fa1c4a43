// Descent of a layer whose one input vector never changes, as a recursion on vectors in double.

static void integrate(
  ptrdiff_t count, const float *gradient, double scale, double momentum, double rate, double *velocity,
  double *sum
) {
  for (ptrdiff_t n = 0; n < count; n++) {
    velocity[n] = momentum * velocity[n] + scale * (double)gradient[n];
    sum[n] += rate * velocity[n];
  }
}

static void move(
  ptrdiff_t count, const double *start, double factor, const double *direction, float *output
) {
  for (ptrdiff_t n = 0; n < count; n++) output[n] = (float)(start[n] + factor * direction[n]);
}
