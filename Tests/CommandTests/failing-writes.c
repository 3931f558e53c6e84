// Makes the N-th write below a folder fail, and with "full" every one after it: what a broken or a full disk does.
//
// Preloaded (LD_PRELOAD) into the program under test. Environment: FAULT_UNDER the folder, FAULT_AT N from 1 (0 fails
// none), FAULT_KIND "error" (EIO), "full" (ENOSPC from then on) or "short" (half is written, then ENOSPC), FAULT_COUNT
// a file that gets the number of writes at the end. Writes are: write, pwrite, fsync, fdatasync, ftruncate, rename.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long seen;

static int is_below(const char *path) {
  const char *folder = getenv("FAULT_UNDER");
  return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_ours(int file) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return is_below(path);
}

static int is_kind(const char *name) {
  const char *kind = getenv("FAULT_KIND");
  return kind && strcmp(kind, name) == 0;
}

// The error of this write, 0 for none.
static int fault(void) {
  const char *text = getenv("FAULT_AT");
  long at = text ? atol(text) : 0;
  long number = __atomic_add_fetch(&seen, 1, __ATOMIC_SEQ_CST);
  if (at == 0 || number < at || (number > at && is_kind("error"))) return 0;
  return is_kind("error") ? EIO : ENOSPC;
}

#define NEXT(name) static __typeof__(name) *next; if (!next) next = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)
#define FAIL(code) do { errno = (code); return -1; } while (0)

ssize_t write(int file, const void *bytes, size_t count) {
  NEXT(write);
  int code = is_ours(file) ? fault() : 0;
  if (code && is_kind("short") && count > 1) return next(file, bytes, count / 2);
  if (code) FAIL(code);
  return next(file, bytes, count);
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
  NEXT(pwrite);
  int code = is_ours(file) ? fault() : 0;
  if (code && is_kind("short") && count > 1) return next(file, bytes, count / 2, offset);
  if (code) FAIL(code);
  return next(file, bytes, count, offset);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
  NEXT(pwrite64);
  int code = is_ours(file) ? fault() : 0;
  if (code && is_kind("short") && count > 1) return next(file, bytes, count / 2, offset);
  if (code) FAIL(code);
  return next(file, bytes, count, offset);
}

int fsync(int file) {
  NEXT(fsync);
  int code = is_ours(file) ? fault() : 0;
  if (code) FAIL(code);
  return next(file);
}

int fdatasync(int file) {
  NEXT(fdatasync);
  int code = is_ours(file) ? fault() : 0;
  if (code) FAIL(code);
  return next(file);
}

int ftruncate(int file, off_t length) {
  NEXT(ftruncate);
  int code = is_ours(file) ? fault() : 0;
  if (code) FAIL(code);
  return next(file, length);
}

int ftruncate64(int file, off64_t length) {
  NEXT(ftruncate64);
  int code = is_ours(file) ? fault() : 0;
  if (code) FAIL(code);
  return next(file, length);
}

int rename(const char *from, const char *to) {
  NEXT(rename);
  int code = is_below(to) ? fault() : 0;
  if (code) FAIL(code);
  return next(from, to);
}

__attribute__((destructor)) static void report(void) {
  const char *name = getenv("FAULT_COUNT");
  FILE *file = name ? fopen(name, "w") : NULL;
  if (!file) return;
  fprintf(file, "%ld", seen);
  fclose(file);
}
