import CMalloc

/// How this process takes memory from the system.
package enum ProcessMemory {
  /// Bytes of a piece of memory that goes back to the system as soon as nobody holds it.
  private static let largePiece: Int32 = 4 << 20

  /// For a process that fills large tables one after the other and then ends, as a rebuild does.
  ///
  /// By itself the C library keeps pieces of up to 32 MB for later, and what lies between them stays with it: a third
  /// of what a rebuild of millions of rows seemed to need was held by nobody. Such a piece then costs the system's time
  /// to clear it, each time.
  package static func returnLargePieces() { mallopt(M_MMAP_THRESHOLD, largePiece) }
}
