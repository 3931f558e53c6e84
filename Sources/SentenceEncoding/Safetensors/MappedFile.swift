import Glibc

/// The bytes of a file, mapped for reading as long as this value lives.
///
/// A file that another program cuts short meanwhile ends the process: whoever replaces a file puts a new one in its
/// place. What is kept of a file is copied, so that this holds only while a model is being read.
struct MappedFile: ~Copyable {
  private let bytes: UnsafeRawBufferPointer

  init(_ path: String) throws(SentenceModelError) {
    func failure(_ found: String) -> SentenceModelError {
      SentenceModelError(file: path, found: found, expected: "a readable file")
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(String(cString: strerror(errno))) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw failure("something that is no regular file") }
    let count = Int(status.st_size)
    guard count > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard start != MAP_FAILED, let start else { throw failure(String(cString: strerror(errno))) }
    bytes = UnsafeRawBufferPointer(start: start, count: count)
  }

  deinit {
    if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
  }

  var byteCount: Int { bytes.count }

  /// Calls `body` with the bytes, which are there no longer than that.
  borrowing func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(bytes)
  }
}
