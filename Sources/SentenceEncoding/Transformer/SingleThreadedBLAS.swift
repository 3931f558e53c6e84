import Glibc

/// Asks the BLAS for one thread in each call: texts are encoded side by side on threads of our own, and two sets of
/// threads wait for each other.
enum SingleThreadedBLAS {
  /// Holds for the whole process. Without effect on a BLAS other than OpenBLAS.
  static func request() { done }

  private static let done: Void = {
    typealias SetThreads = @convention(c) (Int32) -> Void
    guard let symbol = dlsym(nil, "openblas_set_num_threads") else { return }
    unsafeBitCast(symbol, to: SetThreads.self)(1)
  }()
}
