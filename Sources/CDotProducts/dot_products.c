#include "dot_products.h"

// Plain C, for every machine; what the others are tested against.

static inline const uint8_t *row_of(const uint8_t *codes, size_t blocks, const uint32_t *rows, size_t i) {
  return codes + (rows ? rows[i] : i) * blocks * DOT_BLOCK_BYTES;
}

void dot_codes_plain(
  const uint8_t *codes, size_t blocks, const uint32_t *rows, size_t count, const int8_t *query, int32_t *dots) {
  for (size_t i = 0; i < count; i++) {
    const uint8_t *row = row_of(codes, blocks, rows, i);
    int32_t sum = 0;
    for (size_t block = 0; block < blocks; block++) {
      const uint8_t *bytes = row + block * DOT_BLOCK_BYTES;
      const int8_t *low = query + 2 * block * DOT_BLOCK_BYTES, *high = low + DOT_BLOCK_BYTES;
      for (size_t j = 0; j < DOT_BLOCK_BYTES; j++) sum += (bytes[j] & 15) * low[j] + (bytes[j] >> 4) * high[j];
    }
    dots[i] = sum;
  }
}

static inline __attribute__((always_inline)) double dot_floats_in_lanes(const float *a, const float *b, size_t count) {
  double sums[8] = {0};
  size_t start = 0;
  for (; start + 8 <= count; start += 8) {
    for (size_t lane = 0; lane < 8; lane++) sums[lane] += (double)a[start + lane] * (double)b[start + lane];
  }
  for (size_t lane = 0; start + lane < count; lane++) {
    sums[lane] += (double)a[start + lane] * (double)b[start + lane];
  }
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

double dot_floats_at(const float *a, const float *b, const uint32_t *places, size_t count) {
  double sums[8] = {0};
  for (size_t i = 0; i < count; i++) {
    const uint32_t place = places[i];
    sums[place & 7] += (double)a[place] * (double)b[place];
  }
  return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

void add_columns_plain(
  const int8_t *codes, size_t stride, size_t rows, const uint32_t *columns, const int16_t *query, size_t count,
  int32_t *sums) {
  for (size_t row = 0; row < rows; row++) sums[row] = 0;
  for (size_t j = 0; j < count; j++) {
    const int8_t *column = codes + columns[j] * stride;
    for (size_t row = 0; row < rows; row++) sums[row] += (int32_t)query[j] * column[row];
  }
}

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2,fma")))

/// Blocks whose products fit 16-bit sums: 8 × 2 products of at most 15 × 127 each.
#define NARROW_BLOCKS 8
/// Rows that share the loads of the query.
#define ROWS_AT_ONCE 4
/// How far ahead rows are fetched: in rows that are listed, and in bytes where one follows the other. Processors by
/// themselves look ahead to the end of a page of 4 KiB only.
#define FETCH_ROWS 8
#define FETCH_BYTES 4096

AVX2 static inline int32_t sum_of(__m256i eight) {
  __m128i four = _mm_add_epi32(_mm256_castsi256_si128(eight), _mm256_extracti128_si256(eight, 1));
  four = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0x4E));
  return _mm_cvtsi128_si32(_mm_add_epi32(four, _mm_shuffle_epi32(four, 0xB1)));
}

/// The dots of `number` rows, a constant of at most `ROWS_AT_ONCE`.
AVX2 static inline __attribute__((always_inline)) void dots_of(
  size_t number, const uint8_t *const *rows, size_t blocks, const int8_t *query, int32_t *dots) {
  const __m256i low_bits = _mm256_set1_epi8(15), ones = _mm256_set1_epi16(1);
  __m256i wide[ROWS_AT_ONCE];
  for (size_t i = 0; i < number; i++) wide[i] = _mm256_setzero_si256();
  for (size_t start = 0; start < blocks; start += NARROW_BLOCKS) {
    const size_t end = start + NARROW_BLOCKS < blocks ? start + NARROW_BLOCKS : blocks;
    __m256i low[ROWS_AT_ONCE], high[ROWS_AT_ONCE];
    for (size_t i = 0; i < number; i++) low[i] = high[i] = _mm256_setzero_si256();
    for (size_t block = start; block < end; block++) {
      const __m256i *part = (const __m256i *)(query + 2 * block * DOT_BLOCK_BYTES);
      const __m256i for_low = _mm256_loadu_si256(part), for_high = _mm256_loadu_si256(part + 1);
      for (size_t i = 0; i < number; i++) {
        const __m256i bytes = _mm256_loadu_si256((const __m256i *)(rows[i] + block * DOT_BLOCK_BYTES));
        const __m256i first = _mm256_and_si256(bytes, low_bits);
        const __m256i second = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), low_bits);
        low[i] = _mm256_add_epi16(low[i], _mm256_maddubs_epi16(first, for_low));
        high[i] = _mm256_add_epi16(high[i], _mm256_maddubs_epi16(second, for_high));
      }
    }
    for (size_t i = 0; i < number; i++) {
      const __m256i sums = _mm256_add_epi32(_mm256_madd_epi16(low[i], ones), _mm256_madd_epi16(high[i], ones));
      wide[i] = _mm256_add_epi32(wide[i], sums);
    }
  }
  for (size_t i = 0; i < number; i++) dots[i] = sum_of(wide[i]);
}

