#include "png_shim.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// libpng reports an error by calling back and must not return from that; the way out is longjmp. Everything
// that changes between a setjmp and its longjmp therefore lives in the structs below, never in a local.

const char *cpng_version(void) { return png_get_libpng_ver(NULL); }

// What libpng said. It often warns of the cause and then fails with something vaguer, so the last warning is
// kept.
typedef struct {
  char error[CPNG_MESSAGE_SIZE / 2];
  char warning[CPNG_MESSAGE_SIZE / 2 - 16];
  int out_of_memory;
} diagnosis;

static void on_error(png_structp png, png_const_charp text) {
  diagnosis *said = png_get_error_ptr(png);
  snprintf(said->error, sizeof said->error, "%s", text);
  png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp text) {
  diagnosis *said = png_get_error_ptr(png);
  snprintf(said->warning, sizeof said->warning, "%s", text);
}

static int report(const diagnosis *said, char *message) {
  int with_warning = said->warning[0] != 0 && strcmp(said->warning, said->error) != 0;
  snprintf(message, CPNG_MESSAGE_SIZE, with_warning ? "%s (%s)" : "%s", said->error, said->warning);
  return said->out_of_memory ? CPNG_NO_MEMORY : CPNG_BAD_DATA;
}

static int report_no_memory(char *message) {
  snprintf(message, CPNG_MESSAGE_SIZE, "out of memory");
  return CPNG_NO_MEMORY;
}

// libpng's own "Out of memory" is an ordinary error; this allocator tells the two apart.
static png_voidp allocate(png_structp png, png_alloc_size_t size) {
  void *memory = malloc(size);
  if (memory == NULL) {
    diagnosis *said = png_get_mem_ptr(png);
    said->out_of_memory = 1;
  }
  return memory;
}

static void release(png_structp png, png_voidp memory) {
  (void)png;
  free(memory);
}

static void set_limits(png_structp png) {
  png_set_user_limits(png, CPNG_MAX_EXTENT, CPNG_MAX_EXTENT);
  png_set_chunk_cache_max(png, CPNG_MAX_CHUNKS);
  png_set_chunk_malloc_max(png, CPNG_MAX_CHUNK_BYTES);
}

// MARK: Reading

struct cpng_reader {
  png_structp png;
  png_infop info;
  diagnosis said;
  const uint8_t *bytes;
  size_t count;
  size_t position;
  int passes;
  uint8_t *scratch_row;
};

static void read_bytes(png_structp png, png_bytep target, size_t wanted) {
  cpng_reader *reader = png_get_io_ptr(png);
  if (wanted > reader->count - reader->position) {
    char text[96];
    snprintf(text, sizeof text, "Read Error: the file ends after %zu bytes", reader->count);
    png_error(png, text);
  }
  memcpy(target, reader->bytes + reader->position, wanted);
  reader->position += wanted;
}

// deflate cannot expand more than 1032 times, so a header asking for more than that is a lie told in a few
// bytes; found out before the picture is allocated. Interlacing only adds bytes.
static void refuse_impossible_size(cpng_reader *reader) {
  png_uint_32 height = png_get_image_height(reader->png, reader->info);
  if ((uint64_t)png_get_rowbytes(reader->png, reader->info) * height > 1032 * (uint64_t)reader->count) {
    char text[128];
    snprintf(text, sizeof text, "Not enough image data: %zu bytes cannot hold %u x %u pixels", reader->count,
             png_get_image_width(reader->png, reader->info), height);
    png_error(reader->png, text);
  }
}

static void choose_chunks(png_structp png, int purpose) {
  static const png_byte texts[] = "iTXt\0tEXt\0zTXt";
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  if (purpose == CPNG_TEXTS) {
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_AS_DEFAULT, texts, 3);
  }
}

static void ask_for_8_bit_samples(png_structp png, png_infop info) {
  png_byte color = png_get_color_type(png, info);
  if (color == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png);
  if (color == PNG_COLOR_TYPE_GRAY) png_set_expand_gray_1_2_4_to_8(png);
  if (png_get_valid(png, info, PNG_INFO_tRNS)) png_set_tRNS_to_alpha(png);
  png_set_scale_16(png);
}

int cpng_open(const uint8_t *bytes, size_t count, int purpose, cpng_reader **opened, cpng_header *header,
              char *message) {
  *opened = NULL;
  cpng_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) return report_no_memory(message);
  reader->bytes = bytes;
  reader->count = count;
  reader->png = png_create_read_struct_2(PNG_LIBPNG_VER_STRING, &reader->said, on_error, on_warning,
                                         &reader->said, allocate, release);
  if (reader->png != NULL) reader->info = png_create_info_struct(reader->png);
  if (reader->info == NULL) {
    cpng_close(reader);
    return report_no_memory(message);
  }
  if (setjmp(png_jmpbuf(reader->png))) {
    int status = report(&reader->said, message);
    cpng_close(reader);
    return status;
  }
  png_structp png = reader->png;
  png_infop info = reader->info;
  set_limits(png);
  // Damage is an error wherever it is. What libpng calls benign is one too: the chunks in which harmless
  // oddities are common, such as colour profiles, are skipped.
  png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
  png_set_benign_errors(png, 0);
  choose_chunks(png, purpose);
  png_set_read_fn(png, reader, read_bytes);
  png_read_info(png, info);
  refuse_impossible_size(reader);
  ask_for_8_bit_samples(png, info);
  reader->passes = png_set_interlace_handling(png);
  png_read_update_info(png, info);
  header->width = png_get_image_width(png, info);
  header->height = png_get_image_height(png, info);
  header->channels = png_get_channels(png, info);
  *opened = reader;
  return CPNG_OK;
}

