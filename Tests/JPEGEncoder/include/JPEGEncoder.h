// Writes JPEG files for tests with libjpeg itself, so that no file need be fetched or kept.
#ifndef JPEG_ENCODER_H
#define JPEG_ENCODER_H

#include <stddef.h>
#include <stdint.h>

enum { TEST_JPEG_GRAY = 0, TEST_JPEG_RGB = 1, TEST_JPEG_CMYK = 2, TEST_JPEG_UNKNOWN = 3 };

typedef struct {
  uint32_t width;
  uint32_t height;
  // Samples a pixel: 1, 3, 4, or of unknown colours 2.
  int components;
  int colors;
  int quality;
  int is_progressive;
  // Progressive in 127 scans, one or two a coefficient; grey only.
  int has_many_scans;
  int is_arithmetic;
  // Whether chroma has a quarter of the samples, as encoders do by default.
  int halves_chroma;
  // Content of an APP1 block, with its name; NULL for none.
  const uint8_t *exif;
  size_t exif_count;
} test_jpeg;

// Encodes interleaved samples into `*bytes`, which test_jpeg_free frees. Ends the process on an error: a mistake of
// the test.
void test_jpeg_encode(const test_jpeg *file, const uint8_t *samples, uint8_t **bytes, size_t *count);

// Decodes as a program of libjpeg's own examples would, without any of our checks: grey or RGB, interleaved.
void test_jpeg_decode(const uint8_t *bytes, size_t count, uint8_t *samples);

void test_jpeg_free(uint8_t *bytes);

#endif