AVX2 static void dot_codes_avx2(
  const uint8_t *codes, size_t blocks, const uint32_t *rows, size_t count, const int8_t *query, int32_t *dots) {
  size_t i = 0;
  for (; i + ROWS_AT_ONCE <= count; i += ROWS_AT_ONCE) {
    const uint8_t *four[ROWS_AT_ONCE];
    for (size_t k = 0; k < ROWS_AT_ONCE; k++) {
      four[k] = row_of(codes, blocks, rows, i + k);
      const uint8_t *next = four[k] + FETCH_BYTES;
      if (rows) next = row_of(codes, blocks, rows, i + k + FETCH_ROWS < count ? i + k + FETCH_ROWS : i + k);
      for (size_t byte = 0; byte < blocks * DOT_BLOCK_BYTES; byte += 64) {
        _mm_prefetch((const char *)next + byte, _MM_HINT_T0);
      }
    }
    dots_of(ROWS_AT_ONCE, four, blocks, query, dots + i);
  }
  for (; i < count; i++) {
    const uint8_t *row = row_of(codes, blocks, rows, i);
    dots_of(1, &row, blocks, query, dots + i);
  }
}

AVX2 static double dot_floats_avx2(const float *a, const float *b, size_t count) {
  return dot_floats_in_lanes(a, b, count);
}

static int has_avx2(void) { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

/// Columns that share the loads of the sums.
#define COLUMNS_AT_ONCE 4

/// Adds four columns. In memory the sums of sixteen rows stand as the instructions want them: 0...3, 8...11, 4...7,
/// 12...15.
AVX2 static inline void add_four(
  const int8_t *const *columns, const int16_t *query, size_t rows, int32_t *sums) {
  const __m256i first = _mm256_set1_epi32((uint16_t)query[0] | (int32_t)((uint32_t)(uint16_t)query[1] << 16));
  const __m256i second = _mm256_set1_epi32((uint16_t)query[2] | (int32_t)((uint32_t)(uint16_t)query[3] << 16));
  for (size_t row = 0; row < rows; row += COLUMN_LANES) {
    __m256i codes[COLUMNS_AT_ONCE];
    for (size_t k = 0; k < COLUMNS_AT_ONCE; k++) {
      codes[k] = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(columns[k] + row)));
    }
    __m256i low = _mm256_madd_epi16(_mm256_unpacklo_epi16(codes[0], codes[1]), first);
    __m256i high = _mm256_madd_epi16(_mm256_unpackhi_epi16(codes[0], codes[1]), first);
    low = _mm256_add_epi32(low, _mm256_madd_epi16(_mm256_unpacklo_epi16(codes[2], codes[3]), second));
    high = _mm256_add_epi32(high, _mm256_madd_epi16(_mm256_unpackhi_epi16(codes[2], codes[3]), second));
    __m256i *sum = (__m256i *)(sums + row);
    _mm256_storeu_si256(sum, _mm256_add_epi32(_mm256_loadu_si256(sum), low));
    _mm256_storeu_si256(sum + 1, _mm256_add_epi32(_mm256_loadu_si256(sum + 1), high));
  }
}

AVX2 static void add_columns_avx2(
  const int8_t *codes, size_t stride, size_t rows, const uint32_t *columns, const int16_t *query, size_t count,
  int32_t *sums) {
  for (size_t row = 0; row < rows; row++) sums[row] = 0;
  for (size_t start = 0; start < count; start += COLUMNS_AT_ONCE) {
    const int8_t *four[COLUMNS_AT_ONCE];
    int16_t numbers[COLUMNS_AT_ONCE];
    for (size_t k = 0; k < COLUMNS_AT_ONCE; k++) {
      const size_t j = start + k < count ? start + k : start;
      four[k] = codes + columns[j] * stride;
      numbers[k] = start + k < count ? query[j] : 0;
    }
    add_four(four, numbers, rows, sums);
  }
  for (size_t row = 0; row < rows; row += COLUMN_LANES) {
    __m256i *sum = (__m256i *)(sums + row);
    const __m256i low = _mm256_loadu_si256(sum), high = _mm256_loadu_si256(sum + 1);
    _mm256_storeu_si256(sum, _mm256_permute2x128_si256(low, high, 0x20));
    _mm256_storeu_si256(sum + 1, _mm256_permute2x128_si256(low, high, 0x31));
  }
}

void add_columns(
  const int8_t *codes, size_t stride, size_t rows, const uint32_t *columns, const int16_t *query, size_t count,
  int32_t *sums) {
  (has_avx2() ? add_columns_avx2 : add_columns_plain)(codes, stride, rows, columns, query, count, sums);
}

void dot_codes(
  const uint8_t *codes, size_t blocks, const uint32_t *rows, size_t count, const int8_t *query, int32_t *dots) {
  (has_avx2() ? dot_codes_avx2 : dot_codes_plain)(codes, blocks, rows, count, query, dots);
}

double dot_floats(const float *a, const float *b, size_t count) {
  return has_avx2() ? dot_floats_avx2(a, b, count) : dot_floats_in_lanes(a, b, count);
}

#else

void add_columns(
  const int8_t *codes, size_t stride, size_t rows, const uint32_t *columns, const int16_t *query, size_t count,
  int32_t *sums) {
  add_columns_plain(codes, stride, rows, columns, query, count, sums);
}

void dot_codes(
  const uint8_t *codes, size_t blocks, const uint32_t *rows, size_t count, const int8_t *query, int32_t *dots) {
  dot_codes_plain(codes, blocks, rows, count, query, dots);
}

double dot_floats(const float *a, const float *b, size_t count) { return dot_floats_in_lanes(a, b, count); }

#endif
