import CCrypto

/// Fingerprints of bytes: run keys, data checksums, tile digests.
package enum Digest {
  /// The version of OpenSSL's libcrypto, which computes them.
  package static var libraryVersion: String { String(cString: OpenSSL_version(OPENSSL_VERSION_STRING)) }

  /// The SHA-256 of `bytes` (FIPS 180-4) as 64 lower-case hexadecimal digits.
  package static func sha256(_ bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    let succeeded = bytes.withUnsafeBytes { input in
      EVP_Digest(input.baseAddress, input.count, &digest, nil, EVP_sha256(), nil)
    }
    // It fails only when memory runs out or libcrypto was built without SHA-256; neither comes from outside input.
    precondition(succeeded == 1, "libcrypto refused to compute a SHA-256")
    return hexadecimal(digest)
  }

  /// Two lower-case digits a byte.
  static func hexadecimal(_ bytes: [UInt8]) -> String {
    var text = ""
    text.reserveCapacity(2 * bytes.count)
    for byte in bytes {
      text.append(hexadecimalDigit(byte >> 4))
      text.append(hexadecimalDigit(byte & 15))
    }
    return text
  }

  private static func hexadecimalDigit(_ value: UInt8) -> Character {
    Character(Unicode.Scalar(value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10))
  }
}
