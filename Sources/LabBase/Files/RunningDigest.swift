import CCrypto

/// A SHA-256 of bytes that arrive piece by piece and need not stand in memory together.
///
/// However they are cut, it is that of ``Digest/sha256(_:)`` over all of them in order.
package struct RunningDigest: ~Copyable {
  private let context: OpaquePointer?

  /// Starts with no bytes.
  package init() {
    context = EVP_MD_CTX_new()
    Self.require(context == nil ? 0 : EVP_DigestInit_ex(context, EVP_sha256(), nil))
  }

  deinit {
    EVP_MD_CTX_free(context)
  }

  /// Counts further bytes.
  package mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
    Self.require(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count))
  }

  /// The digest of all bytes as 64 lower-case hexadecimal digits.
  package consuming func finish() -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    Self.require(EVP_DigestFinal_ex(context, &digest, nil))
    return Digest.hexadecimal(digest)
  }

  /// As ``Digest/sha256(_:)``, libcrypto fails only without memory or without SHA-256.
  private static func require(_ status: Int32) {
    precondition(status == 1, "libcrypto refused to compute a SHA-256")
  }
}