// Reads all rows into `pixels` or, if that is NULL, each over the one before, and then the rest of the file.
static void read_to_end(cpng_reader *reader, uint8_t *pixels) {
  png_structp png = reader->png;
  size_t stride = png_get_rowbytes(png, reader->info);
  png_uint_32 height = png_get_image_height(png, reader->info);
  if (pixels == NULL) reader->scratch_row = png_calloc(png, stride);
  for (int pass = 0; pass < reader->passes; pass++) {
    for (png_uint_32 y = 0; y < height; y++) {
      png_read_row(png, pixels == NULL ? reader->scratch_row : pixels + y * stride, NULL);
    }
  }
  png_read_end(png, reader->info);
}

int cpng_read_pixels(cpng_reader *reader, uint8_t *pixels, char *message) {
  if (setjmp(png_jmpbuf(reader->png))) return report(&reader->said, message);
  read_to_end(reader, pixels);
  return CPNG_OK;
}

int cpng_read_texts(cpng_reader *reader, size_t *count, char *message) {
  if (setjmp(png_jmpbuf(reader->png))) return report(&reader->said, message);
  read_to_end(reader, NULL);
  *count = (size_t)png_get_text(reader->png, reader->info, NULL, NULL);
  return CPNG_OK;
}

cpng_text cpng_text_at(const cpng_reader *reader, size_t index) {
  png_textp texts = NULL;
  png_get_text(reader->png, reader->info, &texts, NULL);
  const png_text *text = texts + index;
  int is_utf8 = text->compression >= PNG_ITXT_COMPRESSION_NONE;
  size_t text_length = is_utf8 ? text->itxt_length : text->text_length;
  return (cpng_text){text->key, strlen(text->key), text->text, text_length, is_utf8};
}

void cpng_close(cpng_reader *reader) {
  if (reader == NULL) return;
  if (reader->png != NULL) {
    png_free(reader->png, reader->scratch_row);
    png_destroy_read_struct(&reader->png, &reader->info, NULL);
  }
  free(reader);
}

// MARK: Writing

typedef struct {
  png_structp png;
  png_infop info;
  diagnosis said;
  png_text *texts;
  uint8_t *bytes;
  size_t count;
  size_t capacity;
} writer;

static void append_bytes(png_structp png, png_bytep source, size_t added) {
  writer *to = png_get_io_ptr(png);
  if (added > to->capacity - to->count) {
    size_t capacity = 2 * (to->count + added);
    uint8_t *grown = capacity > added ? realloc(to->bytes, capacity) : NULL;
    if (grown == NULL) {
      to->said.out_of_memory = 1;
      png_error(png, "Out of memory");
    }
    to->bytes = grown;
    to->capacity = capacity;
  }
  memcpy(to->bytes + to->count, source, added);
  to->count += added;
}

static void flush_nothing(png_structp png) { (void)png; }

static void add_texts(writer *to, const cpng_new_text *texts, size_t count) {
  if (count == 0) return;
  to->texts = png_calloc(to->png, count * sizeof *to->texts);
  for (size_t i = 0; i < count; i++) {
    // libpng's struct has no const; png_set_text copies and changes nothing.
    to->texts[i].compression = PNG_ITXT_COMPRESSION_NONE;
    to->texts[i].key = (png_charp)texts[i].keyword;
    to->texts[i].text = (png_charp)texts[i].text;
  }
  png_set_text(to->png, to->info, to->texts, (int)count);
}

static void write_picture(writer *to, const uint8_t *pixels, uint32_t width, uint32_t height,
                          int channels, const cpng_new_text *texts, size_t text_count) {
  set_limits(to->png);
  png_set_write_fn(to->png, to, append_bytes, flush_nothing);
  png_set_compression_level(to->png, 9);
  png_set_IHDR(to->png, to->info, width, height, 8,
               channels == 1 ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  add_texts(to, texts, text_count);
  png_write_info(to->png, to->info);
  for (uint32_t y = 0; y < height; y++) {
    png_write_row(to->png, pixels + (size_t)y * width * (size_t)channels);
  }
  // NULL: no chunk after the pixels, neither texts again nor a time.
  png_write_end(to->png, NULL);
}

static void close_writer(writer *to) {
  if (to == NULL) return;
  if (to->png != NULL) {
    png_free(to->png, to->texts);
    png_destroy_write_struct(&to->png, &to->info);
  }
  free(to->bytes);
  free(to);
}

int cpng_write(const uint8_t *pixels, uint32_t width, uint32_t height, int channels,
               const cpng_new_text *texts, size_t text_count, uint8_t **bytes, size_t *count, char *message) {
  *bytes = NULL;
  *count = 0;
  writer *to = calloc(1, sizeof *to);
  if (to == NULL) return report_no_memory(message);
  // Warnings are errors: a keyword that libpng had to mend or a text it dropped must not pass as written.
  to->png = png_create_write_struct_2(PNG_LIBPNG_VER_STRING, &to->said, on_error, on_error, &to->said,
                                      allocate, release);
  if (to->png != NULL) to->info = png_create_info_struct(to->png);
  if (to->info == NULL) {
    close_writer(to);
    return report_no_memory(message);
  }
  if (setjmp(png_jmpbuf(to->png))) {
    int status = report(&to->said, message);
    close_writer(to);
    return status;
  }
  write_picture(to, pixels, width, height, channels, texts, text_count);
  *bytes = to->bytes;
  *count = to->count;
  to->bytes = NULL;
  close_writer(to);
  return CPNG_OK;
}

void cpng_free(uint8_t *bytes) { free(bytes); }
