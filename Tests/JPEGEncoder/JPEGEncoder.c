#include "JPEGEncoder.h"

#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

// The constant first, then every other coefficient without its last bit, then those bits.
static int many_scans(jpeg_scan_info *scans) {
  int count = 0;
  scans[count++] = (jpeg_scan_info){.comps_in_scan = 1};
  for (int last = 0; last < 2; last++) {
    for (int place = 1; place < DCTSIZE2; place++) {
      scans[count++] =
          (jpeg_scan_info){.comps_in_scan = 1, .Ss = place, .Se = place, .Ah = last ? 1 : 0, .Al = last ? 0 : 1};
    }
  }
  return count;
}

void test_jpeg_encode(const test_jpeg *file, const uint8_t *samples, uint8_t **bytes, size_t *count) {
  static const J_COLOR_SPACE spaces[] = {JCS_GRAYSCALE, JCS_RGB, JCS_CMYK, JCS_UNKNOWN};
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  unsigned long written = 0;
  unsigned char *buffer = NULL;
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  jpeg_mem_dest(&jpeg, &buffer, &written);
  jpeg.image_width = file->width;
  jpeg.image_height = file->height;
  jpeg.input_components = file->components;
  jpeg.in_color_space = spaces[file->colors];
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, file->quality, TRUE);
  jpeg.arith_code = file->is_arithmetic;
  if (!file->halves_chroma) {
    for (int index = 0; index < jpeg.num_components; index++) {
      jpeg.comp_info[index].h_samp_factor = jpeg.comp_info[index].v_samp_factor = 1;
    }
  }
  jpeg_scan_info scans[2 * DCTSIZE2];
  if (file->has_many_scans) {
    jpeg.num_scans = many_scans(scans);
    jpeg.scan_info = scans;
  }
  if (file->is_progressive) jpeg_simple_progression(&jpeg);
  jpeg_start_compress(&jpeg, TRUE);
  if (file->exif != NULL) jpeg_write_marker(&jpeg, JPEG_APP0 + 1, file->exif, (unsigned)file->exif_count);
  size_t stride = (size_t)file->width * (size_t)file->components;
  while (jpeg.next_scanline < jpeg.image_height) {
    JSAMPROW row = (JSAMPROW)(samples + jpeg.next_scanline * stride);
    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  *bytes = buffer;
  *count = written;
}

void test_jpeg_decode(const uint8_t *bytes, size_t count, uint8_t *samples) {
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&jpeg);
  jpeg_mem_src(&jpeg, bytes, count);
  jpeg_read_header(&jpeg, TRUE);
  jpeg_start_decompress(&jpeg);
  size_t stride = (size_t)jpeg.output_width * (size_t)jpeg.output_components;
  while (jpeg.output_scanline < jpeg.output_height) {
    JSAMPROW row = samples + jpeg.output_scanline * stride;
    jpeg_read_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_decompress(&jpeg);
  jpeg_destroy_decompress(&jpeg);
}

void test_jpeg_free(uint8_t *bytes) { free(bytes); }
