#include "jpeg_shim.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Wants stdio.h and stdlib.h before it.
#include <jerror.h>
#include <jpeglib.h>

// libjpeg reports an error by calling back and must not return from that; the way out is longjmp. Everything that
// changes between a setjmp and its longjmp therefore lives in the struct below, never in a local.
struct cjpeg_reader {
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf way_out;
  int status;
  char said[CJPEG_MESSAGE_SIZE];
};

#define TEXT_OF(macro) #macro
#define VALUE_OF(macro) TEXT_OF(macro)

const char *cjpeg_version(void) { return VALUE_OF(LIBJPEG_TURBO_VERSION); }

static void fail(cjpeg_reader *reader, int status) {
  reader->status = status;
  longjmp(reader->way_out, 1);
}

static void refuse(cjpeg_reader *reader, const char *why) {
  snprintf(reader->said, sizeof reader->said, "%s", why);
  fail(reader, CJPEG_BAD_DATA);
}

static void on_error(j_common_ptr jpeg) {
  cjpeg_reader *reader = jpeg->client_data;
  char text[JMSG_LENGTH_MAX];
  jpeg->err->format_message(jpeg, text);
  snprintf(reader->said, sizeof reader->said, "%s", text);
  fail(reader, jpeg->err->msg_code == JERR_OUT_OF_MEMORY ? CJPEG_NO_MEMORY : CJPEG_BAD_DATA);
}

// Levels below 0 are warnings: libjpeg has met damage and would go on with grey in its place.
static void on_message(j_common_ptr jpeg, int level) {
  if (level < 0) on_error(jpeg);
}

// Called during every pass: a few bytes a scan can ask for a pass over a picture of any size.
static void on_progress(j_common_ptr jpeg) {
  cjpeg_reader *reader = jpeg->client_data;
  if (reader->jpeg.input_scan_number > CJPEG_MAX_SCANS) refuse(reader, "Too many scans");
}

static int report(const cjpeg_reader *reader, char *message) {
  snprintf(message, CJPEG_MESSAGE_SIZE, "%s", reader->said);
  return reader->status;
}

static int report_no_memory(char *message) {
  snprintf(message, CJPEG_MESSAGE_SIZE, "out of memory");
  return CJPEG_NO_MEMORY;
}

// A block of 8 × 8 samples takes at least a bit, and a sample stands for at most 4 × 4 pixels. A header that asks for
// more than that is a lie told in a few bytes; found out before the picture is allocated.
static void refuse_impossible_size(cjpeg_reader *reader, size_t count) {
  uint64_t pixels = (uint64_t)reader->jpeg.image_width * reader->jpeg.image_height;
  if (pixels > (uint64_t)count * 8 * 1024) {
    char text[128];
    snprintf(text, sizeof text, "Not enough image data: %zu bytes cannot hold %u x %u pixels", count,
             reader->jpeg.image_width, reader->jpeg.image_height);
    refuse(reader, text);
  }
}

static void refuse_what_is_not_read(cjpeg_reader *reader, size_t count) {
  struct jpeg_decompress_struct *jpeg = &reader->jpeg;
  if (jpeg->image_width > CJPEG_MAX_EXTENT || jpeg->image_height > CJPEG_MAX_EXTENT) {
    char text[96];
    snprintf(text, sizeof text, "%u x %u pixels, at most %d each way are read", jpeg->image_width,
             jpeg->image_height, CJPEG_MAX_EXTENT);
    refuse(reader, text);
  }
  refuse_impossible_size(reader, count);
  if (jpeg->arith_code) refuse(reader, "arithmetic coding; save the picture with Huffman coding");
  if (jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK) {
    refuse(reader, "CMYK colours; save the picture as RGB");
  }
  if (jpeg->jpeg_color_space == JCS_UNKNOWN) {
    char text[96];
    snprintf(text, sizeof text, "%d colour components that are neither grey nor RGB", jpeg->num_components);
    refuse(reader, text);
  }
}

static void find_exif(const struct jpeg_decompress_struct *jpeg, cjpeg_header *header) {
  static const uint8_t name[6] = {'E', 'x', 'i', 'f', 0, 0};
  for (jpeg_saved_marker_ptr marker = jpeg->marker_list; marker != NULL; marker = marker->next) {
    if (marker->data_length > sizeof name && memcmp(marker->data, name, sizeof name) == 0) {
      header->exif = marker->data + sizeof name;
      header->exif_count = marker->data_length - sizeof name;
      return;
    }
  }
}

int cjpeg_open(const uint8_t *bytes, size_t count, cjpeg_reader **opened, cjpeg_header *header,
               char *message) {
  *opened = NULL;
  memset(header, 0, sizeof *header);
  cjpeg_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) return report_no_memory(message);
  struct jpeg_decompress_struct *jpeg = &reader->jpeg;
  jpeg->err = jpeg_std_error(&reader->errors);
  reader->errors.error_exit = on_error;
  reader->errors.emit_message = on_message;
  jpeg->client_data = reader;
  if (setjmp(reader->way_out)) {
    int status = report(reader, message);
    cjpeg_close(reader);
    return status;
  }
  jpeg_create_decompress(jpeg);
  reader->progress.progress_monitor = on_progress;
  jpeg->progress = &reader->progress;
  jpeg_mem_src(jpeg, bytes, count);
  jpeg_save_markers(jpeg, JPEG_APP0 + 1, 0xFFFF);
  jpeg_read_header(jpeg, TRUE);
  refuse_what_is_not_read(reader, count);
  jpeg->out_color_space = jpeg->jpeg_color_space == JCS_GRAYSCALE ? JCS_GRAYSCALE : JCS_RGB;
  jpeg->dct_method = JDCT_ISLOW;
  jpeg->do_fancy_upsampling = TRUE;
  header->width = jpeg->image_width;
  header->height = jpeg->image_height;
  header->channels = jpeg->out_color_space == JCS_GRAYSCALE ? 1 : 3;
  find_exif(jpeg, header);
  *opened = reader;
  return CJPEG_OK;
}

int cjpeg_read_pixels(cjpeg_reader *reader, uint8_t *pixels, char *message) {
  struct jpeg_decompress_struct *jpeg = &reader->jpeg;
  if (setjmp(reader->way_out)) return report(reader, message);
  jpeg_start_decompress(jpeg);
  size_t stride = (size_t)jpeg->output_width * (size_t)jpeg->output_components;
  while (jpeg->output_scanline < jpeg->output_height) {
    JSAMPROW row = pixels + jpeg->output_scanline * stride;
    jpeg_read_scanlines(jpeg, &row, 1);
  }
  jpeg_finish_decompress(jpeg);
  return CJPEG_OK;
}

void cjpeg_close(cjpeg_reader *reader) {
  if (reader == NULL) return;
  // Allowed before jpeg_create_decompress has done its work, for the reader began as zeros.
  jpeg_destroy_decompress(&reader->jpeg);
  free(reader);
}
