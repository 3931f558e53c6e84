// Dot products that Swift's SIMD types cannot say: products of bytes that are added in pairs (pmaddubsw).
//
// Which instructions are used is found out at run time; every choice gives the same numbers, bit for bit.
#ifndef DOT_PRODUCTS_H
#define DOT_PRODUCTS_H

#include <stddef.h>
#include <stdint.h>

/// Bytes of a block of codes: 64 codes of 4 bits. Byte j of a block has code j in its low and code 32 + j in its
/// high four bits.
#define DOT_BLOCK_BYTES 32

/// `dots[i]` is the sum over j of code j of a row, 0...15, times `query[j]`.
///
/// Row r is `blocks` blocks from `codes + r * blocks * DOT_BLOCK_BYTES`. The rows are 0..<`count`, or
/// `rows[0..<count]` when `rows` is not null. `query` has 64 numbers for each block, each in -127...127.
/// No sum overflows for `blocks` up to 1,024.
void dot_codes(
  const uint8_t *codes, size_t blocks, const uint32_t *rows, size_t count, const int8_t *query, int32_t *dots);

/// The same in plain C: what `dot_codes` does where it knows no better, and what it is tested against.
void dot_codes_plain(
  const uint8_t *codes, size_t blocks, const uint32_t *rows, size_t count, const int8_t *query, int32_t *dots);

/// The dot product of two vectors of `count` floats in double precision, in an order that is always the same:
/// product j is added to sum j mod 8, then the sums as ((0+4)+(2+6))+((1+5)+(3+7)).
///
/// A product of two floats has no rounding error in double precision, so that fused multiply-add changes nothing.
double dot_floats(const float *a, const float *b, size_t count);

/// What `dot_floats` gives for `a` and a `b` that is zero but at `places`, in increasing order, where no number of `a`
/// is infinite or none.
double dot_floats_at(const float *a, const float *b, const uint32_t *places, size_t count);

/// Rows that are added at a time.
#define COLUMN_LANES 16

/// `sums[r]` is the sum over j of `query[j]` times code r of column `columns[j]`.
///
/// Column c is `rows` codes, each in -127...127, from `codes + c * stride`; `rows` is a multiple of `COLUMN_LANES`.
/// `query` has `count` numbers, each in -2047...2047. No sum overflows for `count` up to 8,192.
void add_columns(
  const int8_t *codes, size_t stride, size_t rows, const uint32_t *columns, const int16_t *query, size_t count,
  int32_t *sums);

/// The same in plain C.
void add_columns_plain(
  const int8_t *codes, size_t stride, size_t rows, const uint32_t *columns, const int16_t *query, size_t count,
  int32_t *sums);

#endif
