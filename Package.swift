// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// What every target of ours is built with: imports are explicit, existentials are spelled, warnings are errors.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], fixtures: Bool = false, excluding: [String] = []
)
  -> Target
{
  .testTarget(
    name: name, dependencies: dependencies, exclude: excluding,
    resources: fixtures ? [.copy("Fixtures")] : [],
    swiftSettings: strict)
}

let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")

// Imports point down only: a target depends on targets of lower floors.
var targets: [Target] = [
  // Floor 4: the executable; options, the prompt line, colours.
  .executableTarget(
    name: "pitwall",
    dependencies: [
      "Assembly", "HTTPInterface", "Answering", "Rendering", "Terminal", "LanguageModels", "Retrieval",
      "Domain", logging,
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ], swiftSettings: strict),

  // Floor 3: Assembly wires all stages; HTTPInterface is the way in over HTTP.
  library(
    "Assembly",
    [
      "Answering", "Rendering", "KnowledgePacks", "Curation", "Profiling", "Storage", "Retrieval",
      "Understanding",
      "SQLCompiler", "LanguageModels", "Generation", "SentenceEncoding", "TextAnalysis", "Templating",
      "Domain", "CMalloc",
      logging,
    ]),
  library(
    "HTTPInterface",
    [
      "Rendering", "Domain", logging,
      .product(name: "Hummingbird", package: "hummingbird"),
      .product(name: "HTTPTypes", package: "swift-http-types"),
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      .product(name: "UnixSignals", package: "swift-service-lifecycle"),
    ]),

  // Floor 2: Answering decides and words; Terminal is the line editor and the chat session.
  library(
    "Answering", ["Understanding", "SQLCompiler", "TextAnalysis", "Rendering", "Templating", "Domain"]),
  library("Terminal", ["Rendering", "Domain"]),

  // Floor 1: one stage of the data's way each; no two import each other. Rendering turns answers and tables to text.
  library("Rendering", ["Domain"]),
  library(
    "KnowledgePacks",
    ["Templating", "Domain", .product(name: "Yams", package: "Yams")]),
  library("Curation", ["Domain"]),
  library("Profiling", ["Domain"]),
  library(
    "Storage",
    [
      "Domain", .product(name: "GRDB", package: "GRDB.swift"),
      .product(name: "GRDBSQLite", package: "GRDB.swift"),
    ]),
  library("Retrieval", ["TextAnalysis", "Domain", "CDotProducts"]),
  library("SentenceEncoding", ["TextAnalysis", "Domain", "CBLAS"]),
  library("Understanding", ["TextAnalysis", "Domain"]),
  library("SQLCompiler", ["Domain"]),
  library("LanguageModels", ["Domain", "CCurl"]),
  library("Generation", ["Domain"]),

  // Floor ½: the analyzer that reads corpus and question alike; templates.
  library("TextAnalysis", ["Domain", "CBLAS"]),
  library("Templating", ["Domain", .product(name: "Mustache", package: "swift-mustache")]),

  // Floor 0: the nouns that cross a boundary; module maps of Debian's libraries; sums that Swift cannot say.
  library("Domain"),
  .target(name: "CDotProducts"),
  .systemLibrary(name: "CBLAS", providers: [.apt(["libblas-dev"])]),
  .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
  .systemLibrary(name: "CMalloc"),
]

targets += [
  .target(name: "TestSupport", dependencies: ["Domain"], path: "Tests/TestSupport", swiftSettings: strict),
  tests("DomainTests", ["Domain"]),
  tests(
    "AssemblyTests",
    [
      "Assembly", "Curation", "Storage", "Rendering", "Domain", "TestSupport",
      .product(name: "GRDB", package: "GRDB.swift"),
    ]),
  tests(
    "AcceptanceTests", ["Assembly", "KnowledgePacks", "SQLCompiler", "Rendering", "Storage", "Domain"],
    excluding: ["Questions", "Bakery"]),
  tests("CommandTests", ["pitwall", "TestSupport"], excluding: ["failing-writes.c"]),
  tests("GenerationTests", ["Generation", "KnowledgePacks", "Domain"]),
  tests("CurationTests", ["Curation", "KnowledgePacks", "Domain"]),
  tests("ProfilingTests", ["Profiling", "Curation", "KnowledgePacks", "Domain"]),
  tests("AnsweringTests", ["Answering", "LanguageModels", "Templating", "Domain"]),
  tests("StorageTests", ["Storage", "Domain"]),
  tests("LanguageModelsTests", ["LanguageModels"]),
  tests("TextAnalysisTests", ["TextAnalysis", "Domain"]),
  tests("RetrievalTests", ["Retrieval", "TextAnalysis", "Domain", "CDotProducts"]),
  tests("SentenceEncodingTests", ["SentenceEncoding", "TextAnalysis", "Domain"], fixtures: true),
  tests("TemplatingTests", ["Templating", "Domain"]),
  tests("KnowledgePacksTests", ["KnowledgePacks", "Domain"]),
  tests("TerminalTests", ["Terminal", "Rendering", "Domain"]),
  tests(
    "HTTPInterfaceTests",
    ["HTTPInterface", "Rendering", "Domain", logging]),
  tests("HTTPAcceptanceTests", ["pitwall"]),
  tests("RenderingTests", ["Rendering", "Domain"]),
  tests("SQLCompilerTests", ["SQLCompiler", "Storage", "Domain"]),
  tests("UnderstandingTests", ["Understanding", "KnowledgePacks", "TextAnalysis", "Domain"]),
]

// Benchmarks are built only when asked for: PITWALL_BENCHMARKS=1.
if ProcessInfo.processInfo.environment["PITWALL_BENCHMARKS"] != nil {
  targets.append(
    .executableTarget(
      name: "SearchBenchmark", dependencies: ["Retrieval", "TextAnalysis", "Domain"],
      path: "Benchmarks/Search", swiftSettings: strict))
  targets.append(
    .executableTarget(
      name: "OpenBenchmark", dependencies: ["Retrieval", "Storage", "TextAnalysis", "Domain"],
      path: "Benchmarks/Open", swiftSettings: strict))
  targets.append(
    .executableTarget(
      name: "LexiconBenchmark", dependencies: ["Understanding", "TextAnalysis", "Domain"],
      path: "Benchmarks/Lexicon", swiftSettings: strict))
  targets.append(
    .executableTarget(
      name: "EncoderBenchmark", dependencies: ["SentenceEncoding", "TextAnalysis", "Domain"],
      path: "Benchmarks/Encoder", exclude: ["peer.py", "run"], swiftSettings: strict))
}

let package = Package(
  name: "pitwall",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: targets
)
