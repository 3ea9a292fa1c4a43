import Testing

@testable import LabBase

@Suite("Digests")
struct DigestTests {
  @Test(
    "SHA-256 gives FIPS 180-4's examples",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func examples(text: String, digest: String) {
    #expect(Digest.sha256(Array(text.utf8)) == digest)
  }

  @Test("bytes that arrive in pieces have the digest of all of them", arguments: [1, 7, 64, 1000])
  func pieces(size: Int) {
    let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    var digest = RunningDigest()
    for start in stride(from: 0, to: bytes.count, by: size) {
      bytes[start..<min(start + size, bytes.count)].withUnsafeBufferPointer { digest.update($0) }
    }
    #expect(digest.finish() == Digest.sha256(bytes))
  }

  @Test("a digest of no bytes is that of an empty array, however often nothing arrives")
  func nothing() {
    var digest = RunningDigest()
    [].withUnsafeBufferPointer { digest.update($0) }
    #expect(digest.finish() == Digest.sha256([]))
  }
}
