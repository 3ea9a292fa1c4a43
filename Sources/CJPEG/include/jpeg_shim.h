// JPEG files through libjpeg-turbo with nothing of its error handling visible: no setjmp, no callbacks.
// Debian: libjpeg62-turbo-dev
#ifndef JPEG_SHIM_H
#define JPEG_SHIM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// What every call returns; anything but CJPEG_OK leaves one line of text in the caller's message buffer.
enum {
  CJPEG_OK = 0,
  // The bytes are no JPEG, are damaged or incomplete, or ask for more than the limits allow.
  CJPEG_BAD_DATA = 1,
  CJPEG_NO_MEMORY = 2,
};

enum {
  // Size of a message buffer, with its closing zero.
  CJPEG_MESSAGE_SIZE = 320,
  // Largest width and height that is read.
  CJPEG_MAX_EXTENT = 16384,
  // Most scans of a progressive file; encoders write about ten, and each costs a pass over the whole picture.
  CJPEG_MAX_SCANS = 100,
};

// The version of libjpeg-turbo that this was built for, such as "2.1.5".
const char *cjpeg_version(void);

// A file half read. Used from one thread, in this order: open, pixels, close.
typedef struct cjpeg_reader cjpeg_reader;

typedef struct {
  uint32_t width;
  uint32_t height;
  // Bytes a pixel that cjpeg_read_pixels gives: 1 grey, 3 RGB.
  uint32_t channels;
  // The content of the first Exif block (behind "Exif\0\0": a TIFF header and its directories); it belongs to the
  // reader. NULL and 0 where there is none.
  const uint8_t *exif;
  size_t exif_count;
} cjpeg_header;

// Reads everything before the pixels of the file in `bytes`, which must stay in place until cjpeg_close.
// Refuses a picture over the limits, one that is larger than `count` compressed bytes can be, CMYK and other
// colours that are no RGB, and arithmetic coding.
// On success `*reader` must be closed; otherwise it is NULL.
int cjpeg_open(const uint8_t *bytes, size_t count, cjpeg_reader **reader, cjpeg_header *header, char *message);

// Decodes into `pixels` (width · height · channels bytes, row-major) by the exact integer transform and checks the
// file to its end: whatever libjpeg warns of is an error.
int cjpeg_read_pixels(cjpeg_reader *reader, uint8_t *pixels, char *message);

// Frees a reader; NULL is allowed.
void cjpeg_close(cjpeg_reader *reader);

#ifdef __cplusplus
}
#endif
#endif
