import Foundation

/// The manners of POSIX calls that every file operation here shares.
package enum SystemCall {
  /// Repeats `call` while a signal interrupts it (`EINTR`); its result, or the error number it left.
  package static func retrying<Number: SignedInteger>(
    _ call: () -> Number
  ) -> Result<Number, SystemCallFailure> {
    while true {
      let result = call()
      if result >= 0 {
        return .success(result)
      }
      let code = errno
      if code != EINTR {
        return .failure(SystemCallFailure(code: code))
      }
    }
  }
}
