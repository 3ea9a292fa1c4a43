import LabBase
import Mustache

/// The text of a page.
struct PageDocument {
  private let data: PageData
  private let parts: [PartWriter.Entry]
  private let table: StaticTable

  /// Gathers what the page holds.
  init(data: PageData, parts: [PartWriter.Entry], table: StaticTable) {
    self.data = data
    self.parts = parts
    self.table = table
  }

  /// The page.
  ///
  /// - Throws: `LabError.badData` where the template or a module, parts of the program, are no such.
  func html() throws(LabError) -> String {
    let context: [String: Any] = [
      "title": data.title, "version": data.version, "about": data.about,
      "styles": PageResources.styles, "script": try PageScript.joined(PageResources.modules),
      "data": PageText.json(data),
      "parts": parts.map { ["name": $0.name, "json": $0.json] },
      "noscript": [
        "columns": table.columns,
        "rows": table.rows.map { row in
          [
            "name": row.name, "cells": row.cells,
            "picture": row.picture.map {
              [["source": "data:image/png;base64,\($0)", "alt": row.alternative]]
            } ?? [],
          ] as [String: Any]
        },
      ] as [String: Any],
    ]
    do {
      return try MustacheTemplate(string: PageResources.template).render(context)
    } catch {
      throw .badData(path: "explorer.mustache", expected: "a Mustache template", found: "\(error)")
    }
  }
}
