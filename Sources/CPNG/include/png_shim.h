// PNG files through libpng 1.6 with nothing of libpng's error handling visible: no setjmp, no callbacks.
// Debian: libpng-dev
#ifndef PNG_SHIM_H
#define PNG_SHIM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// What every call returns; anything but CPNG_OK leaves one line of text in the caller's message buffer.
enum {
  CPNG_OK = 0,
  // The bytes are no PNG, are damaged or incomplete, or ask for more than the limits allow.
  CPNG_BAD_DATA = 1,
  CPNG_NO_MEMORY = 2,
};

enum {
  // Size of a message buffer, with its closing zero.
  CPNG_MESSAGE_SIZE = 320,
  // Largest width and height, read or written.
  CPNG_MAX_EXTENT = 16384,
  // Most ancillary chunks kept of one file, and most bytes that one of them may need.
  CPNG_MAX_CHUNKS = 256,
  CPNG_MAX_CHUNK_BYTES = 8 << 20,
};

// The version of libpng that runs, such as "1.6.39".
const char *cpng_version(void);

// What a reader is opened for; all other ancillary chunks are skipped, though their checksums count.
enum { CPNG_PIXELS = 0, CPNG_TEXTS = 1 };

// A file half read. Used from one thread, in this order: open, pixels or texts, close.
typedef struct cpng_reader cpng_reader;

typedef struct {
  uint32_t width;
  uint32_t height;
  // Bytes a pixel that cpng_read_pixels gives: 1 grey, 2 grey + alpha, 3 RGB, 4 RGBA, not premultiplied.
  uint32_t channels;
} cpng_header;

// Reads everything before the pixels of the file in `bytes`, which must stay in place until cpng_close.
// Refuses a picture over the limits and one that is larger than `count` compressed bytes can be.
// On success `*reader` must be closed; otherwise it is NULL.
int cpng_open(const uint8_t *bytes, size_t count, int purpose, cpng_reader **reader, cpng_header *header,
              char *message);

// Decodes into `pixels` (width · height · channels bytes, row-major, 8 bits a sample) and checks the file to
// its end.
int cpng_read_pixels(cpng_reader *reader, uint8_t *pixels, char *message);

// One text chunk. The pointers belong to the reader; the lengths count bytes.
typedef struct {
  // Latin-1, 1 to 79 bytes.
  const char *keyword;
  size_t keyword_length;
  // UTF-8 if `is_utf8` (iTXt), otherwise Latin-1 (tEXt, zTXt).
  const char *text;
  size_t text_length;
  int is_utf8;
} cpng_text;

// Reads the file to its end, throwing the pixels away, and gives the number of text chunks, in file order.
int cpng_read_texts(cpng_reader *reader, size_t *count, char *message);

// Text chunk `index`, below the count of cpng_read_texts.
cpng_text cpng_text_at(const cpng_reader *reader, size_t index);

// Frees a reader; NULL is allowed.
void cpng_close(cpng_reader *reader);

// One text to write: zero-terminated, keyword in Latin-1, text in UTF-8.
typedef struct {
  const char *keyword;
  const char *text;
} cpng_new_text;

// Encodes channels · width · height bytes, of RGB or, with one channel, of grey, at zlib level 9, each text as an uncompressed iTXt chunk before the
// pixels. Writes no time, gamma or other chunk: equal input gives equal bytes. cpng_free frees `*bytes`.
int cpng_write(const uint8_t *pixels, uint32_t width, uint32_t height, int channels,
               const cpng_new_text *texts, size_t text_count, uint8_t **bytes, size_t *count, char *message);

// Frees what cpng_write gave; NULL is allowed.
void cpng_free(uint8_t *bytes);

#ifdef __cplusplus
}
#endif
#endif
