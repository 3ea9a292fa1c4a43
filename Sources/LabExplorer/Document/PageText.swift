import LabBase

/// Texts in a form that can stand in a page, whatever they hold.
enum PageText {
  /// JSON for a script element: nothing in it can end the element or begin a comment, for it has no `<`; what ends lines
  /// of a script is escaped, too.
  static func json(_ value: some Encodable) -> String {
    CanonicalJSON.compact(value).replacing("<", with: #"\u003c"#).replacing("\u{2028}", with: #"\u2028"#)
      .replacing("\u{2029}", with: #"\u2029"#)
  }

  /// A script of the page's modules, in which nothing can end the element.
  static func isEmbeddable(script: String) -> Bool {
    !script.lowercased().contains("</script") && !script.contains("<!--")
  }
}
